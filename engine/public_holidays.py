"""Public holidays, year by year.

Owns the only use of the ``holidays`` package, which takes longer to import than a plan takes
to make: years that were looked up once can be remembered without it.
"""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from pathlib import Path

Years = dict[tuple[str, int], frozenset[date]]
"""The public holidays of a year, by ISO 3166 code of the country and year."""

REACH = 40
"""Years on each side; an open date is looked at as far away as this."""


class PublicHolidays:
    """Public holidays, and the years of them that were looked up or remembered so far."""

    def __init__(self) -> None:
        self.known: Years = {}

    def has(self, day: date, country: str) -> bool:
        """Whether ``day`` is a public holiday in the whole of ``country``."""
        key = country, day.year
        if key not in self.known:
            self.known[key] = _looked_up(country, day.year)
        return day in self.known[key]

    def look_around(self, year: int) -> None:
        """Look up, for each country that was looked up for some year, all years that plans
        made in the next few years reach."""
        for country in {country for country, _ in self.known}:
            for number in range(year - REACH, year + REACH + 1):
                self.has(date(number, 1, 1), country)

    def remember(self, years: Years) -> None:
        """Take over what was ``known`` in the same :func:`edition`."""
        self.known.update(years)


PUBLIC_HOLIDAYS = PublicHolidays()
"""Those of the program: every rulebook asks the same calendar, so what one of them looked up
the others need not."""


def countries() -> tuple[str, ...]:
    """ISO 3166 codes of the countries whose holidays are known."""
    from holidays import list_supported_countries

    return tuple(list_supported_countries())


def country_code(name: str) -> str | None:
    """The ISO 3166 code of the country of that English name, if its holidays are known."""
    from holidays.registry import COUNTRIES

    found = COUNTRIES.get("_".join(name.lower().split()))
    return None if found is None else found[1]


def edition() -> str:
    """What tells one release of the package from another, found without importing it; empty
    if it is not there."""
    spec = find_spec("holidays")
    if spec is None or spec.origin is None:
        return ""
    status = Path(spec.origin).with_name("version.py").stat()
    return f"{status.st_size}-{status.st_mtime_ns}"


def _looked_up(country: str, year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays(country, years=year))

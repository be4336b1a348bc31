"""``rules show``: one named thing with its place, its words and everything tied to it.

Owns the lines on the terminal. What they say is :mod:`engine.authoring.inspecting.definitions` and
:mod:`engine.authoring.inspecting.references`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ...loading.scenarios.expectations import Scenario
from ...loading.scenarios.invariants import Invariant
from ...rendering.terminal_page import Piece, Style, TerminalPage
from ...rulebook import Place, Rulebook
from ...situation import Situation, Valuation
from ...values import Missing, spell_value
from .definitions import DefinitionLine, definition, title_of
from .invariant_lines import invariant_lines
from .names import Name, Sort, find_names, names_in
from .references import links_from, links_in, links_to

WIDEST_LABEL = 24
_HOLD_IT_TO_SOMETHING = (Sort.SCENARIO, Sort.INVARIANT)


def show(
    rulebook: Rulebook,
    scenarios: Sequence[Scenario],
    invariants: Sequence[Invariant],
    typed: str,
    language: str,
    today: date,
    *,
    width: int = 80,
    color: bool = False,
) -> str:
    """Everything called ``typed``, one after the other, as text.

    Raises :class:`~engine.authoring.inspecting.names.NoSuchName`.
    """
    names = names_in(rulebook, scenarios, invariants)
    page = TerminalPage(width, color)
    showing = _Showing(rulebook, scenarios, invariants, names, language, today, page)
    for name in find_names(names, typed):
        showing.add(name)
    return showing.page.text()


class _Showing:
    """One page in the making."""

    def __init__(
        self,
        rulebook: Rulebook,
        scenarios: Sequence[Scenario],
        invariants: Sequence[Invariant],
        names: Mapping[Name, Place],
        language: str,
        today: date,
        page: TerminalPage,
    ) -> None:
        self.rulebook = rulebook
        self.scenarios = {scenario.id: scenario for scenario in scenarios}
        self.invariants = {invariant.id: invariant for invariant in invariants}
        self.names = names
        self.language = language
        self.nothing_known = Valuation(rulebook, Situation({}, today))
        self.links = links_in(rulebook, scenarios, invariants)
        self.page = page

    def add(self, name: Name) -> None:
        """The thing, what it refers to, and what refers to it."""
        self.page.gap()
        self.page.line(
            Piece(str(name), Style.HEADING), Piece(f"   {self.names[name]}", Style.FAINT)
        )
        lines = tuple(self._lines(name))
        widest = min(max((len(line.label) for line in lines), default=0), WIDEST_LABEL)
        for line in lines:
            self._line(line, widest)
        from_it, to_it = links_from(self.links, name), links_to(self.links, name)
        self._list(
            "Refers to",
            ((f"{link.use} {self._named(link.other)}", self.names[link.other]) for link in from_it),
        )
        by_rules = [link for link in to_it if link.one.sort not in _HOLD_IT_TO_SOMETHING]
        self._list(
            "Referred to by",
            ((self._named(link.one, f" {link.use} it"), link.place) for link in by_rules),
        )
        if not by_rules and name.sort not in (Sort.RULE, *_HOLD_IT_TO_SOMETHING):
            self.page.gap()
            self.page.line("Nothing in the rulebook refers to it.")
        in_tests = (link for link in to_it if link.one.sort is Sort.SCENARIO)
        self._list(
            "In scenarios", ((f"{link.one.id} {link.use} it", link.place) for link in in_tests)
        )
        claims = (link for link in to_it if link.one.sort is Sort.INVARIANT)
        self._list(
            "In invariants", ((f"{link.one.id} {link.use} it", link.place) for link in claims)
        )

    def _lines(self, name: Name) -> Iterable[DefinitionLine]:
        if name.sort is Sort.SCENARIO:
            return _scenario_lines(self.scenarios[name.id])
        if name.sort is Sort.INVARIANT:
            invariant = self.invariants[name.id]
            return invariant_lines(invariant, self.language, self.nothing_known)
        return definition(name, self.language, self.nothing_known)

    def _line(self, line: DefinitionLine, widest: int) -> None:
        label = line.label[:WIDEST_LABEL].ljust(widest)
        id = [] if line.about is None else [Piece(f"  [{line.about.id}]", Style.FAINT)]
        if line.about is not None and line.label == line.about.id.partition(".")[2]:
            id = []
        self.page.line(line.words, *id, lead=f"  {label}  ")

    def _named(self, name: Name, verb: str = "") -> str:
        if name.sort in (Sort.WARNING, *_HOLD_IT_TO_SOMETHING):
            return f"{name}{verb}"
        title = title_of(name, self.language, self.nothing_known)
        return f"{name}{verb}" if title == name.id else f"{name}{verb}: {title}"

    def _list(self, heading: str, entries: Iterable[tuple[str, Place]]) -> None:
        """Each different sentence once, with all the places it is true at."""
        by_words: dict[str, dict[Place, None]] = {}
        for words, place in entries:
            by_words.setdefault(words, {})[place] = None
        if not by_words:
            return
        self.page.gap()
        self.page.line(Piece(heading, Style.STRONG))
        for words, places in by_words.items():
            where = ", ".join(str(place) for place in places)
            self.page.line(words, Piece(f"  {where}", Style.FAINT), lead="  ", hang=6)


def _scenario_lines(scenario: Scenario) -> Iterable[DefinitionLine]:
    yield DefinitionLine("on", spell_value(scenario.as_of))
    for fact, answer in scenario.given.items():
        spelled = answer.value if isinstance(answer, Missing) else spell_value(answer)
        yield DefinitionLine("given", f"{fact} = {spelled}")

"""In which order keys are written, by where they stand.

Owns the orders. What an author lists (facts, options, rules, the parts of a condition …) has
no order here: that order is the author's, and it means something.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...calculations import FUNCTIONS
from ...loading.scenarios import invariants, scenarios
from ...loading.section_names import SECTIONS
from ...loading.sections import forms
from ...loading.sections.section_forms import SECTION_FORMS
from ...loading.sections.tables import CELL, ROW


@dataclass(frozen=True)
class Shape:
    """What stands somewhere: the order of its keys (those not named follow as written), what
    stands under each, and under every key or item that is not named (``each``). A mapping
    with none of the keys is a text."""

    keys: Sequence[str] = ()
    under: Mapping[str, Shape] = field(default_factory=dict)
    each: Shape | None = None

    def below(self, key: str) -> Shape:
        """What stands under ``key``."""
        return self.under.get(key) or self.each or ANYTHING


ANYTHING = Shape()
TEXT = Shape(("en",))
"""One text per language: the keys are in the order of the rulebook's languages."""


def _listed(entry: Shape) -> Shape:
    return Shape(each=entry)


def shape_of(holds: forms.Holds) -> Shape:
    """The order in what stands under a key, as the loader describes it."""
    match holds:
        case forms.Text():
            return TEXT
        case forms.Inside(form=form):
            return _of_form(form)
        case (
            forms.Several(item=item)
            | forms.ListOf(item=item)
            | forms.Entries(entry=item)
            | forms.ById(entry=item)
        ):
            return _listed(shape_of(item))
        case forms.Either(ways=ways):
            keyed = next((shape for shape in map(shape_of, ways) if shape.under), None)
            return replace(keyed, each=TEXT) if keyed else ANYTHING
        case forms.Arguments(function=function):
            return Shape(FUNCTIONS[function].names)
        case forms.RowsOfTable():
            return _listed(replace(_of_form(ROW), each=_CELL))
    return ANYTHING


def _of_form(form: forms.EntryForm) -> Shape:
    return Shape(form.names, {name: shape_of(holds) for name, holds in form.keys.items()})


_CELL = Shape(CELL.names, {"value": TEXT}, each=TEXT)
_SECTIONS = (
    *SECTIONS[: SECTIONS.index("steps")],
    *(it for it in SECTIONS[SECTIONS.index("steps") :] if it in ("documents", "costs")),
    *(it for it in SECTIONS[SECTIONS.index("steps") :] if it not in ("documents", "costs")),
)
"""What a topic needs, before what it says."""
RULEBOOK_FILE = Shape(_SECTIONS, {name: shape_of(holds) for name, holds in SECTION_FORMS.items()})
INVARIANT_FILE = _of_form(invariants.INVARIANT_FILE)
SCENARIO_FILE = _of_form(scenarios.SCENARIO_FILE)


def ordered(shape: Shape, keys: Sequence[str], languages: Sequence[str]) -> list[int]:
    """The numbers of ``keys`` in the order in which they are to be written."""
    order = shape.keys
    if shape is not ANYTHING and keys and set(keys) <= set(languages):
        order = languages
    rank = {key: number for number, key in enumerate(order)}
    return sorted(range(len(keys)), key=lambda number: rank.get(keys[number], len(rank)))

"""Whether two versions say the same about an item, so that nothing has to be compared.

Owns what is written about an item.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from ...items import Item, ItemKind, items_of
from ...rulebook import Rule, SourceKind
from ...worlds.item_diagrams import places_of
from .appearance import form_of, form_of_due, words_for
from .aspects import step_of
from .merging import Side
from .renaming import renamed_condition


def written(side: Side, item: Item, languages: Sequence[str]) -> Hashable:
    """Everything that a version says about the item; equal only where it means the same."""
    book = side.rulebook
    entry = items_of(book)[item]

    def rule_says(rule: Rule) -> Hashable:
        kinds = [book.sources[it].kind is SourceKind.OFFICIAL for it in rule.sources]
        when = renamed_condition(rule.when, side.facts)
        return when, rule.valid_from, rule.valid_until, any(kinds)

    form = form_of(side, item, languages)
    return (
        tuple(frozenset(map(rule_says, group)) for group in entry.wanted),
        tuple(
            (step, frozenset(map(rule_says, rules)), _step_says(side, step))
            for step, rules in sorted(places_of(book, item).items())
        ),
        form.words, form.place, form.mark, form.amount, form_of_due(side, form.due),
        _step_says(side, step_of(side, item)),
        tuple((side.facts[it], tuple(words_for(side, it, languages).items()))
              for it in (*entry.shown, *(form.due.all_facts() if form.due else ()))),
    )  # fmt: skip


def _step_says(side: Side, step: str | None) -> Hashable:
    if step is None:
        return None

    entry = items_of(side.rulebook).get(Item(ItemKind.STEP, step))
    rules = () if entry is None else entry.wanted[0]
    return frozenset(
        (renamed_condition(it.when, side.facts), it.valid_from, it.valid_until) for it in rules
    )

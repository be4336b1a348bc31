"""Conditions that a plan can only say by quoting labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...conditions import Comparison, Relation, comparisons_in, push_negation
from ...rulebook import Concluded, Fact
from ...values import Kind
from ...wording.options import NEGATIVE, has_words, in_own_words, names_itself
from .codes import CheckCode
from .model import Context, Finding, finding


def said_by_labels(context: Context) -> Iterator[Finding]:
    """Yes/no facts and options that a condition asks for and that have no words for it, so
    that a plan says “Pet” is “Dog” instead of "you have a dog"."""
    facts = context.rulebook.facts
    wanted: dict[tuple[str, bool], dict[str, None]] = {}
    for written in context.conditions:
        said = in_own_words(push_negation(written.condition), facts)
        for leaf in comparisons_in(said):
            so = leaf.relation not in NEGATIVE
            for option in _lacking(leaf, facts[leaf.fact]):
                wanted.setdefault((leaf.fact, so and option != _NO), {})[option] = None
    for (fact_id, so), options in wanted.items():
        yield _missing(facts[fact_id], so, [it for it in options if it not in (_YES, _NO)])


_YES, _NO = "=yes", "=no"


def _lacking(leaf: Comparison, fact: Fact) -> Iterable[str]:
    if fact.kind is Kind.YES_NO and isinstance(leaf.operand, bool):
        so = leaf.operand == (leaf.relation is Relation.EQUALS)
        said = fact.statement if so else fact.denial
        unsaid = said is None and not isinstance(fact.origin, Concluded)
        return ((_YES if so else _NO),) if unsaid else ()
    if fact.kind not in (Kind.CHOICE, Kind.CHOICES) or names_itself(fact):
        return ()
    named = leaf.operand if isinstance(leaf.operand, tuple) else (leaf.operand,)
    so = leaf.relation not in NEGATIVE
    return [it for it in named if isinstance(it, str) and not has_words(fact, it, so)]


def _missing(fact: Fact, so: bool, options: list[str]) -> Finding:
    key = "statement" if so else "denial"
    clause = "that it is so" if so else "that it is not so"
    if not options:
        place, whose = fact.place, fact.id
    else:
        first = fact.option(options[0])
        place = first.place if first else fact.place
        clause = "that it was chosen" if so else "that it was not chosen"
        whose = f"{', '.join(options)} of {fact.id}"
    return finding(
        CheckCode.SAID_BY_LABELS,
        place,
        f"Conditions ask for {whose}, and a plan has no words to say {clause}.",
        f"Add `{key}:`, a clause that can follow “if”.",
    )

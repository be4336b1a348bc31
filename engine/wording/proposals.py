"""Answers that would change something, put as proposals to a person.

A proposal is a set of answers to give together; several are ways to the same end. Owns what
may be proposed for one question, the merging of ways that differ in one answer, and the words.
Knows nothing of how proposals are found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from ..rulebook import Fact, Rulebook
from ..situation import Situation
from ..values import UNKNOWN, Answer, Kind, Missing
from ..worlds.changes import Allowed, Choosing, OneOf, Within
from .filling import plain
from .phrases import counted_phrase, phrase
from .values import list_in_words, option_in_words, value_in_words

MOST_SHOWN = 5
"""Ways that are told one by one."""
LONGEST_LIST = 5
"""Answers to one question that are told one by one."""


Proposal = Sequence[tuple[str, Allowed]]
"""What may be answered to each of a few facts."""


class ProposalsInWords(Struct, frozen=True):
    """The ways, each with a line for each question; and how many more there are, in words."""

    ways: tuple[tuple[str, ...], ...]
    more: str | None


def proposals_in_words(
    proposals: Sequence[Proposal],
    language: str,
    rulebook: Rulebook,
    situation: Situation,
) -> ProposalsInWords:
    """The proposals to somebody in ``situation``, in their order."""
    merged = merged_proposals(proposals)
    speaker = _ProposalSpeaker(language, rulebook, situation)
    ways = tuple(
        tuple(speaker.line(fact, allowed) for fact, allowed in proposal)
        for proposal in merged[:MOST_SHOWN]
    )
    left = len(merged) - len(ways)
    return ProposalsInWords(
        ways, counted_phrase(language, "proposal.more", left) if left > 0 else None
    )


def merged_proposals(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The proposals with those that differ in one answer made one, as long as there are any."""
    now = [dict(proposal) for proposal in proposals]
    at = 0
    while at < len(now):
        for other in range(at + 1, len(now)):
            both = _merged(now[at], now[other])
            if both is not None:
                now[at] = both
                del now[other]
                at = -1
                break
        at += 1
    return tuple(tuple(proposal.items()) for proposal in now)


def _merged(one: Mapping[str, Allowed], other: Mapping[str, Allowed]) -> dict[str, Allowed] | None:
    if one.keys() != other.keys():
        return None
    different = [fact for fact in one if one[fact] != other[fact]]
    if not different:
        return dict(one)
    if len(different) > 1:
        return None
    fact = different[0]
    both = _either(one[fact], other[fact])
    return None if both is None else {**one, fact: both}


def _either(one: Allowed, other: Allowed) -> Allowed | None:
    """What one or the other allows, if that can be said at once."""
    if isinstance(one, OneOf) and isinstance(other, OneOf):
        return OneOf(tuple(dict.fromkeys((*one.values, *other.values))))
    if isinstance(one, Within) and isinstance(other, Within):
        first, second = sorted((one, other), key=lambda it: _order(it.low))
        if first.high is not None and _order(_next(first.high)) < _order(second.low):
            return None
        if first.high is None or second.high is None:
            return Within(first.low, None)
        return Within(first.low, max(first.high, second.high, key=_order))
    if isinstance(one, Choosing) and isinstance(other, Choosing):
        return _either_choice(*sorted((one, other), key=lambda it: len(it.chosen)))
    return None


def _either_choice(less: Choosing, more: Choosing) -> Choosing | None:
    """A choice that does in either way: a thing that one way wants and the other does not is
    no matter, and who wants more in every way wants too much."""
    extra = more.chosen - less.chosen
    if not less.chosen <= more.chosen:
        return None
    if len(extra) == 1 and less.left_out == more.left_out | extra:
        return Choosing(less.chosen, more.left_out)
    return less if less.left_out <= more.left_out else None


def _order(end: int | date | None) -> int:
    if end is None:
        return -(10**18)
    return end.toordinal() if isinstance(end, date) else end


def _next(end: int | date) -> int | date:
    return end + timedelta(days=1) if isinstance(end, date) else end + 1


class _ProposalSpeaker:
    def __init__(self, language: str, rulebook: Rulebook, situation: Situation) -> None:
        self.language = language
        self.rulebook = rulebook
        self.answers = situation.answers
        self.presumed = situation.presumed

    def line(self, fact_id: str, allowed: Allowed) -> str:
        """What to answer to one question, and what was answered to it."""
        fact = self.rulebook.facts[fact_id]
        label = plain(fact.label, self.language)
        was = self.answers.get(fact_id)
        if isinstance(allowed, Choosing):
            answer = self._choosing(fact, allowed, was if isinstance(was, frozenset) else None)
            return self._said("ask.answer_line", label=label, answer=answer)
        answer = self._one_of(fact, allowed) if isinstance(allowed, OneOf) else ""
        if isinstance(allowed, Within):
            answer = self._within(fact, allowed)
        line = self._said("ask.answer_line", label=label, answer=answer)
        if was is None:
            return line
        key = "explain.presumed_so_far" if fact_id in self.presumed else "explain.instead_of"
        note = self._said(key, answer=self._value(fact, was))
        return self._said("list.bracketed", text=line, note=note)

    def _one_of(self, fact: Fact, allowed: OneOf) -> str:
        values = [self._value(fact, value) for value in allowed.values]
        if len(values) <= LONGEST_LIST or fact.kind is not Kind.CHOICE:
            return list_in_words(values, self.language, "list.or")
        others = [it.id for it in fact.options if it.id not in allowed.values]
        if UNKNOWN not in allowed.values and 0 < len(others) <= LONGEST_LIST:
            left_out = [self._value(fact, it) for it in others]
            listed = list_in_words(left_out, self.language)
            return self._said("proposal.any_but", options=listed)
        named = phrase(self.language, "list.comma").join(values[:LONGEST_LIST])
        more = str(len(values) - LONGEST_LIST)
        return self._said("proposal.or_others", options=named, count=more)

    def _within(self, fact: Fact, allowed: Within) -> str:
        low, high = (
            None if end is None else self._value(fact, end) for end in (allowed.low, allowed.high)
        )
        kind = "date" if fact.kind is Kind.DATE else "number"
        if low is not None and high is not None:
            return low if low == high else self._said(f"range.{kind}.between", low=low, high=high)
        if low is not None:
            return self._said(f"range.{kind}.from", low=low)
        if high is not None:
            return self._said(f"range.{kind}.to", high=high)
        return self._said("range.any")

    def _choosing(self, fact: Fact, allowed: Choosing, was: frozenset[str] | None) -> str:
        missing = allowed.chosen - (was or frozenset())
        surplus = allowed.left_out & was if was is not None else allowed.left_out
        parts = []
        if missing:
            key = "proposal.also_choose" if was else "proposal.choose"
            parts.append(self._said(key, options=self._options(fact, missing, "list.and")))
        if surplus:
            options = self._options(fact, surplus, "list.or")
            parts.append(self._said("proposal.leave_out", options=options))
        return list_in_words(parts, self.language, "condition.and") or self._said("range.any")

    def _options(self, fact: Fact, chosen: frozenset[str], last: str) -> str:
        named = [option.id for option in fact.options if option.id in chosen]
        quoted = [self._quoted(option_in_words(fact, it, self.language)) for it in named]
        return list_in_words(quoted, self.language, last)

    def _value(self, fact: Fact, value: Answer) -> str:
        words = value_in_words(fact, value, self.language, self.rulebook.currency)
        says_itself = fact.kind in (Kind.INTEGER, Kind.MONEY, Kind.DATE)
        return words if says_itself and not isinstance(value, Missing) else self._quoted(words)

    def _quoted(self, words: str) -> str:
        return self._said("list.quoted", item=words)

    def _said(self, key: str, **values: str) -> str:
        return phrase(self.language, key, **values)

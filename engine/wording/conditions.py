"""Conditions in words: what is still open of a condition, as a clause.

Owns how comparisons are said and joined, so that the clause reads well after "if", 如果 and
before 場合. Facts and conclusions speak for themselves where the rulebook gives them a
``statement`` and a ``denial``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..calculations import Call
from ..conditions import (
    ALWAYS,
    NEVER,
    All,
    Any,
    Comparison,
    Condition,
    Operand,
    Relation,
    comparisons_in,
    push_negation,
)
from ..rulebook import Asked, Cell, Fact
from ..situation import Valuation
from ..values import Answer, Kind, Value, Wording
from .counted_days import DayOrder, Days, days_compared
from .filling import fill, fill_with, plain
from .options import (
    MOST_STATEMENTS,
    has_sentence,
    has_words,
    in_own_words,
    names_itself,
)
from .phrases import phrase
from .residual import OpenParts
from .simplifying import listed_values, values_meant
from .spacing import joined
from .values import (
    list_in_words,
    number_in_words,
    option_in_words,
    value_in_words,
)

LONGEST_LIST = 4
"""Options named one by one before the shorter of "is one of" and "is none of" is chosen."""

LONGEST_CHAIN = 3
"""Clauses in a row before they are numbered, in the languages that number them: Japanese loses
its joints in any longer row and in every group, Chinese where groups stand in the row too."""

DENIED_ONE_BY_ONE = frozenset({"ja"})
"""Languages in which "not A or B" may mean that it is not one of the two."""

_UNITS = {"days_until": "days", "days_between": "days", "months_between": "months"}
"""What the functions count, whose values are numbers of something."""

_DATE_RELATIONS = {
    Relation.OVER: "after",
    Relation.AT_MOST: "on_or_before",
    Relation.UNDER: "before",
    Relation.AT_LEAST: "on_or_after",
    Relation.BETWEEN: "between_dates",
    Relation.OUTSIDE: "outside_dates",
}
_JOINT_INSIDE = {
    "en": re.compile(r", |\bnot\b.* or "),
    "zh": re.compile("，"),
    "ja": re.compile("または|、"),
}
_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）|「[^「」]*」|“[^“”]*”")
_JAPANESE_NOUN_END = re.compile(r"[^\u3041-\u3096）](?=(?:（[^（）]*）)?$)")


def condition_in_words(condition: Condition, language: str, parts: OpenParts) -> str | None:
    """The part of ``condition`` that is still open, as a clause without capital or full stop;
    ``None`` where nothing is open."""
    still_open = parts.of(condition)
    if still_open in (ALWAYS, NEVER):
        return None
    return _Speaker(language, parts.valuation).clause(still_open)


def whole_condition_in_words(
    condition: Condition, language: str, valuation: Valuation
) -> str | None:
    """All of ``condition`` as its author wrote it, whatever is known, as a clause; ``None``
    where it always holds. ``valuation`` only fills placeholders."""
    positive = push_negation(condition)
    if positive == ALWAYS:
        return None
    return _Speaker(language, valuation).clause(positive)


def answer_in_words(fact: Fact, answer: Answer, language: str, valuation: Valuation) -> str:
    """What somebody who gives this answer says: its statement, where the rulebook has one, or
    the label and the value."""
    if isinstance(answer, bool | str) and has_sentence(fact, answer):
        leaf = Comparison(fact.id, Relation.EQUALS, answer)
        return _Speaker(language, valuation).clause(leaf)
    value = value_in_words(fact, answer, language, valuation.rulebook.currency)
    return phrase(language, "list.labelled", label=plain(fact.label, language), text=value)


class _Speaker:
    """Says conditions in one language, about one situation."""

    def __init__(self, language: str, valuation: Valuation) -> None:
        self.language = language
        self.rulebook = valuation.rulebook
        self.valuation = valuation

    def clause(self, condition: Condition) -> str:
        match in_own_words(condition, self.rulebook.facts):
            case Comparison() as comparison:
                return self._comparison(comparison)
            case All(parts):
                return self._together(parts, All)
            case Any(parts):
                return self._together(parts, Any)
        raise AssertionError("an open part has no negation")

    def _together(self, parts: Sequence[Condition], outer: type[All] | type[Any]) -> str:
        joiner = "or" if outer is Any else "and"
        clauses = self._clauses(parts, outer)
        if len(clauses) == 1:
            return clauses[0]
        if not self._is_numbered(parts, len(clauses)):
            return self._in_a_row(joiner, clauses)
        if self.language == "zh":
            clauses = self._clauses(parts, outer, in_brackets=False)
        return self._numbered(joiner, clauses)

    def _is_numbered(self, parts: Sequence[Condition], clauses: int) -> bool:
        if self.language == "ja":
            return clauses > LONGEST_CHAIN or any(not isinstance(it, Comparison) for it in parts)
        depth = max(map(_depth, parts))
        return self.language == "zh" and (depth > 1 or (clauses > LONGEST_CHAIN and depth > 0))

    def _in_a_row(self, joiner: str, clauses: Sequence[str]) -> str:
        between = self._phrase(f"condition.{joiner}_between")
        pieces = [piece for clause in clauses[:-1] for piece in (between, clause)][1:]
        last = self._phrase(f"condition.{joiner}")
        return joined([*pieces, last, clauses[-1]], self.language)

    def _numbered(self, joiner: str, clauses: Sequence[str]) -> str:
        items = [
            self._phrase("condition.item", number=number, clause=clause)
            for number, clause in enumerate(clauses, start=1)
        ]
        between = self._phrase("condition.between_items")
        return self._phrase(f"condition.numbered_{joiner}", items=between.join(items))

    def _clauses(
        self, parts: Sequence[Condition], outer: type[All] | type[Any], *, in_brackets: bool = True
    ) -> list[str]:
        """A clause for each part, except that options of one fact share a clause, and "or it
        is not known" joins the clause about the same fact; set apart from each other unless
        something else does that."""
        said: dict[Condition, str] = {}
        about: dict[str, Condition] = {}
        if outer is Any:
            parts = sorted(parts, key=_asks_whether_unknown)
        for part in parts:
            if not isinstance(part, Comparison):
                said[part] = self._group(part, in_brackets)
            elif part.relation is Relation.UNKNOWN and outer is Any and part.fact in about:
                first = about[part.fact]
                said[first] = self._phrase("condition.or_unknown", clause=said[first])
            else:
                together = _said_together(part, parts, outer, self.rulebook.facts)
                if together[0] is not part:
                    continue
                if len(together) > 1:
                    said[part] = self._options(together, outer)
                else:
                    alone = self._comparison(part)
                    said[part] = self._as_one(alone) if in_brackets else alone
                about.setdefault(part.fact, part)
        return list(said.values())

    def _as_one(self, clause: str) -> str:
        """The clause, set apart from those beside it where it has joints of its own."""
        joint = _JOINT_INSIDE.get(self.language)
        if joint is None or not joint.search(_BRACKETS.sub("", clause)):
            return clause
        return self._phrase("condition.set_apart", clause=clause)

    def _group(self, part: Condition, in_brackets: bool) -> str:
        assert isinstance(part, All | Any), "an open part has no negation"
        outer, joiner = (Any, "or") if isinstance(part, Any) else (All, "and")
        clauses = self._clauses(part.parts, outer)
        if len(clauses) == 1:
            return clauses[0]
        inside = self._in_a_row(joiner, clauses)
        if not in_brackets:
            return inside
        name = "any" if isinstance(part, Any) else "all"
        return self._phrase(f"condition.bracketed_{name}", condition=inside)

    def _comparison(self, comparison: Comparison) -> str:
        fact = self.rulebook.facts[comparison.fact]
        relation, operand = comparison.relation, comparison.operand
        if relation in (Relation.UNKNOWN, Relation.KNOWN):
            return self._knowledge(fact, relation)
        if (days := days_compared(comparison, self.rulebook.facts)) is not None:
            return self._days(days)
        if fact.kind is Kind.YES_NO and isinstance(operand, bool):
            return self._yes_no(fact, operand == (relation is Relation.EQUALS))
        if isinstance(operand, str) and (option := fact.option(operand)):
            so = relation in (Relation.EQUALS, Relation.INCLUDES)
            own = option.statement if so else option.denial
            if own is not None:
                return self._own_words(own)
        if fact.kind is Kind.CHOICES:
            return self._choices(fact, comparison)
        if relation in (Relation.BETWEEN, Relation.OUTSIDE) and isinstance(operand, tuple):
            low, high = (self._value(fact, end) for end in operand)
            if isinstance(operand[0], int) and self._unit(fact) and self.language != "ja":
                low = number_in_words(operand[0])
            return self._said(fact, relation, low=low, high=high)
        if relation in (Relation.ONE_OF, Relation.NONE_OF):
            return self._listed(fact, comparison)
        if names_itself(fact) and isinstance(operand, str):
            return self._named_in_it(fact, relation is Relation.EQUALS, (operand,))
        return self._said(fact, relation, value=self._value(fact, operand))

    def _said(self, fact: Fact, relation: Relation, **values: str) -> str:
        name = relation.value
        if fact.kind is Kind.DATE:
            name = _DATE_RELATIONS.get(relation, name)
        return self._phrase(f"condition.{name}", subject=self._subject(fact), **values)

    def _days(self, days: Days) -> str:
        subject = self._subject(self.rulebook.facts[days.day])
        if days.other is None:
            key = "day_past" if days.order is DayOrder.EARLIER else "day_not_past"
            return self._phrase(f"condition.{key}", subject=subject)
        key = "before" if days.order is DayOrder.EARLIER else "on_or_after"
        other = self._subject(self.rulebook.facts[days.other])
        return self._phrase(f"condition.{key}", subject=subject, value=other)

    def _yes_no(self, fact: Fact, so: bool) -> str:
        said = fact.statement if so else fact.denial
        if said is not None:
            return self._own_words(said)
        value = self._quoted(value_in_words(fact, so, self.language, ""))
        return self._said(fact, Relation.EQUALS, value=value)

    def _knowledge(self, fact: Fact, relation: Relation) -> str:
        key: str = relation.value
        if not isinstance(fact.origin, Asked):
            key = "not_known" if relation is Relation.UNKNOWN else "is_known"
        if fact.kind is Kind.YES_NO and fact.statement is not None:
            said = self._own_words(fact.statement)
            return self._phrase(f"condition.{key}_whether", statement=said)
        return self._phrase(f"condition.{key}", subject=self._subject(fact))

    def _listed(self, fact: Fact, comparison: Comparison) -> str:
        operand = comparison.operand
        named: Sequence[Value] = operand if isinstance(operand, tuple) else ()
        positive = comparison.relation is Relation.ONE_OF
        meant = values_meant(comparison, fact)
        if meant is not None and len(named) > LONGEST_LIST:
            others = [value for value in listed_values(fact) if value not in named]
            if 0 < len(others) < len(named):
                named, positive = others, not positive
        if names_itself(fact):
            return self._named_in_it(fact, positive, named)
        values = [self._value(fact, value) for value in named]
        if len(values) == 1:
            relation = Relation.EQUALS if positive else Relation.DIFFERS
            return self._said(fact, relation, value=values[0])
        listed = list_in_words(values, self.language, "list.or" if positive else "list.nor")
        return self._said(fact, Relation.ONE_OF if positive else Relation.NONE_OF, values=listed)

    def _named_in_it(self, fact: Fact, positive: bool, named: Sequence[Value]) -> str:
        words = [option_in_words(fact, str(value), self.language) for value in named]
        template = fact.statement if positive else fact.denial
        assert template is not None, "a fact that names itself has both"
        apart = not positive and self.language in DENIED_ONE_BY_ONE
        listed = words if apart else [list_in_words(words, self.language, "list.or")]
        clauses = [
            fill_with(template, {fact.id: it}, self.language, self.valuation) for it in listed
        ]
        return self._in_a_row("and", clauses) if len(clauses) > 1 else clauses[0]

    def _options(self, together: Sequence[Comparison], outer: type[All] | type[Any]) -> str:
        fact, relation = self.rulebook.facts[together[0].fact], together[0].relation
        values = [self._value(fact, one.operand) for one in together]
        if relation is Relation.EXCLUDES:
            listed = list_in_words(values, self.language, "list.nor")
            return self._phrase(
                "condition.excludes_all", subject=self._subject(fact), values=listed
            )
        last = "list.and" if outer is All else "list.or"
        return self._said(fact, relation, value=list_in_words(values, self.language, last))

    def _choices(self, fact: Fact, comparison: Comparison) -> str:
        relation, operand = comparison.relation, comparison.operand
        subject = self._subject(fact)
        if isinstance(operand, str):
            return self._said(fact, relation, value=self._value(fact, operand))
        chosen = operand if isinstance(operand, frozenset) else frozenset[str]()
        same = relation is Relation.EQUALS
        if not chosen:
            key = "condition.nothing_chosen" if same else "condition.something_chosen"
            return self._phrase(key, subject=subject)
        named = [self._value(fact, option.id) for option in fact.options if option.id in chosen]
        key = "condition.exactly" if same else "condition.not_exactly"
        return self._phrase(key, subject=subject, values=list_in_words(named, self.language))

    def _subject(self, fact: Fact) -> str:
        label = plain(fact.label, self.language)
        if isinstance(fact.origin, Cell):
            row = self.valuation.value(fact.origin.key)
            if isinstance(row, str):
                key = self.rulebook.facts[fact.origin.key]
                row_label = option_in_words(key, row, self.language)
                return self._phrase("condition.cell_subject", label=label, row=row_label)
        return self._phrase("condition.subject", label=label)

    def _value(self, fact: Fact, value: Operand) -> str:
        assert value is not None and not isinstance(value, tuple), "one value"
        if isinstance(value, str) and fact.kind in (Kind.CHOICE, Kind.CHOICES):
            return self._quoted(option_in_words(fact, value, self.language))
        unit = self._unit(fact)
        if unit is not None and isinstance(value, int):
            number = number_in_words(value)
            form = f"unit.{unit}.one" if value == 1 else f"unit.{unit}"
            return self._phrase(form, number=number)
        return value_in_words(fact, value, self.language, self.rulebook.currency)

    def _unit(self, fact: Fact) -> str | None:
        return _UNITS.get(fact.origin.function) if isinstance(fact.origin, Call) else None

    def _own_words(self, said: Wording) -> str:
        words = fill(said, self.language, self.valuation).strip().rstrip(".。")
        if self.language == "ja" and "ja" in said.by_language:
            return _JAPANESE_NOUN_END.sub(lambda end: end[0] + "である", words, count=1)
        return words

    def _quoted(self, words: str) -> str:
        return self._phrase("list.quoted", item=words)

    def _phrase(self, key: str, **values: object) -> str:
        return phrase(self.language, key, **values)


def _asks_whether_unknown(part: Condition) -> bool:
    return isinstance(part, Comparison) and part.relation is Relation.UNKNOWN


def _depth(condition: Condition) -> int:
    """How many groups stand in each other; what is said of one fact is no group."""
    if not isinstance(condition, All | Any):
        return 0
    if len({it.fact for it in comparisons_in(condition)}) < 2:
        return 0
    return 1 + max(map(_depth, condition.parts))


def _said_together(
    part: Comparison,
    parts: Sequence[Condition],
    outer: type[All] | type[Any],
    facts: Mapping[str, Fact],
) -> list[Comparison]:
    """The comparisons to be said in one clause with ``part``, itself included."""
    may_share = part.relation is Relation.INCLUDES or (
        part.relation is Relation.EXCLUDES and outer is All
    )
    if not may_share:
        return [part]
    together = [
        other
        for other in parts
        if isinstance(other, Comparison)
        and (other.fact, other.relation) == (part.fact, part.relation)
    ]
    so = part.relation is Relation.INCLUDES
    say_it_themselves = len(together) <= MOST_STATEMENTS and all(
        isinstance(one.operand, str) and has_words(facts[one.fact], one.operand, so)
        for one in together
    )
    return [part] if say_it_themselves else together

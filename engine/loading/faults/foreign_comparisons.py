"""What was meant by comparisons and groups that the rule language does not have.

Owns the words that people bring along ("excludes", "not before", "more than", "neither") and
the way each is spelled here. Reports nothing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable

from ...values import ORDERED, Kind
from .near_values import range_meant
from .opposites import NEGATIVE
from .report import nearest_name


def _each(words: str, meaning: str) -> dict[str, str]:
    return dict.fromkeys(words.split(), meaning)


_SIZE_WORDS = {
    "over": "> over after above more more_than greater greater_than larger_than bigger_than gt "
    "exceeds later later_than beyond longer_than older_than",
    "under": "< under before below less less_than smaller smaller_than fewer fewer_than lt earlier "
    "earlier_than shorter_than younger_than sooner_than",
    "at_least": ">= => ≥ at_least on_or_after least min minimum gte ge from since starting_from "
    "after_or_on at_earliest earliest",
    "at_most": "<= =< ≤ at_most on_or_before most max maximum lte le until by up_to before_or_on "
    "at_latest latest no_later_than",
}
_OTHER_WORDS = {
    "equals": "= == equals equal equal_to is eq value same same_as exactly on",
    "one_of": "one_of in any_of among either isin is_in is_one_of",
    "between": "between range within in_range",
    "includes": "includes include contains contain has have holds with",
    "includes_any": "includes_any contains_any has_any includes_one_of any includes_some",
    "includes_all": "includes_all contains_all has_all all all_of both includes_both "
    "includes_every",
}
_MEANING = {
    word: meaning
    for meaning, words in (_SIZE_WORDS | _OTHER_WORDS).items()
    for word in words.split()
}
_FLIPPED = {"over": "at_most", "under": "at_least", "at_least": "under", "at_most": "over"}
_FOR_DATES = {
    "over": "after",
    "under": "before",
    "at_least": "on_or_after",
    "at_most": "on_or_before",
}
_DENYING = {
    **_each(
        "excludes exclude excluding lacks lack lacking without missing",
        "includes",
    ),
    **_each(
        "excludes_any excludes_all includes_none includes_none_of",
        "includes_any",
    ),
    **_each(
        "none_of none neither nor no_one_of not_one_of",
        "one_of",
    ),
    **_each(
        "!= ≠ <> no isnt except unless unequal differs different differs_from "
        "different_from other_than ne neq but_not except_for anything_but",
        "equals",
    ),
    "outside": "between",
}
"""Words that deny a comparison, each with the one it denies."""

_GROUPS = {
    **_each(
        "and both every each all_of everything",
        "all",
    ),
    **_each(
        "or either some any_of one_of at_least_one",
        "any",
    ),
}
_NO_GROUP = {
    **_each(
        "none neither neither_of nor none_of not_any no_one nothing without_any not_either not_or",
        "not: {any: [{one_fact: yes}, {another_fact: yes}]}",
    ),
    **_each(
        "nand not_all not_both not_every not_and",
        "not: {all: [{one_fact: yes}, {another_fact: yes}]}",
    ),
    **_each(
        "xor one exactly_one only_one either_or",
        "any: [{a_fact: yes, another: no}, {a_fact: no, another: yes}]",
    ),
    **_each(
        "unless except without no never isnt is_not except_when if_not when_not "
        "dont not_when not_if excluding exclude excludes ! except_if but_not",
        "not: {a_fact: yes}",
    ),
}


def _plain(word: str) -> str:
    """A word with its parts set apart: ``not_before`` for ``notBefore`` and "not before"."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", word.strip()).lower().replace("'", "")
    apart = re.sub("[- ]", "_", apart)
    rest = apart.removeprefix("not")
    return f"not_{rest}" if rest != apart and rest in (*_MEANING, "known", "unknown") else apart


def comparison_meant(word: str, fact: str, kind: Kind, value: str) -> str | None:
    """How the comparison ``word: value`` of a fact is written that the language knows under
    another name, or as the denial of another one; ``None`` if nobody can tell."""
    plain = _plain(word)
    if plain in ("known", "unknown", "not_known", "not_unknown", "is_known", "is_unknown"):
        known = plain in ("known", "not_unknown", "is_known")
        return f"{fact}: {'known' if known != (value in ('no', 'false')) else 'unknown'}"
    meaning, denied = _meaning(plain, kind)
    return None if meaning is None else _spelled(meaning, denied, fact, kind, value)


_OPEN_END = re.compile(
    r"(-?\d+|\d{4}-\d\d-\d\d) *"
    r"(\+|(?:or|and) (?:more|over|later|fewer|less|under|earlier)|以上|以下)"
)


def said_in_words(text: str, fact: str, kind: Kind) -> str | None:
    """How a comparison is written that stands there as a text: "under 7", "20 to 40"."""
    ends = range_meant(text)
    if ends is not None and kind in ORDERED and (kind is Kind.DATE) == ("-" in ends[0][1:]):
        return f"{fact}: {{between: [{ends[0]}, {ends[1]}]}}"
    open_end = _OPEN_END.fullmatch(text)
    if open_end is not None and kind in ORDERED:
        down = re.search("fewer|less|under|earlier|以下", open_end[2])
        return _spelled("at_most" if down else "at_least", False, fact, kind, open_end[1])
    words, _, value = text.rpartition(" ")
    if kind not in ORDERED or not value[:1].isdigit():
        return None
    meaning, denied = _meaning(_plain(re.sub(r"\b(is|are|than)\b", "", words)), kind)
    return None if meaning not in _FLIPPED else _spelled(meaning, denied, fact, kind, value)


def _meaning(word: str, kind: Kind) -> tuple[str | None, bool]:
    if word in _MEANING:
        return _MEANING[word], False
    if word in _DENYING:
        return _DENYING[word], True
    parts = word.split("_")
    rest = "_".join(part for part in parts if part not in NEGATIVE and part not in ("is", "does"))
    denied = sum(part in NEGATIVE for part in parts) % 2 == 1
    if not rest:
        return ("equals", True) if denied else (None, False)
    if not denied and rest == word:
        near = nearest_name(word, _DENYING)
        return (_DENYING[near], True) if near else (None, False)
    near = rest if rest in _MEANING else nearest_name(rest, _MEANING)
    return (None if near is None else _MEANING[near], denied)


def _spelled(meaning: str, denied: bool, fact: str, kind: Kind, value: str) -> str | None:
    if meaning in _FLIPPED:
        if kind not in ORDERED:
            return None
        relation = _FLIPPED[meaning] if denied else meaning
        return f"{fact}: {{{_FOR_DATES[relation] if kind is Kind.DATE else relation}: {value}}}"
    if kind is Kind.CHOICES:
        return including_meant(meaning, denied, fact, value)
    if meaning == "one_of" and kind is Kind.DATE and re.fullmatch("[0-9]{4}-[0-9]{2}", value):
        last = monthrange(int(value[:4]), int(value[5:]))[1] if "00" < value[5:] < "13" else 31
        return f"{fact}: {{between: [{value}-01, {value}-{last}]}}"
    if kind in ORDERED and meaning in ("between", "one_of") and not value.startswith("["):
        return None
    if meaning == "between":
        shown = f"{fact}: {{between: {value}}}"
        return None if kind not in ORDERED else f"not: {{{shown}}}" if denied else shown
    if meaning == "includes_all" or kind in (Kind.TEXT, Kind.TIME):
        return None
    return f"{fact}: {{not: {value}}}" if denied else f"{fact}: {value}"


def including_meant(meaning: str, denied: bool, fact: str, value: str) -> str:
    """How it is written that a choice of several includes something, or does not."""
    several = value.startswith("[")
    if value == "none":
        return f"{fact}: {{not: none}}" if denied else f"{fact}: none"
    if meaning not in ("includes_any", "includes_all"):
        meaning = "includes_any" if several else "includes"
    shown = f"{fact}: {{{meaning}: {value if several or meaning == 'includes' else f'[{value}]'}}}"
    return f"not: {{{shown}}}" if denied else shown


def denied_option(fact: str, kind: Kind | None, options: Iterable[str], text: str) -> str | None:
    """What to write for an option with a word or sign before it that denies it."""
    found = re.fullmatch(r"(?:not|non|no|isnt|is not|except|never|!=|!|≠|<>)[ _-]*(.+)", text)
    if found is None or found.group(1) not in options:
        return None
    if kind is Kind.CHOICES:
        return f"Write `{including_meant('includes', True, fact, found.group(1))}`."
    return f"Write `{fact}: {{not: {found.group(1)}}}`."


def some_or_none(fact: str, kind: Kind | None, text: str) -> str | None:
    """What to write for a choice of several of which something or nothing is chosen."""
    if kind is not Kind.CHOICES:
        return None
    if text.lower() in ("any", "some", "something", "anything", "not empty", "yes", "true"):
        return f"Write `{fact}: {{not: none}}`, for at least one of them."
    if text.lower() in ("empty", "nothing", "null", "no", "false", "[]"):
        return f"`none` is what it is called: `{fact}: none`, or `{fact}: {{not: none}}`."
    return None


def denied_key(word: str, allowed: Collection[str]) -> str | None:
    """What to write for a key that denies one of the ``allowed`` keys."""
    plain = _plain(word)
    parts = plain.split("_")
    rest = "_".join(part for part in parts if part not in NEGATIVE and part != "absent")
    if "when" in allowed and (plain in _NO_GROUP or rest in ("when", "if")):
        return "Write `when: {not: {…}}`, with the condition that must not hold."
    if rest != plain and f"absent_{rest}" in allowed:
        return f"Write `absent_{rest}:`."
    for keys in (("after", "before"), ("since", "by"), ("from", "until")):
        if keys[1] not in allowed:
            continue
        if plain in ("not_before", "no_earlier_than", "not_earlier_than", "no_sooner_than"):
            return f"Write `{keys[0]}:`."
        if plain in ("not_after", "no_later_than", "not_later_than"):
            return f"Write `{keys[1]}:`."
    return None


def denied_effect(word: str) -> str | None:
    """What to write for an effect that would take something away."""
    parts = re.split(r"[_\- ]", word.strip().lower().replace("'", ""))
    if not (NEGATIVE.intersection(parts) or parts[0] in _TAKING_AWAY):
        return None
    if "conclude" in parts:
        return (
            "A conclusion is false wherever no rule concludes it; put `not: {…}` into the `when:` "
            "of the rule that concludes it."
        )
    return (
        "No effect takes anything away: put `not: {…}` into the `when:` of the rule that brings "
        "it in. To advise against something, write `warn:`."
    )


_TAKING_AWAY = frozenset(
    _each(
        "undo exclude remove drop delete cancel prevent block deny refuse suppress "
        "hide unwarn retract unless unconclude uncharge waive ignore",
        "",
    )
)


def group_meant(word: str) -> str | None:
    """What to write for a group of conditions that the language does not have."""
    plain = _plain(word)
    if plain in _GROUPS:
        return f"Write `{_GROUPS[plain]}:` with a list of conditions."
    example = _NO_GROUP.get(plain)
    return None if example is None else f"Write it like `{example}`."

"""Texts that nobody finished, and days that cannot be right."""

from __future__ import annotations

from tests.authoring.checks.found import codes, found, rule


def test_words_that_were_put_there_to_be_replaced_are_noted_with_their_language() -> None:
    text = "steps:\n  rest: {phase: day, title: {en: Rest, de: Say what to do}}\nrules:\n" + rule(
        "rest", "rents: no", "{do: rest}"
    )
    [it] = found(text)
    assert ("KY452", "note") == (it.code, it.severity.value)
    assert "`title` of the step rest still says 'Say what to do' in de." == it.problem


def test_a_text_for_all_languages_is_noted_without_one() -> None:
    [it] = found("rules:\n" + rule("rest", "rents: no").replace("because: B.", "because: Say why"))
    assert "`because` of the rule rest still says 'Say why'." == it.problem


def test_a_source_may_be_checked_tomorrow_which_is_today_elsewhere() -> None:
    page = "sources:\n  page: {title: A page, kind: press, checked: 2026-11-%s}\n"
    rest = "rules:\n" + rule("rest", "rents: no").replace("[handbook]", "[page]")
    assert [] == codes(page % 23 + rest)
    assert ["KY354"] == codes(page % 24 + rest)

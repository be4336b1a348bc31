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


def test_a_text_as_it_was_begun_is_noted_once() -> None:
    begun = "because: {en: Say what it is called, de: Say what it is called}"
    [it] = found("rules:\n" + rule("rest", "rents: no").replace("because: B.", begun))
    assert "KY452" == it.code


def test_a_source_may_be_checked_tomorrow_which_is_today_elsewhere() -> None:
    page = "sources:\n  page: {title: A page, kind: press, checked: 2026-11-%s}\n"
    rest = "rules:\n" + rule("rest", "rents: no").replace("[handbook]", "[page]")
    assert [] == codes(page % 23 + rest)
    assert ["KY354"] == codes(page % 24 + rest)


def test_a_condition_that_can_only_quote_labels_asks_for_words() -> None:
    facts = (
        "facts:\n"
        "  floor: {kind: choice, group: home, question: Which floor?,"
        " options: {ground: Ground, first: First, top: Top}}\n"
        "  lift: {kind: yes_no, group: home, question: Is there a lift?}\n"
        "rules:\n"
    )
    upstairs = rule("upstairs", "floor: [first, top], lift: no")
    down = rule("down", "floor: {not: first}", "{do: pack}")
    said = {
        (it.code, it.problem, it.remedy)
        for it in found(facts + upstairs + down)
        if it.code == "KY456"
    }
    chosen = "and a plan has no words to say that it was chosen."
    assert {
        ("KY456", f"Conditions ask for first, top of floor, {chosen}", _ADD % "statement"),
        (
            "KY456",
            "Conditions ask for first of floor, and a plan has no words to say that it was not"
            " chosen.",
            _ADD % "denial",
        ),
        (
            "KY456",
            "Conditions ask for lift, and a plan has no words to say that it is not so.",
            _ADD % "denial",
        ),
    } == said


_ADD = "Add `%s:`, a clause that can follow “if”."


def test_one_option_with_a_denial_serves_a_list_of_all_others() -> None:
    facts = (
        "facts:\n  floor:\n    kind: choice\n    group: home\n    question: Which floor?\n"
        "    options:\n      ground: {label: Ground, denial: it is upstairs}\n"
        "      first: First\n      top: Top\nrules:\n"
    )
    one = rule("upstairs", "floor: [first, top]") + rule("top", "floor: top", "{do: pack}")
    assert ["top of floor"] == [
        it.problem.removeprefix("Conditions ask for ").partition(",")[0]
        for it in found(facts + one)
        if it.code == "KY456"
    ]

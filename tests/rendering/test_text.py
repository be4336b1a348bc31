"""Plans as text for a terminal."""

import re

import pytest
from msgspec.structs import replace

from engine.items import Certainty, ItemKind
from engine.planning.plan import Affected, DueDate, FirstLine, Plan
from engine.progress import step_alone
from engine.rendering.text import PLAIN_SIGNS, render_text
from engine.wording.wrapping import columns
from tests.plans import (
    LANGUAGES,
    empty_plan,
    hostile_plan,
    long_plan,
    many_steps,
    rich_plan,
    words,
)

COLOR = re.compile(r"\x1b\[[0-9;]*m")
CLOSING = "、。，）」”；：！？"


def _step(text: str, number: int) -> str:
    """What is written about a step."""
    found = re.search(rf"^☐ {number}  .*?(?=\n\n)", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("make", [rich_plan, long_plan, empty_plan])
def test_no_line_is_wider_than_the_terminal(make: object, width: int, language: str) -> None:
    """Except a web address, which must stay whole to be opened."""
    plan: Plan = make(language)  # type: ignore[operator]
    lines = render_text(plan, width=width, explain=True).splitlines()
    assert not [line for line in lines if columns(line) > width and "http" not in line]


@pytest.mark.parametrize("language", ["zh", "ja"])
@pytest.mark.parametrize("width", [60, 80])
def test_no_line_begins_with_closing_punctuation(width: int, language: str) -> None:
    lines = render_text(long_plan(language), width=width).splitlines()
    assert not [line for line in lines if line.strip()[:1] in CLOSING and line.strip()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_color_changes_nothing_but_color(language: str) -> None:
    plain = render_text(rich_plan(language), explain=True)
    colored = render_text(rich_plan(language), explain=True, color=True)
    assert "\x1b" not in plain
    assert plain != colored
    assert plain == COLOR.sub("", colored)


@pytest.mark.parametrize("language", LANGUAGES)
def test_steps_are_numbered_boxes_under_their_phase(language: str) -> None:
    text = render_text(rich_plan(language))
    headings = ("prepare", "back-up", "turn-off-roaming", "cancel", "file-request", "afterwards")
    places = [text.index(words(key, language)) for key in headings]
    assert sorted(places) == places
    assert ["☑ 1", "☐ 2", "☐ 3", "☐ 4", "☐ 5"] == re.findall(r"^[☐☑] \d", text, re.MULTILINE)


def test_boxes_are_plain_where_the_terminal_has_no_others() -> None:
    text = render_text(rich_plan(), signs=PLAIN_SIGNS)
    assert ["[x] 1", "[ ] 2"] == re.findall(r"^\[[ x]\] \d", text, re.MULTILINE)[:2]
    assert not set("☐☑•»─") & set(text)


def test_a_step_that_is_done_takes_one_line() -> None:
    text = render_text(rich_plan())
    assert "☑ 1  Back up the data on your phone · Done\n\n☐ 2" in text


def test_a_possible_step_says_when_it_applies_and_how_to_find_out() -> None:
    expected = (
        "☐ 2  Turn roaming off\n"
        "     ? Perhaps: only if roaming is on\n"
        "     How to find out: Roaming – Look under “overseas use” in your carrier's app.\n"
        "     1. Open My docomo and end every recurring overseas option.\n"
        "     2. Switch data roaming off on the phone."
    )
    assert expected == _step(render_text(rich_plan()), 2)


def test_how_to_find_out_is_told_once() -> None:
    """Steps that hang on the same answer do not repeat where to look it up."""
    plan = rich_plan()
    asked = plan.steps[1]
    twice = (*plan.steps[:2], replace(asked, id="again", position=3))
    text = render_text(replace(plan, steps=twice, open_questions=()))
    assert 2 == len(re.findall(r"^     \? Perhaps: only if roaming is on$", text, re.MULTILINE))
    assert 1 == text.count("How to find out")


def test_a_step_carries_its_date_warnings_documents_and_costs() -> None:
    """The worst warning comes first, notes after what to do; severity is a word and a sign."""
    expected = (
        "☐ 4  Send the cancellation request\n"
        "     » Between Friday 20 November 2026 and Sunday 29 November 2026, on the last day before"
        " 20:00 (Japan time) · 7 days left\n"
        "     !! Danger: Turn roaming off before you cancel. Charges can arrive months later, up to"
        " ¥50,000.\n"
        "        ? Perhaps: only if roaming is on\n"
        "     ! Caution: Your carrier mail address stops working with the line. *\n"
        "     Log in, choose “cancel”, and confirm with your phone number and e-mail address.\n"
        "     i Note: Keep the confirmation mail for at least a year.\n"
        "     You need: Passport · Residence card (perhaps)\n"
        "     Cost: Cancellation fee (¥1,100 · perhaps)\n"
        "     Cost: Rest of the phone instalments (amount not known)"
    )
    assert expected == _step(render_text(rich_plan(), width=200), 4)


def test_a_warning_does_not_repeat_the_condition_of_its_step() -> None:
    plan = rich_plan()
    only_if = next(it for it in plan.steps if it.id == "turn-off-roaming").condition_in_words
    steps = tuple(
        replace(step, certainty=Certainty.POSSIBLE, condition_in_words=only_if)
        if step.id == "file-request"
        else step
        for step in plan.steps
    )
    text = _step(render_text(replace(plan, steps=steps)), 4)
    assert 1 == text.count("Perhaps")


@pytest.mark.parametrize(
    ("days_left", "expected"),
    [(-2, "2 days overdue"), (-1, "1 day overdue"), (0, "today"), (1, "tomorrow"), (9, "9 days")],
)
def test_a_due_date_says_how_far_off_it_is(days_left: int, expected: str) -> None:
    plan = rich_plan()
    due = DueDate(plan.as_of, None, None, days_left)
    steps = tuple(replace(step, due=due, done=False) for step in plan.steps)
    assert f"» By Sunday 22 November 2026 · {expected}" in render_text(replace(plan, steps=steps))


def test_what_is_not_official_is_marked_and_the_mark_explained() -> None:
    text = render_text(rich_plan(), explain=True)
    assert "\n* Not confirmed by an official source: check before you rely on it.\n" in text
    assert re.search(r"^☑ 1  .* \*$", text, re.MULTILINE)
    assert re.search(r"^¥1,100  Cancellation fee \* · for step 4$", text, re.MULTILINE)
    assert "*" not in render_text(empty_plan())


def test_warnings_of_the_whole_plan_come_before_any_step() -> None:
    text = render_text(rich_plan())
    assert text.index("Never sell") < text.index("Before you cancel")


def test_costs_are_added_up_as_far_as_they_are_certain() -> None:
    text = render_text(rich_plan())
    costs = text[text.index("\nCosts\n") : text.index("\nThese answers")]
    assert "\n¥3,300  Last monthly bill · for step 3\n" in costs
    assert "\n     ?  Rest of the phone instalments · for step 4\n" in costs
    assert "\n¥3,300  Certain so far, with amounts still to be found out\n" in costs


def test_open_questions_say_what_they_could_change() -> None:
    text = render_text(rich_plan(), width=100)
    asked = text[text.index("\nThese answers") : text.index("\nYour answers")]
    assert "• Is international roaming switched on for this line? · you said “I don't" in asked
    expected = "  Could change: Turn roaming off · warning: Turn roaming off before you cancel."
    assert expected in asked
    assert "\n  Could change: cost: Cancellation fee\n" in asked


def test_a_long_list_of_changes_is_cut_and_counted() -> None:
    plan = rich_plan()
    question = plan.open_questions[0]
    many = replace(question, can_change=question.can_change * 5)
    text = render_text(replace(plan, open_questions=(many,)))
    assert " · and 7 more\n" in text


def test_a_long_plan_begins_with_the_titles_of_its_steps_and_their_dates() -> None:
    plan = many_steps()
    perhaps = replace(plan.steps[2], certainty=Certainty.POSSIBLE)
    text = render_text(replace(plan, steps=(*plan.steps[:2], perhaps, *plan.steps[3:])))
    expected = (
        "All steps at a glance\n"
        "─────────────────────\n"
        "☑  1  Back up the data on your phone\n"
        "☐  2  Turn roaming off · perhaps\n"
        "☐  3  Pay the open bill · perhaps · By Monday 23 November 2026\n"
        "☑  4  Back up the data on your phone\n"
    )
    assert expected in text
    assert text.index("Read this first") < text.index("All steps") < text.index("Before you")
    assert "All steps" not in render_text(rich_plan())


def test_a_plan_begins_with_what_is_due_next_and_what_is_dangerous() -> None:
    plan = rich_plan()
    lines = (
        FirstLine("deadline", "file-request", None),
        FirstLine("danger", "file-request", "carrier-mail"),
        FirstLine("cannot_be_undone", "file-request", "keep-proof"),
        *plan.first_lines,
    )
    expected = (
        "Read this first\n"
        "───────────────\n"
        "» Send the cancellation request · step 4\n"
        "  Between Friday 20 November 2026 and Sunday 29 November 2026, on the last day\n"
        "  before 20:00 (Japan time) · 7 days left\n"
        "! Caution: Your carrier mail address stops working with the line. * · step 4\n"
        "i Cannot be undone: Keep the confirmation mail for at least a year. · step 4\n"
        "!! Danger: Never sell, lend or hand over your line. It can be a crime.\n"
    )
    assert expected in render_text(replace(plan, first_lines=lines))


def test_a_step_shown_alone_is_not_counted() -> None:
    """Else the next step would read as if it were the whole plan."""
    plan = rich_plan()
    head = render_text(step_alone(plan, plan.steps[2])).splitlines()[2]
    assert "Your plan as of 22 November 2026" == head


def test_how_to_answer_is_told_to_those_who_do_not_know() -> None:
    """Not to somebody never asked, and not once more where a step has told it."""
    plan = rich_plan()
    (asked, *_) = plan.open_questions
    texts = [
        render_text(replace(plan, steps=steps, open_questions=(replace(asked, answer=answer),)))
        for steps, answer in (((), "unknown"), ((), "unanswered"), (plan.steps, "unknown"))
    ]
    assert asked.find_out is not None
    assert [1, 0, 1] == [text.count(asked.find_out[:20]) for text in texts]


@pytest.mark.parametrize("explain", [False, True])
def test_reasons_and_sources_are_shown_on_demand(explain: bool) -> None:
    text = render_text(rich_plan(), explain=explain, width=100)
    reason = "A line still roaming can go on collecting charges that arrive late."
    worth = "official page · checked on 22 November 2026"
    answers = "Answers used: Roaming: I don't know · Card: An eSIM"
    assert [explain] * 4 == [it in text for it in (reason, worth, answers, "Only after step")]


def test_a_plan_that_is_only_bounded_says_so() -> None:
    assert "So much is open" in render_text(replace(rich_plan(), exact=False))
    assert "So much is open" not in render_text(rich_plan())


def test_a_plan_names_the_items_that_are_only_bounded() -> None:
    bounded = (
        Affected(ItemKind.STEP, "close", "Close the card"),
        Affected(ItemKind.COST, "fee", "The fee"),
    )
    text = render_text(replace(rich_plan(), exact=False, bounded=bounded))
    assert "This is so for: Close the card and The fee." in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_plan_says_whether_questions_could_fill_it(language: str) -> None:
    empty = empty_plan(language)
    could_fill = replace(empty, open_questions=rich_plan(language).open_questions)
    assert render_text(empty) != render_text(could_fill)
    assert not {"☐", "☑"} & set(render_text(empty))


def test_no_text_can_control_the_terminal() -> None:
    text = render_text(hostile_plan(), explain=True)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "[red]markup[/red] {date}" in text


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Wait for the last bills, and look at the account",
            "Wait for the last bills, and look at the…",
        ),
        (
            "Keep the account, the card and the old SIM,xx and",
            "Keep the account, the card and the old…",
        ),
        (
            "线路停止之后请继续查看账单和日本银行账户，直到最后一笔",
            "线路停止之后请继续查看账单和日本银行账户…",
        ),
    ],
)
def test_a_shortened_title_ends_with_a_whole_word(title: str, expected: str) -> None:
    plan = rich_plan()
    (asked, *_) = plan.open_questions
    (thing, *_) = asked.can_change
    changed = replace(asked, can_change=(replace(thing, kind="step", title=title),))
    text = render_text(replace(plan, open_questions=(changed,)), width=120)
    assert expected in text

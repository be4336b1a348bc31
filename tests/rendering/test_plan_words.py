"""What every rendering of a plan says the same way."""

from datetime import date

import pytest
from msgspec.structs import replace

from engine.planning.plan import DueDate
from engine.rendering.plan_words import (
    amount_in_words,
    answers_by_fact,
    days_left_in_words,
    due_in_words,
    perhaps_in_words,
    total_in_words,
    ways_to_find_out,
    worth_in_words,
)
from tests.plans import GUIDE_SOURCE, LANGUAGES, ROAMING_SOURCE, empty_plan, rich_plan

SUNDAY, FRIDAY = date(2026, 11, 29), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (
            DueDate(SUNDAY, None, None, 7),
            (
                "By Sunday 29 November 2026",
                "最晚 2026 年 11 月 29 日（星期日）",
                "2026年11月29日（日）まで",
            ),
        ),
        (
            DueDate(SUNDAY, None, None, 7, goes_on=True),
            (
                "Until Sunday 29 November 2026",
                "持续到 2026 年 11 月 29 日（星期日）",
                "2026年11月29日（日）まで続ける",
            ),
        ),
        (
            DueDate(SUNDAY, None, "20:00", 7),
            (
                "By Sunday 29 November 2026, before 20:00 (Japan time)",
                "最晚 2026 年 11 月 29 日（星期日），20:00 之前（日本时间）",
                "2026年11月29日（日）の20:00より前（日本時間）",
            ),
        ),
        (
            DueDate(SUNDAY, FRIDAY, "20:00", 7),
            (
                "Between Friday 20 November 2026 and Sunday 29 November 2026,"
                " on the last day before 20:00 (Japan time)",
                "2026 年 11 月 20 日（星期五）至 2026 年 11 月 29 日（星期日）之间，"
                "最后一天须在 20:00 之前（日本时间）",
                "2026年11月20日（金）から2026年11月29日（日）まで、最終日は20:00より前（日本時間）",
            ),
        ),
        (
            DueDate(SUNDAY, SUNDAY, None, 7),
            (
                "On Sunday 29 November 2026",
                "2026 年 11 月 29 日（星期日）当天",
                "2026年11月29日（日）当日",
            ),
        ),
    ],
)
def test_a_due_date_is_a_phrase_in_each_language(
    due: DueDate, expected: tuple[str, str, str]
) -> None:
    assert expected == tuple(due_in_words(due, rich_plan(language)) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("days_left", "expected"),
    [
        (-3, ("3 days overdue", "已过期 3 天", "3日過ぎています")),
        (0, ("today", "今天", "今日")),
        (1, ("tomorrow", "明天", "明日")),
        (2, ("2 days left", "还有 2 天", "あと2日")),
    ],
)
def test_days_left_are_counted_from_the_day_of_the_plan(
    days_left: int, expected: tuple[str, str, str]
) -> None:
    due = DueDate(SUNDAY, None, None, days_left)
    assert expected == tuple(days_left_in_words(due, language) for language in LANGUAGES)


def test_what_is_possible_says_when_if_that_can_be_said() -> None:
    found = (perhaps_in_words("it rains", "en"), perhaps_in_words(None, "en"))
    assert ("Perhaps: only if it rains", "Perhaps") == found


def test_a_cost_without_amount_says_that_it_is_not_known() -> None:
    plan = rich_plan()
    expected = ["¥3,300", "¥1,100", "amount not known"]
    assert expected == [amount_in_words(cost, plan) for cost in plan.costs]


def test_the_total_counts_what_is_certain_and_says_if_more_is_to_come() -> None:
    plan = rich_plan()
    without_gap = replace(plan, costs=plan.costs[:2])
    found = (total_in_words(plan), total_in_words(without_gap), total_in_words(empty_plan()))
    expected = (
        ("Certain so far, with amounts still to be found out", "¥3,300"),
        ("Certain so far", "¥3,300"),
        None,
    )
    assert expected == found


def test_a_source_says_how_far_it_can_be_relied_on() -> None:
    expected = (
        "official page · checked on 22 November 2026 · the page's own date: undated",
        "background knowledge · checked on 1 November 2026 · weakly confirmed",
    )
    sources = (ROAMING_SOURCE, GUIDE_SOURCE)
    assert expected == tuple(worth_in_words(source, "en") for source in sources)


def test_an_answer_is_found_for_what_was_asked_and_what_could_be() -> None:
    answers = answers_by_fact(rich_plan())
    expected = (("Card", "An eSIM"), ("Contract start", "not answered"))
    assert expected == (answers["card"], answers["contract_start"])


def test_a_way_to_find_out_is_told_at_the_first_step_that_is_still_to_be_done() -> None:
    plan = rich_plan()
    asked = plan.steps[1]
    steps = tuple(replace(asked, id=id, done=id == "a") for id in ("a", "b", "c"))
    told = ways_to_find_out(replace(plan, steps=steps))
    assert {"a": (), "b": asked.find_out, "c": ()} == told

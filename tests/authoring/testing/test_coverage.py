"""Coverage knows what the scenarios have seen of rules, conditions, orders and options."""

from __future__ import annotations

from html.parser import HTMLParser

from engine.authoring.testing.coverage import Coverage, coverage_of
from engine.authoring.testing.coverage_html import coverage_page
from engine.authoring.testing.coverage_report import coverage_text, missed
from engine.authoring.testing.running import run
from engine.authoring.testing.targets import targets_of
from engine.worlds.solving import Solver
from tests.authoring.sample import BODY, HEADER, book, opened, scenarios

NOTHING = "on: 2026-11-22\nscenarios:\n  one: {given: {}, expect: {steps: [pack]}}\n"
EVERYTHING = """\
on: 2026-11-22
scenarios:
  yes: {given: {rents: yes, pet: cat, boxes: 21}, expect: {steps: [pack]}}
  no: {given: {rents: no, pet: dog, boxes: 20}, expect: {steps: [pack]}}
  other: {given: {pet: no_pet}, expect: {steps: [pack]}}
"""


def coverage(text: str, body: str = BODY) -> Coverage:
    """What the scenarios cover."""
    rulebook = book(body)
    ready = opened(rulebook)
    found = scenarios(rulebook, text)
    targets = targets_of(rulebook, Solver(rulebook, found[0].as_of))
    return coverage_of(targets, run(ready, found))


def left(text: str, body: str = BODY) -> list[str]:
    """What is left, in words, with the line."""
    return [f"{it.place.line} {missed(it)}" for it in coverage(text, body).uncovered()]


def test_scenarios_that_see_everything_cover_everything() -> None:
    assert [] == left(EVERYTHING)
    assert 100.0 == coverage(EVERYTHING).percent


def test_a_rule_that_never_applies_is_left() -> None:
    found = left(EVERYTHING.replace("pet: cat", "pet: dog"))
    assert any("the rule cat applies in no scenario" in line for line in found)
    assert any("`pet: cat` in the rule cat is true in no scenario" in line for line in found)
    assert any("the option cat of pet is chosen in no scenario" in line for line in found)


def test_a_rule_that_always_applies_is_left() -> None:
    found = left(EVERYTHING.replace("rents: no", "rents: yes"))
    assert any("the rule renting is left out in no scenario" in line for line in found)
    assert any("`rents: yes` in the rule renting is false in no scenario" in line for line in found)


def test_a_rule_without_conditions_need_not_be_seen_not_applied() -> None:
    assert not any("everybody" in line for line in left(NOTHING))


def test_what_is_only_unknown_is_seen_neither_true_nor_false() -> None:
    found = left(NOTHING)
    assert any(
        "`boxes: {over: 20}` in the rule many-boxes is true in no scenario" in it for it in found
    )
    assert any(
        "`boxes: {over: 20}` in the rule many-boxes is false in no scenario" in it for it in found
    )
    assert not any("unknown" in line for line in found)


def test_a_condition_that_cannot_be_false_need_not_be() -> None:
    body = BODY.replace("boxes: {over: 20}", "boxes: {at_least: 0}")
    assert not any("at_least" in line for line in left(EVERYTHING, body))


def test_an_order_is_left_until_nothing_else_puts_the_steps_so() -> None:
    order = "the order book-van → pack, by the rule van decides nothing in any scenario"
    assert any(order in line for line in left(NOTHING))
    assert not any(order in line for line in left(EVERYTHING))
    detour = BODY.replace(
        "pack: {phase: before, title: Pack}",
        "pack: {phase: before, title: Pack, after: [load]}\n"
        "  load: {phase: before, title: Load, after: [book-van]}",
    ).replace("[{do: pack}]", "[{do: [pack, load]}]")
    assert any(order in line for line in left(EVERYTHING, detour))


def test_orders_between_phases_need_not_decide() -> None:
    assert not any("give-notice → hand-over" in line for line in left(NOTHING))


def test_conditions_of_cases_are_looked_at_too() -> None:
    body = BODY.replace(
        "conclusions:",
        "calculated:\n"
        "  late:\n"
        "    cases:\n"
        "      - {when: {rents: yes}, value: moves_on}\n"
        "      - {otherwise: today}\n"
        "conclusions:",
    )
    assert any(
        "in the calculated fact late is true in no scenario" in line for line in left(NOTHING, body)
    )


def test_the_report_names_places_and_figures() -> None:
    text = coverage_text(coverage(EVERYTHING.replace("boxes: 21", "boxes: 2")), "my/book")
    assert "my/book/book.yaml:" in text
    assert "the rule van applies in no scenario" in text
    assert "rules applied: 3 of 5" in text


class _Cells(HTMLParser):
    """Collects the texts of the cells of tables, and checks that tags are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_shows_every_line_and_what_is_missing() -> None:
    texts = {"rulebook.yaml": HEADER, "book.yaml": BODY + "# <b>&"}
    page = coverage_page(coverage(NOTHING), book(), texts)
    cells = _Cells()
    cells.feed(page)
    assert [] == cells.open
    for line in BODY.splitlines():
        assert line in cells.text
    assert "# <b>&" in cells.text
    assert "never applied" in cells.text
    assert "<script" not in page

"""Amounts and dates of two versions: what is equal, what differs, and what was not decided."""

from __future__ import annotations

from datetime import date

from engine.authoring.diffing.differences import differences
from engine.authoring.diffing.model import Differences, Way
from engine.authoring.testing.variants import varied
from engine.loading import load_rulebook_text
from engine.rulebook import Rulebook
from engine.worlds.solving import Window
from tests.authoring.page_base import FILES

YEAR = Window(date(2026, 11, 26), date(2027, 11, 26))


def test_a_cost_without_an_amount_is_compared() -> None:
    old = load_rulebook_text(FILES)
    costs = {**old.costs, "van": varied(old.costs["van"], amount=None)}
    found = differences(old, varied(old, costs=costs), YEAR, "en")
    [effect] = found.effects
    assert (effect.id, effect.way, effect.before, effect.after) == (
        "van", Way.AMOUNT, "80 EUR", None,
    )  # fmt: skip


NOTICE = "due: {by: moves_on, days_before: 90}"
TWO = """\
calculated:
  notice_by: %s
  inner: {earliest: [moves_on, ends_on]}
  outer: {latest: [moves_on, ends_on]}
"""


def _with_notice(notice_by: str) -> Rulebook:
    body = FILES["base.yaml"]
    body = body.replace(NOTICE, "due: {by: notice_by}").replace("calculated:\n", TWO % notice_by)
    body = body.replace(
        "  helpers:\n", "  ends_on: {kind: date, group: home, question: End?}\n  helpers:\n", 1
    )
    return load_rulebook_text({**FILES, "base.yaml": body})


def test_formulas_of_several_dates_are_equal_only_where_that_is_certain() -> None:
    def between(one: str, other: str) -> Differences:
        return differences(_with_notice(one), _with_notice(other), YEAR, "en")

    turned = between("{latest: [moves_on, ends_on]}", "{latest: [ends_on, moves_on]}")
    assert not turned.effects
    assert Way.DATES not in {it.way for it in turned.undecided}
    # Both come to moves_on on all days; but nothing here proves it.
    absorbed = between("{latest: [moves_on, inner]}", "{earliest: [moves_on, outer]}")
    assert not absorbed.effects
    assert ("give-notice", Way.DATES) in {(it.id, it.way) for it in absorbed.undecided}

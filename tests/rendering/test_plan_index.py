"""What belongs to a step, each thing once and the worst first."""

from __future__ import annotations

from msgspec.structs import replace

from engine.rendering.plan_index import PlanIndex
from tests.plans import GUIDE_SOURCE, ROAMING_SOURCE, many_steps, rich_plan


def test_the_worst_warning_of_a_step_comes_first() -> None:
    plan = rich_plan()
    expected = ["danger", "caution", "note"]
    assert expected == [it.severity for it in PlanIndex(plan).warnings_at(plan.steps[3])]


def test_equally_bad_warnings_keep_the_order_of_the_plan() -> None:
    plan = rich_plan()
    doubled = replace(plan, warnings=(*plan.warnings, replace(plan.warnings[3], id="another")))
    found = [warning.id for warning in PlanIndex(doubled).warnings_of_all()]
    assert ["never-hand-over", "another"] == found


def test_a_rule_that_asks_for_several_things_of_a_step_is_one_reason() -> None:
    plan = rich_plan()
    found = [reason.rule for reason in PlanIndex(plan).reasons_at(plan.steps[3])]
    assert ["cancel-online", "roaming-off-first", "always-back-up"] == found


def test_sources_are_numbered_in_reading_order() -> None:
    plan = rich_plan()
    expected = {
        GUIDE_SOURCE.id: (1, GUIDE_SOURCE),
        ROAMING_SOURCE.id: (2, ROAMING_SOURCE),
    }
    assert expected == PlanIndex(plan).sources
    assert list(expected) == list(PlanIndex(many_steps()).sources)


def test_steps_are_numbered_in_the_order_of_the_plan_and_others_left_out() -> None:
    plan = rich_plan()
    steps = (plan.steps[2].id, "elsewhere", plan.steps[0].id)
    assert ("1", "3") == PlanIndex(plan).numbers_of(steps)


def test_documents_and_costs_are_found_at_their_step() -> None:
    plan = rich_plan()
    index = PlanIndex(plan)
    assert ["passport", "residence-card"] == [it.id for it in index.documents_at(plan.steps[3])]
    assert ["young-contract-fee", "rest-of-phone"] == [
        it.id for it in index.costs_at(plan.steps[3])
    ]
    assert {step.id: step.position for step in plan.steps} == index.positions

"""An item whose diagrams grew too large is named in the plan."""

import pytest

from engine.loading import load_rulebook
from engine.planning import make_plan
from engine.situation import Situation, reference_findings
from engine.worlds import item_diagrams
from tests.library import FOLDER, TODAY, library

NOTHING = Situation({}, TODAY)


def test_a_plan_names_every_item_that_could_only_be_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(item_diagrams, "MOST_NODES", -1)
    rulebook = load_rulebook(FOLDER)
    plan = make_plan(rulebook, NOTHING, "en", reference_findings(rulebook, NOTHING))
    assert not plan.exact
    assert plan.bounded
    assert all(item.title for item in plan.bounded)


def test_an_exact_plan_names_none() -> None:
    plan = make_plan(library(), NOTHING, "en", reference_findings(library(), NOTHING))
    assert plan.exact
    assert plan.bounded == ()

"""Pictures of a rulebook: the right boxes and arrows, laid out without overlaps."""

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.authoring.graph import (
    Edge,
    Graph,
    Node,
    NoSuchTopic,
    around,
    as_dot,
    as_mermaid,
    as_svg,
    of_topic,
    order,
    overview,
    steps_in,
)
from engine.authoring.graph.layout import Box, layered
from engine.loading import load_rulebook_text
from tests.authoring.books import starter
from tests.library import TODAY, library
from tests.programs import LIBRARY, kaiyaku_inside


def arrows(graph: Graph) -> set[tuple[str, str]]:
    return {(edge.one.partition(":")[2], edge.other.partition(":")[2]) for edge in graph.edges}


def test_the_neighbourhood_of_a_rule_leads_from_facts_to_steps() -> None:
    graph = around(library(), "regulars", 1, "en", TODAY)
    assert {("visits", "regulars"), ("staff", "regulars"), ("regulars", "write-farewell")} == (
        arrows(graph)
    )
    assert ["regulars"] == [node.id for node in graph.nodes.values() if node.middle]


def test_a_wider_neighbourhood_holds_the_smaller_one() -> None:
    near = around(library(), "fine", 1, "en", TODAY)
    far = around(library(), "fine", 3, "en", TODAY)
    assert set(near.nodes) < set(far.nodes)
    assert {"fine", "fined"} == {node.id for node in near.nodes.values()}


def test_warnings_and_due_dates_are_loose_ties() -> None:
    graph = around(library(), "give-card-back", 1, "en", TODAY)
    loose = {(edge.one, edge.other) for edge in graph.edges if edge.loose}
    assert {
        ("rule:borrowed", "step:give-card-back"),
        ("fact:leaves_on", "step:give-card-back"),
    } == loose


def test_a_topic_marks_what_comes_from_elsewhere() -> None:
    graph = of_topic(library(), "rules", "en", TODAY)
    outside = {node.sort for node in graph.nodes.values() if node.outside}
    assert {"fact", "table column", "step"} == outside
    assert {"rule"} == {node.sort for node in graph.nodes.values() if not node.outside}
    assert set(library().steps) == set(steps_in(graph))


def test_topics_are_tied_by_what_they_use_of_each_other() -> None:
    graph = overview(load_rulebook_text(starter()), "en", TODAY)
    ties = {(edge.one, edge.other): edge.label for edge in graph.edges}
    assert {("facts.yaml", "advice.yaml"): "3"} == ties


def test_a_topic_that_is_not_there_is_answered_with_the_nearest() -> None:
    with pytest.raises(NoSuchTopic, match=r"Did you mean 'rules\.yaml'"):
        of_topic(library(), "ruels.yaml", "en", TODAY)
    with pytest.raises(NoSuchTopic, match="several files"):
        of_topic(library(), "yaml", "en", TODAY)


def test_the_order_of_steps_goes_phase_by_phase() -> None:
    """Ties between phases are left out: the phases say as much."""
    graph = order(library(), "en", TODAY)
    assert [
        ("Before", ("step:return-things", "step:pay-fine")),
        ("Leaving", ("step:give-card-back", "step:post-card", "step:write-farewell")),
    ] == list(graph.bands)
    assert () == graph.edges


def test_ties_inside_a_phase_are_drawn_with_the_rule_that_ties() -> None:
    texts = starter()
    texts["more.yaml"] = (
        "steps: {pack: {phase: before, title: Pack, before: [give-notice]}, "
        "sweep: {phase: before, title: Sweep}}\n"
        "rules: {sweep-last: {then: [order: [pack, sweep]], because: x, sources: [house-rules]}}\n"
    )
    graph = order(load_rulebook_text(texts), "en", TODAY)
    ties = {(edge.one, edge.other): (edge.label, edge.loose) for edge in graph.edges}
    assert {
        ("step:pack", "step:give-notice"): ("", False),
        ("step:pack", "step:sweep"): ("sweep-last", True),
    } == ties


BOXES = st.integers(1, 12).flatmap(
    lambda count: st.tuples(
        st.just([f"b{number}" for number in range(count)]),
        st.lists(st.tuples(*[st.sampled_from([f"b{n}" for n in range(count)])] * 2), max_size=25),
        st.booleans(),
    )
)


def overlap(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not beside and one.y < other.y + other.height and other.y < one.y + one.height


@settings(deadline=None)
@given(BOXES)
def test_boxes_never_overlap_and_stay_in_the_picture(
    case: tuple[list[str], list[tuple[str, str]], bool],
) -> None:
    keys, ties, from_left = case
    sizes = {key: (40.0 + 10 * (number % 3), 20.0) for number, key in enumerate(keys)}
    layout = layered(sizes, ties, {}, from_left=from_left)
    assert not [pair for pair in combinations(layout.boxes.values(), 2) if overlap(*pair)]
    for box in layout.boxes.values():
        assert -0.01 <= box.x and box.x + box.width <= layout.width + 0.01
        assert -0.01 <= box.y and box.y + box.height <= layout.height + 0.01
    assert {(one, other) for one, other in ties if one != other} == set(layout.routes)


@settings(deadline=None)
@given(BOXES)
def test_arrows_without_circles_point_right(
    case: tuple[list[str], list[tuple[str, str]], bool],
) -> None:
    keys, ties, from_left = case
    forwards = [(min(tie), max(tie)) for tie in ties if tie[0] != tie[1]]
    layout = layered(dict.fromkeys(keys, (40.0, 20.0)), forwards, {}, from_left=from_left)
    for one, other in forwards:
        assert layout.boxes[one].x < layout.boxes[other].x


HOSTILE = '"]; <script>alert(1)</script> & \\ ]]> %% \n -->|x| {{y}} `z`'


def hostile() -> Graph:
    nodes = {
        "a": Node("step", HOSTILE, HOSTILE, HOSTILE),
        "b": Node("rule", "b", "b"),
    }
    return Graph(HOSTILE, nodes, (Edge("a", "b", HOSTILE),), ((HOSTILE, ("a", "b")),))


def test_hostile_texts_stay_texts_in_svg() -> None:
    root = ElementTree.fromstring(as_svg(hostile()))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert {"svg", "style", "defs", "marker", "path", "text", "g", "title", "rect"} == tags


def test_hostile_texts_stay_labels_in_dot() -> None:
    strings = re.sub(r'"(?:[^"\\]|\\.)*"', "S", as_dot(hostile()))
    assert re.fullmatch(r"[\w\s{}\[\]=,;>-]*", strings), strings


def test_hostile_texts_stay_labels_in_mermaid() -> None:
    text = as_mermaid(hostile())
    labels = re.findall(r'"([^"]*)"', text)
    assert not [it for it in labels if set(it.replace("<br/>", "")) & set("<>`{}[]|%&\\")]
    assert 1 == text.count("-->")


@pytest.mark.parametrize("language", ["en", "zh", "ja"])
def test_a_picture_is_the_same_every_time_and_in_every_language(language: str) -> None:
    drawn = [as_svg(of_topic(library(), "rules", language, TODAY)) for _ in range(2)]
    assert drawn[0] == drawn[1]
    ElementTree.fromstring(drawn[0])


def test_the_command_draws_what_the_file_is_called(tmp_path: Path) -> None:
    for name, beginning in (("a.svg", "<svg"), ("a.dot", "digraph"), ("a.mmd", "flowchart")):
        run = kaiyaku_inside("rules", "graph", *LIBRARY, "--output", str(tmp_path / name))
        assert 0 == run.status
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(beginning)
    again = kaiyaku_inside("rules", "graph", *LIBRARY, "--output", str(tmp_path / "a.svg"))
    assert (2, True) == (again.status, "--force" in again.err)


def test_the_command_says_what_it_does_not_find() -> None:
    run = kaiyaku_inside("rules", "graph", *LIBRARY, "--around", "fien")
    assert 2 == run.status
    assert "Did you mean the fact 'fine'?" in run.err

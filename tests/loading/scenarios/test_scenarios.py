"""Scenario files: what they hold and what can be wrong with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.items import Certainty, ItemKind
from engine.loading import Diagnostic, RulebookErrors, load_rulebook_text
from engine.loading.scenarios.expectations import (
    ExpectedConclusion,
    ExpectedDue,
    ExpectedOrder,
    ExpectedPart,
    ExpectedQuestion,
    ExpectedValue,
)
from engine.loading.scenarios.scenarios import ReadBefore, load_scenarios, load_scenarios_text
from engine.rulebook import Place
from engine.values import UNKNOWN
from tests.loading.sample import Fault, loaded

RULEBOOK = loaded(
    "rules:\n"
    "  warned:\n"
    "    then: [{warn: {severity: note, text: T}}]\n"
    "    because: Because.\n"
    "    sources: press-page\n"
)
FILE = "scenarios/a.yaml"


def faults(text: str) -> tuple[Diagnostic, ...]:
    """What reading one scenario file reports; nothing if it can be read."""
    try:
        load_scenarios_text({FILE: text}, RULEBOOK)
    except RulebookErrors as errors:
        return errors.diagnostics
    return ()


def test_a_scenario_is_a_situation_and_what_is_expected() -> None:
    text = """\
on: 2026-11-22
scenarios:
  first:
    given:
      roaming: yes
      card: esim
      carrier: unknown
      attached: [tv, mail]
      leaves_on: 2027-01-31
      amount_due: 3300
    expect:
      steps: [turn-off]
      possible_steps: [cancel-line]
      absent_warnings: warned
      costs: []
      order: [[turn-off, cancel-line]]
      due: {cancel-line: {by: 2027-01-17, time: "20:00"}}
      conclusions: {gone: unknown}
      values: {days_left: 70, carrier.fee: unknown, carrier.end: at_once, carrier.cut_off: "21:10"}
      asked: [card]
      not_asked: [roaming]
  second:
    on: 2026-12-01
    given: {attached: none}
    expect: {documents: [passport]}
"""
    first, second = load_scenarios_text({FILE: text}, RULEBOOK)
    assert ("first", date(2026, 11, 22), Place(FILE, 3, 3)) == (
        first.id,
        first.as_of,
        first.place,
    )
    assert {
        "roaming": True,
        "card": "esim",
        "carrier": UNKNOWN,
        "attached": frozenset({"tv", "mail"}),
        "leaves_on": date(2027, 1, 31),
        "amount_due": 3300,
    } == first.given
    assert Place(FILE, 6, 7) == first.given_places["card"]
    assert (
        ExpectedPart(ItemKind.STEP, "turn-off", Certainty.CERTAIN, Place(FILE, 12, 15)),
        ExpectedPart(ItemKind.STEP, "cancel-line", Certainty.POSSIBLE, Place(FILE, 13, 24)),
        ExpectedPart(ItemKind.WARNING, "warned", None, Place(FILE, 14, 24)),
        ExpectedOrder(("turn-off", "cancel-line"), Place(FILE, 16, 15)),
        ExpectedDue("cancel-line", date(2027, 1, 17), None, "20:00", Place(FILE, 17, 13)),
        ExpectedConclusion("gone", None, Place(FILE, 18, 21)),
        ExpectedValue("days_left", 70, Place(FILE, 19, 16)),
        ExpectedValue("carrier.fee", None, Place(FILE, 19, 31)),
        ExpectedValue("carrier.end", "at_once", Place(FILE, 19, 53)),
        ExpectedValue("carrier.cut_off", "21:10", Place(FILE, 19, 75)),
        ExpectedQuestion("card", True, Place(FILE, 20, 15)),
        ExpectedQuestion("roaming", False, Place(FILE, 21, 19)),
    ) == first.expectations
    assert (date(2026, 12, 1), {"attached": frozenset()}) == (second.as_of, second.given)


def test_scenarios_come_from_the_folder_of_that_name(tmp_path: Path) -> None:
    assert () == load_scenarios(tmp_path, RULEBOOK)
    (tmp_path / "scenarios" / "deep").mkdir(parents=True)
    assert () == load_scenarios(tmp_path, RULEBOOK)
    for path in ("scenarios/b.yaml", "scenarios/deep/a.yaml"):
        name = path.removesuffix(".yaml")[-1]
        text = f"on: 2026-11-22\nscenarios:\n  {name}:\n    expect: {{steps: [turn-off]}}\n"
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert [("b", "scenarios/b.yaml"), ("a", "scenarios/deep/a.yaml")] == [
        (scenario.id, scenario.place.file) for scenario in load_scenarios(tmp_path, RULEBOOK)
    ]


SAYS_IT_ALL = """\
rulebook: {id: r, version: "1", title: R, languages: [en], currency: JPY}
phases: {all: {title: All}}
groups: {all: {title: All}}
facts:
  boxes: {kind: integer, group: all, label: L, question: Q, minimum: 0, maximum: 9}
  pet: {kind: choice, group: all, label: L, question: Q, options: {cat: Cat, dog: Dog}}
  ends_on: {kind: date, group: all, label: L, question: Q}
calculated:
  more: {label: L, sum: [boxes, 1]}
conclusions:
  needs_van: {label: L}
documents: {keys: {title: Keys}}
costs: {lorry: {title: Lorry, amount: 80}}
sources: {page: {title: Page, kind: background, checked: 2026-01-01}}
steps:
  pack: {phase: all, title: Pack, due: {by: ends_on}}
  lock: {phase: all, title: Lock}
rules:
  everybody:
    then:
      - do: [pack, lock]
      - bring: keys
      - cost: lorry
      - conclude: needs_van
      - warn: {severity: note, text: T}
    because: B
    sources: [page]
"""
NAMES_IT_ALL = """\
on: 2026-11-22
scenarios:
  one:
    given: {boxes: 9, pet: cat, ends_on: 2026-11-30}
    expect:
      order: [[pack, lock]]
      due: {pack: {by: 2026-11-30}}
      values: {more: 10}
      conclusions: {needs_van: yes}
      documents: keys
      costs: lorry
      warnings: everybody
      asked: [pet]
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("maximum: 9", "maximum: 8"),
        ("{cat: Cat, dog: Dog}", "{fish: Fish, dog: Dog}"),
        (
            "{kind: choice, group: all, label: L, question: Q, options: {cat: Cat, dog: Dog}}",
            "{kind: yes_no, group: all, label: L, question: Q}",
        ),
        ("  more: {label: L, sum: [boxes, 1]}", "  less: {label: L, sum: [boxes, 1]}"),
        ("needs_van", "needs_car"),
        ("keys", "papers"),
        ("lorry", "trailer"),
        (", due: {by: ends_on}", ""),
        ("lock", "close"),
        ("everybody:", "nobody:"),
        ("label: L, question: Q, options", "label: L, options"),
    ],
)
def test_scenarios_are_read_again_when_a_name_in_them_means_something_else(
    tmp_path: Path, old: str, new: str
) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "a.yaml").write_text(NAMES_IT_ALL)
    before: ReadBefore = {}
    first = load_scenarios(tmp_path, load_rulebook_text({"r.yaml": SAYS_IT_ALL}), {}, before)
    reworded = SAYS_IT_ALL.replace("because: B", "because: C").replace("title: Pack", "title: P")
    again = load_scenarios(tmp_path, load_rulebook_text({"r.yaml": reworded}), {}, before)
    assert first is again
    changed = load_rulebook_text({"r.yaml": SAYS_IT_ALL.replace(old, new)})
    with pytest.raises(RulebookErrors):
        load_scenarios(tmp_path, changed, {}, before)


def scenario(given: str = "{}", expect: str = "{steps: [turn-off]}") -> str:
    """A file with one scenario."""
    return f"on: 2026-11-22\nscenarios:\n  one:\n    given: {given}\n    expect: {expect}\n"


@pytest.mark.parametrize(
    "fault",
    [
        Fault("KY901", "scenarios:\n  ⟦one: {expect: {steps: [turn-off]}}\n", "names no day"),
        Fault("KY211", "on: ⟦today\nscenarios:\n  one: {expect: {steps: [turn-off]}}\n"),
        Fault("KY204", "on: 2026-11-22\nscenarios:\n  ⟦one: {given: {roaming: yes}}\n", "expect"),
        Fault("KY204", "⟦on: 2026-11-22\n", "needs `scenarios:`"),
        Fault("KY203", scenario(expect="{⟦stepz: [turn-off]}"), "Did you mean 'steps'?"),
        Fault("KY902", scenario("{⟦gone: yes}"), "derived from other facts"),
        Fault("KY902", scenario("{⟦carrier.fee: 5}"), "derived from other facts"),
        Fault("KY301", scenario("{⟦roming: yes}"), "Did you mean 'roaming'?"),
        Fault("KY311", scenario("{card: ⟦sima}"), "Did you mean 'sim'?"),
        Fault("KY311", scenario("{attached: [tv, ⟦male]}"), "Did you mean 'mail'?"),
        Fault("KY212", scenario("{roaming: ⟦sometimes}"), "not yes or no"),
        Fault("KY905", scenario("{leaves_on: ⟦2019-12-31}"), "at least 2020-01-01"),
        Fault("KY905", scenario("{amount_due: ⟦1000001}"), "at most 1000000"),
        Fault("KY302", scenario(expect="{steps: [⟦turn-of]}"), "Did you mean 'turn-off'?"),
        Fault("KY303", scenario(expect="{absent_documents: [⟦pasport]}"), "'passport'"),
        Fault("KY304", scenario(expect="{possible_costs: ⟦young-fe}"), "'young-fee'"),
        Fault("KY312", scenario(expect="{warnings: [⟦warnd]}"), "Did you mean 'warned'?"),
        Fault("KY310", scenario(expect="{conclusions: {⟦gon: yes}}"), "'gone'"),
        Fault("KY209", scenario(expect="{conclusions: {gone: ⟦maybe}}"), "yes, true, no"),
        Fault("KY301", scenario(expect="{values: {⟦days_lef: 5}}"), "'days_left'"),
        Fault("KY210", scenario(expect="{values: {days_left: ⟦few}}"), "whole number"),
        Fault("KY311", scenario(expect="{values: {carrier.end: ⟦soon}}"), "at_once"),
        Fault("KY908", scenario(expect="{values: {⟦roaming: yes}}"), "is an answer"),
        Fault("KY908", scenario(expect="{values: {⟦gone: yes}}"), "under `conclusions:`"),
        Fault("KY208", scenario(expect="{values: {carrier.portal: ⟦[a, b]}}"), "Words of a text"),
        Fault("KY706", scenario(expect="{order: [⟦[turn-off]]}"), "at least two steps"),
        Fault("KY903", scenario(expect="{steps: [turn-off], absent_steps: [⟦turn-off]}")),
        Fault("KY903", scenario(expect="{asked: [card], not_asked: [⟦card]}"), "already expected"),
        Fault("KY904", "on: 2026-11-22\nscenarios:\n  ⟦one: {expect: {}}\n", "expects nothing"),
        Fault("KY906", scenario(expect="{asked: [⟦lines]}"), "has no question"),
        Fault("KY907", scenario(expect="{due: {⟦turn-off: {by: 2026-12-01}}}"), "no `due:`"),
        Fault("KY213", scenario(expect="{due: {cancel-line: {time: ⟦8pm}}}"), "HH:MM"),
        Fault("KY121", "on: 2026-11-22\nscenarios:\n⟦\tone: {}\n", "spaces"),
    ],
    ids=lambda fault: fault.name,
)
def test_a_planted_fault_is_blamed_on_the_exact_token(fault: Fault) -> None:
    found = faults(fault.clean)
    assert [(fault.code, place) for place in fault.places(FILE)] == [
        (it.code, it.place) for it in found
    ], "\n".join(map(str, found))
    assert fault.words in str(found[0])


def test_a_scenario_is_named_once_over_all_files() -> None:
    texts = {"scenarios/a.yaml": scenario(), "scenarios/b.yaml": scenario()}
    with pytest.raises(RulebookErrors) as caught:
        load_scenarios_text(texts, RULEBOOK)
    assert "scenarios/b.yaml:3:3: KY216" in str(caught.value)
    assert "already declared at scenarios/a.yaml:3:3" in str(caught.value)


def test_a_flat_order_is_one_order() -> None:
    (one,) = load_scenarios_text(
        {FILE: scenario(expect="{order: [turn-off, cancel-line]}")}, RULEBOOK
    )
    assert (ExpectedOrder(("turn-off", "cancel-line"), Place(FILE, 5, 21)),) == one.expectations

"""What is written in YAML is what the model says."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import asdict

from engine.calculations import (
    CalculatedCase,
    Call,
    Cases,
    FactArgument,
    LiteralArgument,
    TodayArgument,
)
from engine.conditions import ALWAYS, Comparison, Relation, comparisons_in
from engine.loading import load_rulebook, load_rulebook_text, shipped_rulebook_folder
from engine.rulebook import (
    Asked,
    Bring,
    Cell,
    Charge,
    Conclude,
    Concluded,
    Do,
    Due,
    GroupOrder,
    OrderSteps,
    Place,
    Rulebook,
    Severity,
    SourceKind,
    Warn,
)
from engine.values import Kind, Wording
from tests.loading.sample import BASE_YAML, RULEBOOK_YAML, files, loaded, rule

SAMPLE = loaded()


def same(text: str) -> Wording:
    """A text without languages."""
    return Wording({"": text})


def test_the_header_names_the_rulebook() -> None:
    assert ("sample", "1.2", "JPY", "Asia/Tokyo", ("en", "ja"), GroupOrder.LISTED) == (
        SAMPLE.id,
        SAMPLE.version,
        SAMPLE.currency,
        SAMPLE.time_zone,
        SAMPLE.languages,
        SAMPLE.group_order,
    )
    assert Wording({"en": "Sample", "ja": "見本"}) == SAMPLE.title


def test_a_short_header_has_defaults() -> None:
    text = "rulebook: {id: short, title: Short, languages: [en]}\n"
    short = load_rulebook_text({"rulebook.yaml": text})
    assert ("0", "", "UTC", GroupOrder.OPEN) == (
        short.version,
        short.currency,
        short.time_zone,
        short.group_order,
    )


def test_phases_and_groups_keep_their_order() -> None:
    assert ["prepare", "finish"] == [phase.id for phase in SAMPLE.phases]
    assert [
        ("line", ("roaming", "card", "carrier"), GroupOrder.LISTED),
        ("later", ("leaves_on", "attached"), GroupOrder.OPEN),
    ] == [(group.id, group.questions, group.order) for group in SAMPLE.groups]


def test_a_fact_has_what_is_written() -> None:
    roaming = SAMPLE.facts["roaming"]
    assert (Kind.YES_NO, Asked(), "line", False) == (
        roaming.kind,
        roaming.origin,
        roaming.group,
        roaming.detail,
    )
    assert Wording({"en": "Roaming", "ja": "ローミング"}) == roaming.label
    assert (same("roaming is on"), same("roaming is off")) == (roaming.statement, roaming.denial)
    assert Place("base.yaml", 2, 3) == roaming.place
    leaves_on = SAMPLE.facts["leaves_on"]
    assert (date(2020, 1, 1), None) == (leaves_on.minimum, leaves_on.maximum)
    assert SAMPLE.facts["attached"].detail


def test_a_fact_without_a_label_is_called_by_its_question_or_its_id() -> None:
    assert same("Which card?") == SAMPLE.facts["card"].label
    assert same("lines") == SAMPLE.facts["lines"].label


def test_an_option_is_a_label_or_a_mapping() -> None:
    sim, esim = SAMPLE.facts["card"].options
    assert ("sim", Wording({"en": "A SIM", "ja": "SIM"}), None, ()) == (
        sim.id,
        sim.label,
        sim.help,
        sim.formerly,
    )
    assert ("esim", same("An eSIM"), same("Nothing to hold."), ("e_sim",)) == (
        esim.id,
        esim.label,
        esim.help,
        esim.formerly,
    )


def test_a_choice_without_options_takes_the_rows_of_its_table_in_order() -> None:
    assert ["docomo", "ahamo"] == [option.id for option in SAMPLE.facts["carrier"].options]
    assert same("docomo") == SAMPLE.facts["carrier"].options[0].label


def test_a_row_may_describe_its_option() -> None:
    text = "rows:\n  carrier:\n    povo: {label: povo, help: New., formerly: [povo1]}\n    x: {}\n"
    *_, povo, x = loaded(text).facts["carrier"].options
    assert (same("povo"), same("New."), ("povo1",)) == (povo.label, povo.help, povo.formerly)
    assert same("x") == x.label


def test_cells_are_facts_with_values_and_sources() -> None:
    assert Cell("carrier", "carrier", "fee") == SAMPLE.facts["carrier.fee"].origin
    assert same("fee") == SAMPLE.facts["carrier.fee"].label
    table = SAMPLE.tables["carrier"]
    assert ("online", "end", "portal", "cut_off", "fee") == table.columns
    docomo = {name: (cell.value, cell.sources) for name, cell in table.rows["docomo"].items()}
    assert {
        "online": (True, ("official-page",)),
        "end": ("at_once", ("official-page",)),
        "portal": (Wording({"en": "My docomo", "ja": "マイドコモ"}), ("official-page",)),
        "cut_off": ("21:10", ("press-page",)),
        "fee": (1000, ("official-page",)),
    } == docomo


def test_a_missing_empty_or_unknown_cell_is_unknown() -> None:
    text = "rows:\n  carrier:\n    x: {online: unknown, end: , portal: ~, fee: {value: unknown}}\n"
    assert {} == loaded(text).tables["carrier"].rows["x"]


def test_words_of_yaml_1_1_are_words() -> None:
    """Only a yes/no fact turns them into yes and no."""
    text = "facts:\n  a: {kind: choice, options: {no: No, on: On, yes: Yes, null_: Null, 3g: 3G}}\n"
    fact = loaded(text + rule("{a: no, roaming: no}")).facts["a"]
    assert ["no", "on", "yes", "null_", "3g"] == [option.id for option in fact.options]
    when = loaded(text + rule("{a: [on, yes], roaming: off}")).rules["planted"].when
    assert [("a", ("on", "yes")), ("roaming", False)] == [
        (leaf.fact, leaf.operand) for leaf in comparisons_in(when)
    ]


@pytest.mark.parametrize(
    ("written", "call"),
    [
        ("days_until: leaves_on", Call("days_until", (TodayArgument(), FactArgument("leaves_on")))),
        ("end_of_month: today", Call("end_of_month", (TodayArgument(),))),
        (
            "add_days: [leaves_on, -1]",
            Call("add_days", (FactArgument("leaves_on"), LiteralArgument(-1))),
        ),
        (
            "add_days: {days: -1, date: leaves_on}",
            Call("add_days", (FactArgument("leaves_on"), LiteralArgument(-1))),
        ),
        (
            "earliest: [leaves_on, 2026-11-22]",
            Call("earliest", (FactArgument("leaves_on"), LiteralArgument(date(2026, 11, 22)))),
        ),
        (
            "working_day_on_or_after: [leaves_on, JP]",
            Call("working_day_on_or_after", (FactArgument("leaves_on"), LiteralArgument("JP"))),
        ),
        (
            "sum: [amount_due, 5]",
            Call("sum", (FactArgument("amount_due"), LiteralArgument(5))),
        ),
        (
            "first_known: [leaves_on, today]",
            Call("first_known", (FactArgument("leaves_on"), TodayArgument())),
        ),
        (
            "cases: [{when: {roaming: yes}, value: leaves_on}, {otherwise: today}]",
            Cases(
                (
                    CalculatedCase(
                        Comparison("roaming", Relation.EQUALS, True), FactArgument("leaves_on")
                    ),
                    CalculatedCase(ALWAYS, TodayArgument()),
                )
            ),
        ),
    ],
)
def test_a_calculation_is_a_call_or_cases(written: str, call: object) -> None:
    assert call == loaded(f"calculated:\n  a: {{{written}}}\n").facts["a"].origin


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("months_between: [leaves_on, today]", Kind.INTEGER),
        ("start_of_month: leaves_on", Kind.DATE),
        ("sum: [lines, 1]", Kind.INTEGER),
        ("sum: [1, amount_due]", Kind.MONEY),
        ("product: [amount_due, lines]", Kind.MONEY),
        ("product: [lines, 400]", Kind.INTEGER),
        ("kind: money, product: [lines, 400]", Kind.MONEY),
        ("kind: money, cases: [{when: {roaming: yes}, value: 5}, {otherwise: 0}]", Kind.MONEY),
        ("count: attached", Kind.INTEGER),
        ("first_known: [card]", Kind.CHOICE),
        ("first_known: [gone, roaming]", Kind.YES_NO),
        ("cases: [{when: {roaming: yes}, value: carrier.portal}]", Kind.TEXT),
        ("cases: [{when: {roaming: yes}, value: 0}, {otherwise: carrier.fee}]", Kind.MONEY),
        ("difference: [b, 1]", Kind.MONEY),
    ],
)
def test_the_kind_of_a_calculated_fact_follows_from_the_function(written: str, kind: Kind) -> None:
    text = f"calculated:\n  a: {{{written}}}\n  b: {{sum: [amount_due, 1]}}\n"
    assert kind is loaded(text).facts["a"].kind


def test_a_calculated_choice_has_the_options_of_what_it_chooses_from() -> None:
    fact = loaded("calculated:\n  a: {first_known: [card]}\n").facts["a"]
    assert ["sim", "esim"] == [option.id for option in fact.options]


def test_a_conclusion_is_a_yes_no_fact() -> None:
    gone = SAMPLE.facts["gone"]
    assert (Kind.YES_NO, Concluded(), same("you leave")) == (gone.kind, gone.origin, gone.statement)


def test_a_step_has_what_is_written() -> None:
    step = SAMPLE.steps["turn-off"]
    assert ("prepare", ("cancel-line",), (), ("passport",), None) == (
        step.phase,
        step.before,
        step.after,
        step.documents,
        step.due,
    )
    assert Due("leaves_on", -14, time="carrier.cut_off") == SAMPLE.steps["cancel-line"].due


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("{by: leaves_on}", Due("leaves_on")),
        ("{by: leaves_on, days_after: 3}", Due("leaves_on", 3)),
        ("{until: leaves_on, days_after: 3}", Due("leaves_on", 3, goes_on=True)),
        (
            "{by: leaves_on, since: leaves_on, since_days_before: 7}",
            Due("leaves_on", 0, "leaves_on", -7),
        ),
        (
            "{by: leaves_on, days_after: 9, since: leaves_on, since_days_after: 7,"
            " time: carrier.portal}",
            Due("leaves_on", 9, "leaves_on", 7, "carrier.portal"),
        ),
        (
            "{by: leaves_on, meanwhile: leaves_on, time: carrier.portal,"
            " meanwhile_time: carrier.portal}",
            Due(
                "leaves_on",
                time="carrier.portal",
                meanwhile=("leaves_on",),
                meanwhile_time="carrier.portal",
            ),
        ),
    ],
)
def test_a_due_date_is_a_fact_moved_by_days(written: str, due: Due) -> None:
    text = f"steps:\n  a: {{phase: finish, title: A, due: {written}}}\n"
    assert due == loaded(text).steps["a"].due


def test_sources_documents_and_costs_have_what_is_written() -> None:
    source = SAMPLE.sources["official-page"]
    assert (
        SourceKind.OFFICIAL,
        "https://example.org/page",
        date(2026, 11, 22),
        "about 2025-09",
        "low",
    ) == (source.kind, source.address, source.checked, source.published, source.confidence)
    assert same("Not a copy.") == SAMPLE.documents["passport"].note
    assert "carrier.fee" == SAMPLE.costs["young-fee"].amount
    costs = loaded("costs:\n  a: {title: A, amount: '3,300'}\n  b: {title: B}\n").costs
    assert (3300, None) == (costs["a"].amount, costs["b"].amount)


def test_effects_keep_their_order() -> None:
    text = """\
rules:
  all-effects:
    then:
      - do: [turn-off, cancel-line]
      - warn: {severity: danger, on: cancel-line, text: Careful}
      - warn: {severity: note, text: Note}
      - warn: {severity: caution, text: Mind, id: own-id}
      - bring: passport
      - bring: {document: passport, to: turn-off}
      - cost: young-fee
      - cost: {cost: young-fee, on: cancel-line}
      - order: [turn-off, third, cancel-line]
      - conclude: gone
    because: Because.
    sources: [official-page, press-page]
    valid: {from: 2026-07-01, until: 2027-03-31}
steps:
  third: {phase: prepare, title: Third}
"""
    read = loaded(text).rules["all-effects"]
    assert (
        Do("turn-off"),
        Do("cancel-line"),
        Warn("all-effects", Severity.DANGER, same("Careful"), "cancel-line"),
        Warn("all-effects-2", Severity.NOTE, same("Note"), None),
        Warn("own-id", Severity.CAUTION, same("Mind"), None),
        Bring("passport", None),
        Bring("passport", "turn-off"),
        Charge("young-fee", None),
        Charge("young-fee", "cancel-line"),
        OrderSteps("turn-off", "third"),
        OrderSteps("third", "cancel-line"),
        Conclude("gone"),
    ) == read.effects
    assert ALWAYS == read.when
    assert ("official-page", "press-page") == read.sources
    assert (date(2026, 7, 1), date(2027, 3, 31)) == (read.valid_from, read.valid_until)


def test_parts_have_places() -> None:
    text = rule("{all: [{roaming: yes}, {card: sim}]}", "{do: [turn-off, cancel-line]}")
    lines = {path: whole.split("\n") for path, whole in files(text).items()}
    expected = {
        "rules.planted.when": "when: {all",
        "rules.planted.when.0": "roaming: yes}",
        "rules.planted.when.1": "card: sim}",
        "rules.planted.then": "then: [",
        "rules.planted.then.0": "turn-off, c",
        "rules.planted.then.1": "cancel-line]",
        "steps.turn-off.before.0": "cancel-line]",
        "facts.card.options.esim": "esim: {label",
        "facts.carrier.options.ahamo": "ahamo: {label",
        "calculated.days_left": "days_left:",
        "tables.carrier.rows.docomo": "docomo:",
    }
    found = {path: loaded(text).places[path] for path in expected}
    assert expected == {
        path: lines[place.file][place.line - 1][place.column - 1 :][: len(expected[path])]
        for path, place in found.items()
    }


def test_every_comparison_of_every_rule_has_a_place() -> None:
    when = "{any: [{roaming: yes, attached: {includes_any: [tv, mail]}}, {not: {card: [sim]}}], "
    book = loaded(rule(when + "amount_due: {over: 1, under: 9}}"))
    for read in book.rules.values():
        count = len(list(comparisons_in(read.when)))
        paths = [path for path in book.places if path.startswith(f"rules.{read.id}.when.")]
        assert [f"rules.{read.id}.when.{index}" for index in range(count)] == paths


def test_wide_characters_and_windows_line_ends_do_not_move_places() -> None:
    windows = {path: "\ufeff" + text.replace("\n", "\r\n") for path, text in files().items()}
    plain, other = loaded(), load_rulebook_text(windows)
    assert asdict(plain) == asdict(other)


def test_a_text_in_quotes_braces_or_a_block_reads_the_same() -> None:
    text = (
        "documents:\n"
        "  a: {title: 'Two words'}\n"
        "  b:\n    title: Two\n      words\n"
        "  c:\n    title: |\n      Two words\n"
        "  d: {title: {en: Two words, ja: 二語}}\n"
    )
    documents = loaded(text).documents
    assert {"Two words"} == {documents[name].title.in_language("en") for name in "abcd"}


def test_files_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    """Whatever the order in which a folder lists them."""
    pieces = {
        "rulebook.yaml": RULEBOOK_YAML,
        "m/base.yaml": BASE_YAML,
        "b.yaml": "documents:\n  from-b: {title: B}\n",
        "a/z.yaml": "documents:\n  from-a-z: {title: A}\n",
        "a-b.yaml": "documents:\n  from-a-b: {title: A}\n",
        "z.yml": "documents:\n  from-z: {title: Z}\n",
    }
    expected = ["from-a-b", "from-a-z", "from-b", "passport", "from-z"]
    for seed in range(4):
        folder = tmp_path / str(seed)
        names = list(pieces)
        random.Random(seed).shuffle(names)
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(pieces[name], encoding="utf-8")
        assert expected == list(load_rulebook(folder).documents)
    shuffled = load_rulebook_text({name: pieces[name] for name in names})
    assert expected == list(shuffled.documents)


def test_scenarios_and_invariants_are_not_part_of_the_rulebook(tmp_path: Path) -> None:
    for name, text in files().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    before = asdict(load_rulebook(tmp_path))
    for name in ("scenarios", "invariants"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "broken.yaml").write_text("{", encoding="utf-8")
    assert before == asdict(load_rulebook(tmp_path))


def test_the_shipped_rulebook_loads() -> None:
    rulebook: Rulebook = load_rulebook(shipped_rulebook_folder())
    assert set(rulebook.facts) == set(rulebook.derivation_order)

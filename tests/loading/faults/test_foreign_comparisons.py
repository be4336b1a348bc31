"""A hint never says the opposite of what was meant."""

from __future__ import annotations

import pytest

from engine.loading.faults.opposites import are_opposed
from engine.loading.faults.report import nearest_name
from tests.loading.sample import faults_in, files, rule

COMPARISONS = [
    ("attached: {excludes: mail}", "not: {attached: {includes: mail}}"),
    ("attached: {exclude: mail}", "not: {attached: {includes: mail}}"),
    ("attached: {excluds: mail}", "not: {attached: {includes: mail}}"),
    ("attached: {without: mail}", "not: {attached: {includes: mail}}"),
    ("attached: {lacks: tv}", "not: {attached: {includes: tv}}"),
    ("attached: {includes_not: tv}", "not: {attached: {includes: tv}}"),
    ("attached: {not_includes: tv}", "not: {attached: {includes: tv}}"),
    ("attached: {doesnt_include: tv}", "not: {attached: {includes: tv}}"),
    ("attached: {does_not_contain: tv}", "not: {attached: {includes: tv}}"),
    ("attached: {excludes_any: [mail, tv]}", "not: {attached: {includes_any: [mail, tv]}}"),
    ("attached: {includes_none: [mail, tv]}", "not: {attached: {includes_any: [mail, tv]}}"),
    ("attached: {none_of: [mail, tv]}", "not: {attached: {includes_any: [mail, tv]}}"),
    ("attached: {not_includes_all: [mail, tv]}", "not: {attached: {includes_all: [mail, tv]}}"),
    ("attached: {not: mail}", "not: {attached: {includes: mail}}"),
    ("attached: {not: [mail, tv]}", "not: {attached: {includes_any: [mail, tv]}}"),
    ("attached: {not: {includes: mail}}", "not: {attached: {includes: mail}}"),
    ("attached: '!= mail'", "not: {attached: {includes: mail}}"),
    ("attached: not mail", "not: {attached: {includes: mail}}"),
    ("leaves_on: {not_before: 2026-12-01}", "leaves_on: {on_or_after: 2026-12-01}"),
    ("leaves_on: {not_befor: 2026-12-01}", "leaves_on: {on_or_after: 2026-12-01}"),
    ("leaves_on: {isnt_before: 2026-12-01}", "leaves_on: {on_or_after: 2026-12-01}"),
    ("leaves_on: {not_after: 2026-12-01}", "leaves_on: {on_or_before: 2026-12-01}"),
    ("leaves_on: {no_later_than: 2026-12-01}", "leaves_on: {on_or_before: 2026-12-01}"),
    ("leaves_on: {not_on_or_before: 2026-12-01}", "leaves_on: {after: 2026-12-01}"),
    ("leaves_on: {not_on_or_after: 2026-12-01}", "leaves_on: {before: 2026-12-01}"),
    ("leaves_on: {since: 2026-12-01}", "leaves_on: {on_or_after: 2026-12-01}"),
    ("leaves_on: {until: 2026-12-01}", "leaves_on: {on_or_before: 2026-12-01}"),
    ("leaves_on: {is_not: 2026-12-01}", "leaves_on: {not: 2026-12-01}"),
    ("leaves_on: {outside: [2026-12-01, 2026-12-05]}", "not: {leaves_on: {between: [2026-12-01"),
    ("leaves_on: {not_known: yes}", "leaves_on: unknown"),
    ("leaves_on: {known: no}", "leaves_on: unknown"),
    ("leaves_on: {unknown: no}", "leaves_on: known"),
    ("leaves_on: {notAfter: 2026-12-01}", "leaves_on: {on_or_before: 2026-12-01}"),
    ("leaves_on: {notknown: yes}", "leaves_on: unknown"),
    ("lines: {notover: 2}", "lines: {at_most: 2}"),
    ("card: non-sim", "card: {not: sim}"),
    ("lines: {no_more_than: 2}", "lines: {at_most: 2}"),
    ("lines: {not_over: 2}", "lines: {at_most: 2}"),
    ("lines: {not_less_than: 2}", "lines: {at_least: 2}"),
    ("lines: {not_at_most: 2}", "lines: {over: 2}"),
    ("lines: {not_between: [1, 2]}", "not: {lines: {between: [1, 2]}}"),
    ("lines: {unequal: 2}", "lines: {not: 2}"),
    ("lines: {differs: 2}", "lines: {not: 2}"),
    ("lines: {not_in: [1, 2]}", "lines: {not: [1, 2]}"),
    ("card: {is_not: sim}", "card: {not: sim}"),
    ("card: {isnt: sim}", "card: {not: sim}"),
    ("card: {not_in: [sim]}", "card: {not: [sim]}"),
    ("card: {none_of: [sim, esim]}", "card: {not: [sim, esim]}"),
    ("card: {other_than: sim}", "card: {not: sim}"),
    ("card: {except: sim}", "card: {not: sim}"),
    ("card: '!= sim'", "card: {not: sim}"),
    ("card: not sim", "card: {not: sim}"),
    ("card: not_sim", "card: {not: sim}"),
    ("roaming: {isnt: yes}", "roaming: {not: yes}"),
]
GROUPS = [
    ("none: [{roaming: yes}, {card: sim}]", "not: {any: ["),
    ("neither: [{roaming: yes}, {card: sim}]", "not: {any: ["),
    ("not_any: [{roaming: yes}]", "not: {any: ["),
    ("nor: [{roaming: yes}]", "not: {any: ["),
    ("not_all: [{roaming: yes}]", "not: {all: ["),
    ("unless: {roaming: yes}", "not: {a_fact: yes}"),
    ("except: {roaming: yes}", "not: {a_fact: yes}"),
    ("without: {roaming: yes}", "not: {a_fact: yes}"),
    ("either: [{roaming: yes}]", "Write `any:`"),
    ("both: [{roaming: yes}]", "Write `all:`"),
    ("xor: [{roaming: yes}]", "any: [{a_fact: yes, another: no}"),
    ("not_roaming: yes", "not: {roaming: yes}"),
    ("no_roaming: yes", "not: {roaming: yes}"),
    (
        "{any: [{roaming: yes}], any: [{card: sim}]}",
        "all: [{any: …}, {any: …}]",
    ),
    ("{not: {roaming: yes}, not: {card: sim}}", "all: [{not: {…}}, {not: {…}}]"),
    ("attached: {includes: mail, includes: tv}", "includes_all: [one, another]"),
]


@pytest.mark.parametrize(("written", "meant"), [*COMPARISONS, *GROUPS])
def test_a_condition_in_other_words_is_told_as_it_is_written_here(written: str, meant: str) -> None:
    when = written if written.startswith("{") else f"{{{written}}}"
    [fault] = faults_in(files(rule(when)))
    assert meant in (fault.remedy or "")


@pytest.mark.parametrize(
    ("effect", "meant"),
    [
        ("do_not: turn-off", "put `not: {…}` into the `when:`"),
        ("dont_do: turn-off", "put `not: {…}` into the `when:`"),
        ("undo: turn-off", "put `not: {…}` into the `when:`"),
        ("remove: turn-off", "put `not: {…}` into the `when:`"),
        ("not_conclude: gone", "false wherever no rule concludes it"),
        ("conclude_not: gone", "false wherever no rule concludes it"),
    ],
)
def test_an_effect_that_takes_away_is_told_as_a_condition(effect: str, meant: str) -> None:
    [fault] = faults_in(files(rule("{roaming: yes}", f"{{{effect}}}")))
    assert meant in (fault.remedy or "")


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("unless", "when: {not: {…}}"),
        ("when_not", "when: {not: {…}}"),
        ("if_not", "when: {not: {…}}"),
        ("except_when", "when: {not: {…}}"),
    ],
)
def test_a_rule_that_holds_unless_is_told_as_a_denied_condition(key: str, meant: str) -> None:
    planted = rule("x").replace("when: x", f"{key}: {{roaming: yes}}")
    [fault] = faults_in(files(planted))
    assert meant in (fault.remedy or "")


@pytest.mark.parametrize(
    ("step", "meant"), [("not_before", "`after:`"), ("not_after", "`before:`")]
)
def test_the_order_of_steps_is_never_turned_round(step: str, meant: str) -> None:
    planted = f"steps:\n  s: {{phase: finish, title: S, {step}: [cancel-line]}}\n"
    [fault] = faults_in(files(planted))
    assert meant in (fault.remedy or "")


@pytest.mark.parametrize(
    ("word", "opposite"),
    [
        ("excludes", "includes"),
        ("has_no_pets", "has_pets"),
        ("hasnt_card", "has_card"),
        ("unpaid", "paid"),
        ("notBefore", "before"),
        ("isn't_rented", "is_rented"),
        ("inactive", "active"),
        ("nto_before", "before"),
        ("nt_before", "before"),
        ("withuot_card", "card"),
        ("knwon", "unknown"),
    ],
)
def test_spelling_distance_never_leads_to_the_opposite(word: str, opposite: str) -> None:
    assert are_opposed(word, opposite)
    assert nearest_name(word, [opposite]) is None


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("unkown", "unknown"),
        ("wihout_sim", "without_sim"),
        ("stp-mail", "stop-mail"),
        ("hasnopets", "has_no_pets"),
        ("yesno", "yes_no"),
        ("intrest", "interest"),
        ("includes_anny", "includes_any"),
    ],
)
def test_a_slip_is_still_recognised(word: str, name: str) -> None:
    assert nearest_name(word, [name]) == name

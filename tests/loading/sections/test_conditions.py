"""Every way to write a condition."""

from __future__ import annotations

from datetime import date

import pytest

from engine.conditions import All, Any, Comparison, Condition, Not, Relation
from tests.loading.sample import loaded, rule

ROAMING = Comparison("roaming", Relation.EQUALS, True)
SIM = Comparison("card", Relation.EQUALS, "sim")


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("{roaming: yes}", ROAMING),
        ("{roaming: true}", ROAMING),
        ("{roaming: 'Yes'}", ROAMING),
        ("{roaming: no}", Comparison("roaming", Relation.EQUALS, False)),
        ("{card: sim}", SIM),
        ("{card: [sim, esim]}", Comparison("card", Relation.ONE_OF, ("sim", "esim"))),
        ("{card: [sim]}", Comparison("card", Relation.ONE_OF, ("sim",))),
        ("{card: {not: sim}}", Comparison("card", Relation.DIFFERS, "sim")),
        ("{card: {not: [sim, esim]}}", Comparison("card", Relation.NONE_OF, ("sim", "esim"))),
        ("{amount_due: 3300}", Comparison("amount_due", Relation.EQUALS, 3300)),
        ("{amount_due: [0, '3,300']}", Comparison("amount_due", Relation.ONE_OF, (0, 3300))),
        ("{amount_due: {over: 0}}", Comparison("amount_due", Relation.OVER, 0)),
        ("{amount_due: {under: -5}}", Comparison("amount_due", Relation.UNDER, -5)),
        ("{lines: {at_least: +2}}", Comparison("lines", Relation.AT_LEAST, 2)),
        ("{lines: {at_most: 2}}", Comparison("lines", Relation.AT_MOST, 2)),
        ("{lines: {between: [1, 5]}}", Comparison("lines", Relation.BETWEEN, (1, 5))),
        ("{lines: {between: [5, 5]}}", Comparison("lines", Relation.BETWEEN, (5, 5))),
        (
            "{lines: {over: 0, under: 5}}",
            All((Comparison("lines", Relation.OVER, 0), Comparison("lines", Relation.UNDER, 5))),
        ),
        (
            "{leaves_on: 2026-12-01}",
            Comparison("leaves_on", Relation.EQUALS, date(2026, 12, 1)),
        ),
        (
            "{leaves_on: {before: 2026-12-01}}",
            Comparison("leaves_on", Relation.UNDER, date(2026, 12, 1)),
        ),
        (
            "{leaves_on: {after: '2026-12-01'}}",
            Comparison("leaves_on", Relation.OVER, date(2026, 12, 1)),
        ),
        (
            "{leaves_on: {on_or_before: 2026-12-01}}",
            Comparison("leaves_on", Relation.AT_MOST, date(2026, 12, 1)),
        ),
        (
            "{leaves_on: {on_or_after: 2026-12-01}}",
            Comparison("leaves_on", Relation.AT_LEAST, date(2026, 12, 1)),
        ),
        (
            "{leaves_on: {between: [2026-12-01, 2026-12-31]}}",
            Comparison("leaves_on", Relation.BETWEEN, (date(2026, 12, 1), date(2026, 12, 31))),
        ),
        ("{attached: {includes: tv}}", Comparison("attached", Relation.INCLUDES, "tv")),
        (
            "{attached: {includes_any: [tv, mail]}}",
            Any(
                (
                    Comparison("attached", Relation.INCLUDES, "tv"),
                    Comparison("attached", Relation.INCLUDES, "mail"),
                )
            ),
        ),
        (
            "{attached: {includes_all: [tv, mail]}}",
            All(
                (
                    Comparison("attached", Relation.INCLUDES, "tv"),
                    Comparison("attached", Relation.INCLUDES, "mail"),
                )
            ),
        ),
        ("{attached: {includes_all: [tv]}}", Comparison("attached", Relation.INCLUDES, "tv")),
        ("{attached: none}", Comparison("attached", Relation.EQUALS, frozenset())),
        ("{attached: {not: none}}", Comparison("attached", Relation.DIFFERS, frozenset())),
        ("{leaves_on: unknown}", Comparison("leaves_on", Relation.UNKNOWN)),
        ("{leaves_on: known}", Comparison("leaves_on", Relation.KNOWN)),
        ("{leaves_on: {not: unknown}}", Comparison("leaves_on", Relation.KNOWN)),
        ("{carrier.portal: known}", Comparison("carrier.portal", Relation.KNOWN)),
        ("{carrier.end: at_once}", Comparison("carrier.end", Relation.EQUALS, "at_once")),
        ("{gone: no}", Comparison("gone", Relation.EQUALS, False)),
        ("{roaming: yes, card: sim}", All((ROAMING, SIM))),
        ("{all: [{roaming: yes}, {card: sim}]}", All((ROAMING, SIM))),
        ("{any: [{roaming: yes}, {card: sim}]}", Any((ROAMING, SIM))),
        ("{any: [{card: sim}]}", SIM),
        ("{not: {card: sim}}", Not(SIM)),
        ("{not: {roaming: yes, card: sim}}", Not(All((ROAMING, SIM)))),
        (
            "{roaming: yes, any: [{card: sim}, {not: {roaming: yes}}]}",
            All((ROAMING, Any((SIM, Not(ROAMING))))),
        ),
    ],
)
def test_what_is_written_is_what_is_meant(written: str, condition: Condition) -> None:
    assert condition == loaded(rule(written)).rules["planted"].when

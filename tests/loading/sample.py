"""A small rulebook that is all right, and the means to plant faults in it.

A planted fault is YAML with ``⟦`` right before each token that must be blamed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.loading import Diagnostic, RulebookErrors, load_rulebook_text
from engine.rulebook import Place, Rulebook

MARK = "⟦"

RULEBOOK_YAML = """\
rulebook:
  id: sample
  version: "1.2"
  title: {en: Sample, ja: 見本}
  languages: [en, ja]
  currency: JPY
  time_zone: Asia/Tokyo
  group_order: listed
phases:
  prepare: {title: Prepare}
  finish: {title: Finish}
groups:
  line: {title: Your line}
  later: {title: Later, order: open}
"""

BASE_YAML = """\
facts:
  roaming:
    kind: yes_no
    group: line
    label: {en: Roaming, ja: ローミング}
    question: {en: Is roaming on?, ja: 利用中ですか}
    statement: roaming is on
    denial: roaming is off
  card:
    kind: choice
    group: line
    question: Which card?
    options:
      sim: {en: A SIM, ja: SIM}
      esim: {label: An eSIM, help: Nothing to hold., formerly: [e_sim]}
  carrier: {kind: choice, group: line, question: Which carrier?}
  leaves_on:
    kind: date
    group: later
    question: When?
    minimum: 2020-01-01
    when_unknown: the day you leave
  attached:
    kind: choices
    group: later
    question: What else?
    detail: true
    options: {mail: Mail, tv: TV}
  amount_due: {kind: money, label: Amount due, minimum: 0, maximum: 1000000}
  lines: {kind: integer}
tables:
  carrier:
    key: carrier
    columns:
      online: {kind: yes_no, label: online}
      end: {kind: choice, options: {at_once: at once, month_end: at the end of the month}}
      portal: {kind: text, when_unknown: the page}
      cut_off: {kind: time}
      fee: {kind: money}
    rows:
      docomo:
        label: docomo
        sources: [official-page]
        online: yes
        end: at_once
        portal: {en: My docomo, ja: マイドコモ}
        cut_off: {value: "21:10", sources: [press-page]}
        fee: 1000
rows:
  carrier:
    ahamo: {label: ahamo, online: no, end: month_end}
calculated:
  days_left: {label: Days left, days_until: leaves_on}
conclusions:
  gone: {label: Gone, statement: you leave, denial: you stay}
steps:
  turn-off:
    phase: prepare
    title: Turn it off
    how: In {carrier.portal}, by {leaves_on}.
    before: [cancel-line]
    bring: passport
  cancel-line:
    phase: finish
    title: Cancel
    due: {by: leaves_on, days_before: 14, time: carrier.cut_off}
documents:
  passport: {title: Passport, note: Not a copy.}
costs:
  young-fee: {title: Fee, amount: carrier.fee}
sources:
  official-page:
    title: The official page
    address: https://example.org/page
    kind: official
    checked: 2026-11-22
    published: about 2025-09
    confidence: low
  press-page: {title: The press page, kind: press, checked: 2026-11-22}
rules:
  leave:
    when: {leaves_on: known}
    then:
      - conclude: gone
    because: Somebody who leaves is gone.
    sources: official-page
"""


def files(planted: str = "", **replaced: str) -> dict[str, str]:
    """The sample's files with one more, ``x.yaml``; ``base=`` and ``rulebook=`` replace one."""
    found = {
        "rulebook.yaml": replaced.get("rulebook", RULEBOOK_YAML),
        "base.yaml": replaced.get("base", BASE_YAML),
    }
    if planted:
        found["x.yaml"] = planted
    return found


def loaded(planted: str = "", **replaced: str) -> Rulebook:
    """The sample with something more in it."""
    return load_rulebook_text(files(planted, **replaced))


def faults_in(found: dict[str, str]) -> tuple[Diagnostic, ...]:
    """What loading the files reports; nothing if they load."""
    try:
        load_rulebook_text(found)
    except RulebookErrors as errors:
        return errors.diagnostics
    return ()


@dataclass(frozen=True)
class Fault:
    """YAML with a planted fault: its code, and words that the message must hold."""

    code: str
    yaml: str
    words: str = ""

    @property
    def name(self) -> str:
        """A name for the test."""
        return f"{self.code} {re.sub(r'[^a-z ]', '', self.words.lower())[:30]}".strip()

    @property
    def clean(self) -> str:
        """The YAML without marks."""
        return self.yaml.replace(MARK, "")

    def places(self, file: str = "x.yaml") -> list[Place]:
        """Where the marks stand."""
        places = []
        for number, line in enumerate(self.yaml.split("\n"), 1):
            pieces = line.split(MARK)[:-1]
            before = 0
            for piece in pieces:
                before += len(piece)
                places.append(Place(file, number, before + 1))
        return places


def rule(when: str, then: str = "{do: turn-off}") -> str:
    """A rule around a condition and an effect."""
    return (
        "rules:\n"
        "  planted:\n"
        f"    when: {when}\n"
        f"    then: [{then}]\n"
        "    because: Because.\n"
        "    sources: [official-page]\n"
    )

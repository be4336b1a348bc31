"""A small rulebook about moving house, with scenarios, for tests of the authors' tools."""

from __future__ import annotations

from engine.authoring.testing.running import Result, run
from engine.inference import compile_program, inference_for
from engine.loading import load_rulebook_text
from engine.loading.scenarios.expectations import Scenario
from engine.loading.scenarios.scenarios import load_scenarios_text
from engine.opening import OpenRulebook
from engine.rulebook import Rulebook

HEADER = """\
rulebook:
  id: moving
  version: "1.0"
  title: Moving house
  languages: [en]
  currency: EUR
  time_zone: Europe/Berlin
phases:
  before: {title: Before}
  day: {title: On the day}
groups:
  home: {title: Your home}
"""

BODY = """\
facts:
  rents: {kind: yes_no, group: home, question: Do you rent?}
  pet:
    kind: choice
    group: home
    question: Which pet?
    options: {cat: Cat, dog: Dog, no_pet: None}
  boxes: {kind: integer, group: home, question: How many boxes?, minimum: 0, maximum: 500}
  moves_on: {kind: date, group: home, question: When?}
conclusions:
  needs_van: {label: A van is needed}
steps:
  give-notice:
    phase: before
    title: Give notice
    before: [hand-over]
    due: {by: moves_on, days_before: 90}
  book-van: {phase: before, title: Book a van}
  pack: {phase: before, title: Pack}
  calm-cat: {phase: day, title: Calm the cat}
  hand-over: {phase: day, title: Hand over the keys, bring: keys}
documents:
  keys: {title: Keys}
costs:
  van: {title: Van, amount: 80}
sources:
  handbook: {title: The handbook, kind: official, checked: 2026-11-01}
rules:
  everybody:
    then: [{do: pack}]
    because: Everything goes along.
    sources: [handbook]
  renting:
    when: {rents: yes}
    then:
      - do: [give-notice, hand-over]
      - warn: {severity: caution, on: give-notice, text: Notice has to be in writing.}
    because: The contract ends only with notice.
    sources: [handbook]
  many-boxes:
    when: {boxes: {over: 20}}
    then: [{conclude: needs_van}]
    because: They do not fit into a car.
    sources: [handbook]
  van:
    when: {needs_van: yes}
    then:
      - do: book-van
      - cost: van
      - order: [book-van, pack]
    because: Vans are gone early.
    sources: [handbook]
  cat:
    when: {pet: cat}
    then:
      - do: calm-cat
      - order: [calm-cat, hand-over]
    because: Cats dislike moving.
    sources: [handbook]
"""


CALCULATED = "calculated:\n  days_left: {days_until: moves_on}\n"
"""More for :data:`BODY`, for what is about calculated facts."""


def book(body: str = BODY, header: str = HEADER) -> Rulebook:
    """The rulebook with another body."""
    return load_rulebook_text({"rulebook.yaml": header, "book.yaml": body})


def opened(rulebook: Rulebook) -> OpenRulebook:
    """The rulebook ready for use."""
    return OpenRulebook(rulebook, inference_for(compile_program(rulebook), rulebook))


def scenarios(rulebook: Rulebook, text: str) -> tuple[Scenario, ...]:
    """The scenarios in one file ``scenarios/all.yaml``."""
    return load_scenarios_text({"scenarios/all.yaml": text}, rulebook)


def results(text: str, body: str = BODY) -> tuple[Result, ...]:
    """What comes of the scenarios in ``text``."""
    rulebook = book(body)
    return run(opened(rulebook), scenarios(rulebook, text))


def scenario(given: str, expect: str) -> str:
    """A file with one scenario called ``one``; ``expect`` is what stands below ``expect:``."""
    return f"on: 2026-11-22\nscenarios:\n  one:\n    given: {given}\n    expect:\n" + "".join(
        f"      {line}\n" for line in expect.splitlines()
    )

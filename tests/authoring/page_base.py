"""The small rulebook about moving house that the examples of the pages belong to.

Loading and checking find nothing in it, so whatever is found comes from an example.
"""

from __future__ import annotations

HEADER = """\
rulebook:
  id: moving
  version: "1.0"
  title: {en: Moving house, de: Umziehen}
  languages: [en, de]
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
  rents:
    kind: yes_no
    group: home
    question: Do you rent?
    statement: you rent
    denial: you own your home
  pet:
    kind: choice
    group: home
    question: Which pet?
    statement: "your pet is: {pet}"
    denial: "your pet is not: {pet}"
    options: {cat: Cat, dog: Dog, no_pet: No pet}
  boxes: {kind: integer, group: home, question: How many boxes?, minimum: 0, maximum: 500}
  moves_on: {kind: date, group: home, question: When?, minimum: 2020-01-01}
  helpers:
    kind: choices
    group: home
    question: Who helps?
    options:
      friends: {label: Friends, statement: friends help, denial: no friends help}
      firm: {label: A firm, statement: a firm helps, denial: no firm helps}
  town:
    kind: choice
    group: home
    question: Which town?
    statement: "you move to {town}"
    denial: "you do not move to {town}"
tables:
  town:
    key: town
    columns:
      days: {kind: integer}
      office: {kind: text, when_unknown: the town hall}
    rows:
      berlin: {label: Berlin, sources: [handbook], days: 14, office: the Bürgeramt}
      bonn: {label: Bonn, sources: [handbook], days: 7}
calculated:
  days_left: {days_until: moves_on}
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
  hurry: {phase: before, title: Hurry up}
  calm-cat: {phase: day, title: Calm the cat}
  hand-over: {phase: day, title: Hand over the keys, bring: keys}
  register: {phase: day, title: Register, how: "Go to {town.office}."}
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
    when: {boxes: {over: 20}, helpers: {not: none}}
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
  dog:
    when: {pet: dog, helpers: {includes: friends}}
    then:
      - warn: {severity: note, text: Let a friend walk the dog.}
    because: Dogs are in the way.
    sources: [handbook]
  soon:
    when: {days_left: {under: 7}}
    then: [{do: hurry}]
    because: A week is short.
    sources: [handbook]
  registering:
    when: {town.days: {at_most: 10}}
    then: [{do: register}]
    because: Many towns want to know soon.
    sources: [handbook]
"""

FILES = {"rulebook.yaml": HEADER, "base.yaml": BODY}

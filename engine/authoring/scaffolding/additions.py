"""What ``rules new`` adds to a rulebook: a rule with its scenarios, a table row, a scenario.

Owns the text of what is added and the proof that it holds: the rulebook is loaded with it and
its scenarios are run before anybody writes it. Knows no folders; files come and go as texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...items import Certainty, ItemKind, items_of
from ...loading import load_rulebook_text
from ...loading.faults.report import did_you_mean, quoted
from ...loading.scenarios.scenarios import load_scenarios_text
from ...loading.sections.declaring import ID_RULES, LONGEST_ID
from ...loading.source.folder import SUFFIXES
from ...loading.source.nodes import NULL_WORDS
from ...rulebook import Fact, Rulebook, SourceKind, Table
from ...situation import Situation, reference_findings
from ...values import Answer, Kind, Missing, Value
from ..inspecting.spelling import spell_given, spell_yaml
from ..schemas.files import FOLDER as SCHEMA_FOLDER
from ..testing.judging import differences
from ..testing.outcomes import Outcome
from .insertion import NoRoom, with_entry
from .starter import schema_line
from .words import NAME, WHAT_TO_DO, WHERE, WHY, below, inline

_SOURCE_ID = "say-where-it-stands"


class CannotScaffold(Exception):
    """What was asked for cannot be added; the message says why and what to do."""


Files = dict[str, str]
"""Files as they become, by their path in the rulebook's folder."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What is added to: the rulebook, its files as texts, and today's date."""

    rulebook: Rulebook
    texts: Mapping[str, str]
    today: date


def new_rule(
    ground: Ground,
    rule_id: str,
    when: Mapping[str, Answer],
    *,
    file: str | None = None,
    step: str | None = None,
) -> Files:
    """A rule that wants a step (a new one of the same id, if ``step`` is none) when the facts
    have the values in ``when`` (default: a fact and value of the rulebook), and scenarios for
    both cases. Raises :class:`CannotScaffold` and what loading raises."""
    rulebook = ground.rulebook
    _refuse_bad_id("rules", rule_id)
    _refuse_taken("rule", rule_id, rulebook.rules)
    if step is not None and step not in rulebook.steps:
        raise CannotScaffold(_no_such("step", step, rulebook.steps))
    if step is None and rule_id in rulebook.steps:
        raise CannotScaffold(
            f"there is already a step {rule_id!r}. To use it add: --step {rule_id}"
        )
    when = when or _any_condition(rulebook)
    path = _path(file, f"{rule_id}.yaml")
    changes: dict[str, str] = {}
    languages = rulebook.languages
    if step is None:
        phase = rulebook.phases[0].id
        entry = f"{rule_id}:\n  phase: {phase}\n{below('title', WHAT_TO_DO, languages, 2)}\n"
        _put(ground, changes, path, ("steps",), entry)
    source = _source(ground, changes, path)
    condition = f"  when: {{{_conditions(when)}}}\n" if when else ""
    entry = (
        f"{rule_id}:\n{condition}  then:\n    - do: {step or rule_id}\n"
        f"{below('because', WHY, languages, 2)}\n  sources: [{source}]\n"
    )
    _put(ground, changes, path, ("rules",), entry)
    scenarios = _rule_scenarios(rulebook, rule_id, step or rule_id, when, only_here=step is None)
    for name, given, expect in scenarios:
        _put_scenario(ground, changes, f"scenarios/{rule_id}.yaml", name, given, expect)
    return _proved(ground, changes)


def new_row(ground: Ground, table_id: str, row_id: str, *, file: str | None = None) -> Files:
    """A row whose cells are all still unknown, each with a hint, and a scenario for it.

    Raises :class:`CannotScaffold` and what loading raises.
    """
    rulebook = ground.rulebook
    if table_id not in rulebook.tables:
        raise CannotScaffold(_no_such("table", table_id, rulebook.tables))
    table = rulebook.tables[table_id]
    _refuse_bad_id("options", row_id)
    _refuse_taken(f"row of {table_id}", row_id, table.rows)
    key = rulebook.facts[table.key]
    own_options = _lists_its_options(rulebook, key)
    if own_options and key.option(row_id) is None:
        raise CannotScaffold(
            f"{key.id!r} has no option {row_id!r}; add it to its `options:` first, since "
            "they are listed there and not taken from the rows."
        )
    path = _path(file, f"{table_id}-{row_id}.yaml")
    changes: dict[str, str] = {}
    source = _source(ground, changes, path)
    label = "" if own_options else f"  label: {inline(NAME, rulebook.languages)}\n"
    entry = f"{row_id}:\n{label}  sources: [{source}]\n{_cell_hints(rulebook, table)}"
    _put(ground, changes, path, ("rows", table_id), entry)
    grown = load_rulebook_text({**ground.texts, **changes})
    given: dict[str, Answer] = {key.id: row_id}
    expect = _snapshot(replace(ground, rulebook=grown), given, ground.today)
    name = f"{table_id}-{row_id}".replace("_", "-")
    _put_scenario(ground, changes, f"scenarios/{name}.yaml", name, given, expect)
    return _proved(ground, changes)


def new_scenario(
    ground: Ground,
    scenario_id: str,
    given: Mapping[str, Answer],
    on: date | None = None,
    *,
    file: str | None = None,
) -> Files:
    """A scenario that expects what the plan for ``given`` holds now, to be looked through by
    its author. Raises :class:`CannotScaffold` and what loading raises."""
    _refuse_bad_id("scenarios", scenario_id)
    path = _path(file, f"scenarios/{scenario_id}.yaml", scenarios=True)
    changes: dict[str, str] = {}
    day = on or ground.today
    expect = _snapshot(ground, given, day)
    _put_scenario(ground, changes, path, scenario_id, given, expect, day)
    return _proved(ground, changes)


def _path(file: str | None, default: str, *, scenarios: bool = False) -> str:
    """The file to put something into. Raises :class:`CannotScaffold` for one that no rulebook
    reads, or that it reads as something else."""
    path = (file or default).removeprefix("./")
    parts = path.split("/")
    inside = all(part and not part.startswith(".") for part in parts)
    if not inside or not path.endswith(SUFFIXES):
        raise CannotScaffold(
            f"{path!r} is no YAML file in the rulebook's folder. Name it like topics/keys.yaml."
        )
    if (parts[0] == "scenarios") is not scenarios or parts[0] == "invariants":
        where = "in the folder scenarios/" if scenarios else "outside the folder " + parts[0] + "/"
        raise CannotScaffold(f"{path}: this belongs {where}.")
    return path


def _put(
    ground: Ground, changes: dict[str, str], path: str, keys: Sequence[str], entry: str
) -> None:
    text = changes.get(path, ground.texts.get(path))
    if text is None:
        wired = any(f"{SCHEMA_FOLDER}/" in other for other in ground.texts.values())
        text = schema_line(path) if wired else ""
    try:
        changes[path] = with_entry(text, path, keys, entry)
    except NoRoom as error:
        raise CannotScaffold(str(error)) from None


def _put_scenario(
    ground: Ground,
    changes: dict[str, str],
    path: str,
    name: str,
    given: Mapping[str, Answer],
    expect: Mapping[str, Sequence[str]],
    day: date | None = None,
) -> None:
    expected = "".join(f"    {key}: [{', '.join(ids)}]\n" for key, ids in expect.items())
    entry = (
        f"{name}:\n  on: {day or ground.today}\n"
        f"  given: {spell_given(given)}\n  expect:\n{expected}"
    )
    _put(ground, changes, path, ("scenarios",), entry)


def _rule_scenarios(
    rulebook: Rulebook, rule_id: str, step: str, when: Mapping[str, Answer], *, only_here: bool
) -> list[tuple[str, Mapping[str, Answer], Mapping[str, Sequence[str]]]]:
    """When it holds, the step is there; when its first condition does not, it is not (as far
    as no other rule wants the step)."""
    found: list[tuple[str, Mapping[str, Answer], Mapping[str, Sequence[str]]]] = [
        (f"{rule_id}-applies", when, {"steps": [step]})
    ]
    for fact_id, answer in when.items():
        other = _another(rulebook.facts[fact_id], answer)
        if other is not None and only_here:
            given = {**when, fact_id: other}
            found.append((f"{rule_id}-does-not-apply", given, {"absent_steps": [step]}))
            break
    return found


def _any_condition(rulebook: Rulebook) -> Mapping[str, Answer]:
    asked = [rulebook.facts[fact] for fact in rulebook.askable]
    for fact in asked:
        if fact.kind is Kind.YES_NO:
            return {fact.id: True}
    for fact in asked:
        if fact.kind is Kind.CHOICE and len(fact.options) > 1:
            return {fact.id: fact.options[0].id}
    return {}


def _another(fact: Fact, answer: Answer) -> Value | None:
    """A different answer to the same question, if one is easily found."""
    if isinstance(answer, bool):
        return not answer
    if isinstance(answer, frozenset):
        return frozenset[str]() if answer else None
    if isinstance(answer, Missing):
        return True if fact.kind is Kind.YES_NO else _first_option(fact, None)
    if isinstance(answer, str):
        return _first_option(fact, answer)
    later: Value | None = None
    if isinstance(answer, date):
        later = answer + timedelta(days=1)
    elif isinstance(answer, int):
        later = answer + 1
    beyond = fact.maximum is not None and later is not None and later > fact.maximum  # type: ignore[operator]
    return None if beyond else later


def _first_option(fact: Fact, besides: str | None) -> str | None:
    return next((option.id for option in fact.options if option.id != besides), None)


def _conditions(when: Mapping[str, Answer]) -> str:
    def one(fact_id: str, answer: Answer) -> str:
        if isinstance(answer, frozenset) and answer:
            return f"{fact_id}: {{includes_all: {spell_yaml(answer)}}}"
        return f"{fact_id}: {spell_yaml(answer)}"

    return ", ".join(one(fact_id, answer) for fact_id, answer in when.items())


def _source(ground: Ground, changes: dict[str, str], path: str) -> str:
    """A source to begin with: the first official one, else the first, else a new one."""
    sources = ground.rulebook.sources.values()
    official = (source.id for source in sources if source.kind is SourceKind.OFFICIAL)
    source = next(official, next((source.id for source in sources), None))
    if source is not None:
        return source
    entry = (
        f"{_SOURCE_ID}:\n  title: {WHERE['en']}\n  kind: background\n  checked: {ground.today}\n"
    )
    _put(ground, changes, path, ("sources",), entry)
    return _SOURCE_ID


def _lists_its_options(rulebook: Rulebook, key: Fact) -> bool:
    """Whether the options stand at the fact itself and not in the rows of its tables."""
    rows = {
        rulebook.places[f"tables.{table.id}.rows.{row}"]
        for table in rulebook.tables.values()
        if table.key == key.id
        for row in table.rows
    }
    return any(option.place not in rows for option in key.options)


def _cell_hints(rulebook: Rulebook, table: Table) -> str:
    lines = ["  # A cell stays unknown until you take its # away and write the value.\n"]
    for column in table.columns:
        fact = rulebook.facts[f"{table.id}.{column}"]
        label = fact.label.in_language("en").replace("\n", " ")
        lines.append(f"  # {column}: {_example(fact)}  # {label}\n")
    return "".join(lines)


def _example(fact: Fact) -> str:
    match fact.kind:
        case Kind.YES_NO:
            return "yes"
        case Kind.CHOICE:
            return " | ".join(option.id for option in fact.options)
        case Kind.DATE:
            return "2026-01-31"
        case Kind.TIME:
            return '"20:00"'
        case Kind.TEXT:
            return "..."
    return "0"


def _snapshot(
    ground: Ground, given: Mapping[str, Answer], day: date
) -> Mapping[str, Sequence[str]]:
    """What the plan holds now, as a scenario expects it."""
    outcome = _outcome(ground.rulebook, given, day)
    keys = {
        (ItemKind.STEP, Certainty.CERTAIN): "steps",
        (ItemKind.STEP, Certainty.POSSIBLE): "possible_steps",
        (ItemKind.WARNING, Certainty.CERTAIN): "warnings",
        (ItemKind.DOCUMENT, Certainty.CERTAIN): "documents",
        (ItemKind.COST, Certainty.CERTAIN): "costs",
    }
    found: dict[str, list[str]] = {}
    for item in items_of(ground.rulebook):
        certainty = None if item.kind is ItemKind.ORDER else outcome.certainty(item)
        key = None if certainty is None else keys.get((item.kind, certainty))
        if key is not None:
            found.setdefault(key, []).append(item.id)
    if found:
        position = {step: number for number, step in enumerate(outcome.ordering.steps)}
        for key in ("steps", "possible_steps"):
            if key in found:
                found[key].sort(key=position.__getitem__)
        return {key: found[key] for key in keys.values() if key in found}
    asked = [fact for fact in ground.rulebook.askable if outcome.is_asked(fact)]
    if asked:
        return {"asked": asked}
    return {"absent_steps": list(ground.rulebook.steps)}


def _outcome(rulebook: Rulebook, given: Mapping[str, Answer], day: date) -> Outcome:
    situation = Situation(given, day)
    return Outcome(rulebook, situation, reference_findings(rulebook, situation))


def _proved(ground: Ground, changes: Files) -> Files:
    """The changes, if the rulebook loads with them and their scenarios pass."""
    texts = {**ground.texts, **changes}
    rulebook = load_rulebook_text(texts)
    scenarios = load_scenarios_text(
        {path: text for path, text in texts.items() if path.startswith("scenarios/")}, rulebook
    )
    for scenario in scenarios:
        if scenario.place.file in changes:
            outcome = _outcome(rulebook, scenario.given, scenario.as_of)
            for difference in differences(scenario, outcome):
                raise CannotScaffold(
                    f"the scenario {scenario.id!r} would fail: {difference.subject} is expected "
                    f"{difference.expected}, and is {difference.found}."
                )
    return changes


def _refuse_bad_id(section: str, name: str) -> None:
    pattern, rule = ID_RULES[section]
    if not pattern.fullmatch(name) or name in NULL_WORDS:
        raise CannotScaffold(f"{quoted(name)} cannot be an id here: only {rule}.")
    if len(name) > LONGEST_ID:
        raise CannotScaffold(
            f"{quoted(name)} is {len(name)} characters long; {LONGEST_ID} is the most."
        )


def _refuse_taken(noun: str, name: str, names: Mapping[str, object]) -> None:
    if name in names:
        raise CannotScaffold(f"there is already a {noun} {name!r}.")


def _no_such(noun: str, name: str, names: Mapping[str, object]) -> str:
    nearest = did_you_mean(name, names)
    return f"there is no {noun} {name!r}.{f' {nearest}' if nearest else ''}"

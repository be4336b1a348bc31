"""Random rulebooks: built as objects, without YAML.

Every kind of fact, every relation, nested conditions, tables with empty cells, calculated
facts, conclusions on conclusions, periods of validity and effects of every sort.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hypothesis import strategies as st

from engine.conditions import ALWAYS, Condition
from engine.rulebook import (
    Bring,
    Charge,
    Conclude,
    Cost,
    Do,
    Document,
    Due,
    Effect,
    Group,
    GroupOrder,
    OrderSteps,
    Phase,
    Rule,
    Rulebook,
    Severity,
    Source,
    SourceKind,
    Step,
    Warn,
)
from engine.values import Kind
from tests.random_conditions import (
    AS_OF,
)
from tests.random_facts import NORMAL, PLACE, SMALL, FactBuilder, Size, translated, words


def rulebooks(
    *,
    small: bool = False,
    tables: bool = True,
    calculated: bool = True,
    conclusions: bool = True,
    validity: bool = True,
    knowledge_tests: bool = True,
    circles: bool = False,
    size: Size | None = None,
) -> st.SearchStrategy[Rulebook]:
    """Random rulebooks without load errors.

    ``small`` keeps every asked fact's :func:`domain` finite and all counts low. The next
    five switch parts of the language off. With ``circles`` the orderings of steps may
    contradict each other; else they never do, whatever the plan. ``size`` overrides the
    counts.
    """
    return _rulebooks(
        size or (SMALL if small else NORMAL),
        small,
        tables,
        calculated,
        conclusions,
        validity,
        knowledge_tests,
        circles,
    )


@st.composite
def _rulebooks(
    draw: st.DrawFn,
    size: Size,
    small: bool,
    tables: bool,
    calculated: bool,
    conclusions: bool,
    validity: bool,
    knowledge_tests: bool,
    circles: bool,
) -> Rulebook:
    builder = FactBuilder(draw, size, small, knowledge_tests)
    for number in range(builder.count(size.asked, 1)):
        builder.add_asked(number)
    if tables:
        for _ in range(builder.count(size.tables)):
            builder.add_table()
    derive = [builder.add_conclusion] * conclusions + [builder.add_calculated] * calculated
    for _ in range(builder.count(size.derived) if derive else 0):
        draw(st.sampled_from(derive))()
    phases = tuple(Phase(f"p{n}", words(f"Phase {n}"), PLACE) for n in range(2))
    steps = _steps(builder, phases, circles)
    documents = {
        f"d{n}": Document(f"d{n}", translated(f"Paper {n}"), None, PLACE) for n in range(2)
    }
    costs = _costs(builder)
    rules = _rules(builder, validity, circles, steps, list(documents), list(costs))
    return Rulebook(
        id="random",
        version="1",
        title=words("A random rulebook"),
        languages=("en", "zh", "ja"),
        currency="JPY",
        time_zone="Asia/Tokyo",
        group_order=draw(st.sampled_from(GroupOrder)),
        phases=phases,
        groups=_groups(builder),
        facts=builder.facts,
        tables=builder.tables,
        steps=steps,
        documents=documents,
        costs=costs,
        rules=rules,
        sources={
            "official": _source("official", SourceKind.OFFICIAL),
            "hearsay": _source("hearsay", SourceKind.THIRD_PARTY),
        },
    )


def _groups(builder: FactBuilder) -> tuple[Group, ...]:
    asked = [fact for fact in builder.facts.values() if fact.can_be_asked]
    return tuple(
        Group(
            f"g{n}",
            words(f"Group {n}"),
            tuple(fact.id for fact in asked if fact.group == f"g{n}"),
            builder.draw(st.sampled_from(GroupOrder)),
            PLACE,
        )
        for n in range(3)
    )


def _steps(builder: FactBuilder, phases: tuple[Phase, ...], circles: bool) -> dict[str, Step]:
    ids = [f"s{n}" for n in range(builder.count(builder.size.steps, 1))]
    phase_of = {step: builder.count(len(phases) - 1) for step in ids}
    dates = builder.of_kind(Kind.DATE)
    steps: dict[str, Step] = {}
    for step in ids:
        before: tuple[str, ...] = ()
        after: tuple[str, ...] = ()
        other = builder.draw(st.sampled_from(ids))
        if builder.chance(3) and other != step:
            if circles or _may_precede(phase_of, step, other):
                before = (other,)
            else:
                after = (other,)
        named = builder.draw(st.sampled_from(sorted(builder.facts)))
        steps[step] = Step(
            step,
            phases[phase_of[step]].id,
            translated(f"Do {step}"),
            words(f"Mind {{{named}}}.") if builder.chance(2) else None,
            PLACE,
            before,
            after,
            _due(builder, dates),
            ("d0",) if builder.chance(4) else (),
        )
    return steps


def _may_precede(phase_of: dict[str, int], first: str, then: str) -> bool:
    """One fixed order of all steps: orderings that keep to it never form a circle."""
    return (phase_of[first], first[::-1]) < (phase_of[then], then[::-1])


def _due(builder: FactBuilder, dates: list[str]) -> Due | None:
    if not dates or not builder.chance(3):
        return None
    since = builder.draw(st.sampled_from(dates)) if builder.chance(3) else None
    times = builder.of_kind(Kind.TIME)
    time = builder.draw(st.sampled_from(times)) if times and builder.chance(2) else None
    by = builder.draw(st.sampled_from(dates))
    return Due(by, -builder.count(14), since, 0, time)


def _costs(builder: FactBuilder) -> dict[str, Cost]:
    amounts: list[int | str | None] = [None, 3300, *builder.of_kind(Kind.MONEY)]
    return {
        f"m{n}": Cost(
            f"m{n}",
            translated(f"Fee {n}"),
            builder.draw(st.sampled_from(amounts)),
            None,
            PLACE,
        )
        for n in range(2)
    }


def _rules(
    builder: FactBuilder,
    validity: bool,
    circles: bool,
    steps: dict[str, Step],
    documents: list[str],
    costs: list[str],
) -> dict[str, Rule]:
    draw = builder.draw
    phase_of = {step.id: int(step.phase[1:]) for step in steps.values()}
    a_step = st.sampled_from(list(steps))
    target = st.one_of(st.none(), a_step)

    def effect(rule: str, number: int) -> Effect:
        match builder.count(7):
            case 0 | 1 | 2:
                return Do(draw(a_step))
            case 3 | 4:
                warning = rule if number == 0 else f"{rule}-{number + 1}"
                severity = draw(st.sampled_from(Severity))
                return Warn(warning, severity, translated(f"Beware of {rule}"), draw(target))
            case 5:
                return Bring(draw(st.sampled_from(documents)), draw(target))
            case 6:
                return Charge(draw(st.sampled_from(costs)), draw(target))
        first, then = draw(a_step), draw(a_step)
        if first == then:
            return Do(first)
        if circles or _may_precede(phase_of, first, then):
            return OrderSteps(first, then)
        return OrderSteps(then, first)

    rules: list[Rule] = []

    def add_rule(when: Condition, effects: Iterable[Effect]) -> None:
        period: tuple[date | None, date | None] = (None, None)
        if validity and builder.chance(6):
            start = draw(st.sampled_from((None, AS_OF[0], AS_OF[1])))
            period = start, draw(st.sampled_from((None, AS_OF[1], AS_OF[2])))
        rule = f"r{len(rules)}"
        sources = ("official",) if builder.chance(2) else ("hearsay",)
        because = translated(f"Because of {rule}")
        rules.append(Rule(rule, when, tuple(effects), because, sources, PLACE, *period))

    for conclusion, facts in builder.conclusions:
        for _ in range(builder.count(2, 0 if builder.chance(8) else 1)):
            effects: list[Effect] = [Conclude(conclusion)]
            if builder.chance(4):
                effects.append(effect(f"r{len(rules)}", 0))
            add_rule(builder.condition(facts), effects)
    for _ in range(builder.count(builder.size.rules, 1)):
        when = ALWAYS if builder.chance(12) else builder.condition()
        names = range(builder.count(2, 1))
        add_rule(when, [effect(f"r{len(rules)}", number) for number in names])
    shuffled = draw(st.permutations(rules)) if builder.chance(2) else rules
    return {rule.id: rule for rule in shuffled}


def _source(source_id: str, kind: SourceKind) -> Source:
    return Source(
        source_id,
        words(f"About {source_id}"),
        f"https://example.org/{source_id}",
        kind,
        date(2026, 11, 1),
        None,
        None,
        PLACE,
    )

"""Random edits of random rulebooks: one part changed, added or removed; and refactorings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from engine.authoring.testing.variants import varied, with_fact, with_rules, with_step
from engine.conditions import ALWAYS, All, Any, Condition, Not
from engine.rulebook import (
    Asked,
    Bring,
    Cell,
    Charge,
    Conclude,
    Do,
    Due,
    OrderSteps,
    Rule,
    Rulebook,
    Severity,
    Warn,
)
from engine.values import Kind, Wording

Edit = Callable[[Rulebook, Random], Rulebook]


def _any_rule(book: Rulebook, chance: Random) -> Rule:
    return chance.choice(list(book.rules.values()))


def other_condition(book: Rulebook, chance: Random) -> Rulebook:
    """A rule holds when another one does; or never when it did; or without one of its parts."""
    rule = _any_rule(book, chance)
    when: Condition
    if any(isinstance(it, Conclude) for it in rule.effects):
        when = Not(rule.when)
    else:
        other = _any_rule(book, chance).when
        when = chance.choice([other, Not(rule.when), All((rule.when, other)), ALWAYS])
        if isinstance(rule.when, All | Any) and len(rule.when.parts) > 1 and chance.random() < 0.5:
            when = type(rule.when)(rule.when.parts[1:])
    return with_rules(book, {rule.id: varied(rule, when=when)})


def without_a_rule(book: Rulebook, chance: Random) -> Rulebook:
    rules = dict(book.rules)
    del rules[_any_rule(book, chance).id]
    return varied(book, rules=rules)


def more_effects(book: Rulebook, chance: Random) -> Rulebook:
    rule = _any_rule(book, chance)
    steps = list(book.steps)
    one, other = chance.choice(steps), chance.choice(steps)
    effect = chance.choice(
        [
            Do(one),
            Bring(chance.choice(list(book.documents)), chance.choice([None, one])),
            Charge(chance.choice(list(book.costs)), chance.choice([None, one])),
            Warn(f"{rule.id}-9", Severity.NOTE, Wording({"": "Mind this"}), other),
        ]
    )
    return with_rules(book, {rule.id: varied(rule, effects=(*rule.effects, effect))})


def other_days(book: Rulebook, chance: Random) -> Rulebook:
    rule = _any_rule(book, chance)
    day = date(2026, 11, 22) + timedelta(days=chance.choice((-1, 0, 1, 5)))
    ends = chance.choice([(day, None), (None, day), (None, None)])
    return with_rules(book, {rule.id: varied(rule, valid_from=ends[0], valid_until=ends[1])})


def other_backing(book: Rulebook, chance: Random) -> Rulebook:
    rule = _any_rule(book, chance)
    source = "hearsay" if rule.sources == ("official",) else "official"
    return with_rules(book, {rule.id: varied(rule, sources=(source,))})


def other_warning(book: Rulebook, chance: Random) -> Rulebook:
    warning = [it for it in book.rules.values() if any(isinstance(e, Warn) for e in it.effects)]
    if not warning:
        return other_condition(book, chance)
    rule = chance.choice(warning)
    changes: list[dict[str, object]] = [
        {"severity": Severity.DANGER},
        {"step": chance.choice([None, *book.steps])},
        {"text": Wording({"": "Other words"})},
    ]
    effects = tuple(
        varied(it, **chance.choice(changes)) if isinstance(it, Warn) else it for it in rule.effects
    )
    return with_rules(book, {rule.id: varied(rule, effects=effects)})


def other_step(book: Rulebook, chance: Random) -> Rulebook:
    step = chance.choice(list(book.steps.values()))
    dates = [it.id for it in book.facts.values() if it.kind is Kind.DATE]
    changes: list[dict[str, object]] = [
        {"title": Wording({"en": "Do it", "zh": "Do it", "ja": "Other"})},
        {"how": Wording({"": f"Mind {{{chance.choice(list(book.facts))}}}."})},
        {"documents": ("d1",)},
    ]
    if dates:
        changes.append({"due": Due(chance.choice(dates), chance.choice((0, -3, -5)))})
    if step.due is not None:
        changes += [{"due": varied(step.due, by_days=step.due.by_days - 2)}, {"due": None}]
    return with_step(book, varied(step, **chance.choice(changes)))


def other_order(book: Rulebook, chance: Random) -> Rulebook:
    kind = chance.randrange(3)
    step = chance.choice(list(book.steps.values()))
    if kind == 0:
        return varied(book, steps=dict(reversed(list(book.steps.items()))))
    if kind == 1:
        return with_step(book, varied(step, before=(), after=()))
    rules = {
        rule.id: varied(
            rule, effects=tuple(it for it in rule.effects if not isinstance(it, OrderSteps))
        )
        for rule in book.rules.values()
    }
    return varied(book, rules={it: rule for it, rule in rules.items() if rule.effects})


def other_cost(book: Rulebook, chance: Random) -> Rulebook:
    cost = chance.choice(list(book.costs.values()))
    amounts = [10, 20, None, *(it.id for it in book.facts.values() if it.kind is Kind.MONEY)]
    changed = varied(cost, amount=chance.choice(amounts))
    return varied(book, costs={**book.costs, cost.id: changed})


def other_cell(book: Rulebook, chance: Random) -> Rulebook:
    """A row takes over a cell of another one, or loses it."""
    cells = [it for it in book.facts.values() if isinstance(it.origin, Cell)]
    if not cells:
        return other_step(book, chance)
    origin = chance.choice(cells).origin
    assert isinstance(origin, Cell)
    table = book.tables[origin.table]
    rows = {row: dict(row_cells) for row, row_cells in table.rows.items()}
    if not rows:
        return other_step(book, chance)
    one, other = chance.choice(list(rows)), chance.choice(list(rows))
    if origin.column in rows[other] and one != other:
        rows[one][origin.column] = rows[other][origin.column]
    else:
        rows[one].pop(origin.column, None)
    return varied(book, tables={**book.tables, table.id: varied(table, rows=rows)})


def other_label(book: Rulebook, chance: Random) -> Rulebook:
    choices = [it for it in book.facts.values() if it.options and isinstance(it.origin, Asked)]
    if not choices:
        return other_step(book, chance)
    fact = chance.choice(choices)
    first, *rest = fact.options
    option = varied(first, label=Wording({"": "Another label"}))
    return with_fact(book, varied(fact, options=(option, *rest)))


EDITS: tuple[Edit, ...] = (
    other_condition, other_condition, without_a_rule, more_effects, other_days, other_backing,
    other_warning, other_step, other_step, other_order, other_cost, other_cell, other_label,
)  # fmt: skip


def refactored(book: Rulebook, chance: Random) -> Rulebook:
    """The same rulebook, written in another way."""
    rules: dict[str, Rule] = {}
    for rule in book.rules.values():
        warns = any(isinstance(it, Warn) for it in rule.effects)
        name = rule.id if warns else f"renamed-{rule.id}"
        when = chance.choice([rule.when, Not(Not(rule.when)), All((rule.when,))])
        if isinstance(rule.when, Any) and len(rule.when.parts) > 1 and not warns:
            first, *rest = rule.when.parts
            rules[name] = varied(rule, id=name, when=first)
            rules[f"{name}-b"] = varied(rule, id=f"{name}-b", when=Any(tuple(rest)))
        else:
            rules[name] = varied(rule, id=name, when=when)
    return varied(book, rules=rules)

"""What a named thing says, line by line, in one language: the words behind an id.

Owns which lines a rule, fact, step … has and how conditions, dates and calculations read in
them. The lines of one thing are the same in every language, so that languages can stand side
by side. Labels of lines are English, as are ids. Knows nothing of pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...calculations import Argument, Call, Cases, FactArgument, LiteralArgument
from ...conditions import ALWAYS, Condition
from ...items import Item, ItemKind, title_of_item, warnings_of
from ...rulebook import (
    Asked,
    Bring,
    Cell,
    Charge,
    Conclude,
    Concluded,
    Do,
    Due,
    Effect,
    Fact,
    Option,
    OrderSteps,
    Rule,
    Rulebook,
    Source,
    TableCell,
    Warn,
)
from ...situation import Valuation
from ...values import Value, Wording, spell_value
from ...wording.conditions import whole_condition_in_words
from ...wording.filling import fill, plain
from ...wording.values import date_in_words, money_in_words, page_date_in_words, value_in_words
from .names import Name, Sort, fact_name


@dataclass(frozen=True, slots=True)
class DefinitionLine:
    """One line of a definition. ``template`` tells whether braces in the words name facts;
    ``about`` is what the line names, if it names something."""

    label: str
    words: str
    template: bool = False
    about: Name | None = None


_IN_WORDS: Mapping[str, str] = {
    "days_until": "days from {0} until {1}",
    "days_between": "days from {0} to {1}",
    "months_between": "whole months from {0} to {1}",
    "add_days": "{0} plus {1} days",
    "add_months": "{0} plus {1} months",
    "end_of_month": "the last day of the month of {0}",
    "start_of_month": "the first day of the month of {0}",
    "day_of_month": "the day of the month of {0}",
    "next_day_of_month": "the next day {1} of a month, from {0} on",
    "previous_day_of_month": "the last day {1} of a month, up to {0}",
    "working_day_on_or_before": "{0}, or the working day before it ({1})",
    "working_day_on_or_after": "{0}, or the working day after it ({1})",
    "difference": "{0} less {1}",
    "product": "{0} times {1}",
    "count": "how many are chosen of {0}",
}
_OF_A_LIST: Mapping[str, str] = {
    "earliest": "the earliest of: ",
    "latest": "the latest of: ",
    "sum": "the sum of: ",
    "first_known": "the first that is known of: ",
}


def title_of(name: Name, language: str, valuation: Valuation) -> str:
    """What people call it, with placeholders filled in; its id where it has no words."""
    rulebook = valuation.rulebook
    words: Wording | None = None
    match name.sort:
        case Sort.STEP | Sort.WARNING | Sort.DOCUMENT | Sort.COST:
            words = title_of_item(rulebook, Item(ItemKind(name.sort.value), name.id))
        case Sort.SOURCE:
            words = rulebook.sources[name.id].title
        case Sort.FACT | Sort.COLUMN | Sort.CALCULATED | Sort.CONCLUSION:
            words = rulebook.facts[name.id].label
        case Sort.ROW:
            table, _, row = name.id.partition(".")
            option = rulebook.facts[rulebook.tables[table].key].option(row)
            words = option.label if option else None
        case Sort.OPTION:
            words = _option_named(rulebook, name.id).label
        case Sort.PHASE:
            words = next(it.title for it in rulebook.phases if it.id == name.id)
        case Sort.GROUP:
            words = next(it.title for it in rulebook.groups if it.id == name.id)
        case _:
            pass
    return name.id if words is None else fill(words, language, valuation)


def _option_named(rulebook: Rulebook, option_id: str) -> Option:
    fact_id, _, option = option_id.partition("=")
    return next(it for it in rulebook.facts[fact_id].options if it.id == option)


def definition(name: Name, language: str, valuation: Valuation) -> tuple[DefinitionLine, ...]:
    """The lines that define ``name``; none for what only has a title. ``valuation`` fills the
    placeholders of statements: one in which nothing is known."""
    return tuple(_Defining(language, valuation).lines(name))


class _Defining:
    """Puts definitions into one language."""

    def __init__(self, language: str, valuation: Valuation) -> None:
        self.rulebook = valuation.rulebook
        self.language = language
        self.valuation = valuation

    def lines(self, name: Name) -> Iterator[DefinitionLine]:
        readers: Mapping[Sort, Callable[[str], Iterable[DefinitionLine]]] = {
            Sort.RULE: self._rule,
            Sort.FACT: self._fact,
            Sort.COLUMN: self._fact,
            Sort.CALCULATED: self._fact,
            Sort.CONCLUSION: self._fact,
            Sort.STEP: self._step,
            Sort.WARNING: self._warning,
            Sort.DOCUMENT: self._document,
            Sort.COST: self._cost,
            Sort.TABLE: self._table,
            Sort.ROW: self._row,
            Sort.SOURCE: self._source,
            Sort.PHASE: self._phase,
            Sort.OPTION: self._option,
        }
        if name.sort in readers:
            yield from readers[name.sort](name.id)

    def _text(self, label: str, words: Wording | None) -> Iterator[DefinitionLine]:
        if words is not None:
            yield DefinitionLine(label, words.in_language(self.language), template=True)

    def _named(self, label: str, name: Name) -> DefinitionLine:
        title = title_of(name, self.language, self.valuation)
        return DefinitionLine(label, title, about=name)

    def _rule(self, rule_id: str) -> Iterator[DefinitionLine]:
        rule = self.rulebook.rules[rule_id]
        yield DefinitionLine("if", self._condition(rule.when) or "always")
        if period := _validity(rule):
            yield DefinitionLine("valid", period)
        for effect in rule.effects:
            yield from self._effect(effect)
        yield from self._text("because", rule.because)
        for source in rule.sources:
            yield self._named("source", Name(Sort.SOURCE, source))

    def _condition(self, condition: Condition) -> str | None:
        return whole_condition_in_words(condition, self.language, self.valuation)

    def _effect(self, effect: Effect) -> Iterator[DefinitionLine]:
        match effect:
            case Conclude(conclusion):
                fact = self.rulebook.facts[conclusion]
                words = (fact.statement or fact.label).in_language(self.language)
                yield DefinitionLine(
                    "conclude", words, template=True, about=Name(Sort.CONCLUSION, fact.id)
                )
            case Do(step):
                yield self._named("do", Name(Sort.STEP, step))
            case Warn():
                yield from self._warning(effect.id)
            case Bring(document, step):
                yield self._named("bring", Name(Sort.DOCUMENT, document))
                yield from self._at("to", step)
            case Charge(cost, step):
                yield self._named("cost", Name(Sort.COST, cost))
                yield from self._at("on", step)
            case OrderSteps(first, then):
                yield self._named("first", Name(Sort.STEP, first))
                yield self._named("then", Name(Sort.STEP, then))

    def _at(self, label: str, step: str | None) -> Iterator[DefinitionLine]:
        if step is not None:
            yield self._named(label, Name(Sort.STEP, step))

    def _warning(self, warning_id: str) -> Iterator[DefinitionLine]:
        warning = warnings_of(self.rulebook)[warning_id]
        words = warning.text.in_language(self.language)
        name = Name(Sort.WARNING, warning_id)
        how = [warning.severity.value, *(["cannot be undone"] if warning.cannot_be_undone else [])]
        yield DefinitionLine(f"warn ({', '.join(how)})", words, template=True, about=name)
        yield from self._at("on", warning.step)

    def _fact(self, fact_id: str) -> Iterator[DefinitionLine]:
        fact = self.rulebook.facts[fact_id]
        yield DefinitionLine("kind", _kind_of(self.rulebook, fact))
        yield from self._text("label", fact.label)
        yield from self._text("question", fact.question)
        yield from self._text("help", fact.help)
        yield from self._text("find out", fact.find_out)
        yield from self._said_as(fact)
        yield from self._text("when unknown", fact.when_unknown)
        yield from self._origin(fact)
        if fact.minimum is not None:
            yield DefinitionLine("at least", self._value(fact, fact.minimum))
        if fact.maximum is not None:
            yield DefinitionLine("at most", self._value(fact, fact.maximum))
        if fact.id in self.rulebook.defaults:
            yield DefinitionLine("otherwise", self._value(fact, self.rulebook.defaults[fact.id]))
        if isinstance(fact.origin, Asked | Cell):
            for option in fact.options:
                words = option.label.in_language(self.language)
                if option.help is not None:
                    words += f" ({option.help.in_language(self.language)})"
                yield DefinitionLine(f"option {option.id}", words, template=True)
                yield from self._said_as(option)

    def _option(self, option_id: str) -> Iterator[DefinitionLine]:
        option = _option_named(self.rulebook, option_id)
        yield from self._text("label", option.label)
        yield from self._text("help", option.help)
        yield from self._said_as(option)

    def _said_as(self, one: Fact | Option) -> Iterator[DefinitionLine]:
        yield from self._text("said as", one.statement)
        yield from self._text("denied as", one.denial)

    def _origin(self, fact: Fact) -> Iterator[DefinitionLine]:
        match fact.origin:
            case Concluded():
                for rule in self.rulebook.concluding_rules[fact.id]:
                    name = Name(Sort.RULE, rule.id)
                    yield DefinitionLine(
                        "true if", self._condition(rule.when) or "always", about=name
                    )
            case Call(function, arguments):
                said = [self._argument(fact, it) for it in arguments]
                pattern = _IN_WORDS.get(function)
                listed = _OF_A_LIST.get(function, "") + ", ".join(said)
                yield DefinitionLine(
                    "worked out as", listed if pattern is None else pattern.format(*said)
                )
            case Cases(cases):
                for case in cases:
                    words = self._argument(fact, case.value)
                    condition = self._condition(case.when)
                    label = "otherwise" if case.when == ALWAYS else "case"
                    yield DefinitionLine(label, f"{words}: {condition}" if condition else words)
            case _:
                pass

    def _argument(self, fact: Fact, argument: Argument) -> str:
        if isinstance(argument, FactArgument):
            label = self.rulebook.facts[argument.fact].label
            return f"“{plain(label, self.language)}”"
        if isinstance(argument, LiteralArgument):
            return self._value(fact, argument.value)
        return "today"

    def _value(self, fact: Fact, value: Value) -> str:
        return value_in_words(fact, value, self.language, self.rulebook.currency)

    def _step(self, step_id: str) -> Iterator[DefinitionLine]:
        step = self.rulebook.steps[step_id]
        yield self._named("phase", Name(Sort.PHASE, step.phase))
        yield from self._text("title", step.title)
        yield from self._text("how", step.how)
        if step.due:
            yield DefinitionLine("due", self._due(step.due))
        for label, others in (("before", step.before), ("after", step.after)):
            for other in others:
                yield self._named(label, Name(Sort.STEP, other))
                yield from self._text("because", step.reason_beside(other))
        for document in step.documents:
            yield self._named("bring", Name(Sort.DOCUMENT, document))

    def _due(self, due: Due) -> str:
        words = f"{'until' if due.goes_on else 'by'} {self._day(due.by, due.by_days)}"
        if due.since is not None:
            words = f"from {self._day(due.since, due.since_days)} {words}"
        if due.time is not None:
            words += f", before {self._label(due.time)}"
        if due.meanwhile:
            words += f"; meanwhile {' or '.join(self._label(it) for it in due.meanwhile)}"
        return words

    def _day(self, fact_id: str, days: int) -> str:
        label = self._label(fact_id)
        if not days:
            return label
        count = "1 day" if abs(days) == 1 else f"{abs(days)} days"
        return f"{count} {'before' if days < 0 else 'after'} {label}"

    def _label(self, fact_id: str) -> str:
        return f"“{plain(self.rulebook.facts[fact_id].label, self.language)}”"

    def _document(self, document_id: str) -> Iterator[DefinitionLine]:
        document = self.rulebook.documents[document_id]
        yield from self._text("title", document.title)
        yield from self._text("note", document.note)

    def _cost(self, cost_id: str) -> Iterator[DefinitionLine]:
        cost = self.rulebook.costs[cost_id]
        yield from self._text("title", cost.title)
        if isinstance(cost.amount, str):
            yield self._named("amount", fact_name(self.rulebook, cost.amount))
        elif cost.amount is not None:
            amount = money_in_words(cost.amount, self.language, self.rulebook.currency)
            yield DefinitionLine("amount", amount)
        yield from self._text("note", cost.note)

    def _table(self, table_id: str) -> Iterator[DefinitionLine]:
        table = self.rulebook.tables[table_id]
        yield self._named("key", fact_name(self.rulebook, table.key))
        yield DefinitionLine("columns", ", ".join(table.columns))
        yield DefinitionLine("rows", ", ".join(table.rows))

    def _row(self, row_id: str) -> Iterator[DefinitionLine]:
        table_id, _, row = row_id.partition(".")
        table = self.rulebook.tables[table_id]
        option = self.rulebook.facts[table.key].option(row)
        yield from self._text("label", option.label if option else None)
        yield from self._text("help", option.help if option else None)
        cells = table.rows[row]
        for column in table.columns:
            if column in cells:
                name = Name(Sort.COLUMN, f"{table_id}.{column}")
                yield self._cell(column, name, cells[column])
        empty = [column for column in table.columns if column not in cells]
        if empty:
            yield DefinitionLine("unknown", ", ".join(empty))

    def _cell(self, column: str, name: Name, cell: TableCell) -> DefinitionLine:
        if isinstance(cell.value, Wording):
            return DefinitionLine(
                column, cell.value.in_language(self.language), template=True, about=name
            )
        return DefinitionLine(
            column, self._value(self.rulebook.facts[name.id], cell.value), about=name
        )

    def _phase(self, phase_id: str) -> Iterator[DefinitionLine]:
        yield from self._text(
            "title", next(it.title for it in self.rulebook.phases if it.id == phase_id)
        )

    def _source(self, source_id: str) -> Iterator[DefinitionLine]:
        source = self.rulebook.sources[source_id]
        yield from self._text("title", source.title)
        if source.address is not None:
            yield DefinitionLine("address", source.address)
        yield DefinitionLine("kind", worth_of(source))
        yield DefinitionLine("checked", date_in_words(source.checked, self.language))
        if source.published is not None:
            yield DefinitionLine("published", page_date_in_words(source.published, self.language))


def worth_of(source: Source) -> str:
    """How much a source is worth, in a word or two."""
    kind = source.kind.value.replace("_", " ")
    return f"{kind}, {source.confidence} confidence" if source.confidence else kind


def _validity(rule: Rule) -> str | None:
    if rule.valid_from is None and rule.valid_until is None:
        return None
    first = f"from {spell_value(rule.valid_from)} " if rule.valid_from else ""
    last = f"until {spell_value(rule.valid_until)}" if rule.valid_until else ""
    return (first + last).strip()


def _kind_of(rulebook: Rulebook, fact: Fact) -> str:
    kind = fact.kind.value
    if isinstance(fact.origin, Asked):
        if not fact.can_be_asked:
            return f"{kind}, never asked, only given"
        return f"{kind}, asked only by the thorough questionnaire" if fact.detail else kind
    if isinstance(fact.origin, Cell):
        return f"{kind}, a column of the table {fact.origin.table}"
    return f"{kind}, {fact_name(rulebook, fact.id).sort}"

"""Findings into a plan in words.

Owns the filling of :mod:`engine.planning.plan`'s shapes; what stands in the plan and in which
order is decided in :mod:`engine.planning.contents`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from ..conditions import Any, Condition
from ..items import Certainty, Item, ItemKind, items_of, title_of_item, warnings_of
from ..rulebook import Asked, Rule, Rulebook
from ..situation import Findings, Situation, Valuation, presuming
from ..values import Missing, Wording
from ..wording.conditions import answer_in_words, condition_in_words
from ..wording.filling import fill, find_out_in_words, plain
from ..wording.residual import OpenParts
from ..wording.values import value_in_words
from ..worlds import View
from ..worlds.item_diagrams import places_of
from .contents import contents_of, due_date, order_of
from .first_lines import first_lines
from .ordering import Ordering
from .plan import (
    SCHEMA_VERSION,
    Affected,
    GivenAnswer,
    OpenQuestion,
    Plan,
    PlanCost,
    PlanDocument,
    PlanPhase,
    PlanStep,
    PlanWarning,
    PresumedAnswer,
    Reason,
    RulebookName,
)
from .reasons import Reasons, spell_knowledge


def make_plan(
    rulebook: Rulebook,
    situation: Situation,
    language: str,
    findings: Findings,
    done: frozenset[str] = frozenset(),
    *,
    brief: bool = False,
) -> Plan:
    """The plan for ``situation`` in ``language``; steps in ``done`` are ticked. A ``brief``
    one does not say what the answers to its open questions can change.

    ``findings`` are what inference says of the situation. Raises
    :class:`~engine.planning.ordering.OrderCircle` when the rules contradict each other about
    the order of steps that are certain.
    """
    return _Building(rulebook, situation, language, findings, done, brief).plan()


class _Building:
    """One plan in the making: everything here is about one situation and one language."""

    def __init__(
        self,
        rulebook: Rulebook,
        situation: Situation,
        language: str,
        findings: Findings,
        done: frozenset[str],
        brief: bool,
    ) -> None:
        self.brief = brief
        self.rulebook = rulebook
        self.given = situation
        self.situation = presuming(rulebook, situation)
        self.language = language
        self.findings = findings
        self.done = done
        self.view = View(rulebook, self.situation)
        self.given_view = self.view
        if self.given is not self.situation:
            self.given_view = View(rulebook, self.given, self.view.budget)
        self.valuation = self.view.valuation
        self._reasons = Reasons(language, self.valuation)
        self._open_parts = OpenParts(self.valuation)
        self.entries = items_of(rulebook)
        self.contents = contents_of(findings, self.view)
        self._affected_before: dict[Item, Affected] = {}
        self.steps = {
            item.id: certainty
            for item, certainty in self.contents.certainty.items()
            if item.kind is ItemKind.STEP
        }

    def plan(self) -> Plan:
        ordering = order_of(self.steps, self.findings, self.valuation)
        steps = tuple(
            self._step(step_id, number + 1, ordering)
            for number, step_id in enumerate(ordering.steps)
        )
        warnings = tuple(self._warning(item) for item in self._of_kind(ItemKind.WARNING))
        in_use = {step.phase for step in steps}
        return Plan(
            schema_version=SCHEMA_VERSION,
            rulebook=RulebookName(
                self.rulebook.id, self.rulebook.version, plain(self.rulebook.title, self.language)
            ),
            as_of=self.situation.as_of,
            language=self.language,
            currency=self.rulebook.currency,
            time_zone=self.rulebook.time_zone,
            exact=not self.contents.bounded,
            situation={
                fact_id: spell_knowledge(fact_id, self.valuation) for fact_id in self._answered()
            },
            answers=tuple(self._given(fact_id) for fact_id in self._answered()),
            presumed=tuple(map(self._presumed, self._taken_for_granted())),
            phases=tuple(
                PlanPhase(phase.id, plain(phase.title, self.language))
                for phase in self.rulebook.phases
                if phase.id in in_use
            ),
            steps=steps,
            warnings=warnings,
            documents=tuple(self._document(item) for item in self._of_kind(ItemKind.DOCUMENT)),
            costs=tuple(self._cost(item) for item in self._of_kind(ItemKind.COST)),
            open_questions=self._open_questions(),
            first_lines=first_lines(self.valuation, steps, warnings),
            done_elsewhere=tuple(sorted(self.done - self.steps.keys())),
            bounded=tuple(map(self._affected, self.contents.bounded)),
            subject=self._subject(),
        )

    def _subject(self) -> str | None:
        fact_id = self.rulebook.names_plan
        value = None if fact_id is None else self.valuation.value(fact_id)
        if fact_id is None or value is None:
            return None
        fact = self.rulebook.facts[fact_id]
        return value_in_words(fact, value, self.language, self.rulebook.currency)

    def _answered(self) -> list[str]:
        answers = self.given.answers
        return [
            fact.id
            for fact in self.rulebook.facts.values()
            if isinstance(fact.origin, Asked) and fact.id in answers
        ]

    def _of_kind(self, kind: ItemKind) -> Iterable[Item]:
        return (item for item in self.contents.certainty if item.kind is kind)

    def _fill(self, wording: Wording | None) -> str | None:
        if wording is None:
            return None
        return fill(wording, self.language, self.valuation).strip()

    def _title(self, wording: Wording) -> str:
        return self._fill(wording) or ""

    def _rules(self, item: Item) -> list[Rule]:
        """The rules that speak for the item: the certain ones, or else the possible ones."""
        rules = self.entries[item].wanted[0]
        certain = [rule for rule in rules if self.findings.rules[rule.id]]
        return certain or [rule for rule in rules if self.findings.rules[rule.id] is None]

    def _why(self, item: Item) -> tuple[Reason, ...]:
        return tuple(map(self._reasons.of, self._rules(item)))

    def _condition(self, item: Item) -> Condition:
        return Any(tuple(rule.when for rule in self._rules(item)))

    def _condition_in_words(self, item: Item) -> str | None:
        if self.contents.certainty[item] is Certainty.CERTAIN:
            return None
        return condition_in_words(self._condition(item), self.language, self._open_parts)

    def _find_out(self, item: Item) -> tuple[str, ...]:
        if self.contents.certainty[item] is Certainty.CERTAIN:
            return ()
        facts = self._open_parts.facts_in(self._condition(item))
        return tuple(way for fact_id in facts if (way := self._way_to_answer(fact_id)))

    def _way_to_answer(self, fact_id: str) -> str | None:
        fact = self.rulebook.facts[fact_id]
        how = self._fill(fact.find_out)
        return how and find_out_in_words(plain(fact.label, self.language), how, self.language)

    def _step(self, step_id: str, position: int, ordering: Ordering) -> PlanStep:
        step = self.rulebook.steps[step_id]
        item = Item(ItemKind.STEP, step_id)
        return PlanStep(
            id=step_id,
            position=position,
            phase=step.phase,
            title=self._title(step.title),
            how=self._fill(step.how),
            certainty=self.steps[step_id],
            condition_in_words=self._condition_in_words(item),
            find_out=self._find_out(item),
            after=tuple(dict.fromkeys(tie.first for tie in ordering.ties if tie.then == step_id)),
            due=due_date(step.due, self.valuation),
            warnings=tuple(
                other.id
                for other in self._of_kind(ItemKind.WARNING)
                if warnings_of(self.rulebook)[other.id].step == step_id
            ),
            documents=tuple(
                other.id
                for other in self._of_kind(ItemKind.DOCUMENT)
                if step_id in self._steps_with(other)
            ),
            costs=tuple(
                other.id
                for other in self._of_kind(ItemKind.COST)
                if step_id in self._steps_with(other)
            ),
            done=step_id in self.done,
            official=self.view.is_official(item),
            why=self._why(item),
        )

    def _steps_with(self, item: Item) -> tuple[str, ...]:
        """The steps at which a document or a cost stands: for certain, or perhaps where the
        item itself is only possible."""
        standing = [Certainty.CERTAIN]
        if self.contents.certainty[item] is Certainty.POSSIBLE:
            standing.append(Certainty.POSSIBLE)
        return tuple(
            step_id
            for step_id in places_of(self.rulebook, item)
            if step_id in self.steps and self.view.at(item, step_id) in standing
        )

    def _warning(self, item: Item) -> PlanWarning:
        warning = warnings_of(self.rulebook)[item.id]
        return PlanWarning(
            id=item.id,
            severity=warning.severity.value,
            text=self._title(warning.text),
            step=warning.step if warning.step in self.steps else None,
            certainty=self.contents.certainty[item],
            condition_in_words=self._condition_in_words(item),
            official=self.view.is_official(item),
            why=self._why(item),
            cannot_be_undone=warning.cannot_be_undone,
        )

    def _document(self, item: Item) -> PlanDocument:
        document = self.rulebook.documents[item.id]
        return PlanDocument(
            id=item.id,
            title=self._title(document.title),
            note=self._fill(document.note),
            steps=self._steps_with(item),
            certainty=self.contents.certainty[item],
            condition_in_words=self._condition_in_words(item),
            why=self._why(item),
        )

    def _cost(self, item: Item) -> PlanCost:
        cost = self.rulebook.costs[item.id]
        amount = self.valuation.value(cost.amount) if isinstance(cost.amount, str) else cost.amount
        return PlanCost(
            id=item.id,
            title=self._title(cost.title),
            amount=amount if isinstance(amount, int) else None,
            note=self._fill(cost.note),
            steps=self._steps_with(item),
            certainty=self.contents.certainty[item],
            condition_in_words=self._condition_in_words(item),
            official=self.view.is_official(item),
            why=self._why(item),
        )

    @cached_property
    def _counts(self) -> Mapping[str, bool]:
        return {fact_id: self.given_view.counts(fact_id) for fact_id in self._answered()}

    def _given(self, fact_id: str) -> GivenAnswer:
        fact = self.rulebook.facts[fact_id]
        answer = self.situation.answers[fact_id]
        return GivenAnswer(
            fact=fact_id,
            label=plain(fact.label, self.language),
            value=spell_knowledge(fact_id, self.valuation),
            value_in_words=value_in_words(fact, answer, self.language, self.rulebook.currency),
            counts=self._counts[fact_id],
        )

    def _taken_for_granted(self) -> Iterable[str]:
        presumed = self.situation.presumed
        return (it for it in self.rulebook.askable if it in presumed & self.given_view.relevant)

    def _presumed(self, fact_id: str) -> PresumedAnswer:
        fact, rulebook = self.rulebook.facts[fact_id], self.rulebook
        answer = self.situation.answers[fact_id]
        return PresumedAnswer(
            fact=fact_id,
            label=plain(fact.label, self.language),
            value=spell_knowledge(fact_id, self.valuation),
            value_in_words=value_in_words(fact, answer, self.language, rulebook.currency),
            in_words=answer_in_words(fact, answer, self.language, self.valuation),
        )

    def _open_questions(self) -> tuple[OpenQuestion, ...]:
        questions = []
        for fact_id in self.rulebook.askable:
            answer = self.given.answers.get(fact_id)
            if answer is Missing.UNKNOWN:
                if self._counts[fact_id]:
                    view = self.given_view.without(fact_id)
                    questions.append(self._open_question(fact_id, view, unanswered=False))
            elif answer is None:
                view = self.given_view if fact_id in self.situation.answers else self.view
                if fact_id in view.relevant:
                    questions.append(self._open_question(fact_id, view, unanswered=True))
        return tuple(questions)

    def _open_question(self, fact_id: str, view: View, unanswered: bool) -> OpenQuestion:
        fact = self.rulebook.facts[fact_id]
        changes = () if self.brief else view.can_change(fact_id)
        return OpenQuestion(
            fact=fact_id,
            question=self._fill(fact.question) or plain(fact.label, self.language),
            label=plain(fact.label, self.language),
            find_out=self._fill(fact.find_out),
            answer="unanswered" if unanswered else "unknown",
            detail=fact.detail,
            can_change=tuple(self._affected(item) for item in changes),
        )

    def _affected(self, item: Item) -> Affected:
        found = self._affected_before.get(item)
        if found is None:
            [found] = affected(self.valuation, self.language, [item])
            self._affected_before[item] = found
        return found


def affected(valuation: Valuation, language: str, items: Iterable[Item]) -> tuple[Affected, ...]:
    """The items with titles, in the order given."""

    def title(item: Item) -> str:
        wording = title_of_item(valuation.rulebook, item)
        if wording is None:
            return " → ".join(title(Item(ItemKind.STEP, end)) for end in item.id.split(">"))
        return fill(wording, language, valuation).strip()

    return tuple(Affected(item.kind, item.id, title(item)) for item in items)

"""Why something is in the plan, or why a conclusion holds: rules, own answers, sources."""

from __future__ import annotations

from dataclasses import dataclass

from ..items import Certainty
from ..planning.plan import GivenAnswer, Reason
from ..planning.reasons import Reasons, facts_behind, spell_knowledge
from ..rulebook import Asked, Concluded, Rule, Rulebook
from ..situation import Situation, Valuation, presuming
from ..values import Missing
from ..wording.conditions import condition_in_words
from ..wording.filling import fill, find_out_in_words, plain
from ..wording.residual import OpenParts
from ..wording.values import value_in_words
from ..worlds import View
from .subjects import Subject, certainty_of, find_subject, subjects_of


@dataclass(frozen=True, slots=True)
class RuleStory:
    """One rule that speaks for the subject: its reason, the person's answers behind it, the
    conclusions it builds on with their own stories, and what it still hangs on."""

    reason: Reason
    answers: tuple[GivenAnswer, ...]
    builds_on: tuple[Explanation, ...]
    condition_in_words: str | None
    holds: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a subject is certain or possible. ``stories`` is empty when it is ruled out."""

    id: str
    kind: str
    title: str
    certainty: Certainty
    stories: tuple[RuleStory, ...]
    find_out: tuple[str, ...]


def why(
    rulebook: Rulebook, situation: Situation, subject: Subject | str, language: str
) -> Explanation:
    """The derivation of ``subject`` (or the subject of that id) in ``situation``: the rules
    that hold, or else those that may, each with its sources and the answers it rests on.

    Raises :class:`~engine.explaining.subjects.UnknownSubject`.
    """
    if isinstance(subject, str):
        subject = find_subject(rulebook, subject)
    situation = presuming(rulebook, situation)
    view = View(rulebook, situation)
    valuation = view.valuation
    certainty = certainty_of(subject, view)
    rules = [rule for group in subject.entry.wanted[:1] for rule in group]
    holding = [rule for rule in rules if valuation.rule_truth(rule)]
    open_rules = [rule for rule in rules if valuation.rule_truth(rule) is None]
    speaking = [] if certainty is Certainty.RULED_OUT else holding or open_rules
    find_out: dict[str, None] = {}
    open_parts = OpenParts(valuation)
    for rule in speaking:
        for fact_id in open_parts.facts_in(rule.when):
            fact = rulebook.facts[fact_id]
            if fact.find_out and not holding:
                how = fill(fact.find_out, language, valuation)
                find_out[find_out_in_words(plain(fact.label, language), how, language)] = None
    return Explanation(
        id=subject.id,
        kind=subject.kind,
        title=fill(subject.title, language, valuation).strip(),
        certainty=certainty,
        stories=tuple(_story(rule, valuation, language) for rule in speaking),
        find_out=tuple(find_out),
    )


def _story(rule: Rule, valuation: Valuation, language: str) -> RuleStory:
    rulebook = valuation.rulebook
    behind = facts_behind(rule, valuation)
    asked = [f for f in behind if isinstance(rulebook.facts[f].origin, Asked)]
    conclusions = [f for f in behind if isinstance(rulebook.facts[f].origin, Concluded)]
    subjects = subjects_of(rulebook)
    return RuleStory(
        reason=Reasons(language, valuation).of(rule),
        answers=tuple(_answer(f, valuation, language) for f in asked),
        builds_on=tuple(
            why(rulebook, valuation.situation, subjects[conclusion], language)
            for conclusion in conclusions
            if valuation.value(conclusion) is True
        ),
        condition_in_words=condition_in_words(rule.when, language, OpenParts(valuation)),
        holds=valuation.rule_truth(rule) is True,
    )


def _answer(fact_id: str, valuation: Valuation, language: str) -> GivenAnswer:
    fact, situation = valuation.rulebook.facts[fact_id], valuation.situation
    answer = situation.answers.get(fact_id, Missing.UNANSWERED)
    presumed = fact_id in situation.presumed
    if isinstance(answer, Missing) and fact_id in valuation.rulebook.defaults:
        answer, presumed = valuation.rulebook.defaults[fact_id], True
    return GivenAnswer(
        fact=fact_id,
        label=plain(fact.label, language),
        value=spell_knowledge(fact_id, valuation),
        value_in_words=value_in_words(fact, answer, language, valuation.rulebook.currency),
        counts=True,
        presumed=presumed,
    )

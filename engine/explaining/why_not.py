"""What keeps something out of the plan, and the smallest changes that would bring it in."""

from __future__ import annotations

from dataclasses import dataclass

from ..conditions import All, Condition, push_negation, truth_of
from ..items import Certainty
from ..rulebook import Rule, Rulebook
from ..situation import Situation, Valuation, presuming
from ..values import Missing, spell_value
from ..wording.conditions import condition_in_words
from ..wording.filling import fill
from ..wording.proposals import ProposalsInWords, proposals_in_words
from ..wording.residual import OpenParts
from ..worlds import View
from ..worlds.changes import Allowed, Choosing, OneOf, Way, Within, smallest_changes
from .subjects import Subject, certainty_of, find_subject


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rule that would bring the subject in, and the part of its condition that fails.
    ``out_of_force`` when its time is over or has not come."""

    rule: str
    because: str
    needs: str | None
    out_of_force: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What to answer to one question, spelled as ``--set`` takes it: any of ``values``; or a
    number, amount or date from ``low`` to ``high``, where nothing is no bound; or, of a list, a
    choice that has ``chosen`` and not ``left_out``."""

    fact: str
    values: tuple[str, ...] = ()
    low: str | None = None
    high: str | None = None
    chosen: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a subject is not certain. ``ways`` are the smallest sets of answers to give or change
    that make it so; empty when there is none with at most ``MOST_CHANGES`` answers.
    ``proposals`` are the same in words."""

    id: str
    kind: str
    title: str
    certainty: Certainty
    obstacles: tuple[Obstacle, ...]
    ways: tuple[tuple[Change, ...], ...]
    proposals: ProposalsInWords


def why_not(
    rulebook: Rulebook, situation: Situation, subject: Subject | str, language: str
) -> WhyNot:
    """What keeps ``subject`` (or the subject of that id) from being certain, and the smallest
    sets of answers to give or change that would make it so.

    Raises :class:`~engine.explaining.subjects.UnknownSubject`.
    """
    if isinstance(subject, str):
        subject = find_subject(rulebook, subject)
    situation = presuming(rulebook, situation)
    view = View(rulebook, situation)
    valuation = view.valuation
    certainty = certainty_of(subject, view)
    rules = [rule for group in subject.entry.wanted[:1] for rule in group]
    ways = ways_to(subject, view)
    return WhyNot(
        id=subject.id,
        kind=subject.kind,
        title=fill(subject.title, language, valuation).strip(),
        certainty=certainty,
        obstacles=tuple(
            _obstacle(rule, valuation, language)
            for rule in rules
            if valuation.rule_truth(rule) is not True
        ),
        ways=tuple(tuple(_change(fact, it) for fact, it in way) for way in ways),
        proposals=proposals_in_words(ways, language, rulebook, situation),
    )


def ways_to(subject: Subject, view: View) -> tuple[Way, ...]:
    """The smallest sets of answers that make the subject certain; none if it is so already."""
    if certainty_of(subject, view) is Certainty.CERTAIN:
        return ()
    if subject.kind == "conclusion":
        node = view.reading.conclusion(subject.id)
    else:
        seen = view.seen(subject.entry.item)
        node = None if seen is None else seen.certainty
    if node is None:
        return ()
    return smallest_changes(view.rulebook, view.reading, view.situation, node)


def _change(fact: str, allowed: Allowed) -> Change:
    match allowed:
        case OneOf(values):
            spelled = (it.value if isinstance(it, Missing) else spell_value(it) for it in values)
            return Change(fact, values=tuple(spelled))
        case Within(low, high):
            ends = (None if it is None else spell_value(it) for it in (low, high))
            return Change(fact, low=next(ends), high=next(ends))
        case Choosing(chosen, left_out):
            return Change(fact, chosen=tuple(sorted(chosen)), left_out=tuple(sorted(left_out)))


def _obstacle(rule: Rule, valuation: Valuation, language: str) -> Obstacle:
    rulebook = valuation.rulebook
    failing = _failing(push_negation(rule.when), valuation)
    nothing_known = Valuation(rulebook, Situation({}, valuation.situation.as_of))
    return Obstacle(
        rule=rule.id,
        because=fill(rule.because, language, valuation),
        needs=condition_in_words(failing, language, OpenParts(nothing_known)),
        out_of_force=not rule.holds_on(valuation.situation.as_of),
    )


def _failing(condition: Condition, valuation: Valuation) -> Condition:
    """The part of a condition that does not hold (yet)."""
    if isinstance(condition, All):
        parts = [
            _failing(part, valuation)
            for part in condition.parts
            if truth_of(part, valuation.knowledge) is not True
        ]
        return parts[0] if len(parts) == 1 else All(tuple(parts))
    return condition

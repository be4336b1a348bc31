"""What an edit does to the questionnaire, and to what is the same for everybody.

Owns the comparison of questions and of the texts that stand in every plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ...interview import Interview
from ...rulebook import Fact, Rulebook
from ...situation import Situation
from ...values import Wording
from ..inspecting.spelling import spell_yaml
from .merging import Merged, renamed_ids
from .model import QuestionEffects, Reworded


def questions_between(
    merged: Merged, as_of: date, languages: Sequence[str], *, same: bool = False
) -> QuestionEffects:
    """What becomes of the questionnaire; nothing, where both rulebooks are the ``same``."""
    if same:
        return QuestionEffects((), (), (), False, None)
    old, new = merged.old.rulebook, merged.new.rulebook
    was = renamed_ids(old.facts, new.facts)
    before, after = _asked(old, as_of), _asked(new, as_of)
    known = {was.get(it, it) for it in after}
    common = [it for it in new.facts if was.get(it, it) in old.facts]
    return QuestionEffects(
        added=tuple(it for it in after if was.get(it, it) not in before),
        removed=tuple(it for it in before if it not in known),
        reworded=tuple(
            change
            for it in common
            for change in _reworded(old.facts[was.get(it, it)], new.facts[it], languages)
        ),
        reordered=[it for it in before if it in known]
        != [was.get(it, it) for it in after if was.get(it, it) in before],
        most=(_most(old, as_of), _most(new, as_of)),
    )


def same_for_all(old: Rulebook, new: Rulebook, languages: Sequence[str]) -> tuple[Reworded, ...]:
    """What differs in every plan and every questionnaire alike."""
    return tuple(_same_for_all(old, new, languages))


def _same_for_all(old: Rulebook, new: Rulebook, languages: Sequence[str]) -> Iterator[Reworded]:
    if (change := _words(old.title, new.title, languages)) is not None:
        yield Reworded("rulebook", "title", *change)
    for what in ("currency", "time_zone", "names_plan"):
        if getattr(old, what) != getattr(new, what):
            yield Reworded("rulebook", what, getattr(old, what), getattr(new, what))
    if set(old.languages) != set(new.languages):
        languages_of = [", ".join(it.languages) for it in (old, new)]
        yield Reworded("rulebook", "languages", *languages_of)
    for sort, ones, others in (
        ("phase", old.phases, new.phases),
        ("group", old.groups, new.groups),
    ):
        titles = {it.id: it.title for it in ones}
        for thing in others:
            before = titles.get(thing.id)
            if before is not None and (change := _words(before, thing.title, languages)):
                yield Reworded(f"{sort} {thing.id}", "title", *change)


def _asked(book: Rulebook, as_of: date) -> tuple[str, ...]:
    """The questions that somebody is asked."""
    return Interview(book, Situation({}, as_of), thorough=True).relevant()


def _most(book: Rulebook, as_of: date) -> int:
    question = Interview(book, Situation({}, as_of)).next_question()
    return 0 if question is None else question.at_most


def _reworded(old: Fact, new: Fact, languages: Sequence[str]) -> Iterator[Reworded]:
    if not (old.can_be_asked and new.can_be_asked):
        return
    for what in ("question", "help", "find_out"):
        change = _words(getattr(old, what), getattr(new, what), languages)
        if change is not None:
            yield Reworded(new.id, what, *change)
    before, after = _answers(old, languages), _answers(new, languages)
    if before != after:
        for language in languages:
            shown = [_answers(fact, [language]) for fact in (old, new)]
            if shown[0] != shown[1]:
                yield Reworded(new.id, "answers", *map(_listed, shown))
                break
    if (old.minimum, old.maximum) != (new.minimum, new.maximum):
        yield Reworded(new.id, "limits", *(f"{it.minimum} to {it.maximum}" for it in (old, new)))
    for what in ("detail", "group"):
        if getattr(old, what) != getattr(new, what):
            yield Reworded(new.id, what, str(getattr(old, what)), str(getattr(new, what)))
    if old.presumed != new.presumed:
        presumed = [None if it is None else spell_yaml(it) for it in (old.presumed, new.presumed)]
        yield Reworded(new.id, "presumed", *presumed)


def _answers(fact: Fact, languages: Sequence[str]) -> list[tuple[str | None, ...]]:
    return [
        tuple(
            None if text is None else text.in_language(code)
            for code in languages
            for text in (option.label, option.help)
        )
        for option in fact.options
    ]


def _listed(answers: list[tuple[str | None, ...]]) -> str:
    return " / ".join(" – ".join(it for it in answer if it) for answer in answers)


def _words(
    old: Wording | None, new: Wording | None, languages: Sequence[str]
) -> tuple[str | None, str | None] | None:
    """The two texts in the first language in which they differ; ``None`` if in none."""
    for language in languages:
        texts = [None if it is None else it.in_language(language) for it in (old, new)]
        if texts[0] != texts[1]:
            return texts[0], texts[1]
    return None

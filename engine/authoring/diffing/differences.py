"""Whose plans an edit changes: everything that differs between two versions of a rulebook.

Owns the putting together. Nothing is told as a difference that the plans of both versions do
not show; nothing is passed over that was not found equal for every situation and every day of
the range, or is named as not decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ...items import Item, ItemKind
from ...planning.plan import DueDate
from ...rulebook import Rulebook
from ...situation import Situation
from ...values import Answer
from ...wording.filling import plain
from ...worlds.solving import Window
from .both_plans import CERTAINTIES, Planned, Seen, differ
from .causes import Causes
from .comparing import Comparing, Shown
from .edits import Edit, edits_between
from .merging import Merged, merge
from .model import Differences, EditEffect, Way
from .orders import Orders, Turned
from .pairing import Pair
from .questions import questions_between, same_for_all

Progress = Callable[[str], None]


def differences(
    old: Rulebook,
    new: Rulebook,
    window: Window,
    language: str,
    population: Sequence[Situation] | None = None,
    progress: Progress = lambda words: None,
) -> Differences:
    """Everything that differs between the two versions on the days of the window; titles are in
    ``language``. ``population`` are situations to count hits in, as the new version names
    facts."""
    assert window.first is not None
    edits = edits_between(old, new)
    merged = merge(old, new)
    comparing = Comparing(merged, window)
    causes = Causes(merged, comparing.planned, edits)
    telling = _Telling(merged, comparing, language, causes, population)
    effects: list[EditEffect] = []
    for number, pair in enumerate(comparing.pairs):
        progress(f"{number + 1} of {len(comparing.pairs)}: {pair.item.kind.value} {pair.item.id}")
        effects += [telling.of_item(shown) for shown in comparing.differences(pair)]
    progress("the order of steps")
    orders = Orders(comparing)
    if edits:
        effects += [telling.of_order(turned, orders) for turned in orders.turned()]
    told = {(it.kind, it.id) for it in effects}
    hit = [it for it in comparing.pairs if (it.item.kind, it.item.id) in told]
    for edit in [it for it in edits if not any(it in e.causes for e in effects)]:
        progress(f"{edit.sort} {edit.id} by itself")
        effects += telling.of_edit(edit, hit, window)
    progress("the questionnaire")
    first = (language, *(it for it in comparing.languages if it != language))
    languages = tuple(it for it in first if it in comparing.languages)
    return Differences(
        edits=edits,
        effects=tuple(effects),
        undecided=tuple(comparing.undecided),
        questions=questions_between(merged, window.first, languages, same=not edits),
        general=same_for_all(old, new, languages),
        apart=merged.apart,
        population=None if population is None else len(population),
        touched=telling.touched(),
    )


class _Telling:
    """Differences in the words of the rulebook."""

    def __init__(
        self,
        merged: Merged,
        comparing: Comparing,
        language: str,
        causes: Causes,
        population: Sequence[Situation] | None,
    ) -> None:
        self.merged = merged
        self.comparing = comparing
        self.planned: Planned = comparing.planned
        self.language = language if language in comparing.languages else comparing.languages[0]
        self.causes = causes
        self.people = None if population is None else [self._merged(it) for it in population]
        self._touched: set[int] = set()

    def touched(self) -> int | None:
        """How many of the population see any of the differences told."""
        return None if self.people is None else len(self._touched)

    def _merged(self, situation: Situation) -> Situation:
        names = {own: name for name, own in self.merged.old.asked.items()}
        names |= {own: name for name, own in self.merged.new.asked.items()}
        answers = {names[it]: answer for it, answer in situation.answers.items() if it in names}
        return Situation(answers, situation.as_of)

    def witness(self, situation: Situation) -> Situation:
        """A merged situation by the names of the new version, or else of the old one."""
        new, old = self.merged.new.asked, self.merged.old.asked
        answers: dict[str, Answer] = {
            new.get(it, old.get(it, it)): answer for it, answer in situation.answers.items()
        }
        return Situation(answers, situation.as_of)

    # ------------------------------------------------------------------ items

    def of_item(self, shown: Shown) -> EditEffect:
        """The difference, told."""
        pair, way = shown.pair, shown.way
        seen = shown.after or shown.before
        assert seen is not None
        return EditEffect(
            kind=pair.item.kind,
            id=pair.item.id,
            title=self._title(seen),
            way=way,
            before=self._said(way, shown.before, shown.after, self.merged.old.rulebook),
            after=self._said(way, shown.after, shown.before, self.merged.new.rulebook),
            witness=self.witness(shown.situation),
            share=shown.share,
            causes=self.causes.of_item(pair.old, pair.new, way, shown.situation),
            hit=self._hit(lambda it: self._differs(pair, way, it)),
        )

    def of_edit(self, edit: Edit, hit: Sequence[Pair], window: Window) -> Iterator[EditEffect]:
        """What one edit brings about by itself, as far as it does so in the new version, of the
        items that are ``hit``: of several edits that change the same item in the same way, only
        one shows in its smallest situation."""
        pairs = {
            pair.old: pair
            for pair in hit
            if pair.old is not None and self.causes.concerns(edit, pair.old, pair.new)
        }
        alone = self.causes.alone(edit) if pairs else None
        if alone is None:
            return
        some = Comparing(merge(self.merged.old.rulebook, alone.rulebook), window)
        for pair in some.pairs:
            both = pairs.get(pair.old) if pair.old is not None else None
            if both is None:
                continue
            for shown in some.differences(pair):
                looks = self.planned.seen(both.old, both.new, shown.situation)
                if differ(shown.way, *looks):
                    yield self.of_item(replace(shown, pair=both, before=looks[0], after=looks[1]))

    def _differs(self, pair: Pair, way: Way, situation: Situation) -> bool:
        if way in CERTAINTIES:
            return CERTAINTIES[way] == self.planned.certainties(pair.old, pair.new, situation)
        return differ(way, *self.planned.seen(pair.old, pair.new, situation))

    def _title(self, seen: Seen) -> str:
        text = dict(seen.text)[self.language][0]
        return text or ""

    def _step_title(self, step: str, situation: Situation) -> str:
        """A step's title, as the old version's plan shows it."""
        old = self.merged.old
        seen = self.planned.look(old, Item(ItemKind.STEP, step), situation)
        return (
            plain(old.rulebook.steps[step].title, self.language)
            if seen is None
            else self._title(seen)
        )

    def _said(self, way: Way, seen: Seen | None, other: Seen | None, book: Rulebook) -> str | None:
        if seen is None:
            return None
        match way:
            case Way.PLACE:
                return ", ".join(self._place(it, book) for it in seen.place) or "at no step"
            case Way.OFFICIAL:
                return "official" if seen.official else "nothing official"
            case Way.SEVERITY:
                return seen.mark
            case Way.DATES:
                return _dates(seen.due)
            case Way.AMOUNT:
                return None if seen.amount is None else f"{seen.amount} {book.currency}"
            case Way.TEXT:
                assert other is not None
                return _words(seen, other, self.language)
        return seen.certainty

    def _place(self, place: str, book: Rulebook) -> str:
        step = book.steps.get(place)
        phase = next((it for it in book.phases if it.id == place), None)
        if phase is not None:
            return plain(phase.title, self.language)
        return place if step is None else step.id

    # ------------------------------------------------------------------ orders

    def of_order(self, turned: Turned, orders: Orders) -> EditEffect:
        """Two steps the other way round, or no longer kept in order, told."""
        now = {was: name for name, was in orders.was.items()}
        titles = [self._step_title(it, turned.situation) for it in (turned.first, turned.then)]
        here, there = f"{turned.first} → {turned.then}", f"{turned.then} → {turned.first}"
        before: str | None = here
        after: str | None = there
        if turned.tied is None:
            way = Way.ORDER
        else:
            way = Way.TIED if turned.tied else Way.UNTIED
            before, after = (None, here) if turned.tied else (here, None)
        pair = turned.first, turned.then
        return EditEffect(
            kind=ItemKind.ORDER,
            id=f"{turned.first}>{turned.then}",
            title=" → ".join(titles),
            way=way,
            before=before,
            after=after,
            witness=self.witness(turned.situation),
            share=turned.share,
            causes=self.causes.of_order(*pair, now),
            hit=self._hit(lambda it: orders.differ(pair, turned.tied, it)),
        )

    # ------------------------------------------------------------------ people

    def _hit(self, differs: Callable[[Situation], bool]) -> int | None:
        if self.people is None:
            return None
        hit = {n for n, it in enumerate(self.people) if differs(it)}
        self._touched |= hit
        return len(hit)


def _dates(due: DueDate | None) -> str | None:
    if due is None:
        return None
    since = "" if due.since is None else f"from {due.since} "
    time = "" if due.time is None else f" {due.time}"
    return f"{since}{'until' if due.goes_on else 'by'} {due.by}{time}"


def _words(seen: Seen, other: Seen, language: str) -> str:
    """The texts that differ, in the language if they differ in it."""
    texts, others = dict(seen.text), dict(other.text)
    for code in (language, *texts):
        different = [
            mine or "" for mine, its in zip(texts[code], others[code], strict=True) if mine != its
        ]
        if different:
            return "\n".join(different) if code == language else f"[{code}] " + "\n".join(different)
    return ""

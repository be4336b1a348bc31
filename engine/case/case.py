"""What a case is: answers in the order given, and steps with the day they were done.

Owns the model and what can be done to it. Knows nothing of files, questions or plans.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from ..answers import nearest
from ..rulebook import Rulebook
from ..values import Answer
from ..wording.refusals import Refusal, Saying, saying

FORMAT = "1"
"""The version of the form in which cases are written."""


class CaseError(Refusal):
    """A case file that cannot be read or saved; says where, why and what to do."""


class InCalendar(Struct, frozen=True):
    """What a person has in their calendar from a case: the ``id`` that all entries share, how
    often they have changed (``sequence``), a ``digest`` of what they say, and by step each
    entry that ever was, as its last day and its title."""

    id: str
    sequence: int = 0
    digest: str = ""
    entries: Mapping[str, tuple[date, str]] = field(default_factory=lambda: MappingProxyType({}))


class Case(Struct, frozen=True):
    """Answers in the order given, ticked steps with the day they were done, and for which
    rulebook. ``left_out`` are lines of the file, as they stood there, that the rulebook has no
    use for any more; they are kept, but no plan looks at them. ``calendar`` is what was last
    exported to one. ``notices`` say what reading
    the file had to change; they are not saved."""

    rulebook: str
    version: str
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    done: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    left_out: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    language: str | None = None
    calendar: InCalendar | None = None
    notices: tuple[Saying, ...] = ()

    def with_answers(self, answers: Mapping[str, Answer]) -> Case:
        """This case with answers added, or changed where they stand."""
        left_out = {name: text for name, text in self.left_out.items() if name not in answers}
        return replace(
            self,
            answers=MappingProxyType({**self.answers, **answers}),
            left_out=MappingProxyType(left_out),
        )

    def with_done(self, steps: Iterable[str], day: date) -> Case:
        """This case with steps ticked off; a step done before keeps its day."""
        return replace(
            self,
            done=MappingProxyType({**self.done, **{s: day for s in steps if s not in self.done}}),
        )

    def without_done(self, steps: Iterable[str]) -> Case:
        """This case with steps no longer ticked off."""
        undone = frozenset(steps)
        done = {step: day for step, day in self.done.items() if step not in undone}
        return replace(self, done=MappingProxyType(done))


def new_case(rulebook: Rulebook, language: str | None = None) -> Case:
    """A case without answers."""
    return Case(rulebook.id, rulebook.version, language=language)


def find_step(rulebook: Rulebook, name: str) -> str:
    """The id of the step that ``name`` means, by its id or a former one.

    Raises :class:`~engine.wording.refusals.Refusal`, with the nearest name.
    """
    from ..loading.faults.report import shortened

    step = present_step(rulebook, name)
    if step is None:
        said = saying("step.unknown", name=shortened(name))
        raise Refusal(said, *nearest(name, rulebook.steps))
    return step


def present_step(rulebook: Rulebook, name: str) -> str | None:
    """The id of the step that ``name`` means, by its id or a former one, if there is one."""
    if name in rulebook.steps:
        return name
    return next((step.id for step in rulebook.steps.values() if name in step.formerly), None)

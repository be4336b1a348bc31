"""Opening a rulebook for use: loaded and compiled once, then taken from the cache.

Owns the putting together of loading, caching, inference and planning for those who ask for
plans. Knows no files but the rulebook's folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct

from engine import public_holidays
from engine.loading import load_rulebook, shipped_rulebook_folder
from engine.loading.cache import cached
from engine.rulebook import Rulebook
from engine.situation import Findings, Situation, Valuation, reference_findings

if TYPE_CHECKING:
    from engine.explaining.what_if import Difference
    from engine.explaining.why import Explanation
    from engine.explaining.why_not import WhyNot
    from engine.inference import Inference, Program
    from engine.interview import Interview
    from engine.planning.plan import Affected, Plan
    from engine.values import Answer, Wording


class CannotInfer(Exception):
    """The inference library is missing or broken; the message says how to install it."""


class OpenRulebook(Struct, frozen=True):
    """A rulebook with the inference that was compiled from it."""

    rulebook: Rulebook
    inference: Inference

    def situation(self, answers: Mapping[str, Answer | str], as_of: date) -> Situation:
        """The situation of somebody who answered this, on the date the plan is made for.

        An answer is a value (see :class:`engine.values.Kind`), or a text as the command line
        takes it: ``"yes"``, ``"2026-12-01"``, ``"unknown"``. Raises
        :class:`~engine.answers.BadAnswer`.
        """
        from engine.answers import check_situation, read_answer

        read: dict[str, Answer] = {}
        for name, answer in answers.items():
            given = read_answer(self.rulebook, name, answer) if isinstance(answer, str) else None
            read[given.fact.id if given else name] = given.answer if given else answer
        situation = Situation(read, as_of)
        check_situation(self.rulebook, situation)
        return situation

    def findings(self, situation: Situation) -> Findings:
        """What inference says of the situation.

        Raises :class:`~engine.answers.BadAnswer` for a fact that the rulebook does not have,
        and for an answer or a date of the wrong type.
        """
        from engine.answers import check_situation

        check_situation(self.rulebook, situation)
        return self.inference.findings(situation)

    def plan(self, situation: Situation, language: str, done: frozenset[str] = frozenset()) -> Plan:
        """The plan for the situation in ``language``; steps in ``done`` are ticked.

        A language that neither the rulebook nor the engine knows reads as English. Raises
        :class:`~engine.planning.ordering.OrderCircle`, and what :meth:`findings` raises.
        """
        from engine.planning import make_plan
        from engine.situation import presuming

        findings = self.findings(presuming(self.rulebook, situation))
        return make_plan(self.rulebook, situation, language, findings, done)

    def today(self) -> date:
        """Today where the rulebook's time zone is."""
        return today_in(self.rulebook.time_zone)

    def interview(self, situation: Situation, *, thorough: bool = False) -> Interview:
        """What the situation leaves to ask; ``thorough`` asks the detail questions as well."""
        from engine.interview import Interview

        return Interview(self.rulebook, situation, thorough=thorough)

    def counts(self, situation: Situation, fact: str) -> bool:
        """Whether the answer to ``fact`` matters, or would, to what the person sees."""
        return self._without(situation, fact).matters(fact)

    def can_change(self, situation: Situation, fact: str, language: str) -> tuple[Affected, ...]:
        """What an answer to ``fact`` can still add, remove, settle or reword, in words."""
        from engine.planning.building import affected

        items = self._without(situation, fact).can_change(fact)
        return affected(self.rulebook, Valuation(self.rulebook, situation), language, items)

    def why(self, situation: Situation, subject: str, language: str) -> Explanation:
        """Why ``subject`` (the id of a step, warning, document, cost or conclusion) is there.

        Raises :class:`~engine.explaining.subjects.UnknownSubject`.
        """
        from engine.explaining import why

        return why(self.rulebook, situation, subject, language)

    def why_not(self, situation: Situation, subject: str, language: str) -> WhyNot:
        """What keeps ``subject`` from being certain. Raises as :meth:`why` does."""
        from engine.explaining import why_not

        return why_not(self.rulebook, situation, subject, language)

    def what_if(
        self, situation: Situation, changes: Mapping[str, Answer | str], language: str
    ) -> Difference:
        """What the plan gains, loses and reorders with ``changes`` to the answers. Raises as
        :meth:`situation` and :meth:`plan` do."""
        from engine.explaining import what_if

        changed = self.situation({**situation.answers, **changes}, situation.as_of)
        return what_if(self.plan(situation, language), self.plan(changed, language))

    def words(self, text: Wording, situation: Situation, language: str) -> str:
        """A text of the rulebook with what is known in the situation filled in."""
        from engine.wording.filling import fill
        from engine.wording.visible import visible

        return visible(fill(text, language, self.rulebook, Valuation(self.rulebook, situation)))

    def _without(self, situation: Situation, fact: str) -> Interview:
        others = {it: answer for it, answer in situation.answers.items() if it != fact}
        return self.interview(Situation(others, situation.as_of), thorough=True)


def open_rulebook(folder: Path | str | None = None) -> OpenRulebook:
    """The rulebook in ``folder`` (default: the one that comes with the program), ready for use.

    Raises :class:`~engine.loading.RulebookErrors`, and :class:`CannotInfer` where
    durable-rules does not work.
    """
    try:
        from engine.inference import Inference
    except ImportError as error:
        raise CannotInfer(_how_to_install(error)) from error
    kind = f"opened {public_holidays.edition()}"
    opened = cached(Path(folder) if folder else shipped_rulebook_folder(), _build, kind)
    public_holidays.remember(opened.holidays)
    return OpenRulebook(opened.rulebook, Inference(opened.program, opened.rulebook))


def today_in(time_zone: str) -> date:
    """Today where the time zone is; where this computer is, if it knows no such zone."""
    with suppress(LookupError, OSError, ValueError):
        return datetime.now(ZoneInfo(time_zone)).date()
    return date.today()


class _Opened(Struct, frozen=True):
    """What goes into the cache."""

    rulebook: Rulebook
    program: Program
    holidays: public_holidays.Years


def _build(folder: Path) -> _Opened:
    from engine.inference import compile_program

    rulebook = load_rulebook(folder)
    program = compile_program(rulebook)
    _work_out(rulebook)
    public_holidays.look_around(date.today().year)
    return _Opened(rulebook, program, public_holidays.known_years())


def _work_out(rulebook: Rulebook) -> None:
    """Let the rulebook work out what every plan needs, so that it goes into the cache. The
    day decides how much is worked out, never what comes out."""
    from engine.planning import OrderCircle, make_plan
    from engine.worlds.seen import compiled

    compiled(rulebook)
    nothing = Situation({}, date.today())
    with suppress(OrderCircle):
        make_plan(rulebook, nothing, rulebook.languages[0], reference_findings(rulebook, nothing))


def _how_to_install(error: ImportError) -> str:
    return (
        f"durable-rules cannot be used: {error}. It is compiled when it is installed, and"
        " Python 3.13 needs one change for that. Install it again with:\n"
        '  CC="cc -DPyEval_CallObject=PyObject_CallObject"'
        " pip install --force-reinstall --no-cache-dir --no-deps durable-rules"
    )

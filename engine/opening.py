"""Opening a rulebook for use: loaded and compiled once, then taken from the cache.

Owns the putting together of loading, caching, inference and planning for those who ask for
plans. Knows no files but the rulebook's folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from engine import public_holidays
from engine.loading import load_rulebook, shipped_rulebook_folder
from engine.loading.cache import cached
from engine.rulebook import Rulebook
from engine.situation import Findings, Situation, reference_findings

if TYPE_CHECKING:
    from engine.inference import Inference, Program
    from engine.planning.plan import Plan
    from engine.values import Answer


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
    return _Opened(rulebook, program, public_holidays.known_years())


def _work_out(rulebook: Rulebook) -> None:
    """Let the rulebook work out what every plan needs, so that it goes into the cache. The
    day decides how much is worked out, never what comes out."""
    from engine.planning import OrderCircle, make_plan

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

"""Opening a rulebook for use: loaded and compiled once, then taken from the cache.

Owns the putting together of loading, caching, inference and planning for those who ask for
plans. Knows no files but the rulebook's folder.
"""

from __future__ import annotations

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


class CannotInfer(Exception):
    """The inference library is missing or broken; the message says how to install it."""


class OpenRulebook(Struct, frozen=True):
    """A rulebook with the inference that was compiled from it."""

    rulebook: Rulebook
    inference: Inference

    def findings(self, situation: Situation) -> Findings:
        """What inference says of the situation."""
        return self.inference.findings(situation)

    def plan(self, situation: Situation, language: str, done: frozenset[str] = frozenset()) -> Plan:
        """The plan for the situation in ``language``; steps in ``done`` are ticked.

        Raises :class:`~engine.planning.ordering.OrderCircle`.
        """
        from engine.planning import make_plan

        return make_plan(self.rulebook, situation, language, self.findings(situation), done)


def open_rulebook(folder: Path | None = None) -> OpenRulebook:
    """The rulebook in ``folder`` (default: the one that comes with the program), ready for use.

    Raises :class:`~engine.loading.RulebookErrors`, and :class:`CannotInfer` where
    durable-rules does not work.
    """
    try:
        from engine.inference import Inference
    except ImportError as error:
        raise CannotInfer(_how_to_install(error)) from error
    kind = f"opened {public_holidays.edition()}"
    opened = cached(folder or shipped_rulebook_folder(), _build, kind)
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

"""Opening a rulebook for use: loaded and compiled once, then taken from the cache.

Owns the putting together of loading, caching, inference and planning for those who ask for
plans. Knows no files but the rulebook's folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from msgspec import Struct

from .loading import load_rulebook, shipped_rulebook_folder
from .loading.cache import cached
from .public_holidays import PUBLIC_HOLIDAYS, Years, edition
from .rulebook import Rulebook
from .situation import Findings, Situation, Valuation, presuming, reference_findings
from .wording.refusals import Refusal, saying

if TYPE_CHECKING:
    from .explaining.order import OrderExplanation
    from .explaining.what_if import Difference
    from .explaining.why import Explanation
    from .explaining.why_not import WhyNot
    from .inference import Program
    from .interview import Interview
    from .planning.plan import Affected, Plan
    from .values import Answer, Wording


class UnknownLanguage(Refusal, ValueError):
    """A language that neither the rulebook nor the engine has words in."""


class Infers(Protocol):
    """What finds the rules and conclusions that hold in a situation."""

    def findings(self, situation: Situation) -> Findings:
        """For each of them whether it is true, false or open."""


class OpenRulebook(Struct, frozen=True):
    """A rulebook that answers: what is there to ask, what is there to do, and why.

    Every method takes a :class:`Situation`, which :meth:`situation` makes of answers; those
    that answer in words take a language of the rulebook, or one that the engine speaks
    (:data:`engine.SUPPORTED`), and raise :class:`UnknownLanguage` for any other. It may be
    used by several threads at once.
    """

    rulebook: Rulebook
    inference: Infers

    def __repr__(self) -> str:
        return f"<OpenRulebook {self.rulebook.id} {self.rulebook.version}>"

    def situation(self, answers: Mapping[str, Answer | str], as_of: date) -> Situation:
        """The situation of somebody who answered this, on the date the plan is made for.

        An answer is a value (see :class:`engine.values.Kind`), or a text as the command line
        takes it: ``"yes"``, ``"2026-12-01"``, ``"unknown"``. Raises
        :class:`~engine.answers.BadAnswer`.
        """
        from .answers import check_situation, read_answer

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
        from .answers import check_situation

        check_situation(self.rulebook, situation)
        return self.inference.findings(situation)

    def plan(
        self,
        situation: Situation,
        language: str,
        done: frozenset[str] = frozenset(),
        *,
        brief: bool = False,
    ) -> Plan:
        """The plan for the situation in ``language``; steps in ``done`` are ticked. A ``brief``
        one is made faster and leaves out what the answers to its open questions can change.

        Raises :class:`~engine.planning.ordering.OrderCircle`, and what :meth:`findings`
        raises.
        """
        from .planning import make_plan

        self._check_language(language)
        findings = self.findings(presuming(self.rulebook, situation))
        return make_plan(self.rulebook, situation, language, findings, done, brief=brief)

    def today(self) -> date:
        """Today where the rulebook's time zone is."""
        return today_in(self.rulebook.time_zone)

    def interview(self, situation: Situation, *, thorough: bool = False) -> Interview:
        """What the situation leaves to ask; ``thorough`` asks the detail questions as well."""
        from .interview import Interview

        return Interview(self.rulebook, situation, thorough=thorough)

    def counts(self, situation: Situation, fact: str) -> bool:
        """Whether the answer to ``fact`` matters, or would, to what the person sees."""
        return self.interview(situation).counts(fact)

    def can_change(self, situation: Situation, fact: str, language: str) -> tuple[Affected, ...]:
        """What an answer to ``fact`` can still add, remove, settle or reword, in words: what is
        surest to concern the person first."""
        from .planning.building import affected

        self._check_language(language)
        items = self._without(situation, fact).can_change(fact)
        return affected(Valuation(self.rulebook, situation), language, items)

    def why(self, situation: Situation, subject: str, language: str) -> Explanation:
        """Why ``subject`` (the id of a step, warning, document, cost or conclusion) is there.

        Raises :class:`~engine.explaining.subjects.UnknownSubject`.
        """
        from .explaining.why import why

        self._check_language(language)
        return why(self.rulebook, situation, subject, language)

    def why_not(self, situation: Situation, subject: str, language: str) -> WhyNot:
        """What keeps ``subject`` from being certain. Raises as :meth:`why` does."""
        from .explaining.why_not import why_not

        self._check_language(language)
        return why_not(self.rulebook, situation, subject, language)

    def what_if(
        self, situation: Situation, changes: Mapping[str, Answer | str], language: str
    ) -> Difference:
        """What the plan gains, loses and reorders with ``changes`` to the answers. Raises as
        :meth:`situation` and :meth:`plan` do."""
        from .explaining.what_if import what_if

        changed = self.situation({**situation.answers, **changes}, situation.as_of)
        before = self.plan(situation, language, brief=True)
        return what_if(before, self.plan(changed, language, brief=True))

    def explain_order(
        self, situation: Situation, one: str, other: str, language: str
    ) -> OrderExplanation:
        """Why two steps of the plan, by their ids, stand in the order they do.

        Raises :class:`~engine.explaining.order.NotInPlan`, and what :meth:`plan` raises.
        """
        from .explaining.order import explain_order

        self._check_language(language)
        presumed = presuming(self.rulebook, situation)
        findings = self.findings(presumed)
        return explain_order(self.rulebook, presumed, findings, one, other, language)

    def words(self, text: Wording, situation: Situation, language: str) -> str:
        """A text of the rulebook with what is known in the situation filled in."""
        from .wording.filling import fill
        from .wording.visible import visible

        self._check_language(language)
        return visible(fill(text, language, Valuation(self.rulebook, situation)))

    def _check_language(self, language: str) -> None:
        from .wording.phrases import SUPPORTED

        known = dict.fromkeys((*self.rulebook.languages, *self.rulebook.drafts, *SUPPORTED))
        if language not in known:
            names = ", ".join(known)
            raise UnknownLanguage(saying("language.unknown", text=language, languages=names))

    def _without(self, situation: Situation, fact: str) -> Interview:
        others = {it: answer for it, answer in situation.answers.items() if it != fact}
        return self.interview(Situation(others, situation.as_of), thorough=True)


def open_rulebook(
    folder: Path | str | None = None, building: Callable[[], object] | None = None
) -> OpenRulebook:
    """The rulebook in ``folder`` (default: the one that comes with the program), ready for use.

    ``building`` is called before it is read and worked out anew, which takes some seconds;
    not where it comes from the cache.

    Raises :class:`~engine.loading.RulebookErrors`, and
    :class:`~engine.inference.TooLargeForInference`. Where durable-rules cannot be imported,
    the same is found without it, and that is said when the rulebook is compiled.
    """
    from .inference import MISSING, inference_for

    kind = f"opened {edition()} {'plain' if MISSING else ''}"

    def build(path: Path) -> _Opened:
        if building is not None:
            building()
        return _build(path)

    opened = cached(Path(folder) if folder else shipped_rulebook_folder(), build, kind, _Opened)
    PUBLIC_HOLIDAYS.remember(opened.holidays)
    return OpenRulebook(opened.rulebook, inference_for(opened.program, opened.rulebook))


def what_is_missing() -> str | None:
    """What does not work on this computer as it does elsewhere, if anything."""
    from .inference import MISSING

    if MISSING is None:
        return None
    return f"inference in plain Python: durable-rules cannot be used here ({MISSING})"


def today_in(time_zone: str) -> date:
    """Today where the time zone is; where this computer is, if it knows no such zone."""
    with suppress(LookupError, OSError, ValueError):
        return datetime.now(ZoneInfo(time_zone)).date()
    return date.today()


class _Opened(Struct, frozen=True):
    """What goes into the cache."""

    rulebook: Rulebook
    program: Program
    holidays: Years

    def __post_init__(self) -> None:
        from .inference import Program

        kinds = Rulebook, Program, dict
        if not all(map(isinstance, (self.rulebook, self.program, self.holidays), kinds)):
            raise TypeError("no opened rulebook")


def _build(folder: Path) -> _Opened:
    from .inference import MISSING, compile_program

    if MISSING is not None:
        import logging

        logging.getLogger("kaiyaku").warning("Note: %s. It finds the same.", what_is_missing())
    rulebook = load_rulebook(folder)
    program = compile_program(rulebook)
    _work_out(rulebook)
    PUBLIC_HOLIDAYS.look_around(date.today().year)
    return _Opened(rulebook, program, dict(PUBLIC_HOLIDAYS.known))


def _work_out(rulebook: Rulebook) -> None:
    """Let the rulebook work out what every plan needs, so that it goes into the cache. The
    day decides how much is worked out, never what comes out."""
    from .planning import OrderCircle, make_plan
    from .worlds.item_diagrams import compiled

    compiled(rulebook)
    nothing = Situation({}, date.today())
    with suppress(OrderCircle):
        make_plan(rulebook, nothing, rulebook.languages[0], reference_findings(rulebook, nothing))

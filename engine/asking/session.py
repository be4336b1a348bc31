"""Where a questionnaire stands: the answers so far and what is asked next.

Owns going on, going back and changing an answer. Pure: every move returns a new session.
Knows nothing of words or terminals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..interview import Interview, Question
from ..rulebook import Rulebook
from ..situation import Situation
from ..values import Answer


@dataclass(frozen=True)
class Session:
    """A questionnaire in progress. ``again`` is the answered question that is asked once more,
    because the person went back or wants to change it."""

    rulebook: Rulebook
    as_of: date
    answers: Mapping[str, Answer]
    thorough: bool = False
    again: str | None = None

    @property
    def situation(self) -> Situation:
        """The answers so far as a situation."""
        return Situation(self.answers, self.as_of)

    def question(self) -> Question | None:
        """What to ask now; ``None`` when no answer can change the plan any more."""
        interview = Interview(self.rulebook, self.situation, thorough=self.thorough)
        if self.again is None:
            return interview.next_question()
        answered = self.answered_questions()
        number = answered.index(self.again) + 1
        at_most = len(answered) + len(interview.relevant())
        return Question(self.rulebook.facts[self.again], number, at_most)

    def answered(self, fact_id: str, answer: Answer) -> Session:
        """The session after this answer; a changed answer keeps its place in the order."""
        return replace(self, answers={**self.answers, fact_id: answer}, again=None)

    def back(self) -> Session | None:
        """The session in which the question before the present one is asked once more, the
        answers after it kept; ``None`` when there is none. Questions that no longer matter
        are passed over."""
        answered = self.answered_questions()
        end = len(answered) if self.again is None else answered.index(self.again)
        for fact_id in reversed(answered[:end]):
            if self.counts(fact_id):
                return self.asking_again(fact_id)
        return None

    def asking_again(self, fact_id: str) -> Session:
        """The session in which that answered question is asked once more."""
        return replace(self, again=fact_id)

    def going_on(self) -> Session:
        """The session in which nothing is asked once more."""
        return replace(self, again=None)

    def in_detail(self) -> Session:
        """The session that asks the detail questions as well."""
        return replace(self, thorough=True, again=None)

    def open_details(self) -> int:
        """How many detail questions could still sharpen the plan."""
        return len(Interview(self.rulebook, self.situation, thorough=True).relevant())

    def answered_questions(self) -> tuple[str, ...]:
        """Ids of the answered facts that have a question, in the order of answering."""
        askable = frozenset(self.rulebook.askable)
        return tuple(fact_id for fact_id in self.answers if fact_id in askable)

    def counts(self, fact_id: str) -> bool:
        """Whether this answer matters to what the person sees."""
        return Interview(self.rulebook, self.situation).counts(fact_id)

    def without(self, fact_id: str) -> Interview:
        """What there would be to ask if this fact had no answer."""
        others = {other: answer for other, answer in self.answers.items() if other != fact_id}
        return Interview(self.rulebook, Situation(others, self.as_of), thorough=True)

    def idle(self) -> frozenset[str]:
        """Ids of the answered questions that no longer matter."""
        interview = Interview(self.rulebook, self.situation)
        return frozenset(it for it in self.answered_questions() if not interview.counts(it))

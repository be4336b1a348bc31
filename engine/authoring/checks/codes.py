"""The catalogue of what checking can find in a rulebook that loads.

It continues :mod:`engine.loading.faults.codes`: the hundreds tell the topic, from 50 on they are
found by looking at the rulebook as a whole. A code never changes its meaning and is never
used again for another one.
"""

from __future__ import annotations

from enum import StrEnum


class Gravity(StrEnum):
    """How bad a finding is. Errors and warnings fail a check; notes do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class CheckCode(StrEnum):
    """One kind of finding; its value is what people see, ``summary`` its title."""

    severity: Gravity
    summary: str

    def __new__(cls, code: str, severity: Gravity, summary: str) -> CheckCode:
        """A code with its severity and title."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.severity = severity
        member.summary = summary
        return member

    SOURCE_UNUSED = "KY351", Gravity.WARNING, "A source that nothing rests on"
    SOURCE_OLD = "KY352", Gravity.NOTE, "A source that nobody has checked for long"
    ROW_WITHOUT_SOURCE = "KY353", Gravity.WARNING, "A table row that rests on no source"
    SOURCE_AHEAD = "KY354", Gravity.WARNING, "A source checked on a day to come"
    PUBLISHED_LATER = "KY355", Gravity.WARNING, "A source published after it was checked"

    PLACEHOLDERS_DIFFER = "KY451", Gravity.WARNING, "Languages that name different facts"
    UNFINISHED = "KY452", Gravity.NOTE, "A text as it was begun for you"
    DRAFT_LANGUAGE = "KY453", Gravity.NOTE, "A language that is not finished"
    SAME_IN_LANGUAGES = "KY454", Gravity.NOTE, "A text that is the same in two languages"
    ONE_NAME = "KY455", Gravity.WARNING, "Two things that read the same"
    SAID_BY_LABELS = "KY456", Gravity.NOTE, "A condition that has no words of its own"
    NOT_FILLED_IN = "KY457", Gravity.WARNING, "A name that is shown as it stands"

    NEVER_TRUE = "KY551", Gravity.ERROR, "A condition that can never be true"
    ALWAYS_TRUE = "KY552", Gravity.WARNING, "A condition that is always true"
    IMPLIED = "KY553", Gravity.NOTE, "A condition that follows from those beside it"
    GAP_IN_CASES = "KY554", Gravity.WARNING, "Cases with a gap between them"
    OVERLAPPING_CASES = "KY555", Gravity.WARNING, "Cases that overlap"

    FACT_UNUSED = "KY651", Gravity.WARNING, "A fact that nothing uses"
    OPTIONS_ALIKE = "KY652", Gravity.WARNING, "Options that make no difference"
    QUESTION_IDLE = "KY653", Gravity.WARNING, "A question whose answer can never matter"
    ONE_ANSWER = "KY654", Gravity.WARNING, "A question with one answer only"
    DETAIL_WEIGHTY = "KY656", Gravity.WARNING, "A detail question that decides too much"

    NEVER_FIRES = "KY751", Gravity.ERROR, "A rule that can never apply"
    DUPLICATE_RULE = "KY752", Gravity.WARNING, "Two rules that say the same"
    SUBSUMED_RULE = "KY753", Gravity.WARNING, "A rule that another one makes superfluous"
    CONTRADICTING_ORDERS = "KY754", Gravity.ERROR, "Two orders that contradict each other"
    STEP_UNWANTED = "KY755", Gravity.WARNING, "A step that no rule wants"
    DOCUMENT_UNWANTED = "KY756", Gravity.WARNING, "A document that nothing asks for"
    COST_UNWANTED = "KY757", Gravity.WARNING, "A cost that no rule expects"
    STEPS_NEVER_MEET = "KY758", Gravity.WARNING, "An order of steps that are never together"
    STEP_NOT_THERE = "KY759", Gravity.WARNING, "Something tied to a step that is never there"
    NEVER_SETTLED = "KY760", Gravity.WARNING, "A rule that no interview can settle"
    OVERLAPPING_RULES = "KY761", Gravity.WARNING, "Two rules that overlap by a hair"

    REACHABLE_CIRCLE = "KY851", Gravity.ERROR, "Steps that a real situation orders in a circle"
    EMPTY_PLAN = "KY852", Gravity.WARNING, "A situation with an empty plan"
    VALIDITY_GAP = "KY853", Gravity.WARNING, "Days between two rules on which neither is in force"
    RULE_OVER = "KY854", Gravity.NOTE, "A rule whose time is over"
    PHASE_UNUSED = "KY855", Gravity.WARNING, "A phase without steps"
    GROUP_UNUSED = "KY856", Gravity.WARNING, "A group without questions"
    UNDECIDED = "KY857", Gravity.NOTE, "Something that the search had to leave open"
    NOTHING_TO_ACCEPT = "KY858", Gravity.WARNING, "Something accepted that is not found any more"

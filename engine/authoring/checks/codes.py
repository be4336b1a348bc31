"""The catalogue of what checking can find in a rulebook that loads.

It continues :mod:`engine.loading.codes`: the hundreds tell the topic, from 50 on they are
found by looking at the rulebook as a whole. A code never changes its meaning and is never
used again for another one.
"""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is. Errors and warnings fail a check; notes do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class CheckCode(StrEnum):
    """One kind of finding; its value is what people see, ``summary`` its title."""

    severity: Severity
    summary: str

    def __new__(cls, code: str, severity: Severity, summary: str) -> CheckCode:
        """A code with its severity and title."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.severity = severity
        member.summary = summary
        return member

    SOURCE_UNUSED = "KY351", Severity.WARNING, "A source that nothing rests on"
    SOURCE_OLD = "KY352", Severity.NOTE, "A source that nobody has checked for long"
    ROW_WITHOUT_SOURCE = "KY353", Severity.WARNING, "A table row that rests on no source"
    SOURCE_AHEAD = "KY354", Severity.WARNING, "A source checked on a day to come"
    PUBLISHED_LATER = "KY355", Severity.WARNING, "A source published after it was checked"

    PLACEHOLDERS_DIFFER = "KY451", Severity.WARNING, "Languages that name different facts"
    UNFINISHED = "KY452", Severity.NOTE, "A text as it was begun for you"
    DRAFT_LANGUAGE = "KY453", Severity.NOTE, "A language that is not finished"
    SAME_IN_LANGUAGES = "KY454", Severity.NOTE, "A text that is the same in two languages"
    ONE_NAME = "KY455", Severity.WARNING, "Two things that read the same"
    SAID_BY_LABELS = "KY456", Severity.NOTE, "A condition that has no words of its own"
    NOT_FILLED_IN = "KY457", Severity.WARNING, "A name that is shown as it stands"

    NEVER_TRUE = "KY551", Severity.ERROR, "A condition that can never be true"
    ALWAYS_TRUE = "KY552", Severity.WARNING, "A condition that is always true"
    IMPLIED = "KY553", Severity.NOTE, "A condition that follows from those beside it"
    GAP_IN_CASES = "KY554", Severity.WARNING, "Cases with a gap between them"
    OVERLAPPING_CASES = "KY555", Severity.WARNING, "Cases that overlap"

    FACT_UNUSED = "KY651", Severity.WARNING, "A fact that nothing uses"
    OPTIONS_ALIKE = "KY652", Severity.WARNING, "Options that make no difference"
    QUESTION_IDLE = "KY653", Severity.WARNING, "A question whose answer can never matter"
    ONE_ANSWER = "KY654", Severity.WARNING, "A question with one answer only"
    DETAIL_WEIGHTY = "KY656", Severity.WARNING, "A detail question that decides too much"

    NEVER_FIRES = "KY751", Severity.ERROR, "A rule that can never apply"
    DUPLICATE_RULE = "KY752", Severity.WARNING, "Two rules that say the same"
    SUBSUMED_RULE = "KY753", Severity.WARNING, "A rule that another one makes superfluous"
    CONTRADICTING_ORDERS = "KY754", Severity.ERROR, "Two orders that contradict each other"
    STEP_UNWANTED = "KY755", Severity.WARNING, "A step that no rule wants"
    DOCUMENT_UNWANTED = "KY756", Severity.WARNING, "A document that nothing asks for"
    COST_UNWANTED = "KY757", Severity.WARNING, "A cost that no rule expects"
    STEPS_NEVER_MEET = "KY758", Severity.WARNING, "An order of steps that are never together"
    STEP_NOT_THERE = "KY759", Severity.WARNING, "Something tied to a step that is never there"
    NEVER_SETTLED = "KY760", Severity.WARNING, "A rule that no interview can settle"
    OVERLAPPING_RULES = "KY761", Severity.WARNING, "Two rules that overlap by a hair"

    REACHABLE_CIRCLE = "KY851", Severity.ERROR, "Steps that a real situation orders in a circle"
    EMPTY_PLAN = "KY852", Severity.WARNING, "A situation with an empty plan"
    VALIDITY_GAP = "KY853", Severity.WARNING, "Days between two rules on which neither is in force"
    RULE_OVER = "KY854", Severity.NOTE, "A rule whose time is over"
    PHASE_UNUSED = "KY855", Severity.WARNING, "A phase without steps"
    GROUP_UNUSED = "KY856", Severity.WARNING, "A group without questions"
    UNDECIDED = "KY857", Severity.NOTE, "Something that the search had to leave open"
    NOTHING_TO_ACCEPT = "KY858", Severity.WARNING, "Something accepted that is not found any more"

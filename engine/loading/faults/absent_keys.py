"""What to do about keys that other systems have, and that mean nothing in this language.

Owns what stands in for them. Keys that only have another name here are
:mod:`engine.loading.faults.foreign_words`. Reports nothing.
"""

from __future__ import annotations

from collections.abc import Collection

_ASKED = (
    "A question is asked by itself where its answer can still matter: say when in the `when:` of "
    "the rules that use it."
)
_RULES_BRING = "Rules bring it in: write it under the `then:` of a rule."
_NO_RANK = (
    "All rules that apply count, in no order. Where one stands against another, let its `when:` "
    "say so."
)
_ABSENT: tuple[tuple[str, str, str], ...] = (
    # A key that such an entry has, the keys that it does not have, what to do
    (
        "question",
        "when if show_if visible_if visible ask_if asked_if condition depends_on relevant "
        "relevant_if applicable applicable_si non_applicable_si hide_if next",
        _ASKED,
    ),
    (
        "question",
        "required mandatory optional",
        'Leave it out: "I don\'t know" can always be answered.',
    ),
    ("question", "unit units suffix", "Leave it out, and name the unit in the question."),
    (
        "valid",
        "warn bring cost conclude order documents costs warnings",
        "Write it under `then:`, on a line that begins with `- `.",
    ),
    ("valid", "priority salience weight rank no_loop activation_group agenda", _NO_RANK),
    (
        "valid",
        "else otherwise elseif else_if default",
        "Write another rule, with `when: {not: {…}}`.",
    ),
    (
        "valid",
        "enabled disabled active draft status",
        "Leave it out; for a time in force write `valid: {from: …, until: …}`.",
    ),
    (
        "valid",
        "from until since expires start end valid_from valid_until effective",
        "Write `valid: {from: …, until: …}`.",
    ),
    (
        "valid",
        "title label name",
        "Leave it out: people see the title of the step, not the rule.",
    ),
    ("phase", "cost costs warn warning warnings do conclude order then", _RULES_BRING),
    (
        "phase",
        "when if condition",
        "Entries of `rules:` say for whom: put it into the `when:` of one.",
    ),
    (
        "add_days",
        "formula formule expression calculate calc value equals",
        "A calculated fact has a function with its arguments, like `days_until: a_date_fact` or "
        "`sum: [a_number, another]`.",
    ),
    (
        "add_days",
        "subtract_days minus_days remove_days days_before",
        "Write `add_days: [a_date_fact, -14]`, with a minus.",
    ),
    (
        "add_days",
        "divide quotient round floor ceil abs percent mod power",
        "There is no such function: say the result with `cases:`, or put it into a table.",
    ),
    (
        "meanwhile",
        "months_before months_after years_before years_after",
        "Work the date out under `calculated:` with `add_months:`, and name it in `by:`.",
    ),
)
_COLUMN_DEFAULT = "A cell that is left out is unknown; write it in every row."


def absent_key(word: str, allowed: Collection[str]) -> str | None:
    """What to do instead of writing a key under which nothing can stand here."""
    plain = word.lower().replace("-", "_").replace(" ", "_")
    for own, keys, remedy in _ABSENT:
        if own in allowed and plain in keys.split():
            return remedy
    if plain == "default" and "options" in allowed and "question" not in allowed:
        return _COLUMN_DEFAULT
    return None

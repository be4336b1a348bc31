"""Proofs as text and as JSON; a refuted invariant as a scenario and as a case.

Owns the forms.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from ...answers import spell_answers
from ...case.case import Case
from ...case.files import spell_case
from ...rulebook import Rulebook
from ...situation import Situation
from ...wording.filling import plain
from ...wording.values import value_in_words
from ..inspecting.shown_places import shown_place
from ..inspecting.spelling import spell_given
from .proving import Proof, ProofResult

_COUNTED = {
    ProofResult.PROVED: "proved",
    ProofResult.REFUTED: "refuted",
    ProofResult.UNDECIDED: "not decided",
}


def proofs_text(
    proofs: Sequence[Proof], folder: str, first: date, last: date, rulebook: Rulebook
) -> str:
    """What is not proved, with a situation to look at; then a line that counts."""
    left = [it for it in proofs if it.outcome is not ProofResult.PROVED]
    blocks = ["\n".join(_lines(it, folder, rulebook)) for it in left]
    counted = [
        f"{sum(it.outcome is outcome for it in proofs)} {word}"
        for outcome, word in _COUNTED.items()
        if any(it.outcome is outcome for it in proofs)
    ]
    scope = f"for every situation and every day from {first} to {last}"
    blocks.append(f"{', '.join(counted)}, {scope}.")
    return "\n\n".join(blocks)


def _lines(proof: Proof, folder: str, rulebook: Rulebook) -> Iterator[str]:
    where = "" if proof.place is None else f"{shown_place(folder, proof.place)}: "
    perhaps = "" if proof.sure else " perhaps"
    yield f"{where}{proof.outcome.value}:{perhaps} {proof.id}: {proof.words}"
    if proof.because:
        yield f"  Why it must not be so: {proof.because}"
    if proof.situation is not None:
        yield f"  The smallest situation: {in_words(proof.situation, rulebook)}."
        yield "  As a scenario:"
        yield from (f"    {line}" for line in scenario_lines(proof))


def in_words(situation: Situation, rulebook: Rulebook) -> str:
    """The day and the answers, as people read them."""
    language, currency = rulebook.languages[0], rulebook.currency
    said = [
        f"{plain(fact.label, language)}: {value_in_words(fact, answer, language, currency)}"
        for fact, answer in (
            (rulebook.facts[fact_id], answer) for fact_id, answer in situation.answers.items()
        )
    ]
    return "; ".join([f"on {situation.as_of}", *(said or ["nothing is answered"])])


def scenario_lines(proof: Proof) -> Iterator[str]:
    """The situation that refutes, to be put below ``scenarios:``; it fails until that is
    mended."""
    assert proof.situation is not None
    yield f"breaks-{proof.id}:"
    yield f"  on: {proof.situation.as_of}"
    yield f"  given: {spell_given(proof.situation.answers)}"
    yield "  expect:"
    yield from (f"    {line}" for line in proof.expect)


def proofs_json(
    proofs: Sequence[Proof], folder: str, first: date, last: date, rulebook: Rulebook
) -> str:
    """Every verdict."""
    return json.dumps(
        {
            "from": first.isoformat(),
            "until": last.isoformat(),
            "invariants": [_entry(it, folder, rulebook) for it in proofs],
        },
        ensure_ascii=False,
        indent=2,
    )


def _entry(proof: Proof, folder: str, rulebook: Rulebook) -> dict[str, object]:
    entry: dict[str, object] = {"id": proof.id, "verdict": proof.outcome.value}
    if proof.place is not None:
        entry["place"] = shown_place(folder, proof.place)
    if proof.words:
        entry["problem"] = proof.words
    if proof.situation is not None:
        entry["sure"] = proof.sure
        entry["on"] = proof.situation.as_of.isoformat()
        entry["given"] = dict(spell_answers(proof.situation.answers))
        entry["words"] = in_words(proof.situation, rulebook)
        entry["scenario"] = "\n".join(scenario_lines(proof)) + "\n"
    return entry


def case_text(proof: Proof, rulebook: Rulebook) -> str:
    """The situation that refutes, as a case file; the day is not in it."""
    assert proof.situation is not None
    head = f"# Breaks {proof.id}. Look at it with --on {proof.situation.as_of}.\n"
    return head + spell_case(Case(rulebook.id, rulebook.version, proof.situation.answers))

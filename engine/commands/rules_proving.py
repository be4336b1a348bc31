"""The command that proves invariants: ``kaiyaku rules prove``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import FromOption, UntilOption, days_of_range
from .output import note, print_text
from .progress_line import Teller
from .rules_folder import RulesOption, folder_of
from .running import FOUND_SOMETHING, BadInput

if TYPE_CHECKING:
    from ..authoring.proving.proving import Proof
    from ..rulebook import Rulebook


class ProofFormat(StrEnum):
    """How verdicts can be shown."""

    TEXT = "text"
    JSON = "json"


def prove(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Invariants to prove, by their ids; without any, all of them."),
    ] = None,
    rules: RulesOption = None,
    first: FromOption = None,
    until: UntilOption = None,
    cases: Annotated[
        Path | None,
        typer.Option(
            "--cases",
            metavar="FOLDER",
            help="Write a case file there for each invariant that is refuted.",
        ),
    ] = None,
    format: Annotated[
        ProofFormat, typer.Option("--format", help="How to show the verdicts.")
    ] = ProofFormat.TEXT,
) -> None:
    """Prove the invariants of a rulebook for every situation, or show the smallest situation
    that breaks one. Exit status 1 when one is refuted or not decided."""
    from ..authoring.inspecting.shown_places import shown_folder
    from ..authoring.proving.proving import ProofResult
    from ..authoring.proving.proving import prove as proofs_of
    from ..authoring.proving.report import proofs_json, proofs_text
    from ..loading.faults.diagnostics import RulebookErrors
    from ..loading.scenarios.invariants import load_invariants
    from ..worlds.solving import Window
    from .rules_inspecting import read_rulebook

    folder = folder_of(rules)
    day, last = days_of_range(first, until)
    rulebook = read_rulebook(folder)
    try:
        invariants = load_invariants(folder, rulebook)
    except RulebookErrors as errors:
        raise BadInput(str(errors)) from None
    known = {it.id for it in invariants}
    for name in names or ():
        if name not in known:
            raise BadInput(f"There is no invariant {name!r}. {_declared(known)}")
    wanted = [it for it in invariants if not names or it.id in names]
    proofs, progress = [], Teller()
    for proof in proofs_of(rulebook, wanted, Window(day, last), built_in=not names):
        proofs.append(proof)
        progress.tell(f"{proof.id}: {proof.outcome.value}")
    progress.end()
    shown = shown_folder(folder)
    form = proofs_json if format is ProofFormat.JSON else proofs_text
    print_text(form(proofs, shown, day, last, rulebook))
    if cases is not None:
        _write_cases(cases, proofs, rulebook)
    if any(it.outcome is not ProofResult.PROVED for it in proofs):
        raise typer.Exit(FOUND_SOMETHING)


def _declared(known: set[str]) -> str:
    return f"Declared are: {', '.join(sorted(known)[:12])}." if known else "None is declared."


def _write_cases(folder: Path, proofs: list[Proof], rulebook: Rulebook) -> None:
    from ..authoring.proving.report import case_text
    from ..files import FileError, write_whole

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{folder} cannot be made: {error.strerror}.") from None
    for proof in proofs:
        if proof.situation is not None:
            file = folder / f"{proof.id}.yaml"
            try:
                write_whole(file, case_text(proof, rulebook))
            except FileError as error:
                raise BadInput(f"{file} was not written: {error}.") from None
            note(f"wrote {file}: look at it with --case {file} --on {proof.situation.as_of}")

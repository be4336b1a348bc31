"""A folder as it was in a revision of its git repository.

Owns the asking of git, which only reads: nothing is written into the checkout.
"""

from __future__ import annotations

import os
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


class NoRevision(Exception):
    """The folder cannot be had as it was then; the message says why and what to do."""


def take_out(folder: Path, revision: str, into: Path) -> Path:
    """Put the files of ``folder`` as they were in ``revision`` below ``into``; return the
    folder there. Raises :class:`NoRevision`."""
    if not folder.is_dir():
        raise NoRevision(f"There is no folder {folder}.")
    prefix = _git(folder, "rev-parse", "--show-prefix", wrong=f"{folder} is in no git repository.")
    named = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    hint = "Name a commit, a branch or a tag, such as 'main' or 'HEAD~1'."
    commit = _git(folder, *named, wrong=f"git knows no revision {revision!r} here. {hint}")
    inside = prefix.decode(errors="surrogateescape").strip("\n").rstrip("/")
    within = f"{commit.decode().strip()}:{inside}"
    kind = _git(
        folder, "cat-file", "-t", within, wrong=f"{folder} did not exist in revision {revision!r}."
    )
    if kind.strip() != b"tree":
        raise NoRevision(f"{folder} was no folder in revision {revision!r}.")
    top = _git(folder, "rev-parse", "--show-toplevel", wrong=f"{folder} is in no work tree.")
    whole = Path(top.decode(errors="surrogateescape").rstrip("\n"))
    wrong = f"git could not take the files of revision {revision!r} out."
    packed = _git(whole, "archive", "--format=tar", within, wrong=wrong)
    home = into / (Path(inside).name or "old")
    home.mkdir(parents=True)
    try:
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(home, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise NoRevision(f"The files of revision {revision!r} cannot be read: {error}.") from None
    return home


def _git(folder: Path, *arguments: str, wrong: str) -> bytes:
    try:
        run = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            env={**os.environ, **_QUIET},
            check=False,
        )
    except FileNotFoundError:
        raise NoRevision("--since needs git, which is not installed.") from None
    if run.returncode != 0:
        said = run.stderr.decode(errors="replace").strip().splitlines()
        owned = next((line for line in said if "dubious ownership" in line), None)
        raise NoRevision(wrong if owned is None else f"git refuses to read {folder}: {owned}")
    return run.stdout

"""Tests in a process of their own: a hang or a crash of the library is a failure, not the end
of the test run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]

CALL = """
import importlib, json, sys
module, name, arguments = sys.argv[1:]
getattr(importlib.import_module(module), name)(*json.loads(arguments))
"""


def run_in_child(test: Callable[..., None], *arguments: int | str, seconds: int = 120) -> None:
    """Calls ``test``, a function of a module, with JSON ``arguments`` in a new process; fails
    with the call and its output unless it comes back in time and without an exception."""
    call = f"{test.__name__}{arguments}"
    command = [sys.executable, "-X", "faulthandler", "-c", CALL, test.__module__, test.__name__]
    try:
        done = subprocess.run(
            [*command, json.dumps(arguments)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as hang:
        raise AssertionError(f"{call} did not come back within {seconds} seconds") from hang
    assert done.returncode == 0, f"{call} ended with {done.returncode}:\n{done.stderr[-6000:]}"

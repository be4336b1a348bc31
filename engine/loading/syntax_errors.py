"""What a YAML parser's complaint means to somebody who is no programmer.

Owns the translation of syntax errors into a place, a plain sentence and a way out.
"""

from __future__ import annotations

from typing import Any

from engine.loading.codes import Code
from engine.loading.diagnostics import Report, SourceFile
from engine.loading.nodes import ScalarNode
from engine.rulebook import Place


def explain(error: Any, file: SourceFile, last_scalar: ScalarNode | None, report: Report) -> None:
    """Report a ``yaml.YAMLError`` in plain words, at the place where the mistake was made."""
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = getattr(error, "problem", None) or "it cannot be read"
    report.add(
        Code.BAD_YAML,
        Place(file.path, line, column),
        f"This is not YAML: {problem}.",
        None,
        file,
    )

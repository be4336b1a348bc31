"""What a YAML parser's complaint means to somebody who is no programmer.

Owns the translation of syntax errors into the place where the mistake was made (often not
where the parser stumbled), a plain sentence and a way out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ...rulebook import Place
from ..faults.codes import Code
from ..faults.report import Report, SourceFile, quoted
from ..section_names import SECTIONS
from . import lookalikes
from .indentation import fitting_columns, moved_line, starts_a_list
from .parser_complaint import Blame, Complaint, Trace

_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")
_WIDE_COLON = re.compile(r"\s*(?:- )*[\"']?[A-Za-z_][\w.-]*[\"']?(：)", re.ASCII)
_NO_SPACE = re.compile(r"[A-Za-z_][\w.-]*:(?!//)\S")
_NO_SPACE_AFTER_DASH = re.compile(r" *(-)[A-Za-z_\"'{\[]")
_SIZE = re.compile(r"[<>]=? *-?\d")
_EXPECTED_KEY = (
    "did not find expected key",
    "expected <block end>",
    "expected '<document start>'",
    "did not find expected <document start>",
)
_EXPECTED_COMMA = (
    "expected ',' or",
    "did not find expected node content",
    "expected the node content",
)


def explain(error: Any, file: SourceFile, trace: Trace, report: Report) -> None:
    """Report a ``yaml.YAMLError`` in plain words, at the place where the mistake was made."""
    complaint = Complaint(error, file, trace)
    found = next((it for read in _READINGS if (it := read(complaint)) is not None), None)
    if found is None:
        found = Blame(
            Code.BAD_YAML,
            complaint.line,
            complaint.column,
            f"This cannot be read as YAML: {complaint.problem}.",
            "Compare this line and the one above it with the good example of "
            f"'kaiyaku rules explain {Code.BAD_YAML}'.",
        )
    place = Place(file.path, found.line + 1, found.column + 1)
    report.add(found.code, place, found.problem, found.remedy, file)


def _conflict(it: Complaint) -> Blame | None:
    for number, line in enumerate(it.file.lines):
        if _CONFLICT.match(line):
            return Blame(
                Code.CONFLICT_MARKER,
                number,
                0,
                "A merge conflict is still in the file.",
                "Keep one of the two versions and delete the lines with <<<<<<<, ======= "
                "and >>>>>>>.",
            )
    return None


def _tab(it: Complaint) -> Blame | None:
    line = it.text(it.line)
    indentation = line[: len(line) - len(line.lstrip())]
    if it.says("tab character") or it.char() == "\t" or "\t" in indentation:
        column = line.find("\t")
        if column >= 0:
            return Blame(
                Code.TAB,
                it.line,
                column,
                "A tab stands here; YAML is indented with spaces only.",
                "Replace every tab by two spaces.",
            )
    return None


def _wide_colon(it: Complaint) -> Blame | None:
    for number in it.suspects():
        found = _WIDE_COLON.match(it.text(number))
        if found:
            return Blame(
                Code.WIDE_COLON,
                number,
                found.start(1),
                "This colon is a full-width one (：).",
                lookalikes.WRITE_A_COLON,
            )
    return None


def _lookalike(it: Complaint) -> Blame | None:
    for number in it.suspects():
        found = lookalikes.in_line(it.text(number))
        if found is not None:
            return _lookalike_at(found, number, found.column)
    last = it.trace.last_scalar
    if last is not None and not last.style and last.end_mark.line == it.line:
        found = lookalikes.quotation_mark(last.value)
        if found is not None:
            return _lookalike_at(found, last.start_mark.line, last.start_mark.column)
    return None


def _lookalike_at(found: lookalikes.Lookalike, line: int, column: int) -> Blame:
    return Blame(Code.LOOKALIKE, line, column, found.problem, found.remedy)


def _dash(it: Complaint) -> Blame | None:
    for number in it.suspects():
        found = _NO_SPACE_AFTER_DASH.match(it.text(number))
        if found:
            return Blame(
                Code.NO_SPACE_AFTER_DASH,
                number,
                found.start(1),
                "There is no space after the dash that begins a list entry.",
                "Write `- ` with a space.",
            )
    return None


def _unclosed_quote(it: Complaint) -> Blame | None:
    if "quoted scalar" in it.context and it.says("end of stream", "document indicator"):
        return _unclosed_quote_at(it.from_line, it.from_column)
    last = it.trace.last_scalar
    if last is None or last.style not in ("'", '"'):
        return None
    start, end = last.start_mark, last.end_mark
    if end.line != it.line or it.text(end.line)[end.column : it.column].strip():
        return None
    if start.line != end.line:
        return _unclosed_quote_at(start.line, start.column)
    if it.char() in (",", "}", "]", ":", ""):
        return None
    other = '"' if last.style == "'" else "'"
    return Blame(
        Code.QUOTE_IN_TEXT,
        end.line,
        end.column - 1,
        f"The text in quotation marks ends at this {last.style}, but the line goes on.",
        f"If it belongs to the text, put the whole text between {other} and {other}, or write "
        "it on the next line after a `|`. If it begins another text, the one before it is not "
        "closed.",
    )


def _unclosed_quote_at(line: int, column: int) -> Blame:
    return Blame(
        Code.UNCLOSED_QUOTE,
        line,
        column,
        "The quotation mark that opens here is not closed on this line.",
        "Close it at the end of the text.",
    )


def _colon(it: Complaint) -> Blame | None:
    if it.says("could not find expected ':'"):
        return _missing_colon(it, it.from_line, it.from_column)
    if not it.says("mapping values are not allowed"):
        return None
    last = it.trace.last_scalar
    if last is not None and last.start_mark.line < it.line and not last.style:
        start = last.start_mark
        if ": " in it.text(start.line)[: start.column]:
            return _bad_indentation(it, it.line, _first_column(it.text(it.line)))
        return _missing_colon(it, start.line, start.column)
    line = it.text(it.line)
    key = line.lstrip(" -")
    if _NO_SPACE.match(key):
        return _no_space(key, it.line, len(line) - len(key))
    return _colon_in_text(it)


def _no_space(word: str, line: int, column: int) -> Blame:
    return Blame(
        Code.NO_SPACE_AFTER_COLON,
        line,
        column,
        f"In {quoted(word.split()[0])} there is no space after the colon.",
        "Write `key: value` with a space.",
    )


def _missing_colon(it: Complaint, line: int, column: int) -> Blame:
    word = it.text(line)[column:].strip()
    if _NO_SPACE.match(word):
        return _no_space(word, line, column)
    begun = re.search(r"([\w.-]+: *[|>])[-+]?\s*$", it.text(line - 1)) if line else None
    if begun:
        return Blame(
            Code.BAD_INDENTATION,
            line,
            column,
            f"This line is no part of the text that `{begun[1]}` begins.",
            "Indent the lines of the text two spaces further than its key.",
        )
    return Blame(
        Code.MISSING_COLON,
        line,
        column,
        f"There is no colon after {quoted(word)}.",
        "Write `key: value`, or `key:` with indented lines below. A text over several lines "
        "begins with `|` after its key.",
    )


def _colon_in_text(it: Complaint) -> Blame:
    before = it.text(it.line)[: it.column]
    if re.search(r"\{[^\"']*: *[\w.-]+ *(\b(and|or)\b|&&|\|\||;) *[a-z][\w.]*$", before):
        return it.blamed(
            Code.COLON_IN_TEXT,
            "Two conditions are joined by a word or sign here.",
            "Write a comma between them where both must hold; for one or the other write "
            "`any: [{…}, {…}]`.",
        )
    return it.blamed(
        Code.COLON_IN_TEXT,
        "A text with a colon and a space in it needs quotation marks.",
        "Put the whole text in quotation marks.",
    )


def _bracket(it: Complaint) -> Blame | None:
    if not it.says(*_EXPECTED_COMMA) or "flow" not in it.context or it.trace.last_open is None:
        return None
    if it.char() == ":" and it.line == it.from_line:
        return _colon_in_text(it)
    last = it.trace.last_scalar
    if it.char() == "{" and last is not None and not last.style and last.end_mark.line == it.line:
        return Blame(
            Code.NEEDS_QUOTES,
            last.start_mark.line,
            last.start_mark.column,
            "Between { and } a text that names a fact needs quotation marks.",
            "Put the whole text in quotation marks.",
        )
    line, column = it.trace.last_open.line - 1, it.trace.last_open.column - 1
    bracket = it.text(line)[column : column + 1]
    closing = "]" if bracket == "[" else "}"
    return Blame(
        Code.UNCLOSED_BRACKET,
        line,
        column,
        f"The {bracket} that opens here is not closed, or something in it is not separated "
        "by commas.",
        f"Write a comma between entries and {closing} at the end; put texts with commas, colons, "
        "brackets or {facts} in quotation marks.",
    )


def _block(it: Complaint) -> Blame | None:
    if it.says("did not find expected '-' indicator"):
        return _bad_indentation(it, it.line, it.column)
    if not it.says(*_EXPECTED_KEY):
        return None
    if it.char() in ("}", "]"):
        return it.blamed(
            Code.UNCLOSED_BRACKET,
            f"This {it.char()} closes nothing.",
            "Remove it, or put the text in quotation marks.",
        )
    if it.char() == ":":
        return it.blamed(
            Code.MISSING_KEY_BEFORE_COLON,
            "Nothing stands before this colon.",
            "Write `key: value`.",
        )
    before = it.text(it.line)[: it.column].rstrip()
    closed = it.trace.last_closed
    if before.endswith(("}", "]")) and closed is not None:
        return _needs_quotes(it, closed.line - 1, closed.column - 1)
    if it.at_start_of_line():
        return _bad_indentation(it, it.line, it.column)
    return None


def _bad_indentation(it: Complaint, line: int, column: int) -> Blame:
    lines = it.file.lines
    moved = moved_line(lines, line, SECTIONS)
    if moved is not None:
        return Blame(
            Code.BAD_INDENTATION,
            moved,
            _first_column(lines[moved]),
            "This line does not line up with the lines that it belongs to.",
            f"It stands too far left, so that line {line + 1} belongs to nothing: indent it like "
            "the entries before it.",
        )
    if starts_a_list(lines, line):
        return Blame(
            Code.BAD_INDENTATION,
            line,
            column,
            "This line begins an entry of a list, and the line before it begins none.",
            "Write `- ` before that one, too; what belongs to an entry is indented below it.",
        )
    fitting = " or ".join(map(str, fitting_columns(lines, line)))
    return Blame(
        Code.BAD_INDENTATION,
        line,
        column,
        "This line does not line up with the lines that it belongs to.",
        f"{_spaces(_first_column(lines[line]))} stand before it; {fitting} would fit. Entries that "
        "belong together begin in the same column; what belongs to an entry is indented two "
        "spaces further.",
    )


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _for_denial(line: str, column: int) -> str | None:
    """What to write for ``pet: !cat``."""
    key = re.search(r"([\w.]+):\s*$", line[:column])
    denied = re.match(r"!\s*([\w-]+)", line[column:])
    if key is None or denied is None:
        return None
    denial = f"{key.group(1)}: {{not: {denied.group(1)}}}"
    return f"To deny it, write `{denial}`; else put the text in quotation marks."


def _needs_quotes(it: Complaint, line: int, column: int) -> Blame:
    return Blame(
        Code.NEEDS_QUOTES,
        line,
        column,
        f"A text that begins with {it.text(line)[column : column + 1]} needs quotation marks.",
        _for_sizes(it.text(line)[column:])
        or _for_denial(it.text(line), column)
        or "Put the whole text in quotation marks.",
    )


def _for_sizes(text: str) -> str | None:
    """What to write for a comparison such as ``> 3``, if it is one."""
    if not _SIZE.match(text):
        return None
    return "In a condition write `over: 3`, `at_least: 3`, `under: 3` or `at_most: 3` in braces."


def _special_character(it: Complaint) -> Blame | None:
    stray = it.says("expected node content", "expected the node content") and it.char() in tuple(
        "]},"
    )
    if it.says("cannot start any token", "block sequence entries are not allowed") or stray:
        return _needs_quotes(it, it.line, it.column)
    if "scanning an alias" in it.context or "scanning an anchor" in it.context:
        return _needs_quotes(it, it.from_line, it.from_column)
    if "tag" in it.context or "tag" in it.problem:
        return _needs_quotes(it, it.from_line, it.from_column)
    return None


def _block_text(it: Complaint) -> Blame | None:
    if "block scalar" not in it.context:
        return None
    mark = it.text(it.from_line)[it.from_column : it.from_column + 1]
    return it.blamed(
        Code.BAD_BLOCK_TEXT,
        f"After {mark} the text begins on the next line, indented.",
        _for_sizes(it.text(it.from_line)[it.from_column :])
        or f"Begin a new line here, or put a text that begins with {mark} in quotation marks.",
    )


def _backslash(it: Complaint) -> Blame | None:
    if not it.says("escape", "hexdecimal", "hexadecimal"):
        return None
    line = it.text(it.line)
    return Blame(
        Code.BACKSLASH,
        it.line,
        max(line.rfind("\\", 0, it.column + 1), 0),
        'Between " and " a backslash begins a special character, and this is none.',
        "Put the text between ' and ' instead, or write the backslash twice.",
    )


def _directive(it: Complaint) -> Blame | None:
    if it.says("incompatible YAML", "directive") or "directive" in it.context:
        return Blame(
            Code.DIRECTIVE,
            it.from_line,
            0,
            "Lines that begin with % are not used in rulebooks.",
            "Remove the line.",
        )
    return None


def _first_column(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_READINGS: tuple[Callable[[Complaint], Blame | None], ...] = (
    _conflict,
    _directive,
    _tab,
    _unclosed_quote,
    _wide_colon,
    _lookalike,
    _dash,
    _backslash,
    _block_text,
    _colon,
    _bracket,
    _special_character,
    _block,
)

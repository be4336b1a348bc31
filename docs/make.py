"""Makes the pages that are taken from the program: docs/api.md, docs/kaiyaku.1 and the codes
in rules/messages.md.

``python docs/make.py`` writes them; a test holds them fresh.
"""

import inspect
import re
import sys
from collections.abc import Iterator
from inspect import cleandoc, isclass, isfunction
from pathlib import Path
from typing import Any

from typer.main import get_command
from typer.testing import CliRunner

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent))

import engine  # noqa: E402
from engine import __version__  # noqa: E402
from engine.authoring.checks.codes import CheckCode  # noqa: E402
from engine.commands.program import program  # noqa: E402
from engine.loading.faults.codes import Code  # noqa: E402

PARTS = (
    ("Opening and asking", ("open_rulebook", "OpenRulebook", "Situation", "Interview", "Question")),
    ("Plans", ("Plan", "PlanStep", "PlanCost", "Affected")),
    ("Explanations", ("Explanation", "WhyNot", "Difference", "OrderExplanation")),
    ("Showing", "render_*"),
    ("Errors", BaseException),
)
"""Headings with the names below each, in this order; whatever is left comes last."""

API_HEAD = """\
# From Python

Made from the docstrings by `python docs/make.py`; [`examples/`](../examples) has programs to
begin with. Whatever is not named here may change without notice.
"""


def api() -> str:
    """The page of everything public."""
    names = sorted(engine._ROOMS, key=lambda it: (not it.isupper(), it[0].islower(), it))
    left = dict.fromkeys(names)
    parts = [API_HEAD]
    for heading, wanted in (*PARTS, ("Everything else", "*")):
        names = [name for name in left if _belongs(name, wanted)]
        if isinstance(wanted, tuple):
            names = list(wanted)
        parts.append(f"## {heading}\n")
        for name in names:
            left.pop(name)
            parts.append(_entry(name, getattr(engine, name)))
    return "\n".join(parts)


def _belongs(name: str, wanted: object) -> bool:
    if isinstance(wanted, str):
        return re.fullmatch(wanted.replace("*", ".*"), name) is not None
    public = getattr(engine, name)
    return isinstance(wanted, type) and isclass(public) and issubclass(public, wanted)


def _entry(name: str, public: object) -> str:
    lines = [f"### `{_signature(name, public)}`\n"]
    if isclass(public) or isfunction(public):
        lines.append(_words(public.__doc__))
    if isclass(public):
        fields = getattr(public, "__struct_fields__", ())
        if fields and not issubclass(public, BaseException):
            lines.append(f"Fields: {', '.join(f'`{it}`' for it in fields)}.\n")
        for key, method in vars(public).items():
            if isfunction(method) and not key.startswith("_") and method.__doc__:
                lines.append(f"#### `.{_signature(key, method)}`\n")
                lines.append(_words(method.__doc__))
    return "\n".join(lines)


def _signature(name: str, public: object) -> str:
    if not isfunction(public):
        return name
    signature = inspect.signature(public)
    parameters = [it for it in signature.parameters.values() if it.name != "self"]
    return f"{name}{signature.replace(parameters=parameters)}".replace("'", "")


def _words(docstring: str | None) -> str:
    text = cleandoc(docstring or "").split("\n>>>")[0]
    text = re.sub(r":\w+:`~?(?:[\w.]*\.)?(\w+)`", r"`\1`", text)
    return text.replace("``", "`") + "\n"


def manual() -> str:
    """The manual page: what ``--help`` says of the program and of each of its commands."""
    shown = {"LANG": "C.UTF-8", "LANGUAGE": "", "COLUMNS": "80", "TERMINAL_WIDTH": "80"}
    app = program()
    whole: Any = get_command(app)
    roff = [f'.TH KAIYAKU 1 "" "kaiyaku {__version__}"', ".SH NAME", rf"kaiyaku \- {whole.help}"]
    for name in _commands(whole):
        run = CliRunner().invoke(app, [*name.split(), "--help"], env=shown, prog_name="kaiyaku")
        if run.exit_code != 0:
            raise SystemExit(run.output)
        lines = run.stdout.strip().replace("\\", r"\e").replace("-", r"\-").splitlines()
        roff += [f".SH {f'kaiyaku {name}'.strip().upper()}", ".nf"]
        roff += [rf"\&{line}" for line in lines] + [".fi"]
    return "\n".join(roff) + "\n"


def _commands(group: Any, name: str = "") -> Iterator[str]:
    yield name
    for key, command in getattr(group, "commands", {}).items():
        yield from _commands(command, f"{name} {key}".strip())


MESSAGES = "../rules/messages.md"


def messages() -> str:
    """The page of messages with every code between its marks."""
    before, mark, rest = (DOCS / MESSAGES).read_text(encoding="utf-8").partition("<!-- codes -->\n")
    codes = {str(it.value): it.summary for it in (*Code, *CheckCode)}
    rows = "".join(f"| {code} | {codes[code]} |\n" for code in sorted(codes))
    _, end, after = rest.partition("<!-- /codes -->")
    return f"{before}{mark}| code | means |\n|---|---|\n{rows}{end}{after}"


PAGES = {"api.md": api, "kaiyaku.1": manual, MESSAGES: messages}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")

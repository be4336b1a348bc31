"""Folders for those examples of pages that no single file can show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Make = Callable[[Path], None]

RULE = "because: B., sources: [handbook]}\n"


def _empty(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


def gone(folder: Path) -> None:
    """No folder."""
    _empty(folder)
    folder.rmdir()


def only_notes(folder: Path) -> None:
    """A folder without YAML."""
    _empty(folder)
    (folder / "notes.txt").touch()


def untouched(folder: Path) -> None:
    """The folder as it is."""


def files(count: int) -> Make:
    """So many empty files more."""

    def make(folder: Path) -> None:
        for number in range(count):
            (folder / f"{number}.yaml").touch()

    return make


def link(name: str, to: str) -> Make:
    """A link inside the folder."""
    return lambda folder: (folder / name).symlink_to(folder / to)


def inner_folder(name: str) -> Make:
    """A folder inside the folder."""
    return lambda folder: (folder / name).mkdir()


def content(data: bytes, name: str = "x.yaml") -> Make:
    """One file more."""

    def make(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return make


def chain(length: int) -> Make:
    """Facts derived from each other, over so many levels."""
    facts = "".join(
        f"  c{number}: {{sum: [{f'c{number - 1}' if number > 1 else 'boxes'}, 1]}}\n"
        for number in range(1, length + 1)
    )
    rule = f"rules:\n  deep: {{when: {{c{length}: 5}}, then: [{{do: hurry}}], {RULE}"
    return content(f"calculated:\n{facts}{rule}".encode())


def knot(size: int) -> Make:
    """So many steps, each put before each other by rules of which no two hold at once."""
    names = [f"s{number}" for number in range(size)]
    text = "steps:\n" + "".join(f"  {name}: {{phase: day, title: {name}}}\n" for name in names)
    text += f"rules:\n  knot: {{when: {{rents: no}}, then: [{{do: [{', '.join(names)}]}}], {RULE}"
    for number, first in enumerate(names):
        for other in names:
            if first != other:
                when = f"when: {{rents: no, boxes: {number}}}"
                then = f"then: [{{order: [{first}, {other}]}}]"
                text += f"  o-{first}-{other}: {{{when}, {then}, {RULE}"
    return content(text.encode())


FOLDERS: dict[str, tuple[Make, Make]] = {
    "KY101": (gone, untouched),
    "KY102": (only_notes, untouched),
    "KY103": (files(201), files(3)),
    "KY104": (link("x.yaml", "moved.yaml"), content(b"")),
    "KY105": (inner_folder("old.yaml"), inner_folder("old")),
    "KY106": (link("again", "."), inner_folder("again")),
    "KY107": (content(b"#" * 2_000_001), content(b"#" * 2_000_000)),
    "KY108": (content("# Möbel".encode("latin-1")), content("# Möbel".encode())),
    "KY110": (content(b"", "sources.yaml.txt"), content(b"")),
    "KY803": (chain(101), chain(2)),
    "KY857": (knot(7), knot(2)),
}
"""By code: what makes a folder bad, and what keeps it good."""

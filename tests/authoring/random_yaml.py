"""Random YAML in random layouts, as different people's editors might leave it."""

from __future__ import annotations

from hypothesis import strategies as st

KEYS = st.sampled_from(
    ["when", "then", "because", "en", "zh", "ja", "title", "kind", "label", "do", "a", "b-c", "x_1"]
)
WORDS = st.sampled_from(
    [
        "yes", "3", "2026-01-31", "plain words", "it's # not a comment", '"quoted: text # no"',
        "'single ''quotes'''", '"{fact} and \\"more\\""', "中文，标点", "日本語（注）", "~", '""',
        "a#b",
    ]
)  # fmt: skip
COMMENTS = st.sampled_from(["# why", "#tight", "# 注：说明", "# a: b [c] {d} \"e'"])
TREES = st.recursive(
    st.one_of(WORDS, st.just(None)),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4),
        st.dictionaries(KEYS, inner, min_size=1, max_size=4),
    ),
    max_leaves=12,
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A YAML text with a mapping at its top."""
    tree = draw(st.dictionaries(KEYS, TREES, min_size=1, max_size=4))
    writer = _Writer(draw)
    writer.block(tree, draw(st.sampled_from(["", "  "])) and "")
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return mark + ending.join(writer.lines) + draw(st.sampled_from(["", ending, ending * 3]))


class _Writer:
    """Writes trees line by line, choosing a layout as it goes."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.lines: list[str] = []

    def one_in(self, count: int) -> bool:
        return self.draw(st.integers(1, count)) == 1

    def noise(self, indent: str) -> None:
        """An empty line, or comments on lines of their own."""
        if self.one_in(5):
            self.lines.append("" if self.one_in(2) else "   ")
        if self.one_in(5):
            self.lines.append(indent + self.draw(COMMENTS))

    def behind(self) -> str:
        """A comment behind something, or nothing."""
        spaces = " " * self.draw(st.integers(1, 3))
        return spaces + self.draw(COMMENTS) if self.one_in(6) else ""

    def block(self, tree: object, indent: str, first: str | None = None) -> None:
        """A mapping or list in block style; its first line begins with ``first``."""
        entries = list(tree.items()) if isinstance(tree, dict) else [(None, it) for it in tree]  # type: ignore[attr-defined]
        for number, (key, value) in enumerate(entries):
            start = indent
            if number == 0 and first is not None:
                start = first
            else:
                self.noise(indent)
            start += "- " if key is None else f"{key}:"
            self.value(value, indent, start, in_list=key is None)
        if self.one_in(8):
            self.lines.append(indent + self.draw(COMMENTS))

    def value(self, value: object, indent: str, start: str, *, in_list: bool) -> None:
        deeper = indent + " " * self.draw(st.integers(1, 4))
        space = "" if in_list else " " * self.draw(st.integers(1, 2))
        if isinstance(value, dict | list) and self.one_in(2):
            self.flow(value, start + space, deeper)
        elif isinstance(value, dict | list) and in_list and self.one_in(6):
            self.lines.append(start.rstrip() + self.behind())
            self.noise(deeper)
            self.block(value, deeper)
        elif isinstance(value, dict | list) and in_list:
            self.block(value, " " * len(start), start)
        elif isinstance(value, dict | list):
            self.lines.append(start + self.behind())
            self.block(value, deeper)
        elif isinstance(value, str) and value.isascii() and self.one_in(4):
            self.lines.append(start + space + self.draw(st.sampled_from(["|", "|-", ">", ">-"])))
            self.lines += [deeper + value, "", deeper + "  # more in the text"]
        else:
            words = self.word(value)
            self.lines.append((start + (space + words if words else "")).rstrip() + self.behind())

    def word(self, value: object) -> str:
        if value is None:
            return ""
        assert isinstance(value, str)
        return value.replace(" # ", " ") if value.startswith("it's") else value

    def flow(self, value: object, start: str, deeper: str) -> None:
        """A value in brackets, on one line or several."""
        pad = " " * self.draw(st.integers(0, 1))
        if isinstance(value, dict) and self.one_in(4) and len(value) > 1:
            self.lines.append(f"{start}{{{self.behind()}")
            for key, inner in value.items():
                self.lines.append(f"{deeper}{key}: {self.inline(inner)},{self.behind()}")
            self.lines.append(f"{deeper}}}" + self.behind())
        else:
            text = self.inline(value)
            if pad and len(text) > 2:
                text = f"{text[0]}{pad}{text[1:-1]}{pad}{text[-1]}"
            self.lines.append(start + text + self.behind())

    def inline(self, value: object) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self.inline(it)}" for key, it in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.inline(it) or '""' for it in value) + "]"
        return self.word(value) if value is not None else ""

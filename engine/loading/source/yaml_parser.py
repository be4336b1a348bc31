"""The YAML parser: libyaml's, or else the one in Python, made to read the same.

Owns which of the two is used and what sets the one in Python right: inside braces and brackets
it takes every ``?`` for the beginning of a key, so that a question such as
``{en: A key?, zh: 钥匙？}`` would be an error on a computer without libyaml.
"""

from __future__ import annotations

from typing import Any

import yaml


class PythonLoader(yaml.SafeLoader):
    """PyYAML's own parser, for which a ``?`` inside a text is part of it."""

    _in_a_text = False

    def scan_plain(self) -> Any:
        """The text without quotation marks that begins here."""
        self._in_a_text = True
        try:
            return super().scan_plain()
        finally:
            self._in_a_text = False

    def peek(self, index: int = 0) -> str:
        """The character that many places ahead. Inside a text a ``?`` is shown as a letter,
        which ends nothing; what is read is the text itself."""
        char: str = super().peek(index)
        return "x" if self._in_a_text and char == "?" else char


LOADER: Any = getattr(yaml, "CSafeLoader", PythonLoader)
"""The parser to hand to PyYAML's functions."""

"""The words that scaffolds begin with, in every language the engine speaks, as YAML.

Owns quotation marks and the choice between one text and one per language. A language that the
engine does not speak gets the English words, to be translated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Words = Mapping[str, str]

WHAT_TO_DO: Words = {"en": "Say what to do", "zh": "写明要做什么", "ja": "することを書く"}
WHY: Words = {"en": "Say why", "zh": "写明原因", "ja": "理由を書く"}
NAME: Words = {"en": "Say what it is called", "zh": "写明名称", "ja": "名前を書く"}
WHERE: Words = {"en": "Say where it stands"}
BEGUN = (WHAT_TO_DO, WHY, NAME, WHERE)
"""What stands where authors are to put their own words."""

_PLAIN = re.compile(r"[^\W\d_][^:#{}\[\],&*!|>'\"%@`\n]*", re.UNICODE)
_WORDS_OF_YAML = frozenset({"yes", "no", "true", "false", "null", "on", "off", "y", "n"})


def quoted(text: str) -> str:
    """The text as a YAML value, in quotation marks where it needs them."""
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _WORDS_OF_YAML
    if plain and not text.endswith(("?", "？")):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def in_language(words: Words, language: str) -> str:
    """The words in that language, or else in English."""
    return words.get(language) or words["en"]


def inline(words: Words, languages: Sequence[str]) -> str:
    """One text, or ``{en: …, zh: …}``."""
    if len(languages) == 1:
        return quoted(in_language(words, languages[0]))
    pairs = ", ".join(f"{it}: {quoted(in_language(words, it))}" for it in languages)
    return f"{{{pairs}}}"


def below(key: str, words: Words, languages: Sequence[str], indent: int) -> str:
    """``key:`` with one text behind it, or one per language on the lines below."""
    space = " " * indent
    if len(languages) == 1:
        return f"{space}{key}: {quoted(in_language(words, languages[0]))}"
    lines = [f"{space}{key}:"]
    lines += [f"{space}  {it}: {quoted(in_language(words, it))}" for it in languages]
    return "\n".join(lines)

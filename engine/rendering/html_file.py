"""The shell of a page that is one file: its head, its style and its script.

A content security policy names the very style and script by their hashes and forbids
everything else, the network included. Owns the shell; knows nothing of what the page says.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files

from .markup import Html, element, joined

_LANGUAGE_TAGS = {"zh": "zh-Hans"}
"""In which characters the Chinese is written."""


def html_file(
    language: str, title: str, style: str, script: str, parts: Iterable[Html], **settings: str
) -> str:
    """The whole file; ``settings`` are attributes of the body, for the script. ``style`` and
    ``script`` are the program's own, never made of texts."""
    inside = (*parts, element("script", Html(script)))
    body = element("body", joined(inside, between="\n"), **settings)
    head = _head(title, style, script)
    whole = element("html", head, "\n", body, lang=language_tag(language))
    return f"<!doctype html>\n{whole.markup}\n"


def language_tag(language: str) -> str:
    """The tag of a language for ``lang``; it can say more than the code."""
    return _LANGUAGE_TAGS.get(language, language)


@cache
def resource(module: str, name: str) -> str:
    """A style or script that lies beside a module, without what only its authors need to see:
    how its lines are set in."""
    text = files(module.rpartition(".")[0]).joinpath(name).read_text(encoding="utf-8")
    return "\n".join(stripped for line in text.splitlines() if (stripped := line.strip()))


def _head(title: str, style: str, script: str) -> Html:
    policy = (
        f"default-src 'none'; style-src {_hash_source(style)};"
        f" script-src {_hash_source(script)}; base-uri 'none'; form-action 'none'"
    )
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="generator", content="Kaiyaku"),
        element("title", title),
        element("style", Html(style)),
    )


def _hash_source(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"

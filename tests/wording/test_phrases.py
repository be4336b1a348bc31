"""The catalogues of the engine's own words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.wording.phrases import (
    SUPPORTED,
    counted_phrase,
    phrase,
    phrases_in,
)

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = ("english", "chinese", "japanese")


@pytest.mark.parametrize("language", SUPPORTED)
def test_every_language_has_the_keys_of_english(language: str) -> None:
    """A phrase that one language lacks would fail only in front of its speakers."""
    assert set(phrases_in("en")) == set(phrases_in(language))


def placeholders_of(template: str) -> set[str]:
    return set(re.findall(r"\{([a-z_]+)\}", template))


@pytest.mark.parametrize("language", SUPPORTED)
def test_every_language_has_the_placeholders_of_english(language: str) -> None:
    """Except the count in a form for exactly one, which may be written out."""
    wanted = {key: placeholders_of(text) - {"count"} for key, text in phrases_in("en").items()}
    found = {key: placeholders_of(text) - {"count"} for key, text in phrases_in(language).items()}
    assert wanted == found


def test_every_form_for_one_has_a_form_for_many() -> None:
    singular = {key for key in phrases_in("en") if key.endswith(".one")}
    assert singular == {key for key in singular if key.removesuffix(".one") in phrases_in("en")}


def test_a_language_that_the_engine_does_not_speak_reads_as_english() -> None:
    assert phrase("en", "ask.back") == phrase("tlh", "ask.back")


def test_a_value_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    hostile = "{date} {0.__class__}"
    assert f"if {hostile}" == phrase("en", "condition.if", condition=hostile)


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"ask\.nothing"):
        phrase("en", "ask.nothing")


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError, match="number"):
        phrase("en", "ask.progress", most=3)


@pytest.mark.parametrize(("count", "expected"), [(1, "1 day left"), (2, "2 days left")])
def test_a_count_of_one_has_its_own_form(count: int, expected: str) -> None:
    assert expected == counted_phrase("en", "date.days_left", count)


def _keys_in_the_code() -> Iterator[tuple[str, str]]:
    """Every literal that looks like a key of the catalogue, with the file it stands in; of a
    key put together at run time, the fixed beginning."""
    rooms = "|".join(sorted({key.partition(".")[0] for key in phrases_in("en")}))
    looks_like_a_key = re.compile(rf"(?:{rooms})\.(?!yaml|js|css|html|ics|md)[a-z_.]*")
    for path in [*ROOT.glob("engine/**/*.py"), ROOT / "cli.py"]:
        if not path.exists() or path.stem in CATALOGUES:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            literal = node.value if isinstance(node, ast.Constant) else None
            if isinstance(literal, str) and looks_like_a_key.fullmatch(literal):
                yield str(path.relative_to(ROOT)), literal


def test_every_key_that_the_code_uses_is_in_the_catalogue() -> None:
    known = phrases_in("en")
    missing = [
        (file, key)
        for file, key in _keys_in_the_code()
        # The pages have words of their own.
        if not file.startswith("engine/web/")
        and key not in known
        and not any(it.startswith(key) for it in known)
    ]
    assert not missing


def test_every_key_in_the_catalogue_is_used() -> None:
    """By itself, through its form for one, or by a key put together at run time."""
    used = {key for _, key in _keys_in_the_code()}
    starts = tuple(key for key in used if key not in phrases_in("en"))
    idle = [
        key
        for key in phrases_in("en")
        if key.removesuffix(".one") not in used and not key.startswith(starts)
    ]
    assert not idle

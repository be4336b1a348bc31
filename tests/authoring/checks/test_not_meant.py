"""What is well-formed and can hardly be meant."""

from __future__ import annotations

from datetime import date

import pytest

from engine.authoring.checks.model import Context
from engine.authoring.checks.not_meant import not_meant
from engine.loading import load_rulebook_text
from tests.loading.sample import RULEBOOK_YAML, files


def codes(planted: str, header: str = RULEBOOK_YAML) -> list[str]:
    """Codes of what is found in the sample with something more in it."""
    rulebook = load_rulebook_text(files(planted, rulebook=header))
    return [it.code for it in not_meant(Context(rulebook, date(2026, 11, 22)))]


def test_the_sample_has_nothing_of_the_kind() -> None:
    assert codes("") == []


@pytest.mark.parametrize(
    ("planted", "code"),
    [
        ("steps:\n  s: {phase: finish, title: cancel}\n", "KY455"),
        ("documents:\n  d: {title: Passport}\n", "KY455"),
        ("facts:\n  f: {kind: yes_no, group: line, question: Which  card?}\n", "KY455"),
        ("facts:\n  f: {kind: choice, options: {a: Same, b: Same}}\n", "KY455"),
        (
            "facts:\n  f: {kind: choice, options: {a: {en: A, ja: 同}, b: {en: B, ja: 同}}}\n",
            "KY455",
        ),
        (
            "facts:\n  f: {kind: choice, group: line, question: Q?, options: {a: A}}\n",
            "KY654",
        ),
        (
            "facts:\n  f: {kind: integer, group: line, question: Q?, minimum: 2, maximum: 2}\n",
            "KY654",
        ),
        (
            "sources:\n  s: {title: S, kind: press, checked: 2026-11-01, published: 2026-11-02}\n",
            "KY355",
        ),
        (
            "documents:\n  d: {title: D, note: {en: Not a copy of it, ja: Not a copy of it}}\n",
            "KY454",
        ),
    ],
)
def test_it_is_found(planted: str, code: str) -> None:
    assert codes(planted) == [code]


@pytest.mark.parametrize(
    "planted",
    [
        "documents:\n  d: {title: {en: My docomo, ja: My docomo}}\n",
        "sources:\n  s: {title: S, kind: press, checked: 2026-11-01, published: about 2026}\n",
    ],
)
def test_names_and_guesses_are_left_alone(planted: str) -> None:
    assert codes(planted) == []


def test_a_draft_language_is_counted_and_stands_marked_in_another() -> None:
    header = RULEBOOK_YAML.replace("[en, ja]", "[en, ja]\n  draft_languages: [de]")
    planted = "documents:\n  d: {title: {en: D, ja: 紙}}\n  e: {title: {en: E, ja: 木, de: Ei}}\n"
    rulebook = load_rulebook_text(files(planted, rulebook=header))
    assert rulebook.languages == ("en", "ja", "de")
    assert rulebook.documents["d"].title.in_language("de") == "[en] D"
    assert rulebook.documents["e"].title.in_language("de") == "Ei"
    assert codes(planted, header) == ["KY453"]

"""Texts whose languages name different facts."""

from __future__ import annotations

from collections.abc import Iterator

from ...loading.faults.report import one_of
from ...values import placeholders_in
from .codes import CheckCode
from .model import Context, Finding, finding
from .texts import texts_in


def differing_placeholders(context: Context) -> Iterator[Finding]:
    """Texts in which a fact stands in one language and not in another."""
    for it in texts_in(context.rulebook):
        if len(it.text.by_language) < 2:
            continue
        named = {
            language: placeholders_in(template)
            for language, template in it.text.by_language.items()
        }
        everywhere = frozenset.union(*named.values())
        for language, facts in named.items():
            missing = everywhere - facts
            if missing:
                names = one_of(f"{{{fact}}}" for fact in sorted(missing))
                elsewhere = ", ".join(code for code, other in named.items() if missing & other)
                yield finding(
                    CheckCode.PLACEHOLDERS_DIFFER,
                    it.place,
                    f"In {language}, `{it.key}` of {it.owner} does not name {names}; in "
                    f"{elsewhere} it does.",
                    "Name the same facts in every language.",
                )

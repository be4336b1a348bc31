"""The command ``facts``: what can be stated, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .language import LISTENER, spoken_language
from .options import LangOption, RulesOption, check_language_code, language_for
from .output import print_text

if TYPE_CHECKING:
    from ..rulebook import Fact, Rulebook


def facts(
    every: Annotated[
        bool, typer.Option("--all", help="Also facts that follow from others.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
    rules: RulesOption = None,
    lang: LangOption = None,
) -> None:
    """List every fact: its id, kind, values and question."""
    from ..opening import open_rulebook
    from ..rulebook import Asked

    check_language_code(lang)
    LISTENER.set(lang and spoken_language(lang))
    rulebook = open_rulebook(rules).rulebook
    language = language_for(lang, rulebook.languages)
    listed = [it for it in rulebook.facts.values() if every or isinstance(it.origin, Asked)]
    if as_json:
        import json

        entries = [_entry(rulebook, fact, language) for fact in listed]
        print_text(json.dumps(entries, ensure_ascii=False, indent=2))
    else:
        print_text("\n\n".join(_lines(rulebook, fact, language) for fact in listed))


def _entry(rulebook: Rulebook, fact: Fact, language: str) -> dict[str, object]:
    from ..rulebook import Asked, Cell, Concluded
    from ..values import spell_value
    from ..wording.filling import plain

    match fact.origin:
        case Asked():
            origin = "asked" if fact.can_be_asked else "given"
        case Cell():
            origin = "table"
        case Concluded():
            origin = "concluded"
        case _:
            origin = "calculated"
    return {
        "id": fact.id,
        "kind": fact.kind.value,
        "origin": origin,
        "label": plain(fact.label, language),
        "question": _question(rulebook, fact, language),
        "group": fact.group,
        "detail": fact.detail,
        "options": [
            {"id": option.id, "label": plain(option.label, language)} for option in fact.options
        ],
        "minimum": None if fact.minimum is None else str(fact.minimum),
        "maximum": None if fact.maximum is None else str(fact.maximum),
        "default": None
        if fact.id not in rulebook.defaults
        else spell_value(rulebook.defaults[fact.id]),
        "follows_from": list(rulebook.depends_on(fact.id)),
        "formerly": list(fact.formerly),
    }


def _lines(rulebook: Rulebook, fact: Fact, language: str) -> str:
    from ..answers import values_of
    from ..rulebook import Asked
    from ..values import spell_value
    from ..wording.filling import plain
    from ..wording.visible import visible
    from ..wording.wrapping import wrapped

    lines = [f"{fact.id} ({fact.kind.value})"]
    words = _question(rulebook, fact, language) or plain(fact.label, language)
    lines += wrapped(visible(words), 80, "  ")
    if isinstance(fact.origin, Asked):
        values = values_of(fact).in_language(language)
        lines += wrapped(f"= {values}, unknown", 80, "  ")
        if fact.id in rulebook.defaults:
            default = spell_value(rulebook.defaults[fact.id])
            lines += wrapped(f"without an answer: {default}", 80, "  ")
    else:
        lines += wrapped(f"<- {', '.join(rulebook.depends_on(fact.id)) or 'today'}", 80, "  ")
    return "\n".join(lines)


def _question(rulebook: Rulebook, fact: Fact, language: str) -> str | None:
    from datetime import date

    from ..situation import Situation, Valuation
    from ..wording.filling import fill

    if fact.question is None:
        return None
    nothing_known = Valuation(rulebook, Situation({}, date.today()))
    return fill(fact.question, language, nothing_known)

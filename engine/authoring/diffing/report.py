"""Differences as text and as Markdown for the comment of a review.

Owns both forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import indent

from ...rendering.markdown_escape import escaped
from ..inspecting.spelling import spell_given
from .edits import Edit
from .json_differences import by_causes, where
from .model import Differences, EditEffect, QuestionEffects, Reworded, Way

_WORDS = {
    Way.GAINED: "some get it now",
    Way.PERHAPS_GAINED: "some perhaps get it now",
    Way.LOST: "some no longer get it",
    Way.PERHAPS_LOST: "some no longer perhaps get it",
    Way.SETTLED: "for some, certain instead of possible",
    Way.UNSETTLED: "for some, possible instead of certain",
    Way.PLACE: "in another place",
    Way.OFFICIAL: "its backing is another one",
    Way.SEVERITY: "its severity is another one",
    Way.DATES: "its dates are others",
    Way.AMOUNT: "its amount is another one",
    Way.TEXT: "its words are others",
    Way.ORDER: "the other way round",
    Way.TIED: "now kept in this order, whatever else is in the plan",
    Way.UNTIED: "no longer kept in this order",
}
LONG = 160
"""Texts of so many characters together are shown only where they differ."""
AROUND = 5

_PRESENCES = frozenset(
    {
        Way.GAINED, Way.PERHAPS_GAINED, Way.LOST, Way.PERHAPS_LOST, Way.SETTLED, Way.UNSETTLED,
        Way.TIED, Way.UNTIED,
    }
)  # fmt: skip


def differences_text(
    found: Differences, old: str, new: str, folder: str, first: date, last: date
) -> str:
    """Everything, group by group, each effect with its smallest situation."""
    scope = f"in every situation, on every day from {first} to {last}"
    if not found:
        return (
            f"No effect: {scope}, {old} and {new} show the same.\n{_idle(found, folder)}".rstrip()
        )
    blocks = []
    for causes, effects in by_causes(found):
        lines = [_cause(causes, folder)]
        for effect in effects:
            lines += [f"  {line}" for line in _effect_lines(effect, found)]
        blocks.append("\n".join(lines))
    blocks += [
        "\n".join(block)
        for block in (
            _questions_lines(found.questions),
            _general_lines(found.general),
            _apart_lines(found),
            _undecided_lines(found),
        )
        if block
    ]
    idle = _idle(found, folder)
    if idle:
        blocks.append(idle)
    blocks.append(_counted(found, f"looked for {scope}"))
    return "\n\n".join(blocks)


def _cause(causes: Sequence[Edit], folder: str) -> str:
    if not causes:
        return "By several edits together:"
    return " and ".join(_edit_words(it, folder) for it in causes) + ":"


def _edit_words(edit: Edit, folder: str) -> str:
    place = where(edit, folder)
    fields = f" ({', '.join(edit.fields)})" if edit.fields else ""
    at = "" if place is None else f"{place}: "
    return f"{at}{edit.sort} {edit.id} {edit.change}{fields}"


def _effect_lines(effect: EditEffect, found: Differences) -> Iterator[str]:
    name = f"{effect.kind.value} {effect.id}"
    yield f"{name} – {_shortened(effect.title)}"
    yield f"  {_WORDS[effect.way]}{_share(effect, found)}"
    if effect.way not in _PRESENCES:
        yield from _before_and_after(effect.before, effect.after)
    witness = effect.witness
    yield f"  smallest: {spell_given(witness.answers)} on {witness.as_of}"


def _before_and_after(before: str | None, after: str | None) -> Iterator[str]:
    if before and after and len(before) + len(after) > LONG:
        before, after = _where_they_differ(before, after)
    for word, text in (("before", before), ("after", after)):
        shown = "nothing" if text is None else text or "nothing"
        first, *rest = shown.splitlines() or [""]
        yield f"  {word + ':':8}{first}"
        for line in rest:
            yield indent(line, " " * 10)


def _where_they_differ(before: str, after: str) -> tuple[str, str]:
    """Two long texts as far as they differ, with a few words around."""
    ones, others = before.split(" "), after.split(" ")
    start = 0
    while start < min(len(ones), len(others)) and ones[start] == others[start]:
        start += 1
    end = 0
    while end < min(len(ones), len(others)) - start and ones[-1 - end] == others[-1 - end]:
        end += 1
    head = max(0, start - AROUND)

    def cut(words: Sequence[str]) -> str:
        last = min(len(words), len(words) - end + AROUND)
        begin, close = "… " if head else "", " …" if last < len(words) else ""
        return f"{begin}{' '.join(words[head:last])}{close}"

    return cut(ones), cut(others)


def _share(effect: EditEffect, found: Differences) -> str:
    parts = []
    if effect.share is not None:
        parts.append(f"{share_words(effect.share)} of the situations")
    if effect.hit is not None:
        parts.append(f"{effect.hit} of {found.population} people")
    return f": {', '.join(parts)}" if parts else ""


def share_words(share: float) -> str:
    """A share as people say it."""
    if share <= 0:
        return "none where every question is answered"
    if share >= 0.01:
        return f"{share * 100:.0f} %" if share < 0.995 or share == 1 else "over 99 %"
    return f"1 in {round(1 / share):,}"


def _shortened(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= 100 else line[:99] + "…"


def _questions_lines(questions: QuestionEffects) -> list[str]:
    if not questions:
        return []
    lines = ["The questionnaire:"]
    lines += [f"  asked now: {it}" for it in questions.added]
    lines += [f"  no longer asked: {it}" for it in questions.removed]
    for change in questions.reworded:
        lines += [f"  {line}" for line in _change_lines(change)]
    if questions.reordered:
        lines.append("  the questions stand in another order")
    if questions.most is not None:
        before, after = questions.most
        same = " (as before)" if before == after else f" instead of {before}"
        lines.append(f"  at most {after} questions{same}")
    return lines


def _change_lines(change: Reworded) -> Iterator[str]:
    yield f"{change.fact}: {change.what}"
    yield from _before_and_after(change.before, change.after)


def _general_lines(general: Sequence[Reworded]) -> list[str]:
    if not general:
        return []
    return ["For everybody:"] + [f"  {line}" for it in general for line in _change_lines(it)]


def _apart_lines(found: Differences) -> list[str]:
    if not found.apart:
        return []
    return ["Cannot be compared:"] + [
        f"  {it.fact}{'' if it.option is None else f' = {it.option}'}: {it.reason}"
        for it in found.apart
    ]


def _undecided_lines(found: Differences) -> list[str]:
    if not found.undecided:
        return []
    by_reason: dict[tuple[str, str, str], list[str]] = {}
    for it in found.undecided:
        by_reason.setdefault((it.kind.value, it.way.value, it.reason), []).append(it.id)
    return ["Not decided:"] + [
        f"  {kind} {', '.join(names)} ({way}): {reason}"
        for (kind, way, reason), names in by_reason.items()
    ]


def _idle(found: Differences, folder: str) -> str:
    """Edits that change no plan."""
    idle = [it for it in found.edits if not any(it in e.causes for e in found.effects)]
    if not idle:
        return ""
    lines = [f"  {_edit_words(it, folder)}" for it in idle]
    return "\n".join(["Edits that change no plan by themselves:", *lines])


def _counted(found: Differences, scope: str) -> str:
    parts = [f"{len(found.effects)} effect{'' if len(found.effects) == 1 else 's'}"]
    if found.population is not None:
        parts.append(f"{found.touched} of {found.population} people see a difference")
    if found.undecided:
        parts.append(f"{len(found.undecided)} not decided")
    return f"{'; '.join(parts)}; {scope}."


# ---------------------------------------------------------------------- Markdown


def differences_markdown(
    found: Differences, old: str, new: str, folder: str, first: date, last: date
) -> str:
    """The same as Markdown."""
    scope = f"in every situation, on every day from {first} to {last}"
    if not found:
        text = escaped(f"in every situation, {old} and {new} show the same")
        return f"**No effect**: {text} (every day from {first} to {last})."
    blocks = [f"### What this edit changes\n\n{escaped(_counted(found, f'looked for {scope}'))}"]
    for causes, effects in by_causes(found):
        lines = [f"#### {escaped(_cause(causes, folder).removesuffix(':'))}", ""]
        lines += ["| what | how | share | before | after | smallest situation |"]
        lines += ["| --- | --- | --- | --- | --- | --- |"]
        lines += [_row(effect, found) for effect in effects]
        blocks.append("\n".join(lines))
    for block in (
        _questions_lines(found.questions),
        _general_lines(found.general),
        _apart_lines(found),
        _undecided_lines(found),
        _idle(found, folder).splitlines(),
    ):
        if block:
            head, *rest = block
            items = "\n".join(f"- {escaped(line.strip())}" for line in rest)
            blocks.append(f"#### {escaped(head.removesuffix(':'))}\n\n{items}")
    return "\n\n".join(blocks)


def _row(effect: EditEffect, found: Differences) -> str:
    share = _share(effect, found).removeprefix(": ")
    witness = f"{spell_given(effect.witness.answers)} on {effect.witness.as_of}"
    shown = effect.before or "nothing", effect.after or "nothing"
    if effect.way is Way.TEXT:
        shown = _where_they_differ(*shown)
    texts = [
        f"{effect.kind.value} {effect.id}: {_shortened(effect.title)}",
        _WORDS[effect.way],
        share or "not counted",
        *map(_shortened, shown),
    ]
    return f"| {' | '.join(map(escaped, texts))} | `{witness.replace('|', '')}` |"

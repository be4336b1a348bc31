"""Whatever the bytes: a rulebook, or diagnostics."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.calculations import arguments_of
from engine.conditions import comparisons_in
from engine.loading import RulebookErrors, load_rulebook, load_rulebook_text
from engine.loading.scenarios.scenarios import load_scenarios_text
from engine.rulebook import Asked, Cell, Concluded, Rulebook
from tests.loading.sample import BASE_YAML, RULEBOOK_YAML, files, loaded

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

SCENARIOS = """\
on: 2026-11-22
scenarios:
  one:
    given: {roaming: yes, card: esim, carrier: unknown, attached: [tv], leaves_on: 2027-01-31}
    expect:
      steps: [turn-off]
      order: [[turn-off, cancel-line]]
      due: {cancel-line: {by: 2027-01-17, time: "20:00"}}
      conclusions: {gone: unknown}
      not_asked: [roaming]
"""

FRAGMENTS = [
    "{", "}", "[", "]", ":", ": ", "- ", "\n", "\n  ", "\t", "#", "&a ", "*a", "!x ", "|", ">",
    "'", '"', "%", "@", "`", ",", "?", "? ", "---\n", "...\n", "<<: ", "~", "null", "\\", "：",
    "\ufeff", "\u2028", "\x85", "\x00", "😀", "{carrier.fee}", "{", "}}", "unknown", "none", "yes",
    "not", "any", "all", "roaming", "carrier", "carrier.end", "gone", "leaves_on", "days_left",
    "turn-off", "2026-02-30", "99999999999999999999", "1e9", "-1", "0x10", ".inf", "today",
    "first_known: [days_left]", "conclude: gone", "[]", "{}", "en", "zz",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """``text`` with a few pieces cut out, doubled, moved or put in."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        piece = draw(st.sampled_from([*FRAGMENTS, "", text[start:end] * 2]))
        text = text[:start] + piece + text[end:]
    return text


@st.composite
def shuffled_lines(draw: st.DrawFn, text: str) -> str:
    """``text`` with some lines exchanged, indented or cut out."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        change = draw(st.sampled_from(["exchange", "indent", "outdent", "delete", "double"]))
        if change == "exchange":
            lines[one], lines[other] = lines[other], lines[one]
        elif change == "indent":
            lines[one] = "  " + lines[one]
        elif change == "outdent":
            lines[one] = lines[one].removeprefix("  ")
        elif change == "delete" and len(lines) > 2:
            del lines[one]
        else:
            lines.insert(other, lines[one])
    return "\n".join(lines)


def check(found: dict[str, str]) -> None:
    """Load the files: a rulebook without loose ends, or diagnostics that can be printed."""
    try:
        rulebook = load_rulebook_text(found)
    except RulebookErrors as errors:
        assert errors.diagnostics
        assert str(errors).encode("utf-8")
        for fault in errors.diagnostics:
            assert 0 <= fault.place.line <= found.get(fault.place.file, "").count("\n") + 99
        return
    assert [] == list(loose_ends(rulebook))


def loose_ends(rulebook: Rulebook) -> Iterator[str]:
    """Names in a rulebook that lead nowhere."""
    steps, facts = rulebook.steps, rulebook.facts
    phases = {phase.id for phase in rulebook.phases}
    for rule in rulebook.rules.values():
        named = [leaf.fact for leaf in comparisons_in(rule.when)]
        yield from (fact for fact in named if fact not in facts)
        yield from (source for source in rule.sources if source not in rulebook.sources)
        if not rule.effects:
            yield rule.id
    for step in steps.values():
        yield from (other for other in (*step.before, *step.after) if other not in steps)
        yield from (fact for fact in (step.due.facts() if step.due else ()) if fact not in facts)
        if step.phase not in phases:
            yield step.phase
    for fact in facts.values():
        origin = fact.origin
        if isinstance(origin, Cell):
            if origin.key not in facts:
                yield origin.key
        elif not isinstance(origin, Asked | Concluded):
            yield from (name for name in arguments_of(origin) if name not in facts)
        if fact.kind.value.startswith("choice") and not fact.options:
            yield fact.id
    if set(rulebook.derivation_order) != set(facts):
        yield "derivation order"


@SLOW
@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rulebook.yaml").write_text(RULEBOOK_YAML, encoding="utf-8")
        (folder / "x.yaml").write_bytes(content)
        try:
            load_rulebook(folder)
        except RulebookErrors as errors:
            assert str(errors)


@SLOW
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(files(text))


@SLOW
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join))
def test_any_row_of_fragments(text: str) -> None:
    check(files(text))
    check(files("facts:\n  a: " + text))
    check(files("rules:\n  a:\n    when: " + text))


@SLOW
@given(mutated(BASE_YAML))
def test_a_rulebook_with_pieces_exchanged(text: str) -> None:
    check(files(base=text))


@SLOW
@given(shuffled_lines(BASE_YAML))
def test_a_rulebook_with_lines_exchanged(text: str) -> None:
    check(files(base=text))


@SLOW
@given(mutated(RULEBOOK_YAML))
def test_a_header_with_pieces_exchanged(text: str) -> None:
    check(files(rulebook=text))


NESTED = st.recursive(
    st.sampled_from(FRAGMENTS) | st.integers().map(str) | st.booleans().map(str),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
    | st.dictionaries(
        st.sampled_from(
            ["roaming", "card", "amount_due", "attached", "leaves_on", "gone", "carrier.portal",
             "all", "any", "not", "over", "between", "includes", "unknown", "when", "value"]
        ),
        inner,
        max_size=3,
    ).map(lambda entries: "{" + ", ".join(f"{k}: {v}" for k, v in entries.items()) + "}"),
    max_leaves=8,
)  # fmt: skip


@SLOW
@given(NESTED, st.sampled_from(["when", "then", "because", "sources", "valid"]))
def test_a_rule_with_anything_under_a_key(value: str, key: str) -> None:
    entries = {
        "when": "{roaming: yes}",
        "then": "[{do: turn-off}]",
        "because": "B",
        "sources": "[press-page]",
        key: value,
    }
    check(files("rules:\n  a:\n" + "".join(f"    {k}: {v}\n" for k, v in entries.items())))


@SLOW
@given(NESTED, st.sampled_from(["sum", "first_known", "cases", "add_days", "count", "product"]))
def test_a_calculated_fact_with_anything_under_a_function(value: str, function: str) -> None:
    check(files(f"calculated:\n  a: {{{function}: {value}}}\n"))


RULEBOOK = loaded()


@SLOW
@given(mutated(SCENARIOS))
def test_scenarios_with_pieces_exchanged(text: str) -> None:
    try:
        load_scenarios_text({"scenarios/a.yaml": text}, RULEBOOK)
    except RulebookErrors as errors:
        assert str(errors).encode("utf-8")


def test_deep_and_wide_nesting_is_refused_without_a_crash() -> None:
    for text in ("[" * 100_000, "{a: " * 50_000, "- " * 100_000, "a: " + "[[" * 5000):
        check(files(text))
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(500))
    check(files(bomb))


def test_long_chains_and_large_circles_are_reported_without_a_crash() -> None:
    chain = "calculated:\n" + "".join(
        f"  c{number}: {{first_known: [c{number + 1}]}}\n" for number in range(1500)
    )
    check(files(chain + "  c1500: {first_known: [c0]}\n"))
    check(files(chain + "  c1500: {first_known: [lines]}\n"))
    check(files(chain))

"""Plans as Markdown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from engine.planning.plan import FirstLine, Plan
from engine.rendering.markdown import render_markdown
from engine.rendering.markdown_escape import escaped, linked, strong
from tests.plans import (
    LANGUAGES,
    empty_plan,
    hostile_plan,
    long_plan,
    many_steps,
    rich_plan,
    words,
)

HARMLESS = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text",
    "bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close",
    "list_item_open", "list_item_close", "strong_open", "strong_close", "text_special",
}  # fmt: skip


def _tokens(markdown: str) -> list[Token]:
    parsed = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown)
    return [part for token in parsed for part in (token, *(token.children or ()))]


def _kinds(markdown: str) -> set[str]:
    return {token.type for token in _tokens(markdown)}


def _shown(markdown: str) -> str:
    """The words that a reader sees."""
    kinds = ("text", "text_special")
    return "".join(token.content for token in _tokens(markdown) if token.type in kinds)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_is_headings_and_lists_and_nothing_else(language: str) -> None:
    assert _kinds(render_markdown(rich_plan(language))) <= HARMLESS


@pytest.mark.parametrize("explain", [False, True])
def test_no_text_can_break_out(explain: bool) -> None:
    links = {"link_open", "link_close"} if explain else set()
    assert _kinds(render_markdown(hostile_plan(), explain=explain)) <= HARMLESS | links


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_is_a_task_in_order(language: str) -> None:
    markdown = render_markdown(rich_plan(language))
    tasks = re.findall(r"^- \[(.)\] \*\*(\d)\. (.*)\*\*", markdown, re.MULTILINE)
    steps = ("back-up", "turn-off-roaming", "pay-bill", "file-request", "call-number")
    expected = [
        ("x" if step == "back-up" else " ", str(number), words(step, language))
        for number, step in enumerate(steps, 1)
    ]
    assert expected == tasks


@pytest.mark.parametrize("language", LANGUAGES)
def test_bold_is_seen_as_bold_in_every_language(language: str) -> None:
    """Markdown sees the end of bold before Chinese and Japanese only in some places."""
    assert "**" not in _shown(render_markdown(rich_plan(language), explain=True))


def test_what_is_not_official_is_marked_and_the_mark_explained() -> None:
    shown = _shown(render_markdown(rich_plan()))
    assert "* Not confirmed by an official source: check before you rely on it." in shown
    assert "Back up the data on your phone *" in shown
    assert "stops working with the line. *" in shown
    assert "Cancellation fee *: ¥1,100" in shown


def test_a_possible_step_says_when_it_applies_and_how_to_find_out() -> None:
    markdown = render_markdown(rich_plan())
    step = markdown[markdown.index("**2. ") : markdown.index("**3. ")]
    assert "  - Perhaps: only if roaming is on\n" in step
    assert "  - **How to find out**: Roaming – Look under “overseas use”" in step


def test_a_warning_stands_at_its_step_worst_first() -> None:
    markdown = render_markdown(rich_plan())
    step = markdown[markdown.index("**4. ") : markdown.index("**5. ")]
    found = re.findall(r"^  - \*\*(Danger|Caution|Note)\*\*", step, re.MULTILINE)
    assert ["Danger", "Caution", "Note"] == found


@pytest.mark.parametrize("explain", [False, True])
def test_sources_are_shown_only_on_demand(explain: bool) -> None:
    markdown = render_markdown(rich_plan(), explain=explain)
    assert explain == ("checked on 22 November 2026" in markdown)
    assert explain == ("A line still roaming can go on" in markdown)


def test_an_empty_plan_says_so() -> None:
    assert "nothing you need to do" in render_markdown(empty_plan())


@pytest.mark.parametrize("plan", [rich_plan("zh"), long_plan("ja"), hostile_plan()])
def test_the_same_plan_gives_the_same_markdown(plan: Plan) -> None:
    assert render_markdown(plan) == render_markdown(plan)


AWKWARD = "ab1 .)(\\`*_[]<>|~#$&!-+=:;@解「」\n\t/"


def test_a_long_plan_begins_with_the_titles_of_its_steps_and_their_dates() -> None:
    """The days in bold; notes come after what to do."""
    markdown = render_markdown(many_steps())
    titles = "## All steps at a glance\n\n1. Back up the data on your phone\n2. Turn roaming off"
    assert titles in markdown
    assert "\n3. Pay the open bill · **By Monday 23 November 2026**\n" in markdown
    assert "## All steps" not in render_markdown(rich_plan())
    assert markdown.index("Log in, choose") < markdown.index("**Note**: Keep the")


def test_a_plan_begins_with_what_is_due_next_and_what_is_dangerous() -> None:
    plan = rich_plan()
    lines = (
        FirstLine("deadline", "pay-bill", None),
        FirstLine("danger", "file-request", "carrier-mail"),
        FirstLine("cannot_be_undone", "file-request", "keep-proof"),
        *plan.first_lines,
    )
    expected = (
        "## Read this first\n\n"
        "- **Pay the open bill** · step 3\n"
        "  - **By Monday 23 November 2026** · tomorrow\n"
        "- **Caution**: Your carrier mail address stops working with the line. \\* · step 4\n"
        "- **Cannot be undone**: Keep the confirmation mail for at least a year. · step 4\n"
        "- **Danger**: Never sell, lend or hand over your line. It can be a crime.\n"
    )
    assert expected in render_markdown(replace(plan, first_lines=lines))


@given(st.text(AWKWARD, max_size=30))
def test_escaped_text_reads_as_it_was(text: str) -> None:
    for markdown in (escaped(text), f"- {escaped(text)}", f"## {escaped(text)}"):
        assert _kinds(markdown) <= HARMLESS
        assert " ".join(text.split()) == _shown(markdown).strip()


@given(st.text("ab .)(*_[]<>`https:/?=&解。", max_size=30))
def test_an_address_in_a_text_becomes_a_link_and_nothing_else_does(text: str) -> None:
    markdown = linked(f"a https://example.com/{text}")
    assert _kinds(markdown) <= HARMLESS | {"link_open", "link_close"}
    assert " ".join(f"a https://example.com/{text}".split()) == _shown(markdown)


@pytest.mark.parametrize("text", ["a", "（日）", "*", "1. a", "a\\"])
def test_bold_text_is_bold(text: str) -> None:
    markdown = f"- {strong(text)}：后"
    assert "strong_open" in _kinds(markdown)
    assert f"{text}：后" == _shown(markdown)

"""The HTML page: whole, labelled, inert, small, and saying what the plan says.

What only a browser can see is checked by ``tests/browser/check_html.py``.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.planning.plan import FirstLine, Plan, SourceNote
from engine.rendering import html
from engine.rendering.html import render_html
from engine.wording.phrases import phrase
from engine.wording.visible import visible
from tests.plans import (
    LANGUAGES,
    ROAMING_SOURCE,
    empty_plan,
    hostile_plan,
    long_plan,
    many_steps,
    rich_plan,
    words,
)
from tests.rendering.page_reader import Element, read_page

PLANS: dict[str, Callable[[str], Plan]] = {
    "rich": rich_plan,
    "empty": empty_plan,
    "long": long_plan,
    "many": many_steps,
    "hostile": lambda _: hostile_plan(),
}
STYLE = Path(html.__file__).with_name("html_page.css").read_text("utf-8")

every_plan = pytest.mark.parametrize("name", PLANS)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def page_of(plan: Plan) -> Element:
    """The plan's page, read back."""
    return read_page(render_html(plan))


@cache
def sample(name: str, language: str) -> Element:
    """The page of one of the sample plans."""
    return page_of(PLANS[name](language))


def step_of(page: Element, step: str) -> Element:
    """One step of the page."""
    return page.by_id(f"step-{step}")


@every_plan
@every_language
def test_ids_are_unique_and_everything_that_refers_to_one_finds_it(
    name: str, language: str
) -> None:
    page = sample(name, language)
    ids = [it.attributes["id"] for it in page.everything() if "id" in it.attributes]
    assert len(set(ids)) == len(ids)
    for element in page.everything():
        for attribute in ("for", "aria-labelledby", "aria-describedby"):
            assert element.attributes.get(attribute, ids[0]) in ids
        target = element.attributes.get("href", "")
        if target.startswith("#"):
            assert target.removeprefix("#") in ids


@every_plan
@every_language
def test_every_tick_box_has_a_label_that_says_something(name: str, language: str) -> None:
    page = sample(name, language)
    labels = {label.attributes["for"]: label.text().strip() for label in page.all("label")}
    boxes = page.all("input")
    assert {box.attributes["id"] for box in boxes} == set(labels)
    assert all(labels.values())
    assert {"checkbox"} >= {box.attributes["type"] for box in boxes}


@every_plan
@every_language
def test_headings_descend_one_level_at_a_time_from_one_title(name: str, language: str) -> None:
    page = sample(name, language)
    levels = [int(it.tag[1]) for it in page.everything() if re.fullmatch("h[1-6]", it.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@every_plan
def test_the_page_has_each_landmark_once_and_all_content_in_one(name: str) -> None:
    body = sample(name, "en").one("body")
    assert [1, 1, 1] == [len(body.all(tag)) for tag in ("header", "main", "footer")]
    outside = [it.tag for it in body.children if it.tag not in ("header", "main", "footer")]
    assert ["svg", "a", "script"] == outside


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh", "zh-Hans"), ("ja", "ja")])
def test_the_page_says_in_which_language_and_script_it_is(language: str, tag: str) -> None:
    assert tag == sample("rich", language).attributes["lang"]


@every_plan
@every_language
def test_nothing_outside_the_file_is_ever_loaded(name: str, language: str) -> None:
    page = sample(name, language)
    for element in page.everything():
        assert element.tag not in {
            "audio", "base", "embed", "form", "iframe", "img", "link", "object", "video",
        }  # fmt: skip
        for attribute in element.attributes:
            assert not attribute.startswith("on")
            assert attribute not in {"src", "srcset", "style", "action", "formaction", "ping"}
    assert "url(" not in STYLE
    assert "@import" not in STYLE


@every_plan
def test_the_policy_allows_the_very_style_and_script_and_nothing_else(name: str) -> None:
    page = sample(name, "en")
    policies = [
        meta.attributes["content"]
        for meta in page.all("meta")
        if meta.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    texts = {tag: page.one(tag).text().encode() for tag in ("style", "script")}
    allowed = {
        f"{tag}-src": f"'sha256-{b64encode(sha256(text).digest()).decode()}'"
        for tag, text in texts.items()
    }
    rules = dict(rule.strip().split(" ", 1) for rule in policies[0].split(";"))
    nothing = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}
    assert len(policies) == 1
    assert {**nothing, **allowed} == rules


@every_plan
@every_language
def test_even_a_plan_of_forty_steps_is_a_small_file(name: str, language: str) -> None:
    plan = PLANS[name](language)
    assert len(render_html(plan).encode()) < 200_000
    assert len(many_steps(language).steps) == 40


@every_language
def test_the_same_plan_gives_the_same_bytes(language: str) -> None:
    assert render_html(rich_plan(language)) == render_html(rich_plan(language))


@every_language
def test_a_step_shows_everything_that_belongs_to_it(language: str) -> None:
    text = step_of(sample("rich", language), "file-request").text()
    for key in (
        "file-request", "file-request-how", "roaming-warning", "mail-warning", "proof-note",
        "passport", "passport-note", "residence-card", "fee", "fee-note", "rest-of-phone",
        "why-roaming", "card-value",
    ):  # fmt: skip
        assert words(key, language) in text
    assert "20:00" in text
    assert ROAMING_SOURCE.title in text


def test_a_due_date_names_the_day_of_the_week_the_time_and_the_zone() -> None:
    due = step_of(sample("rich", "en"), "file-request").one("p", "due").text()
    expected = (
        "Between Friday 20 November 2026 and Sunday 29 November 2026,"
        " on the last day before 20:00 (Japan time)"
    )
    assert expected == due


@every_language
def test_severity_is_said_in_words_the_worst_first(language: str) -> None:
    notices = step_of(sample("rich", language), "file-request").all("div", "notice")
    expected = [phrase(language, f"severity.{it}") for it in ("danger", "caution", "note")]
    assert expected == [notice.one("strong").text() for notice in notices]


@every_language
def test_warnings_of_the_whole_plan_stand_before_every_step(language: str) -> None:
    markup = render_html(rich_plan(language))
    assert markup.index(words("transfer-warning", language)) < markup.index('id="step-back-up"')


def test_a_long_plan_begins_with_the_titles_of_its_steps_and_the_way_to_each() -> None:
    """How many days are left is not said there: only the script knows on another day."""
    section = sample("many", "en").by_id("overview").parent
    assert section is not None
    rows = section.all("li")
    assert len(many_steps().steps) == len(rows)
    assert "3. Pay the open bill · By Monday 23 November 2026" == rows[2].text()
    assert "#step-pay-bill-1" == rows[2].one("a").attributes["href"]
    assert "left" not in section.text()
    assert "overview" not in render_html(rich_plan()).partition("<main>")[2]


def test_a_plan_begins_with_what_is_due_next_and_what_is_dangerous() -> None:
    plan = rich_plan()
    lines = (
        FirstLine("deadline", "pay-bill", None),
        FirstLine("danger", "file-request", "carrier-mail"),
        FirstLine("cannot_be_undone", "file-request", "keep-proof"),
        *plan.first_lines,
    )
    section = read_page(render_html(replace(plan, first_lines=lines))).by_id("read-first").parent
    assert section is not None
    assert ["3. Pay the open bill", "4. Send the cancellation request"] == list(
        dict.fromkeys(
            link.text() for link in section.all("a") if "#step" in link.attributes["href"]
        )
    )
    assert ["Caution", "Cannot be undone", "Danger"] == [
        notice.one("strong").text() for notice in section.all("div", "notice")
    ]


def test_a_possible_step_says_when_it_applies_and_how_to_find_out() -> None:
    step = step_of(sample("rich", "en"), "turn-off-roaming")
    assert "possible" in step.classes()
    assert "Perhaps Only if roaming is on" == step.one("div", "only-if").all("p")[0].text()
    assert words("roaming-find-out", "en") in step.one("dl", "find-out").text()


def test_how_to_do_a_step_keeps_its_list() -> None:
    how = step_of(sample("rich", "en"), "turn-off-roaming").all("ol")
    expected = [
        "Open My docomo and end every recurring overseas option.",
        "Switch data roaming off on the phone.",
    ]
    assert [expected] == [[item.text() for item in list.children] for list in how]


def test_a_finished_step_is_ticked_and_no_other() -> None:
    boxes = sample("rich", "en").all("input")
    ticked = [box.attributes["id"] for box in boxes if "checked" in box.attributes]
    assert ["tick-back-up"] == ticked


def test_reasons_are_folded_with_the_answers_and_the_worth_of_sources() -> None:
    fold = step_of(sample("rich", "en"), "turn-off-roaming").one("details")
    assert "open" not in fold.attributes
    text = fold.text()
    for said in (
        words("why-roaming", "en"),
        "Roaming: I don't know",
        "Card: An eSIM",
        "official page",
        "checked on 22 November 2026",
        "background knowledge",
        "weakly confirmed",
    ):
        assert said in text


def test_what_rests_on_nothing_official_says_so_once_at_its_step() -> None:
    page = sample("rich", "en")
    said = {
        id: len(step_of(page, id).all("p", "unofficial"))
        for id in ("back-up", "turn-off-roaming", "file-request")
    }
    assert {"back-up": 1, "turn-off-roaming": 0, "file-request": 2} == said


def test_costs_end_with_what_is_certain_so_far() -> None:
    costs = sample("rich", "en").one("li", "total").text()
    assert "Certain so far, with amounts still to be found out¥3,300" == costs


def test_open_questions_and_answers_are_listed() -> None:
    text = sample("rich", "en").one("div", "rest").text()
    for said in (
        words("roaming-question", "en"),
        words("start-question", "en"),
        "step: Turn roaming off",
        "An eSIM",
        "30 November 2026 (changes nothing by itself)",
    ):
        assert said in text


def test_paper_lists_every_source_once_with_its_number_and_address() -> None:
    page = sample("rich", "en")
    items = page.one("ul", "sources").children
    titles = [item.text().split("]")[0] for item in items]
    assert ["[1", "[2"] == titles
    assert [ROAMING_SOURCE.address] == [
        link.attributes["href"] for item in items for link in item.all("a")
    ]


def test_the_foot_names_the_rulebook_its_version_and_the_day() -> None:
    foot = sample("rich", "en").one("footer").text()
    assert "sample-line 1.0.0" in foot
    assert "22 November 2026" in foot


@pytest.mark.parametrize("questions", [True, False])
def test_a_plan_without_steps_says_so(questions: bool) -> None:
    asked = rich_plan().open_questions if questions else ()
    key = "plan.empty_but_open" if questions else "plan.empty"
    page = page_of(replace(empty_plan(), open_questions=asked))
    assert phrase("en", key) == page.by_id("steps").text()


@every_plan
def test_what_needs_the_script_is_hidden_until_it_runs(name: str) -> None:
    page = sample(name, "en")
    for id in ("progress", "tools"):
        assert "hidden" in page.by_id(id).attributes
    for span in page.all("span", "left"):
        assert "hidden" in span.attributes


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,x",
     "vbscript:x", "file:///etc/passwd", "//evil.example", "http:", "http://[", "x"],
)  # fmt: skip
def test_only_web_addresses_become_links(address: str) -> None:
    plan = rich_plan()
    source = replace(ROAMING_SOURCE, address=address)
    page = page_of(_with_source(plan, source))
    assert source.title in page.text()
    assert [] == [a for a in page.all("a") if not a.attributes["href"].startswith("#")]


def _with_source(plan: Plan, source: SourceNote) -> Plan:
    """The plan with nothing but its steps, resting on that source alone."""
    steps = tuple(
        replace(
            step,
            warnings=(),
            documents=(),
            costs=(),
            why=tuple(replace(why, sources=(source,)) for why in step.why),
        )
        for step in plan.steps
    )
    return replace(plan, steps=steps, warnings=(), documents=(), costs=(), first_lines=())


@cache
def known_markup() -> tuple[frozenset[str], frozenset[str]]:
    """The tags and attributes that pages of harmless plans are made of."""
    elements = [it for name in ("rich", "many") for it in sample(name, "en").everything()]
    elements += sample("hostile", "en").everything()
    names = (name for element in elements for name in element.attributes)
    return frozenset(element.tag for element in elements), frozenset({*names, "start"})


NASTY = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["<script>", "</script>", "</style>", "<!--", "-->", "]]>", "<img src=x onerror=y>",
             '"', "'", "`", "&", "&#60;", "&lt;", "javascript:", "https://a.example/'\"><b>", "\n",
             "- ", "1. ", "\x00", "\x1b[2J", "\u202e", "\ud800", " onclick=x ", "{done}", "<"]
        ),
        max_size=8,
    ).map("".join),
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(NASTY, NASTY, NASTY, NASTY)
def test_no_text_becomes_markup(title: str, how: str, condition: str, worth: str) -> None:
    """Whatever a rulebook or an answer says, the page has no tag or attribute of its making."""
    plan = hostile_plan()
    source = replace(ROAMING_SOURCE, title=title, address=how, published=worth)
    steps = tuple(
        replace(
            step,
            title=title,
            how=how,
            condition_in_words=condition,
            find_out=(worth,),
            why=tuple(replace(why, because=how, sources=(source,)) for why in step.why),
        )
        for step in plan.steps
    )
    answers = tuple(
        replace(answer, label=title, value_in_words=condition) for answer in plan.answers
    )
    rulebook = replace(plan.rulebook, id=title, version=how, title=condition)
    page = page_of(replace(plan, steps=steps, answers=answers, rulebook=rulebook, language="en"))
    tags, attributes = known_markup()
    assert tags >= {element.tag for element in page.everything()}
    assert attributes >= {name for it in page.everything() for name in it.attributes}
    assert sample("rich", "en").one("script").text() == page.one("script").text()
    assert visible(condition) == page.one("h1").text()
    titles = [step.one("span", "title").text() for step in page.all("li", "step")]
    assert [visible(title)] * len(steps) == titles
    for link in page.all("a"):
        assert re.match("#|https?://", link.attributes["href"])


def _colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


def _luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_text_stands_out_from_what_is_behind_it(scheme: str) -> None:
    """WCAG asks for 4.5 to 1 for text and 3 to 1 for the edges of controls."""
    blocks = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    colours = _colours(blocks[0]) | (_colours(blocks[1]) if scheme == "dark" else {})
    backs = ("paper", "card")
    for text in ("ink", "soft", "accent", "danger", "caution"):
        for back in backs:
            assert _contrast(colours[text], colours[back]) >= 4.5, (text, back)
    for severity in ("danger", "caution", "note"):
        for text in (severity, "ink", "accent"):
            back = colours[f"{severity}-back"]
            assert _contrast(colours[text], back) >= 4.5, (text, severity)
    for back in backs:
        assert _contrast(colours["edge"], colours[back]) >= 3
    assert _contrast(colours["on-accent"], colours["accent"]) >= 4.5

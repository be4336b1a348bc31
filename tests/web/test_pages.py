"""The pages: asking, changing, reviewing, planning, explaining and keeping."""

from __future__ import annotations

import re
from datetime import date
from random import Random
from urllib.parse import parse_qsl, urlsplit

import pytest

from engine import open_rulebook
from engine.web.templating import static_address
from tests.web.site import DAY, HOME, Page, answer, client, get, opened, site

ANSWERS = f"carrier=docomo&card=esim&roaming=yes&unpaid=unknown&.on={DAY}"
BOUND = re.compile(r"Question (\d+) of at most (\d+)")


def test_the_first_address_leads_to_the_language_that_the_browser_asks_for() -> None:
    for asked, language in (("ja,en;q=0.5", "ja"), ("zh-TW, en;q=0.1", "zh"), ("fr", "en")):
        response = site().get("/", headers={"Accept-Language": asked})
        assert response.headers["location"] == f"/{language}/japan-mobile/"


def test_the_start_page_says_its_name_once() -> None:
    assert get(HOME).text.count("Ending a Japanese mobile line") == 3
    assert "<title>Ending a Japanese mobile line</title>" in get(HOME).markup


def test_the_start_page_says_how_long_it_takes_and_that_nothing_is_kept() -> None:
    page = get(HOME)
    assert "At most" in page.text and "no cookies" in page.text


def test_an_answer_leads_to_the_next_question_and_stands_in_the_address() -> None:
    first = get(f"{HOME}question?.on={DAY}")
    second = answer(first, "esim")
    assert "card=esim" in second.address
    assert second.heading != first.heading


def test_going_back_shows_the_answer_given_and_keeps_those_after_it() -> None:
    page = get(f"{HOME}question?card=esim&carrier=docomo&.ask=card&.on={DAY}")
    assert re.search(r'value="esim" id="[^"]*" checked|value="esim"[^>]*checked', page.markup)
    changed = answer(page, "sim")
    pairs = parse_qsl(urlsplit(changed.address).query)
    assert pairs[:2] == [("card", "sim"), ("carrier", "docomo")]


@pytest.mark.parametrize("seed", range(3))
def test_progress_never_rises_whatever_is_answered(seed: int) -> None:
    random = Random(seed)
    page, bound = get(f"{HOME}question?.on={DAY}"), 10_000
    for _ in range(40):
        found = BOUND.search(page.text)
        if found is None:
            break
        assert int(found[1]) <= int(found[2]) <= bound
        bound = int(found[2])
        offered = [it for it in page.offered.get(".answer", []) if it]
        page = answer(page, random.choice(offered)) if offered else answer(page, "unknown")
    assert "review" in page.address


def test_no_answer_is_an_error_at_the_field_and_in_the_summary() -> None:
    response = site().get(f"{HOME}question?.asked=card&.on={DAY}")
    page = Page(response.text, "")
    assert response.status_code == 422
    assert page.text.count("choose an answer, or “I don't know”") == 2
    assert "<title>Error: " in page.markup
    assert 'href="#field-answer"' in page.markup and 'id="field-answer"' in page.markup


@pytest.mark.parametrize(
    ("year", "month", "day", "read"),
    [
        ("2026", "12", "9", "2026-12-09"),
        ("２０２６", "１２", "９", "2026-12-09"),
        ("2026年", "12月", "9日", "2026-12-09"),
        ("令和8", "12", "9", "2026-12-09"),
        ("R8", "Dec", "9", "2026-12-09"),
        ("2026", "december", "09", "2026-12-09"),
    ],
)
def test_dates_are_taken_as_people_write_them(year: str, month: str, day: str, read: str) -> None:
    page = get(f"{HOME}question?.ask=leaves_on&.on={DAY}")
    assert f"leaves_on={read}" in answer(page, year=year, month=month, day=day).address


@pytest.mark.parametrize(
    ("parts", "said", "marked"),
    [
        (".year=2026", "also needs: Month and Day", {"month", "day"}),
        (".year=2026&.month=2&.day=30", "no such day", {"year", "month", "day"}),
        (".year=26&.month=2&.day=3", "Check this part of the date: Year", {"year"}),
        (".year=2026&.month=13&.day=3", "Check this part of the date: Month", {"month"}),
        ("", "enter a date, or choose", {"year", "month", "day"}),
    ],
)
def test_a_wrong_date_says_which_part(parts: str, said: str, marked: set[str]) -> None:
    response = site().get(f"{HOME}question?.asked=leaves_on&{parts}")
    assert response.status_code == 422 and said in response.text
    invalid = re.findall(r'id="field-(\w+)"[^>]*aria-invalid', response.text)
    assert set(invalid) == marked


def test_none_and_something_else_together_are_refused() -> None:
    several = next(it.id for it in opened().rulebook.facts.values() if it.kind == "choices")
    option = opened().rulebook.facts[several].options[0].id
    for odd, said in (("none", "None of these"), ("unknown", "I don't know")):
        address = f"{HOME}question?.asked={several}&.answer={option}&.answer={odd}"
        response = site().get(address)
        assert response.status_code == 422
        assert f"You chose “{said}”" in Page(response.text, "").text


def test_an_answer_that_no_form_offers_is_asked_again_in_plain_words() -> None:
    for fact, value in (("carrier", "cactus"), ("roaming", "perhaps"), ("attached", "<script>")):
        response = site().get(f"{HOME}question?.asked={fact}&.answer={value}")
        said = Page(response.text, "").text
        assert response.status_code == 422 and "choose" in said and value not in said


def test_changing_the_language_keeps_what_is_half_typed() -> None:
    fields = f"card=esim&.asked=leaves_on&.to=plan&.year=2026&.month=&.day=&.language=ja&.on={DAY}"
    page = get(f"{HOME}question?{fields}")
    assert "/ja/japan-mobile/question?" in page.address
    assert 'name=".year" value="2026"' in page.markup and "入力内容を確認" not in page.text
    assert dict(page.fields)[".to"] == "plan" and ".draft" not in dict(page.fields)
    tried = get(f"{HOME}what-if?card=esim&.asked=roaming&.answer=no&.language=zh")
    assert "/zh/" in tried.address and re.search('value="no"[^>]*checked', tried.markup)


def test_the_result_of_a_what_if_is_the_same_in_another_language() -> None:
    page = get(f"{HOME}what-if?roaming=yes&.asked=roaming&.answer=no&.on={DAY}")
    assert "如果改为“否”" in get(page.link("中文")).text


def test_the_start_page_offers_the_detail_questions() -> None:
    library = open_rulebook("tests/rulebooks/library")
    on, home = client(library), f"/en/{library.rulebook.id}/"
    page = get(f"{home}?.on={DAY}", on)
    assert page.offered[".thorough"] == ["1"] and "Ask the detail questions too" in page.text
    fewer = BOUND.search(get(f"{home}question?.on={DAY}", on).text)
    more = BOUND.search(get(f"{home}question?.on={DAY}&.thorough=1", on).text)
    assert fewer and more and int(more[2]) > int(fewer[2])
    assert ".thorough" not in get(HOME).offered


def test_a_long_list_can_be_searched_without_script() -> None:
    for typed in ("docomo", "Ｄｏｃｏｍｏ", "ﾄﾞｺﾓ", "irumo"):
        response = site().get(f"{HOME}question?.asked=carrier&.find={typed}&.search=1")
        assert "docomo" in Page(response.text, "").offered[".answer"], typed
    response = site().get(f"{HOME}question?.asked=carrier&.find=docomo&.search=1")
    offered = Page(response.text, "").offered[".answer"]
    assert "docomo" in offered and len(offered) < 5 and "unknown" in offered


def test_why_is_this_asked_names_what_hangs_on_it() -> None:
    page = get(f"{HOME}why-asked?.ask=roaming&.on={DAY}")
    assert "Turn international roaming off" in page.text


def test_why_is_this_asked_names_few_things_and_first_those_of_the_plan_so_far() -> None:
    page = get(f"{HOME}why-asked?.ask=carrier&.on={DAY}")
    named = re.findall(r"<li>(.*?)</li>", page.markup.partition("explained")[2])
    nothing = opened().situation({}, date.fromisoformat(DAY))
    plan = opened().plan(nothing, "en")
    certain = {it.title for it in plan.steps if it.certainty == "certain"}
    assert 5 == len(named)
    assert certain >= {re.sub("<[^>]+>", "", it) for it in named}
    assert "More can change with it" in page.text


def test_the_review_changes_an_answer_and_comes_back() -> None:
    page = get(f"{HOME}review?{ANSWERS}")
    question = get(page.link("Change Kind of card"))
    assert "/review?" in answer(question, "sim").address


def test_the_plan_has_ticks_dates_and_what_to_do_next() -> None:
    page = get(f"{HOME}plan?{ANSWERS}&leaves_on=2026-12-09")
    steps = page.offered[".done"]
    ticked = get(f"{HOME}plan?{ANSWERS}&.done={steps[0]}")
    assert f"1 of {len(ticked.offered['.done'])} steps done" in ticked.text
    assert ".done=" + steps[0] in ticked.link("Change")
    assert page.text.index("Do this next") < page.text.index("Read this first")


def test_dangers_stand_open_and_lesser_warnings_unfold() -> None:
    given = "card=sim&carrier=softbank&leaving=for_good&leaves_on=2026-12-09&goal=unknown"
    given += "&closing_day=unknown"
    page = get(f"{HOME}plan?{given}&.on={DAY}").markup
    first = page.partition("Read this first")[2].partition("</section>")[0]
    shown, unfolds, folded = first.partition('<details class="rest">')
    assert 'class="notice danger"' in shown and 'class="notice danger"' not in folded
    assert unfolds and 'class="notice caution"' not in shown


def test_of_many_open_questions_a_plan_shows_four_and_unfolds_the_rest() -> None:
    many = get(f"{HOME}plan?.on={DAY}").markup
    shown, _, folded = many.partition('<details class="rest">')
    assert 4 == shown.count('href="/en/japan-mobile/question?.on') - 1
    assert "<li>" in folded.partition("</details>")[0]


def test_what_if_changes_nothing_until_it_is_used() -> None:
    page = get(f"{HOME}what-if?{ANSWERS}&.asked=roaming&.answer=no")
    assert "Turn international roaming off" in page.text
    assert "roaming=yes" in page.link("Keep my answers")
    assert "roaming=no" in page.link("Use this answer")


def test_why_not_names_what_is_missing() -> None:
    page = get(f"{HOME}why-not?roaming=no&.on={DAY}")
    about = get(page.link("Turn international roaming off"))
    assert "International roaming: “yes”" in about.text


@pytest.mark.parametrize("language", ["en", "zh", "ja"])
def test_everything_is_said_in_each_language(language: str) -> None:
    tag = {"zh": "zh-Hans"}.get(language, language)
    for name in ("", "question", "review", "plan", "open"):
        joint = "&" if "?" in name else "?"
        page = get(f"/{language}/japan-mobile/{name}{joint}{ANSWERS}")
        assert f'<html lang="{tag}">' in page.markup
        assert "{" not in page.text.replace("{done}", "")


def test_japanese_words_in_english_are_marked_as_japanese() -> None:
    page = get(f"{HOME}question?.ask=carrier")
    assert '<span lang="ja">ドコモ</span>' in page.markup
    assert "<span" not in page.markup.split("</title>")[0]


def test_a_saved_case_file_is_read_in_again() -> None:
    kept = site().get(f"{HOME}download/answers.yaml?{ANSWERS}").content
    response = site().post(f"{HOME}open", files={"file": ("my.yaml", kept)})
    assert response.status_code == 303
    assert response.headers["location"].startswith(
        f"{HOME}plan?carrier=docomo&card=esim&roaming=yes&unpaid=unknown"
    )


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"- a\n", b'case: "1"\nrulebook: x\n'])
def test_a_file_that_is_no_case_is_refused_kindly(content: bytes) -> None:
    response = site().post(f"{HOME}open", files={"file": ("my.yaml", content)})
    assert response.status_code == 422 and "There is a problem" in response.text


@pytest.mark.parametrize("name", ["plan.html", "plan.ics", "plan.md", "plan.json", "answers.yaml"])
def test_the_plan_can_be_kept_in_every_form(name: str) -> None:
    dated = "&goal=end&leaving=stays&leaves_on=2026-12-20"
    response = site().get(f"{HOME}download/{name}?{ANSWERS}{dated}")
    assert response.status_code == 200 and response.content
    assert response.headers["content-disposition"].endswith(f'"japan-mobile-{name}"')


def test_a_calendar_without_a_date_is_told_and_not_offered() -> None:
    assert "plan.ics" not in get(f"{HOME}plan?{ANSWERS}").markup
    assert "plan.ics" in get(f"{HOME}plan?{ANSWERS}&leaving=stays&leaves_on=2026-12-20").markup
    response = site().get(f"{HOME}download/plan.ics?{ANSWERS}")
    assert response.status_code == 404
    assert "Nothing in this plan has a date yet" in response.text


def test_the_share_link_has_the_answers_behind_the_number_sign() -> None:
    address = get(f"{HOME}plan?{ANSWERS}").link("Link that reopens")
    assert urlsplit(address).query == "" and "card=esim" in urlsplit(address).fragment


def test_answers_that_no_longer_fit_are_named_and_left_out() -> None:
    page = get(f"{HOME}plan?card=cactus&no_such=1&roaming=yes&.version=0.0.1&.done=no-such")
    assert "“cactus”" in page.text and "“no_such: 1”" in page.text and "0.0.1" in page.text
    assert "“no-such”" in page.text
    assert "cactus" not in page.link("Look over my answers")
    assert get(page.link("Answer again")).heading.startswith("Which kind of card")


@pytest.mark.parametrize("many", [500, 4_000])
def test_a_saved_file_that_fits_no_address_is_refused_where_it_was_chosen(many: int) -> None:
    answers = "".join(f"  gone_{it}: yes, it is\n" for it in range(many))
    saved = f'case: "1"\nrulebook: japan-mobile\nversion: "0.9.0"\nanswers:\n{answers}'[:60_000]
    response = site().post(f"{HOME}open", files={"file": ("my.yaml", saved)})
    assert response.status_code == 422
    assert "A file with answers is much smaller" in response.text


def test_a_saved_file_of_older_rules_says_on_its_plan_what_no_longer_fits() -> None:
    kept = site().get(f"{HOME}download/answers.yaml?{ANSWERS}").text
    here = opened().rulebook.version
    older = kept.replace("card: esim", "card: cactus").replace(here, "0.9.0")
    response = site().post(f"{HOME}open", files={"file": ("my.yaml", older)})
    page = get(response.headers["location"])
    assert "“cactus”" in page.text and "0.9.0" in page.text and "docomo" in page.text


def test_pages_travel_packed_where_the_browser_can_unpack_them() -> None:
    address = f"{HOME}plan?{ANSWERS}"
    packed = site().get(address, headers={"Accept-Encoding": "gzip"})
    plain = site().get(address, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip" and packed.text == plain.text
    assert int(packed.headers["content-length"]) * 4 < int(plain.headers["content-length"])


def test_pages_are_small() -> None:
    import gzip

    from engine.web.templating import static_file

    files = sum(len(gzip.compress(static_file(it))) for it in ("style.css", "script.js"))
    first = len(gzip.compress(get(HOME).markup.encode()))
    plan = len(gzip.compress(get(f"{HOME}plan?{ANSWERS}").markup.encode()))
    assert first + files <= 30_000 and plan <= 15_000


def test_the_style_may_be_kept_for_ever_and_changes_its_address() -> None:
    response = site().get(static_address("style.css"))
    assert "immutable" in response.headers["cache-control"]
    assert site().get("/static/0000/style.css").status_code == 404


def test_a_page_of_another_rulebook_or_language_says_what_is_here() -> None:
    for address, said in (
        ("/en/other/plan?a=b", "japan-mobile"),
        ("/xx/japan-mobile/", "“xx”"),
        (f"{HOME}nothing", "no such page"),
        (f"{HOME}question?.ask=roming", "Did you mean “International roaming”"),
        (f"{HOME}what-if?.ask=wording", "no such page"),
        (f"{HOME}what-if?.asked=roming&.answer=yes", "Did you mean “International roaming”"),
        (f"{HOME}why?.about=turn-of-roaming", "Did you mean “turn-off-roaming”"),
        (f"{HOME}why?.about=roming", "Nothing here is called “roming”"),
    ):
        response = client().get(address)
        assert response.status_code == 404 and said in response.text, address
        assert "kaiyaku " not in Page(response.text, "").text


def test_a_page_that_is_not_there_keeps_the_answers() -> None:
    response = site().get(f"{HOME}why?.about=nothing&{ANSWERS}")
    page = Page(response.text, HOME)
    assert response.status_code == 404 and "carrier=docomo" in page.link("Show my plan so far")

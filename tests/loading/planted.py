"""Planted faults: what may be wrong inside a rulebook, with the token that is to blame."""

from __future__ import annotations

from tests.loading.sample import Fault, rule


def _due(more: str) -> str:
    return f"steps:\n  a: {{phase: prepare, title: A, due: {{by: leaves_on, {more}}}}}\n"


STRUCTURE = [
    Fault("KY202", "⟦fact:\n  a: {kind: integer}\n", "Did you mean 'facts'?"),
    Fault("KY202", "⟦something: {}\n", "Sections are: rulebook, phases"),
    Fault("KY203", "facts:\n  a: {kind: integer, ⟦lable: A}\n", "Did you mean 'label'?"),
    Fault("KY203", "facts:\n  a: {kind: integer, ⟦zzz: A}\n", "Possible keys: kind"),
    Fault("KY203", "facts:\n  a:\n    kind: integer\n    label: {en: A, ja: あ, ⟦title_x: B}\n"),
    Fault("KY144", rule("{roaming: yes}", "{do: ⟦［turn-off］}"), "plain brackets"),
    Fault(
        "KY145",
        "rules:\n  a:\n    then:\n      ⟦-do: turn-off\n    because: B\n"
        "    sources: [press-page]\n",
        "`- ` with a space",
    ),
    Fault("KY203", "facts:\n  a: {kind: integer, ⟦min: 1}\n", "Did you mean 'minimum'?"),
    Fault("KY203", rule("{roaming: yes}", "{warn: {severity: note, ⟦message: A}}"), "'text'?"),
    Fault("KY203", rule("x").replace("when: x", "⟦if: {roaming: yes}"), "Did you mean 'when'?"),
    Fault("KY203", "calculated:\n  a: {⟦add_day: [leaves_on, 1]}\n", "Did you mean 'add_days'?"),
    Fault("KY203", "calculated:\n  a: {cases: [{⟦else: leaves_on}]}\n", "'otherwise'?"),
    Fault("KY204", "rules:\n  ⟦a: {then: [{do: turn-off}], sources: press-page}\n", "a sentence"),
    Fault("KY204", "facts:\n  ⟦a: {label: A}\n", "needs `kind:`"),
    Fault("KY204", "steps:\n  ⟦a: {title: A}\n", "needs `phase:`"),
    Fault("KY204", "steps:\n  ⟦a: {phase: prepare}\n", "needs `title:`"),
    Fault("KY204", "rules:\n  ⟦a:\n    because: B\n    sources: [press-page]\n", "`then:`"),
    Fault(
        "KY204",
        "rules:\n  ⟦a:\n    then: [{do: turn-off}]\n    sources: [press-page]\n",
        "needs `because:`",
    ),
    Fault("KY204", "rules:\n  ⟦a:\n    then: [{do: turn-off}]\n    because: B\n", "`sources:`"),
    Fault("KY204", "sources:\n  ⟦a: {title: A, kind: press}\n", "needs `checked:`"),
    Fault("KY204", "tables:\n  ⟦t: {columns: {c: {kind: integer}}}\n", "needs `key:`"),
    Fault("KY205", "facts:\n  a:\n    kind: integer\n    ⟦label:\n", "Nothing is written"),
    Fault("KY205", "facts:\n  a:\n    kind: integer\n    label: ⟦' '\n", "The text is empty"),
    Fault("KY205", "facts:\n  a:\n    kind: integer\n    label: {en: A, ja: ⟦}\n", "empty"),
    Fault("KY205", "steps:\n  a: {phase: prepare, title: A, before: ⟦[]}\n", "list is empty"),
    Fault("KY205", rule("{roaming: yes}", "{⟦do: }"), "after 'do:'"),
    Fault("KY206", "facts:\n  a: ⟦integer\n", "The fact 'a' is written as keys with values"),
    Fault("KY206", "facts: ⟦[a]\n", "The section `facts`"),
    Fault("KY206", "⟦- a\n- b\n", "A rulebook file"),
    Fault("KY206", "steps:\n  a: {phase: prepare, title: A, due: ⟦leaves_on}\n", "{by: leaves_on}"),
    Fault("KY206", "facts:\n  a: {kind: choice, options: ⟦[b, c]}\n", "The value of `options` is"),
    Fault(
        "KY207",
        "rules:\n  a: {then: ⟦turn-off, because: B, sources: [press-page]}\n",
        "then: [do: turn-off]",
    ),
    Fault("KY207", rule("{any: ⟦{roaming: yes}}"), "comes a list of conditions"),
    Fault("KY207", rule("{roaming: yes}", "{order: ⟦turn-off}"), "An order is a list"),
    Fault("KY208", "facts:\n  a: {kind: ⟦[integer]}\n", "this is a list"),
    Fault("KY208", "facts:\n  a: {kind: integer, label: ⟦[A]}\n", "one text, or one per language"),
    Fault(
        "KY208", "facts:\n  a:\n    kind: integer\n    label: {en: A, ja: ⟦{x: y}}\n", "quotation"
    ),
    Fault("KY209", "facts:\n  a: {kind: ⟦yesno}\n", "Did you mean 'yes_no'?"),
    Fault("KY209", "sources:\n  a: {title: A, kind: ⟦blog, checked: 2026-11-22}\n", "aggregator"),
    Fault(
        "KY209",
        rule("{roaming: yes}", "{warn: {severity: ⟦dangerous, text: T}}"),
        "Did you mean 'danger'?",
    ),
    Fault("KY209", "groups:\n  a: {title: A, order: ⟦closed}\n", "listed, open"),
    Fault("KY210", "facts:\n  a: {kind: integer, minimum: ⟦few}\n", "whole number"),
    Fault("KY210", "facts:\n  a: {kind: integer, minimum: ⟦1.5}\n", "whole number"),
    Fault("KY210", "facts:\n  a: {kind: money, maximum: ⟦9999999999999}\n", "whole amount"),
    Fault("KY210", rule("{amount_due: {over: ⟦much}}"), "whole units"),
    Fault("KY210", rule("{amount_due: {over: ⟦１２}}"), "plain digits: 12."),
    Fault("KY211", "facts:\n  a: {kind: date, minimum: ⟦2026-02-30}\n", "a date that exists"),
    Fault("KY211", "facts:\n  a: {kind: date, minimum: ⟦1066-10-14}\n", "between 1900"),
    Fault("KY211", rule("{leaves_on: {before: ⟦tomorrow}}"), "YYYY-MM-DD"),
    Fault(
        "KY704",
        "steps:\n  a: {phase: finish, title: A, due: {by: leaves_on, until: ⟦leaves_on}}\n",
        "Keep one of",
    ),
    Fault(
        "KY211",
        "sources:\n  a: {title: A, kind: press, checked: 2026-11-22, published: ⟦2025-13}\n",
        "2025-09-30, with `about` before",
    ),
    Fault(
        "KY211",
        "sources:\n  a: {title: A, kind: press, checked: 2026-11-22, published: ⟦undated}\n",
        "Leave it out if the page has no date",
    ),
    Fault("KY212", "facts:\n  a: {kind: integer, detail: ⟦maybe}\n", "Write yes or no"),
    Fault("KY212", rule("{roaming: ⟦sometimes}"), "is not yes or no"),
    Fault("KY213", "rows:\n  carrier:\n    x: {cut_off: ⟦'25:00'}\n", "HH:MM"),
    Fault("KY214", "facts:\n  ⟦My-Fact: {kind: integer}\n", "Write 'my_fact'"),
    Fault("KY214", "steps:\n  ⟦turn_on: {phase: prepare, title: A}\n", "Write 'turn-on'"),
    Fault("KY214", f"facts:\n  ⟦{'a' * 81}: {{kind: integer}}\n", "81 characters"),
    Fault("KY214", "facts:\n  ⟦料金: {kind: integer}\n", "a short name in plain letters"),
    Fault("KY214", "facts:\n  a: {kind: choice, options: {⟦B-C: D}}\n", "'b_c'"),
    Fault("KY215", "facts:\n  ⟦today: {kind: integer}\n", "meaning of its own"),
    Fault("KY215", "facts:\n  a: {kind: choice, options: {b: B, ⟦unknown: C}}\n", "don't know"),
    Fault("KY215", "facts:\n  a: {kind: choices, options: {b: B, ⟦none: C}}\n", "`none`"),
    Fault(
        "KY215",
        "tables:\n  t: {key: card, columns: {⟦label: {kind: integer}}}\n",
        "cannot be a column",
    ),
    Fault("KY216", "facts:\n  ⟦roaming: {kind: yes_no}\n", "already declared at base.yaml:2:3"),
    Fault("KY216", "conclusions:\n  ⟦roaming: {}\n", "base.yaml:2:3"),
    Fault("KY216", "⟦rulebook: {id: b, title: B, languages: [en]}\n", "rulebook.yaml:1:1"),
    Fault("KY216", "rows:\n  carrier:\n    ⟦docomo: {}\n", "already there at base.yaml:"),
    Fault("KY217", "steps:\n  a: {phase: prepare, title: A, after: [turn-off, ⟦turn-off]}\n"),
    Fault("KY217", rule("{card: [sim, esim, ⟦sim]}"), "twice"),
    Fault(
        "KY218",
        "sources:\n  a: {title: A, kind: press, checked: 2026-11-22, address: ⟦www.x.org}\n",
        "beginning with https://",
    ),
    Fault("KY219", "⟦scenarios: {}\n", "folder scenarios/"),
    Fault("KY220", "facts:\n  ⟦a: {kind: integer, formerly: [roaming]}\n", "base.yaml:2:3"),
    Fault("KY220", "steps:\n  ⟦b: {phase: prepare, title: B, formerly: [turn-off]}\n", "taken"),
]

REFERENCES = [
    Fault("KY301", rule("{⟦roming: yes}"), "Did you mean 'roaming'?"),
    Fault("KY301", rule("{⟦and: [{roaming: yes}]}"), "Write `all:`"),
    Fault("KY301", rule("{⟦turn-off: yes}"), "that is a step"),
    Fault("KY301", "calculated:\n  a: {end_of_month: ⟦leave_on}\n", "Did you mean 'leaves_on'?"),
    Fault("KY610", "calculated:\n  a: {end_of_month: ⟦2026-13-01x}\n", "needs a date here"),
    Fault("KY302", rule("{roaming: yes}", "{do: ⟦turn-of}"), "Did you mean 'turn-off'?"),
    Fault("KY302", rule("{roaming: yes}", "{do: [turn-off, ⟦qqq]}"), "Declared are: turn-off"),
    Fault("KY302", rule("{roaming: yes}", "{do: ⟦passport}"), "that is a document"),
    Fault("KY302", rule("{roaming: yes}", "{order: [turn-off, ⟦cancel-lin]}"), "'cancel-line'"),
    Fault("KY302", rule("{roaming: yes}", "{warn: {severity: note, text: T, on: ⟦canel-line}}")),
    Fault("KY302", "steps:\n  a: {phase: prepare, title: A, before: [⟦turn-of]}\n", "'turn-off'"),
    Fault("KY303", rule("{roaming: yes}", "{bring: ⟦pasport}"), "Did you mean 'passport'?"),
    Fault("KY303", "steps:\n  a: {phase: prepare, title: A, bring: ⟦pasport}\n", "'passport'"),
    Fault(
        "KY304", rule("{roaming: yes}", "{cost: {cost: ⟦young-fe, on: turn-off}}"), "'young-fee'"
    ),
    Fault("KY305", "rows:\n  carrier:\n    x: {sources: [⟦official-pag]}\n", "'official-page'"),
    Fault(
        "KY305",
        "rows:\n  carrier:\n    x: {fee: {value: 1, sources: ⟦press-pag}}\n",
        "'press-page'",
    ),
    Fault("KY306", "steps:\n  a: {phase: ⟦prepar, title: A}\n", "Did you mean 'prepare'?"),
    Fault("KY307", "facts:\n  a: {kind: integer, question: Q, group: ⟦lin}\n", "'line'"),
    Fault("KY308", "rows:\n  ⟦carier: {}\n", "Did you mean 'carrier'?"),
    Fault("KY309", "rows:\n  carrier:\n    x: {⟦onlin: yes}\n", "Did you mean 'online'?"),
    Fault("KY309", rule("{⟦carrier.fees: known}"), "Did you mean 'fee'?"),
    Fault("KY310", rule("{roaming: yes}", "{conclude: ⟦gon}"), "Did you mean 'gone'?"),
    Fault("KY310", rule("{roaming: yes}", "{conclude: ⟦roaming}"), "that is a fact"),
    Fault("KY311", rule("{card: ⟦eesim}"), "Did you mean 'esim'?"),
    Fault("KY311", rule("{card: [sim, ⟦nano]}"), "Its options: sim, esim"),
    Fault("KY311", rule("{carrier: ⟦ahmao}"), "Did you mean 'ahamo'?"),
    Fault("KY311", rule("{attached: {includes_any: [tv, ⟦male]}}"), "'mail'"),
    Fault("KY311", "rows:\n  carrier:\n    x: {end: ⟦at_onec}\n", "'at_once'"),
    Fault(
        "KY311",
        "tables:\n  t:\n    key: card\n    columns: {c: {kind: integer}}\n"
        "    rows: {⟦sima: {c: 1}}\n",
        "'sim'",
    ),
]

TEXTS = [
    Fault("KY146", "facts:\n  a:\n    kind: integer\n    label: Rule ⟦# 7\n", "two spaces"),
    Fault("KY146", "facts:\n  a:\n    kind: integer\n    help: On\n      page ⟦#7\n", "a remark"),
    Fault("KY401", "facts:\n  a: {kind: integer, label: ⟦{en: A}}\n", "not given in ja"),
    Fault("KY402", "facts:\n  a: {kind: integer, label: {en: A, ja: あ, ⟦zh: 甲}}\n", "en, ja"),
    Fault(
        "KY403",
        "steps:\n  a: {phase: prepare, title: A, how: 'By ⟦{leave_on}.'}\n",
        "Did you mean 'leaves_on'?",
    ),
    Fault(
        "KY403",
        "steps:\n  a:\n    phase: prepare\n    title: A\n"
        "    how: |\n      First.\n      漢字 ⟦{nobody}!\n",
        "no fact 'nobody'",
    ),
    Fault(
        "KY403", "rows:\n  carrier:\n    x: {portal: 'See ⟦{carrier.porta}'}\n", "carrier.portal"
    ),
    Fault("KY404", "facts:\n  a: {kind: integer, help: 'A ⟦{ roaming } b'}\n", "Write {roaming}"),
    Fault("KY404", "facts:\n  a: {kind: integer, help: 'A ⟦{0.__class__}'}\n", "placeholder"),
    Fault("KY404", "facts:\n  a: {kind: integer, help: 'A ⟦} b'}\n", "double the braces"),
    Fault("KY404", "facts:\n  a: {kind: integer, help: '{{ok}} ⟦{}'}\n", "placeholder"),
    Fault(
        "KY405",
        "facts:\n"
        "  ⟦a: {kind: integer, when_unknown: 'as {b}'}\n"
        "  b: {kind: integer, when_unknown: 'as {a}'}\n",
        "a → b → a",
    ),
    Fault("KY406", "facts:\n  a: {kind: integer, label: 'A ⟦{roaming}'}\n", "without the fact"),
    Fault("KY406", "groups:\n  a: {title: 'A ⟦{roaming}'}\n", "shown by itself"),
    Fault(
        "KY204",
        "facts:\n  ⟦a: {kind: integer, group: line, question: 'Is {roaming}?'}\n",
        "cannot stand in for the label",
    ),
    Fault("KY405", "facts:\n  ⟦a: {kind: choice, options: {x: 'is {a}'}}\n", "a → a"),
]

CONDITIONS = [
    Fault("KY123", rule("{⟦roaming：yes}"), "full-width"),
    Fault("KY123", rule("⟦roaming：yes"), "full-width"),
    Fault("KY136", rule("{⟦roaming:yes}"), "no space after the colon"),
    Fault("KY136", rule("⟦roaming:yes"), "no space after the colon"),
    Fault("KY301", rule("{⟦online: yes}"), "its table: carrier.online"),
    Fault("KY501", rule("{amount_due: {⟦ovr: 5}}"), "Did you mean 'over'?"),
    Fault("KY501", rule("{amount_due: {⟦zzz: 5}}"), "over, under, at_least, at_most"),
    Fault("KY147", "documents:\n  a: {title: ⟦A\u200bb}\n", "U+200B"),
    Fault("KY147", "documents:\n  a: {title: ⟦'A\u202eb'}\n", "nobody can see"),
    Fault("KY509", rule("{roaming: ⟦[yes, no]}"), "`roaming: known`"),
    Fault("KY509", rule("{roaming: {not: ⟦[no, yes]}}"), "leaves nothing out"),
    Fault("KY710", _due("days_before: ⟦-90"), "Write `days_after: 90`"),
    Fault("KY710", _due("days_after: ⟦-90"), "Write `days_before: 90`"),
    Fault("KY710", _due("days_before: ⟦9000"), "more than ten years"),
    Fault(
        "KY710",
        _due("days_after: 5, since: leaves_on, since_days_before: ⟦-1"),
        "since_days_after: 1",
    ),
    Fault("KY711", _due("since: ⟦leaves_on, since_days_after: 3"), "3 days after its end"),
    Fault(
        "KY618",
        "facts:\n  a: {kind: yes_no, group: line, question: A, ⟦default: no}\n",
        "has no default",
    ),
    Fault("KY618", "facts:\n  a: {kind: integer, maximum: 3, default: ⟦4}\n", "outside its limits"),
    Fault("KY502", rule("{card: {⟦over: 5}}"), "'card' is a choice"),
    Fault("KY502", rule("{amount_due: {⟦before: 5}}"), "Write `amount_due: {under: 5}`"),
    Fault("KY502", rule("{roaming: {⟦includes: yes}}"), "cannot be asked of it"),
    Fault("KY502", rule("{roaming: {⟦includes: yes}}"), "Write `roaming: yes`"),
    Fault("KY502", rule("{card: {⟦includes: sim}}"), "Write `card: sim`, or a list: `card: [sim"),
    Fault("KY502", rule("{roaming: {⟦between: [1, 2]}}"), "a yes/no fact"),
    Fault("KY502", rule("{carrier.portal: ⟦page}"), "known or unknown"),
    Fault("KY502", rule("{attached: ⟦tv}"), "{includes: tv}"),
    Fault("KY502", rule("{attached: ⟦[tv, mail]}"), "includes_any"),
    Fault("KY503", rule("{amount_due: {between: ⟦5}}"), "the lowest and the highest"),
    Fault("KY503", rule("{amount_due: {over: ⟦lines}}"), "compared with a value only"),
    Fault("KY503", rule("{attached: {includes: ⟦[tv]}}"), "includes_any"),
    Fault("KY503", rule("{lines: {not: ⟦{over: 5}}}"), "Write `not: {lines: {over: 5}}`"),
    Fault("KY503", rule("{card: [sim, ⟦unknown]}"), "stands alone"),
    Fault("KY503", rule("{amount_due: {over: ⟦unknown}}"), "stands alone"),
    Fault("KY503", rule("{amount_due: ⟦'>= 5'}"), "Write `amount_due: {at_least: 5}`"),
    Fault("KY503", rule("{leaves_on: ⟦'< 2026-12-01'}"), "{before: 2026-12-01}"),
    Fault("KY503", rule("{leaves_on: {after: ⟦today}}"), "days_until: leaves_on"),
    Fault("KY504", rule("{amount_due: {between: [⟦5, 1]}}"), "the smaller one first"),
    Fault("KY504", rule("{leaves_on: {between: [⟦2026-12-02, 2026-12-01]}}"), "Nothing lies"),
    Fault("KY504", "facts:\n  a: {kind: integer, minimum: ⟦5, maximum: 1}\n", "Exchange"),
    Fault("KY505", rule("⟦{}"), "Leave `when:` out"),
    Fault("KY505", rule("{any: ⟦[]}"), "empty"),
    Fault("KY505", rule("{card: ⟦[]}"), "empty"),
    Fault("KY505", rule("{card: ⟦{}}"), "empty"),
    Fault("KY505", rule("{not: ⟦{}}"), "empty"),
    Fault("KY506", rule("{not: " * 33 + "⟦{roaming: yes}" + "}" * 33), "32 levels"),
    Fault("KY507", rule("{gone: ⟦unknown}"), "Test the facts that its rules rest on"),
    Fault("KY508", rule("⟦roaming"), "Write `roaming: yes`"),
    Fault("KY508", rule("⟦roaming = yes"), "Write `roaming: yes`"),
    Fault("KY508", rule("{⟦amount_due > 5}"), "Write `amount_due: {over: 5}`"),
    Fault("KY508", rule("⟦leaves_on > 2026-12-01"), "{after: 2026-12-01}"),
    Fault("KY508", rule("⟦roaming and gone"), "`any:` with a list"),
    Fault("KY508", rule("⟦[{roaming: yes}]"), "Begin with `all:`"),
]

FACTS = [
    Fault("KY601", "facts:\n  ⟦a: {kind: choice}\n", "Add `options:`"),
    Fault("KY601", "tables:\n  t: {key: card, columns: {⟦c: {kind: choice}}}\n", "no options"),
    Fault("KY601", "facts:\n  a: {kind: choice, options: ⟦{}}\n", "no options"),
    Fault("KY602", "facts:\n  a: {kind: integer, ⟦options: {b: B}}\n", "cannot have options"),
    Fault("KY603", "facts:\n  a: {kind: yes_no, ⟦minimum: 1}\n", "has no minimum"),
    Fault("KY603", "facts:\n  a: {kind: money, ⟦usually: past}\n", "neither in the future"),
    Fault("KY604", "facts:\n  a: {kind: integer, ⟦question: Q}\n", "belongs to no group"),
    Fault(
        "KY605",
        "tables:\n  t: {key: ⟦roaming, columns: {c: {kind: integer}}}\n",
        "must be a choice fact",
    ),
    Fault(
        "KY606",
        "tables:\n  t:\n    key: card\n    columns: {c: {kind: integer}}\n"
        "    rows: {sim: {⟦label: S}}\n",
        "lists its options itself",
    ),
    Fault("KY607", "calculated:\n  ⟦a: {label: A}\n", "names no function"),
    Fault(
        "KY608",
        "calculated:\n  a: {end_of_month: leaves_on, ⟦start_of_month: leaves_on}\n",
        "already has the function",
    ),
    Fault("KY609", "calculated:\n  a: {⟦days_between: [leaves_on]}\n", "takes 2 arguments"),
    Fault("KY609", "calculated:\n  a: {⟦add_days: [leaves_on]}\n", "add_days: [a_date_fact, 14]"),
    Fault("KY609", "calculated:\n  a: {⟦end_of_month: [leaves_on, today]}\n", "one argument"),
    Fault("KY609", "calculated:\n  a: {⟦end_of_month: []}\n", "`end_of_month: a_date_fact`"),
    Fault("KY609", "calculated:\n  a: {⟦earliest: []}\n", "a list of arguments"),
    Fault("KY609", "calculated:\n  a: {⟦earliest: []}\n", "[a_date_fact, another_date_fact]"),
    Fault("KY609", "calculated:\n  ⟦a: {first_known: []}\n", "list is empty"),
    Fault("KY610", "calculated:\n  a: {end_of_month: ⟦roaming}\n", "needs a date here"),
    Fault(
        "KY610", "calculated:\n  a: {add_days: [leaves_on, ⟦amount_due]}\n", "needs a number here"
    ),
    Fault("KY610", "calculated:\n  a: {add_days: [⟦5, 5]}\n", "needs a date here"),
    Fault("KY610", "calculated:\n  a: {add_days: [⟦5, 5]}\n", "add_days: [a_date_fact, 14]"),
    Fault("KY610", "calculated:\n  a: {sum: [⟦amount_due, lines]}\n", "mixes money"),
    Fault("KY610", "calculated:\n  a: {first_known: [leaves_on, ⟦roaming]}\n", "of one kind"),
    Fault("KY610", "calculated:\n  a: {count: ⟦card}\n", "a choice of several"),
    Fault("KY209", "calculated:\n  a: {kind: ⟦date, end_of_month: leaves_on}\n", "are: money"),
    Fault("KY610", "calculated:\n  a: {kind: ⟦money, end_of_month: leaves_on}\n", "be money"),
    Fault("KY611", "calculated:\n  a: {sum: [1, ⟦{sum: [2, 3]}]}\n", "an id of its own"),
    Fault("KY611", "calculated:\n  a: {end_of_month: ⟦{end_of_month: today}}\n", "id of its own"),
    Fault("KY612", "calculated:\n  a: {working_day_on_or_before: [leaves_on, ⟦XX]}\n", "like JP"),
    Fault("KY612", "calculated:\n  a: {working_day_on_or_before: [today, ⟦Japan]}\n", "Write JP."),
    Fault("KY612", "calculated:\n  a: {working_day_on_or_before: [today, ⟦jp]}\n", "Write JP."),
    Fault(
        "KY613",
        "calculated:\n"
        "  a:\n"
        "    cases:\n"
        "      - {⟦otherwise: 1}\n"
        "      - {when: {roaming: yes}, value: 2}\n",
        "as the last case",
    ),
    Fault("KY613", "calculated:\n  a: {cases: ⟦[]}\n", "no cases"),
]

RULES = [
    Fault(
        "KY701",
        "rules:\n  a: {then: ⟦[], because: B, sources: [press-page]}\n",
        "Effects are: do, warn",
    ),
    Fault("KY702", rule("{roaming: yes}", "{⟦dou: turn-off}"), "Did you mean 'do'?"),
    Fault("KY702", rule("{roaming: yes}", "{do: turn-off, ⟦bring: passport}"), "Begin a new line"),
    Fault("KY702", rule("{roaming: yes}", "⟦{}"), "one key with its value"),
    Fault(
        "KY703",
        rule("{roaming: yes}") + "    valid: {from: 2026-02-01, until: ⟦2026-01-01}\n",
        "before it begins",
    ),
    Fault("KY704", "steps:\n  a: {phase: prepare, title: A, due: {by: ⟦roaming}}\n", "a date"),
    Fault(
        "KY704",
        "steps:\n  a: {phase: prepare, title: A, due: {by: leaves_on, time: ⟦'20:00'}}\n",
        "not the time itself",
    ),
    Fault(
        "KY704",
        "steps:\n"
        "  a: {phase: prepare, title: A, due: {by: leaves_on, days_before: 1, ⟦days_after: 2}}\n",
        "exclude each other",
    ),
    Fault(
        "KY710",
        "steps:\n  a: {phase: prepare, title: A, due: {by: leaves_on, days_after: ⟦99999}}\n",
        "more than ten years",
    ),
    Fault("KY705", "costs:\n  a: {title: A, amount: ⟦leaves_on}\n", "not an amount of money"),
    Fault("KY705", "costs:\n  a: {title: A, amount: ⟦lines}\n", "a whole number, or leave it"),
    Fault("KY705", "costs:\n  a: {title: A, amount: ⟦days_left}\n", "write `kind: money` beside"),
    Fault("KY705", "costs:\n  a: {title: A, amount: ⟦12.50}\n", "no amount of money"),
    Fault("KY705", "costs:\n  a: {title: A, amount: ⟦-5}\n", "no amount of money"),
    Fault("KY706", rule("{roaming: yes}", "{order: ⟦[turn-off]}"), "at least two"),
    Fault(
        "KY707",
        rule("{roaming: yes}", "{order: [cancel-line, ⟦turn-off]}"),
        "the phase 'finish' comes after the phase 'prepare'",
    ),
    Fault("KY707", "steps:\n  a: {phase: finish, title: A, before: [⟦turn-off]}\n", "phase"),
    Fault("KY707", "steps:\n  a: {phase: prepare, title: A, after: [⟦cancel-line]}\n", "phase"),
    Fault(
        "KY708",
        rule(
            "{roaming: yes}",
            "{warn: {severity: note, text: A}}, {warn: {severity: note, text: B, id: ⟦planted}}",
        ),
        "another warning 'planted'",
    ),
    Fault("KY709", "steps:\n  a: {phase: prepare, title: A, before: [⟦a]}\n", "itself"),
    Fault("KY709", rule("{roaming: yes}", "{order: [turn-off, ⟦turn-off]}"), "itself"),
]

WHOLE = [
    Fault(
        "KY801",
        "calculated:\n  ⟦a: {sum: [b, 1]}\n  b: {sum: [c, 1]}\n  c: {sum: [a, 1]}\n",
        "a → c → b → a",
    ),
    Fault("KY801", "calculated:\n  ⟦a: {first_known: [b]}\n  b: {first_known: [a]}\n", "circle"),
    Fault(
        "KY801",
        "conclusions:\n  ⟦a: {}\n" + rule("{a: yes}", "{conclude: a}"),
        "a → a",
    ),
    Fault(
        "KY802",
        "steps:\n"
        "  a: {phase: prepare, title: A, before: [⟦b]}\n"
        "  b: {phase: prepare, title: B, before: [c]}\n"
        "  c: {phase: prepare, title: C, before: [a]}\n",
        "a before b at x.yaml:2:42; b before c at x.yaml:3:42; c before a at x.yaml:4:42",
    ),
    Fault(
        "KY803",
        "calculated:\n"
        "  c000: {sum: [lines, 1]}\n"
        + "".join(
            f"  {'⟦' if number == 100 else ''}c{number:03}: {{sum: [c{number - 1:03}, 1]}}\n"
            for number in range(1, 102)
        ),
        "100 levels",
    ),
    Fault("KY804", "conclusions:\n  ⟦a: {}\n", "No rule concludes 'a'"),
]

PLANTED = [*STRUCTURE, *REFERENCES, *TEXTS, *CONDITIONS, *FACTS, *RULES, *WHOLE]

HEADER = [
    Fault("KY614", "⟦rulebook: {id: a, title: A, languages: [en]}\n", "names no currency"),
    Fault(
        "KY615",
        "rulebook: {id: a, title: A, languages: [en], currency: ⟦yen}\n",
        "Write JPY",
    ),
    Fault(
        "KY616",
        "rulebook: {id: a, title: A, languages: [en], currency: JPY, time_zone: ⟦Asia/Tokio}\n",
        "Did you mean 'Asia/Tokyo'?",
    ),
    Fault(
        "KY617", "rulebook: {id: a, title: A, languages: [⟦English], currency: JPY}\n", "Write en"
    ),
    Fault(
        "KY617",
        "rulebook: {id: a, title: {en: A, ja: あ}, languages: [en, ⟦jp], currency: JPY}\n",
        "Write ja; a country",
    ),
    Fault(
        "KY616",
        "rulebook: {id: a, title: A, languages: [en], currency: JPY, time_zone: ⟦Berlin}\n",
        "Write Europe/Berlin.",
    ),
    Fault("KY204", "⟦rulebook: {id: a, title: A, currency: JPY}\n", "languages: [en]"),
    Fault("KY214", "rulebook: {id: ⟦A B, title: A, languages: [en], currency: JPY}\n", "cannot be"),
    Fault("KY206", "rulebook: ⟦a\n", "The section `rulebook`"),
]

SYNTAX = [
    Fault("KY120", "facts: {}\n... ⟦x\n", "cannot be read as YAML"),
    Fault("KY109", "facts:\n  a⟦\x00: {kind: integer}\n", "U+0000"),
    Fault("KY109", "facts:\n  a: '漢⟦\x1b[31m'\n", "U+001B"),
    Fault("KY109", 'documents:\n  a: {title: ⟦"red \\e[31m"}\n', "U+001B, which nobody can see"),
    Fault("KY109", 'documents:\n  ⟦"a\\u0007": {title: A}\n', "U+0007, which nobody can see"),
    Fault("KY121", "a:\n⟦\tb: 1\n", "spaces"),
    Fault("KY121", "facts:\n  a:\n    kind: integer\n⟦\tb: 1\n", "tab"),
    Fault("KY122", "facts:\n⟦<<<<<<< HEAD\n  a: 1\n=======\n  a: 2\n>>>>>>> x\n", "conflict"),
    Fault("KY123", "facts:\n  a⟦：\n    kind: integer\n", "full-width"),
    Fault("KY123", "facts:\n  a:\n    kind⟦：integer\n    label: A\n", "full-width"),
    Fault("KY123", "facts:\n  a:\n    ⟦kind：integer\n", "full-width"),
    Fault("KY123", "⟦facts：\n", "full-width"),
    Fault("KY124", 'facts:\n  a: {kind: integer}\n  b: ⟦"foo\n', "not closed"),
    Fault("KY124", 'facts:\n  a: ⟦"foo\n  b: "bar"\n', "not closed"),
    Fault("KY125", "facts:\n  a: ⟦{kind: integer\n  b: {kind: integer}\n", "opens here"),
    Fault("KY125", "facts:\n  a: {kind: integer}⟦}\n", "closes nothing"),
    Fault("KY125", "rules:\n  a:\n    then: ⟦[{do: x}\n    because: B\n", "opens here"),
    Fault("KY126", "facts:\n  a:\n    label: Note⟦: this\n", "quotation marks"),
    Fault("KY126", "facts:\n  a: {label: Note⟦: this}\n", "quotation marks"),
    Fault("KY127", "facts:\n  a:\n    label: ⟦{carrier.portal} is it\n", "begins with {"),
    Fault("KY127", "facts:\n  a:\n    label: ⟦@home\n", "begins with @"),
    Fault("KY127", "facts:\n  a:\n    label: ⟦**bold**\n", "begins with *"),
    Fault("KY128", "facts:\n  a: ⟦&x {kind: integer}\n  b: ⟦*x\n", "not used"),
    Fault("KY129", "facts:\n  a: ⟦!!python/object:os.system {kind: integer}\n", "Tags"),
    Fault("KY130", "facts:\n  a: {⟦<<: {kind: integer}}\n", "Merge keys"),
    Fault("KY131", "facts:\n  a: {kind: integer}\n⟦---\nfacts: {}\n", "second YAML document"),
    Fault("KY132", "facts: " + "[" * 39 + "⟦[" + "]" * 40 + "\n", "40 levels"),
    Fault("KY133", "facts:\n  a: {kind: integer}\n  ⟦a: {kind: yes_no}\n", "already at line 2"),
    Fault("KY134", "facts:\n  ⟦{a: b}: c\n", "single word"),
    Fault("KY135", "facts:\n  a: {kind: integer}\n ⟦b: {kind: integer}\n", "line up"),
    Fault("KY135", "facts:\n  a: 1\n   ⟦b: 2\n", "line up"),
    Fault("KY136", "facts:\n  a: ⟦kind:integer\n", "no space after the colon"),
    Fault("KY136", "facts:\n  a: {⟦kind:integer}\n", "no space after the colon"),
    Fault("KY137", "facts:\n  a: {kind: integer, label: one, ⟦or two}\n", "the comma before"),
    Fault("KY137", "rows:\n  carrier:\n    x: {fee: 1,⟦000}\n", "without a comma"),
    Fault(
        "KY137", "facts:\n  a: {kind: integer, label: {en: A, ja: あ, ⟦い}}\n", "the comma before"
    ),
    Fault("KY138", "facts:\n  a: 'don⟦'t'\n", "the line goes on"),
    Fault("KY139", "facts:\n  ⟦a\n    kind: integer\n", "no colon after 'a'"),
    Fault("KY140", "facts:\n  a: | ⟦text\n", "on the next line"),
    Fault("KY141", 'facts:\n  a: "C:⟦\\path"\n', "backslash"),
    Fault("KY142", "facts:\n  ⟦: {kind: integer}\n", "Nothing stands before"),
    Fault("KY143", "⟦%YAML 3.0\n---\nfacts: {}\n", "Remove the line"),
    Fault("KY127", "facts:\n  a: {kind: integer, label: ⟦The {b} is}\n", "names a fact"),
    Fault("KY127", "rules:\n  a:\n    when: {b: ⟦> 3}\n", "at_least: 3"),
    Fault("KY140", "rules:\n  a:\n    when:\n      b: > ⟦3\n", "at_least: 3"),
    Fault("KY133", "facts:\n  a:\n    label: B\n    ⟦label: A\n", "under one"),
    Fault(
        "KY135",
        "rules:\n  a:\n    then: [{do: x}]\n    because: B\n    ⟦b:\n"
        "    then: [{do: x}]\n    because: B\n",
        "two spaces less",
    ),
    Fault("KY135", "rules:\n  a:\n    because: B\n⟦b:\n    because: B\n  c:\n", "line 6"),
    Fault("KY135", "facts:\n  a:\n  ⟦kind: integer\n    label: A\n", "too far left"),
    Fault("KY135", "facts:\n  a:\n    kind: integer\n   ⟦label: A\n", "3 spaces stand before"),
    Fault("KY135", "facts:\n  a:\n    kind: integer\n   ⟦label: A\n", "2 or 4 would fit"),
    Fault("KY135", "rules:\n  a:\n    then:\n    - do: x\n      ⟦- do: y\n", "4 would fit"),
    Fault("KY136", "rules:\n  a:\n    ⟦because:{en: B, ja: い}\n", "In 'because:{en:'"),
    Fault("KY138", 'facts:\n  a: {label: "A, help: ⟦"B"}\n', "not closed"),
    Fault("KY139", "facts:\n  a:\n    kind: integer\n    ⟦label [b: c]\n", "after 'label'"),
    Fault(
        "KY126",
        "steps:\n  a:\n    how: |\n      注意：b\n      ・c\n    title: A⟦: b\n",
        "quotation marks",
    ),
    Fault("KY144", "facts:\n  a:\n⟦　　kind: integer\n    label: A\n", "space bar"),
    Fault("KY144", "facts:\n  a:\n ⟦\u00a0  kind: integer\n    label: A\n", "space bar"),
    Fault("KY144", "rules:\n  a:\n    then:\n      ⟦– do: x\n      - do: y\n", "begin with –"),
    Fault("KY144", "rules:\n  a:\n    then:\n      ⟦ー do: x\n      - do: y\n", "begin with ー"),
    Fault("KY144", "rules:\n  a:\n    then:\n      ⟦* do: x\n      - do: y\n", "begin with *"),
    Fault("KY144", "rules:\n  a:\n    when: {b: yes⟦， c: no}\n", "plain comma"),
    Fault("KY144", "rules:\n  a:\n    when: ⟦｛b: yes｝\n", "full-width"),
    Fault("KY144", "facts:\n  a: {label: ⟦“The {b} is”}\n", "no quotation mark"),
    Fault("KY145", "rules:\n  a:\n    then:\n      ⟦-do: x\n      - do: y\n", "`- ` with a space"),
]

"""The questionnaire, with answers that come from wherever you have them."""

from datetime import date

from kaiyaku import UNKNOWN, Answer, open_rulebook

KNOWN: dict[str, Answer] = {"card": "esim", "roaming": True}
"""Whatever else is asked, this person does not know it."""

rulebook = open_rulebook()
situation = rulebook.situation({}, as_of=date(2026, 11, 22))
while (question := rulebook.interview(situation).next_question()) is not None:
    fact = question.fact
    wording = fact.question if fact.question is not None else fact.label
    print(f"{question.number} of at most {question.at_most}:", end=" ")
    print(rulebook.words(wording, situation, "en").strip())
    answers = {**situation.answers, fact.id: KNOWN.get(fact.id, UNKNOWN)}
    situation = rulebook.situation(answers, situation.as_of)
print(rulebook.plan(situation, "en"))

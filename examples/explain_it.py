"""Why something is in the plan, what keeps another thing out, and what another answer changes."""

from datetime import date

from kaiyaku import (
    UnknownSubject,
    open_rulebook,
    render_order,
    render_what_if,
    render_why,
    render_why_not,
)

rulebook = open_rulebook()
situation = rulebook.situation({"roaming": "yes"}, as_of=date(2026, 11, 22))
first, second = (step.id for step in rulebook.plan(situation, "en").steps[:2])

print(render_why(rulebook.why(situation, "turn-off-roaming", "en"), "en"))
print(render_why_not(rulebook.why_not(situation, "delete-esim", "en"), "en"))
print(render_what_if(rulebook.what_if(situation, {"roaming": "no"}, "en"), "en"))
print(render_order(rulebook.explain_order(situation, first, second, "en"), "en"))
try:
    rulebook.why(situation, "turn-of-roaming", "en")
except UnknownSubject as error:
    print(error)

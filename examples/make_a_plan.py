"""A plan from answers that are there already, as text and as JSON."""

from datetime import date

from kaiyaku import open_rulebook, render_json, render_text

rulebook = open_rulebook()
situation = rulebook.situation(
    {"roaming": "yes", "card": "esim", "leaves_on": date(2026, 12, 20), "carrier": "unknown"},
    as_of=date(2026, 11, 22),
)
plan = rulebook.plan(situation, "en")

print(render_text(plan))
print(render_json(plan)[:200])
print(sum(step.certainty == "possible" for step in plan.steps), "steps hang on open answers.")

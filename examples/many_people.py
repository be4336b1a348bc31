"""Many situations at once: how often each step is in the plan. One open rulebook serves all."""

from collections import Counter
from datetime import date
from itertools import product

from kaiyaku import open_rulebook

rulebook = open_rulebook()
steps: Counter[str] = Counter()
for card, roaming, unpaid in product(("sim", "esim"), ("yes", "no"), ("yes", "no", "unknown")):
    situation = rulebook.situation(
        {"card": card, "roaming": roaming, "unpaid": unpaid}, as_of=date(2026, 11, 22)
    )
    steps.update(step.id for step in rulebook.plan(situation, "en").steps)
for step, count in steps.most_common(8):
    print(f"{count:3} {step}")

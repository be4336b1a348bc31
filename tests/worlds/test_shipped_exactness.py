"""The shipped rulebook against brute force, where few ways are open.

``tests/bench/exactness_by_brute_force.py`` goes through many.
"""

from engine.loading import load_rulebook, shipped_rulebook_folder
from tests.bench.exactness_by_brute_force import differences, situation_with_gaps


def test_plans_of_the_shipped_rulebook_are_what_going_through_every_completion_finds() -> None:
    rulebook = load_rulebook(shipped_rulebook_folder())
    for number in range(3):
        situation = situation_with_gaps(rulebook, number, most=4)
        assert [] == [*differences(rulebook, situation)], situation

"""Exact answers where Kleene logic leaves a condition open (supervaluation).

Kleene calls ``a or not a`` unknown. Here the few facts it hangs on are split into the
classes of values that the rulebook's own tests tell apart, and every class is looked at. The
search stops as soon as both outcomes have been seen; past :data:`~engine.sharpening.search.
BUDGET` looks it gives up and reports the Kleene answer, which is less sharp and never wrong.
A calculated fact over two or more missing dates or numbers is treated as if it could have any
value: again less sharp, never wrong.
"""

from engine.sharpening.search import Certainty
from engine.sharpening.sharpener import Sharpener

__all__ = ["Certainty", "Sharpener"]

"""Explanations: why something is in a plan, what keeps it out, what an answer would change,
and why one step comes before another.

Everything is data in one language; :mod:`engine.rendering.explanations` shows it.
"""

from .order import OrderExplanation, explain_order
from .subjects import Subject, UnknownSubject, find_subject
from .what_if import Difference, what_if
from .why import Explanation, why
from .why_not import Obstacle, WhyNot, why_not

__all__ = [
    "Difference",
    "Explanation",
    "Obstacle",
    "OrderExplanation",
    "Subject",
    "UnknownSubject",
    "WhyNot",
    "explain_order",
    "find_subject",
    "what_if",
    "why",
    "why_not",
]

"""Explanations: why something is in a plan, what keeps it out, what an answer would change,
and why one step comes before another.

Everything is data in one language; :mod:`engine.rendering.explanations` shows it.
"""

"""Every way the missing answers can turn out, as decision diagrams compiled from the rulebook.

What is certain, what an answer can still change and what would change it are read from them;
nothing is searched. A rulebook is compiled once (:mod:`~engine.worlds.compiling` over worlds,
:mod:`~engine.worlds.answer_diagrams` over answers, :mod:`~engine.worlds.item_diagrams` for all
that a person sees); :mod:`~engine.worlds.theory` puts one day's dates and numbers in, and
:mod:`~engine.worlds.view` is one situation.

The diagrams are the project's own: the libraries at hand (``dd``, pyeda, PySDD) have Boolean
variables and leaves only, so that a provider would be five variables and a date eleven, and
none of them joins what "I don't know" leaves open.
"""

from .view import View

__all__ = ["View"]

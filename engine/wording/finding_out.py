"""How to find out the answer to a question, said so that it is plain to which one."""

from __future__ import annotations

from .phrases import phrase


def find_out_in_words(label: str, how: str, language: str) -> str:
    """The way ``how`` to answer the question called ``label``."""
    return phrase(language, "plan.find_out_about", label=label, how=how)

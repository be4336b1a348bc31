"""``rules docs``: a whole rulebook as HTML for those who know its subject.

Complete in itself, readable without its script and without a network; the script only
searches and hides languages.
"""

from .page import render_docs, render_pages

__all__ = ["render_docs", "render_pages"]

"""``rules fmt``: one layout for all files of a rulebook, keeping every word and comment.

Keys come in one order, indentation is two spaces, brackets have no spaces inside. Texts stay
character for character as they are, and so does the author's order of entries, which means
something. The result is compared with the original before anybody sees it.
"""

from .layout import CannotFormat, formatted

__all__ = ["CannotFormat", "formatted"]

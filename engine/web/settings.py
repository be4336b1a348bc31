"""How the pages are served: what ``kaiyaku serve`` was told, in a form that workers can read.

Owns the settings and their defaults.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

VARIABLE = "KAIYAKU_SERVE"
"""The environment variable in which a worker finds them."""

LONGEST_ADDRESS = 8_192
LARGEST_BODY = 65_536
MOST_FIELDS = 500


class Settings(Struct, frozen=True):
    """``rules`` is the rulebook's folder (``None``: the one that comes with the program).
    ``hosts`` are the names that may stand in the address, ``*`` for any; ``origins`` the sites
    whose pages may use the API. ``rate`` is how many requests a second one address may make in
    the long run, 0 for any. ``waiting`` is how many requests wait for a worker at most."""

    rules: str | None = None
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    origins: tuple[str, ...] = ()
    rate: float = 20.0
    waiting: int = 256

    def spelled(self) -> str:
        """The text that :func:`read_settings` reads back."""
        return msgspec.json.encode(self).decode()


def read_settings(text: str) -> Settings:
    """The settings that were spelled."""
    return msgspec.json.decode(text, type=Settings)

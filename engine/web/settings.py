"""How the pages are served: what ``kaiyaku serve`` was told, in a form that workers can read.

Owns the settings, their defaults, and what can be no setting.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from ipaddress import ip_network
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from .. import Refusal
from ..wording.refusals import saying

VARIABLE = "KAIYAKU_SERVE"
"""The environment variable in which a worker finds them."""

LONGEST_ADDRESS = 8_192
LARGEST_BODY = 65_536
MOST_FIELDS = 500
LARGEST_CASE = 16_384
"""How many characters of a saved file are read: what an address can hold, and room for more
than its answers."""
LONGEST_WAIT = 60
"""How many seconds a body may take to arrive."""


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


_HOST = re.compile(r"\*|\[[0-9a-f:.]+\]|[\w-]+(\.[\w-]+)*\.?", re.ASCII)


def checked_settings(
    settings: Settings, host: str, names: Sequence[str], origins: Sequence[str], proxies: str
) -> Settings:
    """The settings, open under these names to these origins.

    Raises :class:`~engine.Refusal` for a name, an origin, a proxy or a rate that can never fit.
    """
    if not math.isfinite(settings.rate):
        raise Refusal(saying("serve.no_rate", text=settings.rate))
    for name in names:
        if not _HOST.fullmatch(name.lower()):
            meant = urlsplit(name if "//" in name else f"//{name}").hostname
            raise Refusal(saying("serve.no_name", text=name, example=meant or "plan.example.org"))
    for origin in origins:
        if not _is_origin(origin):
            raise Refusal(saying("serve.no_origin", text=origin))
    for proxy in filter(None, (it.strip() for it in proxies.split(","))):
        if not _is_network(proxy):
            raise Refusal(saying("serve.no_proxy", text=proxy))
    shown = f"[{host}]" if ":" in host else host
    hosts = (*settings.hosts, *(it.lower() for it in names), shown.lower())
    return replace(settings, hosts=hosts, origins=tuple(origins))


def _is_origin(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return text == "*" or (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and text == f"{parts.scheme}://{parts.netloc}" == text.lower()
            and "@" not in text
            and parts.port != 0
        )
    except ValueError:
        return False


def _is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return text == "*"
    return True


def read_settings(text: str) -> Settings:
    """The settings that were spelled."""
    return msgspec.json.decode(text, type=Settings)

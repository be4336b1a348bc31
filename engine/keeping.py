"""Keeping what was worked out of a rulebook alone.

Owns the memory: it lies in the rulebook itself, lives as long, and goes into the cache with
it. Only pure functions of the rulebook may be kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from engine.rulebook import Rulebook

P = ParamSpec("P")
T = TypeVar("T")


def kept_with_rulebook(
    function: Callable[Concatenate[Rulebook, P], T],
) -> Callable[Concatenate[Rulebook, P], T]:
    """``function``, worked out once for each rulebook and each choice of the other, hashable
    and positional arguments."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def kept(rulebook: Rulebook, /, *args: P.args, **kwargs: P.kwargs) -> T:
        results: dict[tuple[object, ...], T] = rulebook.__dict__.setdefault(name, {})
        if args not in results:
            results[args] = function(rulebook, *args, **kwargs)
        return results[args]

    return kept

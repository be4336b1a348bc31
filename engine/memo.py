"""Keeping what was worked out of a rulebook alone.

Owns the memory: it is :attr:`.Rulebook.kept`, lives as long as the rulebook and goes into the
cache with it. Only pure functions of the rulebook may be kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, Generic, ParamSpec, TypeVar

from .rulebook import Rulebook

P = ParamSpec("P")
T = TypeVar("T")


class Kept(Generic[P, T]):
    """A function worked out once for each rulebook and each choice of the other arguments."""

    def __init__(self, function: Callable[Concatenate[Rulebook, P], T]) -> None:
        update_wrapper(self, function)
        self._function = function
        self._name = f"{function.__module__}.{function.__qualname__}"

    def __call__(self, rulebook: Rulebook, /, *args: P.args, **kwargs: P.kwargs) -> T:
        results: dict[tuple[object, ...], T] = rulebook.kept.setdefault(self._name, {})
        if args not in results:
            results[args] = self._function(rulebook, *args, **kwargs)
        return results[args]

    def kept(self, rulebook: Rulebook, /, *args: object) -> T | None:
        """What was worked out before; ``None`` if nothing was."""
        results: dict[tuple[object, ...], T] = rulebook.kept.get(self._name, {})
        return results.get(args)


def kept_with_rulebook(function: Callable[Concatenate[Rulebook, P], T]) -> Kept[P, T]:
    """``function``, worked out once for each rulebook and each choice of the other, hashable
    and positional arguments."""
    return Kept(function)

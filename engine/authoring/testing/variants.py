"""Rulebooks that differ from a given one in a few rules, steps or facts.

Owns the making of such variants, for asking and for mutation; nothing is ever changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from ...rulebook import Fact, Rule, Rulebook, Step

T = TypeVar("T")


def with_rules(rulebook: Rulebook, rules: Mapping[str, Rule]) -> Rulebook:
    """The rulebook with those rules beside, or in the place of, its own."""
    return varied(rulebook, rules={**rulebook.rules, **rules})


def with_step(rulebook: Rulebook, step: Step) -> Rulebook:
    """The rulebook with another version of one step."""
    return varied(rulebook, steps={**rulebook.steps, step.id: step})


def with_fact(rulebook: Rulebook, fact: Fact) -> Rulebook:
    """The rulebook with another version of one fact."""
    return varied(rulebook, facts={**rulebook.facts, fact.id: fact})


def varied(thing: T, **changes: Any) -> T:
    """A copy of a part of the model with other values in some of its fields."""
    fields = {name: getattr(thing, name) for name in type(thing).__annotations__}
    return type(thing)(**{**fields, **changes})

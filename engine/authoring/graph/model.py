"""A graph: what stands in a picture and what leads to what.

Owns the shapes only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Node:
    """One box. ``sort`` says how it looks; ``id`` stands small below the ``title``; ``note`` is
    told when the mouse rests on it; ``outside`` boxes belong to another topic, ``middle`` ones are
    what the picture is about."""

    sort: str
    id: str
    title: str
    note: str = ""
    outside: bool = False
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow between two nodes, by their keys; a ``loose`` one is drawn dashed."""

    one: str
    other: str
    label: str = ""
    loose: bool = False


@dataclass(frozen=True)
class Graph:
    """Nodes by key and the arrows between them. In ``bands`` (title and keys of nodes), if
    there are any, everything of one band comes before everything of the next."""

    title: str
    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]
    bands: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())

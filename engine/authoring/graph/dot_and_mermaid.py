"""A graph as text: for Graphviz (DOT) and for Mermaid.

Owns both spellings and their escaping: whatever a rulebook's texts hold, it stays a label.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...wording.visible import on_one_line, visible
from .model import Graph, Node

_DOT_SHAPES: Mapping[str, str] = {
    "rule": "shape=box, style=rounded",
    "step": "shape=box, style=filled, fillcolor=lightgrey",
    "conclusion": "shape=hexagon",
    "calculated fact": "shape=cds",
    "table column": "shape=folder",
    "topic": "shape=tab",
}
_MERMAID_SHAPES: Mapping[str, tuple[str, str]] = {
    "rule": ("(", ")"),
    "step": ("[", "]"),
    "conclusion": ("{{", "}}"),
    "calculated fact": ("[/", "/]"),
    "table column": ("[(", ")]"),
    "topic": ("[[", "]]"),
}
_ASKED = ("([", "])")


def as_dot(graph: Graph) -> str:
    """The graph for the program ``dot``."""
    ids = _ids(graph)
    lines = [f"digraph {_dot(graph.title)} {{", "  rankdir=LR;", "  node [fontsize=11];"]
    inside: dict[str, list[str]] = {}
    for key, node in graph.nodes.items():
        shape = _DOT_SHAPES.get(node.sort, "shape=ellipse")
        faint = ", color=grey, fontcolor=grey40" if node.outside else ""
        inside[key] = [f"{ids[key]} [label={_dot(_label(node, chr(10)))}, {shape}{faint}];"]
    for number, (title, keys) in enumerate(graph.bands):
        lines += [f"  subgraph cluster_{number} {{", f"    label={_dot(title)};"]
        lines += [f"    {line}" for key in keys for line in inside.pop(key)]
        lines.append("  }")
    lines += [f"  {line}" for entry in inside.values() for line in entry]
    for edge in graph.edges:
        style = [f"label={_dot(edge.label)}"] if edge.label else []
        style += ["style=dashed"] if edge.loose else []
        look = f" [{', '.join(style)}]" if style else ""
        lines.append(f"  {ids[edge.one]} -> {ids[edge.other]}{look};")
    return "\n".join([*lines, "}"]) + "\n"


def as_mermaid(graph: Graph) -> str:
    """The graph as a Mermaid flow chart."""
    ids = _ids(graph)
    lines = ["flowchart TB" if graph.bands else "flowchart LR"]
    inside: dict[str, str] = {}
    for key, node in graph.nodes.items():
        opening, closing = _MERMAID_SHAPES.get(node.sort, _ASKED)
        inside[key] = (
            f'{ids[key]}{opening}"{_mermaid(node.title)}<br/>{_mermaid(node.id)}"{closing}'
        )
        if node.title == node.id:
            inside[key] = f'{ids[key]}{opening}"{_mermaid(node.id)}"{closing}'
    for number, (title, keys) in enumerate(graph.bands):
        lines += [f'  subgraph band{number}["{_mermaid(title)}"]', "    direction LR"]
        lines += [f"    {inside.pop(key)}" for key in keys]
        lines.append("  end")
    lines += [f"  {line}" for line in inside.values()]
    lines += [f"  band{number} ~~~ band{number + 1}" for number in range(len(graph.bands) - 1)]
    for edge in graph.edges:
        arrow = "-.->" if edge.loose else "-->"
        label = f'|"{_mermaid(edge.label)}"|' if edge.label else ""
        lines.append(f"  {ids[edge.one]} {arrow}{label} {ids[edge.other]}")
    faint = [ids[key] for key, node in graph.nodes.items() if node.outside]
    if faint:
        lines += ["  classDef outside stroke-dasharray: 3 3", f"  class {','.join(faint)} outside"]
    return "\n".join(lines) + "\n"


def _ids(graph: Graph) -> Mapping[str, str]:
    return {key: f"n{number}" for number, key in enumerate(graph.nodes)}


def _label(node: Node, line_break: str) -> str:
    return node.id if node.title == node.id else f"{node.title}{line_break}{node.id}"


def _dot(text: str) -> str:
    plain = visible(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{plain}"'


def _mermaid(text: str) -> str:
    """Everything but letters, digits and plain punctuation as an entity code."""
    plain = on_one_line(text)
    return "".join(
        char if char.isalnum() or char in " .,:!?+-'/（）。、，：「」・" else f"#{ord(char)};"
        for char in plain
    )

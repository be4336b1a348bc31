"""A graph as an SVG picture: complete in itself, in light and dark, without a script.

Owns how boxes look and the making of the picture out of :mod:`engine.authoring.graph.layout`.
Texts are escaped in one place; no text becomes markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from engine.authoring.graph.layout import BETWEEN_BOXES, Arrow, Box, Layout, Point, layered
from engine.authoring.graph.model import Edge, Graph, Node
from engine.wording.visible import visible
from engine.wording.wrapping import columns, wrapped

TITLE_COLUMNS = 30
LONGEST_TITLE = 4
PIXELS_PER_COLUMN = 6.7
LINE = 15.0
ID_LINE = 13.0
PADDING = 9.0
MARGIN = 24.0
HEADING = 34.0
BAND_WIDTH = 1200.0

_SHORTEST = {"step": 0, "rule": 1, "conclusion": 2}
_STYLE = """
svg{--paper:#f7f5f0;--ink:#1e2227;--soft:#5b636b;--line:#8d959c;--box:#fff;--fact:#e4eef6;
--derived:#e9f2e4;--rule:#fff;--step:#fbecd2;--band:#efece4;background:var(--paper);
font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Hiragino Sans",
"PingFang SC","Noto Sans CJK JP",sans-serif}
@media (prefers-color-scheme:dark){svg{--paper:#14171a;--ink:#e9e7e2;--soft:#a9b0b6;
--line:#737c84;--box:#1d2125;--fact:#1e2f3d;--derived:#22331d;--rule:#1d2125;--step:#3d2f17;
--band:#1b1f23}}
text{fill:var(--ink)}.id{fill:var(--soft);font-size:10px}.heading{font-size:15px;font-weight:600}
.box{stroke:var(--line);stroke-width:1;fill:var(--box)}.outside{stroke-dasharray:4 3}
.middle{stroke-width:2.5;stroke:var(--ink)}
.fact{fill:var(--fact)}.derived{fill:var(--derived)}.rule{fill:var(--rule)}.step{fill:var(--step)}
.band{fill:var(--band)}.arrow{fill:none;stroke:var(--line);stroke-width:1.1}
.loose{stroke-dasharray:4 3}.tip{fill:var(--line)}.label{font-size:10px;fill:var(--soft)}
"""
_LOOKS: Mapping[str, str] = {
    "fact": "fact",
    "table column": "derived",
    "calculated fact": "derived",
    "conclusion": "derived",
    "rule": "rule",
    "step": "step",
    "topic": "step",
}
_ROUNDED = {"fact": 14, "table column": 3, "calculated fact": 3, "conclusion": 3, "step": 3}
_LEGEND = (
    ("fact", "fact"),
    ("conclusion", "derived fact"),
    ("rule", "rule"),
    ("step", "step"),
)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A node with its lines of text."""

    node: Node
    lines: tuple[str, ...]

    @property
    def shows_id(self) -> bool:
        """Whether the id has a line of its own."""
        return self.node.title != self.node.id

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        widest = float(max(columns(line) for line in self.lines))
        id_lines = 0
        if self.shows_id:
            widest, id_lines = max(widest, columns(self.node.id) * 0.85), 1
        height = len(self.lines) * LINE + id_lines * ID_LINE + 2 * PADDING - 4
        return widest * PIXELS_PER_COLUMN + 2 * PADDING, height


def as_svg(graph: Graph) -> str:
    """The graph as a complete SVG document: the same text for the same graph."""
    drawn = {key: _Drawn(node, _lines(node)) for key, node in graph.nodes.items()}
    picture = _Picture()
    if graph.bands:
        width, height = _draw_bands(picture, graph, drawn)
    else:
        width, height = _draw_whole(picture, graph, drawn, 0.0)
    width = max(width, columns(graph.title) * 9.0, 420.0)
    legend = ""
    if not graph.bands and not _is_overview(graph):
        outside = any(node.outside for node in graph.nodes.values())
        legend = _legend(height, outside=outside)
        height += 30
    size = f"{width + 2 * MARGIN:.0f} {height + HEADING + 2 * MARGIN:.0f}"
    across, down = size.split()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" '
        f'viewBox="0 0 {size}" role="img" aria-label="{_text(graph.title)}">\n'
        f"<style>{_STYLE}</style>\n"
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto-start-reverse"><path class="tip" d="M0 0L8 4L0 8z"/>'
        "</marker></defs>\n"
        f'<text class="heading" x="{MARGIN}" y="{MARGIN + 10}">{_text(graph.title)}</text>\n'
        f'<g transform="translate({MARGIN} {MARGIN + HEADING})">\n'
        + "\n".join([*picture.behind, *picture.arrows, *picture.boxes])
        + f"\n{legend}</g>\n</svg>\n"
    )


class _Picture:
    """The parts of a picture, from back to front."""

    def __init__(self) -> None:
        self.behind: list[str] = []
        self.arrows: list[str] = []
        self.boxes: list[str] = []


def _is_overview(graph: Graph) -> bool:
    return any(node.sort == "topic" for node in graph.nodes.values())


def _draw_whole(
    picture: _Picture, graph: Graph, drawn: Mapping[str, _Drawn], top: float
) -> tuple[float, float]:
    tied = {key for edge in graph.edges for key in (edge.one, edge.other)}
    joined = {key: it for key, it in drawn.items() if key in tied}
    alone = [(key, it) for key, it in drawn.items() if key not in tied]
    width, height = 0.0, 0.0
    if joined:
        layout = _laid_out(joined, graph.edges)
        _draw_layout(picture, layout, joined, graph.edges, 0.0, top)
        width, height = layout.width, layout.height
    if alone:
        below = top + height + (30 if joined else 0)
        grid_width, grid_height = _draw_grid(picture, alone, below, max(width, BAND_WIDTH))
        width, height = max(width, grid_width), below + grid_height - top
    return width, height


def _laid_out(drawn: Mapping[str, _Drawn], edges: Iterable[Edge]) -> Layout:
    sizes = {key: it.size for key, it in drawn.items()}
    with_rules = any(it.node.sort == "rule" for it in drawn.values())
    shortest = {
        key: _SHORTEST.get(it.node.sort, 2) if with_rules else 0 for key, it in drawn.items()
    }
    arrows = [(edge.one, edge.other) for edge in edges]
    return layered(sizes, arrows, shortest, from_left=not with_rules)


def _draw_bands(
    picture: _Picture, graph: Graph, drawn: Mapping[str, _Drawn]
) -> tuple[float, float]:
    y, widest = 0.0, BAND_WIDTH
    backs: list[tuple[float, float, str]] = []
    for title, keys in graph.bands:
        inside = {key: drawn[key] for key in keys}
        edges = tuple(edge for edge in graph.edges if edge.one in inside and edge.other in inside)
        part = Graph(title, {key: graph.nodes[key] for key in keys}, edges)
        width, height = _draw_whole(picture, part, inside, y + 36)
        backs.append((y, height + 52, title))
        widest = max(widest, width)
        y += height + 66
    for top, height, title in backs:
        picture.behind.append(
            f'<rect class="band" x="-12" y="{top:.1f}" width="{widest + 24:.1f}" '
            f'height="{height:.1f}" rx="10"/>'
            f'<text class="heading" x="0" y="{top + 22:.1f}">{_text(title)}</text>'
        )
    return widest, y - 14


def _draw_grid(
    picture: _Picture, alone: Sequence[tuple[str, _Drawn]], top: float, width: float
) -> tuple[float, float]:
    x, y, tallest, widest = 0.0, top, 0.0, 0.0
    for _, drawn in alone:
        across, down = drawn.size
        if x and x + across > width:
            x, y, tallest = 0.0, y + tallest + BETWEEN_BOXES, 0.0
        picture.boxes.append(_box(drawn, Box(x, y, across, down)))
        x += across + BETWEEN_BOXES
        tallest, widest = max(tallest, down), max(widest, x - BETWEEN_BOXES)
    return widest, y + tallest - top


def _draw_layout(
    picture: _Picture,
    layout: Layout,
    drawn: Mapping[str, _Drawn],
    edges: Iterable[Edge],
    left: float,
    top: float,
) -> None:
    for key, box in layout.boxes.items():
        moved = Box(box.x + left, box.y + top, box.width, box.height)
        picture.boxes.append(_box(drawn[key], moved))
    looks: dict[Arrow, Edge] = {(edge.one, edge.other): edge for edge in edges}
    for arrow, route in layout.routes.items():
        points = [(x + left, y + top) for x, y in route]
        picture.arrows.append(_arrow(looks[arrow], points))


def _arrow(edge: Edge, points: Sequence[Point]) -> str:
    (x, y), *rest = points
    path = f"M{x:.1f} {y:.1f}"
    for number, (to_x, to_y) in enumerate(rest):
        if number % 2:
            path += f"L{to_x:.1f} {to_y:.1f}"
        else:
            middle = (x + to_x) / 2
            path += f"C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"
        x, y = to_x, to_y
    loose = " loose" if edge.loose else ""
    tip = f"<title>{_text(edge.label)}</title>" if edge.label else ""
    return f'<path class="arrow{loose}" d="{path}" marker-end="url(#tip)">{tip}</path>'


def _box(drawn: _Drawn, box: Box) -> str:
    node = drawn.node
    look = _LOOKS.get(node.sort, "box")
    look += (" outside" if node.outside else "") + (" middle" if node.middle else "")
    rounded = _ROUNDED.get(node.sort, 8)
    parts = [
        "<g>",
        f"<title>{_text(node.note)}</title>" if node.note else "",
        f'<rect class="box {look}" x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}" rx="{rounded}"/>',
    ]
    y = box.y + PADDING + 9
    for line in drawn.lines:
        parts.append(f'<text x="{box.x + PADDING:.1f}" y="{y:.1f}">{_text(line)}</text>')
        y += LINE
    if drawn.shows_id:
        id = f'<text class="id" x="{box.x + PADDING:.1f}" y="{y - 2:.1f}">{_text(node.id)}</text>'
        parts.append(id)
    return "".join([*parts, "</g>"])


def _legend(top: float, *, outside: bool) -> str:
    parts, x = [], 0.0
    for sort, words in _LEGEND:
        box = Box(x, top + 8, 14, 14)
        look = f'class="box {_LOOKS[sort]}" rx="{min(_ROUNDED.get(sort, 8), 7)}"'
        parts.append(f'<rect {look} x="{x}" y="{box.y:.1f}" width="14" height="14"/>')
        parts.append(f'<text class="id" x="{x + 20}" y="{box.y + 11:.1f}">{words}</text>')
        x += 40 + len(words) * 6
    words = "dashed arrow: only a warning or a due date · dashed box: from another file"
    if not outside:
        words = words.partition(" · ")[0]
    parts.append(f'<text class="id" x="{x}" y="{top + 19:.1f}">{words}</text>')
    return "".join(parts)


def _lines(node: Node) -> tuple[str, ...]:
    title = " ".join(visible(node.title).split()) or node.id
    if title == node.id:
        return tuple(_cut_id(title))
    lines = wrapped(title, TITLE_COLUMNS)
    if len(lines) > LONGEST_TITLE:
        lines = [*lines[:LONGEST_TITLE], "…"]
    return tuple(lines)


def _cut_id(id: str) -> Iterable[str]:
    """An id in lines that end at its hyphens."""
    line = ""
    for part in re.findall(r"[^-]*-|[^-]+$", id):
        if line and columns(line + part) > TITLE_COLUMNS:
            yield line
            line = ""
        line += part
    yield line


def _text(text: str) -> str:
    return escape(visible(text), quote=True)

"""A graph as an SVG picture: complete in itself, in light and dark, without a script.

Owns how boxes look and the making of the picture out of :mod:`engine.authoring.graph.layout`.
Texts are escaped in one place; no text becomes markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

from ...wording.visible import on_one_line, visible
from ...wording.wrapping import columns, wrapped
from .layout import BETWEEN_BOXES, Arrangement, Arrow, Box, Point, layered
from .model import Edge, Graph, Node

TITLE_COLUMNS = 30
LONGEST_TITLE = 4
PIXELS_PER_COLUMN = 6.7
LINE = 15.0
ID_LINE = 13.0
PADDING = 9.0
MARGIN = 24.0
HEADING = 34.0
BAND_WIDTH = 1200.0
NARROWEST = 680.0

ARROW_TIP = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
    'markerHeight="7" orient="auto-start-reverse"><path class="tip" d="M0 0L8 4L0 8z"/>'
    "</marker></defs>\n"
)

_SHORTEST = {"step": 0, "rule": 1, "conclusion": 2}
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
    picture = _Picture(None)
    width, height = _draw(picture, graph)
    style = f"<style>{picture_style()}</style>\n"
    return _document(graph, picture, width, height, style + ARROW_TIP)


def as_page_part(graph: Graph, address: Callable[[Node], str | None]) -> str:
    """The graph as part of a page that has :func:`picture_style` and :data:`ARROW_TIP`; each
    box is a link to its ``address``, if it has one."""
    picture = _Picture(address)
    width, height = _draw(picture, graph)
    return _document(graph, picture, width, height, "")


@cache
def picture_style() -> str:
    """The style of pictures."""
    package = __name__.rpartition(".")[0]
    return files(package).joinpath("picture.css").read_text(encoding="utf-8")


def _document(graph: Graph, picture: _Picture, width: float, height: float, head: str) -> str:
    size = f"{width + 2 * MARGIN:.0f} {height + HEADING + 2 * MARGIN:.0f}"
    across, down = size.split()
    role = "group" if head == "" else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" width="{across}" '
        f'height="{down}" viewBox="0 0 {size}" role="{role}" aria-label="{_text(graph.title)}">\n'
        f"{head}"
        '<rect class="paper" width="100%" height="100%"/>\n'
        f'<text class="heading" x="{MARGIN:.0f}" y="{MARGIN + 10:.0f}">{_text(graph.title)}</text>'
        f'\n<g transform="translate({MARGIN:.0f} {MARGIN + HEADING:.0f})">\n'
        + "\n".join([*picture.behind, *picture.arrows, *picture.boxes, *picture.legend])
        + "\n</g>\n</svg>\n"
    )


def _draw(picture: _Picture, graph: Graph) -> tuple[float, float]:
    drawn = {key: _Drawn(node, _lines(node)) for key, node in graph.nodes.items()}
    if graph.bands:
        width, height = _draw_bands(picture, graph, drawn)
    else:
        width, height = _draw_whole(picture, graph, drawn, 0.0)
        if all(node.sort != "topic" for node in graph.nodes.values()):
            outside = any(node.outside for node in graph.nodes.values())
            picture.legend.append(_legend(height, outside=outside))
            height += 30
    return max(width, columns(graph.title) * 9.0, NARROWEST), height


class _Picture:
    """The parts of a picture, from back to front. With addresses, boxes are links and carry
    no notes, which the page around them has."""

    def __init__(self, address: Callable[[Node], str | None] | None) -> None:
        self.address = address
        self.behind: list[str] = []
        self.arrows: list[str] = []
        self.boxes: list[str] = []
        self.legend: list[str] = []

    def add_box(self, drawn: _Drawn, box: Box) -> None:
        """Put a box on the picture."""
        if self.address is None:
            note = f"<title>{_text(drawn.node.note)}</title>" if drawn.node.note else ""
            self.boxes.append(f"<g>{note}{_box(drawn, box)}</g>")
            return
        address = self.address(drawn.node)
        inside = _box(drawn, box)
        link = f'<a href="{_text(address)}">{inside}</a>' if address else f"<g>{inside}</g>"
        self.boxes.append(link)


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


def _laid_out(drawn: Mapping[str, _Drawn], edges: Iterable[Edge]) -> Arrangement:
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
            f'<rect class="band" x="-12" y="{top:.0f}" width="{widest + 24:.0f}" '
            f'height="{height:.0f}" rx="10"/>'
            f'<text class="heading" x="0" y="{top + 22:.0f}">{_text(title)}</text>'
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
        picture.add_box(drawn, Box(x, y, across, down))
        x += across + BETWEEN_BOXES
        tallest, widest = max(tallest, down), max(widest, x - BETWEEN_BOXES)
    return widest, y + tallest - top


def _draw_layout(
    picture: _Picture,
    layout: Arrangement,
    drawn: Mapping[str, _Drawn],
    edges: Iterable[Edge],
    left: float,
    top: float,
) -> None:
    for key, box in layout.boxes.items():
        moved = Box(box.x + left, box.y + top, box.width, box.height)
        picture.add_box(drawn[key], moved)
    looks: dict[Arrow, Edge] = {(edge.one, edge.other): edge for edge in edges}
    for arrow, route in layout.routes.items():
        points = [(x + left, y + top) for x, y in route]
        picture.arrows.append(_arrow(looks[arrow], points))


def _arrow(edge: Edge, points: Sequence[Point]) -> str:
    (x, y), *rest = points
    path = f"M{x:.0f} {y:.0f}"
    for number, (to_x, to_y) in enumerate(rest):
        if number % 2:
            path += f"L{to_x:.0f} {to_y:.0f}"
        else:
            middle = (x + to_x) / 2
            path += f"C{middle:.0f} {y:.0f} {middle:.0f} {to_y:.0f} {to_x:.0f} {to_y:.0f}"
        x, y = to_x, to_y
    loose = " loose" if edge.loose else ""
    tip = f"<title>{_text(edge.label)}</title>" if edge.label else ""
    return f'<path class="arrow{loose}" d="{path}">{tip}</path>'


def _box(drawn: _Drawn, box: Box) -> str:
    node = drawn.node
    look = _LOOKS.get(node.sort, "box")
    look += (" outside" if node.outside else "") + (" middle" if node.middle else "")
    rounded = _ROUNDED.get(node.sort, 8)
    parts = [
        f'<rect class="box {look}" x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" '
        f'height="{box.height:.0f}" rx="{rounded}"/>'
    ]
    y = box.y + PADDING + 9
    for line in drawn.lines:
        parts.append(f'<text x="{box.x + PADDING:.0f}" y="{y:.0f}">{_text(line)}</text>')
        y += LINE
    if drawn.shows_id:
        id = f'<text class="id" x="{box.x + PADDING:.0f}" y="{y - 2:.0f}">{_text(node.id)}</text>'
        parts.append(id)
    return "".join(parts)


def _legend(top: float, *, outside: bool) -> str:
    parts, x = [], 0.0
    for sort, words in _LEGEND:
        box = Box(x, top + 8, 14, 14)
        look = f'class="box {_LOOKS[sort]}" rx="{min(_ROUNDED.get(sort, 8), 7)}"'
        parts.append(f'<rect {look} x="{x}" y="{box.y:.0f}" width="14" height="14"/>')
        parts.append(f'<text class="id" x="{x + 20}" y="{box.y + 11:.0f}">{words}</text>')
        x += 40 + len(words) * 6
    words = "dashed arrow: only a warning or a due date · dashed box: from another file"
    if not outside:
        words = words.partition(" · ")[0]
    parts.append(f'<text class="id" x="{x}" y="{top + 19:.0f}">{words}</text>')
    return "".join(parts)


def _lines(node: Node) -> tuple[str, ...]:
    title = on_one_line(node.title) or node.id
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

"""Where boxes and arrows go: layers from left to right, with few crossings.

Owns the geometry. Boxes stand in the layer that is as far from the right end as their longest
way there; arrows over several layers get a place of their own in each. Knows nothing of what
boxes mean.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

BETWEEN_LAYERS = 64.0
BETWEEN_BOXES = 14.0
BETWEEN_LINES = 7.0
SWEEPS = 12

Size = tuple[float, float]
Point = tuple[float, float]
Arrow = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Box:
    """A placed box: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Placed boxes, the points that each arrow goes through, and the size of it all."""

    boxes: Mapping[str, Box]
    routes: Mapping[Arrow, tuple[Point, ...]]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Bend:
    """Where an arrow passes a layer that it does not end in."""

    arrow: Arrow
    layer: int


_Slot = str | _Bend


def layered(
    sizes: Mapping[str, Size],
    arrows: Iterable[Arrow],
    shortest: Mapping[str, int],
    *,
    from_left: bool = False,
) -> Arrangement:
    """The boxes in layers, arrows pointing right as far as they form no circle. ``shortest``
    keeps a box at least so many layers from the right end; ``from_left`` puts boxes as far
    left as they can be instead."""
    drawn = [it for it in dict.fromkeys(arrows) if it[0] in sizes and it[1] in sizes]
    drawn = [it for it in drawn if it[0] != it[1]]
    if from_left:
        layer_of = _distances(list(sizes), [(other, one) for one, other in drawn], {})
    else:
        distances = _distances(list(sizes), drawn, shortest)
        last = max(distances.values(), default=0)
        layer_of = {key: last - distance for key, distance in distances.items()}
    layers, joints = _with_bends(sizes, drawn, layer_of)
    _uncross(layers, joints)
    heights: dict[_Slot, float] = {key: size[1] for key, size in sizes.items()}
    tops = _tops(layers, joints, heights)
    return _placed(sizes, drawn, layers, tops)


def _distances(
    keys: Sequence[str], arrows: Sequence[Arrow], shortest: Mapping[str, int]
) -> Mapping[str, int]:
    """The longest way along the arrows from each key; what leads back in a circle does not
    count."""
    following: dict[str, list[str]] = {key: [] for key in keys}
    for one, other in arrows:
        following[one].append(other)
    tail: dict[str, int] = {}
    open_keys: set[str] = set()
    for start in keys:
        pending = [start]
        while pending:
            key = pending[-1]
            if key in tail:
                pending.pop()
                continue
            open_keys.add(key)
            missing = [it for it in following[key] if it not in tail and it not in open_keys]
            if missing:
                pending.append(missing[0])
                continue
            longest = max((tail[it] + 1 for it in following[key] if it in tail), default=0)
            tail[key] = max(longest, shortest.get(key, 0))
            open_keys.discard(key)
            pending.pop()
    return tail


def _with_bends(
    keys: Iterable[str], arrows: Iterable[Arrow], layer_of: Mapping[str, int]
) -> tuple[list[list[_Slot]], list[tuple[_Slot, _Slot]]]:
    """The slots of each layer, and the pairs of slots in neighbouring layers that a stretch of
    an arrow joins, left one first."""
    used = sorted(set(layer_of.values()))
    number = {layer: index for index, layer in enumerate(used)}
    layers: list[list[_Slot]] = [[] for _ in used]
    for key in keys:
        layers[number[layer_of[key]]].append(key)
    joints: list[tuple[_Slot, _Slot]] = []
    for arrow in arrows:
        ends = sorted(arrow, key=lambda key: layer_of[key])
        first, last = number[layer_of[ends[0]]], number[layer_of[ends[1]]]
        before: _Slot = ends[0]
        for layer in range(first + 1, last):
            bend = _Bend(arrow, layer)
            layers[layer].append(bend)
            joints.append((before, bend))
            before = bend
        if first != last:
            joints.append((before, ends[1]))
    return layers, joints


def _uncross(layers: list[list[_Slot]], joints: Sequence[tuple[_Slot, _Slot]]) -> None:
    """Sort every layer by where its neighbours stand, to and fro, and keep the best."""
    left: dict[_Slot, list[_Slot]] = {}
    right: dict[_Slot, list[_Slot]] = {}
    for one, other in joints:
        right.setdefault(one, []).append(other)
        left.setdefault(other, []).append(one)
    best, fewest = [list(layer) for layer in layers], _crossings(layers, right)
    for sweep in range(SWEEPS):
        forwards = sweep % 2 == 0
        numbers = range(1, len(layers)) if forwards else range(len(layers) - 2, -1, -1)
        for number in numbers:
            beside = layers[number - 1 if forwards else number + 1]
            at: dict[_Slot, float] = {slot: index for index, slot in enumerate(beside)}
            neighbours = left if forwards else right
            here = {slot: float(index) for index, slot in enumerate(layers[number])}
            layers[number].sort(
                key=lambda slot, at=at, here=here, near=neighbours: (  # type: ignore[misc]
                    _middle([at[it] for it in near.get(slot, ())], here[slot])
                )
            )
        crossings = _crossings(layers, right)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in layers], crossings
    layers[:] = best


def _middle(positions: Sequence[float], otherwise: float) -> float:
    return sum(positions) / len(positions) if positions else otherwise


def _crossings(layers: Sequence[Sequence[_Slot]], right: Mapping[_Slot, Sequence[_Slot]]) -> int:
    count = 0
    for here, beyond in pairwise(layers):
        at = {slot: index for index, slot in enumerate(beyond)}
        passed: list[int] = []
        for slot in here:
            ends = sorted(at[it] for it in right.get(slot, ()) if it in at)
            count += sum(len(passed) - bisect_right(passed, end) for end in ends)
            for end in ends:
                insort(passed, end)
    return count


def _tops(
    layers: Sequence[Sequence[_Slot]],
    joints: Sequence[tuple[_Slot, _Slot]],
    heights: Mapping[_Slot, float],
) -> Mapping[_Slot, float]:
    """The upper edge of every slot: as level with its neighbours as the order allows."""
    near: dict[_Slot, list[_Slot]] = {}
    for one, other in joints:
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    centre: dict[_Slot, float] = {}
    for layer in layers:
        y = 0.0
        for slot in layer:
            height = heights.get(slot, 0.0)
            centre[slot] = y + height / 2
            y += height + (BETWEEN_BOXES if isinstance(slot, str) else BETWEEN_LINES)
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            wished = [
                _middle([centre[it] for it in near.get(slot, ())], centre[slot]) for slot in layer
            ]
            for slot, y in zip(layer, _apart(layer, wished, heights), strict=True):
                centre[slot] = y
    top = min((y - heights.get(slot, 0.0) / 2 for slot, y in centre.items()), default=0.0)
    return {slot: y - heights.get(slot, 0.0) / 2 - top for slot, y in centre.items()}


def _apart(
    layer: Sequence[_Slot], wished: Sequence[float], heights: Mapping[_Slot, float]
) -> list[float]:
    """Centres as near to the wished ones as possible, in order and without overlaps: slots
    that would push each other move as one block."""
    offsets = [0.0]
    for one, other in pairwise(layer):
        gap = BETWEEN_BOXES if isinstance(one, str) and isinstance(other, str) else BETWEEN_LINES
        offsets.append(offsets[-1] + (heights.get(one, 0.0) + heights.get(other, 0.0)) / 2 + gap)
    blocks: list[tuple[float, int]] = []
    for wish, offset in zip(wished, offsets, strict=True):
        total, count = wish - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            above, size = blocks.pop()
            total, count = total + above, count + size
        blocks.append((total, count))
    moved = [total / count for total, count in blocks for _ in range(count)]
    return [base + offset for base, offset in zip(moved, offsets, strict=True)]


def _placed(
    sizes: Mapping[str, Size],
    arrows: Sequence[Arrow],
    layers: Sequence[Sequence[_Slot]],
    tops: Mapping[_Slot, float],
) -> Arrangement:
    boxes: dict[str, Box] = {}
    passing: dict[Arrow, list[Point]] = {}
    x = 0.0
    for layer in layers:
        width = max((sizes[slot][0] for slot in layer if isinstance(slot, str)), default=0.0)
        for slot in layer:
            if isinstance(slot, str):
                boxes[slot] = Box(x, tops[slot], width, sizes[slot][1])
            else:
                points = passing.setdefault(slot.arrow, [])
                points += [(x, tops[slot]), (x + width, tops[slot])]
        x += width + BETWEEN_LAYERS
    routes = {arrow: _route(arrow, boxes, passing.get(arrow, [])) for arrow in arrows}
    height = max((box.y + box.height for box in boxes.values()), default=0.0)
    bends = (y for points in passing.values() for _, y in points)
    return Arrangement(boxes, routes, max(x - BETWEEN_LAYERS, 0.0), max([height, *bends]))


def _route(arrow: Arrow, boxes: Mapping[str, Box], bends: Sequence[Point]) -> tuple[Point, ...]:
    one, other = boxes[arrow[0]], boxes[arrow[1]]
    start = one.x + one.width, one.y + one.height / 2
    end = other.x, other.y + other.height / 2
    if one.x > other.x:
        return ((one.x, start[1]), *reversed(bends), (other.x + other.width, end[1]))
    return (start, *bends, end)

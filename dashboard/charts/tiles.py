"""Where the tiles of a treemap lie: rectangles as square as possible, with areas in proportion to sizes.

The method is Bruls, Huizing and van Wijk's (Squarified Treemaps, 2000). Plotly's own treemap cannot be chosen from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle: its upper left corner, width and height."""

    x: float
    y: float
    wide: float
    high: float

    def within(self, *, top: float = 0.0, gap: float = 0.0) -> Box:
        """The rectangle left inside when `top` is kept for a heading and `gap` on every side."""
        return Box(self.x + gap, self.y + gap + top, max(self.wide - 2 * gap, 0.0), max(self.high - top - 2 * gap, 0.0))

    @property
    def ring(self) -> tuple[tuple[float, float], ...]:
        """Its outline, closed."""
        right, bottom = self.x + self.wide, self.y + self.high
        return (self.x, self.y), (right, self.y), (right, bottom), (self.x, bottom), (self.x, self.y)

    def spots(self, every: float) -> tuple[tuple[float, float], ...]:
        """Points inside, about `every` apart, at least the middle."""
        across, down = max(round(self.wide / every), 1), max(round(self.high / every), 1)
        return tuple(
            (self.x + self.wide * (i + 0.5) / across, self.y + self.high * (j + 0.5) / down)
            for i in range(across)
            for j in range(down)
        )


def tile(sizes: Sequence[float], box: Box) -> list[Box]:
    """One rectangle per size, in the order given (give the largest first); together they fill `box`."""
    total = sum(sizes)
    if not total:
        return [Box(box.x, box.y, 0, 0) for _ in sizes]
    scale = box.wide * box.high / total
    found: list[Box] = []
    left = [size * scale for size in sizes]
    while left:
        side = min(box.wide, box.high)
        row = 1
        while row < len(left) and _worst(left[: row + 1], side) <= _worst(left[:row], side):
            row += 1
        placed, box = _place(left[:row], box)
        found += placed
        left = left[row:]
    return found


def _worst(row: Sequence[float], side: float) -> float:
    """The longest of the row's rectangles, as a ratio of its sides, when the row lies along `side`."""
    total = sum(row)
    if not (total and side and min(row)):
        return float("inf")
    return max(side * side * max(row) / total**2, total**2 / (side * side * min(row)))


def _place(row: Sequence[float], box: Box) -> tuple[list[Box], Box]:
    """The rectangles of a row along the shorter side, and what is left of the box."""
    total = sum(row)
    if box.wide >= box.high:
        deep = total / box.high if box.high else 0.0
        found, at = [], box.y
        for size in row:
            high = size / deep if deep else 0.0
            found.append(Box(box.x, at, deep, high))
            at += high
        return found, Box(box.x + deep, box.y, max(box.wide - deep, 0.0), box.high)
    deep = total / box.wide
    found, at = [], box.x
    for size in row:
        wide = size / deep if deep else 0.0
        found.append(Box(at, box.y, wide, deep))
        at += wide
    return found, Box(box.x, box.y + deep, box.wide, max(box.high - deep, 0.0))

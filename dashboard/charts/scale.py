"""Classes of values for pictures: round edges, one hue from faint to strong, and which class a value falls into."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor, log10

from dashboard.charts.theme import Palette

CLASSES = 5


def edges_of(values: Iterable[float | None], *, percent: bool) -> tuple[float, ...]:
    """The CLASSES + 1 edges of classes that hold all values, lowest first, at round steps.

    Percentages up to 100 get the same classes on every day and for every area (0, 20 … 100), unless all are small.
    """
    known = [v for v in values if v is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    if percent and low >= 0 and 25 < high <= 100:
        return tuple(float(n * 100 // CLASSES) for n in range(CLASSES + 1))
    step = _round_step((high - low) / CLASSES)
    start = floor(low / step) * step
    while start + step * CLASSES < high:
        step = _round_step(step * 1.01)
        start = floor(low / step) * step
    return tuple(round(start + step * n, 6) for n in range(CLASSES + 1))


def _round_step(at_least: float) -> float:
    """The smallest of 1, 2, 2.5, 5 × a power of ten that is not below `at_least`."""
    if at_least <= 0:
        return 1.0
    power = 10.0 ** floor(log10(at_least))
    return next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= at_least * (1 - 1e-9))


def class_of(value: float | None, edges: tuple[float, ...]) -> int | None:
    """The class (0 is the lowest) of a value; an edge belongs to the class above it, the last one to the highest."""
    if value is None:
        return None
    return max(0, min(len(edges) - 2, sum(value >= edge for edge in edges) - 1))


def ramp(colours: Palette, n: int = CLASSES) -> tuple[str, ...]:
    """`n` colours from faint to the accent, each darker (or, on dark paper, lighter) than the one before."""
    return tuple(mix(colours.paper, colours.accent, 0.2 + 0.8 * k / (n - 1)) for k in range(n))


def mix(of: str, into: str, share: float) -> str:
    """A colour between two: `share` 0 is `of`, 1 is `into`."""
    pairs = zip(_rgb(of), _rgb(into), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def is_strong(colour: str) -> bool:
    """Whether white letters stand out better on the colour than black ones."""
    red, green, blue = (float((c / 255) ** 2.2) for c in _rgb(colour))
    return bool(0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.19)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

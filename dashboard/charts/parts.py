"""What a figure is made of, as plain data: bars, lines and points, level and upright lines, shaded parts, words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

Part = dict[str, Any]
Place = date | float


def bar(**facts: Any) -> Part:
    """A trace of bars."""
    return {"type": "bar", **facts}


def scatter(**facts: Any) -> Part:
    """A trace of points, of a line through them, or of words at them."""
    return {"type": "scatter", **facts}


def level(y: float, **look: Any) -> Part:
    """A line across the chart at a value."""
    return {"type": "line", "x0": 0, "x1": 1, "xref": "x domain", "y0": y, "y1": y, "yref": "y", "line": look}


def upright(x: Place, **look: Any) -> Part:
    """A line from the bottom of the chart to its top."""
    return {"type": "line", "x0": at(x), "x1": at(x), "xref": "x", "y0": 0, "y1": 1, "yref": "y domain", "line": look}


def shade(start: Place, end: Place, colour: str, **look: Any) -> Part:
    """A part of the chart from its bottom to its top."""
    return {
        "type": "rect", "x0": at(start), "x1": at(end), "xref": "x", "y0": 0, "y1": 1, "yref": "y domain",
        "fillcolor": colour, "line": {"width": 0}, **look,
    }  # fmt: skip


def words(text: str, colour: str, size: int, **place: Any) -> Part:
    """Words in the chart."""
    return {"text": text, "showarrow": False, "font": {"color": colour, "size": size}, **place}


def at(place: Place) -> str | float:
    """A place on an axis as a figure has it: a day as text."""
    return place.isoformat() if isinstance(place, date) else place


def on_axis(days: Iterable[date]) -> list[str]:
    """Days as a figure has them."""
    return [day.isoformat() for day in days]

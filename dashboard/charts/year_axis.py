"""The axes of every chart that goes through a fiscal year: months below, round levels at the side, the key above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dashboard.charts.parts import Part, on_axis, words
from dashboard.charts.theme import Palette, clear_of


def month_axis(
    months: Sequence[tuple[date, str]], colours: Palette, size: int, *, end: date | None = None
) -> dict[str, Any]:
    """From the first of `months` (day, words) to the last or `end`; every second month is named: twelve names stand too
    close in a third of a screen.
    """
    return {
        "range": on_axis([months[0][0], end or months[-1][0]]), "tickvals": on_axis(day for day, _ in months),
        "ticktext": [words if n % 2 == 0 else "" for n, (_, words) in enumerate(months)],
        "fixedrange": True, "showgrid": False, "zeroline": False, "linecolor": colours.line, "tickangle": 0,
        "tickfont": {"color": colours.quiet, "size": size}, "automargin": True,
    }  # fmt: skip


def level_axis(low: float, high: float, colours: Palette, size: int, **more: Any) -> dict[str, Any]:
    """From `low` to `high` with lines at round levels and a stronger one at zero; `more` adds to it."""
    return {
        "range": [low, high], "fixedrange": True, "nticks": 6, "gridcolor": colours.line, "showgrid": True,
        "zeroline": True, "zerolinecolor": colours.quiet, "zerolinewidth": 1, "automargin": True,
        "tickfont": {"color": colours.quiet, "size": size}, **more,
    }  # fmt: skip


def key_above(colours: Palette, size: int, **more: Any) -> dict[str, Any]:
    """The key of the lines in a row above them; a click on it hides nothing."""
    return {
        "orientation": "h", "x": 0, "y": 1.02, "xanchor": "left", "yanchor": "bottom", "itemclick": False,
        "itemdoubleclick": False, "font": {"color": colours.ink, "size": size}, **more,
    }  # fmt: skip


def level_words(
    text: str, y: float, line: Sequence[tuple[date, float]], start: date, end: date, colours: Palette, size: int
) -> Part:
    """Words at a level line of the year, at the end of it that is clear of the drawn `line`."""
    side, anchor = clear_of(line, y, start, end)
    return words(text, colours.ink, size, x=0 if side == "left" else 1, xref="paper", y=y, yanchor=anchor, xanchor=side)

"""Colours, letters and layout of every chart, in one place.

A figure is plain data in Plotly's words, which a test checks: Plotly's own objects check and copy each value, and that
took longer than the queries behind it.

The series are Okabe and Ito's colours, apart for every kind of colour vision; status colours reach 4.5:1 on
their background and are never alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from dashboard.charts.parts import Part

FONT = "Sarabun, 'Noto Sans Thai', sans-serif"


@dataclass(frozen=True)
class Palette:
    """The colours of one look. `series` is for kinds, `accent` for one series, `faint` for what it is
    compared with.
    """

    paper: str
    ink: str
    quiet: str
    line: str
    accent: str
    faint: str
    met: str
    near: str
    behind: str
    series: tuple[str, ...]

    def status(self, status: str) -> str:
        """The colour of met, near, behind; of anything else the quiet one."""
        return {"met": self.met, "near": self.near, "behind": self.behind}.get(status, self.quiet)


LIGHT = Palette(
    paper="#ffffff",
    ink="#1c2b33",
    quiet="#52616b",
    line="#d9e0e4",
    accent="#1f5a7a",
    faint="#9db9c8",
    met="#00795c",
    near="#965900",
    behind="#b3361c",
    series=("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#6b7780"),
)
DARK = Palette(
    paper="#12181c",
    ink="#e8eef1",
    quiet="#a9b6bd",
    line="#36434b",
    accent="#5ba9cf",
    faint="#33566a",
    met="#5fd0ae",
    near="#eab463",
    behind="#f09c88",
    series=("#56b4e9", "#e69f00", "#1d9e74", "#e39ac6", "#3d8fd1", "#f0e442", "#a9b6bd"),
)

Figure = dict[str, Any]

CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": False,  # its picture would not say what it shows: see ui/picture_file.py
    "responsive": True,
    "scrollZoom": False,
}


def palette(*, dark: bool = False) -> Palette:
    """The colours of the dark or the light look."""
    return DARK if dark else LIGHT


# What Streamlit's template says of bars and lines; the browser puts the look's colours in the place of these.
_TEMPLATE = {
    "data": {"scatter": [{"type": "scatter", "marker": {"line": {"width": 0}}}]},
    "layout": {"colorway": [f"#0000{n:02}" for n in range(1, 11)]},
}


def figure(colours: Palette, data: list[Part], *, size: int = 14, **layout: Any) -> Figure:
    """A figure of these traces in our letters and colours, without frames; `layout` adds to it."""
    axis = {
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "linecolor": colours.line,
        "tickfont": {"color": colours.ink, "size": size},
        "automargin": True,
    }
    base: dict[str, Any] = {
        "template": _TEMPLATE,
        "font": {"family": FONT, "size": size, "color": colours.ink},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 0, "r": 8, "t": 4, "b": 4},
        "showlegend": False,
        "hoverlabel": {"font": {"family": FONT, "size": size}, "align": "left"},
        "separators": ".,",
        "dragmode": False,
        "xaxis": axis,
        "yaxis": axis,
    }
    return {"data": data, "layout": {**base, **layout}}


def clear_of(
    line: Sequence[tuple[date, float]], goal: float, start: date, end: date
) -> tuple[Literal["left", "right"], Literal["top", "bottom"]]:
    """Where the label of a level line stands free of the drawn line: at which end of the year, and its own anchor.

    The end is the one whose outer third the line keeps further from `goal`; the label hangs below the level where
    the line runs above it.
    """
    third = (end - start) / 3

    def near(*, at_start: bool) -> list[float]:
        return [v for day, v in line if ((day - start) if at_start else (end - day)) <= third]

    left, right = near(at_start=True), near(at_start=False)
    far_left, far_right = (min((abs(v - goal) for v in side), default=math.inf) for side in (left, right))
    beside = left if far_left > far_right else right
    above = [v for v in beside if v >= goal]
    return ("left" if far_left > far_right else "right"), ("top" if len(above) * 2 > len(beside) else "bottom")

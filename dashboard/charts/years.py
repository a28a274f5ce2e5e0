"""Figures of whole years beside each other; a year that is not whole is hatched and says how many months it has."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.parts import bar
from dashboard.charts.theme import Figure, Palette, figure


def draw_years(
    years: Sequence[str],
    values: Sequence[float],
    labels: Sequence[str],
    is_whole: Sequence[bool],
    *,
    colours: Palette,
    size: int = 13,
) -> Figure:
    """One bar per year from zero; `labels` stand above the bars."""
    places = list(range(len(years)))
    bars = bar(
        x=places, y=list(values), text=list(labels), textposition="outside", constraintext="none",
        cliponaxis=False, hoverinfo="none",
        textfont={"color": colours.ink, "size": size},
        marker={
            "color": [colours.accent if whole else colours.faint for whole in is_whole],
            "pattern": {
                "shape": ["" if whole else "/" for whole in is_whole], "fgcolor": colours.ink, "size": 6,
                "solidity": 0.25,
            },
            "line": {"color": colours.accent, "width": [0 if whole else 1.5 for whole in is_whole]},
        },
    )  # fmt: skip
    return figure(
        colours,
        [bars],
        size=size,
        margin={"l": 0, "r": 0, "t": 8, "b": 4},
        bargap=0.32,
        xaxis={
            "tickvals": places, "ticktext": list(years), "fixedrange": True, "showgrid": False, "zeroline": False,
            "linecolor": colours.line, "tickfont": {"color": colours.ink, "size": size}, "automargin": True,
        },
        yaxis={"visible": False, "range": [min([0.0, *values]), max([0.0, *values]) * 1.25 or 1], "fixedrange": True},
    )  # fmt: skip

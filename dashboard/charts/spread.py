"""How values of many households lie: two states in the same steps, and the changes around zero.

Every bar and every line stands on zero; the outermost steps may be open, which their labels say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import plotly.graph_objects as go

from dashboard.charts.scale import mix
from dashboard.charts.theme import Palette, figure

Ticks = Sequence[tuple[float, str]]


@dataclass(frozen=True)
class Mark:
    """A level on the axis of values: an upright line with its words; `low` and `high` shade its interval."""

    value: float
    words: str
    dash: str = "solid"
    low: float | None = None
    high: float | None = None


def draw_levels(
    edges: Sequence[float],
    before: Sequence[int],
    after: Sequence[int],
    hovers: Sequence[str],
    *,
    names: tuple[str, str],
    ticks: Ticks,
    titles: tuple[str, str],
    colours: Palette,
    marks: Sequence[Mark] = (),
    size: int = 13,
) -> go.Figure:
    """Bars of what was and a stepped line of what is, over steps that `edges` bound (one more than there are steps).

    `titles` are those of the two axes: values, households. `marks` are upright lines (an average of the area).
    """
    fig = _empty(
        colours, size, titles, ticks, (edges[0], edges[-1]), max([*before, *after], default=1), legend_on_top=True
    )
    widths = [b - a for a, b in pairwise(edges)]
    fig.add_trace(
        go.Bar(
            x=[a + w / 2 for a, w in zip(edges[:-1], widths, strict=True)], y=list(before), width=widths, name=names[0],
            marker={"color": colours.faint, "line": {"color": colours.paper, "width": 1}}, hovertext=list(hovers),
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )  # fmt: skip
    fig.add_trace(
        go.Scatter(
            x=[x for edge in edges for x in (edge, edge)], y=[0, *(y for n in after for y in (n, n)), 0],
            mode="lines", name=names[1], hoverinfo="skip", line={"color": colours.ink, "width": 2.5},
        )
    )  # fmt: skip
    for mark in marks:
        _add_mark(fig, mark, mark.value, colours)
    return fig


def draw_changes(
    places: Sequence[int],
    counts: Sequence[int],
    hovers: Sequence[str],
    *,
    step: float,
    ticks: Ticks,
    titles: tuple[str, str],
    sides: tuple[str, str, str],
    marks: Sequence[Mark],
    colours: Palette,
    size: int = 13,
) -> go.Figure:
    """One bar per step of change: place 0 is no change at all, 1 the first step above zero, -1 the first below.

    `ticks` and `marks` are in values (baht, percent), `step` is the width of a step; `sides` are the words over those
    with less, as much, more. No change has a place of its own, so that it is neither a rise nor a fall.
    """
    low, high = min([-1, *places]), max([1, *places])
    shown = [(place_of(value, step), words) for value, words in ticks]
    fig = _empty(colours, size, titles, shown, (low - 0.5, high + 0.5), max(counts, default=1), legend_on_top=False)
    tone = {-1: colours.behind, 0: colours.quiet, 1: colours.accent}
    pattern = {-1: "/", 0: ".", 1: ""}
    side = [(p > 0) - (p < 0) for p in places]
    fig.add_trace(
        go.Bar(
            x=list(places), y=list(counts), width=0.94, showlegend=False, hovertext=list(hovers),
            hovertemplate="%{hovertext}<extra></extra>",
            marker={
                "color": [mix(colours.paper, tone[s], 0.75) for s in side],
                # a fall is hatched, so that it differs from a rise without colour
                "pattern": {"shape": [pattern[s] for s in side], "fgcolor": colours.paper, "size": 6, "solidity": 0.2},
                "line": {"color": [tone[s] for s in side], "width": 1},
            },
        )
    )  # fmt: skip
    fig.add_vline(x=-0.5, line={"color": colours.quiet, "width": 1})
    fig.add_vline(x=0.5, line={"color": colours.quiet, "width": 1})
    for words, x, anchor, colour in zip(
        sides, ((low - 0.5) / 2 - 0.25, 0, (high + 0.5) / 2 + 0.25), ("center", "center", "center"),
        (colours.behind, colours.quiet, colours.accent), strict=True,
    ):  # fmt: skip
        fig.add_annotation(
            x=x, y=1, yref="paper", yanchor="bottom", xanchor=anchor, text=words, showarrow=False, align="center",
            font={"color": colour, "size": size},
        )  # fmt: skip
    for mark in marks:
        _add_mark(
            fig, mark, place_of(mark.value, step), colours,
            low=None if mark.low is None else place_of(mark.low, step),
            high=None if mark.high is None else place_of(mark.high, step),
        )  # fmt: skip
    return fig


def place_of(value: float, step: float) -> float:
    """Where a value lies on the axis of `draw_changes`; zero in the middle of its own place."""
    return value / step + (0.5 if value > 0 else -0.5 if value < 0 else 0.0)


def _add_mark(
    fig: go.Figure, mark: Mark, x: float, colours: Palette, *, low: float | None = None, high: float | None = None
) -> None:
    if low is not None and high is not None:
        fig.add_vrect(x0=low, x1=high, fillcolor=mix(colours.paper, colours.near, 0.45), opacity=0.5, line_width=0)
    fig.add_trace(
        go.Scatter(
            x=[x, x], y=[0, fig.layout.yaxis.range[1]], mode="lines", hoverinfo="skip", name=mark.words,
            showlegend=True, line={"color": colours.ink, "width": 2, "dash": mark.dash},
        )
    )  # fmt: skip


def _empty(
    colours: Palette,
    size: int,
    titles: tuple[str, str],
    ticks: Ticks,
    span: tuple[float, float],
    top: int,
    *,
    legend_on_top: bool,
) -> go.Figure:
    tick = {"color": colours.quiet, "size": size}
    place = {"y": 1.01, "yanchor": "bottom"} if legend_on_top else {"y": 0, "yref": "container", "yanchor": "bottom"}
    above, below = (2 * size, 4) if legend_on_top else (3.2 * size, 5.5 * size)
    return figure(
        colours,
        size=size,
        margin={"l": 0, "r": 8, "t": round(above) + 4, "b": round(below)},
        bargap=0,
        xaxis={
            "range": list(span), "tickvals": [x for x, _ in ticks], "ticktext": [words for _, words in ticks],
            "fixedrange": True, "showgrid": False, "zeroline": False, "linecolor": colours.line, "ticks": "outside",
            "ticklen": 4, "tickcolor": colours.line, "tickfont": tick, "automargin": True, "tickangle": 0,
            "title": {"text": titles[0], "font": tick, "standoff": size},
        },
        yaxis={
            "range": [0, top * 1.08], "fixedrange": True, "nticks": 5, "gridcolor": colours.line, "showgrid": True,
            "zeroline": True, "zerolinecolor": colours.quiet, "tickformat": ",d", "tickfont": tick, "automargin": True,
            "title": {"text": titles[1], "font": tick, "standoff": 6},
        },
        showlegend=True,
        legend={
            "orientation": "h", "x": 0, "xanchor": "left", **place, "itemclick": False, "itemdoubleclick": False,
            "font": {"color": colours.ink, "size": size}, "bgcolor": "rgba(0,0,0,0)",
        },
    )  # fmt: skip

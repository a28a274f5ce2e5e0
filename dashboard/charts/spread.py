"""How values of many households lie: two states in the same steps, and the changes around zero.

Every bar and every line stands on zero; the outermost steps may be open, which their labels say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dashboard.charts.parts import Part, bar, scatter, shade, upright, words
from dashboard.charts.scale import mix
from dashboard.charts.theme import Figure, Palette, figure
from dashboard.charts.year_axis import key_above

Ticks = Sequence[tuple[float, str]]
_ROOM = 1.08  # what the axis reaches, as a multiple of the highest bar


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
) -> Figure:
    """Bars of what was and a stepped line of what is, over steps that `edges` bound (one more than there are steps).

    `titles` are those of the two axes: values, households. `marks` are upright lines (an average of the area).
    """
    widths = [b - a for a, b in pairwise(edges)]
    data = [
        bar(
            x=[a + w / 2 for a, w in zip(edges[:-1], widths, strict=True)], y=list(before), width=widths, name=names[0],
            marker={"color": colours.faint, "line": {"color": colours.paper, "width": 1}}, hovertext=list(hovers),
            hovertemplate="%{hovertext}<extra></extra>",
        ),
        scatter(
            x=[x for edge in edges for x in (edge, edge)], y=[0, *(y for n in after for y in (n, n)), 0],
            mode="lines", name=names[1], hoverinfo="skip", line={"color": colours.ink, "width": 2.5},
        ),
    ]  # fmt: skip
    top = max([*before, *after], default=1) * _ROOM
    data += [_upright(mark, mark.value, top, colours) for mark in marks]
    return _spread(colours, data, size, titles, ticks, (edges[0], edges[-1]), top, legend_on_top=True)


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
) -> Figure:
    """One bar per step of change: place 0 is no change at all, 1 the first step above zero, -1 the first below.

    `ticks` and `marks` are in values (baht, percent), `step` is the width of a step; `sides` are the words over those
    with less, as much, more. No change has a place of its own, so that it is neither a rise nor a fall.
    """
    low, high = min([-1, *places]), max([1, *places])
    shown = [(place_of(value, step), said) for value, said in ticks]
    top = max(counts, default=1) * _ROOM
    tone = {-1: colours.behind, 0: colours.quiet, 1: colours.accent}
    pattern = {-1: "/", 0: ".", 1: ""}
    side = [(p > 0) - (p < 0) for p in places]
    data = [
        bar(
            x=list(places), y=list(counts), width=0.94, showlegend=False, hovertext=list(hovers),
            hovertemplate="%{hovertext}<extra></extra>",
            marker={
                "color": [mix(colours.paper, tone[s], 0.75) for s in side],
                # a fall is hatched, so that it differs from a rise without colour
                "pattern": {"shape": [pattern[s] for s in side], "fgcolor": colours.paper, "size": 6, "solidity": 0.2},
                "line": {"color": [tone[s] for s in side], "width": 1},
            },
        ),
        *(_upright(mark, place_of(mark.value, step), top, colours) for mark in marks),
    ]  # fmt: skip
    middles = (low - 0.5) / 2 - 0.25, 0, (high + 0.5) / 2 + 0.25
    return _spread(
        colours, data, size, titles, shown, (low - 0.5, high + 0.5), top, legend_on_top=False,
        shapes=[
            *(upright(x, color=colours.quiet, width=1) for x in (-0.5, 0.5)),
            *(
                shade(place_of(mark.low, step), place_of(mark.high, step), mix(colours.paper, colours.near, 0.45),
                      opacity=0.5)
                for mark in marks if mark.low is not None and mark.high is not None
            ),
        ],
        annotations=[
            words(said, tone[n - 1], size, x=x, y=1, yref="paper", yanchor="bottom", xanchor="center", align="center")
            for n, (said, x) in enumerate(zip(sides, middles, strict=True))
        ],
    )  # fmt: skip


def place_of(value: float, step: float) -> float:
    """Where a value lies on the axis of `draw_changes`; zero in the middle of its own place."""
    return value / step + (0.5 if value > 0 else -0.5 if value < 0 else 0.0)


def _upright(mark: Mark, x: float, top: float, colours: Palette) -> Part:
    return scatter(
        x=[x, x], y=[0, top], mode="lines", hoverinfo="skip", name=mark.words, showlegend=True,
        line={"color": colours.ink, "width": 2, "dash": mark.dash},
    )  # fmt: skip


def _spread(
    colours: Palette,
    data: list[Part],
    size: int,
    titles: tuple[str, str],
    ticks: Ticks,
    span: tuple[float, float],
    top: float,
    *,
    legend_on_top: bool,
    **more: Any,
) -> Figure:
    tick = {"color": colours.quiet, "size": size}
    place = {"y": 1.01} if legend_on_top else {"y": 0, "yref": "container"}
    above, below = (2 * size, 4) if legend_on_top else (3.2 * size, 5.5 * size)
    return figure(
        colours,
        data,
        size=size,
        margin={"l": 0, "r": 8, "t": round(above) + 4, "b": round(below)},
        bargap=0,
        xaxis={
            "range": list(span), "tickvals": [x for x, _ in ticks], "ticktext": [said for _, said in ticks],
            "fixedrange": True, "showgrid": False, "zeroline": False, "linecolor": colours.line, "ticks": "outside",
            "ticklen": 4, "tickcolor": colours.line, "tickfont": tick, "automargin": True, "tickangle": 0,
            "title": {"text": titles[0], "font": tick, "standoff": size},
        },
        yaxis={
            "range": [0, top], "fixedrange": True, "nticks": 5, "gridcolor": colours.line, "showgrid": True,
            "zeroline": True, "zerolinecolor": colours.quiet, "tickformat": ",d", "tickfont": tick, "automargin": True,
            "title": {"text": titles[1], "font": tick, "standoff": 6},
        },
        showlegend=True,
        legend=key_above(colours, size, **place, bgcolor="rgba(0,0,0,0)"),
        **more,
    )  # fmt: skip

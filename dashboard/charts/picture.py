"""A picture of areas: shapes (provinces on a map, or tiles) in classes of one measure, with a legend.

Drawn as filled lines, because Plotly's own maps ask a server elsewhere for a world that is not needed. A filled shape
cannot be clicked, so each carries invisible points (`spots`) that can.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.scale import is_strong, mix, ramp
from dashboard.charts.theme import Palette, figure

Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Area:
    """One shape: its rings, the class of its value (None: no data), what a hover says, where it can be clicked.

    `label` stands in the middle of its first ring; an area without `code` cannot be chosen.
    """

    rings: Sequence[Ring]
    level: int | None
    hover: str
    spots: Ring
    code: str = ""
    label: str = ""


@dataclass(frozen=True)
class Heading:
    """A name over a group of shapes, where its left end stands, and the group's outline."""

    text: str
    corner: tuple[float, float]
    outline: Ring


def draw_picture(
    areas: Sequence[Area],
    legend: Sequence[str],
    nothing: str,
    *,
    colours: Palette,
    headings: Sequence[Heading] = (),
    is_map: bool = True,
    size: int = 13,
) -> go.Figure:
    """The areas coloured by class; `legend` names the classes, lowest first, `nothing` the areas without data."""
    hues = ramp(colours, len(legend))
    grey = mix(colours.paper, colours.ink, 0.05)
    hidden = {"visible": False, "fixedrange": True}
    corners = [point for a in areas for r in a.rings for point in r] + [p for h in headings for p in h.outline]
    wide = min((x for x, _ in corners), default=0.0), max((x for x, _ in corners), default=1.0)
    high = min((y for _, y in corners), default=0.0), max((y for _, y in corners), default=1.0)
    box = {"x": 1, "y": 0.02, "xanchor": "right", "yanchor": "bottom"} if is_map else {
        "x": 0, "y": 1.01, "xanchor": "left", "yanchor": "bottom", "orientation": "h"
    }  # fmt: skip
    fig = figure(
        colours,
        size=size,
        margin={"l": 0, "r": 0, "t": 0 if is_map else 30, "b": 0},
        xaxis={**hidden, "range": wide},
        yaxis={**hidden, "range": high, "scaleanchor": "x", "scaleratio": 1.03}
        if is_map
        else {**hidden, "range": high[::-1]},
        showlegend=True,
        legend={
            **box, "bgcolor": "rgba(0,0,0,0)", "font": {"color": colours.ink, "size": size - 1},
            "itemclick": False, "itemdoubleclick": False, "traceorder": "reversed" if is_map else "normal",
            "itemwidth": 30,
        },
        hovermode="closest",
        clickmode="event+select",
    )  # fmt: skip
    border = colours.paper if not is_map else mix(colours.paper, colours.ink, 0.45)
    for level, (name, hue) in enumerate([(nothing, grey), *zip(legend, hues, strict=True)], start=-1):
        inside = [a for a in areas if (-1 if a.level is None else a.level) == level]
        if not inside and level < 0:
            continue
        xs, ys = _joined([ring for area in inside for ring in area.rings])
        fig.add_trace(
            go.Scatter(
                x=xs, y=ys, mode="lines", fill="toself", fillcolor=hue, hoverinfo="skip", showlegend=False,
                line={"color": border, "width": 0.7 if is_map else 1.5},
            )
        )  # fmt: skip
        fig.add_trace(
            go.Scatter(
                x=[None], y=[None], mode="markers", name=name, hoverinfo="skip",
                marker={"symbol": "square", "size": 13, "color": hue, "line": {"width": 1, "color": colours.quiet}},
            )
        )  # fmt: skip
    if headings:
        xs, ys = _joined([heading.outline for heading in headings])
        fig.add_trace(
            go.Scatter(
                x=xs, y=ys, mode="lines", line={"color": colours.quiet, "width": 1.2}, hoverinfo="skip",
                showlegend=False,
            )
        )  # fmt: skip
    _add_words(fig, areas, headings, hues, grey, colours, size)
    # small ones: inside a marker Plotly takes all points to be equally near
    spots = [(x, y, area) for area in areas for x, y in area.spots]
    fig.add_trace(
        go.Scatter(
            x=[x for x, _, _ in spots], y=[y for _, y, _ in spots], mode="markers", showlegend=False, name="",
            marker={"size": 4, "opacity": 0}, customdata=[area.code for _, _, area in spots],
            hovertext=[area.hover for _, _, area in spots], hovertemplate="%{hovertext}<extra></extra>",
            hoverlabel={"bgcolor": colours.paper, "bordercolor": colours.quiet, "font": {"color": colours.ink}},
        )
    )  # fmt: skip
    return fig


def _add_words(
    fig: go.Figure,
    areas: Sequence[Area],
    headings: Sequence[Heading],
    hues: Sequence[str],
    grey: str,
    colours: Palette,
    size: int,
) -> None:
    for strong in (True, False):
        named = [a for a in areas if a.label and is_strong(grey if a.level is None else hues[a.level]) == strong]
        if named:
            middles = [_middle(a.rings[0]) for a in named]
            fig.add_trace(
                go.Scatter(
                    x=[x for x, _ in middles], y=[y for _, y in middles], mode="text", text=[a.label for a in named],
                    textfont={"size": size - 1, "color": "#ffffff" if strong else "#000000"}, hoverinfo="skip",
                    showlegend=False,
                )
            )  # fmt: skip
    if headings:
        fig.add_trace(
            go.Scatter(
                x=[h.corner[0] for h in headings], y=[h.corner[1] for h in headings], mode="text",
                text=[f"<b>{h.text}</b>" for h in headings], textposition="middle right",
                textfont={"size": size - 1, "color": colours.ink}, hoverinfo="skip", showlegend=False,
            )
        )  # fmt: skip


def _middle(ring: Ring) -> tuple[float, float]:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _joined(rings: Sequence[Ring]) -> tuple[list[float | None], list[float | None]]:
    """All rings as one line with gaps, so that a class is one trace."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in rings:
        xs += [*(x for x, _ in ring), None]
        ys += [*(y for _, y in ring), None]
    return xs, ys

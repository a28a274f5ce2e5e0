"""The stage funnel: how many villages reached each stage, as horizontal bars from zero."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.theme import Palette, figure


def _alike(opacity: float) -> dict[str, Any]:
    """A bar that was clicked must not make the others pale: the choice is shown elsewhere."""
    return {state: {"marker": {"opacity": opacity}} for state in ("selected", "unselected")}


def draw_funnel(
    names: Sequence[str],
    counts: Sequence[int],
    labels: Sequence[str],
    hovers: Sequence[str],
    *,
    most: int,
    colours: Palette,
    before: Sequence[float] = (),
    size: int = 13,
) -> go.Figure:
    """Bars from zero to `most`, the first stage on top; `labels` stand after the bars. A bar carries its stage's
    number as custom data.

    `before`, when given, is a mark on each bar that changed: the count on the day that is compared with.
    """
    rows = list(range(len(names)))
    longest = max((len(re.sub("<[^>]*>", "", label)) for label in labels), default=0)
    fig = figure(
        colours,
        size=size,
        bargap=0.28,
        margin={"l": 0, "r": round(0.56 * size * longest) + 10, "t": 4, "b": 4},  # the labels stand in the margin
        xaxis={"visible": False, "range": [0, max(most, 1) * 1.03], "fixedrange": True},
        yaxis={
            "tickvals": rows,
            "ticktext": list(names),
            "autorange": "reversed",
            "fixedrange": True,
            "automargin": True,
            "ticks": "",
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"color": colours.ink, "size": size},
            "ticklabelstandoff": 6,
        },
    )
    fig.add_trace(
        go.Bar(
            x=[most] * len(rows),
            y=rows,
            orientation="h",
            marker={"color": colours.line, "opacity": 0.45},
            customdata=[row + 1 for row in rows],
            hovertext=list(hovers),
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
            **_alike(0.45),
        )
    )
    fig.add_trace(
        go.Bar(
            x=list(counts),
            y=rows,
            orientation="h",
            marker={"color": colours.accent},
            customdata=[row + 1 for row in rows],
            **_alike(1),
            hovertext=list(hovers),
            hovertemplate="%{hovertext}<extra></extra>",
            showlegend=False,
        )
    )
    fig.add_trace(
        go.Scatter(
            x=[max(most, 1) * 1.03] * len(rows),
            y=rows,
            mode="text",
            text=list(labels),
            textposition="middle right",
            textfont={"color": colours.ink, "size": size},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )
    if before:
        fig.add_trace(
            go.Scatter(
                x=[then if then != now else None for then, now in zip(before, counts, strict=True)],
                y=rows,
                mode="markers",
                hoverinfo="skip",
                marker={"symbol": "line-ns", "size": 16, "line": {"width": 2, "color": colours.ink}},
            )
        )
    fig.update_layout(barmode="overlay")
    return fig

"""A mean through the fiscal year above the number of pairs it is over: two pictures on one axis of time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from dashboard.charts.theme import Palette, clear_of, figure

_GAP = 0.4  # the part of the height below the line that the pairs have


def draw_outcome(
    days: Sequence[date],
    values: Sequence[float | None],
    pairs: Sequence[int],
    is_uncertain: Sequence[bool],
    hovers: Sequence[str],
    *,
    months: Sequence[tuple[date, str]],
    goal: float | None,
    goal_label: str,
    names: tuple[str, str, str],
    colours: Palette,
    size: int = 13,
) -> go.Figure:
    """The line (thin and dotted where it is over too few pairs), below it bars of how many pairs there are.

    `names` are those of the sure part, the unsure part and the bars' axis; `months` span the year (day, words).
    """
    known = [v for v in values if v is not None] + ([goal] if goal is not None else [])
    low, high = min([0.0, *known]), max([0.0, *known]) or 1.0
    tick = {"color": colours.quiet, "size": size}
    fig = figure(
        colours,
        size=size,
        margin={"l": 0, "r": 8, "t": 26, "b": 4},
        xaxis={
            "range": [months[0][0], months[-1][0]], "tickvals": [day for day, _ in months],
            "ticktext": [words if n % 2 == 0 else "" for n, (_, words) in enumerate(months)], "fixedrange": True,
            "showgrid": False, "zeroline": False, "linecolor": colours.line, "tickangle": 0, "tickfont": tick,
            "automargin": True, "anchor": "y2",
        },
        yaxis={
            "domain": [_GAP, 1], "range": [low * 1.15, high * 1.15], "fixedrange": True, "nticks": 5, "showgrid": True,
            "gridcolor": colours.line, "zeroline": True, "zerolinecolor": colours.quiet, "ticksuffix": "%",
            "automargin": True, "tickfont": tick,
        },
        yaxis2={
            "domain": [0, _GAP - 0.1], "range": [0, max(pairs, default=1) * 1.15 or 1], "fixedrange": True, "nticks": 3,
            "showgrid": True, "gridcolor": colours.line, "zeroline": True, "zerolinecolor": colours.quiet,
            "tickformat": ",d", "automargin": True, "tickfont": tick,
        },
        bargap=0.15,
        hovermode="x",
        showlegend=any(is_uncertain),
        legend={
            "orientation": "h", "x": 0, "y": 1.02, "xanchor": "left", "yanchor": "bottom", "itemclick": False,
            "itemdoubleclick": False, "font": {"color": colours.ink, "size": size},
        },
    )  # fmt: skip
    fig.add_trace(
        go.Bar(
            x=list(days), y=list(pairs), yaxis="y2", hoverinfo="skip", showlegend=False, name=names[2],
            marker={"color": colours.faint},
        )
    )  # fmt: skip
    fig.add_annotation(
        x=0, xref="paper", y=_GAP - 0.1, yref="paper", xanchor="left", yanchor="bottom", text=names[2], showarrow=False,
        font=tick,
    )  # fmt: skip
    if goal is not None:
        fig.add_hline(y=goal, line={"color": colours.ink, "width": 1.5, "dash": "dash"})
        line = [(day, v) for day, v in zip(days, values, strict=True) if v is not None]
        side, anchor = clear_of(line, goal, months[0][0], months[-1][0])
        fig.add_annotation(
            x=0 if side == "left" else 1, xref="paper", y=goal, yanchor=anchor, xanchor=side, text=goal_label,
            showarrow=False, font={"color": colours.ink, "size": size},
        )  # fmt: skip
    for unsure in (False, True):
        # a piece of the line belongs to the day at its end
        shown = [
            v if keep or (n + 1 < len(values) and is_uncertain[n + 1] == unsure and v is not None) else None
            for n, (v, keep) in enumerate(zip(values, (u == unsure for u in is_uncertain), strict=True))
        ]
        if unsure and not any(is_uncertain):
            continue
        fig.add_trace(
            go.Scatter(
                x=list(days), y=shown, mode="lines+markers" if unsure else "lines", name=names[1 if unsure else 0],
                line={"color": colours.quiet if unsure else colours.accent, "width": 1.5 if unsure else 3,
                      "dash": "dot" if unsure else "solid"},
                marker={"symbol": "circle-open", "size": 7}, hovertext=list(hovers),
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )  # fmt: skip
    return fig

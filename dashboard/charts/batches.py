"""How many were trained in the batches of each week, before and after a day that matters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import plotly.graph_objects as go

from dashboard.charts.theme import Palette, figure

_DAY_MS = 24 * 60 * 60 * 1000


def draw_batches(
    weeks: Sequence[date],
    people: Sequence[int],
    hovers: Sequence[str],
    *,
    border: date,
    border_label: str,
    months: Sequence[tuple[date, str]],
    colours: Palette,
    size: int = 13,
) -> go.Figure:
    """One bar a week (its Monday) from zero; those that begin after `border` are hatched. `months` span the year."""
    early = [week <= border for week in weeks]
    fig = figure(
        colours,
        size=size,
        margin={"l": 0, "r": 0, "t": 26, "b": 4},
        bargap=0,
        xaxis={
            "range": [months[0][0], months[-1][0]], "tickvals": [day for day, _ in months],
            "ticktext": [words if n % 2 == 0 else "" for n, (_, words) in enumerate(months)], "fixedrange": True,
            "showgrid": False, "zeroline": False, "linecolor": colours.line, "tickangle": 0, "automargin": True,
            "tickfont": {"color": colours.quiet, "size": size},
        },
        yaxis={
            "rangemode": "tozero", "fixedrange": True, "nticks": 4, "gridcolor": colours.line, "showgrid": True,
            "zeroline": True, "zerolinecolor": colours.quiet, "zerolinewidth": 1, "tickformat": ",d",
            "automargin": True, "tickfont": {"color": colours.quiet, "size": size},
        },
        hovermode="closest",
    )  # fmt: skip
    fig.add_trace(
        go.Bar(
            x=[week + timedelta(days=3) for week in weeks], y=list(people), width=[5.5 * _DAY_MS] * len(weeks),
            hovertext=list(hovers), hovertemplate="%{hovertext}<extra></extra>",
            marker={
                "color": [colours.accent if before else colours.near for before in early],
                "pattern": {
                    "shape": ["" if before else "/" for before in early], "fgcolor": colours.paper, "size": 5,
                    "solidity": 0.3,
                },
            },
        )
    )  # fmt: skip
    fig.add_vline(x=border + timedelta(days=1), line={"color": colours.ink, "width": 1.4, "dash": "dash"})
    fig.add_annotation(
        x=border + timedelta(days=1), y=1, yref="paper", xanchor="left", yanchor="bottom", text=border_label,
        showarrow=False, xshift=-4, font={"color": colours.ink, "size": size},
    )  # fmt: skip
    return fig

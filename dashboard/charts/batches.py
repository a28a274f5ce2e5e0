"""How many were trained in the batches of each week, before and after a day that matters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dashboard.charts.parts import bar, on_axis, upright, words
from dashboard.charts.theme import Figure, Palette, figure
from dashboard.charts.year_axis import month_axis

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
) -> Figure:
    """One bar a week (its Monday) from zero; those that begin after `border` are hatched. `months` span the year."""
    early = [week <= border for week in weeks]
    after = border + timedelta(days=1)
    return figure(
        colours,
        [
            bar(
                x=on_axis(week + timedelta(days=3) for week in weeks), y=list(people),
                width=[5.5 * _DAY_MS] * len(weeks),
                hovertext=list(hovers), hovertemplate="%{hovertext}<extra></extra>",
                marker={
                    "color": [colours.accent if before else colours.near for before in early],
                    "pattern": {
                        "shape": ["" if before else "/" for before in early], "fgcolor": colours.paper, "size": 5,
                        "solidity": 0.3,
                    },
                },
            )
        ],
        size=size,
        margin={"l": 0, "r": 0, "t": 26, "b": 4},
        bargap=0,
        xaxis=month_axis(months, colours, size),
        yaxis={
            "rangemode": "tozero", "fixedrange": True, "nticks": 4, "gridcolor": colours.line, "showgrid": True,
            "zeroline": True, "zerolinecolor": colours.quiet, "zerolinewidth": 1, "tickformat": ",d",
            "automargin": True, "tickfont": {"color": colours.quiet, "size": size},
        },
        hovermode="closest",
        shapes=[upright(after, color=colours.ink, width=1.4, dash="dash")],
        annotations=[
            words(border_label, colours.ink, size, x=after.isoformat(), y=1, yref="paper", xanchor="left",
                  yanchor="bottom", xshift=-4)
        ],
    )  # fmt: skip

"""Through the months: who left, who came instead, and how many places stood empty at the end of each."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.parts import bar, scatter
from dashboard.charts.theme import Figure, Palette, figure
from dashboard.charts.year_axis import key_above


def draw_vacancies(
    months: Sequence[str],
    left: Sequence[int],
    came: Sequence[int],
    empty: Sequence[int],
    hovers: Sequence[str],
    *,
    names: tuple[str, str, str],
    n_months: int,
    colours: Palette,
    size: int = 13,
) -> Figure:
    """Two bars a month from zero and a line of what stood empty, one axis of persons; `n_months` is the whole year.

    `names` are those of leaving, coming and the line; bars of coming are hatched, so that they differ without colour.
    """
    places = list(range(len(months)))
    said = {"hovertext": list(hovers), "hovertemplate": "%{hovertext}<extra></extra>"}
    data = [
        bar(x=places, y=list(left), name=names[0], marker={"color": colours.faint}, **said),
        bar(
            x=places, y=list(came), name=names[1],
            marker={
                "color": colours.paper, "line": {"color": colours.accent, "width": 1.5},
                "pattern": {"shape": "/", "fgcolor": colours.accent, "size": 6, "solidity": 0.3},
            },
            **said,
        ),
        scatter(
            x=places, y=list(empty), name=names[2], mode="lines+markers",
            line={"color": colours.behind, "width": 3},
            marker={"size": 9, "color": colours.behind, "symbol": "diamond"},
            **said,
        ),
    ]  # fmt: skip
    return figure(
        colours,
        data,
        size=size,
        margin={"l": 0, "r": 0, "t": 30, "b": 4},
        bargap=0.3,
        bargroupgap=0.06,
        barmode="group",
        xaxis={
            "tickvals": places, "ticktext": list(months), "range": [-0.5, n_months - 0.5], "fixedrange": True,
            "showgrid": False, "zeroline": False, "linecolor": colours.line, "tickangle": 0, "automargin": True,
            "tickfont": {"color": colours.quiet, "size": size},
        },
        yaxis={
            "rangemode": "tozero", "fixedrange": True, "nticks": 5, "gridcolor": colours.line, "showgrid": True,
            "zeroline": True, "zerolinecolor": colours.quiet, "zerolinewidth": 1, "tickformat": ",d",
            "automargin": True, "tickfont": {"color": colours.quiet, "size": size},
        },
        hovermode="closest",
        showlegend=True,
        legend=key_above(colours, size),
    )  # fmt: skip

"""How many lie in each class on both sides of a day: bars from zero, those on the far side hatched and in red."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.theme import Palette, figure


def draw_around_day(
    classes: Sequence[str],
    counts: Sequence[int],
    labels: Sequence[str],
    is_far: Sequence[bool],
    *,
    names: tuple[str, str],
    colours: Palette,
    size: int = 13,
) -> go.Figure:
    """One bar per class in its order; `labels` stand above the bars, `names` are those of the near and the far side."""
    places = list(range(len(classes)))
    fig = figure(
        colours,
        size=size,
        margin={"l": 0, "r": 0, "t": 28, "b": 4},
        bargap=0.18,
        xaxis={
            "tickvals": places, "ticktext": list(classes), "fixedrange": True, "showgrid": False, "zeroline": False,
            "linecolor": colours.line, "tickfont": {"color": colours.ink, "size": size - 1}, "automargin": True,
            "tickangle": 0,
        },
        yaxis={"visible": False, "range": [0, max(counts, default=0) * 1.22 or 1], "fixedrange": True},
        showlegend=True,
        legend={
            "orientation": "h", "x": 0, "y": 1.02, "xanchor": "left", "yanchor": "bottom", "itemclick": False,
            "itemdoubleclick": False, "font": {"color": colours.ink, "size": size},
        },
    )  # fmt: skip
    for far, name, colour in ((False, names[0], colours.accent), (True, names[1], colours.behind)):
        here = [n for n in places if is_far[n] == far]
        fig.add_trace(
            go.Bar(
                x=here, y=[counts[n] for n in here], text=[labels[n] for n in here], textposition="outside",
                constraintext="none", cliponaxis=False, name=name, hoverinfo="none",
                textfont={"color": colours.ink, "size": size},
                marker={
                    "color": colour,
                    "pattern": {"shape": "/" if far else "", "fgcolor": colours.paper, "size": 6,
                                "solidity": 0.2, "fillmode": "overlay"},
                },
            )
        )  # fmt: skip
    return fig

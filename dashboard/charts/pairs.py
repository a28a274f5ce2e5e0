"""Before and after, household by household: an open dot, a filled dot and the way between them."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.parts import scatter
from dashboard.charts.theme import Figure, Palette, figure
from dashboard.charts.year_axis import key_above


def draw_pairs(
    names: Sequence[str],
    before: Sequence[float],
    after: Sequence[float],
    hovers: Sequence[str],
    *,
    words: tuple[str, str, str],
    colours: Palette,
    size: int = 13,
) -> Figure:
    """One line per household, the first on top; `words` name the open dot, a rise and a fall.

    A rise is a circle, a fall a downward triangle, so that they differ without colour.
    """
    rows = list(range(len(names)))
    data = [
        scatter(
            x=[x for a, b in zip(before, after, strict=True) for x in (a, b, None)],
            y=[y for row in rows for y in (row, row, None)], mode="lines", hoverinfo="skip", showlegend=False,
            line={"color": colours.faint, "width": 3},
        ),
        scatter(
            x=list(before), y=rows, mode="markers", name=words[0], hoverinfo="skip",
            marker={"symbol": "circle-open", "size": 10, "color": colours.quiet, "line": {"width": 2}},
        ),
    ]  # fmt: skip
    for rises, symbol, colour, name in (
        (True, "circle", colours.accent, words[1]),
        (False, "triangle-down", colours.behind, words[2]),
    ):
        chosen = [row for row in rows if (after[row] >= before[row]) == rises]
        if chosen:
            data.append(
                scatter(
                    x=[after[row] for row in chosen], y=chosen, mode="markers", name=name,
                    hovertext=[hovers[row] for row in chosen], hovertemplate="%{hovertext}<extra></extra>",
                    marker={"symbol": symbol, "size": 12, "color": colour},
                )
            )  # fmt: skip
    return figure(
        colours,
        data,
        size=size,
        margin={"l": 0, "r": 8, "t": 26, "b": 4},
        xaxis={
            "rangemode": "tozero", "fixedrange": True, "gridcolor": colours.line, "showgrid": True, "zeroline": False,
            "tickformat": ",.0f", "nticks": 6, "tickfont": {"color": colours.quiet, "size": size}, "automargin": True,
        },
        yaxis={
            "tickvals": rows, "ticktext": list(names), "range": [len(rows) - 0.5, -0.5], "fixedrange": True,
            "showgrid": False, "zeroline": False, "automargin": True, "ticks": "",
            "tickfont": {"color": colours.ink, "size": size}, "ticklabelstandoff": 6,
        },
        hovermode="closest",
        showlegend=True,
        legend=key_above(colours, size, y=1.01),
    )  # fmt: skip

"""A mean through the fiscal year above the number of pairs it is over: two pictures on one axis of time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.charts.parts import bar, level, on_axis, scatter, words
from dashboard.charts.theme import Figure, Palette, figure
from dashboard.charts.year_axis import key_above, level_words, month_axis

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
) -> Figure:
    """The line (thin and dotted where it is over too few pairs), below it bars of how many pairs there are.

    `names` are those of the sure part, the unsure part and the bars' axis; `months` span the year (day, words).
    """
    known = [v for v in values if v is not None] + ([goal] if goal is not None else [])
    low, high = min([0.0, *known]), max([0.0, *known]) or 1.0
    tick = {"color": colours.quiet, "size": size}
    x = on_axis(days)
    data = [
        bar(
            x=x, y=list(pairs), yaxis="y2", hoverinfo="skip", showlegend=False, name=names[2],
            marker={"color": colours.faint},
        )
    ]  # fmt: skip
    for unsure in (False, True):
        # a piece of the line belongs to the day at its end
        shown = [
            v if keep or (n + 1 < len(values) and is_uncertain[n + 1] == unsure and v is not None) else None
            for n, (v, keep) in enumerate(zip(values, (u == unsure for u in is_uncertain), strict=True))
        ]
        if unsure and not any(is_uncertain):
            continue
        data.append(
            scatter(
                x=x, y=shown, mode="lines+markers" if unsure else "lines", name=names[1 if unsure else 0],
                line={"color": colours.quiet if unsure else colours.accent, "width": 1.5 if unsure else 3,
                      "dash": "dot" if unsure else "solid"},
                marker={"symbol": "circle-open", "size": 7}, hovertext=list(hovers),
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )  # fmt: skip
    shapes = []
    said = [
        words(names[2], colours.quiet, size, x=0, xref="paper", y=_GAP - 0.1, yref="paper", xanchor="left",
              yanchor="bottom")
    ]  # fmt: skip
    if goal is not None:
        shapes.append(level(goal, color=colours.ink, width=1.5, dash="dash"))
        line = [(day, v) for day, v in zip(days, values, strict=True) if v is not None]
        said.append(level_words(goal_label, goal, line, months[0][0], months[-1][0], colours, size))
    return figure(
        colours,
        data,
        size=size,
        margin={"l": 0, "r": 8, "t": 26, "b": 4},
        xaxis={**month_axis(months, colours, size), "anchor": "y2"},
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
        legend=key_above(colours, size),
        shapes=shapes,
        annotations=said,
    )  # fmt: skip

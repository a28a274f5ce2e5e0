"""One measure through the fiscal year: the line so far, its target, the day that is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.charts.parts import at, level, on_axis, scatter, upright, words
from dashboard.charts.theme import Figure, Palette, figure
from dashboard.charts.year_axis import level_words, month_axis


def draw_trend(
    days: Sequence[date],
    values: Sequence[float | None],
    hovers: Sequence[str],
    *,
    months: Sequence[tuple[date, str]],
    goal: float | None,
    goal_label: str,
    colours: Palette,
    marked: date | None = None,
    marked_label: str = "",
    size: int = 13,
) -> Figure:
    """A line from zero; `months` are the ticks (day, words) and span the whole fiscal year, so that what is
    left of it is seen. `marked` is a thin upright line.
    """
    top = max([v for v in values if v is not None] + ([goal] if goal is not None else []), default=1) or 1
    data = [
        scatter(
            x=on_axis(days),
            y=list(values),
            mode="lines",
            line={"color": colours.accent, "width": 2.5},
            fill="tozeroy",
            fillcolor=_faint(colours.accent),
            hovertext=list(hovers),
            hovertemplate="%{hovertext}<extra></extra>",
        )
    ]
    shapes, said = [], []
    known = [(day, value) for day, value in zip(days, values, strict=True) if value is not None]
    if known:
        data.append(
            scatter(
                x=on_axis([known[-1][0]]),
                y=[known[-1][1]],
                mode="markers",
                hoverinfo="skip",
                marker={"size": 9, "color": colours.accent},
            )
        )
    if goal is not None:
        shapes.append(level(goal, color=colours.ink, width=1.5, dash="dash"))
        said.append(level_words(goal_label, goal, known, months[0][0], months[-1][0], colours, size))
    if marked is not None:
        shapes.append(upright(marked, color=colours.quiet, width=1, dash="dot"))
        said.append(words(marked_label, colours.quiet, size, x=at(marked), y=1, yref="paper", yanchor="bottom"))
    return figure(
        colours,
        data,
        size=size,
        margin={"l": 0, "r": 8, "t": size + 8, "b": 4},
        xaxis=month_axis(months, colours, size),
        yaxis={
            "range": [min(0, *[v for v in values if v is not None], 0), top * 1.15],
            "fixedrange": True,
            "nticks": 4,
            "gridcolor": colours.line,
            "zeroline": False,
            "ticksuffix": "%",
            "automargin": True,
            "tickfont": {"color": colours.quiet, "size": size},
        },
        shapes=shapes,
        annotations=said,
    )


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.12)"

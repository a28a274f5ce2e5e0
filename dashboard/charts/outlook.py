"""A measure so far and where it may land: the weeks behind, then a widening band to a later day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.charts.parts import level, on_axis, scatter
from dashboard.charts.scale import mix
from dashboard.charts.theme import Figure, Palette, figure
from dashboard.charts.year_axis import key_above, level_axis, level_words, month_axis


@dataclass(frozen=True)
class Landing:
    """Where a line lands: the day, the value and the interval, what is said of it, the address that a click opens."""

    day: date
    value: float
    low: float
    high: float
    words: str
    address: str = ""


def draw_outlook(
    actual: Sequence[tuple[date, float | None]],
    hovers: Sequence[str],
    landing: Landing | None,
    *,
    months: Sequence[tuple[date, str]],
    names: tuple[str, str],
    goal: float | None,
    goal_label: str,
    suffix: str,
    colours: Palette,
    size: int = 13,
) -> Figure:
    """The line so far, and dashed from its end to the landing inside its band; the target as a level line.

    `months` span the year (day, words); `names` are those of the actual line and of the scenario's.
    """
    known = [(day, value) for day, value in actual if value is not None]
    values = [v for _, v in known] + ([landing.low, landing.high] if landing else []) + ([] if goal is None else [goal])
    low, high = min([0.0, *values]), max([0.0, *values]) or 1.0
    start, end = months[0][0], max(months[-1][0], landing.day if landing else months[-1][0])
    data, shapes, said = [], [], []
    if goal is not None:
        shapes.append(level(goal, color=colours.quiet, width=1.2, dash="dot"))
        said.append(level_words(goal_label, goal, known, start, end, colours, size))
    if landing and known:
        last_day, last = known[-1]
        data += [
            scatter(
                x=on_axis([last_day, landing.day, landing.day, last_day]), y=[last, landing.high, landing.low, last],
                fill="toself", mode="lines", line={"width": 0}, hoverinfo="skip", showlegend=False,
                fillcolor=mix(colours.paper, colours.accent, 0.22),
            ),
            scatter(
                x=on_axis([last_day, landing.day]), y=[last, landing.value], mode="lines+markers", name=names[1],
                line={"color": colours.accent, "width": 2, "dash": "dash"}, marker={"size": [1, 10]},
                hovertext=["", landing.words], hovertemplate="%{hovertext}<extra></extra>", cliponaxis=False,
                customdata=["", landing.address],
            ),
        ]  # fmt: skip
    data.append(
        scatter(
            x=on_axis(day for day, _ in actual), y=[value for _, value in actual], mode="lines", name=names[0],
            line={"color": colours.accent, "width": 3}, hovertext=list(hovers),
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )  # fmt: skip
    return figure(
        colours,
        data,
        size=size,
        margin={"l": 0, "r": 12, "t": 26, "b": 4},
        xaxis=month_axis(months, colours, size, end=end),
        yaxis=level_axis(low * 1.15, high * 1.15, colours, size, ticksuffix=suffix),
        hovermode="closest",
        showlegend=landing is not None,
        legend=key_above(colours, size),
        shapes=shapes,
        annotations=said,
    )

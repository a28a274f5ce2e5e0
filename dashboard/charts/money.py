"""Money through the fiscal year: what was spent by each day, in two parts, against what was allocated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.charts.parts import at, level, on_axis, scatter, shade, words
from dashboard.charts.scale import mix
from dashboard.charts.theme import Figure, Palette, figure
from dashboard.charts.year_axis import key_above, level_axis, level_words, month_axis


def draw_money(
    days: Sequence[date],
    parts: tuple[Sequence[float], Sequence[float]],
    hovers: Sequence[str],
    before: Sequence[tuple[date, float]],
    before_hovers: Sequence[str],
    *,
    months: Sequence[tuple[date, str]],
    names: tuple[str, str, str],
    allocated: float | None,
    allocated_label: str,
    rest_label: str,
    colours: Palette,
    size: int = 13,
) -> Figure:
    """Two areas from zero, one upon the other (`parts`), up to the last of `days`; the rest of the year is shaded.

    `before` is another year's line on this year's scale and days (may be empty); `names` are those of the two parts
    and of that line; `months` span the year. All sums are in one unit, which the page says.
    """
    start, end = months[0][0], months[-1][0]
    total = [a + b for a, b in zip(*parts, strict=True)]
    top = max([*total, *(value for _, value in before), allocated or 0.0]) or 1.0
    until = days[-1] if days else start
    x = on_axis(days)
    hues = colours.accent, mix(colours.paper, colours.accent, 0.45)
    data = [
        scatter(
            x=x, y=list(values), mode="lines", stackgroup="spent", name=name, fillcolor=colour,
            line={"color": colour, "width": 0.5}, hoverinfo="skip",
        )
        for name, values, colour in zip(names, parts, hues, strict=False)
    ]  # fmt: skip
    data.append(
        scatter(
            x=x, y=total, mode="lines", showlegend=False, line={"color": colours.ink, "width": 1.6},
            hovertext=list(hovers), hovertemplate="%{hovertext}<extra></extra>",
        )
    )  # fmt: skip
    if before:
        data.append(
            scatter(
                x=on_axis(day for day, _ in before), y=[value for _, value in before], mode="lines", name=names[2],
                line={"color": colours.near, "width": 2, "dash": "dash"}, hovertext=list(before_hovers),
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )  # fmt: skip
    shapes, said = [], []
    if until < end:
        shapes.append(shade(until, end, mix(colours.paper, colours.ink, 0.06), layer="below"))
        said.append(
            words(rest_label, colours.quiet, size - 1, x=at(until), y=0.04, yref="paper", xanchor="left",
                  yanchor="bottom", xshift=4, align="left")
        )  # fmt: skip
    if allocated:
        shapes.append(level(allocated, color=colours.ink, width=1.5, dash="dot"))
        said.append(
            level_words(allocated_label, allocated, list(zip(days, total, strict=True)), start, end, colours, size)
        )
    return figure(
        colours,
        data,
        size=size,
        margin={"l": 0, "r": 10, "t": 26, "b": 4},
        xaxis=month_axis(months, colours, size),
        yaxis=level_axis(0, top * 1.14, colours, size, tickformat=",~f"),
        hovermode="x unified" if days else False,
        showlegend=True,
        legend=key_above(colours, size, traceorder="normal"),
        shapes=shapes,
        annotations=said,
    )

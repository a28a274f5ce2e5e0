"""A measure through the fiscal year against its plan: what happened up to a day, what was planned for all of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.charts.parts import at, level, on_axis, scatter, shade, words
from dashboard.charts.scale import mix
from dashboard.charts.theme import Figure, Palette, figure
from dashboard.charts.year_axis import key_above, level_axis, level_words, month_axis

Line = Sequence[tuple[date, float | None]]


def draw_plan(
    actual: Line,
    hovers: Sequence[str],
    plan: Line,
    plan_hovers: Sequence[str],
    *,
    months: Sequence[tuple[date, str]],
    names: tuple[str, str],
    goal: float | None,
    goal_label: str,
    rest_label: str,
    suffix: str,
    colours: Palette,
    size: int = 13,
) -> Figure:
    """The line so far, the plan in steps (when there is one), the target; what is left of the year is shaded.

    `months` span the year (day, words); `names` are those of the actual line and of the plan.
    """
    start, end = months[0][0], months[-1][0]
    known = [(day, value) for day, value in actual if value is not None]
    everything = [v for _, v in known] + [v for _, v in plan if v is not None] + ([goal] if goal is not None else [])
    low, high = min([0.0, *everything]), max([0.0, *everything]) or 1.0
    until = actual[-1][0] if actual else start
    data, shapes, said = [], [], []
    if until < end:
        shapes.append(shade(until, end, mix(colours.paper, colours.ink, 0.06), layer="below"))
        said.append(
            words(rest_label, colours.quiet, size - 1, x=at(until), y=0.72, yref="paper", xanchor="left",
                  yanchor="middle", xshift=4, align="left")
        )  # fmt: skip
    if goal is not None:
        shapes.append(level(goal, color=colours.quiet, width=1.2, dash="dot"))
        said.append(level_words(goal_label, goal, known, start, end, colours, size))
    if plan:
        data.append(
            scatter(
                x=on_axis(day for day, _ in plan), y=[value for _, value in plan], mode="lines", name=names[1],
                line={"color": colours.ink, "width": 1.6, "dash": "dash", "shape": "hv"}, hovertext=list(plan_hovers),
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )  # fmt: skip
    data.append(
        scatter(
            x=on_axis(day for day, _ in actual), y=[value for _, value in actual], mode="lines", name=names[0],
            line={"color": colours.accent, "width": 3}, hovertext=list(hovers),
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )  # fmt: skip
    if known:
        data.append(
            scatter(
                x=on_axis([known[-1][0]]), y=[known[-1][1]], mode="markers", hoverinfo="skip", showlegend=False,
                marker={"size": 10, "color": colours.accent}, cliponaxis=False,
            )
        )  # fmt: skip
    return figure(
        colours,
        data,
        size=size,
        margin={"l": 0, "r": 8, "t": 26, "b": 4},
        xaxis=month_axis(months, colours, size),
        yaxis=level_axis(low * 1.15, high * 1.15, colours, size, ticksuffix=suffix),
        hovermode="closest",
        showlegend=bool(plan),
        legend=key_above(colours, size),
        shapes=shapes,
        annotations=said,
    )

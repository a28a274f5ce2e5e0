"""What builds up through a fiscal year: lines of this year up to a day, those of the year before, a target level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.charts.parts import Part, at, on_axis, scatter, shade, words
from dashboard.charts.scale import mix
from dashboard.charts.theme import Figure, Palette, figure
from dashboard.charts.year_axis import key_above, level_axis, level_words, month_axis


@dataclass(frozen=True)
class BuildUp:
    """A line: its name, its points and what is said of each; `is_before` is the year before, on this year's days."""

    name: str
    points: Sequence[tuple[date, float | None]]
    hovers: Sequence[str]
    series: int = 0
    is_before: bool = False


def draw_build_up(
    lines: Sequence[BuildUp],
    *,
    months: Sequence[tuple[date, str]],
    until: date,
    goal: Sequence[tuple[date, float]] = (),
    goal_label: str = "",
    rest_label: str = "",
    suffix: str = "",
    colours: Palette,
    size: int = 13,
) -> Figure:
    """The lines in steps (a group is founded on a day), the year before dotted; the rest of the year is shaded.

    `months` span the year (day, words); `goal` are the days and heights of the target, as a step.
    """
    start, end = months[0][0], months[-1][0]
    known = [v for line in lines for _, v in line.points if v is not None] + [v for _, v in goal]
    whole = {} if suffix or max(known, default=0) > 4 else {"dtick": 1}  # counts have no halves
    data, shapes, said = [], [], []
    if until < end:
        grey = mix(colours.paper, colours.ink, 0.06)
        shapes.append(shade(max(until, start), end, grey, layer="below"))
    if end - until > (end - start) / 5:  # else there is no room for the words
        said.append(
            words(rest_label, colours.quiet, size - 1, x=at(max(until, start)), y=0.04, yref="paper", xanchor="left",
                  yanchor="bottom", xshift=4, align="left")
        )  # fmt: skip
    if goal:
        data.append(
            scatter(
                x=on_axis(day for day, _ in goal), y=[height for _, height in goal], mode="lines", hoverinfo="skip",
                showlegend=False, line={"color": colours.ink, "width": 1.4, "dash": "dash", "shape": "hv"},
            )
        )  # fmt: skip
        drawn = [(day, v) for line in lines for day, v in line.points if v is not None]
        said.append(level_words(goal_label, goal[-1][1], drawn, start, end, colours, size))
    data += [_line(line, colours) for line in sorted(lines, key=lambda one: not one.is_before)]
    return figure(
        colours,
        data,
        size=size,
        margin={"l": 0, "r": 8, "t": 26, "b": 4},
        xaxis=month_axis(months, colours, size),
        yaxis=level_axis(0, (max(known, default=0) or 1) * 1.18, colours, size, nticks=5, ticksuffix=suffix, **whole),
        hovermode="closest",
        showlegend=True,
        legend=key_above(colours, size),
        shapes=shapes,
        annotations=said,
    )


def _line(line: BuildUp, colours: Palette) -> Part:
    colour = colours.accent if line.series == 0 else colours.series[1]
    style = {"color": mix(colours.paper, colour, 0.6), "width": 1.8, "dash": "dot", "shape": "hv"}
    return scatter(
        x=on_axis(day for day, _ in line.points),
        y=[value for _, value in line.points],
        mode="lines",
        name=line.name,
        line=style if line.is_before else {"color": colour, "width": 3, "shape": "hv"},
        hovertext=list(line.hovers),
        hovertemplate="%{hovertext}<extra></extra>",
    )

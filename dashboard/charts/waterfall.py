"""From one total to another, step by step: what each area adds or takes away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.parts import bar, upright, words
from dashboard.charts.scale import mix
from dashboard.charts.theme import Figure, Palette, figure


@dataclass(frozen=True)
class Step:
    """A bar: what it is called, its size as a number and in words; `is_total` stands on zero by itself, `area_code` is
    the area of a step, '' for totals and the rest.
    """

    label: str
    size: float
    words: str
    is_total: bool = False
    is_good: bool = True
    area_code: str = ""


def draw_waterfall(
    steps: Sequence[Step], *, goal: float | None, goal_label: str, suffix: str, colours: Palette, size: int = 13
) -> Figure:
    """The steps from the top down, totals from zero, each with its words at its end; the target as a line."""
    starts, level = [], 0.0
    for step in steps:
        starts.append(0.0 if step.is_total else level)
        level = step.size if step.is_total else level + step.size
    ends = [start + step.size for start, step in zip(starts, steps, strict=True)]
    low, high = min([0.0, *starts, *ends]), max([0.0, *starts, *ends, *([goal] if goal is not None else [])])
    labels = [step.label for step in steps]
    tones = [
        (colours.faint if place == 0 else colours.accent) if step.is_total
        else mix(colours.paper, colours.met if step.is_good else colours.behind, 0.75)
        for place, step in enumerate(steps)
    ]  # fmt: skip
    told = [f"{step.label}<br><b>{step.words}</b>" for step in steps]
    rows = list(range(len(steps)))
    data = [
        bar(  # a whole row can be hit: a small step is too thin for a finger
            orientation="h", y=rows, x=[(high - low) * 1.4 or 1.4] * len(steps), base=low * 1.15,
            marker={"opacity": 0}, hovertext=told, hovertemplate="%{hovertext}<extra></extra>",
            selected={"marker": {"opacity": 0}}, unselected={"marker": {"opacity": 0}},
        ),
        bar(
            orientation="h", y=rows, x=[step.size for step in steps], base=starts,
            marker={"color": tones}, hovertext=told, hovertemplate="%{hovertext}<extra></extra>",
        ),
    ]  # fmt: skip
    said = [
        words(step.words, colours.ink, size, x=max(start, end), y=place, xanchor="left", xshift=5)
        for place, (step, start, end) in enumerate(zip(steps, starts, ends, strict=True))
    ]
    shapes = []
    if goal is not None:
        shapes.append(upright(goal, color=colours.quiet, width=1.2, dash="dot"))
        said.append(words(goal_label, colours.quiet, size, x=goal, y=1, yref="paper", yanchor="bottom"))
    return figure(
        colours,
        data,
        size=size,
        margin={"l": 0, "r": 8, "t": 24 if goal is not None else 4, "b": 4},
        xaxis={
            "range": [low * 1.15, high * 1.22 or 1], "fixedrange": True, "showgrid": True, "gridcolor": colours.line,
            "zeroline": True, "zerolinecolor": colours.quiet, "ticksuffix": suffix, "nticks": 6,
            "tickfont": {"color": colours.quiet, "size": size},
        },
        yaxis={
            "autorange": "reversed", "fixedrange": True, "tickmode": "array", "tickvals": rows, "ticktext": labels,
            "automargin": True, "tickfont": {"color": colours.ink, "size": size},
        },
        bargap=0.28,
        barmode="overlay",
        shapes=shapes,
        annotations=said,
    )  # fmt: skip

"""How many lie in each class on both sides of a day: bars from zero, those on the far side hatched and in red."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.parts import Part, bar
from dashboard.charts.theme import Figure, Palette, figure
from dashboard.charts.year_axis import key_above


def draw_around_day(
    classes: Sequence[str],
    counts: Sequence[int],
    labels: Sequence[str],
    is_far: Sequence[bool],
    *,
    names: tuple[str, str],
    colours: Palette,
    size: int = 13,
) -> Figure:
    """One bar per class in its order; `labels` stand above the bars, `names` are those of the near and the far side."""
    places = list(range(len(classes)))

    def side(name: str, colour: str, *, far: bool) -> Part:
        here = [n for n in places if is_far[n] == far]
        return bar(
            x=here, y=[counts[n] for n in here], text=[labels[n] for n in here], textposition="outside",
            constraintext="none", cliponaxis=False, name=name, hoverinfo="none",
            textfont={"color": colours.ink, "size": size},
            marker={
                "color": colour,
                "pattern": {"shape": "/" if far else "", "fgcolor": colours.paper, "size": 6,
                            "solidity": 0.2, "fillmode": "overlay"},
            },
        )  # fmt: skip

    return figure(
        colours,
        [side(names[0], colours.accent, far=False), side(names[1], colours.behind, far=True)],
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
        legend=key_above(colours, size),
    )  # fmt: skip

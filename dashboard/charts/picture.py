"""A picture of areas: shapes (on a map, or tiles) in classes of one measure, with a legend and a mark for each status.

Drawn as filled lines, because Plotly's own maps ask a server elsewhere for a world that is not needed. A filled shape
cannot be clicked, so each carries invisible points (`spots`) that can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any, Literal

from dashboard.charts.parts import Part, scatter
from dashboard.charts.scale import is_strong, mix, ramp
from dashboard.charts.theme import Figure, Palette, figure

Point = tuple[float, float]
Ring = Sequence[Point]
Layout = Literal["country", "map", "tiles"]
# told apart by shape as well as by colour
FEW_DOTS = 40
SYMBOLS = {"met": "circle", "near": "diamond", "behind": "triangle-down"}


@dataclass(frozen=True)
class Area:
    """One shape: its rings, the class of its value (None: no data), what a hover says, where it can be clicked.

    `label` stands at `middle` (else in the middle of its first ring), `status` is marked below it at `mark`; an area
    without `code` cannot be chosen.
    """

    rings: Sequence[Ring]
    level: int | None
    hover: str
    spots: Ring
    code: str = ""
    label: str = ""
    middle: Point | None = None
    status: str = ""
    mark: Point | None = None


@dataclass(frozen=True)
class Dot:
    """A village: where it lies, the class of its value, what a hover says, its code."""

    at: Point
    level: int | None
    hover: str
    code: str


@dataclass(frozen=True)
class Heading:
    """A name over a group of shapes, where its left end stands, and the group's outline."""

    text: str
    corner: Point
    outline: Ring


@dataclass(frozen=True)
class Words:
    """What the legend says: the classes, lowest first, areas without data, the statuses."""

    classes: Sequence[str]
    nothing: str
    statuses: Mapping[str, str]


def draw_picture(
    areas: Sequence[Area],
    words: Words,
    *,
    colours: Palette,
    layout: Layout = "country",
    headings: Sequence[Heading] = (),
    dots: Sequence[Dot] = (),
    ground: Sequence[Ring] = (),
    size: int = 13,
) -> Figure:
    """The areas and villages coloured by class; `ground` is what lies around them, faint. The last trace holds the
    points that can be clicked.
    """
    hues = ramp(colours, len(words.classes))
    grey = mix(colours.paper, colours.ink, 0.05)
    border = colours.paper if layout == "tiles" else mix(colours.paper, colours.ink, 0.45)
    data = []
    if ground:
        data.append(_shapes(ground, mix(colours.paper, colours.ink, 0.03), border, 0.7))
    for level, (name, hue) in enumerate([(words.nothing, grey), *zip(words.classes, hues, strict=True)], start=-1):
        inside = [a for a in areas if (-1 if a.level is None else a.level) == level]
        if not inside and level < 0 and not any(d.level is None for d in dots):
            continue
        data.append(_shapes([r for a in inside for r in a.rings], hue, border, 1.5 if layout == "tiles" else 0.7))
        data.append(_key(name, symbol="square", size=13, color=hue, line={"width": 1, "color": colours.quiet}))
    if headings:
        xs, ys = _joined([heading.outline for heading in headings])
        line = {"color": colours.quiet, "width": 1.2}
        data.append(scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip", showlegend=False))
    data += _dots(dots, hues, grey, colours)
    data += _words(areas, headings, hues, grey, colours, size)
    data += _marks(areas, words.statuses, colours, layout)
    data.append(_spots(areas, colours))
    return figure(colours, data, size=size, **_around(areas, headings, dots, ground, colours, layout, size))


def _around(
    areas: Sequence[Area],
    headings: Sequence[Heading],
    dots: Sequence[Dot],
    ground: Sequence[Ring],
    colours: Palette,
    layout: Layout,
    size: int,
) -> dict[str, Any]:
    corners = [p for a in areas for r in a.rings for p in r] + [p for h in headings for p in h.outline]
    corners += [d.at for d in dots] + [p for ring in ground for p in ring]
    wide, high = _range([x for x, _ in corners]), _range([y for _, y in corners])
    edge = max(wide[1] - wide[0], high[1] - high[0]) * (0.02 if layout == "map" else 0)
    wide, high = (wide[0] - edge, wide[1] + edge), (high[0] - edge, high[1] + edge)
    hidden = {"visible": False, "fixedrange": True}
    # a degree of longitude is shorter than one of latitude
    ratio = {"scaleanchor": "x", "scaleratio": 1 / cos(radians(min(abs(sum(high) / 2), 80)))}
    box: dict[str, Any] = {"x": 1, "y": 0.02, "xanchor": "right", "yanchor": "bottom"}
    if layout != "country":
        box = {"x": 0, "y": 1.01, "xanchor": "left", "yanchor": "bottom", "orientation": "h"}
    return {
        "margin": {"l": 0, "r": 0, "t": 0 if layout == "country" else 30, "b": 0},
        "xaxis": {**hidden, "range": wide},
        "yaxis": {**hidden, "range": high[::-1]} if layout == "tiles" else {**hidden, "range": high, **ratio},
        "showlegend": True,
        "legend": {
            **box, "bgcolor": "rgba(0,0,0,0)", "font": {"color": colours.ink, "size": size - 1},
            "itemclick": False, "itemdoubleclick": False,
            "traceorder": "reversed" if layout == "country" else "normal", "itemwidth": 30,
        },
        "hovermode": "closest",
        "clickmode": "event+select",
    }  # fmt: skip


def _range(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    return (low, high) if high > low else (low - 0.05, high + 0.05)


def _shapes(rings: Sequence[Ring], hue: str, border: str, width: float) -> Part:
    xs, ys = _joined(rings)
    return scatter(
        x=xs, y=ys, mode="lines", fill="toself", fillcolor=hue, hoverinfo="skip", showlegend=False,
        line={"color": border, "width": width},
    )  # fmt: skip


def _key(name: str, **marker: Any) -> Part:
    """A line of the legend."""
    return scatter(x=[None], y=[None], mode="markers", name=name, hoverinfo="skip", marker=marker)


def _marks(areas: Sequence[Area], names: Mapping[str, str], colours: Palette, layout: Layout) -> Iterator[Part]:
    """A mark on each area for its status; a status has a line in the legend when any area has it."""
    for status, symbol in SYMBOLS.items():
        marked = [a.mark for a in areas if a.status == status and a.mark is not None]
        if not any(a.status == status for a in areas):
            continue
        marker = {"symbol": symbol, "color": colours.status(status), "line": {"width": 1.5, "color": colours.paper}}
        yield scatter(
            x=[x for x, _ in marked], y=[y for _, y in marked], mode="markers", hoverinfo="skip", showlegend=False,
            marker={**marker, "size": 8 if layout == "country" else 11},
        )  # fmt: skip
        yield _key(names[status], **marker, size=12)


def _dots(dots: Sequence[Dot], hues: Sequence[str], grey: str, colours: Palette) -> Iterator[Part]:
    if not dots:
        return
    size = 14 if len(dots) <= FEW_DOTS else 8
    hue = [grey if d.level is None else hues[d.level] for d in dots]
    yield scatter(
        x=[d.at[0] for d in dots], y=[d.at[1] for d in dots], mode="markers", showlegend=False, name="",
        marker={"size": size, "color": hue, "line": {"width": 1.5 if size > 10 else 1, "color": colours.ink}},
        customdata=[d.code for d in dots], hovertext=[d.hover for d in dots],
        hovertemplate="%{hovertext}<extra></extra>", hoverlabel=_hover_look(colours),
        unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _spots(areas: Sequence[Area], colours: Palette) -> Part:
    # small ones: inside a marker Plotly takes all points to be equally near
    spots = [(x, y, area) for area in areas for x, y in area.spots]
    return scatter(
        x=[x for x, _, _ in spots], y=[y for _, y, _ in spots], mode="markers", showlegend=False, name="",
        marker={"size": 4, "opacity": 0}, customdata=[area.code for _, _, area in spots],
        hovertext=[area.hover for _, _, area in spots], hovertemplate="%{hovertext}<extra></extra>",
        hoverlabel=_hover_look(colours),
    )  # fmt: skip


def _hover_look(colours: Palette) -> dict[str, Any]:
    return {"bgcolor": colours.paper, "bordercolor": colours.quiet, "font": {"color": colours.ink}}


def _words(
    areas: Sequence[Area], headings: Sequence[Heading], hues: Sequence[str], grey: str, colours: Palette, size: int
) -> Iterator[Part]:
    for strong in (True, False):
        named = [a for a in areas if a.label and is_strong(grey if a.level is None else hues[a.level]) == strong]
        if named:
            middles = [a.middle or _middle(a.rings[0]) for a in named]
            yield scatter(
                x=[x for x, _ in middles], y=[y for _, y in middles], mode="text", text=[a.label for a in named],
                textfont={"size": size - 1, "color": "#ffffff" if strong else "#000000"}, hoverinfo="skip",
                showlegend=False,
            )  # fmt: skip
    if headings:
        yield scatter(
            x=[h.corner[0] for h in headings], y=[h.corner[1] for h in headings], mode="text",
            text=[f"<b>{h.text}</b>" for h in headings], textposition="middle right",
            textfont={"size": size - 1, "color": colours.ink}, hoverinfo="skip", showlegend=False,
        )  # fmt: skip


def _middle(ring: Ring) -> Point:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _joined(rings: Sequence[Ring]) -> tuple[list[float | None], list[float | None]]:
    """All rings as one line with gaps, so that a class is one trace."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in rings:
        xs += [*(x for x, _ in ring), None]
        ys += [*(y for _, y in ring), None]
    return xs, ys

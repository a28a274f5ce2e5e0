"""Areas as tiles: as large as their villages are many, in groups of the areas one level below the view's."""

from __future__ import annotations

from collections import defaultdict

from dashboard.charts.picture import Area, Heading
from dashboard.charts.scale import class_of
from dashboard.charts.tiles import Box, tile
from dashboard.measures import AreaMeasures
from dashboard.thai import graphemes
from dashboard.ui import places
from dashboard.ui.progress.area_words import hover_of, value_of
from dashboard.ui.view import View

BOX = Box(0, 0, 330, 330)  # the proportions for which tiles and their names are laid out
LETTER, LINE = 7.3, 19.0
_MARK = 34.0  # a tile that is at least so wide and high has room for the mark of its status


def tile_areas(
    view: View, areas: list[AreaMeasures], measure: str, edges: tuple[float, ...]
) -> tuple[list[Area], list[Heading]]:
    """The tiles and the names of their groups."""
    codes = [a.area_code for a in areas]
    names, full_names = places.plain_names(codes), places.full_names(codes)
    groups: dict[str, list[AreaMeasures]] = defaultdict(list)
    digits = view.child_digits
    for area in areas:
        groups[area.area_code[:digits]].append(area)
    is_nested = any(code != area.area_code for code, inside in groups.items() for area in inside)
    ordered = sorted(groups.items(), key=lambda item: (-sum(map(_size, item[1])), item[0]))
    group_names = places.plain_names(groups)
    shown: list[Area] = []
    headings: list[Heading] = []
    for (code, inside), box in zip(ordered, tile([sum(map(_size, inside)) for _, inside in ordered], BOX), strict=True):
        inside.sort(key=lambda a: (-_size(a), a.area_code))
        named = is_nested and fits(group_names[code], box.wide, box.high)
        if is_nested:
            headings.append(Heading(group_names[code] if named else "", (box.x + 2, box.y + LINE / 2 + 1), box.ring))
        room = box.within(top=LINE if named else 0, gap=1) if is_nested else box
        for area, part in zip(inside, tile([_size(a) for a in inside], room), strict=True):
            hover = hover_of(full_names[area.area_code], area, measure)
            shown.append(_tile(area, part, names[area.area_code], hover, measure, edges))
    return shown, headings


def _tile(area: AreaMeasures, part: Box, name: str, hover: str, measure: str, edges: tuple[float, ...]) -> Area:
    has_room = part.wide >= _MARK and part.high >= _MARK
    value = area.values[measure]
    return Area(
        rings=[part.ring],
        level=class_of(value_of(area, measure), edges),
        hover=hover,
        spots=part.spots(24),
        code=area.area_code,
        label=label_of(name, part.wide, part.high),
        status=value.status if value.target is not None else "",
        mark=(part.x + part.wide - 8, part.y + 8) if has_room else None,
    )


def _size(area: AreaMeasures) -> float:
    return float(area.values["villages"].numerator) or 1.0


def fits(name: str, wide: float, high: float) -> bool:
    """Whether a name can stand in a space; it is left out rather than cut (a hover and the table say it)."""
    return len(graphemes(name)) * LETTER + 8 <= wide and high >= LINE


def label_of(name: str, wide: float, high: float) -> str:
    """A name on one line, else on two as even as its words allow, else not at all."""
    if fits(name, wide, high):
        return name
    words = name.split(" ")
    pairs = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    lines = min(pairs, key=lambda pair: max(map(len, pair)), default=())
    return "<br>".join(lines) if lines and all(fits(line, wide, high / 2) for line in lines) else ""

"""Areas on a map: the outlines of those one level below the view's area, and its villages as points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from dashboard.charts.picture import Area, Dot
from dashboard.charts.scale import class_of
from dashboard.measures import AreaMeasures
from dashboard.measures.shapes import Point, Ring, Shape, VillagePoint, fetch_shapes, fetch_village_points
from dashboard.ui import data, places
from dashboard.ui.progress.area_words import hover_of, value_of
from dashboard.ui.progress.tile_areas import fits
from dashboard.ui.view import View

_PIXELS = 330.0  # how wide a map is on a laptop
_ROOM = 18.0  # an outline at least so wide and high has room for the mark of its status
_AROUND = 0.25  # of the picture's extent: a village further outside has a wrong coordinate


@dataclass(frozen=True)
class Ground:
    """What a map of a view can be drawn from: outlines one level below it, what lies around them, where its villages
    are and which have no usable place.
    """

    shapes: Mapping[str, Shape]
    around: tuple[Ring, ...]
    villages: Mapping[str, Point]
    unplaced: tuple[str, ...]

    def has(self, codes: Iterable[str]) -> bool:
        """Whether any of the areas or villages can be drawn."""
        return any(code in self.shapes or code in self.villages for code in codes)


def ground_of(view: View) -> Ground:
    """The outlines and points of a view; points only where its villages are few enough to be seen, from a district
    downwards.
    """
    digits = view.child_digits
    shapes = data.fetch(fetch_shapes, view.filters, digits) if digits < 8 else {}
    around = data.fetch(fetch_shapes, view.filters, digits - 2, view.filters.areas) if digits > 2 else {}
    points = data.fetch(fetch_village_points, view.filters) if digits >= 6 else []
    rings = tuple(ring for shape in around.values() for ring in shape.rings)
    drawn = [point for shape in shapes.values() for ring in shape.rings for point in ring]
    placed = _near(points, drawn or [point for ring in rings for point in ring])
    return Ground(shapes, rings, placed, tuple(p.code for p in points if p.code not in placed))


def _near(points: Sequence[VillagePoint], ground: Sequence[Point]) -> dict[str, Point]:
    """The villages that lie on the ground or near it; without any ground, near the middle one."""
    known = {p.code: p.at for p in points if p.at}
    if not known:
        return {}
    if not ground:
        x, y = median(x for x, _ in known.values()), median(y for _, y in known.values())
        ground = [(x - 0.4, y - 0.4), (x + 0.4, y + 0.4)]
    xs, ys = [x for x, _ in ground], [y for _, y in ground]
    more = max(max(xs) - min(xs), max(ys) - min(ys)) * _AROUND
    return {
        code: (x, y)
        for code, (x, y) in known.items()
        if min(xs) - more <= x <= max(xs) + more and min(ys) - more <= y <= max(ys) + more
    }


def map_areas(
    ground: Ground, areas: Sequence[AreaMeasures], measure: str, edges: tuple[float, ...], *, named: bool
) -> list[Area]:
    """The outlines, in the colour of their class; of neighbours outside the view without one. `named` writes their
    names where they fit.
    """
    by_code = {a.area_code: a for a in areas}
    corners = [point for shape in ground.shapes.values() for ring in shape.rings for point in ring]
    corners += [point for ring in ground.around for point in ring]
    across = max((max(v) - min(v) for v in zip(*corners, strict=True)), default=1.0) or 1.0
    names = places.plain_names(ground.shapes) if named else {}
    return [
        _area(shape, by_code.get(code), measure, edges, across / _PIXELS, names.get(code, ""))
        for code, shape in ground.shapes.items()
    ]


def _area(
    shape: Shape, area: AreaMeasures | None, measure: str, edges: tuple[float, ...], pixel: float, name: str
) -> Area:
    largest = max(shape.rings, key=len)
    wide, high = ((max(v) - min(v)) / pixel for v in zip(*largest, strict=True))
    value = area.values[measure] if area else None
    judged = value is not None and value.target is not None and value.status != "none"
    label = name if name and area and fits(name, shape.room / pixel, high / 2) else ""
    x, y = shape.middle
    return Area(
        rings=shape.rings,
        level=class_of(value_of(area, measure), edges),
        hover=hover_of(places.full_name(shape.code), area, measure),
        spots=shape.spots,
        code=shape.code if area else "",
        label=label,
        middle=(x, y + 7 * pixel) if label and judged else shape.middle,
        status=value.status if value is not None and judged else "",
        mark=(x, y - 9 * pixel if label else y) if min(wide, high) >= _ROOM else None,
    )


def village_dots(ground: Ground, villages: Sequence[AreaMeasures], measure: str, edges: tuple[float, ...]) -> list[Dot]:
    """The villages with a place, in the colour of their class."""
    names = places.names(ground.villages)
    return [
        Dot(ground.villages[v.area_code], class_of(value_of(v, measure), edges),
            hover_of(names[v.area_code], v, measure), v.area_code)
        for v in villages
        if v.area_code in ground.villages
    ]  # fmt: skip

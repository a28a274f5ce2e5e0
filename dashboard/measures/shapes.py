"""Outlines of areas and places of villages, made ready to be drawn at the size of a screen.

An outline is simplified together with its neighbours, so that they keep one border. It must not know measures or how
anything is drawn.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dashboard import sql
from dashboard.filters import Filters
from dashboard.settings import REFERENCE

if TYPE_CHECKING:
    import duckdb
    from shapely import Geometry, MultiPolygon, Polygon

Point = tuple[float, float]
Ring = tuple[Point, ...]
MOST_SHAPES = 2_000
MOST_VILLAGES = 2_000
STEPS_ACROSS = 700  # a picture is hardly drawn larger: a finer border cannot be seen
SPOTS_ACROSS = 32
# Thailand with its seas: a coordinate elsewhere is a slip
WEST, SOUTH, EAST, NORTH = 96.5, 5.0, 106.5, 21.0


@dataclass(frozen=True)
class Shape:
    """One area: closed rings (longitude, latitude; outer ones anticlockwise, holes clockwise), a point well inside,
    how wide the area is there in degrees, and points all over it that can be clicked.
    """

    code: str
    rings: tuple[Ring, ...]
    middle: Point
    room: float
    spots: tuple[Point, ...]


@dataclass(frozen=True)
class VillagePoint:
    """Where a village lies; `at` is (longitude, latitude), None where the register does not say or is out of bounds."""

    code: str
    at: Point | None


def fetch_shapes(
    con: duckdb.DuckDBPyConnection, filters: Filters, digits: int, only: tuple[str, ...] = ()
) -> dict[str, Shape]:
    """Code → outline of the areas of a level around the view: imported ones, else, of provinces, those that come with
    the dashboard. Areas that have neither are not in it; with `only`, nor is any but these.
    """
    given = sql.of_view("areas/shapes", filters, digits=digits, n=MOST_SHAPES)
    return dict(_drawn(tuple(sql.rows(con, "areas/shapes", **given)), digits == 2, frozenset(only)))


@lru_cache(maxsize=32)
def _drawn(imported: tuple[tuple[str, str], ...], of_provinces: bool, only: frozenset[str]) -> dict[str, Shape]:
    """Outlines as fetch_shapes tells them; the same are simplified once, whatever else an import changes."""
    rings: dict[str, Sequence[Ring]] = {code: json.loads(text) for code, text in imported}
    if of_provinces:
        rings = {**_own_provinces(), **rings}
    return shapes_of({code: found for code, found in rings.items() if found and (not only or code in only)})


def fetch_village_points(con: duckdb.DuckDBPyConnection, filters: Filters) -> list[VillagePoint]:
    """The target villages of a view in code order, at most MOST_VILLAGES."""
    given = sql.of_view("areas/village_points", filters, n=MOST_VILLAGES)
    return [
        VillagePoint(r["village_code"], _inside_thailand(r["longitude"], r["latitude"]))
        for r in sql.records(con, "areas/village_points", **given)
    ]


def _inside_thailand(x: float | None, y: float | None) -> Point | None:
    if x is None or y is None:
        return None
    return (x, y) if WEST <= x <= EAST and SOUTH <= y <= NORTH else None


def _own_provinces() -> dict[str, list[Ring]]:
    """The provinces of `data/reference/provinces.geojson`; they have no holes."""
    found = json.loads((REFERENCE / "provinces.geojson").read_text(encoding="utf-8"))["features"]
    rings = {}
    for feature in found:
        geometry = feature["geometry"]
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings[feature["properties"]["code"]] = [ring for part in parts for ring in part]
    return rings


def shapes_of(rings: Mapping[str, Sequence[Ring]]) -> dict[str, Shape]:
    """Code → outline, all simplified together to what their whole extent needs."""
    import numpy as np
    import shapely

    solid = {code: _polygons(of_area) for code, of_area in rings.items()}
    solid = {code: shape for code, shape in solid.items() if not shape.is_empty}
    if not solid:
        return {}
    left, low, right, high = shapely.total_bounds(np.asarray(list(solid.values()), dtype=object))
    across = max(right - left, high - low)
    simple = shapely.coverage_simplify(np.asarray(list(solid.values()), dtype=object), across / STEPS_ACROSS)
    return {
        code: _shape(code, shape if new.is_empty or not new.is_valid else new, across)
        for (code, shape), new in zip(solid.items(), simple, strict=True)
    }


def _polygons(rings: Sequence[Ring]) -> MultiPolygon:
    """Rings as polygons: an anticlockwise one is an outline, a clockwise one a hole of the outline it lies in."""
    import shapely

    lines = [shapely.LinearRing(ring) for ring in rings if len(ring) >= 4]
    holes = [line for line in lines if not line.is_ccw]
    outer = [line for line in lines if line.is_ccw]
    if not outer:  # a file of our own or of before, drawn the other way round
        outer, holes = holes, []
    parts = []
    for line in outer:
        ground = shapely.Polygon(line)
        inside = [hole for hole in holes if ground.contains(shapely.Polygon(hole).representative_point())]
        parts.append(shapely.Polygon(line, inside))
    whole = shapely.MultiPolygon(parts)
    return whole if whole.is_valid else shapely.MultiPolygon(_parts(whole.buffer(0)))


def _parts(shape: Geometry) -> list[Polygon]:
    """The polygons of a geometry."""
    found = getattr(shape, "geoms", [shape])
    return [part for part in found if part.geom_type == "Polygon" and not part.is_empty]


def _shape(code: str, shape: MultiPolygon, across: float) -> Shape:
    import shapely

    whole = shapely.orient_polygons(shapely.MultiPolygon(_parts(shape)), exterior_cw=False)
    rings = tuple(
        tuple((round(float(x), 4), round(float(y), 4)) for x, y in shapely.get_coordinates(line))
        for part in whole.geoms
        for line in (part.exterior, *part.interiors)
    )
    largest = max(whole.geoms, key=lambda part: part.area)
    inside = shapely.maximum_inscribed_circle(largest, tolerance=across / 200)
    x, y = shapely.get_coordinates(inside)[0]
    middle = round(float(x), 4), round(float(y), 4)
    return Shape(code, rings, middle, _room(largest, middle), _spots(whole, middle, across / SPOTS_ACROSS))


def _room(ground: Polygon, at: Point) -> float:
    """How wide the ground is around a point: twice the way to its nearer side, from west to east."""
    import shapely

    left, _, right, _ = ground.bounds
    x, y = at
    ways = []
    for end in (left - 1, right + 1):
        cut = shapely.LineString([(x, y), (end, y)]).intersection(ground.boundary)
        points = shapely.get_coordinates(cut)
        ways.append(float(abs(points[:, 0] - x).min()) if len(points) else 0.0)
    return 2 * min(ways)


def _spots(shape: MultiPolygon, middle: Point, apart: float) -> tuple[Point, ...]:
    """The middle and a grid of points that lie inside, in holes none."""
    import numpy as np
    import shapely

    left, low, right, high = shape.bounds
    xs = np.arange(left + apart / 2, right, apart)
    ys = np.arange(low + apart / 2, high, apart)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    kept = grid[shapely.contains_xy(shape, grid)] if len(grid) else grid
    return (middle, *((round(float(x), 4), round(float(y), 4)) for x, y in kept))

"""The shapes of the provinces from `data/reference/provinces.geojson`, and points inside them that can be clicked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dashboard.settings import REFERENCE

Ring = tuple[tuple[float, float], ...]
_APART = 0.2  # degrees between two points that can be clicked, about 21 km


@dataclass(frozen=True)
class Shape:
    """One province: its outer rings (longitude, latitude) and points inside."""

    code: str
    rings: tuple[Ring, ...]
    spots: Ring


@cache
def province_shapes() -> dict[str, Shape]:
    """DOPA code → shape, for every province of the file."""
    found = json.loads((REFERENCE / "provinces.geojson").read_text(encoding="utf-8"))
    shapes = {}
    for feature in found["features"]:
        code, geometry = feature["properties"]["code"], feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings = tuple(tuple((float(x), float(y)) for x, y in polygon[0]) for polygon in polygons)
        shapes[code] = Shape(code, rings, _spots(rings))
    return shapes


def _spots(rings: tuple[Ring, ...]) -> Ring:
    """A grid of points inside the largest ring; at least one."""
    ring = max(rings, key=len)
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    across, down = int((max(xs) - min(xs)) / _APART) + 1, int((max(ys) - min(ys)) / _APART) + 1
    grid = tuple(
        (round(min(xs) + (i + 0.5) * _APART, 3), round(min(ys) + (j + 0.5) * _APART, 3))
        for i in range(across)
        for j in range(down)
    )
    inside = tuple(point for point in grid if contains(ring, point))
    return inside or ((round(sum(xs) / len(xs), 3), round(sum(ys) / len(ys), 3)),)


def contains(ring: Ring, point: tuple[float, float]) -> bool:
    """Whether a point lies inside a ring: a line from it to the right crosses the ring an odd number of times."""
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossings += 1
    return crossings % 2 == 1

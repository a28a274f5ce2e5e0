"""Polygons of a map file → outlines that a picture can draw: mended, joined, simplified, bounded.

Neighbours keep the same border because a level is simplified as a whole. It must not know where the polygons come
from or where outlines are stored.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import shapely
from shapely import MultiPolygon

from dashboard.intake.area_codes import Coded
from dashboard.intake.geojson import EAST, NORTH, SOUTH, WEST, Feature
from dashboard.intake.tables import Outline

# For the whole country: what a level's picture can show, in points, and the tolerance to begin with, in degrees
MOST_POINTS = {2: 20_000, 4: 150_000, 6: 450_000}
TOLERANCE = {2: 0.004, 4: 0.002, 6: 0.001}
DECIMALS = 4  # about 11 m
_OVERLAP = 0.001  # of the smaller part: borders digitised twice


def outlines_of(features: Sequence[Feature], coded: Coded) -> list[Outline]:
    """One outline per feature, or the reason why it has none.

    Features of one code that lie apart get the outline of all of them together. One whose code is at fault has an
    empty outline: the check of places refuses it.
    """
    shapes: dict[int, MultiPolygon] = {}
    problems: dict[int, str] = {}
    repaired: set[int] = set()
    for i, feature in enumerate(features):
        if feature.shape is None:
            problems[i] = feature.problem
            continue
        mended = _mended(feature.shape)
        if mended is None:
            problems[i] = "shape_no_area"
        elif not _is_in_thailand(mended):
            problems[i] = "shape_outside"
        elif coded.codes[i] and not coded.in_place[i]:
            problems[i] = "shape_elsewhere"
        else:
            shapes[i] = mended
            repaired |= {i} if mended is not feature.shape else set()
    _join(shapes, coded.codes)
    rings: dict[int, str] = {}
    for digits in MOST_POINTS:
        level = {i: shape for i, shape in shapes.items() if len(coded.codes[i]) == digits}
        rings |= {i: _written(shape) for i, shape in zip(level, _simplified(list(level.values()), digits), strict=True)}
    return [
        Outline(rings.get(i, "[]"), problems.get(i, ""), _described(feature), i in repaired)
        for i, feature in enumerate(features)
    ]


def _mended(shape: MultiPolygon) -> MultiPolygon | None:
    """A valid shape of the same ground; None when nothing of it has an area."""
    if shape.is_valid:
        return shape if shape.area > 0 else None
    parts = [part for part in _flat(shapely.make_valid(shape)) if part.area > 0]
    return MultiPolygon(parts) if parts else None


def _flat(shape: shapely.Geometry) -> list[shapely.Polygon]:
    """Every polygon in a geometry; lines and points are left out."""
    if isinstance(shape, shapely.Polygon):
        return [] if shape.is_empty else [shape]
    return [polygon for part in getattr(shape, "geoms", ()) for polygon in _flat(part)]


def _is_in_thailand(shape: MultiPolygon) -> bool:
    left, low, right, high = shape.bounds
    return bool(left >= WEST and low >= SOUTH and right <= EAST and high <= NORTH)


def _join(shapes: dict[int, MultiPolygon], codes: Sequence[str]) -> None:
    """Give features of one code the outline of all of them, unless they lie over each other differently."""
    of_code: dict[str, list[int]] = defaultdict(list)
    for i in shapes:
        of_code[codes[i]].append(i)
    for code, members in of_code.items():
        if not code or len(members) == 1:
            continue
        apart = [shapes[members[0]]]
        for i in members[1:]:
            if not any(shapes[i].equals(other) for other in apart):
                apart.append(shapes[i])
        if _lie_apart(apart):
            whole = MultiPolygon(_flat(shapely.union_all(apart)))
            shapes.update(dict.fromkeys(members, whole))


def _lie_apart(shapes: Sequence[MultiPolygon]) -> bool:
    tree = shapely.STRtree(shapes)
    return all(
        i >= j or shapes[i].intersection(shapes[j]).area <= _OVERLAP * min(shapes[i].area, shapes[j].area)
        for i, j in tree.query(shapes, predicate="intersects").T
    )


def _simplified(shapes: list[MultiPolygon], digits: int) -> list[MultiPolygon]:
    """The shapes of one level with few enough points, borders of neighbours still the same."""
    whole: dict[bytes, int] = {}  # one that stands twice would lie over itself
    place = [whole.setdefault(shape.wkb, len(whole)) for shape in shapes]
    once = _fitted([MultiPolygon(_flat(shape)) for shape in shapely.from_wkb(list(whole))])
    tolerance, points = TOLERANCE[digits], MOST_POINTS[digits] + 1
    while once and points > MOST_POINTS[digits] and tolerance < 0.1:
        simpler = shapely.coverage_simplify(np.asarray(once, dtype=object), tolerance)
        once = [_kept(new, old, tolerance) for new, old in zip(simpler, once, strict=True)]
        points = sum(int(n) for n in shapely.get_num_coordinates(np.asarray(once, dtype=object)))
        tolerance *= 1.5
    return [once[n] for n in place]


def _fitted(shapes: list[MultiPolygon]) -> list[MultiPolygon]:
    """Shapes whose common borders have the same points on both sides; one that would lose ground stays as it is."""
    given = np.asarray(shapes, dtype=object)
    if not shapes or shapely.coverage_is_valid(given):
        return shapes
    cleaned = [MultiPolygon(_flat(shape)) for shape in shapely.coverage_clean(given)]
    return [
        new if abs(new.area - old.area) <= _OVERLAP * old.area else old
        for new, old in zip(cleaned, shapes, strict=True)
    ]


def _kept(new: shapely.Geometry, old: MultiPolygon, tolerance: float) -> MultiPolygon:
    """A simplified shape without islands and holes too small to be seen; never nothing."""
    if not new.is_valid:
        new = old.simplify(tolerance)  # lies over a neighbour: simplified by itself
    parts = _flat(new) or _flat(old)
    if len(parts) == 1 and not parts[0].interiors:
        return MultiPolygon(parts)
    smallest, largest = tolerance * tolerance, max(part.area for part in parts)
    return MultiPolygon(
        [
            shapely.Polygon(part.exterior, [hole for hole in part.interiors if shapely.Polygon(hole).area >= smallest])
            for part in parts
            if part.area >= min(smallest, largest)
        ]
    )


def _written(shape: MultiPolygon) -> str:
    """Outer rings anticlockwise, holes clockwise, so that one filled path leaves the holes open."""
    rings = []
    for part in shapely.orient_polygons(shape, exterior_cw=False).geoms:
        for line in (part.exterior, *part.interiors):
            points = np.round(shapely.get_coordinates(line), DECIMALS)
            moved = np.append(True, (points[1:] != points[:-1]).any(axis=1))
            if moved.sum() >= 4:
                rings.append(points[moved].tolist())
    return json.dumps(rings, separators=(",", ":"))


def _described(feature: Feature) -> str:
    """The geometry in few signs, to be found again in the file: its kind and where its middle is."""
    if feature.shape is None or feature.shape.is_empty:
        return feature.kind
    left, low, right, high = feature.shape.bounds
    return f"{feature.kind} {(low + high) / 2:.2f}, {(left + right) / 2:.2f}"

"""Map files for tests: invented shapes, squares side by side in the right provinces. No real border is in them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.settings import REFERENCE

Ring = list[list[float]]


@cache
def middles() -> dict[str, tuple[float, float]]:
    """Province → the middle of its largest ring."""
    found = json.loads((REFERENCE / "provinces.geojson").read_text(encoding="utf-8"))["features"]
    middles = {}
    for feature in found:
        coordinates = feature["geometry"]["coordinates"]
        parts = coordinates if feature["geometry"]["type"] == "MultiPolygon" else [coordinates]
        ring = max((part[0] for part in parts), key=len)
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        middles[feature["properties"]["code"]] = round((min(xs) + max(xs)) / 2, 2), round((min(ys) + max(ys)) / 2, 2)
    return middles


def square(left: float, low: float, side: float = 0.1) -> Ring:
    """A closed ring."""
    right, high = round(left + side, 6), round(low + side, 6)
    return [[left, low], [right, low], [right, high], [left, high], [left, low]]


def squares(codes: Sequence[str], side: float = 0.1, across: int = 6) -> dict[str, dict[str, Any]]:
    """Code → a Polygon: the places of a province side by side around its middle."""
    found: dict[str, dict[str, Any]] = {}
    for code in codes:
        n = sum(other[:2] == code[:2] for other in found)
        x, y = middles()[code[:2]]
        ring = square(round(x + (n % across - across / 2) * side, 6), round(y + (n // across - 2) * side, 6), side)
        found[code] = {"type": "Polygon", "coordinates": [ring]}
    return found


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write_map(path: Path, features: Sequence[Mapping[str, Any]], **more: Any) -> Path:
    """A FeatureCollection as a file."""
    path.write_text(json.dumps({"type": "FeatureCollection", **more, "features": list(features)}), encoding="utf-8")
    return path


def map_of(path: Path, codes: Sequence[str], side: float = 0.1, key: str = "code") -> Path:
    """A file with a square for each code."""
    return write_map(path, [feature(g, **{key: code}) for code, g in squares(codes, side).items()])


def country(digits: int = 4, step: float = 0.01, within: str = "", seed: int = 7) -> list[dict[str, Any]]:
    """Features for every district (or subdistrict) of the country: each province's ground cut into as many invented
    pieces with ragged borders that neighbours share, as fine as `step` degrees.
    """
    import numpy as np
    import shapely

    from dashboard import places

    chance = np.random.default_rng(seed)
    found = json.loads((REFERENCE / "provinces.geojson").read_text(encoding="utf-8"))["features"]
    features = []
    for province in found:
        code = province["properties"]["code"]
        if not code.startswith(within):
            continue
        codes = [c for c in places.all_places() if len(c) == digits and c.startswith(code)]
        ground = shapely.from_geojson(json.dumps(province["geometry"]))
        left, low, right, high = ground.bounds
        grid = np.stack(np.meshgrid(np.arange(left, right, step), np.arange(low, high, step)), axis=-1).reshape(-1, 2)
        grid = np.round(grid[shapely.contains_xy(ground, grid)], 4)
        seeds = grid[chance.choice(len(grid), len(codes), replace=False)]
        ragged = grid + chance.normal(0, step / 2, grid.shape)
        nearest = ((ragged[:, None, :] - seeds[None]) ** 2).sum(axis=2).argmin(axis=1)
        for n, place in enumerate(codes):
            cells = grid[nearest == n]
            if not len(cells):
                cells = seeds[n : n + 1]
            boxes = shapely.box(cells[:, 0], cells[:, 1], cells[:, 0] + step, cells[:, 1] + step)
            shape = json.loads(shapely.to_geojson(shapely.union_all(boxes)))
            features.append(feature(shape, ADM2_PCODE=f"TH{place}", ADM1_PCODE=f"TH{place[:2]}"))
    return features

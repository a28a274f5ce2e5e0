"""A map file as features: GeoJSON read piece by piece and bounded, so that a large or hostile file costs little.

What a feature's geometry lacks is kept with it as a reason; only a file that is no map of polygons in degrees at all is
refused as a whole. It must not know codes of places.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from dashboard.errors import FileUnreadable

MOST_FEATURES = 20_000  # the country has 8,500 provinces, districts and subdistricts
MOST_POINTS = 8_000_000
MOST_LETTERS = 200  # of a property: names and codes are shorter
# Longitude and latitude of Thailand with its seas, a little wider
WEST, SOUTH, EAST, NORTH = 96.5, 5.0, 106.5, 21.0
_WGS84 = re.compile(r"(crs84|epsg:+(?:[0-9.]*:)?4326|^4326$|wgs ?84$)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True)
class Feature:
    """One feature: its number in the file from 1, its properties as texts, its polygons.

    `problem` says why there are none: shape_missing, shape_type, shape_broken.
    """

    number: int
    properties: dict[str, str]
    shape: shapely.MultiPolygon | None
    problem: str = ""
    kind: str = ""


def read_features(path: Path, name: str) -> list[Feature]:
    """Every feature of a GeoJSON file. Raises FileUnreadable with the reason map_broken, map_no_collection, map_empty,
    map_too_large, map_projected, map_turned or map_elsewhere.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found, crs, kind = _collect(text, name)
    except (ValueError, RecursionError) as error:
        raise FileUnreadable(file=name, reason="map_broken") from error
    if kind != "FeatureCollection":
        raise FileUnreadable(file=name, reason="map_no_collection")
    if not found:
        raise FileUnreadable(file=name, reason="map_empty")
    if reason := _not_in_degrees(found, crs):
        raise FileUnreadable(file=name, reason=reason)
    return found


def _collect(text: str, name: str) -> tuple[list[Feature], str, str]:
    features: list[Feature] = []
    crs = kind = ""
    points = 0
    for key, value in _members(text):
        if key == "feature":
            feature = _feature(len(features) + 1, value)
            points += 0 if feature.shape is None else int(shapely.get_num_coordinates(feature.shape))
            features.append(feature)
            if len(features) > MOST_FEATURES or points > MOST_POINTS:
                raise FileUnreadable(file=name, reason="map_too_large")
        elif key == "type":
            kind = str(value)
        elif key == "crs":
            crs = _crs_name(value)
    return features, crs, kind


def _members(text: str) -> Iterator[tuple[str, Any]]:
    """The members of the outer object in their order, those of `features` one by one as `feature`."""
    pieces = _Pieces(text)
    pieces.need("{")
    while True:
        key = pieces.value()
        pieces.need(":")
        if key == "features" and pieces.take("["):
            while not pieces.take("]"):
                yield "feature", pieces.value()
                pieces.take(",")
        else:
            yield str(key), pieces.value()
        if not pieces.take(","):
            pieces.need("}")
            return


class _Pieces:
    """JSON value by value: a file of a hundred megabytes is never a tree in memory."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._decode = json.JSONDecoder(parse_constant=_no_number).raw_decode

    def value(self) -> Any:
        self._skip()
        value, self._at = self._decode(self._text, self._at)
        return value

    def take(self, mark: str) -> bool:
        self._skip()
        here = self._text.startswith(mark, self._at)
        self._at += here
        return here

    def need(self, mark: str) -> None:
        if not self.take(mark):
            raise ValueError(mark)

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at


def _no_number(text: str) -> float:
    raise ValueError(text)  # NaN and Infinity are no JSON


def _feature(number: int, value: Any) -> Feature:
    if not isinstance(value, dict):
        return Feature(number, {}, None, "shape_broken")
    given = value.get("properties")
    properties = {str(k): _words(v) for k, v in given.items()} if isinstance(given, dict) else {}
    if "id" in value:
        properties.setdefault("id", _words(value["id"]))
    geometry = value.get("geometry")
    if not isinstance(geometry, dict):
        return Feature(number, properties, None, "shape_missing")
    kind = str(geometry.get("type"))[:40]
    if kind not in ("Polygon", "MultiPolygon"):
        return Feature(number, properties, None, "shape_type", kind)
    try:
        coordinates = geometry["coordinates"]
        parts = [_polygon(rings) for rings in (coordinates if kind == "MultiPolygon" else [coordinates])]
    except (KeyError, TypeError, ValueError, IndexError, shapely.errors.ShapelyError):
        return Feature(number, properties, None, "shape_broken", kind)
    if not parts:
        return Feature(number, properties, None, "shape_missing", kind)
    return Feature(number, properties, shapely.MultiPolygon(parts), "", kind)


def _polygon(rings: list[Any]) -> shapely.Polygon:
    """One outer ring and its holes; the height of a point is left out."""
    lines = []
    for ring in rings:
        points = np.asarray(ring, dtype=float)
        if points.ndim != 2 or points.shape[1] < 2 or len(points) < 3 or not np.isfinite(points).all():
            raise ValueError("no ring")
        lines.append(points[:, :2])
    return shapely.Polygon(lines[0], lines[1:])


def _words(value: object) -> str:
    """A property as text; what is no single value has none."""
    if value is None or isinstance(value, dict | list | bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()[:MOST_LETTERS]


def _crs_name(value: object) -> str:
    """The name of the coordinate system that older files give."""
    properties = value.get("properties") if isinstance(value, dict) else None
    return str(properties.get("name", "")) if isinstance(properties, dict) else ""


def _not_in_degrees(features: list[Feature], crs: str) -> str:
    """Why the file as a whole lies nowhere in Thailand, or '' when some of it does."""
    if crs and not _WGS84.search(crs):
        return "map_projected"
    shapes = [f.shape for f in features if f.shape is not None]
    if not shapes:
        return ""
    left, low, right, high = shapely.bounds(np.asarray(shapes, dtype=object)).T
    if _overlap(left, low, right, high):
        return ""
    if _overlap(low, left, high, right):
        return "map_turned"
    is_degrees = max(abs(left).max(), abs(right).max()) <= 180 and max(abs(low).max(), abs(high).max()) <= 90
    return "map_elsewhere" if is_degrees else "map_projected"


def _overlap(left: Any, low: Any, right: Any, high: Any) -> bool:
    """Whether any box touches Thailand's."""
    return bool(((right >= WEST) & (left <= EAST) & (high >= SOUTH) & (low <= NORTH)).any())

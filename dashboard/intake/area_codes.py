"""Which property of a map file holds the codes of its areas: told by the values, never by its name.

A code counts when DOPA has it and the feature lies where its province is: numbers from 1 to 77, as many files carry,
are codes of other provinces, too. It must not know files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from dashboard import places
from dashboard.intake.geojson import Feature
from dashboard.settings import REFERENCE
from dashboard.thai import arabic_digits

NEAR = 0.5  # degrees between a shape and its province that are still the map makers' business
MOSTLY = 0.6  # of the codes that a property holds must lie in their provinces
_DIGITS = (2, 4, 6, 8, 10)
_LIKE_A_CODE = re.compile("code|รหัส|(^|_)id$", re.IGNORECASE)


@dataclass(frozen=True)
class Coded:
    """The property that holds the codes; for each feature its code ('' when its value is none), and whether it lies in
    the province of that code.
    """

    property: str
    codes: tuple[str, ...]
    in_place: tuple[bool, ...]


def plain_code(text: str) -> str:
    """A code as DOPA writes it from one of its spellings (4016, TH4016, 40-16, 40160000); '' for anything else."""
    text = re.sub(r"^TH(?:A)?[-_ ]?(?=[0-9])", "", arabic_digits(text).strip().upper())
    code = re.sub(r"[ .-]", "", re.sub(r"\.0+$", "", text))
    if not (code.isascii() and code.isdecimal() and len(code) in _DIGITS):
        return ""
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code


def find_codes(features: Sequence[Feature]) -> Coded | None:
    """The property whose values are codes: the one that tells most areas apart, then the deepest, then
    the one that is called so; None without one.
    """
    around = _provinces_around(features)
    names = dict.fromkeys(name for feature in features for name in feature.properties)
    best: tuple[tuple[int, int, bool], Coded] | None = None
    for name in names:
        codes = tuple(plain_code(feature.properties.get(name, "")) for feature in features)
        in_place = tuple(_lies_in(code, near) for code, near in zip(codes, around, strict=True))
        drawn = [i for i, code in enumerate(codes) if _is_place(code) and features[i].shape is not None]
        good = [codes[i] for i in drawn if in_place[i]]
        if not good or len(good) < MOSTLY * len(drawn):
            continue
        depth = Counter(map(len, good)).most_common(1)[0][0]
        score = len(set(good)), depth, bool(_LIKE_A_CODE.search(name))
        if best is None or score > best[0]:
            best = score, Coded(name, codes, in_place)
    return best[1] if best else None


@cache
def _is_place(code: str) -> bool:
    return bool(code) and len(code) <= 6 and (places.known(code) or places.was_abolished(code))


def _lies_in(code: str, near: frozenset[str]) -> bool:
    """Whether one of the provinces around is the code's, of today or of its successors."""
    return bool(code) and any(other[:2] in near for other in (code, *places.successors(code)))


@cache
def _provinces() -> tuple[tuple[str, ...], shapely.STRtree]:
    import json

    found = json.loads((REFERENCE / "provinces.geojson").read_text(encoding="utf-8"))["features"]
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in found]
    return tuple(feature["properties"]["code"] for feature in found), shapely.STRtree(shapes)


def _provinces_around(features: Sequence[Feature]) -> list[frozenset[str]]:
    """For each feature the provinces that its largest part lies in or near."""
    codes, tree = _provinces()
    points = [None if f.shape is None else _middle(f.shape) for f in features]
    which, province = tree.query(np.asarray(points, dtype=object), predicate="dwithin", distance=NEAR)
    found: list[set[str]] = [set() for _ in features]
    for i, j in zip(which, province, strict=True):
        found[i].add(codes[j])
    return [frozenset(codes) for codes in found]


def _middle(shape: shapely.MultiPolygon) -> shapely.Point:
    largest = max(shape.geoms, key=lambda part: abs(part.area))
    left, low, right, high = largest.bounds
    return shapely.Point((left + right) / 2, (low + high) / 2)

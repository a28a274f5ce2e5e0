"""A map file → the table of its shapes: one row per feature, its code and its outline, ready to be checked.

It must not know how rows are checked or stored.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np

from dashboard.errors import FileUnreadable
from dashboard.intake.area_codes import find_codes
from dashboard.intake.geojson import read_features
from dashboard.intake.outlines import outlines_of
from dashboard.intake.tables import Cell, Cells, Table
from dashboard.registers import SHAPES

MOST_PROPERTIES = 30


def read_map(path: Path, name: str) -> Table:
    """The shapes of a GeoJSON file; the row number is the feature's, from 1.

    Raises FileUnreadable with the reason map_no_codes, or one of `read_features`.
    """
    features = read_features(path, name)
    coded = find_codes(features)
    if coded is None:
        raise FileUnreadable(file=name, reason="map_no_codes")
    outlines = outlines_of(features, coded)
    raw = [feature.properties.get(coded.property, "") for feature in features]
    codes: list[Cell] = [code or text or None for code, text in zip(coded.codes, raw, strict=True)]
    geometry = SHAPES.column("rings").heading
    names = [n for n in dict.fromkeys(n for f in features for n in f.properties) if n not in (coded.property, geometry)]
    others = {n: Cells.of(f.properties.get(n) or None for f in features) for n in names[:MOST_PROPERTIES]}
    return Table(
        register=SHAPES.name,
        file=name,
        sheet="",
        headings={"code": coded.property, "rings": geometry},
        columns={"code": Cells.of(codes), "rings": Cells.of(outlines)},
        ticked=frozenset(),
        rows=np.asarray([feature.number for feature in features], dtype=np.int64),
        skipped=Counter(),
        ignored_columns=tuple(others),
        others=others,
        shown=((coded.property, "code"), *((n, None) for n in others), (geometry, "rings")),
    )

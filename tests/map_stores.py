"""A small store with a map that came in as a file: two of three districts, one with a hole and two parts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import maps
import stores

from dashboard.intake.importing import import_files
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables

# three districts of Khon Kaen with villages, the third without an outline in the file
VILLAGES = ("40160101", "40160102", "40160201", "40010101", "40020101")
X, Y = maps.middles()["40"]


def hole(left: float, low: float, side: float) -> list[list[float]]:
    """A ring the other way round."""
    return maps.square(left, low, side)[::-1]


def features() -> list[dict[str, Any]]:
    """Phu Wiang: two parts, the larger one with a hole; Mueang: one square beside it."""
    parts = [[maps.square(X, Y, 0.3), hole(X + 0.1, Y + 0.1, 0.1)], [maps.square(X + 0.5, Y, 0.1)]]
    phu_wiang = maps.feature({"type": "MultiPolygon", "coordinates": parts}, DIST_CODE="4016", name="ภูเวียง")
    mueang = maps.feature({"type": "Polygon", "coordinates": [maps.square(X - 0.3, Y, 0.3)]}, DIST_CODE="4001")
    return [phu_wiang, mueang]


def build_mapped_store(folder: Path) -> None:
    """The map comes in as a file, with the places of three of its villages; one place is a slip."""
    with Store(folder).building("real") as building:
        create_tables(building.con)
        stores.fill(building.con, VILLAGES)
        for code, x, y in (
            ("40160101", X + 0.02, Y + 0.02),
            ("40160102", X + 0.25, Y + 0.25),
            ("40160201", 16.9, 102.8),
        ):
            building.con.execute("update villages set longitude = ?, latitude = ? where village_code = ?", [x, y, code])
        build_marts(building.con)
    file = maps.write_map(folder / "districts.geojson", features())
    report = import_files([file], Store(folder), Settings())
    assert [(r.register, r.new) for r in report.registers] == [("shapes", 2)]

"""A small store with groups at every step: before and on the borders of the rule, registered, outside, in the future.

Village 0 is 40160101 … 7 is 39040102 (see stores.py); households 1–12 of a village work with cloth, 13–18 in what the
register calls อื่น ๆ, of the others it does not say.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import stores

from dashboard.store import Snapshot, Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables

CLOTH, OTHER, FOOD = "ผ้า", "อื่น ๆ", "อาหาร"
SALES = "ยอดจำหน่าย OTOP"
V = stores.VILLAGES
GROUPS: tuple[dict[str, Any], ...] = (
    # on the as-of day of the stores (31 May 2017) founded 60 days before with 5 members: just ready
    {"village_code": V[2], "name": "กลุ่มทอผ้า", "occupation_type": CLOTH, "members": 5.0,
     "founded_on": date(2017, 4, 1), "otop_category": "textile"},
    {"village_code": V[2], "name": "กลุ่มจักสาน", "occupation_type": OTHER, "members": 4.0,
     "founded_on": date(2017, 1, 1)},
    {"village_code": V[3], "name": "กลุ่มขนม", "occupation_type": FOOD, "members": 20.0, "founded_on": date(2017, 4, 2)},
    {"village_code": V[4], "name": "กลุ่มเดิม", "members": 9.0, "founded_on": date(2017, 2, 1),
     "otop_registered_on": date(2017, 1, 15), "otop_number": "OT-1", "otop_category": "food",
     "producer_type": "community_group", "stars": 5},
    {"village_code": V[5], "name": "นายสมชาย ใจดี", "occupation_type": FOOD, "members": 1.0,
     "founded_on": date(2017, 1, 1), "otop_registered_on": date(2017, 5, 31), "otop_number": "OT-22",
     "otop_category": "drink", "producer_type": "sole_owner", "stars": 3},
    {"village_code": V[5], "name": "กลุ่มวันหน้า", "members": 9.0, "founded_on": date(2017, 6, 1)},
    {"village_code": V[6], "name": "กลุ่มขึ้นทะเบียนวันหน้า", "founded_on": date(2017, 3, 1),
     "otop_registered_on": date(2017, 6, 15), "otop_category": "herb_not_food", "producer_type": "sme", "stars": 4},
    *({"village_code": "40990101", "name": f"กลุ่มนอก {n}", "members": 9.0, "founded_on": on}
      for n, on in enumerate((date(2017, 1, 1), date(2017, 2, 1), date(2017, 7, 1)))),
)  # fmt: skip
_COLUMNS = ("village_code", "name", "occupation_type", "members", "founded_on", "otop_registered_on", "otop_number",
            "otop_category", "producer_type", "stars")  # fmt: skip


def insert_groups(con: duckdb.DuckDBPyConnection, groups: tuple[dict[str, Any], ...] = GROUPS) -> None:
    """Put groups into the register."""
    marks = ", ".join("?" for _ in _COLUMNS)
    con.executemany(
        f"insert into groups ({', '.join(_COLUMNS)}) values ({marks})",
        [[group.get(column) for column in _COLUMNS] for group in groups],
    )


def fill(con: duckdb.DuckDBPyConnection) -> None:
    """The small store's registers, its groups, the occupations, and OTOP sales of one district."""
    stores.fill(con, stores.VILLAGES)
    insert_groups(con)
    con.execute(
        "update households set occupation_type ="
        " case when house_no::int <= 12 then ? when house_no::int <= 18 then ? end",
        [CLOTH, OTHER],
    )
    con.executemany(
        "insert into context (area_code, indicator, year, months, value, unit, source) values (?, ?, ?, ?, ?, ?, ?)",
        [
            ["4016", SALES, 2559, 12, 100.0, "บาท", "สำนักงานจังหวัด"],
            ["4016", SALES, 2560, 8, 80.0, "บาท", "สำนักงานจังหวัด"],
            ["4016", "รายได้เฉลี่ย", 2560, 12, 1.0, "บาท/ปี", "กรม"],
        ],
    )


def build_group_store(folder: Path, *, year_before: bool = False) -> Snapshot:
    """The store; with the year before, its first three villages were targets of 2559 too, one with a group then."""
    store = Store(folder)
    with store.building("real") as building:
        create_tables(building.con)
        fill(building.con)
        if year_before:
            building.con.executemany(
                "insert into villages (fiscal_year, village_code, village_name) values (2559, ?, 'บ้านเดิม')",
                [[code] for code in V[:3]],
            )
            insert_groups(
                building.con,
                ({"village_code": V[0], "name": "กลุ่มปีก่อน", "members": 9.0, "founded_on": date(2016, 2, 1)},),
            )
        build_marts(building.con)
    return store.current()

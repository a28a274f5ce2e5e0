"""Small stores for tests: registers with rows that are easy to count, in a real snapshot.

A village at place n of its list is further the smaller n is, so that rankings and funnels have a known order.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb

from dashboard.store import Snapshot, Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables
from dashboard.store.snapshots import Kind

FISCAL_YEAR = 2560
TODAY = date(2017, 5, 31)
# two provinces, two districts, three subdistricts, eight villages
VILLAGES = (
    "40160101",
    "40160102",
    "40160103",
    "40160201",
    "40160202",
    "40010101",
    "39040101",
    "39040102",
)
STAGES = 11


def build_store(
    folder: Path, kind: Kind = "real", villages: Sequence[str] = VILLAGES, year: int = FISCAL_YEAR
) -> Snapshot:
    """A store with the villages, each through fewer stages than the one before; its snapshot."""
    store = Store(folder)
    with store.building(kind) as building:
        create_tables(building.con)
        fill(building.con, villages, year)
        build_marts(building.con)
    return store.current()


def reached(place: int) -> int:
    """How many stages the village at this place of its list has been through."""
    return max(STAGES - place, 0)


def fill(con: duckdb.DuckDBPyConnection, villages: Sequence[str], year: int = FISCAL_YEAR) -> None:
    """Insert the registers of the villages."""
    _insert(
        con,
        "villages",
        [
            {
                "fiscal_year": year,
                "village_code": code,
                "village_name": f"บ้านทดสอบ{i}",
                "budget_baht": 50_000.0,
                "officer": f"พัฒนากร {code[:4]}",
            }
            for i, code in enumerate(villages)
        ],
    )
    for place, code in enumerate(villages):
        _fill_village(con, code, reached(place), date(year - 544, 11, 1))
    stored = datetime(2017, 5, 30, 9, 0)
    _insert(con, "batches", [{"batch_id": 1, "stored_at": stored, "snapshot": "000001"}])
    _insert(con, "batch_files", [{"batch_id": 1, "file": "ทะเบียน.xlsx", "n_bytes": 1000, "sha256": "0"}])
    _insert(
        con,
        "batch_registers",
        [
            {
                "batch_id": 1,
                "register": r,
                "file": "ทะเบียน.xlsx",
                "sheet": r,
                "n_read": 10,
                "n_new": 10,
                "n_changed": 0,
                "n_unchanged": 0,
                "n_rejected": 0,
            }
            for r in (
                "villages",
                "sages",
                "households",
                "incomes",
                "activities",
                "materials",
                "visits",
                "groups",
            )
        ],
    )


def _fill_village(con: duckdb.DuckDBPyConnection, code: str, stages: int, start: date) -> None:
    def on(day: int) -> date:
        return start + timedelta(days=day)

    sages = [
        {
            "village_code": code,
            "full_name": f"ปราชญ์ {n}",
            "role": "trainer" if n else "leader",
            "surveyed_on": on(0),
            "registered_on": on(20),
            "trained_on": on(10) if stages >= 2 else None,
        }
        for n in range(5 if stages >= 3 else 2)
    ]
    _insert(con, "sages", sages if stages >= 1 else [])
    houses = [str(n) for n in range(1, 21 if stages >= 4 else 11)]
    _insert(
        con,
        "households",
        [
            {
                "village_code": code,
                "house_no": h,
                "head_name": f"หัวหน้า {h}",
                "target": True,
                "selected_on": on(30),
                "trained_on": on(70) if stages >= 7 else None,
                "practising_from": on(80) if stages >= 8 else None,
            }
            for h in houses
        ],
    )
    _insert(
        con,
        "activities",
        [
            {"place_code": code, "activity": "occupation_assembly", "day_no": 1, "held_on": on(40)},
        ]
        if stages >= 5
        else [],
    )
    _insert(
        con,
        "materials",
        [
            {
                "village_code": code,
                "item": "กล้าไม้",
                "occupation": "เกษตร",
                "quantity": 10.0,
                "unit_price_baht": 20.0,
                "accepted_on": on(55) if stages >= 6 else None,
            },
        ],
    )
    _insert(
        con,
        "activities",
        [
            {
                "place_code": code,
                "activity": "training_day",
                "day_no": n,
                "planned_on": on(60 + n),
                "held_on": on(60 + n),
            }
            for n in range(1, 6)
        ]
        if stages >= 7
        else [
            {
                "place_code": code,
                "activity": "training_day",
                "day_no": 1,
                "planned_on": TODAY + timedelta(days=3),
            },
        ],
    )
    if stages >= 8:
        _insert(
            con,
            "visits",
            [{"village_code": code, "house_no": h, "visited_on": on(100), "visitor": "พัฒนากร"} for h in houses],
        )
        _insert(
            con,
            "incomes",
            [
                {
                    "village_code": code,
                    "house_no": h,
                    "round": r,
                    "measured_on": on(20 if r == 0 else 150),
                    "income_baht": 50_000.0 + r * (5_000 if stages >= 9 else 500),
                }
                for h in houses
                for r in (0, 1)
            ],
        )
    if stages >= 10:
        _insert(
            con,
            "groups",
            [
                {
                    "village_code": code,
                    "name": "กลุ่มทดสอบ",
                    "members": 12.0,
                    "founded_on": on(120),
                    "otop_registered_on": on(140) if stages >= 11 else None,
                },
            ],
        )


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[dict[str, object]]) -> None:
    if not rows:
        return
    columns = list(rows[0])
    marks = f"({', '.join('?' for _ in columns)})"
    con.execute(  # one statement: one for each row takes ten times as long
        f'insert into "{table}" ({", ".join(columns)}) values {", ".join(marks for _ in rows)}',
        [row[c] for row in rows for c in columns],
    )

"""A small store where something is doubtful everywhere: warnings of each kind, refused rows in every state.

Village 0 is 40160101 … 7 is 39040102 (see stores.py); FLAWED is what was put in on top of them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import stores
from random_registers import insert

from dashboard.store import Snapshot, Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables

V = stores.VILLAGES
OUTSIDE = "40990101"  # in no villages register
DISTRICT = V[5][:4]
FILE = "ทะเบียน.xlsx"
# (batch, register, row of the sheet, place, key, reasons): what became of it stands beside it
REFUSED: tuple[tuple[int, str, int, str, str | None, tuple[str, ...]], ...] = (
    (2, "households", 5, V[0], "a", ("required",)),  # brought right by batch 3
    (2, "households", 6, V[0], "b", ("required", "out_of_order")),  # refused once more in batch 3
    (2, "incomes", 7, V[1], "c", ("not_a_number",)),  # waits
    (3, "households", 9, V[0], "b", ("out_of_order",)),  # waits
    (3, "sages", 4, DISTRICT, None, ("place_unknown",)),  # waits, of a district
    (3, "sages", 5, "", None, ("place_missing",)),  # waits, of no place
    (4, "incomes", 8, V[2], "d", ("negative",)),  # undone with its batch
)
STORED = {2: datetime(2017, 5, 2, 9), 3: datetime(2017, 5, 20, 9), 4: datetime(2017, 5, 25, 9)}


def build_quality_store(folder: Path, kind: Any = "real") -> Snapshot:
    """The small store with what is doubtful; its snapshot."""
    store = Store(folder)
    with store.building(kind) as building:
        create_tables(building.con)
        stores.fill(building.con, V)
        add_doubts(building.con)
        refuse(building.con)
        build_marts(building.con)
    return store.current()


def add_doubts(con: duckdb.DuckDBPyConnection) -> None:
    """One warning of each kind, each just over its border on the stores' today."""
    today = stores.TODAY
    con.execute(f"update households set trainer = 'ปราชญ์ 1' where village_code = '{V[0]}' and house_no::integer <= 5")
    insert(con, "households", [
        {"village_code": V[0], "house_no": "99", "head_name": "หัวหน้า 99", "target": True, "selected_on": today},
    ])  # fmt: skip
    insert(con, "sages", [
        {"village_code": V[1], "full_name": "ปราชญ์ 6", "role": "trainer", "registered_on": today, "surveyed_on": today},
        {"village_code": OUTSIDE, "full_name": "นางคนนอก ที่อื่น", "role": "trainer", "registered_on": today,
         "surveyed_on": today},
    ])  # fmt: skip
    con.execute(f"delete from sages where village_code = '{V[7]}'")
    con.execute(
        f"update sages set phone = '0810001234' where full_name = 'ปราชญ์ 0' and village_code in ('{V[2]}', '{V[6]}')"
    )
    con.execute(f"update incomes set income_baht = 0 where village_code = '{V[1]}' and house_no = '1' and round = 0")
    con.execute(
        f"update incomes set income_baht = 300000 where village_code = '{V[2]}' and house_no = '2' and round = 1"
    )


def refuse(con: duckdb.DuckDBPyConnection, rows: Sequence[tuple[Any, ...]] = REFUSED) -> None:
    """Quarantine these rows in batches 2 to 4: of batch 2 its first row is brought right by 3, batch 4 is undone."""
    insert(con, "batches", [
        {"batch_id": b, "stored_at": at, "snapshot": f"{b:06}", "undone_at": at if b == 4 else None}
        for b, at in STORED.items()
    ])  # fmt: skip
    insert(con, "quarantine", [
        {"batch_id": b, "register": register, "file": FILE, "sheet": register, "row": row,
         "cells": json.dumps({"ชื่อ-สกุล": "นายลับ มาก", "n": str(row)}), "place_code": place or None, "entity_key": key,
         "content": None}
        for b, register, row, place, key, _ in rows
    ])  # fmt: skip
    insert(con, "quarantine_reasons", [
        {"batch_id": b, "register": register, "file": FILE, "sheet": register, "row": row, "column": "ชื่อ-สกุล",
         "value": "นายลับ มาก", "code": code,
         "facts": json.dumps({"other": "ก", "other_value": "1", "candidates": ""})}
        for b, register, row, _, _, codes in rows
        for code in codes
    ])  # fmt: skip
    insert(con, "succeeded_places", [
        {"batch_id": b, "register": "sages", "file": FILE, "sheet": "sages", "abolished_code": "40160803",
         "place_code": place, "n_rows": 2}
        for b, place in ((2, V[1]), (3, V[1]), (3, "92010101"), (4, V[1]))
    ])  # fmt: skip
    b, register, row, *_ = rows[0]
    insert(con, "corrections", [
        {"batch_id": b, "register": register, "file": FILE, "sheet": register, "row": row, "corrected_by": 3},
        # what an undone batch brought right waits again
        {"batch_id": rows[2][0], "register": rows[2][1], "file": FILE, "sheet": rows[2][1], "row": rows[2][2],
         "corrected_by": 4},
    ])  # fmt: skip
    for batch in STORED:
        of_batch = [r for r in rows if r[0] == batch]
        insert(con, "batch_registers", [
            {"batch_id": batch, "register": name, "file": FILE, "sheet": name, "n_read": 10, "n_new": 0, "n_changed": 0,
             "n_unchanged": 10 - n, "n_rejected": n, "warnings": json.dumps({"place_code_succeeded": 2})}
            for name in sorted({r[1] for r in of_batch})
            for n in [sum(r[1] == name for r in of_batch)]
        ])  # fmt: skip

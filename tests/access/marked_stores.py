"""A store in which every text about a place ends with its code, names of persons with `~P` before it
(`ปราชญ์ 1 ~P @40160101`): a leak can be read off.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import duckdb
import stores

from dashboard.meeting.decisions import Decided
from dashboard.meeting.keeping import Decisions
from dashboard.scenario.saved import save as save_scenario
from dashboard.store import Snapshot, Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import all_tables, create_tables
from dashboard.store.scoped import RULES

MARK = re.compile(r"@([0-9]{2,8})")
# texts that are chosen from a list or are public: marking them would change what they mean
PLAIN = {"village_name", "role", "activity", "occupation_type", "category", "item", "measure", "indicator", "unit"} | {
    "register", "kind", "code", "column", "value", "producer_type", "visitor_role", "content", "facts", "cells",
}  # fmt: skip
PERSONS = {"full_name", "head_name", "trainer", "visitor", "owner", "officer"}
ONE = {"batch_id": 1, "first_batch_id": 1, "fiscal_year": 2560, "year": 2560, "month": 1}
# filled in here, for every village and its district, beside what the small store has
MORE = ("officers", "knowledge", "context", "targets", "quarantine", "quarantine_reasons", "corrections",
        "succeeded_places", "setting_changes")  # fmt: skip


def build_marked_store(folder: Path) -> Snapshot:
    """The small store with a mark in every text about a place, and rows of every other table that names one."""
    store = Store(folder)
    with store.building("real") as building:
        con = building.con
        create_tables(con)
        stores.fill(con, stores.VILLAGES)
        con.execute("update villages set officer = 'พัฒนากร'")
        for table, rule in RULES.items():
            column = rule.partition(" ")[2]
            if column and table in all_tables():
                _mark(con, table, column)
        for n, code in enumerate(stores.VILLAGES):
            for table in MORE:
                _insert_one(con, table, code, n)
        build_marts(con)
    for code in stores.VILLAGES:
        decided = Decided(f"ทำ @{code}", f"พัฒนากร @{code}", date(2017, 7, 31), code[:4], person=f"ก ~P @{code}")
        Decisions(folder, "real").add(decided, stores.TODAY)
        save_scenario(folder, f"ฉาก @{code}", "", 2560, code)
    return store.current()


def marks_in(text: str) -> set[str]:
    """The codes of the marks in a text."""
    return set(MARK.findall(text))


def _mark(con: duckdb.DuckDBPyConnection, table: str, column: str) -> None:
    texts = [name for name, type_ in all_tables()[table].items() if type_ == "VARCHAR"]
    for name in texts:
        if name not in PLAIN and name != column:
            who = " ~P" if name in PERSONS else ""
            con.execute(
                f"""update "{table}" set "{name}" = "{name}" || '{who} @' || "{column}" where "{name}" is not null"""
            )


def _insert_one(con: duckdb.DuckDBPyConnection, table: str, village: str, n: int) -> None:
    rule = RULES[table]
    column = rule.partition(" ")[2]
    code = village[:4] if table == "officers" else village
    values: dict[str, object] = {}
    for name, type_ in all_tables()[table].items():
        if name == column:
            values[name] = code
        elif name in ("file", "sheet"):
            values[name] = f"{name} @{code}"
        elif name in ("content", "cells", "facts"):
            values[name] = f'{{"ชื่อ": "ค่า @{code}"}}'
        elif type_ == "VARCHAR":
            who = " ~P" if name in PERSONS else ""
            known = {"register": "sages", "measure": "practising", "kind": "target"}
            if table == "quarantine_reasons":
                known["code"] = "required"
            values[name] = known.get(name, f"{name}{who} @{code}")
        elif type_ == "DATE":
            values[name] = date(2017, 3, 1)
        elif type_ == "TIMESTAMP":
            values[name] = datetime(2017, 3, 1, 9, 0)
        elif type_ == "BOOLEAN":
            values[name] = True
        else:
            values[name] = {"batch_id": 1, "first_batch_id": 1, "fiscal_year": 2560, "year": 2560, "month": 1}.get(
                name, n
            )
    names = ", ".join(f'"{name}"' for name in values)
    con.execute(f'insert into "{table}" ({names}) values ({", ".join("?" for _ in values)})', list(values.values()))

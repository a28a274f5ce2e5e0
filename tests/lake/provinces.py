"""Provinces as they send their registers, and what a store holds of them, told so that two stores can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from random_registers import Maker

from dashboard.demo.bulk import write_bulk
from dashboard.registers import stored
from dashboard.store.schema import all_tables

PROVINCES = {
    "39": ("39040101", "39040102", "39040201", "39010101"),
    "40": ("40010101", "40010102", "40020101"),
    "92": ("92010101", "92010201"),
}
# what says when and in which state something was stored: nothing that two stores can agree in
OF_THE_STORE = {"stored_at", "undone_at", "snapshot", "base_snapshot"}

WHO = frozenset({"batch_id", "first_batch_id", "stored_by", "corrected_by"})


def registers(folder: Path, province: str, seed: int, *, nation: bool = True) -> Path:
    """The registers of a province as its office sends them, with some targets of the nation; some rows are refused."""
    made = Maker(seed, PROVINCES[province]).make()
    made["targets"] = [row for row in made["targets"] if nation or row["area_code"]]
    frames = {name: pd.DataFrame(rows) for name, rows in made.items() if rows}
    for name, frame in frames.items():
        for column in stored()[name].columns:
            if column.choices and column.name not in frame.columns:
                frame[column.name] = None
    frames["households"].loc[3, "head_name"] = None
    folder.mkdir(parents=True)
    write_bulk(folder, [frames], 1, {}, None)
    return folder


def rows_of(con: duckdb.DuckDBPyConnection, but: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """Every stored row, without the days and names of states and what else is left out."""
    found = {}
    for table, columns in all_tables().items():
        names = ", ".join(f'"{c}"' for c in columns if c not in OF_THE_STORE | but) or "count(*)"
        found[table] = told(con.execute(f'select {names} from "{table}"').fetchall())
    return found


def told(rows: Iterable[tuple[Any, ...]]) -> list[str]:
    """Rows as texts in one order, without when something was stored; the last digits of a spread hang on the order in
    which the engine adds.
    """
    return sorted(repr([comparable(value) for value in row]) for row in rows)


def comparable(value: Any) -> Any:
    if isinstance(value, datetime):
        return None
    return float(f"{value:.9g}") if isinstance(value, float) else value

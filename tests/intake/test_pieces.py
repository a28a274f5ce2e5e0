"""A long table is checked and staged in pieces; nothing of what is told or stored shows where they were cut."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from messy import make_sheets, write
from quick import empty_store, marts_left_alone

from dashboard.intake.importing import import_files
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.store.history import refused_rows

SETTINGS = Settings(today=date(2026, 11, 21))
NOT_COMPARED = {"batches", "table_digest"}  # when it was, and a digest of that
HEAD = "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน,งบประมาณ (บาท)\n"


@pytest.fixture(autouse=True)
def quickly() -> Iterator[None]:
    with marts_left_alone():
        yield


def brought(folder: Path, paths: list[Path]) -> tuple[Any, ...]:
    """What an import says of these files, all that the store then holds, and what it keeps of the refused rows."""
    report = import_files(paths, empty_store(folder), SETTINGS)
    with Store(folder).current().open() as con:
        tables = [name for (name,) in con.execute("select table_name from duckdb_tables() order by 1").fetchall()]
        held = {name: sorted(map(str, con.execute(f'select * from "{name}"').fetchall())) for name in tables}
        refused = list(map(str, refused_rows(con, 1)))
    return asdict(report), {k: v for k, v in held.items() if k not in NOT_COMPARED}, refused


@pytest.mark.parametrize("seed", range(4))
def test_a_table_in_pieces_is_told_and_stored_as_one(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    paths = write(rng, make_sheets(rng)[0], tmp_path)
    whole = brought(tmp_path / "whole", paths)
    assert whole[0]["rejects"]
    monkeypatch.setattr("dashboard.intake.pieces.MOST_ROWS", rng.choice((1, 3, 7)))
    assert brought(tmp_path / "pieces", paths) == whole


def test_the_engine_is_bounded_while_a_state_is_made(tmp_path: Path) -> None:
    with Store(tmp_path).building("real") as building:
        building.is_empty = True
        assert building.con.execute("select current_setting('memory_limit')").fetchall() == [("1.8 GiB",)]


def test_rows_that_repeat_or_contradict_each_other_in_other_pieces_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"2560,390401{moo:02},บ้าน {moo},{moo}000\n" for moo in range(1, 8)]
    lines += [lines[0], "2560,39040102,บ้าน 2,999\n", "2560,34110101,บ้านเก่า,5\n", "2560,34110102,บ้านเก่า,5\n"]
    path = tmp_path / "ก.csv"
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    whole = brought(tmp_path / "whole", [path])
    others = [(r["row"], r["facts"]["others"]) for r in whole[0]["rejects"] if r["code"] == "conflicting_rows"]
    assert others == [(3, "10"), (10, "3")]
    monkeypatch.setattr("dashboard.intake.pieces.MOST_ROWS", 2)
    assert brought(tmp_path / "pieces", [path]) == whole

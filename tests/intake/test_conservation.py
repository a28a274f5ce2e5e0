"""Whatever stands in the cells, every row that is read is stored or in quarantine with a reason, exactly once."""

from __future__ import annotations

import csv
import json
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from effort import times
from hypothesis import given, settings
from hypothesis import strategies as st
from quick import empty_store, marts_left_alone

from dashboard.intake.importing import import_files
from dashboard.registers import REGISTERS, Register
from dashboard.settings import Settings
from dashboard.store.history import refused_rows

PLAUSIBLE = ["39040107", "39040108", "2560", "๒๕๖๐", "1", "12/3", "0", "ใช่", "✓", "ปราชญ์", "วิทยากร", "ประชาคมอาชีพ", "-",
             "", "1/12/2559", "2017-01-31", "31/2/2560", "1,000", "-5", "อาหาร", "บ้านโนน", "practising", "รวม", "ก\nข",
             "=1+1", "\u200b", "nan", "1e400", "9" * 40]  # fmt: skip
CELLS = st.one_of(st.sampled_from(PLAUSIBLE), st.text(max_size=12).filter(lambda t: "\0" not in t))


def headings(register: Register) -> list[str]:
    place = {"village_code": "รหัสหมู่บ้าน", "district_code": "รหัสอำเภอ"}.get(register.place.value, "รหัสพื้นที่")
    return [place, *(c.heading for c in register.columns if c.headings)]


@st.composite
def tables(draw: st.DrawFn) -> list[tuple[Register, list[list[str]]]]:
    chosen = draw(st.lists(st.sampled_from(REGISTERS), min_size=1, max_size=3, unique=True))
    return [
        (r, draw(st.lists(st.lists(CELLS, min_size=len(headings(r)), max_size=len(headings(r))), max_size=6)))
        for r in chosen
    ]


@settings(max_examples=times(15, 500), deadline=None)
@given(tables())
def test_every_row_read_is_stored_or_refused_and_the_same_files_again_change_nothing(
    sent: list[tuple[Register, list[list[str]]]],
) -> None:
    with tempfile.TemporaryDirectory() as name, marts_left_alone():
        folder = Path(name) / "mail"
        folder.mkdir()
        for register, rows in sent:
            with (folder / f"{register.name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([headings(register), *rows])
        store, today = empty_store(Path(name) / "store"), Settings(today=date(2026, 11, 21))
        report = import_files([folder], store, today)
        json.dumps(report.to_json("th"))
        json.dumps(report.to_json("en"))
        assert {r.register for r in report.registers} == {register.name for register, _ in sent}
        refused = Counter((r.register, r.row) for r in report.rejects)
        with store.current().open() as con:
            quarantine = refused_rows(con, 1)
            assert {(q.register, q.row) for q in quarantine} == set(refused)
            for entry in report.registers:
                assert entry.read == entry.new + entry.changed + entry.unchanged + entry.rejected
                assert entry.rejected == len([1 for register, _ in refused if register == entry.register])
                stored = con.execute(f'select count(*) from "{entry.register}"').fetchall()
                assert stored == [(entry.new,)]
                (rows,) = [rows for register, rows in sent if register.name == entry.register]
                assert entry.read + sum(entry.skipped.values()) <= len(rows) + 1
        again = import_files([folder], store, today)
        for first, second in zip(report.registers, again.registers, strict=True):
            assert (second.new, second.changed, second.rejected) == (0, 0, first.rejected)

"""What must hold for any registers at all, on generated workbooks whose right answer is known beforehand.

`make properties` runs a thousand of them.
"""

from __future__ import annotations

import copy
import io
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from effort import times
from messy import Sheet, make_sheets, write
from quick import empty_store, marts_left_alone

from dashboard.intake.headings import meanings
from dashboard.intake.importing import import_files
from dashboard.intake.report import ImportReport
from dashboard.intake.templates import template
from dashboard.registers import REGISTERS
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.store.history import redo, undo
from dashboard.store.schema import register_columns

TODAY = Settings(today=date(2026, 11, 21))
WORKBOOKS = times(3, 25)  # brought at once: opening and publishing a store takes longer than a workbook
BOOKKEEPING = ("first_batch_id", "batch_id")


@pytest.fixture(autouse=True)
def quickly() -> Iterator[None]:
    with marts_left_alone():
        yield


@dataclass(frozen=True)
class Workbook:
    """Tables of several registers as one office sends them, and how many rows of each must be stored."""

    name: str
    sheets: list[Sheet]
    accepted: dict[str, int]


def content(folder: Path, *, with_batches: bool = False) -> dict[str, list[str]]:
    """Every row of every register; who brought it only where that is asked for."""
    found = {}
    with Store(folder).current().open() as con:
        for register in REGISTERS:
            columns = [c for c in register_columns(register) if with_batches or c not in BOOKKEEPING]
            rows = con.execute(f'select {", ".join(columns)} from "{register.name}"').fetchall()
            found[register.name] = sorted(map(repr, rows))
    return found


def workbooks_of(case: int) -> list[Workbook]:
    """The workbooks of a case, none of which has a village of another."""
    made = []
    for n in range(WORKBOOKS):
        sheets, accepted = make_sheets(random.Random(1000 * case + n), range(3 * n + 1, 3 * n + 4))
        made.append(Workbook(f"{n:02}", sheets, accepted))
    return made


def files(workbooks: list[Workbook], folder: Path, seed: int) -> list[Path]:
    """The workbooks in some layout, format and order of rows and files."""
    folder.mkdir()
    rng = random.Random(seed)
    paths = []
    for workbook in workbooks:
        for path in write(rng, copy.deepcopy(workbook.sheets), folder):
            paths.append(path.rename(folder / f"{workbook.name} {path.name}"))
    rng.shuffle(paths)
    return paths


def bring(folder: Path, paths: list[Path]) -> ImportReport:
    report = import_files(paths, Store(folder), TODAY)
    assert not report.problems
    for entry in report.registers:
        assert entry.read == entry.new + entry.changed + entry.unchanged + entry.rejected
    return report


def exported(folder: Path, to: Path) -> list[Path]:
    """Every register that holds rows, as the template of its register filled in with what is stored."""
    paths = []
    with Store(folder).current().open() as con:
        for register in REGISTERS:
            names = list(register.stored_types())
            rows = con.execute(f'select {", ".join(names)} from "{register.name}"').fetchall()
            if not rows:
                continue
            book = openpyxl.load_workbook(io.BytesIO(template(register.name)))
            sheet: Any = book.worksheets[0]
            heads = {meanings(str(cell.value or "")).get(register.name): cell.column for cell in sheet[2]}
            for r, row in enumerate(rows, start=4):
                for name, value in zip(names, row, strict=True):
                    if name in heads and value is not None:
                        shown = {True: "ใช่", False: "ไม่ใช่"}[value] if isinstance(value, bool) else value
                        sheet.cell(r, heads[name], shown)
            paths.append(to / f"{register.name}.xlsx")
            book.save(paths[-1])
    return paths


def outcomes(report: ImportReport) -> dict[tuple[str, str], tuple[int, int, int]]:
    """(workbook, register) → rows read, new and refused."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for r in report.registers:
        counts = found.setdefault((r.file.split()[0], r.register), Counter())
        counts.update(read=r.read, new=r.new, rejected=r.rejected)
    return {key: (n["read"], n["new"], n["rejected"]) for key, n in found.items()}


@pytest.mark.parametrize("case", range(1, 1 + times(1, 40)))
def test_generated_workbooks(case: int, tmp_path: Path) -> None:
    workbooks = workbooks_of(case)
    expected = {
        (w.name, s.register): (len(s.rows), w.accepted[s.register], len(s.rows) - w.accepted[s.register])
        for w in workbooks
        for s in w.sheets
    }
    accepted = sum((Counter(w.accepted) for w in workbooks), Counter())
    store = empty_store(tmp_path / "store").folder
    before = content(store, with_batches=True)

    first = bring(store, files(workbooks, tmp_path / "one", case))
    assert outcomes(first) == expected
    stored = content(store)
    with_batches = content(store, with_batches=True)
    assert {name: len(stored[name]) for name in accepted} == accepted

    # any order of files and rows, in any layout, gives the same store
    other = empty_store(tmp_path / "other").folder
    second = bring(other, files(workbooks, tmp_path / "two", case + 100_000))
    assert content(other) == stored
    assert outcomes(second) == expected
    assert len(second.rejects) == len(first.rejects)

    # the same rows again, written otherwise, are all unchanged
    again = bring(store, files(workbooks, tmp_path / "three", case + 200_000))
    assert all((r.new, r.changed, r.unchanged) == (0, 0, r.read - r.rejected) for r in again.registers)
    assert sum(r.unchanged for r in again.registers) == accepted.total()
    assert content(store, with_batches=True) == with_batches

    # what is stored, written into the templates, changes nothing
    (tmp_path / "out").mkdir()
    back = bring(store, exported(store, tmp_path / "out"))
    assert {r.register: (r.new, r.changed, r.rejected, r.unchanged) for r in back.registers} == {
        name: (0, 0, 0, n) for name, n in accepted.items() if n
    }

    # taken back and put in again, exactly
    for batch in (3, 2, 1):
        assert undo(Store(store)) == batch
    assert content(store, with_batches=True) == before
    assert redo(Store(store)) == 1
    assert content(store, with_batches=True) == with_batches

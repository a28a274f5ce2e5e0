"""Any layout of a table is read: whatever stands around and between its rows, each data row comes out exactly."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.intake.headings import key_columns
from dashboard.intake.reading import read_files
from dashboard.registers import PLACE_CODES, PLACE_NAMES, REGISTERS, Place, Register
from dashboard.settings import Settings

WORDS = st.sampled_from(
    ["ทอผ้า", "นาย ก ข", "ต.กุดป่อง", "x", "รวมใจ", "-", "บ้าน, หนอง;", "ก\nข", '"ก"', "39040107", "๑๒"]
)
NUMBERS = st.integers(0, 10**6) | st.sampled_from([0.5, 1234.25])
FORMATS = ("xlsx", "utf-8", "utf-8-sig", "cp874", "parquet")


@dataclass
class Layout:
    """A sheet to be written, and what must be read from it."""

    register: Register
    names: list[str]  # of the recognised columns, in the order of the sheet
    texts: dict[str, str]
    rows: list[list[Any]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    data: dict[int, dict[str, Any]] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)


@st.composite
def columns_of(draw: st.DrawFn, register: Register) -> dict[str, str]:
    """Column → heading: all required ones, a place, and some of the others."""
    required = {c.name: draw(st.sampled_from((*c.headings, c.name))) for c in register.columns if c.required}
    others = [c for c in register.columns if c.headings and not c.required]
    chosen = draw(st.lists(st.sampled_from(others), unique=True)) if others else []
    optional = {c.name: draw(st.sampled_from((*c.headings, c.name))) for c in chosen}
    if draw(st.booleans()):
        names = ("province", "district") if register.place is Place.DISTRICT else tuple(PLACE_NAMES)
        place = {name: draw(st.sampled_from(PLACE_NAMES[name])) for name in names}
    else:
        codes = PLACE_CODES[register.place]
        place = {
            name: codes[name][0] for name in draw(st.lists(st.sampled_from(sorted(codes)), min_size=1, unique=True))
        }
    return required | optional | place


@st.composite
def layouts(draw: st.DrawFn) -> tuple[Layout, str]:
    register = draw(st.sampled_from(REGISTERS))
    kind = draw(st.sampled_from(FORMATS))
    texts = draw(columns_of(register))
    names = draw(st.permutations(list(texts)))
    layout = Layout(register, names, texts)
    numbered = draw(st.booleans())
    unknown = draw(st.lists(st.sampled_from(["หมายเหตุ", "ผู้บันทึก", "ลิงก์"]), unique=True, max_size=2))
    plain = ["ลำดับที่"] * numbered + [texts[n] for n in names] + unknown
    if kind == "parquet":
        layout.rows.append(plain)
        layout.skipped["heading"] = 1
    else:
        for _ in range(draw(st.integers(0, 2))):
            title = draw(st.sampled_from(["ทะเบียนของอำเภอ", ""]))
            layout.rows.append([title] if title else [])
            layout.skipped["title" if title else "blank"] += 1
        if kind == "xlsx" and draw(st.booleans()):
            _merged_heading(draw, layout, plain)
        elif len(plain) > 3 and draw(st.booleans()):
            _broken_heading(draw, layout, plain)
        else:
            layout.rows.append(plain)
            layout.skipped["heading"] += 1
    keys = key_columns(register)
    note_at = [i for i, n in enumerate([None] * numbered + names) if n is not None and n not in keys]
    kinds = ["data", "data", "data", "blank", "total"] + ["number"] * numbered + ["note"] * bool(note_at)
    kinds += ["heading"] * (kind != "parquet")
    for index, what in enumerate(["data", *draw(st.lists(st.sampled_from(kinds), max_size=12))]):
        if what == "data":
            cells = {n: draw(WORDS if kind == "parquet" else WORDS | NUMBERS) for n in names}
            for name in names[2:]:
                if draw(st.booleans()):
                    cells[name] = None
            layout.data[len(layout.rows) + 1] = cells
            number = [str(index) if kind == "parquet" else index] * numbered
            layout.rows.append([*number, *cells.values(), *["ก"] * len(unknown)])
        elif what == "heading":
            layout.rows.append(plain)
            layout.skipped["heading"] += 1
        else:
            row: list[Any] = [None] * len(plain)
            if what == "total":
                at = draw(st.integers(0, len(plain) - 1))
                row[at] = draw(st.sampled_from(["รวม", "รวมทั้งสิ้น", " รวมทั้งหมด "]))
                row[at + 1 :] = ["9"] * (len(plain) - at - 1)
            elif what == "number":
                row[0] = str(index)
            elif what == "note":
                row[draw(st.sampled_from(note_at))] = "ลงชื่อ ผู้รายงาน"
            layout.rows.append(row)
            layout.skipped[{"number": "blank", "note": "title"}.get(what, what)] += 1
    while layout.rows and not any(cell not in (None, "") for cell in layout.rows[-1]):
        layout.rows.pop()
        layout.skipped["blank"] -= 1
    return layout, kind


def _merged_heading(draw: st.DrawFn, layout: Layout, plain: list[str]) -> None:
    """Two lines: group titles merged over some columns, the other headings merged downwards."""
    top = len(layout.rows)
    above, below = list(plain), [None] * len(plain)
    left = 0
    any_group = False
    while left < len(plain):
        width = draw(st.integers(1, 3))
        right = min(left + width, len(plain))
        if right - left > 1 and draw(st.booleans()):
            above[left:right] = [f"กลุ่มที่ {left}"] + [None] * (right - left - 1)  # type: ignore[list-item]
            below[left:right] = plain[left:right]  # type: ignore[assignment]
            layout.merged.append((top, left, top, right - 1))
            any_group = True
        else:
            layout.merged += [(top, c, top + 1, c) for c in range(left, right)]
        left = right
    layout.rows += [above, below]
    all_below = all(below)
    layout.skipped["title" if all_below and any_group else "heading"] += 1
    layout.skipped["heading"] += 1


def _broken_heading(draw: st.DrawFn, layout: Layout, plain: list[str]) -> None:
    """Two lines: some headings broken in two, the others in the first line; enough is lost without the second."""
    broken = draw(st.lists(st.sampled_from(range(len(plain))), min_size=1, unique=True))
    above, below = list(plain), [None] * len(plain)
    for c in broken:
        name = plain[c]
        if len(name) > 3 and name in layout.texts.values():
            cut = draw(st.integers(1, len(name) - 1))
            first, second = name[:cut], name[cut:]
            words = all(any(ch.isalpha() for ch in part) for part in (first, second))
            if words and not second[0].isdecimal():
                above[c], below[c] = first, second  # type: ignore[assignment]
                column = next(n for n, t in layout.texts.items() if t == name)
                layout.texts[column] = f"{first} {second}"
    if not any(below):
        layout.rows.append(plain)
        layout.skipped["heading"] += 1
    else:
        layout.rows += [above, below]
        layout.skipped["heading"] += 2


def write(layout: Layout, kind: str, folder: Path) -> Path:
    if kind == "xlsx":
        path = folder / "a.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for top, left, bottom, right in layout.merged:
                if (top, left) != (bottom, right):
                    sheet.merge_range(top, left, bottom, right, "")
            for r, row in enumerate(layout.rows):
                for c, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(r, c, cell)
                    elif cell is not None:
                        sheet.write_number(r, c, cell)
    elif kind == "parquet":
        path = folder / "a.parquet"
        columns = {h: pa.array([row[c] for row in layout.rows[1:]], pa.string()) for c, h in enumerate(layout.rows[0])}
        pq.write_table(pa.table(columns), path)
    else:
        path = folder / "a.csv"
        with path.open("w", encoding=kind, newline="") as file:
            csv.writer(file).writerows(layout.rows)
    return path


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(layouts())
def test_any_layout_is_read_exactly(drawn: tuple[Layout, str]) -> None:
    layout, kind = drawn
    with tempfile.TemporaryDirectory() as folder:
        tables = read_files([write(layout, kind, Path(folder))], Settings()).tables
    assert {t.register for t in tables} == {layout.register.name}
    first = tables[0]
    assert first.headings == layout.texts
    rows: dict[int, dict[str, Any]] = {}
    for table in tables:
        for i, row in enumerate(table.rows.tolist()):
            rows[row] = {name: cells[i] for name, cells in table.columns.items()}
    assert list(rows) == list(layout.data)
    for row, cells in layout.data.items():
        shown = {n: str(c) if kind.startswith(("utf", "cp")) and c is not None else c for n, c in cells.items()}
        assert rows[row] == shown
    skipped = sum((t.skipped for t in tables), Counter())
    skipped["title"] += skipped.pop("note", 0)  # right above a repeated heading, a note passes for its title
    assert +skipped == +layout.skipped

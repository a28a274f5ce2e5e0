"""Writes register frames as the files an office would have: workbooks and CSV files.

Offices differ in their habits (how they write days and places, whether they add a total row); the habit
follows from the area and the year, so that many accepted spellings occur. It must not know how the rows
came to be.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import geothai
import numpy as np
import pandas as pd
import xlsxwriter

from dashboard.messages import say
from dashboard.programme import BUDDHIST_ERA
from dashboard.registers import (
    ROW_NUMBER_HEADINGS,
    TOTAL_WORDS,
    Column,
    Kind,
    Place,
    Register,
    by_name,
)

Frames = Mapping[str, pd.DataFrame]
Cells = list[Any]

TITLES = {
    "villages": "ทะเบียนหมู่บ้านเป้าหมาย",
    "officers": "ทะเบียนพัฒนากร",
    "sages": "ทะเบียนปราชญ์และวิทยากรสัมมาชีพ",
    "households": "ทะเบียนครัวเรือนสัมมาชีพ",
    "incomes": "รายได้ครัวเรือนสัมมาชีพ",
    "activities": "กิจกรรม",
    "visits": "การติดตามเยี่ยม",
    "materials": "วัสดุฝึกอาชีพ",
    "groups": "กลุ่มอาชีพและ OTOP",
    "knowledge": "คลังองค์ความรู้",
    "targets": "ค่าเป้าหมาย",
}
EXAMPLE = "ข้อมูลสาธิต สร้างขึ้นเพื่อทดลองใช้โปรแกรม ไม่ใช่ข้อมูลของบุคคลหรือหมู่บ้านจริง"
MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
YES_NO = {"said": ("ใช่", "ไม่ใช่"), "has": ("มี", "ไม่มี"), "letters": ("Y", "N"), "tick": ("✓", None)}
DAYS = (
    "cell",
    "short",
    "slash",
    "typed",
    "iso",
)  # `typed`: 4/7/2560 that Excel took for a day of the year 2560
_EXCEL_BEGIN = date(1899, 12, 30)
_CREATED = datetime(2026, 1, 1)  # in a workbook's properties: the same in every run


@dataclass(frozen=True)
class Habit:
    """How one office writes: days (one of DAYS), places by code or names (`ต.` before them), totals, …"""

    days: str
    by_names: bool = False
    abbreviates: bool = False
    totals: bool = True
    spelling: int = 0  # which of the accepted headings and choices
    evidence: str = "has"


def habit_of(province: str, year: int) -> Habit:
    """The habit of a province's office in a year."""
    turn = sum(map(int, province)) + year
    return Habit(
        DAYS[turn % 4],
        by_names=province.startswith("39") or (province == "92" and year % 2 == 1),
        abbreviates=turn % 2 == 0,
        totals=turn % 3 != 0,
        spelling=turn % 2,
        evidence=("has", "tick", "said")[turn % 3],
    )


def _at(options: tuple[str, ...], index: int) -> str:
    return options[min(index, len(options) - 1)]


def write_day(day: date, style: str) -> str | int:
    """A day in one of the usual spellings: a text, or Excel's day number for `cell` and `typed`."""
    year = day.year + BUDDHIST_ERA
    if style == "cell":
        return (day - _EXCEL_BEGIN).days
    if style == "typed":
        try:
            return (day.replace(year=year) - _EXCEL_BEGIN).days
        except ValueError:  # 29 February of a year that has none in the other era stays the text that was typed
            style = "slash"
    if style == "short":
        return f"{day.day} {MONTHS[day.month - 1]} {year % 100:02d}"
    return f"{day.day}/{day.month}/{year}" if style == "slash" else day.isoformat()


def _days(values: pd.Series, style: str) -> Cells:
    days = values.to_numpy().astype("datetime64[D]")
    unique, inverse = np.unique(days, return_inverse=True)
    cells = np.array([None if np.isnat(d) else write_day(d.item(), style) for d in unique], dtype=object)
    return list(cells[inverse])


def _objects(values: pd.Series) -> Cells:
    return values.astype(object).where(values.notna(), None).tolist()


def _cells(column: Column, values: pd.Series, habit: Habit) -> Cells:
    """The cells of one column as this office writes them; None is an empty cell."""
    if column.kind is Kind.DATE:
        return _days(values, habit.days)
    if column.kind is Kind.YES_NO:
        yes, no = YES_NO[habit.evidence if column.name == "evidence_complete" else "said"]
        return [None if x is None else yes if x else no for x in _objects(values)]
    if column.name == "measure":
        return [say("th", f"measure.{x}.name") for x in values]
    if column.choices:
        words = {canonical: _at(spellings, habit.spelling) for canonical, spellings in column.choices}
        return [words.get(x) for x in _objects(values)]
    if column.kind is Kind.ROUND and habit.spelling:
        return ["ก่อน" if x == 0 else int(x) for x in values]
    if values.dtype.kind == "f":
        return [None if x != x else int(x) if x == int(x) else x for x in values.tolist()]
    if column.kind is Kind.HOUSE_NO:
        return [int(x) if x.isdigit() else x for x in _objects(values)]
    return _objects(values)


@cache
def _names(code: str) -> tuple[str, str, str]:
    """Province, district and subdistrict names of a code of two digits or more; '' below its level."""
    province, district = geothai.province(code[:2]), geothai.district(code[:4])
    subdistrict = geothai.subdistrict(code[:6])
    return tuple(found.name_th if found else "" for found in (province, district, subdistrict))  # type: ignore[return-value]


def _place(register: Register, codes: Iterable[str], habit: Habit) -> list[tuple[str, Cells]]:
    """The columns that name the place: heading and cells."""
    codes = list(codes)
    if not (habit.by_names or register.place is Place.ANY):
        heading = {
            Place.VILLAGE: "รหัสหมู่บ้าน",
            Place.DISTRICT: "รหัสอำเภอ",
            Place.VILLAGE_OR_DISTRICT: "รหัสพื้นที่",
        }[register.place]
        return [(heading, list(codes))]
    before = ("จ.", "อ.", "ต.") if habit.abbreviates else ("", "", "")
    columns: list[tuple[str, Cells]] = []
    for level, heading in enumerate(("จังหวัด", "อำเภอ", "ตำบล")):
        columns.append((heading, [before[level] + name if (name := _names(c)[level]) else None for c in codes]))
    columns.append(("หมู่ที่", [int(c[6:]) if len(c) == 8 else None for c in codes]))
    return [(heading, cells) for heading, cells in columns if any(x is not None for x in cells)]


def table(name: str, frame: pd.DataFrame, habit: Habit) -> list[tuple[str, Cells]]:
    """A register as an office's table: headings and cells, the place before the register's own columns."""
    register = by_name()[name]
    first = [c for c in register.columns if c.kind is Kind.FISCAL_YEAR]
    rest = [c for c in register.columns if c.kind is not Kind.FISCAL_YEAR and c.name in frame.columns]
    columns = [(c.heading, _cells(c, frame[c.name], habit)) for c in first]
    columns += _place(register, frame[register.place.value], habit)
    columns += [(_at(c.headings, habit.spelling if c.required else 0), _cells(c, frame[c.name], habit)) for c in rest]
    return columns


def write_workbook(path: Path, frames: Frames, where: str, habit: Habit) -> Path:
    """One workbook, a sheet per register: titles, headings kept in sight, numbered rows, maybe a total."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": _CREATED})
        title = book.add_format({"bold": True, "font_size": 14})
        head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"})
        day = book.add_format({"num_format": "[$-107041E]d mmm yyyy" if habit.days == "cell" else "d/m/yyyy"})
        money = book.add_format({"num_format": "#,##0"})
        for name, frame in frames.items():
            columns = [(ROW_NUMBER_HEADINGS[0], list(range(1, len(frame) + 1))), *table(name, frame, habit)]
            sheet = book.add_worksheet(TITLES[name])
            sheet.write_string(0, 0, f"{TITLES[name]} {where}", title)
            sheet.write_string(1, 0, EXAMPLE)
            sheet.freeze_panes(3, 0)
            kinds = {h: c.kind for c in by_name()[name].columns for h in c.headings}
            for at, (heading, cells) in enumerate(columns):
                kind = kinds.get(heading)
                look = day if kind is Kind.DATE else money if kind is Kind.AMOUNT else None
                sheet.set_column(at, at, 8 if at == 0 else 34 if kind is Kind.PROSE else 16)
                sheet.write_string(2, at, heading, head)
                for row, cell in enumerate(cells, 3):
                    if cell is None:
                        continue
                    if isinstance(cell, str):
                        sheet.write_string(row, at, cell)
                    else:
                        sheet.write_number(row, at, cell, look)
            if habit.totals and name in ("villages", "activities"):
                last = len(frame) + 3
                sheet.write_string(last, 0, TOTAL_WORDS[0], head)
                for at, (heading, cells) in enumerate(columns):
                    if kinds.get(heading) is Kind.AMOUNT:
                        sheet.write_number(last, at, sum(x for x in cells if x is not None), money)
    return path


def write_csv(path: Path, name: str, frame: pd.DataFrame, habit: Habit, *, where: str, encoding: str) -> Path:
    """One register as CSV: CP874 with a title line, as older programs write it, or UTF-8 (with a BOM)."""
    columns = table(name, frame, habit)
    with path.open("w", encoding=encoding, newline="") as file:
        out = csv.writer(file)
        if encoding == "cp874":
            out.writerow([f"{TITLES[name]} {where} ({EXAMPLE})"])
        out.writerow([heading for heading, _ in columns])
        out.writerows(zip(*(cells for _, cells in columns), strict=True))
    return path


def write_office(folder: Path, where: str, frames: Frames, habit: Habit, visits_apart: bool) -> list[Path]:
    """What one office hands in for a year: a workbook, incomes as CSV, perhaps visits as CSV in CP874."""
    folder.mkdir(parents=True, exist_ok=True)
    apart = ("incomes", "visits") if visits_apart else ("incomes",)
    sheets = {name: frame for name, frame in frames.items() if len(frame) and name not in apart}
    files = [write_workbook(folder / f"ทะเบียนสัมมาชีพ {where}.xlsx", sheets, where, habit)]
    said = replace(habit, days=habit.days if habit.days in ("short", "slash") else "iso", by_names=False)
    for name in apart:
        if len(frames[name]):
            encoding = "cp874" if name == "visits" else "utf-8-sig"
            path = folder / f"{TITLES[name]} {where}.csv"
            files.append(write_csv(path, name, frames[name], said, where=where, encoding=encoding))
    return files

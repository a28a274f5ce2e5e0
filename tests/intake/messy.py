"""Messy workbooks with known contents: what an office might send, and exactly what must become of every row.

Values are chosen first and spelled afterwards, so the expected result never depends on the code under test.
"""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

MONTHS = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
PLACES = {
    "390401": ("หนองบัวลำภู", "ศรีบุญเรือง", "เมืองใหม่"),
    "390402": ("หนองบัวลำภู", "ศรีบุญเรือง", "ศรีบุญเรือง"),
    "400101": ("ขอนแก่น", "เมืองขอนแก่น", "ในเมือง"),
}
Cell = Any


@dataclass
class Sheet:
    """One register as a table to be spelled: canonical rows, headings, and where each row ended up."""

    register: str
    headings: dict[str, str]
    rows: list[dict[str, Cell]]
    bad: dict[int, set[str]] = field(default_factory=dict)  # index in rows → headings to blame
    at: dict[int, int] = field(default_factory=dict)  # index in rows → spreadsheet row
    skipped: int = 0


def spell_date(rng: random.Random, day: date) -> Cell:
    be = day.year + 543
    spellings: list[Cell] = [
        day.isoformat(),
        f"{day.isoformat()} 17:00:38",
        f"{day.day}/{day.month}/{be}",
        f"{day.day:02d}-{day.month:02d}-{be}",
        f"{day.day} {SHORT[day.month - 1]} {be % 100:02d}",
        f"{day.day} {MONTHS[day.month - 1]} {be}",
        f"{day.day}/{day.month}/{be}".translate(THAI),
        f"{be}-{day.month:02d}-{day.day:02d}",
        day,
    ]
    if not (day.month == 2 and day.day == 29):
        spellings.append(day.replace(year=be))
    return rng.choice(spellings)


def spell_number(rng: random.Random, value: float) -> Cell:
    text = f"{value:,.2f}" if value != int(value) else f"{int(value):,}"
    return rng.choice([value, text, text.replace(",", ""), text.translate(THAI), f"{text} บาท", f" {text}"])


def spell_yes_no(rng: random.Random, value: bool) -> Cell:
    return rng.choice(["ใช่", "มี", "Y", 1, "1", "✓", "y"] if value else ["ไม่ใช่", "ไม่มี", "N", 0, "0", "๐"])


def spell_text(rng: random.Random, text: str) -> str:
    damaged = rng.choice([text, text, text.replace("ำ", "ํา"), text.replace("ำ", "ำา")])
    return rng.choice([damaged, f"  {damaged}", damaged.replace(" ", "  "), f"{damaged} "])


def spell_place(rng: random.Random, code: str, by_code: bool) -> dict[str, Cell]:
    if by_code:
        return {"village_code": rng.choice([code, int(code), code.translate(THAI)])}
    province, district, subdistrict = PLACES[code[:6]]
    moo = int(code[6:])
    return {
        "province": rng.choice([province, f"จ.{province}", f"จังหวัด{province}", province.replace("ำ", "ํา")]),
        "district": rng.choice([district, f"อ.{district}", f"อำเภอ{district}", f"อ. {district}"]),
        "subdistrict": rng.choice([subdistrict, f"ต.{subdistrict}", f"ตำบล{subdistrict}"]),
        "moo": rng.choice([moo, str(moo), f"ม.{moo}", f"หมู่ที่ {moo}", str(moo).translate(THAI)]),
    }


PLACE_HEADINGS = {
    "village_code": "รหัสหมู่บ้าน",
    "province": "จังหวัด",
    "district": "อำเภอ",
    "subdistrict": "ตำบล",
    "moo": "หมู่ที่",
}


def make_sheets(rng: random.Random, moos: range = range(1, 20)) -> tuple[list[Sheet], dict[str, int]]:
    """Villages, households and incomes with bad rows, of three villages with these numbers in each of three
    subdistricts; and how many rows of each register must be stored.
    """
    by_code = rng.random() < 0.5
    place_headings = {k: v for k, v in PLACE_HEADINGS.items() if (k == "village_code") == by_code}
    villages = Sheet(
        "villages",
        {"fiscal_year": "ปีงบประมาณ", **place_headings, "village_name": rng.choice(["ชื่อหมู่บ้าน", "บ้าน"]),
         "officer": "พัฒนากรผู้รับผิดชอบ", "budget_baht": rng.choice(["งบประมาณ (บาท)", "งบประมาณที่ได้รับจัดสรร"])},
        [],
    )  # fmt: skip
    households = Sheet(
        "households",
        {**place_headings, "house_no": "บ้านเลขที่", "head_name": rng.choice(["ชื่อหัวหน้าครัวเรือน", "หัวหน้าครัวเรือน"]),
         "target": "ครัวเรือนเป้าหมาย", "selected_on": "วันที่คัดเลือก", "trained_on": "วันที่ผ่านการฝึกอาชีพ",
         "practising_from": "วันที่เริ่มประกอบอาชีพ", "stopped_on": "วันที่เลิกประกอบอาชีพ"},
        [],
    )  # fmt: skip
    incomes = Sheet(
        "incomes",
        {**place_headings, "house_no": "บ้านเลขที่", "round": "รอบ", "measured_on": "วันที่เก็บข้อมูล",
         "income_baht": "รายได้ครัวเรือน (บาท/ปี)"},
        [],
    )  # fmt: skip
    good_villages, good_houses = [], []
    codes = [f"{s}{m:02d}" for s in PLACES for m in rng.sample(moos, 3)]
    for code in codes:
        row = {
            "fiscal_year": rng.choice([2560, "2560", "๒๕๖๐", "60", "2017"]),
            **spell_place(rng, code, by_code),
            "village_name": spell_text(rng, "บ้านหนองน้ำคำ"),
            "officer": spell_text(rng, "สมชาย ใจดี"),
            "budget_baht": spell_number(rng, rng.choice([50000, 72500.5, 0])),
        }
        blame = _spoil_village(rng, row, by_code) if rng.random() < 0.2 else None
        _add(villages, row, blame)
        if blame is None:
            good_villages.append(code)
    for code in codes:
        for house in rng.sample(range(1, 300), 4):
            number = rng.choice([str(house), f"{house}/{rng.randint(1, 9)}"])
            selected = date(2016, 11, 1) + timedelta(rng.randint(0, 120))
            trained = selected + timedelta(rng.randint(0, 90))
            began = trained + timedelta(rng.randint(0, 60))
            row = {
                **spell_place(rng, code, by_code),
                "house_no": rng.choice([number, number.translate(THAI), f" {number}"])
                if "/" in number
                else rng.choice([number, int(number), float(number)]),
                "head_name": spell_text(rng, "บุญมี คำดี"),
                "target": spell_yes_no(rng, rng.random() < 0.9),
                "selected_on": spell_date(rng, selected),
                "trained_on": spell_date(rng, trained),
                "practising_from": spell_date(rng, began),
                "stopped_on": spell_date(rng, began + timedelta(30))
                if rng.random() < 0.1
                else rng.choice([None, "", "-"]),
            }
            blame = _spoil_household(rng, row) if rng.random() < 0.2 else None
            if code not in good_villages and blame is None:
                blame = {_place_heading(by_code)}
            _add(households, row, blame)
            if blame is None:
                good_houses.append((code, number))
            for round_ in range(rng.randint(0, 3)):
                income_row = {
                    **spell_place(rng, code, by_code),
                    "house_no": number,
                    "round": rng.choice(["ก่อน", 0, "0", "๐"]) if round_ == 0 else rng.choice([round_, str(round_)]),
                    "measured_on": spell_date(rng, selected + timedelta(10 + 100 * round_)),
                    "income_baht": spell_number(rng, rng.choice([180000, 99999.5, 20_000_000])),
                }
                income_blame = _spoil_income(rng, income_row) if rng.random() < 0.2 else None
                if income_blame is None and (code, number) not in good_houses:
                    income_blame = {_place_heading(by_code)} if code not in good_villages else {"บ้านเลขที่"}
                _add(incomes, income_row, income_blame)
    sheets = [villages, households, incomes]
    return sheets, {s.register: len(s.rows) - len(s.bad) for s in sheets}


def _place_heading(by_code: bool) -> str:
    return "รหัสหมู่บ้าน" if by_code else "หมู่ที่"


def _add(sheet: Sheet, row: dict[str, Cell], blame: set[str] | None) -> None:
    if blame:
        sheet.bad[len(sheet.rows)] = {sheet.headings.get(b, b) for b in blame}
    sheet.rows.append(row)


def _spoil_village(rng: random.Random, row: dict[str, Cell], by_code: bool) -> set[str]:
    spoilt: list[tuple[str, Cell]] = [
        ("fiscal_year", rng.choice(["ปีนี้", "256", ""])),
        ("village_name", rng.choice([None, "-", "  "])),
        ("budget_baht", rng.choice([-1, "ห้าหมื่น", "1,23", "50.000,00"])),
    ]
    spoilt += [("village_code", rng.choice(["99999999", "390401", "3904-x"]))] if by_code else [
        ("subdistrict", "ไม่มีตำบลนี้"), ("moo", rng.choice(["สาม", "0", "100"]))]  # fmt: skip
    return _spoil(rng, row, spoilt)


def _spoil_household(rng: random.Random, row: dict[str, Cell]) -> set[str]:
    return _spoil(
        rng,
        row,
        [
            ("head_name", None),
            ("target", rng.choice(["อาจจะ", None, 2])),
            ("selected_on", rng.choice(["31/2/2560", "ต้นปี", None, "1/1/2550", 42000])),
            ("stopped_on", rng.choice(["31/10/2559", "4 กฏกราคม 2560"])),
            ("house_no", rng.choice([None, "-"])),
        ],
    )


def _spoil_income(rng: random.Random, row: dict[str, Cell]) -> set[str]:
    return _spoil(
        rng,
        row,
        [
            ("income_baht", rng.choice([None, -5, 20_000_001, "ประมาณ 5 หมื่น"])),
            ("measured_on", rng.choice([None, "22,24 ธันวาคม 2560", date(2014, 12, 31), "1/1/2575"])),
            ("round", rng.choice([None, "หลัง", -1, 1.5])),
        ],
    )


def _spoil(rng: random.Random, row: dict[str, Cell], spoilt: list[tuple[str, Cell]]) -> set[str]:
    chosen = rng.sample(spoilt, rng.randint(1, 2))
    for column, cell in chosen:
        row[column] = cell
    return {column for column, _ in chosen}


def lay_out(rng: random.Random, sheet: Sheet) -> list[list[Cell]]:
    """The sheet as a grid: titles, headings, rows with blanks, repeated headings and totals between; fills `at`."""
    numbered = rng.random() < 0.6
    names = list(sheet.headings)
    rng.shuffle(names)
    extra = rng.random() < 0.3
    head: list[Cell] = (["ลำดับที่"] if numbered else []) + [_spell_heading(rng, sheet.headings[n]) for n in names]
    head += ["หมายเหตุเพิ่มเติม"] if extra else []
    shown = {sheet.headings[n]: str(head[i + numbered]) for i, n in enumerate(names)}
    grid: list[list[Cell]] = []
    for _ in range(rng.randint(0, 2)):
        grid.append(["ทะเบียนของอำเภอตัวอย่าง"] if rng.random() < 0.7 else [])
    grid.append(head)
    order = list(range(len(sheet.rows)))
    rng.shuffle(order)
    for count, index in enumerate(order, start=1):
        if rng.random() < 0.05:
            grid.append([])
        if rng.random() < 0.03:
            grid.append(list(head))
        cells: list[Cell] = [count] if numbered else []
        cells += [sheet.rows[index].get(n) for n in names] + (["ก"] if extra else [])
        grid.append(cells)
        sheet.at[index] = len(grid)
    if rng.random() < 0.5:
        grid.append([rng.choice(["รวม", "รวมทั้งสิ้น", "รวมทั้งหมด"]), *[None] * (len(head) - 2), 99])
    sheet.bad = {i: {shown.get(h, h) for h in blamed} for i, blamed in sheet.bad.items()}
    sheet.skipped = len(grid) - len(sheet.rows)
    return grid


def _spell_heading(rng: random.Random, heading: str) -> str:
    return rng.choice([heading, heading, f" {heading}", heading.replace("ำ", "ํา"), heading.replace(" (", "\n(")])


def write(rng: random.Random, sheets: list[Sheet], folder: Path) -> list[Path]:
    """Write the sheets as one workbook, several workbooks or csv files; returns the paths."""
    order = list(sheets)
    rng.shuffle(order)
    kind = rng.choice(["one", "many", "csv", "csv-bom", "csv-cp874"])
    paths = []
    if kind in ("one", "many"):
        groups = [order] if kind == "one" else [[s] for s in order]
        for n, group in enumerate(groups):
            path = folder / f"book{n}.xlsx"
            with xlsxwriter.Workbook(path) as book:
                day = book.add_format({"num_format": "d/m/yyyy"})
                for sheet in group:
                    page = book.add_worksheet(f"แผ่น {len(book.worksheets()) + 1}")
                    for r, cells in enumerate(lay_out(rng, sheet)):
                        for c, cell in enumerate(cells):
                            if isinstance(cell, date):
                                page.write_datetime(r, c, cell, day)
                            elif isinstance(cell, str):
                                page.write_string(r, c, cell)
                            elif cell is not None:
                                page.write_number(r, c, cell)
            paths.append(path)
        return paths
    for n, sheet in enumerate(order):
        out = io.StringIO()
        csv.writer(out).writerows([["" if c is None else c for c in cells] for cells in lay_out(rng, sheet)])
        text = out.getvalue().replace("✓", "Y")
        path = folder / f"register{n}.csv"
        path.write_bytes(text.encode({"csv": "utf-8", "csv-bom": "utf-8-sig", "csv-cp874": "cp874"}[kind]))
        paths.append(path)
    return paths

"""Files that leave: Excel opens them right, nothing in them runs, and they say what they are."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal

from openpyxl import load_workbook

from dashboard.ui.download import csv_bytes, xlsx_bytes

HEADINGS = {"name": "อำเภอ", "value": "ค่า"}
ROWS = [
    {"name": "=cmd|' /C calc'!A0", "value": -1.5},
    {"name": "ภูเวียง", "value": None},
    {"name": "@x", "value": Decimal(2)},
]


def test_csv_has_the_mark_and_no_formulas() -> None:
    data = csv_bytes(HEADINGS, ROWS)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert lines == [["อำเภอ", "ค่า"], ["'=cmd|' /C calc'!A0", "-1.5"], ["ภูเวียง", ""], ["'@x", "2.0"]]


def test_xlsx_keeps_numbers_as_numbers_and_texts_as_texts() -> None:
    book = load_workbook(io.BytesIO(xlsx_bytes(HEADINGS, ROWS, {"พื้นที่": "ขอนแก่น"}, ("ข้อมูล", "คำอธิบาย"))))
    rows = [[cell.value for cell in row] for row in book["ข้อมูล"]]
    assert rows[1] == ["=cmd|' /C calc'!A0", -1.5]
    assert book["ข้อมูล"]["A2"].data_type == "s"
    assert [[c.value for c in row] for row in book["คำอธิบาย"]] == [["พื้นที่", "ขอนแก่น"]]


def test_a_day_is_a_day_in_the_readers_calendar_and_a_yes_is_a_yes() -> None:
    headings = {"on": "วันที่", "at": "เวลา", "done": "เสร็จ", "n": "จำนวน"}
    rows = [{"on": date(2017, 5, 31), "at": datetime(2017, 5, 31, 9, 5), "done": True, "n": Decimal("2.5")}]
    for language, calendar in (("th", "[$-107041E]"), ("en", "[$-809]")):
        book = load_workbook(io.BytesIO(xlsx_bytes(headings, rows, {}, language=language)))
        on, at, done, n = book["1"][2]
        assert (on.value, at.value, done.value, n.value) == (
            datetime(2017, 5, 31),
            datetime(2017, 5, 31, 9, 5),
            True,
            2.5,
        )
        assert on.is_date
        assert on.number_format == f"{calendar}d mmm yyyy"
        assert done.data_type == "b"
        assert book["1"].freeze_panes == "B2"

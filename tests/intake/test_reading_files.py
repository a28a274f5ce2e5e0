"""Opening files: what each really is, and every cell as a person sees it at the place where it stands."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from dashboard.errors import FileUnreadable
from dashboard.intake import gathering
from dashboard.intake import rows as row_by_row
from dashboard.intake.csv_text import delimiter_of
from dashboard.intake.opening import format_of
from dashboard.intake.reading import read_files, read_sheets, read_tables
from dashboard.intake.tables import ColumnSheet, Sheet, Table
from dashboard.messages import LANGUAGES, say
from dashboard.settings import Settings

SETTINGS = Settings()
HEADINGS = ["ปีงบประมาณ", "รหัสหมู่บ้าน", "ชื่อหมู่บ้าน", "งบประมาณ (บาท)"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def grid(path: Path, sheet: int = 0) -> list[list[Any]]:
    found = list(read_sheets(path, SETTINGS))[sheet]
    assert isinstance(found, Sheet)
    return [list(row) for row in found.rows]


def refusal(path: Path, settings: Settings = SETTINGS) -> str:
    with pytest.raises(FileUnreadable) as caught:
        read_tables(path, settings)
    assert caught.value.facts["file"] == path.name
    reason = str(caught.value.facts["reason"])
    for language in LANGUAGES:
        assert say(language, f"file.{reason}")
    return reason


def only(path: Path, settings: Settings = SETTINGS) -> Table:
    (table,) = read_files([path], settings).tables
    return table


def workbook(path: Path, rows: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def rewritten(path: Path, part: str, change: Any) -> Path:
    """The same package with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    path.write_bytes(out.getvalue())
    return path


# -- cells of a workbook


def test_cells_are_read_as_a_person_sees_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    bold = CellRichText("บ้าน", TextBlock(InlineFont(b=True), "หนอง"))
    given = [12, 12.5, True, False, "123", "  x ", "ก\nข", "'x", bold, "   ", "", "\u200b", 1e20]
    sheet.append([None, *given])
    path = tmp_path / "a.xlsx"
    book.save(path)
    shown = [12, 12.5, "TRUE", "FALSE", "123", "  x ", "ก\nข", "'x", "บ้านหนอง", None, None, None, 1e20]
    (row,) = grid(path)
    assert row == [None, *shown]
    assert [type(cell) for cell in row[1:3]] == [int, float]


def test_dates_of_either_era_times_and_durations(tmp_path: Path) -> None:
    given = [datetime(2560, 7, 4), datetime(2017, 7, 4, 17, 0, 38), date(2017, 7, 4), time(10, 5), timedelta(hours=30)]
    path = workbook(tmp_path / "a.xlsx", [given])
    assert grid(path) == [[date(2560, 7, 4), datetime(2017, 7, 4, 17, 0, 38), date(2017, 7, 4), time(10, 5), given[4]]]


def test_dates_counted_from_1904(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_datetime(0, 0, datetime(2017, 7, 4), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_datetime(0, 1, datetime(2017, 7, 4), book.add_format({"num_format": "ว/ด/ปปปป"}))
    assert grid(path) == [[date(2017, 7, 4), date(2017, 7, 4)]]


@pytest.mark.parametrize(
    "code", ["ว/ด/ปปปป", "ว ดดด ปป", "[$-D07041E]d mmm yyyy", "[$-107041E]d mmm yy;@", "d/mm/bbbb"]
)
def test_thai_date_formats_are_dates(tmp_path: Path, code: str) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_number(0, 0, 43000, book.add_format({"num_format": code}))
        sheet.write_number(1, 0, 43000, book.add_format({"num_format": '#,##0 "วัน"'}))
    assert grid(path) == [[date(2017, 9, 22)], [43000]]


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("0%", 0.85, 85),
        ("0.00%", 0.07, 7),
        ("0%", 0.8512, 85.12),
        ("0.0%;[Red]-0.0%", 1.005, 100.5),
        ('0.0"%"', 85, 85),
        (r"0\%", 85, 85),
        ("General", 0.85, 0.85),
        ("0%", "85%", "85%"),
        ("0%", 1 / 3, float(Decimal(repr(1 / 3)) * 100)),
    ],
)
def test_percent_cells_are_read_as_displayed(tmp_path: Path, code: str, value: Any, shown: Any) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(2, 1, value, book.add_format({"num_format": code}))
        sheet.write(3, 1, 0.5)
    assert grid(path) == [[None, None], [None, None], [None, shown], [None, 0.5]]


def test_percents_of_a_sheet_whose_cells_do_not_say_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, [0.5, 0.25], book.add_format({"num_format": "0%"}))
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b' r="A1"', b"").replace(b' r="B1"', b""))
    assert grid(path) == [[50, 25]]


def test_percents_of_a_sheet_with_single_quotes(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, [0.5, 0.25], book.add_format({"num_format": "0%"}))

    def single(xml: bytes) -> bytes:
        head, rows = xml.split(b"<sheetData>")
        return head + b"<sheetData>" + rows.replace(b'"', b"'")

    rewritten(path, "xl/worksheets/sheet1.xml", single)
    assert grid(path) == [[50, 25]]


def test_formulas_show_their_counted_value_and_errors_their_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, '="ก"', None, "ก")
        sheet.write_formula(0, 2, "=NA()", None, "#N/A")
        sheet.write_formula(0, 3, "=TRUE()", None, True)
        sheet.write_formula(0, 4, '=""', None, "")
        sheet.write_formula(1, 5, "=1/0", None, "#DIV/0!")
    # as Excel writes a formula that gives an empty text
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="E1"', b'r="E1" t="str"'))
    assert grid(path) == [[2, "ก", "#N/A", "TRUE", None, None], [None, None, None, None, None, "#DIV/0!"]]


def test_a_formula_nobody_has_counted_is_shown_and_not_lost(tmp_path: Path) -> None:
    assert grid(workbook(tmp_path / "a.xlsx", [[1, "=A1+1", 2]])) == [[1, "=A1+1", 2]]


def test_rows_keep_their_number_and_merged_ranges_their_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B3"] = "วันที่"
    sheet.merge_cells("B3:C4")
    book.save(tmp_path / "a.xlsx")
    (found,) = read_sheets(tmp_path / "a.xlsx", SETTINGS)
    assert isinstance(found, Sheet)
    assert [row.count(None) == len(row) for row in found.rows][:3] == [True, True, False]
    assert {r: {c: text for c, (_, text) in cells.items()} for r, cells in found.merged.items()} == {
        r: {1: "วันที่", 2: "วันที่"} for r in (2, 3)
    }


def test_hidden_sheets_are_read_and_chart_sheets_are_not(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "ก"
    for state in ("hidden", "veryHidden"):
        book.create_sheet(state)["A1"] = state
        book[state].sheet_state = state
    book.create_chartsheet("กราฟ")
    book.save(tmp_path / "a.xlsx")
    assert [s.name for s in read_sheets(tmp_path / "a.xlsx", SETTINGS)] == ["ก", "hidden", "veryHidden"]


def test_a_macro_workbook_is_read_for_its_values(tmp_path: Path) -> None:
    assert grid(workbook(tmp_path / "a.xlsm", [["x"]])) == [["x"]]


# -- files that are refused


def test_an_old_excel_file_is_refused_whatever_its_name(tmp_path: Path) -> None:
    for name in ("a.xls", "b.xlsx"):
        (tmp_path / name).write_bytes(OLE + b"\0" * 2000)
        assert refusal(tmp_path / name) == "old_xls"
    workbook(tmp_path / "c.xlsx", [["x"]]).rename(tmp_path / "c.xls")
    assert refusal(tmp_path / "c.xls") == "old_xls"


def test_a_locked_workbook_is_told_apart_from_an_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLE + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le"))
    assert refusal(path) == "encrypted"


@pytest.mark.parametrize(
    "start", ["<html><table>", "\n <!DOCTYPE html>", "<?xml version='1.0'?><Workbook>", "\ufeff<table>"]
)
@pytest.mark.parametrize("name", ["a.xls", "a.xlsx"])
def test_a_web_page_named_like_a_workbook(tmp_path: Path, name: str, start: str) -> None:
    (tmp_path / name).write_text(start, encoding="utf-8")
    assert refusal(tmp_path / name) == "html"


def test_other_things_named_like_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"a,b,c")
    assert refusal(path) == "not_a_workbook"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    assert refusal(path) == "not_a_workbook"
    path.write_bytes(b"")
    assert refusal(path) == "empty"


@pytest.mark.parametrize("keep", [0.3, 0.9, 0.99])
def test_a_workbook_that_was_cut_off(tmp_path: Path, keep: float) -> None:
    path = workbook(tmp_path / "a.xlsx", [["x"] * 20] * 50)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    assert refusal(path) == "broken"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_workbook_with_damaged_xml(tmp_path: Path, part: str) -> None:
    path = rewritten(workbook(tmp_path / "a.xlsx", [["x"]]), part, lambda xml: xml[: len(xml) // 2])
    assert refusal(path) == "broken"


def test_a_workbook_with_damaged_bytes(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[f"{r}-{c}" for c in range(20)] for r in range(200)])
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        start = package.getinfo("xl/worksheets/sheet1.xml").header_offset
    data[start + 200 : start + 260] = b"\x55" * 60
    path.write_bytes(bytes(data))
    assert refusal(path) == "broken"


def test_a_zip_bomb_and_a_boundless_sheet_are_not_unpacked(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["x"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/x.bin", b"\0" * (3 * 1024 * 1024))
    assert refusal(path, Settings(unpacked_mb=2)) == "too_large"
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["XFD1048576"] = 1
    book.save(tmp_path / "b.xlsx")
    assert refusal(tmp_path / "b.xlsx") == "too_large"
    rewritten(tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"XFD1048576", b"B99999999"))
    assert refusal(tmp_path / "b.xlsx") == "too_large"
    book.active["XFD1048576"] = None
    book.active["XFD3"] = 1
    book.save(tmp_path / "c.xlsx")
    assert grid(tmp_path / "c.xlsx")[2][16383] == 1, "cells that are only formatted do not count"


def test_limits_on_bytes_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n" * 300_000)
    assert refusal(path, Settings(upload_mb=1)) == "too_large"
    assert refusal(path, Settings(csv_rows=100)) == "too_large"
    assert refusal(workbook(tmp_path / "a.xlsx", [["x"]] * 11), Settings(sheet_rows=10)) == "too_large"
    pq.write_table(pa.table({"a": range(11)}), tmp_path / "a.parquet")
    assert refusal(tmp_path / "a.parquet", Settings(csv_rows=10)) == "too_large"


def test_files_of_other_kinds_or_missing(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(b"PK\x03\x04")
    assert refusal(tmp_path / "a.odt") == "unknown_format"
    assert refusal(tmp_path / "none.xlsx") == "not_found"
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04")
    assert refusal(tmp_path / "a.zip") == "packed"
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no")
    assert refusal(tmp_path / "a.parquet") == "broken"
    (tmp_path / "b.parquet").write_bytes(b"a,b")
    assert refusal(tmp_path / "b.parquet") == "broken"
    (tmp_path / "a.csv").write_bytes(b"PK\x03\x04")
    assert refusal(tmp_path / "a.csv") == "not_text"
    (tmp_path / "b.csv").write_bytes(b"<html><table>")
    assert refusal(tmp_path / "b.csv") == "html"
    assert format_of(workbook(tmp_path / "A.XLSX", [["x"]]), "A.XLSX", SETTINGS) == "xlsx"


# -- csv


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "tis-620", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_delimiter_and_line_end(tmp_path: Path, encoding: str, delimiter: str, end: str) -> None:
    rows = [HEADINGS, ["2560", "39040107", "บ้านหนองน้ำคำ", '"1,000; บาท"'], ["", " ", "", ""], ["2561", "x", "", ""]]
    text = end.join(delimiter.join(row) for row in rows)
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    last = ["1", "000; บาท"] if delimiter == "" else ["1,000; บาท"]
    assert grid(tmp_path / "a.csv") == [
        HEADINGS,
        ["2560", "39040107", "บ้านหนองน้ำคำ", *last],
        [None] * 4,
        ["2561", "x", None, None],
    ]


def test_bytes_that_are_neither_utf8_nor_cp874(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("ชื่อ,".encode("cp874") + b"\xff\xfe\xdb")
    assert refusal(tmp_path / "a.csv") == "encoding"


def test_a_row_of_a_csv_is_a_record(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b'a,"x\ny\nz"\n\n"q",\0r\n')
    assert grid(tmp_path / "a.csv") == [["a", "x\ny\nz"], [], ["q", "r"]]


def test_a_quote_that_never_closes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b'a,b\n1,"' + b"x,2\n" * 100_000)
    assert refusal(tmp_path / "a.csv") == "csv_quotes"


@pytest.mark.parametrize(
    ("lines", "delimiter"),
    [
        ([], ","),
        (["one column"], ","),
        (["ทะเบียน, ปี 2560", "a;b;c", "1;2,5;3", "1;2,5;3"], ";"),
        (["a,b,c", "1,x;y,3", "1,x,3"], ","),
        (["a\tb", "1,5\t2", "1\t2"], "\t"),
        (["sep=;", "a,b;c"], ";"),
        (["อำเภอ;ค่า;ปี", "a,b;1,5;2,5", "a,b;1,5;2,5", "a,b;1,5;2,5"], ";"),
    ],
)
def test_the_delimiter_is_the_one_that_fits_the_most_lines(lines: list[str], delimiter: str) -> None:
    assert delimiter_of([line + "\n" for line in lines]) == delimiter


# -- parquet


def test_parquet_cells_are_the_values_a_spreadsheet_would_hold(tmp_path: Path) -> None:
    frame = pa.table(
        {
            "ปีงบประมาณ": pa.array([2560, 2561, None, None], pa.int16()),
            "รหัสหมู่บ้าน": pa.array(["39040107", None, " ", None]).dictionary_encode(),
            "ชื่อหมู่บ้าน": pa.array(["ก", "ข", "รวม", None], pa.large_string()),
            "งบประมาณ": pa.array([1.0, float("nan"), 2.5, None]),
            "officer": pa.array([True, None, False, None]),
            "households_total": pa.array([Decimal("3.00"), None, None, None], pa.decimal128(9, 2)),
            "latitude": pa.array([datetime(2017, 7, 4, 1), None, None, None], pa.timestamp("ns", tz="Asia/Bangkok")),
            "longitude": pa.array([date(2560, 7, 4), None, None, None], pa.date32()),
        }
    )
    pq.write_table(frame, tmp_path / "a.parquet")
    table = only(tmp_path / "a.parquet")
    assert table.register == "villages"
    assert table.rows.tolist() == [2, 3]
    assert table.skipped == {"heading": 1, "total": 1}
    first = {name: cells[0] for name, cells in table.columns.items()}
    assert first.pop("latitude").replace(tzinfo=None) == datetime(2017, 7, 4, 8)
    assert first == {
        "fiscal_year": 2560,
        "village_code": "39040107",
        "village_name": "ก",
        "budget_baht": 1,
        "officer": "TRUE",
        "households_total": 3,
        "longitude": date(2560, 7, 4),
    }
    assert type(first["fiscal_year"]) is int
    assert all(cell is None for cell in (table.columns[c][1] for c in ("village_code", "budget_baht", "officer")))
    assert set(table.columns["village_code"].codes) == {0, -1}


def test_an_empty_parquet_and_one_without_a_register(tmp_path: Path) -> None:
    pq.write_table(pa.table({h: pa.array([], pa.string()) for h in HEADINGS}), tmp_path / "a.parquet")
    table = only(tmp_path / "a.parquet")
    assert (len(table.rows), table.skipped) == (0, {"heading": 1})
    pq.write_table(pa.table({"x": [1]}), tmp_path / "b.parquet")
    assert read_files([tmp_path / "b.parquet"], SETTINGS).ignored_sheets == (("b.parquet", "", "no_table"),)
    assert isinstance(next(read_sheets(tmp_path / "b.parquet", SETTINGS)), ColumnSheet)


# -- files and folders


def test_folders_are_read_through_all_levels_and_a_bad_file_stops_no_other(tmp_path: Path) -> None:
    deep = tmp_path / "ก" / "ข"
    deep.mkdir(parents=True)
    good = workbook(deep / "a.xlsx", [HEADINGS, [2560, "39040107", "ก", 1]])
    (deep / "~$a.xlsx").write_bytes(b"lock")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    (tmp_path / "readme.txt").write_bytes(b"x")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "old.xls").write_bytes(OLE)
    result = read_files([tmp_path, good, tmp_path / "none.csv"], SETTINGS)
    assert [t.file for t in result.tables] == ["ก/ข/a.xlsx"]
    assert result.files == (("ก/ข/a.xlsx", good.stat().st_size, hashlib.sha256(good.read_bytes()).hexdigest()),)
    assert result.ignored_sheets == (("readme.txt", "", "other_format"),)
    assert [(p.facts["file"], p.facts["reason"]) for p in result.problems] == [
        ("broken.xlsx", "broken"),
        ("old.xls", "old_xls"),
        ("none.csv", "not_found"),
    ]


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    paths = []
    for folder in ("ก", "ข"):
        (tmp_path / folder).mkdir()
        paths.append(workbook(tmp_path / folder / "a.xlsx", [HEADINGS, [2560, "39040107", "ก", 1]]))
    assert [t.file for t in read_files(paths, SETTINGS).tables] == [p.as_posix() for p in paths]


def test_a_file_that_turns_out_broken_halfway_leaves_nothing_behind(tmp_path: Path) -> None:
    text = ",".join(HEADINGS) + "\n2560,39040107,ก,1\n" + '"' + "x,1\n" * 100_000
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    result = read_files([tmp_path / "a.csv"], SETTINGS)
    assert (result.tables, result.files) == ((), ())
    assert result.problems[0].facts["reason"] == "csv_quotes"


def test_a_large_csv_is_read_in_pieces_with_the_same_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [",".join(HEADINGS)] + [f"2560,{39040000 + i},บ้าน{i % 7},{i}" for i in range(500)]
    lines[250:250] = ["", ",".join(HEADINGS), "รวม,,,9"]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    whole = only(tmp_path / "a.csv")
    for module in (row_by_row, gathering):
        monkeypatch.setattr(module, "_AT_ONCE", 7)
    pieces = only(tmp_path / "a.csv")
    assert pieces.rows.tolist() == whole.rows.tolist() == [i for i in range(2, 505) if i not in (251, 252, 253)]
    assert pieces.skipped == whole.skipped == {"heading": 2, "blank": 1, "total": 1}
    for name, cells in whole.columns.items():
        assert list(pieces.columns[name]) == list(cells)

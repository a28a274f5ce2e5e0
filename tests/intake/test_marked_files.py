"""The file that came in comes back with its bad cells marked, all else as it was, and goes in when it is corrected."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from shutil import copytree

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from dashboard.intake.fixing import Fix
from dashboard.intake.importing import Signed, import_tables, read_for
from dashboard.intake.marked_notes import AUTHOR
from dashboard.intake.marking import with_reasons
from dashboard.intake.report import ImportReport
from dashboard.settings import Settings
from dashboard.store import Store

SETTINGS = Settings(today=date(2017, 6, 30))
HEADINGS = ["ลำดับที่", "ปีงบประมาณ", "รหัสหมู่บ้าน", "ชื่อหมู่บ้าน", "งบประมาณ (บาท)", "หมายเหตุ"]
GROUND = "FFFBE3DC"


def office_workbook(path: Path) -> Path:
    """Two sheets with titles, widths, a hidden column and sheet, formulas, a picture, a note, a validation."""
    with xlsxwriter.Workbook(path) as book:
        head = book.add_format({"bold": True, "bg_color": "#DDEEFF", "border": 1})
        money = book.add_format({"num_format": "#,##0.00", "bg_color": "#FFFF00"})
        page = book.add_worksheet("หมู่บ้าน")
        page.merge_range(0, 0, 0, 5, "ทะเบียนหมู่บ้าน <ก> & ข", book.add_format({"font_size": 20}))
        for c, text in enumerate(HEADINGS):
            page.write(2, c, text, head)
        for i in range(6):
            page.write_number(3 + i, 0, i + 1)
            page.write(3 + i, 1, 2560)
            page.write(3 + i, 2, f"3904010{i + 1}" if i != 2 else "99999999")
            page.write(3 + i, 3, f"บ้าน {i}" if i != 4 else "")
            page.write_formula(3 + i, 4, f"=A{4 + i}*1000", money, (i + 1) * 1000)
        page.write(4, 4, "แปดพัน", money)
        page.write_comment(6, 3, "ของเดิม", {"author": "นายเก่า"})
        page.set_column(2, 2, 33)
        page.set_column(5, 5, None, None, {"hidden": True})
        page.set_row(8, 40)
        page.data_validation(3, 1, 20, 1, {"validate": "list", "source": ["2560", "2561"]})
        page.freeze_panes(3, 1)
        page.autofilter(2, 0, 8, 5)
        page.insert_image(10, 1, "dot.png", {"image_data": _dot()})
        book.add_worksheet("ซ่อน").hide()
        book.define_name("ปี", "=หมู่บ้าน!$B$4")
    return path


def _dot() -> object:
    import base64
    import io

    text = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    return io.BytesIO(base64.b64decode(text))


def returned(store: Store, path: Path, out: Path) -> tuple[ImportReport, Path]:
    """The report of a dry run, and the file that comes back."""
    found = read_for(store, [path], SETTINGS)
    report = import_tables(found, store, SETTINGS, dry_run=True)
    data = with_reasons(path, path.name, found.tables, report.refused, "th")
    assert data is not None
    out.write_bytes(data)
    return report, out


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_only_bad_cells_and_the_reasons_differ(store: Store, tmp_path: Path) -> None:
    path = office_workbook(tmp_path / "ทะเบียน.xlsx")
    report, back = returned(store, path, tmp_path / "back.xlsx")
    assert {r.row for r in report.refused} == {5, 6, 8}
    old, new = (openpyxl.load_workbook(p)["หมู่บ้าน"] for p in (path, back))
    bad = {"E5", "C6", "D8"}
    for line in old.iter_rows(max_col=6):
        for cell in line:
            other = new[cell.coordinate]
            assert other.value == cell.value
            assert other.number_format == cell.number_format
            assert repr(other.font) == repr(cell.font)
            ground = GROUND if cell.coordinate in bad else cell.fill.fgColor.rgb
            assert other.fill.fgColor.rgb == ground
    assert [new.cell(r, 7).value for r in (3, 4, 7)] == ["เหตุผลที่ไม่รับ", None, None]
    assert str(new["G5"].value).startswith("งบประมาณ (บาท): อ่าน “แปดพัน” เป็นตัวเลขไม่ได้")
    assert str(new["G8"].value).startswith("ชื่อหมู่บ้าน: ไม่ได้กรอก")
    assert {c.coordinate: c.comment.author for line in new.iter_rows() for c in line if c.comment} == {
        "D7": "นายเก่า", "E5": AUTHOR, "C6": AUTHOR, "D8": AUTHOR,
    }  # fmt: skip
    assert new.column_dimensions["C"].width == old.column_dimensions["C"].width
    assert new.column_dimensions["F"].hidden
    assert new.row_dimensions[9].height == old.row_dimensions[9].height == 39.75
    assert (new.freeze_panes, new.auto_filter.ref) == ("B4", "A3:F9")
    assert len(new.data_validations.dataValidation) == 1


def test_every_other_part_is_byte_for_byte_the_same(store: Store, tmp_path: Path) -> None:
    path = office_workbook(tmp_path / "ทะเบียน.xlsx")
    _, back = returned(store, path, tmp_path / "back.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(back) as new:
        differ = {name for name in old.namelist() if new.read(name) != old.read(name)}
        assert new.testzip() is None
        assert len(new.namelist()) == len(set(new.namelist()))
    assert differ == {
        "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip


def test_corrected_and_dropped_in_again_it_is_accepted_and_the_rest_unchanged(store: Store, tmp_path: Path) -> None:
    path = office_workbook(tmp_path / "ทะเบียน.xlsx")
    found = read_for(store, [path], SETTINGS)
    assert import_tables(found, store, SETTINGS).registers[0].new == 3
    _, back = returned(store, path, tmp_path / "back.xlsx")
    _correct(back, {"E5": 8000, "C6": "39040103", "D8": "บ้านสี่"})
    again = read_for(store, [back], SETTINGS)
    assert again.tables[0].ignored_columns == ("หมายเหตุ",)
    (report,) = import_tables(again, store, SETTINGS).registers
    assert (report.read, report.new, report.unchanged, report.rejected) == (6, 3, 3, 0)


def test_a_second_round_takes_the_marks_of_the_first_away(store: Store, tmp_path: Path) -> None:
    path = office_workbook(tmp_path / "ทะเบียน.xlsx")
    _, first = returned(store, path, tmp_path / "first.xlsx")
    _correct(first, {"E5": 8000, "C6": "39040103"})
    report, second = returned(store, first, tmp_path / "second.xlsx")
    assert {r.row for r in report.refused} == {8}
    page = openpyxl.load_workbook(second)["หมู่บ้าน"]
    marked = {c.coordinate for line in page.iter_rows() for c in line if c.fill.fgColor.rgb == GROUND}
    assert marked == {"D8"}
    assert page["E5"].fill.fgColor.rgb == "FFFFFF00"  # as it was
    assert [page.cell(r, 7).value is not None for r in range(3, 10)] == [True, False, False, False, False, True, False]
    assert page.max_column == 7
    assert {c.coordinate for line in page.iter_rows() for c in line if c.comment} == {"D7", "D8"}


def _correct(path: Path, values: dict[str, object]) -> None:
    """What an officer does in Excel; the counted values of formulas are kept, as Excel would."""
    counted = openpyxl.load_workbook(path, data_only=True)
    book = openpyxl.load_workbook(path)
    for line in book["หมู่บ้าน"].iter_rows():
        for cell in line:
            if cell.data_type == "f":
                cell.value = counted["หมู่บ้าน"][cell.coordinate].value
    for place, value in values.items():
        book["หมู่บ้าน"][place].value = value
    book.save(path)


def test_a_workbook_that_openpyxl_wrote_without_notes(store: Store, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["ปีงบประมาณ", "รหัสหมู่บ้าน", "ชื่อหมู่บ้าน"])
    page.append([2560, "39040101", "บ้านหนึ่ง"])
    page.append(["สองพัน", "39040102", None])
    page["A3"].fill = PatternFill("solid", fgColor="FF00FF00")
    path = tmp_path / "plain.xlsx"
    book.save(path)
    _, back = returned(store, path, tmp_path / "back.xlsx")
    new = openpyxl.load_workbook(back).active
    assert {c.coordinate for line in new.iter_rows() for c in line if c.fill.fgColor.rgb == GROUND} == {"A3", "C3"}
    assert isinstance(new["C3"].comment, Comment)
    assert new["D3"].value


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ","), ("cp874", ";"), ("utf-8", "\t"), ("utf-16", ",")]
)
def test_a_csv_keeps_its_encoding_and_delimiter(store: Store, tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = ["ทะเบียน", "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน", "2560,39040101,บ้านหนึ่ง", 'ไม่มี,39040102,"บ้าน ""สอง"""']
    path = tmp_path / "ก.csv"
    path.write_bytes(("\r\n".join(lines) + "\r\n").replace(",", delimiter).encode(encoding))
    report, back = returned(store, path, tmp_path / "back.csv")
    assert len(report.refused) == 1
    text = back.read_bytes().decode(encoding)
    found = text.split("\r\n")
    assert found[:3] == [lines[0], (lines[1] + ",เหตุผลที่ไม่รับ").replace(",", delimiter), lines[2].replace(",", delimiter)]
    assert "เป็นปีไม่ได้" in found[3]
    back.write_bytes(text.replace("ไม่มี", "2560", 1).encode(encoding))
    report, third = returned(store, back, tmp_path / "third.csv")
    assert (report.n_rejected, report.registers[0].new, report.registers[0].ignored_columns) == (0, 2, ())
    assert "เป็นปีไม่ได้" not in third.read_bytes().decode(encoding)


@pytest.fixture(scope="module")
def stored_villages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which the office's workbook, but for its bad rows, is stored."""
    folder = tmp_path_factory.mktemp("stored")
    store = Store(folder / "store")
    import_tables(read_for(store, [office_workbook(folder / "ก.xlsx")], SETTINGS), store, SETTINGS)
    return store.folder


ROWS, BAD = (
    12,
    {"B": ("สองพัน", "2999", None), "C": ("99999999", "3904", None, "ก"), "D": (None,), "E": ("x", -5, "=1/0")},
)


@given(st.dictionaries(st.tuples(st.integers(4, 3 + ROWS), st.sampled_from("BCDE")), st.integers(0, 9), max_size=14))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_bad_comes_back_and_is_accepted_once_it_is_right(
    stored_villages: Path, tmp_path_factory: pytest.TempPathFactory, bad: dict[tuple[int, str], int]
) -> None:
    folder = tmp_path_factory.mktemp("round")
    store = Store(Path(copytree(stored_villages, folder / "store")))
    book = openpyxl.Workbook()
    page = book.active
    page.title = "หมู่บ้าน"
    page.append(["ทะเบียน"])
    page.append([])
    page.append(HEADINGS)
    right: dict[str, object] = {}
    for i in range(ROWS):
        page.append([i + 1, 2560, f"390401{i + 1:02}", f"บ้าน {i}", i * 1000, None])
    for (row, column), n in bad.items():
        right[f"{column}{row}"] = page[f"{column}{row}"].value
        page[f"{column}{row}"].value = BAD[column][n % len(BAD[column])]
    path = folder / "ก.xlsx"
    book.save(path)
    report, back = returned(store, path, folder / "back.xlsx")
    assert {r.row for r in report.refused} == {row for row, _ in bad}
    _correct(back, right)
    found = read_for(store, [back], SETTINGS)
    (corrected,) = import_tables(found, store, SETTINGS, dry_run=True).registers
    assert (corrected.read, corrected.rejected) == (ROWS, 0)
    book = openpyxl.load_workbook(back)
    assert [[c.value for c in line] for line in book["หมู่บ้าน"].iter_rows(min_row=4, max_col=6)] == [
        [i + 1, 2560, f"390401{i + 1:02}", f"บ้าน {i}", i * 1000, None] for i in range(ROWS)
    ]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_what_was_put_right_before_is_right_in_the_file_that_comes_back(
    store: Store, tmp_path: Path, suffix: str
) -> None:
    rows: list[list[object]] = [
        ["ปีงบประมาณ", "รหัสหมู่บ้าน", "ชื่อหมู่บ้าน", "งบประมาณ (บาท)"],
        ["ปี 256O", "39040101", "บ้านหนึ่ง", "5O,000"],
        [2560, "39040102", None, 1000],
    ]
    path = tmp_path / f"ก{suffix}"
    if suffix == ".csv":
        path.write_text("\n".join(",".join(f'"{c or ""}"' for c in row) for row in rows), encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    found = read_for(store, [path], SETTINGS)
    sheet = found.tables[0].sheet
    at = ("villages", path.name, sheet, 2)
    fixes = [Fix(*at, "fiscal_year", 2560), Fix(*at, "budget_baht", 50000), Fix(*at[:3], 99, "budget_baht", 1)]
    report = import_tables(found, store, SETTINGS, signed=Signed(fixes=fixes))
    assert [row.row for row in report.refused] == [3]
    data = with_reasons(path, path.name, found.tables, report.refused, "th", fixes)
    assert data is not None
    back = tmp_path / f"back{suffix}"
    back.write_bytes(data)
    (again,) = import_tables(read_for(store, [back], SETTINGS), store, SETTINGS, dry_run=True).registers
    assert (again.read, again.unchanged, again.rejected) == (2, 1, 1)

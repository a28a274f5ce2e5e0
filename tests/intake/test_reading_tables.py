"""Recognising tables: headings as offices write them, and every row data or skipped for a reason."""

from __future__ import annotations

import csv
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.intake.headings import is_never_stored, is_ticked, meanings, plain_spellings
from dashboard.intake.reading import read_files
from dashboard.intake.tables import Table
from dashboard.persons import MASKED_ID
from dashboard.registers import EXAMPLE_ROW, REGISTERS
from dashboard.settings import Settings

Grid = list[list[Any]]
PLACE = ["จังหวัด", "อำเภอ", "ตำบล", "หมู่ที่"]
SAGE = [*PLACE, "ชื่อ-สกุล", "บทบาท"]
SOMEBODY = ["เลย", "เมืองเลย", "กุดป่อง", 3, "บุญมี คำดี", "วิทยากร"]
VILLAGE = ["ปีงบประมาณ", "รหัสหมู่บ้าน", "ชื่อหมู่บ้าน"]
A_VILLAGE = [2560, 39040107, "บ้านหนอง"]


def read_grid(tmp_path: Path, grid: Grid, merged: tuple[str, ...] = ()) -> list[Table]:
    book = openpyxl.Workbook()
    for r, row in enumerate(grid, start=1):
        for c, cell in enumerate(row, start=1):
            book.active.cell(r, c).value = cell
    for cells in merged:
        book.active.merge_cells(cells)
    book.save(tmp_path / "a.xlsx")
    return list(read_files([tmp_path / "a.xlsx"], Settings()).tables)


def read_csv(tmp_path: Path, grid: Grid) -> list[Table]:
    with (tmp_path / "a.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["" if cell is None else cell for cell in row] for row in grid])
    return list(read_files([tmp_path / "a.csv"], Settings()).tables)


def one(tables: list[Table]) -> Table:
    (table,) = tables
    return table


# -- spellings


@pytest.mark.parametrize("register", REGISTERS, ids=lambda r: r.name)
def test_every_spelling_means_its_column(register: Any) -> None:
    for column in register.columns:
        for heading in (*column.headings, column.name) if column.headings else ():
            assert meanings(heading)[register.name] == column.name
    assert "is_fiscal_year" not in meanings("is_fiscal_year").values()


@pytest.mark.parametrize(
    ("heading", "register", "column"),
    [
        ("รายได้ครัวเรือน(บาท/ปี)*", "incomes", "income_baht"),
        ("รายได้ครัวเรือน\n(บาท/ปี)", "incomes", "income_baht"),
        ("  รายได้ครัวเรือน (บาท ต่อ ปี)", "incomes", "income_baht"),
        ("งบประมาณ", "villages", "budget_baht"),
        ("งบประมาณที่ได้รับจัดสรร (บาท)", "villages", "budget_baht"),
        ("จํานวน", "materials", "quantity"),
        ("จำา นวน", "materials", "quantity"),
        ("จำ านวนสมาชิก", "groups", "members"),
        ("จ านวนสมาชิก", "groups", "members"),
        ("ชื่อ - สกุล", "officers", "full_name"),
        ("ชื่อ–สกุล", "sages", "full_name"),
        ("Village Code", "villages", "village_code"),
        ("FISCAL_YEAR", "villages", "fiscal_year"),
        ("group", "households", "group_name"),
        ("รหัสหมู่บ้าน ๘ หลัก", "villages", "village_code"),
        ("จังหวัด\nProvince", "villages", "province"),
        ("อ.", "villages", "district"),
        ("ม.", "villages", "moo"),
        ("ครัวเรือนเป้าหมาย (✓)", "households", "target"),
        ("ครัวเรือนเป้าหมาย ✓", "households", "target"),
        ("ครัวเรือนเป้าหมาย (ทำเครื่องหมาย ✓)", "households", "target"),
        ("ครัวเรือนเป้าหมาย ขีดถูก", "households", "target"),
        ("วันที่ขึ้นทะเบียน (OTOP)", "groups", "otop_registered_on"),
    ],
)
def test_spellings_in_use_are_known(heading: str, register: str, column: str) -> None:
    assert meanings(heading).get(register) == column


@pytest.mark.parametrize("heading", ["ชื่อ-สกุล\nผู้รับผิดชอบ", "วันที่ลงนาม", "รวม", "(✓)", "", "หมายเหตุ", "ชื่อ", "ก" * 500])
def test_other_headings_mean_nothing(heading: str) -> None:
    assert not meanings(heading)


def test_citizen_ids_and_ticks_are_seen() -> None:
    for heading in ("เลขประจำตัวประชาชน (13 หลัก)", "เลขที่บัตรประจำตัวประชาชน", "Citizen ID", "เลข ปชช.", "CID",
                    "เลขประจําตัวประชาชนของหัวหน้าครัวเรือน"):  # fmt: skip
        assert is_never_stored(heading), heading
    assert not any(is_never_stored(h) for h in plain_spellings() if "ประชาชน" not in h and "id" not in h)
    assert is_ticked("เป้าหมาย (✔)")
    assert is_ticked("กาเครื่องหมาย")
    assert not is_ticked("ครัวเรือนเป้าหมาย")


# -- headings


def test_titles_row_numbers_and_unknown_columns_around_a_table(tmp_path: Path) -> None:
    grid = [
        ["ทะเบียนปราชญ์"],
        [],
        ["ลำดับที่", *SAGE, "หมายเหตุ", "หมายเหตุ"],
        [1, *SOMEBODY, "ก", "ข"],
    ]
    for table in (one(read_grid(tmp_path, grid)), one(read_csv(tmp_path, grid))):
        assert table.register == "sages"
        assert table.rows.tolist() == [4]
        assert table.skipped == {"title": 1, "blank": 1, "heading": 1}
        assert table.headings["full_name"] == "ชื่อ-สกุล"
        assert table.ignored_columns == ("หมายเหตุ", "หมายเหตุ")
        assert table.raw(0) == {
            "ลำดับที่": "1",
            **dict(zip(SAGE, map(str, SOMEBODY), strict=True)),
            "หมายเหตุ": "ก",
            "หมายเหตุ (2)": "ข",
        }


def test_a_heading_is_told_as_the_file_has_it(tmp_path: Path) -> None:
    head = ["ปี งบประมาณ", " รหัส\nหมู่บ้าน*", "ชื่อหมู่บ้าน  "]
    assert list(one(read_grid(tmp_path, [head, A_VILLAGE])).headings.values()) == head


def test_a_parent_merged_over_its_children(tmp_path: Path) -> None:
    above = ["ลำดับที่", *SAGE, "วันที่", None, None, "ที่อยู่ติดต่อ", None]
    below = [None] * 7 + ["สำรวจ", "ขึ้นทะเบียน", "ผ่านการอบรม", "โทรศัพท์", "อีเมล"]
    data = [1, *SOMEBODY, "1/1/2560", "2/1/2560", "3/1/2560", "0812345678", "x"]
    merged = ("H2:J2", "K2:L2", *(f"{c}2:{c}3" for c in "ABCDEFG"))
    dates = {"surveyed_on": "วันที่ สำรวจ", "registered_on": "วันที่ ขึ้นทะเบียน", "trained_on": "วันที่ ผ่านการอบรม"}
    grid = [["ทะเบียน"], above, below, data]
    for table in (
        one(read_grid(tmp_path, grid, ("A1:L1", *merged))),
        one(read_grid(tmp_path, grid)),
        one(read_csv(tmp_path, grid)),
    ):
        assert table.rows.tolist() == [4]
        assert table.skipped == {"title": 1, "heading": 2}
        assert {k: table.headings[k] for k in dates} == dates
        assert table.headings["phone"] == "โทรศัพท์"
        assert list(table.columns["trained_on"]) == ["3/1/2560"]
        assert table.ignored_columns in (("ที่อยู่ติดต่อ อีเมล",), ("อีเมล",))  # unmerged, the parent is a guess


def test_only_a_parent_in_its_first_line(tmp_path: Path) -> None:
    above = [None] * 6 + ["วันที่", None]
    below = [*SAGE, "สำรวจ", "ขึ้นทะเบียน"]
    table = one(read_grid(tmp_path, [above, below, [*SOMEBODY, "1/1/2560", "2/1/2560"]], ("G1:H1",)))
    assert table.headings["surveyed_on"] == "วันที่ สำรวจ"
    assert table.skipped == {"heading": 2}


def test_headings_broken_over_two_and_three_lines(tmp_path: Path) -> None:
    lines = [
        ["ลำดับ", "จังหวัด", "อำเภอ", "ตำบล", "หมู่", "ชื่อ-", "บทบาท", "วันที่ผ่าน", "วันที่"],
        ["ที่", None, None, None, "ที่", "สกุล", None, "การอบรม", "ขึ้น"],
        [None] * 8 + ["ทะเบียน"],
    ]
    table = one(read_csv(tmp_path, [*lines, [1, *SOMEBODY, "1/1/2560", "2/1/2560"]]))
    assert table.rows.tolist() == [4]
    assert table.skipped == {"heading": 3}
    assert table.headings["full_name"] == "ชื่อ- สกุล"
    assert table.headings["registered_on"] == "วันที่ ขึ้น ทะเบียน"
    assert table.ignored_columns == ()


def test_vertical_merges_below_a_single_line_are_part_of_the_heading(tmp_path: Path) -> None:
    table = one(read_grid(tmp_path, [VILLAGE, [], A_VILLAGE], ("A1:A2", "B1:B2", "C1:C2")))
    assert (table.rows.tolist(), table.skipped) == ([3], {"heading": 2})


@pytest.mark.parametrize(
    "line", [["(1)", "(2)", "(3)", "(4)"], [1, 2, 3, 4], ["๑", "๒", "๓", "๔"], [None, None, None, "(บาท)"]]
)
def test_a_line_of_units_or_column_numbers_belongs_to_the_heading(tmp_path: Path, line: list[Any]) -> None:
    table = one(read_csv(tmp_path, [[*VILLAGE, "งบประมาณ"], line, [*A_VILLAGE, 5]]))
    assert (table.rows.tolist(), table.skipped) == ([3], {"heading": 2})


def test_group_titles_above_the_real_headings_are_titles(tmp_path: Path) -> None:
    grid = [["ที่ตั้ง", None, None, None, "บุคคล", None], SAGE, SOMEBODY]
    table = one(read_grid(tmp_path, grid, ("A1:D1", "E1:F1")))
    assert table.headings["province"] == "จังหวัด"
    assert table.skipped == {"title": 1, "heading": 1}


def test_the_first_row_of_data_is_never_swallowed(tmp_path: Path) -> None:
    head = [*SAGE, "รหัส", None]
    data = [*SOMEBODY, "วันที่สำรวจ", "โทรศัพท์"]
    for tables in (read_grid(tmp_path, [SAGE, SOMEBODY]), read_csv(tmp_path, [head, [*SOMEBODY, "ก", "ข"], data])):
        assert one(tables).rows.tolist()[0] == 2


def test_headings_in_two_languages_are_a_heading_and_its_repetition(tmp_path: Path) -> None:
    grid = [VILLAGE, ["fiscal_year", "village_code", "village_name"], A_VILLAGE]
    tables = read_csv(tmp_path, grid)
    assert [t.rows.tolist() for t in tables] in ([[3]], [[], [3]])
    assert sum(t.skipped["heading"] for t in tables) == 2


def test_a_line_of_particulars_is_no_heading(tmp_path: Path) -> None:
    grid = [["จังหวัด", "เลย", "ปีงบประมาณ", 2560, "อำเภอ", "เมืองเลย"], VILLAGE, A_VILLAGE]
    table = one(read_grid(tmp_path, grid))
    assert (table.rows.tolist(), table.skipped) == ([3], {"title": 1, "heading": 1})


@pytest.mark.parametrize(
    ("head", "register"),
    [
        (["ชื่อ-สกุล", "ตำแหน่ง", "จังหวัด", "อำเภอ", "ตำบล", "โทรศัพท์"], "officers"),
        (["ชื่อ-สกุล", "จังหวัด", "อำเภอ", "ตำแหน่ง", "โทรศัพท์"], "officers"),
        ([*PLACE, "ชื่อ-สกุล", "ความเชี่ยวชาญ"], "sages"),
        (["ปีงบประมาณ", "จังหวัด", "ตัวชี้วัด", "ค่าเป้าหมาย"], "targets"),
        (["ปีงบประมาณ", "จังหวัด", "ตัวชี้วัด", "ค่า"], "context"),
        (["ชื่อเรื่อง", "โดย"], "knowledge"),
        ([*PLACE, "รายการวัสดุ"], "materials"),
        (["รหัสพื้นที่", "กิจกรรม", "กำหนดการ"], "activities"),
    ],
)
def test_the_register_is_the_one_with_the_most_to_say(tmp_path: Path, head: list[str], register: str) -> None:
    assert one(read_csv(tmp_path, [head, ["x"] * len(head)])).register == register


@pytest.mark.parametrize("head", [["ชื่อ-สกุล", "ลายมือชื่อ"], PLACE, ["ชื่อหมู่บ้าน", "งบประมาณ"], ["ค่า", "หน่วย"]])
def test_too_few_headings_are_no_table(tmp_path: Path, head: list[str]) -> None:
    assert read_csv(tmp_path, [head, ["x"] * len(head)]) == []
    assert read_files([tmp_path / "a.csv"], Settings()).ignored_sheets == (("a.csv", "", "no_table"),)


def test_a_missing_required_heading_does_not_hide_the_register(tmp_path: Path) -> None:
    head = ["รหัสหมู่บ้าน", "บ้านเลขที่", "ชื่อหัวหน้าครัวเรือน", "วันที่คัดเลือก", "อาชีพที่ฝึก"]
    assert one(read_csv(tmp_path, [head, ["39040107", "1", "ก", "1/1/2560", "ทอผ้า"]])).register == "households"


def test_the_first_of_two_headings_for_one_column_is_read(tmp_path: Path) -> None:
    head = ["รหัสหมู่บ้าน", "ชื่อกลุ่ม", "ชื่อผู้ประกอบการ", "วันที่จัดตั้ง"]
    table = one(read_csv(tmp_path, [head, ["39040107", "ก", "ข", "1/1/2560"]]))
    assert table.headings["name"] == "ชื่อกลุ่ม"
    assert list(table.columns["name"]) == ["ก"]
    assert table.ignored_columns == ("ชื่อผู้ประกอบการ",)


def test_every_kind_of_place_code_is_kept_under_its_own_name(tmp_path: Path) -> None:
    head = ["รหัสจังหวัด", "รหัสอำเภอ", "รหัสหมู่บ้าน", "รหัสพื้นที่", "จังหวัด", "ชื่อเรื่อง", "โดย"]
    table = one(read_csv(tmp_path, [head, list("1234567")]))
    places = {"province_code", "district_code", "village_code", "area_code", "province"}
    assert set(table.columns) == places | {"title", "owner"}


def test_citizen_ids_never_leave_reading(tmp_path: Path) -> None:
    number = "1101700207366"
    head = [*SAGE, "เลขประจำตัว", "รหัสบุคคล", "เลขบัตรประชาชน", "เบอร์ 2"]
    lines = [head, [None] * 6 + ["ประชาชน", None, None, None]]
    data = [*SOMEBODY, "x-1", number, "x-2", "123"]
    table = one(read_csv(tmp_path, [*lines, data]))
    assert table.dropped_columns == ("เลขประจำตัว ประชาชน", "เลขบัตรประชาชน")
    assert table.raw(0)["รหัสบุคคล"] == MASKED_ID, "a valid number under another heading is masked"
    assert table.raw(0)["เบอร์ 2"] == "123"
    assert "x-1" not in repr(table)
    assert "x-2" not in repr(table)
    pq.write_table(pa.table({h: ["x-9"] for h in [*VILLAGE, "citizen_id"]}), tmp_path / "a.parquet")
    bulk = one(list(read_files([tmp_path / "a.parquet"], Settings()).tables))
    assert bulk.dropped_columns == ("citizen_id",)
    assert list(bulk.raw(0)) == VILLAGE


def test_columns_to_be_ticked_are_marked(tmp_path: Path) -> None:
    head = ["รหัสหมู่บ้าน", "บ้านเลขที่", "หัวหน้าครัวเรือน", "ครัวเรือนเป้าหมาย (✓)", "วันที่คัดเลือก"]
    table = one(read_csv(tmp_path, [head, ["39040107", "1", "ก", "", "1/1/2560"]]))
    assert table.ticked == {"target"}
    assert list(table.columns["target"]) == [None]


# -- rows


def test_rows_that_are_not_data_are_skipped_with_their_reason(tmp_path: Path) -> None:
    grid = [
        ["ทะเบียนหมู่บ้าน"],
        ["ลำดับที่", *VILLAGE, "งบประมาณ", "หมายเหตุ"],
        [1, *A_VILLAGE, 5, None],
        [2],
        ["", "", "  "],
        ["ลำดับที่", *VILLAGE, "งบประมาณ", "หมายเหตุ"],
        ["๓", *A_VILLAGE, None, None],
        ["รวม", None, None, None, 5],
        [None, None, None, "รวมทั้งสิ้น ", 5],
        [4, None, None, "รวม", 5],
        [EXAMPLE_ROW, 2569, "39040107", "ก", 1],
        [None, None, None, None, None, "ลงชื่อ"],
        ["หมายเหตุ: ข้อมูล ณ วันที่ 1"],
        [None, None, None, None, 99],
        [None, None, None, "บ้านหนอง"],
        [None, None, None, "รวมเงิน"],
    ]
    expected = {"title": 1, "heading": 2, "blank": 2, "total": 2, "example": 1, "note": 2}
    table = one(read_grid(tmp_path, grid))
    # a number alone, and a text alone in the key or a required column's place, are rows of data
    assert table.rows.tolist() == [3, 7, 10, 14]
    assert table.skipped == expected | {"note": 4}
    assert one(read_csv(tmp_path, grid)).skipped == expected | {"note": 4 + 1}


def test_a_text_alone_in_a_key_column_is_data(tmp_path: Path) -> None:
    table = one(read_csv(tmp_path, [VILLAGE, ["2560", "39040107", "ก"], ["", "39040108", ""], ["", "", "ข"]]))
    assert table.rows.tolist() == [2, 3]
    assert table.skipped == {"heading": 1, "note": 1}


def test_blank_rows_count_up_to_the_last_filled_cell(tmp_path: Path) -> None:
    grid = [[], VILLAGE, [], A_VILLAGE, [], [], [None, None, None, None, "ข้างนอก"], [], [None, " "]]
    for tables in (read_grid(tmp_path, grid), read_csv(tmp_path, grid)):
        assert one(tables).rows.tolist() == [4]
        assert one(tables).skipped == {"blank": 5, "heading": 1}


def test_rows_shorter_than_the_heading_are_filled_up(tmp_path: Path) -> None:
    table = one(read_csv(tmp_path, [[*VILLAGE, "งบประมาณ"], ["2560", "39040107"], ["2560", "39040108", "ข", "5", "x"]]))
    assert list(table.columns["budget_baht"]) == [None, "5"]


def test_a_table_that_goes_on_in_another_order_is_one_table(tmp_path: Path) -> None:
    grid = [VILLAGE, A_VILLAGE, ["ทะเบียนหมู่บ้าน (ต่อ)"], VILLAGE[::-1], ["บ้านสอง", 39040108, 2561]]
    table = one(read_grid(tmp_path, grid))
    assert table.rows.tolist() == [2, 5]
    assert list(table.columns["village_name"]) == ["บ้านหนอง", "บ้านสอง"]
    assert table.skipped == {"heading": 2, "title": 1}
    assert table.raw(1) == {"ปีงบประมาณ": "2561", "รหัสหมู่บ้าน": "39040108", "ชื่อหมู่บ้าน": "บ้านสอง"}


def test_a_table_that_goes_on_with_other_columns_is_a_further_table(tmp_path: Path) -> None:
    grid = [VILLAGE, A_VILLAGE, [*VILLAGE, "งบประมาณ"], [*A_VILLAGE, 5]]
    first, second = read_grid(tmp_path, grid)
    assert (first.rows.tolist(), second.rows.tolist()) == ([2], [4])
    assert set(second.columns) - set(first.columns) == {"budget_baht"}


def test_rows_of_words_between_two_headings_are_data(tmp_path: Path) -> None:
    words = ["เลย", "เมืองเลย", "กุดป่อง", "สาม", "บุญมี", "วิทยากร"]
    first, second = read_csv(tmp_path, [SAGE, words, [*SAGE, "รุ่น"], [*words, "หนึ่ง"]])
    assert (first.rows.tolist(), second.rows.tolist()) == ([2], [4])


def test_several_registers_below_one_another_with_titles_and_notes_between(tmp_path: Path) -> None:
    grid = [
        VILLAGE,
        A_VILLAGE,
        ["รวม", 1],
        [None, None, None, "ลงชื่อ"],
        ["หมายเหตุ ก"],
        [],
        ["ทะเบียนปราชญ์"],
        [],
        SAGE,
        SOMEBODY,
    ]
    villages, sages = read_grid(tmp_path, grid)
    assert villages.skipped == {"heading": 1, "total": 1, "blank": 1}
    assert villages.rows.tolist() == [2, 5], "a text alone in a key column is data, whatever it says"
    assert sages.skipped == {"blank": 2, "title": 1, "heading": 1}
    assert sages.rows.tolist() == [10]


def test_tables_side_by_side(tmp_path: Path) -> None:
    grid = [
        [*VILLAGE, None, "ลำดับที่", *SAGE],
        [*A_VILLAGE, None, 1, *SOMEBODY],
        [*A_VILLAGE],
        [None] * 4 + ["รวม"],
    ]
    villages, sages = read_grid(tmp_path, grid)
    assert (villages.register, villages.rows.tolist()) == ("villages", [2, 3])
    assert (sages.register, sages.rows.tolist()) == ("sages", [2])
    assert sages.skipped == {"heading": 1, "blank": 1, "total": 1}
    spaced = one(read_grid(tmp_path, [[VILLAGE[0], None, *VILLAGE[1:]], [A_VILLAGE[0], None, *A_VILLAGE[1:]]]))
    assert set(spaced.columns) == {"fiscal_year", "village_code", "village_name"}


def test_sheets_with_tables_and_without(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "ว่าง"
    for title, rows in (("ก", [VILLAGE, A_VILLAGE]), ("ข", [["บันทึก"]]), ("ค", [SAGE, SOMEBODY])):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    result = read_files([tmp_path / "a.xlsx"], Settings())
    assert [(t.register, t.sheet) for t in result.tables] == [("villages", "ก"), ("sages", "ค")]
    assert result.ignored_sheets == (("a.xlsx", "ข", "no_table"),)


@pytest.mark.parametrize("register", REGISTERS, ids=lambda r: r.name)
def test_an_empty_template_is_recognised_and_its_example_is_no_data(tmp_path: Path, register: Any) -> None:
    template = pytest.importorskip("dashboard.intake.templates").template
    path = tmp_path / "a.xlsx"
    path.write_bytes(BytesIO(template(register.name)).getvalue())
    result = read_files([path], Settings())
    table = one(list(result.tables))
    assert (table.register, table.rows.tolist()) == (register.name, [])
    assert table.skipped["example"] == 1
    assert {c.name for c in register.columns if c.headings} <= set(table.columns)
    assert table.ignored_columns == ()

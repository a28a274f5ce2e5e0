"""Knowledge forms as they are filled in, in Word and in Excel, come in as rows of the register; tables stay tables."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from effort import times
from hypothesis import given, settings
from hypothesis import strategies as st
from quick import empty_store, marts_left_alone

from dashboard.errors import FileUnreadable
from dashboard.intake.addresses import split_address
from dashboard.intake.form_labels import label_of, split_label
from dashboard.intake.importing import import_files
from dashboard.intake.reading import ReadResult, read_files, read_tables
from dashboard.intake.tables import Table
from dashboard.knowledge.documents import Written, write_form, write_records
from dashboard.messages import LANGUAGES, say
from dashboard.settings import Settings
from dashboard.store import Store

SETTINGS = Settings(today=date(2026, 11, 21))
FIRST = {"title": "การทอเสื่อกก", "owner": "นายทดลอง สาธิต", "process": "ตัดกก\nย้อมสี\nทอ"}


def rows(path: Path) -> list[dict[str, Any]]:
    """The records of a file: column → cell."""
    return [
        {column: cells[i] for column, cells in table.columns.items()}
        for table in read_files([path], SETTINGS).tables
        for i in range(len(table.rows))
    ]


def workbook(path: Path, *sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for n, lines in enumerate(sheets):
        sheet = book.create_sheet(f"เรื่อง {n + 1}")
        for line in lines:
            sheet.append(line)
    book.save(path)
    return path


def document(path: Path, *parts: Any) -> Path:
    """Paragraphs (text, or (style, text), or ("bold", text)) and tables (lists of rows)."""
    made = Document()
    for part in parts:
        if isinstance(part, list):
            table = made.add_table(rows=0, cols=len(part[0]))
            for row in part:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif isinstance(part, tuple) and part[0] == "bold":
            made.add_paragraph().add_run(part[1]).bold = True
            for run in part[2:]:
                made.paragraphs[-1].add_run(run)
        elif isinstance(part, tuple):
            made.add_paragraph(part[1], style=part[0])
        else:
            made.add_paragraph(part)
    made.save(path)
    return path


# -- labels


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("ชื่อองค์ความรู้", "title"),
        ("1. ชื่อเรื่อง :", "title"),
        ("๒) โดย", "owner"),
        ("(3) ชื่อเจ้าของความรู้", "owner"),
        ("หมวดองค์ความรู้ที่บ่งชี้", "category"),
        ("ความเป็นมา / แรงบันดาลใจ / เหตุผลที่ทํา", "background"),
        ("ความเป็นมา/แรงบันดาลใจ", "background"),
        ("ที่มาและเป้าหมาย", "background"),
        ("วัตถุดิบ (ถ้ามี)", "ingredients"),
        ("วิธีการ/ขั้นตอน", "process"),
        ("ข้อควรระวัง", "cautions"),
        ("ที่อยู่", "address"),
        ("รูปประกอบ", None),
    ],
)
def test_labels_of_the_forms_are_known(text: str, column: str | None) -> None:
    label = label_of(text)
    assert label is not None
    assert label.column == column


@pytest.mark.parametrize("text", ["", "1.", "ตัดกกที่อายุสามเดือน", "อุปกรณ์ที่ใช้ทอเสื่อมีหลายอย่าง", "x" * 500])
def test_prose_is_no_label(text: str) -> None:
    assert label_of(text) is None
    assert split_label(text) is None


def test_a_label_may_be_followed_by_its_text() -> None:
    found = split_label("ชื่อเรื่อง : การทอเสื่อ: ลายขิด")
    assert found is not None
    assert (found[0].column, found[1]) == ("title", "การทอเสื่อ: ลายขิด")
    found = split_label("โดย: ..............")
    assert found is not None
    assert found[1] == ""


# -- sheets


def test_a_sheet_with_labels_in_one_column_and_values_beside_them(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["แบบบันทึกองค์ความรู้"],
            [],
            ["หมวด", None, "หัตถกรรม"],
            ["ชื่อเรื่อง", None, "การทอเสื่อกก"],
            ["โดย", None, "นายทดลอง สาธิต"],
            ["ตำแหน่ง", None, "ปราชญ์ชุมชน"],
            ["วันที่", None, date(2017, 7, 4)],
            ["ที่อยู่", None, "หมู่ที่ 7 ตำบลเมืองใหม่ อำเภอศรีบุญเรือง จังหวัดหนองบัวลำภู"],
            ["กระบวนการ/ขั้นตอน", None, "ตัดกก"],
            [None, None, "ย้อมสี"],
            [],
            [None, None, "ทอ"],
            ["ผู้บันทึก", None, "นางสาวพัฒนา"],
            ["รูปประกอบ"],
        ],
    )
    (table,) = read_files([path], SETTINGS).tables
    assert (table.register, table.sheet, list(table.rows)) == ("knowledge", "เรื่อง 1", [3])
    assert dict(table.skipped) == {"title": 1}
    assert table.ignored_columns == ("ผู้บันทึก", "รูปประกอบ")
    assert table.headings["owner"] == "โดย"
    (row,) = rows(path)
    assert row["process"] == "ตัดกก\nย้อมสี\n\nทอ"
    assert row["recorded_on"] == date(2017, 7, 4)
    report = import_files([path], Store(tmp_path / "store"), SETTINGS)
    assert [(r.read, r.new, r.rejected) for r in report.registers] == [(1, 1, 0)]
    with Store(tmp_path / "store").current().open() as con:
        assert con.execute("select title, area_code, recorded_on, category from knowledge").fetchall() == [
            ("การทอเสื่อกก", "39040107", date(2017, 7, 4), "หัตถกรรม")
        ]


def test_values_below_their_labels_pairs_in_a_row_and_several_forms_in_one_workbook(tmp_path: Path) -> None:
    below = [["1. ชื่อองค์ความรู้ :"], ["การทอเสื่อกก"], ["2. เจ้าขององค์ความรู้ :"], ["นายทดลอง สาธิต"],
             ["3. วิธีการ/ขั้นตอน"], ["ตัดกก"], ["ย้อมสี"], ["ทอ"], ["4. อุปกรณ์"]]  # fmt: skip
    pairs = [["ชื่อเรื่อง", "ปุ๋ยหมัก", "หมวด", "เกษตรกรรม"], ["โดย", "นางสอง", "วันที่", "4 ก.ค. 60"],
             ["วัตถุประสงค์", "ลดต้นทุน"], ["กระบวนการ", "กองไว้", "แล้วรดน้ำ"]]  # fmt: skip
    found = rows(workbook(tmp_path / "a.xlsx", below, pairs))
    assert found[0] == {**FIRST, "equipment": None}
    assert found[1] == {"title": "ปุ๋ยหมัก", "category": "เกษตรกรรม", "owner": "นางสอง", "recorded_on": "4 ก.ค. 60",
                        "objectives": "ลดต้นทุน", "process": "กองไว้ แล้วรดน้ำ"}  # fmt: skip


def test_several_records_below_each_other_begin_where_the_first_label_comes_again(tmp_path: Path) -> None:
    lines = [["หมวด", "หัตถกรรม"], ["ชื่อเรื่อง", "หนึ่ง"], ["โดย", "นาย ก"], ["กระบวนการ", "ก"], [],
             ["หมวด", "เกษตร"], ["ชื่อเรื่อง", "สอง"], ["โดย", "นาย ข"], ["กระบวนการ", "ข"],
             ["ชื่อเรื่อง", "สาม"], ["โดย", "นาย ค"], ["กระบวนการ", "ค"]]  # fmt: skip
    path = workbook(tmp_path / "a.xlsx", lines)
    found = {row["title"]: row.get("category") for row in rows(path)}
    assert found == {"หนึ่ง": "หัตถกรรม", "สอง": "เกษตร", "สาม": None}
    tables = read_files([path], SETTINGS).tables
    assert sorted(int(n) for table in tables for n in table.rows) == [1, 6, 10]
    assert "category" not in next(t for t in tables if 10 in t.rows).columns  # what it does not ask stays as stored


def test_a_table_of_knowledge_stays_a_table(tmp_path: Path) -> None:
    lines = [["ชื่อองค์ความรู้", "เจ้าขององค์ความรู้", "ตำแหน่ง", "ที่อยู่"], ["ทอเสื่อ", "นาย ก", "ปราชญ์", "จ.ตรัง"],
             ["อุปกรณ์", "วัตถุประสงค์", "ขั้นตอน", "จ.ขอนแก่น"]]  # fmt: skip
    path = workbook(tmp_path / "a.xlsx", lines)
    (table,) = read_files([path], SETTINGS).tables
    assert list(table.rows) == [2, 3]
    assert list(table.columns["title"]) == ["ทอเสื่อ", "อุปกรณ์"]
    report = import_files([path], Store(tmp_path / "store"), SETTINGS)
    assert [(r.new, r.rejected) for r in report.registers] == [(2, 0)]
    with Store(tmp_path / "store").current().open() as con:
        assert con.execute("select area_code from knowledge order by 1").fetchall() == [("40",), ("92",)]


@pytest.mark.parametrize(
    "lines",
    [
        [["จังหวัด", "เลย"], ["อำเภอ", "เมือง"], ["วันที่", "4/7/60"], ["ตำแหน่ง", "พัฒนากร"]],
        [["โดย", "นาย ก"], ["ตำแหน่ง", "พัฒนากร"], ["วันที่", "4/7/60"]],
        [["เรื่อง", "ขอเชิญประชุม"], ["วันที่", "4/7/60"], ["ที่อยู่", "เลย"]],
        [["ชื่อเรื่อง"], ["โดย"]],
    ],
)
def test_other_sheets_whose_labels_run_down_are_no_forms(tmp_path: Path, lines: list[list[str]]) -> None:
    found = read_files([workbook(tmp_path / "a.xlsx", lines)], SETTINGS)
    assert found.tables == ()
    assert found.ignored_sheets == (("a.xlsx", "เรื่อง 1", "no_table"),)


def test_a_csv_may_be_a_form(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ชื่อเรื่อง,ทอเสื่อ\nโดย,นาย ก\nกระบวนการ,ทอ\n", encoding="utf-8-sig")
    assert rows(path) == [{"title": "ทอเสื่อ", "owner": "นาย ก", "process": "ทอ"}]


def test_a_citizen_id_on_a_form_is_never_kept(tmp_path: Path) -> None:
    lines = [["ชื่อเรื่อง", "ทอเสื่อ"], ["โดย", "นาย ก"], ["เลขประจำตัวประชาชน", "1103700123457"], ["วันที่", "เมื่อวาน"],
             ["กระบวนการ", "ทอ"]]  # fmt: skip
    report = import_files([workbook(tmp_path / "a.xlsx", lines)], Store(tmp_path / "store"), SETTINGS)
    assert report.registers[0].dropped_columns == ("เลขประจำตัวประชาชน",)
    assert "1103700123457" not in repr(report)
    assert [(r.row, r.column, r.code) for r in report.rejects] == [(1, "วันที่", "not_a_date")]


# -- documents


def test_headings_bold_lines_and_bold_beginnings(tmp_path: Path) -> None:
    path = document(
        tmp_path / "a.docx",
        ("Title", "คลังความรู้ของอำเภอ"),
        ("Heading 1", "ชื่อเรื่อง"), "การทอเสื่อกก",
        ("bold", "โดย"), "นายทดลอง สาธิต",
        ("bold", "กระบวนการ/ขั้นตอน: ", "ตัดกก"), "อุปกรณ์", "ย้อมสี",
        ("Heading 1", "ชื่อเรื่อง"), "ปุ๋ยหมัก",
        ("bold", "โดย : นางสอง"),
        ("bold", "วัตถุประสงค์"), "ลดต้นทุน",
        "ลงชื่อ ............ ผู้บันทึก",
    )  # fmt: skip
    found = rows(path)
    assert found[0] == {"title": "การทอเสื่อกก", "owner": "นายทดลอง สาธิต", "process": "ตัดกก\nอุปกรณ์\nย้อมสี"}
    assert found[1]["owner"] == "นางสอง"
    assert found[1]["objectives"].startswith("ลดต้นทุน")
    tables = read_files([path], SETTINGS).tables
    assert [(t.sheet, list(t.rows)) for t in tables] == [("ย่อหน้า", [2]), ("ย่อหน้า", [9])]
    assert tables[0].skipped == {"title": 1}


def test_label_and_text_in_one_line_where_nothing_is_set_apart(tmp_path: Path) -> None:
    path = document(
        tmp_path / "a.docx",
        "แบบบันทึก",
        "ชื่อองค์ความรู้ : การทอเสื่อกก",
        "ชื่อเจ้าของความรู้ : นายทดลอง สาธิต",
        "ที่มาและเป้าหมาย",
        "มีกกมาก",
        "วิธีการ/ขั้นตอน",
        "ตัดกก",
        "ผลลัพธ์",
        "เทคนิค : ตากให้แห้ง",
        "ข้อพึงระวัง : อย่าให้ขึ้นรา",
        "ปัจจัยแห่งความสำเร็จ : ตรงเวลา",
    )
    (row,) = rows(path)
    assert row == {
        "title": "การทอเสื่อกก", "owner": "นายทดลอง สาธิต", "background": "มีกกมาก",
        "process": "ตัดกก\nเทคนิค: ตากให้แห้ง", "cautions": "อย่าให้ขึ้นรา", "success_factors": "ตรงเวลา",
    }  # fmt: skip


def test_two_column_tables_one_for_each_record_and_one_for_all(tmp_path: Path) -> None:
    one = [["ชื่อเรื่อง", "หนึ่ง"], ["โดย", "นาย ก"], ["กระบวนการ", "ก\nข"], ["ช่องของอำเภอ", "ไม่ใช่ของทะเบียน"]]
    two = [["ชื่อเรื่อง", "สอง"], ["โดย", "นาย ข"], ["กระบวนการ", "ค"], ["ช่องของอำเภอ", ""]]
    (table,) = read_files([document(tmp_path / "a.docx", one, "คั่น", two)], SETTINGS).tables
    assert (table.sheet, list(table.rows)) == ("ตาราง", [1, 2])
    assert list(table.columns["process"]) == ["ก\nข", "ค"]
    assert table.ignored_columns == ("ช่องของอำเภอ",)
    (table,) = read_files([document(tmp_path / "b.docx", one + two)], SETTINGS).tables
    assert (table.sheet, list(table.rows)) == ("ตาราง 1", [1, 5])


def test_a_table_inside_a_section_is_text_of_it(tmp_path: Path) -> None:
    materials = [["อุปกรณ์", "จำนวน"], ["กี่", "1"], ["ฟืม", "2"]]
    path = document(
        tmp_path / "a.docx", ("Heading 2", "ชื่อเรื่อง"), "ก", ("Heading 2", "โดย"), "ข",
        ("Heading 2", "วัตถุดิบ"), materials, "จบ",
    )  # fmt: skip
    assert rows(path)[0]["ingredients"] == "อุปกรณ์ จำนวน\nกี่ 1\nฟืม 2\nจบ"


def test_numbers_that_word_counts_are_written_out_and_deleted_text_is_not(tmp_path: Path) -> None:
    path = document(tmp_path / "a.docx", ("bold", "ชื่อเรื่อง"), "ก", ("bold", "โดย"), "ข", ("bold", "กระบวนการ"),
                    ("List Number", "ตัดกก"), ("List Number", "ย้อมสี"), ("List Bullet", "ตากแดด"))  # fmt: skip
    made = Document(str(path))
    run = made.paragraphs[1].runs[0]._r
    deleted = OxmlElement("w:del")
    old = OxmlElement("w:r")
    text = OxmlElement("w:delText")
    text.text = "เก่า"
    old.append(text)
    deleted.append(old)
    run.addprevious(deleted)
    inserted = OxmlElement("w:ins")
    run.addprevious(inserted)
    inserted.append(run)
    made.paragraphs[1]._p.set(qn("w:rsidR"), "0")
    made.save(str(path))
    (row,) = rows(path)
    assert row["title"] == "ก"
    assert row["process"] == "1) ตัดกก\n2) ย้อมสี\n- ตากแดด"


def test_a_document_without_a_form_is_told_and_no_error(tmp_path: Path) -> None:
    document(tmp_path / "a.docx", "เรียน นายอำเภอ", "เรื่อง ขอเชิญประชุม")
    Document().save(str(tmp_path / "b.docx"))
    found = read_files([tmp_path], SETTINGS)
    assert found == ReadResult((), (("a.docx", "", "no_table"),), (), found.files)


# -- the blank form, and what was exported


def test_the_blank_form_is_recognised_and_holds_no_record(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(write_form())
    (table,) = read_files([path], SETTINGS).tables
    assert len(table.rows) == 0
    assert {"title", "owner", "process", "problems", "address"} <= table.columns.keys()
    report = import_files([path], Store(tmp_path / "store"), SETTINGS)
    assert [(r.read, r.new, r.skipped) for r in report.registers] == [(0, 0, {"title": 2, "blank": 1})]


def test_a_form_filled_in_over_its_dotted_lines(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(write_form())
    made = Document(str(path))
    for row in made.tables[0].rows:
        if "ชื่อองค์ความรู้" in row.cells[0].text:
            row.cells[1].text = "การทอเสื่อกก............"
        if "เจ้าของ" in row.cells[0].text:
            row.cells[1].text = "นายทดลอง สาธิต"
        if "ที่อยู่" in row.cells[0].text:
            row.cells[1].text = "หมู่ที่ ...๗... ตำบล ...เมืองใหม่.... อำเภอ ....ศรีบุญเรือง.... จังหวัด ....หนองบัวลำภู...."
    made.save(str(path))
    report = import_files([path], Store(tmp_path / "store"), SETTINGS)
    assert [(r.new, r.rejected) for r in report.registers] == [(1, 0)]
    with Store(tmp_path / "store").current().open() as con:
        assert con.execute("select title, area_code, process from knowledge").fetchall() == [
            ("การทอเสื่อกก", "39040107", None)
        ]


TEXT = st.text("กขคงเาิ่้ำ ๑2ab:()-/.", min_size=1, max_size=30).filter(lambda t: t.strip(" -–—"))
PROSE = st.lists(TEXT | st.sampled_from(["อุปกรณ์", "ข้อพึงระวัง: ก", "ลงชื่อ", "", "1) ก"]), max_size=4).map("\n".join)


@settings(max_examples=times(12, 300), deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries({"title": TEXT, "owner": TEXT, "position": TEXT | st.just(""), "process": PROSE,
                               "background": PROSE, "day": st.dates(date(2015, 1, 1), date(2026, 1, 1)) | st.none()}),
        min_size=1, max_size=4, unique_by=lambda r: (" ".join(r["title"].split()), " ".join(r["owner"].split())),
    )
)  # fmt: skip
@marts_left_alone()
def test_a_record_that_was_exported_comes_back_unchanged(tmp_path_factory: Any, records: list[dict[str, Any]]) -> None:
    folder = tmp_path_factory.mktemp("trip")
    book = openpyxl.Workbook()
    book.active.append(["ชื่อองค์ความรู้", "เจ้าขององค์ความรู้", "ตำแหน่ง", "กระบวนการ", "ความเป็นมา", "วันที่", "รหัสพื้นที่"])
    for r in records:
        book.active.append([r["title"], r["owner"], r["position"], r["process"], r["background"], r["day"], "39040107"])
    for row in book.active.iter_rows(min_row=2, max_col=5):
        for cell in row:
            cell.data_type = "s" if cell.value is not None else cell.data_type
    book.save(folder / "table.xlsx")
    store = empty_store(folder / "store")
    n_new = sum(r.new for r in import_files([folder / "table.xlsx"], store, SETTINGS).registers)
    with store.current().open() as con:
        stored = con.execute(
            "select title, owner, coalesce(position, ''), recorded_on, process, background from knowledge order by all"
        ).fetchall()
    assert len(stored) == n_new
    written = [
        Written(t, o, p, "", d, "หมู่ที่ 7 ตำบลเมืองใหม่ อำเภอศรีบุญเรือง จังหวัดหนองบัวลำภู", "39040107",
                {"process": process or "", "background": background or ""})
        for t, o, p, d, process, background in stored
    ]  # fmt: skip
    (folder / "records.docx").write_bytes(write_records(written, "แหล่งข้อมูล"))
    if stored:
        again = import_files([folder / "records.docx"], store, SETTINGS)
        assert [(r.read, r.unchanged, r.changed, r.new) for r in again.registers] == [(n_new, n_new, 0, 0)]


LINES = st.lists(
    st.sampled_from([
        ["ชื่อเรื่อง", "ทอเสื่อ"], ["ชื่อเรื่อง", "ปุ๋ย"], ["ชื่อเรื่อง", None], ["โดย", "นาย ก"], ["โดย", "นาย ข"], ["โดย"],
        ["กระบวนการ", "ตัด"], ["วัตถุประสงค์"], ["ข้อความต่อ"], [None, "ข้อความต่อ"], [], ["วันที่", "4 ก.ค. 60"],
        ["วันที่", "วานนี้"], ["ที่อยู่", "ต.ไม่มี อ.ไม่มี จ.ตรัง"], ["ลงชื่อ ....."], ["รูปประกอบ", "x"], ["หมวด", "ก"],
    ]), max_size=25,
)  # fmt: skip


@settings(max_examples=times(12, 300), deadline=None)
@given(LINES, st.sampled_from(["xlsx", "docx"]))
@marts_left_alone()
def test_every_title_of_a_form_is_one_record_stored_or_refused_once(
    tmp_path_factory: Any, lines: list[list[str | None]], kind: str
) -> None:
    folder = tmp_path_factory.mktemp("forms")
    fixed: list[list[str | None]] = [["ชื่อเรื่อง", "แรก"], ["โดย", "นาย ค"], ["อุปกรณ์", "กี่"]]
    if kind == "xlsx":
        path = workbook(folder / "a.xlsx", fixed + lines)
    else:
        path = document(folder / "a.docx", *(": ".join(c or "" for c in (line or [""])) for line in fixed + lines))
    store = empty_store(folder / "store")
    report = import_files([path], store, SETTINGS)
    n_titles = sum(bool(line) and line[0] == "ชื่อเรื่อง" for line in fixed + lines)
    read = sum(r.read for r in report.registers)
    blank = sum(r.skipped.get("blank", 0) for r in report.registers)
    assert read + blank == n_titles
    with store.current().open() as con:
        (stored,) = con.execute("select count(*) from knowledge").fetchall()[0]
        refused = con.execute("select count(*) from quarantine").fetchall()[0][0]
    for entry in report.registers:
        assert entry.read == entry.new + entry.changed + entry.unchanged + entry.rejected
    assert stored == sum(r.new for r in report.registers)
    assert refused == sum(r.rejected for r in report.registers)
    again = import_files([path], store, SETTINGS)
    assert sum(r.new + r.changed for r in again.registers) == 0


# -- addresses


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("12/3 หมู่ที่ 7 ตำบลศรีบุญเรือง อำเภอศรีบุญเรือง จังหวัดหนองบัวลำภู 39180",
         {"moo": "7", "subdistrict": "ศรีบุญเรือง", "district": "ศรีบุญเรือง", "province": "หนองบัวลำภู"}),
        ("บ้านโนนงาม ม.๗ ต.เมืองใหม่ อ.ศรีบุญเรือง จ.หนองบัวลําภู",
         {"moo": "7", "subdistrict": "เมืองใหม่", "district": "ศรีบุญเรือง", "province": "หนองบัวลำภู"}),
        ("หมู่ 5 ต. สามตำบล อ. จุฬาภรณ์ นครศรีธรรมราช",
         {"moo": "5", "subdistrict": "สามตำบล", "district": "จุฬาภรณ์", "province": "นครศรีธรรมราช"}),
        ("แขวงลาดยาว เขตจตุจักร กรุงเทพมหานคร", {"subdistrict": "ลาดยาว", "district": "จตุจักร",
                                                "province": "กรุงเทพมหานคร"}),
        ("จ.ตรัง", {"province": "ตรัง"}),
        ("บ้านโนนงาม", {"province": "บ้านโนนงาม"}),
        ("หมู่ที่ ..... ตำบล ........ อำเภอ ........ จังหวัด ........", {}),
        ("-", {}),
    ],
)  # fmt: skip
def test_an_address_is_taken_apart(address: str, names: dict[str, str]) -> None:
    assert split_address(address) == names


def test_an_address_that_cannot_be_resolved_refuses_the_record_and_comes_back_with_its_label(tmp_path: Path) -> None:
    lines = [["ชื่อเรื่อง", "ทอเสื่อ"], ["โดย", "นาย ก"], ["ที่อยู่", "ต.ไม่มีชื่อนี้ อ.ศรีบุญเรือง จ.หนองบัวลำภู"],
             ["กระบวนการ", "ทอ"]]  # fmt: skip
    report = import_files([workbook(tmp_path / "a.xlsx", lines)], Store(tmp_path / "store"), SETTINGS)
    (reject,) = report.rejects
    assert (reject.sheet, reject.row, reject.column, reject.code) == ("เรื่อง 1", 1, "ที่อยู่", "place_unknown")
    assert reject.value == "ต.ไม่มีชื่อนี้ อ.ศรีบุญเรือง จ.หนองบัวลำภู"


# -- documents that cannot be read


def refusal(path: Path, given: Settings = SETTINGS) -> str:
    with pytest.raises(FileUnreadable) as caught:
        read_tables(path, given)
    reason = str(caught.value.facts["reason"])
    for language in LANGUAGES:
        assert say(language, f"file.{reason}")
    return reason


def repacked(path: Path, change: Any) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    path.write_bytes(out.getvalue())
    return path


def test_documents_that_are_none_or_damaged_or_locked(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    cases = {
        "a.docx": (b"", "empty"),
        "b.docx": (b"hello", "not_a_document"),
        "c.docx": (b"{\\rtf1}", "not_a_document"),
        "d.docx": (ole + b"\0" * 600, "old_doc"),
        "e.doc": (ole + b"\0" * 600, "old_doc"),
        "f.docx": (ole + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        "g.docx": (b"PK\x03\x04 no zip", "broken"),
    }
    for name, (content, reason) in cases.items():
        (tmp_path / name).write_bytes(content)
        assert refusal(tmp_path / name) == reason, name
    whole = document(tmp_path / "whole.docx", "ก").read_bytes()
    (tmp_path / "cut.docx").write_bytes(whole[: len(whole) * 2 // 3])
    assert refusal(tmp_path / "cut.docx") == "broken"
    path = repacked(
        document(tmp_path / "xml.docx", "ก"), lambda n, d: d[: len(d) // 2] if n == "word/document.xml" else d
    )
    assert refusal(path) == "broken"
    path = repacked(document(tmp_path / "other.docx", "ก"), lambda n, d: None if n.startswith("word/") else d)
    assert refusal(path) == "not_a_document"


def test_documents_that_would_fill_the_memory(tmp_path: Path) -> None:
    bomb = repacked(
        document(tmp_path / "bomb.docx", "ก"),
        lambda n, d: d.replace(b"</w:body>", b"<w:p/>" * 12_000_000 + b"</w:body>") if n == "word/document.xml" else d,
    )
    assert bomb.stat().st_size < 1_000_000
    assert refusal(bomb) == "document_too_large"
    assert refusal(document(tmp_path / "a.docx", "ก"), Settings(upload_mb=0)) == "too_large"
    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    said = b"<w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body>"
    path = repacked(
        document(tmp_path / "entity.docx", "ก"),
        lambda n, d: entities + d.split(b"?>", 1)[1].replace(b"</w:body>", said) if n == "word/document.xml" else d,
    )
    tables, _ = read_tables(path, SETTINGS)
    assert tables == []


def table_of(path: Path) -> Table:
    (table,) = read_files([path], SETTINGS).tables
    return table

"""Headings that an office matched by hand are known from then on: to the reader, the command and the page alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.errors import HeadingsUnreadable
from dashboard.intake.importing import import_files
from dashboard.intake.report import ImportReport
from dashboard.intake.taught import KnownHeadings, Lesson, columns_of
from dashboard.settings import Settings
from dashboard.store import Store

OWN = "ปีโครงการ,เลขหมู่บ้าน ปค.,นามหมู่บ้าน,เจ้าหน้าที่พื้นที่\n2560,39040107,บ้านโนน,นางสมร\n"
MIXED = "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน,เจ้าหน้าที่พื้นที่\n2560,39040107,บ้านโนน,นางสมร\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def drop(store: Store, text: str) -> ImportReport:
    file = store.folder.parent / "แฟ้ม.csv"
    file.write_text(text, encoding="utf-8")
    return import_files([file], store, Settings(store=store.folder, today=date(2017, 6, 30)))


def officers(store: Store) -> list[tuple[str | None]]:
    with store.current().open() as con:
        return con.execute("select officer from villages order by all").fetchall()


def test_a_heading_is_unknown_until_it_is_matched_by_hand(store: Store) -> None:
    assert drop(store, MIXED).registers[0].ignored_columns == ("เจ้าหน้าที่พื้นที่",)
    assert officers(store) == [(None,)]
    KnownHeadings(store.folder).teach([Lesson("villages", "เจ้าหน้าที่พื้นที่", "officer")], "นายก")
    report = drop(store, MIXED.replace("เจ้าหน้าที่พื้นที่", " เจ้าหน้าที่ พื้นที่ "))  # spaces do not count
    assert (report.registers[0].changed, report.registers[0].ignored_columns) == (1, ())
    assert officers(store) == [("นางสมร",)]


def test_a_sheet_of_own_headings_alone_is_recognised_by_what_was_taught(store: Store) -> None:
    assert drop(store, OWN).registers == ()
    lessons = {"ปีโครงการ": "fiscal_year", "เลขหมู่บ้าน ปค.": "village_code", "นามหมู่บ้าน": "village_name"}
    KnownHeadings(store.folder).teach(Lesson("villages", heading, column) for heading, column in lessons.items())
    (report,) = drop(store, OWN).registers
    assert (report.register, report.new, report.ignored_columns) == ("villages", 1, ("เจ้าหน้าที่พื้นที่",))


def test_what_the_office_says_goes_before_what_a_heading_is_commonly_called(store: Store) -> None:
    text = "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน,ผู้รับผิดชอบ,ผู้ดูแลจริง\n2560,39040107,บ้านโนน,ผู้ใหญ่บ้าน,นางสมร\n"
    KnownHeadings(store.folder).teach([Lesson("villages", "ผู้ดูแลจริง", "officer")])
    assert drop(store, text).registers[0].headings["officer"] == "ผู้ดูแลจริง"
    assert officers(store) == [("นางสมร",)]


def test_a_heading_that_is_not_to_be_used_is_left_alone(store: Store) -> None:
    KnownHeadings(store.folder).teach([Lesson("villages", "พัฒนากร", "")])
    drop(store, "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน,พัฒนากร\n2560,39040107,บ้านโนน,นางสมร\n")
    assert officers(store) == [(None,)]


def test_a_citizen_id_can_not_be_taught(store: Store) -> None:
    KnownHeadings(store.folder).teach([Lesson("villages", "เลขประจำตัวประชาชน", "officer")])
    report = drop(store, MIXED.replace("เจ้าหน้าที่พื้นที่", "เลขประจำตัวประชาชน").replace("นางสมร", "1103700123457"))
    assert report.registers[0].dropped_columns == ("เลขประจำตัวประชาชน",)
    assert officers(store) == [(None,)]


def test_lessons_are_versions_and_can_be_forgotten(store: Store) -> None:
    known = KnownHeadings(store.folder)
    known.teach([Lesson("villages", "ก", "officer"), Lesson("villages", "ข", "")], "นายก")
    known.teach([Lesson("villages", "ก", "village_name")], "นายข")
    assert [(x.heading, x.column, x.saved_by) for x in known.lessons()] == [
        ("ก", "village_name", "นายข"), ("ข", "", "นายก"),
    ]  # fmt: skip
    known.teach([Lesson("villages", "ข", None)])
    assert [x.heading for x in known.lessons()] == ["ก"]
    assert len(known.versions()) == 4


def test_lessons_of_a_register_or_column_that_is_no_more_do_not_count(store: Store) -> None:
    known = KnownHeadings(store.folder)
    known.teach([Lesson("villages", "ก", "no_such_column"), Lesson("no_such_register", "ก", "officer")])
    assert known.lessons() == ()


@pytest.mark.parametrize(
    "text", ["", "{", '{"format": 2, "headings": []}', '{"format": 1, "headings": [{"x": 1}]}', "[]"]
)
def test_a_damaged_file_stops_the_import_and_is_not_written_over(store: Store, text: str) -> None:
    store.folder.mkdir()
    path = store.folder / "headings.real.json"
    path.write_text(text)
    with pytest.raises(HeadingsUnreadable):
        drop(store, MIXED)
    with pytest.raises(HeadingsUnreadable):
        KnownHeadings(store.folder).teach([Lesson("villages", "ก", "officer")])
    assert path.read_text() == text


def test_what_headings_can_be_matched_with() -> None:
    columns = columns_of("incomes")
    assert list(columns)[:2] == ["village_code", "province"]
    assert columns["income_baht"] == "รายได้ครัวเรือน (บาท/ปี)"

"""A refused row is known by its place and key, and leaves the list when a later import brings it right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.intake.importing import import_files
from dashboard.intake.report import ImportReport
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.store.history import undo

VILLAGES = "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n2560,39040107,บ้านโนน\n2560,39040108,บ้านหนอง\n"
HOUSES = "จังหวัด,อำเภอ,ตำบล,หมู่ที่,บ้านเลขที่,ชื่อหัวหน้าครัวเรือน,ครัวเรือนเป้าหมาย,วันที่คัดเลือก\n"
WHERE = "หนองบัวลำภู,ศรีบุญเรือง,เมืองใหม่"
GOOD = f"{WHERE},7,1,นายก,ใช่,1/12/2559\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def drop(store: Store, text: str, *, name: str = "แฟ้ม.csv") -> ImportReport:
    file = store.folder.parent / name
    file.write_text(text, encoding="utf-8")
    return import_files([file], store, Settings(store=store.folder, today=date(2017, 6, 30)))


def waiting(store: Store) -> list[tuple[int, int, str]]:
    """(batch, row, what is known of the place) of the refused rows that are still open."""
    with store.current().open() as con:
        return con.execute('select batch_id, "row", place_code from refused_open order by all').fetchall()


def test_a_bad_value_waits_until_its_key_is_accepted(store: Store) -> None:
    drop(store, VILLAGES)
    assert drop(store, HOUSES + GOOD + f"{WHERE},8,2/1,นายข,ใช่,31/2/2560\n").n_rejected == 1
    assert waiting(store) == [(2, 3, "39040108")]
    drop(store, HOUSES + f"{WHERE},8,2/2,นายค,ใช่,1/2/2560\n")  # another house
    assert waiting(store) == [(2, 3, "39040108")]
    drop(store, HOUSES + f"{WHERE},8,2/1,นายข ที่จริง,ไม่ใช่,28/2/2560\n")  # whatever else it says
    assert waiting(store) == []
    undo(store)
    assert waiting(store) == [(2, 3, "39040108")]


def test_a_place_that_was_misspelt_is_known_as_deep_as_it_can_be_read_and_found_by_its_other_cells(
    store: Store,
) -> None:
    drop(store, VILLAGES)
    drop(store, HOUSES + GOOD.replace("เมืองใหม่", "เมืองไหม่"))
    assert waiting(store) == [(2, 2, "3904")]
    drop(store, HOUSES + f"{WHERE},7,9,นายฮ,ใช่,1/12/2559\n")  # another house of the same village and day
    assert waiting(store) == [(2, 2, "3904")]
    drop(store, HOUSES + GOOD)
    assert waiting(store) == []


def test_a_house_that_was_mistyped_is_found_by_its_other_cells(store: Store) -> None:
    incomes = "รหัสหมู่บ้าน,บ้านเลขที่,รอบ,วันที่เก็บข้อมูล,รายได้ครัวเรือน (บาท/ปี)\n"
    drop(store, VILLAGES + "\n")
    drop(store, HOUSES + GOOD, name="บ้าน.csv")
    drop(store, incomes + "39040107,11,0,1/1/2560,52310\n")
    assert waiting(store) == [(3, 2, "39040107")]
    drop(store, incomes + "39040107,1,0,1/1/2560,52310\n")
    assert waiting(store) == []


def test_what_was_stored_before_and_comes_again_unchanged_corrects_nothing_by_its_cells_alone(store: Store) -> None:
    incomes = "รหัสหมู่บ้าน,บ้านเลขที่,รอบ,วันที่เก็บข้อมูล,รายได้ครัวเรือน (บาท/ปี)\n"
    right, wrong = "39040107,1,0,1/1/2560,52310\n", "39040107,12,0,1/1/2560,52310\n"
    drop(store, VILLAGES)
    drop(store, HOUSES + GOOD, name="บ้าน.csv")
    drop(store, incomes + right)
    drop(store, incomes + right + wrong)  # another house with the same income, refused
    assert waiting(store) == [(4, 3, "39040107")]
    drop(store, incomes + right)
    assert waiting(store) == [(4, 3, "39040107")]


def test_a_row_that_is_refused_again_waits_once(store: Store) -> None:
    bad = HOUSES + f"{WHERE},8,2/1,นายข,ใช่,31/2/2560\n"
    drop(store, VILLAGES)
    drop(store, bad)
    drop(store, bad)
    assert waiting(store) == [(3, 2, "39040108")]
    undo(store)  # the second refusal is taken back, the first stands
    assert waiting(store) == [(2, 2, "39040108")]


def test_an_equal_row_that_was_stored_already_corrects_by_its_key(store: Store) -> None:
    drop(store, VILLAGES)
    drop(store, HOUSES + GOOD)
    drop(store, HOUSES + GOOD.replace("1/12/2559", "99/12/2559"))
    assert waiting(store) == [(3, 2, "39040107")]
    assert drop(store, HOUSES + GOOD).registers[0].unchanged == 1
    assert waiting(store) == []


def test_rows_that_say_different_things_wait_until_one_is_chosen(store: Store) -> None:
    drop(store, VILLAGES)
    assert drop(store, HOUSES + GOOD + GOOD.replace("นายก", "นายขอ")).n_rejected == 2
    assert [row for _, row, _ in waiting(store)] == [2, 3]
    drop(store, HOUSES + GOOD)
    assert waiting(store) == []


def test_a_dry_run_corrects_nothing(store: Store, tmp_path: Path) -> None:
    drop(store, VILLAGES)
    drop(store, HOUSES + f"{WHERE},8,2/1,นายข,ใช่,31/2/2560\n")
    file = tmp_path / "right.csv"
    file.write_text(HOUSES + f"{WHERE},8,2/1,นายข,ใช่,28/2/2560\n", encoding="utf-8")
    import_files([file], store, Settings(store=store.folder, today=date(2017, 6, 30)), dry_run=True)
    assert len(waiting(store)) == 1


def test_how_deep_a_place_is_known(store: Store) -> None:
    known = {
        "39049999,,,": "3904",
        "99999999,,,": "",
        ",หนองบัวลำภู,ไม่มีอำเภอนี้,ไม่มีตำบลนี้": "39",
        ",ไม่มีจังหวัดนี้,ไม่มีอำเภอนี้,ไม่มีตำบลนี้": "",
        ",,,": "",
    }
    lines = "".join(f"2560,{place},1,บ้านใหม่ {n}\n" for n, place in enumerate(known))
    drop(store, "ปีงบประมาณ,รหัสหมู่บ้าน,จังหวัด,อำเภอ,ตำบล,หมู่ที่,ชื่อหมู่บ้าน\n" + lines)
    assert [code for *_, code in waiting(store)] == list(known.values())

"""What is offered for a bad cell, and that what is accepted goes in while the file stays as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from dashboard.intake.fixing import Fix
from dashboard.intake.importing import Signed, import_files, import_tables, read_for
from dashboard.intake.report import ImportReport
from dashboard.intake.suggesting import Offers, suggestions
from dashboard.registers import by_name
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.store.history import fixes_of

TODAY = date(2017, 6, 30)
SETTINGS = Settings(today=TODAY)
VILLAGES = "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n2560,39040107,บ้านโนน\n2560,39040108,บ้านหนอง\n"
HOUSES = "จังหวัด,อำเภอ,ตำบล,หมู่ที่,บ้านเลขที่,ชื่อหัวหน้าครัวเรือน,ครัวเรือนเป้าหมาย,วันที่คัดเลือก,วันที่ผ่านการฝึกอาชีพ\n"
HOUSE = {
    "จังหวัด": "หนองบัวลำภู", "อำเภอ": "ศรีบุญเรือง", "ตำบล": "เมืองใหม่", "หมู่ที่": "7", "บ้านเลขที่": "1",
    "ชื่อหัวหน้าครัวเรือน": "นายก", "ครัวเรือนเป้าหมาย": "ใช่", "วันที่คัดเลือก": "1/12/2559",
    "วันที่ผ่านการฝึกอาชีพ": "15/1/2560",
}  # fmt: skip
INCOMES = "รหัสหมู่บ้าน,บ้านเลขที่,รอบ,วันที่เก็บข้อมูล,รายได้ครัวเรือน (บาท/ปี)\n"


@pytest.fixture(scope="module")
def villages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two villages and three houses, to be copied."""
    store = Store(tmp_path_factory.mktemp("villages") / "store")
    drop(store, VILLAGES)
    houses = ({"บ้านเลขที่": "12/3"}, {"บ้านเลขที่": "44"}, {"บ้านเลขที่": "12/1", "หมู่ที่": "8"})
    drop(store, HOUSES + "".join(house(cells).removeprefix(HOUSES) for cells in houses))
    return store.folder


@pytest.fixture
def store(villages: Path, tmp_path: Path) -> Store:
    return Store(Path(copytree(villages, tmp_path / "store")))


def written(store: Store, text: str) -> Path:
    file = store.folder.parent / "แฟ้ม.csv"
    file.write_text(text, encoding="utf-8")
    return file


def drop(store: Store, text: str) -> ImportReport:
    return import_files([written(store, text)], store, SETTINGS)


def offered(store: Store, text: str) -> Offers:
    found = read_for(store, [written(store, text)], SETTINGS)
    report = import_tables(found, store, SETTINGS, dry_run=True)
    (table,) = found.tables
    return suggestions(table, by_name()[table.register], report.refused, TODAY)


def house(cells: dict[str, str] | None = None) -> str:
    assert not (cells or {}).keys() - HOUSE.keys()
    return HOUSES + ",".join({**HOUSE, **(cells or {})}.values()) + "\n"


LIKELY: list[tuple[str, str, object]] = [
    ("ตำบล", "เมืองไหม่", "เมืองใหม่"),  # within the right district: there is another เมืองใหม่ elsewhere
    ("อำเภอ", "ศรีบุญเรื่อง", "ศรีบุญเรือง"),
    ("จังหวัด", "หนองบัวลำพู", "หนองบัวลำภู"),
    ("หมู่ที่", "หมู่ 7 บ้านโนน", "7"),
    ("ครัวเรือนเป้าหมาย", "ไช่", "ใช่"),
    ("ครัวเรือนเป้าหมาย", "ม่ใช่", "ไม่ใช่"),
    ("วันที่คัดเลือก", "31/11/2559", date(2016, 11, 30)),
    ("วันที่คัดเลือก", "1.12.2559", date(2016, 12, 1)),
    ("วันที่คัดเลือก", "12/25/2559", date(2016, 12, 25)),
    ("วันที่คัดเลือก", "1/12/2659", date(2016, 12, 1)),
    ("วันที่คัดเลือก", "1/12/3102", date(2016, 12, 1)),  # 2559 + 543
    ("วันที่คัดเลือก", "1/12/1473", date(2016, 12, 1)),  # 2016 - 543
    ("วันที่คัดเลือก", "1 ธันวาคา 2559", date(2016, 12, 1)),
    ("วันที่คัดเลือก", "O1/12/2559", date(2016, 12, 1)),
    ("วันที่คัดเลือก", "01122559", date(2016, 12, 1)),
    ("วันที่ผ่านการฝึกอาชีพ", "15/1/2559", date(2017, 1, 15)),  # before it was selected: a year behind
]


def test_the_likeliest_value_of_a_house(store: Store) -> None:
    cells = [{"บ้านเลขที่": str(n), heading: cell} for n, (heading, cell, _) in enumerate(LIKELY)]
    rows = [house(of_row).removeprefix(HOUSES) for of_row in cells]
    offers = offered(store, HOUSES + "".join(rows))
    best = [offers[n, heading][0].values[0][1] for n, (heading, _, _) in enumerate(LIKELY, start=2)]
    assert best == [wanted for _, _, wanted in LIKELY]
    assert len(offers) == len(LIKELY)


UNLIKELY = (("ตำบล", "กขคงจ"), ("วันที่คัดเลือก", "ปลายปี"), ("บ้านเลขที่", ""), ("ครัวเรือนเป้าหมาย", "เลขที่ 5"),
            ("ครัวเรือนเป้าหมาย", "ไม่แน่ใจ"))  # fmt: skip


def test_nothing_is_offered_where_nothing_is_likely(store: Store) -> None:
    rows = [house({heading: cell}).removeprefix(HOUSES) for heading, cell in UNLIKELY]
    assert offered(store, HOUSES + "".join(rows)) == {}


NUMBERS = {
    '"52,31O"': 52310, "ประมาณ 52310 บาท": 52310, '"52,310.-"': 52310, "52 310": 52310, "-52310": 52310,
    '"1,23,456"': 123456, "๕๒๓๑๐ บ.": 52310,
}  # fmt: skip


def test_the_number_in_a_text(store: Store) -> None:
    rows = [f"39040107,44,{n},1/1/2560,{cell}\n" for n, cell in enumerate(NUMBERS)]
    offers = offered(store, INCOMES + "".join(rows))
    found = [offers[n, "รายได้ครัวเรือน (บาท/ปี)"][0].values for n in range(2, 2 + len(NUMBERS))]
    assert found == [(("income_baht", number),) for number in NUMBERS.values()]


def test_houses_of_the_village_that_are_written_alike(store: Store) -> None:
    offers = offered(store, INCOMES + "39040107,12-3,0,1/1/2560,52310\n39040107,99,0,1/1/2560,52310\n")
    assert {at: [s.values for s in found] for at, found in offers.items()} == {
        (2, "บ้านเลขที่"): [(("house_no", "12/3"),)]
    }


def test_a_choice_and_a_year(store: Store) -> None:
    text = "รหัสหมู่บ้าน,ชื่อ-สกุล,บทบาท\n39040107,นายก,วิทยากรสัมาชีพ\n"
    assert offered(store, text)[2, "บทบาท"][0].values == (("role", "วิทยากรสัมมาชีพ"),)
    villages = "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n"
    assert offered(store, villages + "ปีงบ 2560,39040107,บ้านโนน\n")[2, "ปีงบประมาณ"][0].values[0][1] == 2560
    same = offered(store, villages + ",39040107,บ้านโนน\n2560,39040108,บ้านหนอง\n")
    assert same[2, "ปีงบประมาณ"][0].values == (("fiscal_year", "2560"),)


def test_a_code_that_disagrees_with_the_names_is_offered_both_ways(store: Store) -> None:
    text = "ปีงบประมาณ,รหัสหมู่บ้าน,จังหวัด,อำเภอ,ตำบล,หมู่ที่,ชื่อหมู่บ้าน\n2560,39040207,หนองบัวลำภู,ศรีบุญเรือง,เมืองใหม่,7,บ้านโนน\n"
    found = offered(store, text)[2, "รหัสหมู่บ้าน"]
    assert [dict(s.values) for s in found] == [
        {"village_code": "39040207", "subdistrict": "ศรีบุญเรือง"},
        {"village_code": "39040107"},
    ]


def test_a_row_with_several_bad_cells_is_put_right_cell_by_cell(store: Store) -> None:
    text = house({"ตำบล": "เมืองไหม่", "วันที่คัดเลือก": "31/11/2559"})
    offers = offered(store, text)
    assert set(offers) == {(2, "ตำบล"), (2, "วันที่คัดเลือก")}
    found = read_for(store, [written(store, text)], SETTINGS)
    (table,) = found.tables
    fixes = [fix for (row, _), best in offers.items() for fix in best[0].fixes(table, row)]
    report = import_tables(found, store, SETTINGS, signed=Signed("นายก", fixes))
    assert (report.n_rejected, report.registers[0].new) == (0, 1)
    assert table.columns["subdistrict"][0] == "เมืองไหม่"  # what was read stays
    with store.current().open() as con:
        assert con.execute("select village_code, selected_on from households where house_no = '1'").fetchall() == [
            ("39040107", date(2016, 11, 30))
        ]
        told = fixes_of(con, report.batch or 0)
    assert [(f["row"], f["column"], f["before"], f["after"], f["why"]) for f in told] == [
        (2, "ตำบล", "เมืองไหม่", "เมืองใหม่", "place"),
        (2, "วันที่คัดเลือก", "31/11/2559", "2016-11-30", "last_day"),
    ]


def test_the_last_fix_of_a_cell_counts_and_one_without_a_cell_changes_nothing(store: Store) -> None:
    text = house({"ตำบล": "เมืองไหม่"})
    at = ("households", "แฟ้ม.csv", "", 2, "subdistrict")
    fixes = [Fix(*at, "อื่น"), Fix(*at, "เมืองใหม่"), Fix(*at[:3], 99, "subdistrict", "x"), Fix(*at[:4], "nothing", "x")]
    report = import_files([written(store, text)], store, SETTINGS, signed=Signed(fixes=fixes), dry_run=True)
    assert report.n_rejected == 0
    assert [(a.heading, a.before, a.after) for a in report.applied] == [("ตำบล", "เมืองไหม่", "เมืองใหม่")]

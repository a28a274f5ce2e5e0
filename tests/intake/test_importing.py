"""What becomes of rows: new, changed, unchanged, merged, refused; batches, undo, dry run, strict."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import NothingToUndo, StoreKindMismatch, UndoOutOfOrder, UnknownBatch
from dashboard.intake.importing import import_files
from dashboard.intake.rejects import reason_in_words, write_rejects
from dashboard.intake.report import ImportReport, Reject
from dashboard.intake.templates import template
from dashboard.registers import REGISTERS
from dashboard.settings import Settings
from dashboard.store import Store, store_for_reading
from dashboard.store.history import batches, refused_rows, undo

Office = Callable[..., ImportReport]
VILLAGES = ["ปีงบประมาณ", "รหัสหมู่บ้าน", "ชื่อหมู่บ้าน", "งบประมาณ (บาท)"]
HOUSES = ["รหัสหมู่บ้าน", "บ้านเลขที่", "หัวหน้าครัวเรือน", "ครัวเรือนเป้าหมาย", "วันที่คัดเลือก"]
INCOMES = ["รหัสหมู่บ้าน", "บ้านเลขที่", "รอบ", "วันที่เก็บข้อมูล", "รายได้ครัวเรือน (บาท/ปี)"]
SAGES = ["รหัสหมู่บ้าน", "ชื่อ-สกุล", "บทบาท"]
V = ["2560", "39040107", "บ้านโนน", "50000"]
H = ["39040107", "12/3", "บุญมี", "ใช่", "1/12/2559"]
I = ["39040107", "12/3", "0", "2/12/2559", "100000"]  # noqa: E741


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def office(tmp_path: Path, store: Store, today_settings: Settings) -> Office:
    """An office that sends tables: `office([headings, row, …], …)` imports them as one batch."""
    count = iter(range(1000))

    def send(*tables: Sequence[Sequence[object]], **options: Any) -> ImportReport:
        folder = tmp_path / f"mail{next(count)}"
        folder.mkdir()
        for n, table in enumerate(tables):
            with (folder / f"{n}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(table)
        return import_files([folder], store, today_settings, **options)

    return send


def counts(report: ImportReport, register: str) -> tuple[int, int, int, int]:
    (entry,) = [r for r in report.registers if r.register == register]
    assert entry.read == entry.new + entry.changed + entry.unchanged + entry.rejected
    return entry.new, entry.changed, entry.unchanged, entry.rejected


def reasons(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(r.row, r.column, r.code) for r in report.rejects]


def stored(store: Store, sql: str) -> list[tuple[Any, ...]]:
    with store.current().open() as con:
        return con.execute(sql).fetchall()


def test_a_row_is_new_then_unchanged_then_changed(office: Office, store: Store) -> None:
    assert counts(office([VILLAGES, V]), "villages") == (1, 0, 0, 0)
    assert counts(office([VILLAGES, ["๒๕๖๐", "๓๙๐๔๐๑๐๗", " บ้านโนน ", "50,000 บาท"]]), "villages") == (0, 0, 1, 0)
    assert counts(office([VILLAGES, [*V[:3], "60000"]]), "villages") == (0, 1, 0, 0)
    assert stored(store, "select budget_baht, first_batch_id, batch_id from villages") == [(60000.0, 1, 3)]


def test_a_column_that_the_file_lacks_keeps_what_is_stored_and_a_blank_cell_clears_it(
    office: Office, store: Store
) -> None:
    office([VILLAGES, V])
    assert counts(office([VILLAGES[:3], V[:3]]), "villages") == (0, 0, 1, 0)
    assert stored(store, "select budget_baht from villages") == [(50000.0,)]
    assert counts(office([VILLAGES, [*V[:3], "-"]]), "villages") == (0, 1, 0, 0)
    assert stored(store, "select budget_baht from villages") == [(None,)]


def test_a_required_column_that_the_file_lacks_refuses_new_rows_only(office: Office) -> None:
    office([VILLAGES, V])
    headings, row = [VILLAGES[0], VILLAGES[1], VILLAGES[3], "พัฒนากร"], ["2560", "39040107", "1", "ก"]
    report = office([headings, row, ["2560", "39040108", "1", "ก"]])
    assert counts(report, "villages") == (0, 1, 0, 1)
    assert reasons(report) == [(3, "ชื่อหมู่บ้าน", "required_column_missing")]


def test_equal_rows_are_stored_once_and_conflicting_ones_not_at_all(office: Office, store: Store) -> None:
    report = office([VILLAGES, V, V, [*V[:3], "1"], ["2560", "39040108", "ก", "1"], ["2560", "39040108", "ก", "1.0"]])
    assert counts(report, "villages") == (1, 0, 1, 3)
    assert reasons(report) == [(row, "งบประมาณ (บาท)", "conflicting_rows") for row in (2, 3, 4)]
    assert stored(store, "select village_code from villages") == [("39040108",)]


def test_rows_of_one_key_that_fill_different_columns_are_merged(office: Office, store: Store) -> None:
    trained = [*SAGES, "วันที่ผ่านการอบรม", "โทรศัพท์"]
    report = office(
        [trained, ["39040107", "คำ มี", "ปราชญ์", "1/2/2560", ""], ["39040107", "คำ มี", "ปราชญ์", "", "081"]],
        [[*SAGES, "รุ่น"], ["39040107", "คำ  มี", "leader", "3"]],
    )
    assert [(r.new, r.unchanged, r.rejected) for r in report.registers] == [(1, 1, 0), (0, 1, 0)]
    assert stored(store, "select trained_on::varchar, phone, batch from sages") == [("2017-02-01", "081", "3")]


def test_a_refused_row_takes_no_part_in_conflicts(office: Office) -> None:
    report = office([VILLAGES, V, [*V[:3], "-5"]])
    assert counts(report, "villages") == (1, 0, 0, 1)
    assert reasons(report) == [(3, "งบประมาณ (บาท)", "negative")]


def test_children_come_before_their_parents_and_fall_with_them(office: Office) -> None:
    good = office([INCOMES, I], [HOUSES, H], [VILLAGES, V])
    assert [counts(good, r) for r in ("villages", "households", "incomes")] == [(1, 0, 0, 0)] * 3
    lost = [c.replace("39040107", "39040108") for c in H]
    bad = office([INCOMES, [lost[0], *I[1:]]], [HOUSES, lost], [VILLAGES, ["2560", "39040108", "", ""]])
    assert [counts(bad, r) for r in ("villages", "households", "incomes")] == [(0, 0, 0, 1)] * 3
    assert {(r.register, r.code) for r in bad.rejects} == {
        ("villages", "required"),
        ("households", "village_not_stored"),
        ("incomes", "village_not_stored"),
    }


def test_a_house_that_is_not_stored_is_named(office: Office) -> None:
    office([VILLAGES, V], [HOUSES, H])
    report = office([INCOMES, ["39040107", "99", "0", "2/12/2559", "1"]])
    assert [(r.row, r.column, r.value, r.code) for r in report.rejects] == [(2, "บ้านเลขที่", "99", "house_not_stored")]


def test_other_registers_are_stored_without_their_village(office: Office) -> None:
    report = office([SAGES, ["39040107", "คำ มี", "วิทยากร"]])
    assert counts(report, "sages") == (1, 0, 0, 0)
    assert dict(report.registers[0].warnings).get("village_not_stored") == 1


def test_every_reason_of_a_row_is_told(office: Office) -> None:
    report = office([VILLAGES, V], [HOUSES, ["39040107", "", "", "อาจจะ", "31/2/2560"]])
    assert reasons(report) == [
        (2, "บ้านเลขที่", "required"),
        (2, "หัวหน้าครัวเรือน", "required"),
        (2, "ครัวเรือนเป้าหมาย", "not_yes_no"),
        (2, "วันที่คัดเลือก", "no_such_day"),
    ]
    assert report.n_rejected == 1


@pytest.mark.parametrize(
    ("trained", "practising", "stopped", "column"),
    [
        ("30/11/2559", "", "", "วันที่ผ่านการฝึกอาชีพ"),
        ("1/1/2560", "31/12/2559", "", "วันที่เริ่มประกอบอาชีพ"),
        ("", "30/11/2559", "", "วันที่เริ่มประกอบอาชีพ"),
        ("", "1/2/2560", "31/1/2560", "วันที่เลิกประกอบอาชีพ"),
    ],
)
def test_dates_out_of_order_are_refused(
    office: Office, trained: str, practising: str, stopped: str, column: str
) -> None:
    headings = [*HOUSES, "วันที่ผ่านการฝึกอาชีพ", "วันที่เริ่มประกอบอาชีพ", "วันที่เลิกประกอบอาชีพ"]
    report = office([VILLAGES, V], [headings, [*H, trained, practising, stopped]])
    assert (2, column, "out_of_order") in reasons(report)


def test_the_same_day_is_in_order(office: Office) -> None:
    headings = [*HOUSES, "วันที่ผ่านการฝึกอาชีพ", "วันที่เริ่มประกอบอาชีพ", "วันที่เลิกประกอบอาชีพ"]
    report = office([VILLAGES, V], [headings, [*H, *["1/12/2559"] * 3]])
    assert counts(report, "households") == (1, 0, 0, 0)


def test_a_file_cannot_break_the_order_of_stored_dates(office: Office) -> None:
    office([VILLAGES, V], [[*HOUSES, "วันที่ผ่านการฝึกอาชีพ"], [*H, "1/3/2560"]])
    report = office([[*HOUSES, "วันที่เริ่มประกอบอาชีพ"], [*H, "1/2/2560"]])
    assert reasons(report) == [(2, "วันที่เริ่มประกอบอาชีพ", "out_of_order")]


def test_borders_of_amounts_and_dates(office: Office) -> None:
    rows = [["39040107", "12/3", n, day, baht] for n, day, baht in (
        ("0", "1/1/2558", "20,000,000"), ("1", "31/12/2557", "1"), ("2", "21/11/2571", "1"), ("3", "22/11/2571", "1"),
        ("4", "1/1/2560", "20,000,000.01"), ("5", "1/1/2560", "-0.01"))]  # fmt: skip
    report = office([VILLAGES, V], [HOUSES, H], [INCOMES, *rows])
    assert reasons(report) == [
        (3, "วันที่เก็บข้อมูล", "date_out_of_range"),
        (5, "วันที่เก็บข้อมูล", "date_out_of_range"),
        (6, "รายได้ครัวเรือน (บาท/ปี)", "too_large"),
        (7, "รายได้ครัวเรือน (บาท/ปี)", "negative"),
    ]


def test_ticked_columns_read_blank_as_no(office: Office, store: Store) -> None:
    ticked = ["รหัสหมู่บ้าน", "บ้านเลขที่", "หัวหน้าครัวเรือน", "ครัวเรือนเป้าหมาย (✓)", "วันที่คัดเลือก"]
    rows = [["39040107", "1", "ก", "✓", "1/12/2559"], ["39040107", "2", "ข", "", "1/12/2559"]]
    report = office([VILLAGES, V], [ticked, *rows])
    assert counts(report, "households") == (2, 0, 0, 0)
    assert stored(store, "select house_no, target from households order by 1") == [("1", True), ("2", False)]


def test_citizen_ids_are_never_stored(office: Office, tmp_path: Path) -> None:
    citizen = "1103700123457"
    report = office(
        [VILLAGES, V], [["เลขประจำตัวประชาชน", *HOUSES], [citizen, *H], [citizen, "39040107", "", "", "", ""]]
    )
    (entry,) = [r for r in report.registers if r.register == "households"]
    assert entry.dropped_columns == ("เลขประจำตัวประชาชน",)
    assert (entry.new, entry.rejected) == (1, 1)
    for path in (tmp_path / "store").rglob("*"):
        assert not path.is_file() or citizen.encode() not in path.read_bytes()


def test_activities_belong_to_villages_and_support_teams_to_districts(office: Office, store: Store) -> None:
    headings = ["รหัสพื้นที่", "กิจกรรม", "วันที่ดำเนินการ", "กำหนดการ"]
    report = office([
        headings,
        ["39040107", "ประชาคมอาชีพ", "1/2/2560", ""],
        ["3904", "ประชุมทีมสนับสนุนระดับอำเภอ", "", "1/2/2560"],
        ["3904", "ประชาคมอาชีพ", "1/2/2560", ""],
        ["39040107", "ประชุมทีมสนับสนุนระดับอำเภอ", "1/2/2560", ""],
        ["39040107", "ศึกษาดูงาน", "", "-"],
    ])  # fmt: skip
    assert [(r.row, r.code) for r in report.rejects] == [
        (4, "needs_a_village"),
        (5, "needs_a_district"),
        (6, "one_of_required"),
    ]
    assert stored(store, "select place_code, day_no from activities order by 1") == [("3904", 1), ("39040107", 1)]


def test_context_knows_fiscal_from_calendar_years_and_the_nation(office: Office, store: Store) -> None:
    office(
        [["ปี", "จังหวัด", "รายการ", "ค่า"], ["2561", "ขอนแก่น", "รายได้", "1"], ["2561", "ทั่วประเทศ", "รายได้", "2"]],
        [["ปีงบประมาณ", "อำเภอ", "จังหวัด", "รายการ", "ค่า"], ["2561", "ศรีบุญเรือง", "หนองบัวลำภู", "ยอดขาย", "3"]],
    )
    assert stored(store, "select area_code, is_fiscal_year, value from context order by value") == [
        ("40", False, 1.0),
        ("", False, 2.0),
        ("3904", True, 3.0),
    ]


def test_targets_name_measures_by_id_or_in_thai(office: Office, store: Store) -> None:
    headings = ["ปีงบประมาณ", "รหัสพื้นที่", "ตัวชี้วัด", "ค่าเป้าหมาย"]
    report = office([headings, ["2560", "", "practising", "90"], ["2560", "39", "รายได้เฉลี่ยที่เพิ่มขึ้น", "5%"],
                     ["2560", "39", "ความสุข", "5"]])  # fmt: skip
    assert reasons(report) == [(4, "ตัวชี้วัด", "unknown_choice")]
    assert stored(store, "select area_code, measure, target from targets order by 1") == [
        ("", "practising", 90.0),
        ("39", "income_growth", 5.0),
    ]


def test_an_abolished_code_is_stored_under_its_successor(office: Office, store: Store) -> None:
    report = office([VILLAGES, ["2560", "40160803", "บ้าน", ""]])  # ภูเวียง เขาน้อย is now in เวียงเก่า
    assert counts(report, "villages") == (1, 0, 0, 0)
    assert report.registers[0].warnings["place_code_succeeded"] == 1
    assert stored(store, "select left(village_code, 4), right(village_code, 2) from villages") == [("4029", "03")]
    told = "select abolished_code, left(place_code, 4), n_rows, register, batch_id from succeeded_places"
    assert stored(store, told) == [("40160803", "4029", 1, "villages", 1)]
    office([VILLAGES, V])
    assert len(stored(store, told)) == 1


def test_a_dry_run_reports_the_same_and_stores_nothing(office: Office, store: Store) -> None:
    tables = ([VILLAGES, V], [HOUSES, H, ["39040107", "", "", "", ""]])
    rehearsed = office(*tables, dry_run=True)
    assert rehearsed.batch is None
    assert store.newest() is None
    real = office(*tables)
    assert (real.registers, real.rejects) == (rehearsed.registers, rehearsed.rejects)


def test_strict_stores_nothing_when_one_row_is_bad(office: Office, store: Store) -> None:
    report = office([VILLAGES, V, ["2560", "39040108", "", ""]], strict=True)
    assert (report.batch, report.exit_code, store.newest()) == (None, 1, None)
    assert office([VILLAGES, V], strict=True).batch == 1


def test_undo_is_exactly_before_and_only_the_newest(office: Office, store: Store) -> None:
    dump = "select * exclude (batch_id, first_batch_id) from villages order by all"
    office([VILLAGES, V])
    before = stored(store, dump)
    office([VILLAGES, [*V[:3], "1"], ["2560", "39040108", "ก", "1"]])
    office([VILLAGES, ["2560", "39040109", "ก", "1"]])
    with pytest.raises(UndoOutOfOrder) as error:
        undo(store, 2)
    assert error.value.facts["between"] == "3"
    assert (undo(store), undo(store, 2)) == (3, 2)
    assert stored(store, dump) == before
    assert undo(store) == 1
    assert stored(store, dump) == []
    with pytest.raises(NothingToUndo):
        undo(store)
    with pytest.raises(UnknownBatch):
        undo(store, 17)
    with store.current().open() as con:
        assert [(b.batch_id, b.undone_at is not None) for b in batches(con)] == [(3, True), (2, True), (1, True)]
    assert office([VILLAGES, V]).batch == 4
    assert stored(store, dump) == before


def test_example_and_real_data_never_mix(office: Office, store: Store, tmp_path: Path) -> None:
    office([VILLAGES, V], kind="example")
    with pytest.raises(StoreKindMismatch):
        office([VILLAGES, V])
    with pytest.raises(StoreKindMismatch):
        office([VILLAGES, V], dry_run=True)


def test_an_undone_real_store_gives_way_to_the_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard import settings

    monkeypatch.setattr(settings, "DATA", tmp_path)
    path = tmp_path / "v.csv"
    path.write_text("\n".join([",".join(VILLAGES), ",".join(V)]), encoding="utf-8")
    default = Settings()
    import_files([path], Store(default.example_store), default, kind="example")
    assert store_for_reading(default).current().kind == "example"
    import_files([path], Store(default.real_store), default)
    assert store_for_reading(default).current().kind == "real"
    undo(Store(default.real_store))
    assert store_for_reading(default).current().kind == "example"


def test_quarantine_keeps_every_refused_row_whole_and_it_comes_back_corrected(
    office: Office, store: Store, tmp_path: Path, today_settings: Settings
) -> None:
    import openpyxl

    office([VILLAGES, V], [[*HOUSES, "หมายเหตุ"], [*H[:4], "ไม่ทราบ", "จดไว้"]])
    with store.current().open() as con:
        (row,) = refused_rows(con, 1)
    assert row.cells["หมายเหตุ"] == "จดไว้"
    assert [r[:3] for r in row.reasons] == [("วันที่คัดเลือก", "ไม่ทราบ", "not_a_date")]
    path = tmp_path / "rejects.xlsx"
    path.write_bytes(write_rejects([row], "th"))
    book = openpyxl.load_workbook(path)
    (cell,) = [c for line in book.active.iter_rows() for c in line if c.value == "ไม่ทราบ"]  # type: ignore[union-attr]
    assert cell.comment is not None
    cell.value = "1/12/2559"
    book.save(path)
    report = import_files([path], store, today_settings)
    assert counts(report, "households") == (1, 0, 0, 0)


@pytest.mark.parametrize(("language", "told"), [("th", "10 เม.ย. 2560"), ("en", "10 Apr 2017")])
def test_a_reason_tells_days_in_the_readers_calendar_and_texts_as_they_are(language: str, told: str) -> None:
    facts = {"other": "วันที่คัดเลือก", "other_value": "2017-04-10"}
    words = reason_in_words(("วันที่เริ่ม", "28/12/2559", "out_of_order", facts), language)
    assert f"({told})" in words
    assert "(28/12/2559)" in words
    for text in ("2560-04-10", "2017-02-30"):  # of the Buddhist era already; no day at all
        assert f"“{text}”" in reason_in_words(("วันที่เริ่ม", text, "not_a_date", {}), language)


def test_a_place_that_nothing_is_near_to_is_told_without_an_empty_list() -> None:
    for near, told in (("", "ตรวจรหัสหรือชื่อพื้นที่"), ("เมืองใหม่ (390401)", "ใกล้เคียง: เมืองใหม่ (390401)")):
        reject = Reject("villages", "ก.csv", "", 2, "รหัสหมู่บ้าน", "40999999", "place_unknown", {"candidates": near})
        assert reject.message("th").endswith(told)


@pytest.mark.parametrize("register", [r.name for r in REGISTERS])
def test_an_empty_template_is_recognised_and_holds_no_data(
    register: str, tmp_path: Path, store: Store, today_settings: Settings
) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(template(register))
    report = import_files([path], store, today_settings, dry_run=True)
    (entry,) = report.registers
    assert (entry.register, entry.read, entry.skipped.get("example")) == (register, 0, 1)
    assert not entry.ignored_columns


def test_an_import_waits_for_another_and_says_when_it_cannot(
    store: Store, office: Office, today_settings: Settings
) -> None:
    from dashboard.errors import StoreIsBusy

    office([VILLAGES, V])
    impatient = Store(store.folder, lock_wait_s=0.1)
    with store.building("real"), pytest.raises(StoreIsBusy), impatient.building("real"):
        pass


def test_a_crash_in_the_middle_leaves_the_last_good_snapshot(office: Office, store: Store) -> None:
    office([VILLAGES, V])
    before = store.current()

    class Crash(Exception):
        pass

    def crash() -> None:
        with store.building("real") as building:
            building.con.execute("delete from villages")
            raise Crash

    with pytest.raises(Crash):
        crash()
    assert store.current() == before
    assert stored(store, "select count(*) from villages") == [(1,)]
    assert [p.name for p in (store.folder / "snapshots").glob("*.duckdb")] == [before.path.name]


def test_only_so_many_snapshots_are_kept(tmp_path: Path, today_settings: Settings) -> None:
    store = Store(tmp_path / "s", kept=2)
    path = tmp_path / "v.csv"
    for n in range(4):
        path.write_text("\n".join([",".join(VILLAGES), f"2560,39040107,ก,{n}"]), encoding="utf-8")
        import_files([path], store, replace(today_settings))
    assert len(list((store.folder / "snapshots").glob("*.duckdb"))) == 2
    assert len(list((store.folder / "snapshots").glob("*.seal"))) == 2
    assert undo(store) == 4


def test_words_alone_under_a_table_are_a_note_even_where_a_code_would_stand(office: Office) -> None:
    report = office([VILLAGES, V, ["", "หมายเหตุ ข้อมูล ณ 30 ก.ย. 60", "", ""], ["", "39040108", "", ""]])
    assert counts(report, "villages") == (1, 0, 0, 1)
    assert report.registers[0].skipped == {"heading": 1, "note": 1}

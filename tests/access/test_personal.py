"""One person's data: found wherever it is; gone from every state and file after its erasure, whatever crashes."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb
import pytest
import stores
from test_citizen_ids import everything_kept

from dashboard.__main__ import main
from dashboard.access.audit import AuditLog
from dashboard.access.personal import erase, holding
from dashboard.access.roles import LOCAL, Person
from dashboard.errors import NotAllowed, OutsideYourAreas, UnreadableOption
from dashboard.filters import Filters
from dashboard.intake.importing import Signed, import_files
from dashboard.measures import fetch_measures
from dashboard.meeting.decisions import Decided
from dashboard.meeting.keeping import Decisions
from dashboard.persons import name_key
from dashboard.scenario import saved as scenarios
from dashboard.settings import read_settings
from dashboard.store import Store, renewing
from dashboard.store.disk import sweep_leftovers
from dashboard.store.health import health
from dashboard.store.history import redo, undo
from dashboard.store.personal import Search, Subject, unclassified
from dashboard.store.retention import RENEWING
from dashboard.store.schema import all_tables

NAME, BARE, LONGER = "นางประไพ ทองสุก", "ประไพ ทองสุก", "นางประไพ ทองสุกใส"
VILLAGE, HOUSE = "40160101", "88/8"
REGISTERS = {
    "households.csv": "รหัสหมู่บ้าน,บ้านเลขที่,ชื่อหัวหน้าครัวเรือน,ครัวเรือนเป้าหมาย,วันที่คัดเลือก,วิทยากรผู้ดูแล\n"
    f"{VILLAGE},{HOUSE},{NAME},ใช่,2017-01-05,\n{VILLAGE},99/9,{LONGER},ใช่,2017-01-05,{BARE}\n",
    "incomes.csv": "รหัสหมู่บ้าน,บ้านเลขที่,รอบ,วันที่เก็บข้อมูล,รายได้ครัวเรือน (บาท/ปี)\n"
    f"{VILLAGE},{HOUSE},0,2017-01-10,77001\n{VILLAGE},{HOUSE},1,2017-05-10,77002\n",
    "visits.csv": "รหัสหมู่บ้าน,บ้านเลขที่,วันที่ติดตาม,ผู้ติดตาม,ผลการติดตาม,ปัญหา\n"
    f"{VILLAGE},{HOUSE},2017-05-01,นาย ก,เลี้ยงไก่ของคุณแม่,เงินทุน\n"
    f"{VILLAGE},99/9,2017-05-02,{NAME},ไปกับ{BARE}และเพื่อน,\n",
    "sages.csv": "รหัสหมู่บ้าน,ชื่อ-สกุล,บทบาท,โทรศัพท์,แทน\n"
    f"{VILLAGE},น.ส.ประไพ  ทองสุก,วิทยากร,0899998888,\n{VILLAGE},นายแทน ที่,วิทยากร,,{NAME}\n",
    "knowledge.csv": f"ชื่อเรื่อง,โดย,รหัสพื้นที่,กระบวนการ/ขั้นตอน\nการเลี้ยงไก่,{NAME},{VILLAGE},ถาม{NAME} ก่อนให้อาหาร\n",
    "refused.csv": f"รหัสหมู่บ้าน,ชื่อ-สกุล,บทบาท\n{VILLAGE},{NAME},ไม่มีบทบาทนี้\n",
}
TRACES = (BARE, HOUSE, "0899998888", "คุณแม่")


@pytest.fixture(scope="module")
def imported(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Imported, corrected, taken back and put in again; a decision, a scenario and the history name the person, too."""
    folder = tmp_path_factory.mktemp("held") / "store"
    shutil.copytree(small_store, folder)
    files = folder.parent / "files"
    files.mkdir()
    for name, text in REGISTERS.items():
        (files / name).write_text(text, encoding="utf-8")
    (files / "refused.csv").rename(files / f"ของ{NAME}.csv")
    store = Store(folder)
    report = import_files([files], store, read_settings(), signed=Signed(NAME))
    assert report.n_rejected == 1, report.rejects
    undo(store, done_by=NAME)
    redo(store)
    Decisions(folder, "real").add(Decided(f"เยี่ยม{NAME}", BARE, date(2017, 7, 31), "4016", person=NAME), stores.TODAY)
    scenarios.save(folder, f"งานของ {NAME}", "", stores.FISCAL_YEAR, "")
    aside = folder / "before-000001"
    aside.mkdir()
    (aside / "notes.json").write_text(f'["{NAME}", "{name_key(NAME)}"]', encoding="utf-8")
    return folder


@pytest.fixture
def store(imported: Path, tmp_path: Path) -> Store:
    shutil.copytree(imported, tmp_path / "store")
    return Store(tmp_path / "store")


def log(store: Store) -> AuditLog:
    return AuditLog(store.folder, "real")


def traces(store: Store, out: Path) -> list[str]:
    out.mkdir(exist_ok=True)
    kept = everything_kept(store.folder, out).replace(LONGER, "")
    return [trace for trace in (*TRACES, name_key(NAME)) if trace in kept]


def measures(store: Store) -> object:
    with store.current().open() as con:
        return fetch_measures(con, Filters(stores.FISCAL_YEAR, stores.TODAY), "village")


def test_everything_that_is_held_is_found(store: Store) -> None:
    found = holding(store, log(store), Subject(NAME))
    by_table = {held.table for held in found.held}
    assert by_table >= {"households", "incomes", "visits", "sages", "knowledge", "quarantine", "batches", "batch_steps"}
    told = {(held.table, held.column, held.text) for held in found.held}
    assert {("incomes", "income_baht", "77002.0"), ("sages", "phone", "0899998888")} <= told
    assert ("households", "trainer", BARE) in told
    assert LONGER not in {text for _, _, text in told}  # of whom the person is the trainer: somebody else's data
    assert dict(found.beside) == {"decisions.real.json": 3, "scenarios.json": 1, "notes.json": 2}
    assert found.n_states > 1


@pytest.mark.parametrize(
    "subject", [Subject(BARE), Subject(f"  นาย {BARE} ", "40"), Subject(NAME, "401601", VILLAGE, HOUSE)]
)
def test_the_name_is_found_with_any_title(subject: Subject, store: Store) -> None:
    with store.current().open() as con:
        assert Search(con, subject).houses == {(VILLAGE, HOUSE)}


def test_a_name_in_another_area_is_another_person(store: Store) -> None:
    with store.current().open() as con:
        assert {held.table for held in Search(con, Subject(NAME, "39")).held()} <= {
            "batches", "batch_steps", "batch_files", "batch_registers", "quarantine"}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "village", "house"), [("", "", ""), ("นาย", "", ""), ("ก", "", ""), ("", VILLAGE, "")]
)
def test_nobody_is_not_everybody(name: str, village: str, house: str) -> None:
    with pytest.raises(UnreadableOption):
        Subject(name, "", village, house)


def test_after_its_erasure_nothing_is_left_and_nothing_else_is_touched(store: Store, tmp_path: Path) -> None:
    assert traces(store, tmp_path / "a") == [*TRACES, name_key(NAME)]
    before, files = measures(store), len(store.kept_files())
    done = erase(store, log(store), LOCAL, Subject(NAME))
    assert traces(store, tmp_path / "b") == []
    assert done.n_rows > 10
    assert measures(store) == before  # what is counted is counted as before
    assert len(store.kept_files()) == files
    with store.current().open() as con:
        assert health(con) == []
        assert con.execute("select head_name, trainer from households where house_no = '99/9'").fetchall() == [
            (LONGER, done.sign)]  # fmt: skip
        incomes = con.execute("select income_baht from incomes where house_no = ? order by round", [done.sign])
        assert incomes.fetchall() == [(77001.0,), (77002.0,)]
        assert con.execute("select finding from visits where house_no = '99/9'").fetchall() == [
            (f"ไปกับ{done.sign}และเพื่อน",)]  # fmt: skip
    said = [(r.event.what, r.event.count) for r in log(store).records()]
    assert said == [("person.erased", done.n_rows), ("person.erasing", None)]
    assert log(store).verify().broken_line is None
    undo(store)  # goes on as before, without the person
    redo(store)
    assert traces(store, tmp_path / "c") == []
    assert holding(store, log(store), Subject(NAME)).held == ()
    assert erase(store, log(store), LOCAL, Subject(NAME)).n_rows == 0


PUT_RIGHT = [  # (register, heading, before, after): the house number as people write it, and what is nobody's
    ("households", "เลขบ้าน", "88 / 8", "88/8"),
    ("incomes", "บ้านเลขที่", "๘๘/๘", "88/8"),
    ("visits", "บ้าน", "88/8", "88/9"),
    ("households", "บ้านเลขที่", "7", "8"),
    ("materials", "จำนวน", "88/8x", "88"),
]


@pytest.mark.parametrize("subject", [Subject(NAME), Subject(village=VILLAGE, house=HOUSE)], ids=["name", "house"])
def test_a_house_number_that_was_put_right_is_erased_too(subject: Subject, store: Store, tmp_path: Path) -> None:
    with store.building("real") as building:
        building.con.executemany(
            'insert into fixes (batch_id, register, file, sheet, "row", "column", before, after, why) '
            "values (1, ?, 'ก.xlsx', '1', 5, ?, ?, ?, 'typed')",
            PUT_RIGHT,
        )
    assert {held.text for held in holding(store, log(store), subject).held if held.table == "fixes"} >= {"๘๘/๘", "88/9"}
    done = erase(store, log(store), LOCAL, subject)
    with store.current().open() as con:
        left = con.execute("select before, after from fixes where file = 'ก.xlsx' order by before, after").fetchall()
        assert sorted(left) == sorted([("7", "8"), ("88/8x", "88"), *[(done.sign, done.sign)] * 3])
    (tmp_path / "out").mkdir()
    kept = everything_kept(store.folder, tmp_path / "out").replace("88/8x", "")
    assert [trace for trace in ("88/8", "88 / 8", "๘๘/๘") if trace in kept] == []


def test_what_a_killed_import_left_is_gone_too(store: Store) -> None:
    left = [store.snapshots / ".building-000099.duckdb", store.snapshots / "000099.duckdb"]  # no pointer ever named it
    for path in left:
        shutil.copyfile(store.current().path, path)
    erase(store, log(store), LOCAL, Subject(NAME))
    assert not left[0].exists()
    assert store.kept_files()[0] == store.current().path


def test_a_house_alone_is_erased(store: Store) -> None:
    done = erase(store, log(store), LOCAL, Subject(village=VILLAGE, house=HOUSE))
    with store.current().open() as con:
        row = con.execute("select head_name, house_no from households where house_no = ?", [done.sign]).fetchall()
        assert row == [(done.sign, done.sign)]
        assert con.execute("select count(*) from households where house_no = ?", [HOUSE]).fetchall() == [(0,)]
        assert con.execute("select finding, problem from visits where house_no = ?", [done.sign]).fetchall() == [
            (None, None)]  # fmt: skip


STEPS = ("publish_again", "finish_renewal", "_made_anew")


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_leaves_a_good_state_and_asking_again_finishes(
    step: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = measures(store)
    own = getattr(renewing, step)
    calls = []

    def crash(*args: object, **kwargs: object) -> object:
        calls.append(step)
        if len(calls) == (2 if step in ("finish_renewal", "_made_anew") else 1):
            raise KeyboardInterrupt
        return own(*args, **kwargs)

    monkeypatch.setattr(renewing, step, crash)
    with pytest.raises(KeyboardInterrupt):
        erase(store, log(store), LOCAL, Subject(NAME))
    monkeypatch.undo()
    assert measures(store) == before
    assert store.damaged() == []
    erase(store, log(store), LOCAL, Subject(NAME))
    assert traces(store, tmp_path / "after") == []
    assert not (store.folder / RENEWING).exists()
    assert measures(store) == before


def test_a_crash_between_two_states_is_taken_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [path.name for path in store.kept_files()]
    monkeypatch.setattr(Store, "point_to", lambda _self, _seal: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        erase(store, log(store), LOCAL, Subject(NAME))
    monkeypatch.undo()
    assert len(store.kept_files()) > len(names)  # some new ones are there, which no pointer names
    with store.building("real"):
        pass
    assert not (store.folder / RENEWING).exists()
    assert [path.name for path in store.kept_files()][1:] == names


def test_only_administrators_of_the_nation(store: Store) -> None:
    with pytest.raises(NotAllowed):
        erase(store, log(store), Person("x", "editor"), Subject(NAME))
    with pytest.raises(OutsideYourAreas):
        erase(store, log(store), Person("x", "administrator", ("40",)), Subject(NAME))
    assert log(store).records() == []


def test_the_command_tells_and_erases(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMMACHIP_STORE", str(store.folder))
    out = tmp_path / "held.csv"
    assert main(["person", NAME, "-o", str(out)]) == 0
    assert "77002" in out.read_text(encoding="utf-8-sig")
    assert main(["person", NAME, "--erase"]) == 0
    capsys.readouterr()
    assert main(["person", NAME]) == 1
    assert BARE not in capsys.readouterr().out
    assert [r.event.what for r in log(store).records()] == [
        "person.held", "person.erased", "person.erasing", "person.held"]  # fmt: skip
    assert BARE not in log(store).path.read_text(encoding="utf-8")


def test_every_name_column_is_one() -> None:
    assert unclassified() == []
    assert "full_name" in all_tables()["sages"]


def test_a_file_that_only_deleted_still_has_it(tmp_path: Path) -> None:
    """Why states are copied row by row: the engine leaves what was deleted in blocks that nobody reads."""
    path = tmp_path / "x.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("create table t as select 'unmistakable' || i as a from range(100000) r(i)")
        con.execute("checkpoint")
        con.execute("delete from t")
        con.execute("checkpoint")
    assert b"unmistakable" in path.read_bytes()


def test_what_a_killed_program_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name, hours in (("sammachip-old", 30), ("sammachip-new", 1), ("other", 99)):
        (tmp_path / name / "0").mkdir(parents=True)
        (tmp_path / name / "0" / "ทะเบียน.xlsx").write_bytes(b"x")
        os.utime(tmp_path / name, (time.time() - hours * 3600,) * 2)
    assert sweep_leftovers(read_settings().leftovers_hours) == ["sammachip-old"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "sammachip-new"]


def test_a_state_of_an_earlier_version_lacks_columns(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    shutil.copyfile(store.current().path, path)
    with duckdb.connect(str(path)) as con:
        con.execute("alter table quarantine drop column place_code")
        con.execute("alter table visits drop column problem")
        con.execute("drop table batch_steps")
        search = Search(con, Subject(NAME))
        assert {"households", "quarantine"} <= {held.table for held in search.held()}
        assert search.take_out("×××") > 5
        assert list(Search(con, Subject(NAME)).held()) == []

"""A backup holds everything, is checked when made and before it is used, and comes back exactly."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.errors import BackupExists, BackupUnreadable, StoreIsEmpty, StoreKindMismatch
from dashboard.intake.importing import import_files
from dashboard.meeting.decisions import Decided
from dashboard.meeting.keeping import Decisions
from dashboard.scenario.saved import FILE as SCENARIOS
from dashboard.settings import Settings
from dashboard.store import Building, Store
from dashboard.store.backup import back_up, restore
from dashboard.store.history import undo
from dashboard.store.packing import MANIFEST
from dashboard.store.schema import all_tables

TODAY = Settings(today=date(2026, 11, 21))


def bring(folder: Path, n: int) -> None:
    mail = folder.parent / f"mail-{n}.csv"
    rows = "".join(f"2560,390401{moo:02},บ้าน {n}\n" for moo in range(1, 4))
    mail.write_text(f"ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n{rows}2560,99999999,ผิด\n", encoding="utf-8")
    import_files([mail], Store(folder), TODAY)


def content(folder: Path) -> dict[str, list[str]]:
    """Every stored row; the names of snapshots are of the place where they are."""
    with Store(folder).current().open() as con:
        tables = {name: con.execute(f'select * from "{name}"').fetchall() for name in all_tables()}
    tables["batches"] = [(row[0], row[1], row[4]) for row in tables["batches"]]
    return {name: sorted(map(repr, rows)) for name, rows in tables.items()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "store"
    for n in (1, 2, 3):
        bring(folder, n)
    Decisions(folder, "real").add(Decided("ส่งวัสดุ", "อำเภอ", date(2026, 12, 1)), date(2026, 11, 20))
    (folder / SCENARIOS).write_text("[]", encoding="utf-8")
    (folder / "audit.real.jsonl").write_text("1\n", encoding="utf-8")
    return folder


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "office" / "store"))


def test_a_backup_comes_back_exactly_on_another_machine(store: Path, tmp_path: Path) -> None:
    held = back_up(Store(store), tmp_path / "b.zip")
    assert (held.n_rows, held.n_batches, held.n_files) == (3, 3, 4)
    found = restore(Store(tmp_path / "other"), tmp_path / "b.zip")
    assert (found.n_rows, found.n_batches, found.kept_as, found.replaced_in) == (3, 3, "", "")
    assert content(tmp_path / "other") == content(store)
    assert Decisions(tmp_path / "other", "real").all() == Decisions(store, "real").all()
    assert (tmp_path / "other" / SCENARIOS).read_text(encoding="utf-8") == "[]"
    assert {p.name for p in (tmp_path / "other").iterdir()} == {
        "store.json", "snapshots", "import.lock", "journal.jsonl", "decisions.real.json", SCENARIOS, "audit.real.jsonl"
    }  # fmt: skip


def test_a_backup_brings_back_what_was_changed_since_and_keeps_what_it_replaces(store: Path, tmp_path: Path) -> None:
    before = content(store)
    back_up(Store(store), tmp_path / "b.zip")
    bring(store, 4)
    (store / "audit.real.jsonl").write_text("1\n2\n", encoding="utf-8")
    Decisions(store, "real").add(Decided("อื่น", "จังหวัด", date(2026, 12, 2)), date(2026, 11, 21))
    now = restore(Store(store), tmp_path / "b.zip")
    assert content(store) == before
    assert len(Decisions(store, "real").all()) == 1
    assert (store / "audit.real.jsonl").read_text(encoding="utf-8") == "1\n2\n"  # a log only grows
    assert len(Decisions(store / now.replaced_in, "real").all()) == 2
    assert now.kept_as == "000004"
    assert (store / "snapshots" / "000004.duckdb").exists()
    bring(store, 5)
    with Store(store).current().open() as con:
        assert con.execute("select distinct village_name from villages").fetchall() == [("บ้าน 5",)]


def test_a_backup_and_a_copied_folder_are_whole_while_an_import_runs(store: Path, tmp_path: Path) -> None:
    before = content(store)
    mail = tmp_path / "mail.csv"
    mail.write_text("ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n2560,39040109,ใหม่\n", encoding="utf-8")

    def meanwhile(building: Building, _batch: int) -> None:  # its rows are in the draft, nothing is published
        assert building.con.execute("select count(*) from villages").fetchall() == [(4,)]
        back_up(Store(store), tmp_path / "b.zip")
        shutil.copytree(store, tmp_path / "copy")

    import_files([mail], Store(store), TODAY, afterwards=meanwhile)
    assert content(store) != before
    restore(Store(tmp_path / "restored"), tmp_path / "b.zip")
    for folder in (tmp_path / "restored", tmp_path / "copy"):
        assert content(folder) == before
        bring(folder, 4)
        assert Store(folder).damaged() == []
        assert not list(folder.rglob(".building*"))


def test_with_the_older_snapshots_imports_can_be_taken_back_after_restoring(store: Path, tmp_path: Path) -> None:
    back_up(Store(store), tmp_path / "b.zip", with_undo=True)
    for folder in (tmp_path / "other", store):
        restore(Store(folder), tmp_path / "b.zip")
        assert undo(Store(folder)) == 3
        assert undo(Store(folder)) == 2
        with Store(folder).current().open() as con:
            assert con.execute("select distinct village_name from villages").fetchall() == [("บ้าน 1",)]


def test_undo_after_restoring_never_takes_a_snapshot_that_only_has_the_same_number(store: Path, tmp_path: Path) -> None:
    other = tmp_path / "another" / "store"
    other.parent.mkdir()
    for n in (7, 8, 9):
        bring(other, n)
    back_up(Store(store), tmp_path / "b.zip")
    restore(Store(other), tmp_path / "b.zip")
    assert main(["--store", str(other), "undo"]) == 2  # the state before is not in this backup
    assert content(other) == content(store)


def damaged(backup: Path, how: str) -> bytes:
    whole = backup.read_bytes()
    match how:
        case "cut short":
            return whole[: len(whole) // 2]
        case "a flipped bit":
            at = len(whole) // 3
            return whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        case "no zip":
            return b"PK\x03\x04 nothing"
        case _:
            return b""


@pytest.mark.parametrize("how", ["cut short", "a flipped bit", "no zip", "empty"])
def test_a_damaged_backup_changes_nothing(store: Path, tmp_path: Path, how: str) -> None:
    back_up(Store(store), tmp_path / "b.zip")
    (tmp_path / "bad.zip").write_bytes(damaged(tmp_path / "b.zip", how))
    bring(store, 4)
    before = content(store)
    with pytest.raises(BackupUnreadable):
        restore(Store(store), tmp_path / "bad.zip")
    assert content(store) == before
    assert not list(store.glob(".restoring-*"))


@pytest.mark.parametrize("change", ["outside", "another digest", "more", "newer", "no manifest", "twice"])
def test_a_backup_somebody_tampered_with_is_refused(store: Path, tmp_path: Path, change: str) -> None:
    back_up(Store(store), tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as whole, zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        facts = json.loads(whole.read(MANIFEST))
        files = {name: whole.read(name) for name in whole.namelist() if name != MANIFEST}
        match change:
            case "outside":
                files["../outside.json"] = files.pop("scenarios.json")
                next(f for f in facts["files"] if f["name"] == "scenarios.json")["name"] = "../outside.json"
            case "another digest":
                files["scenarios.json"] = b"{}"
            case "more":
                facts["files"].append({"name": "more.json", "n_bytes": 3, "sha256": "0"})
            case "newer":
                facts["format"] = 2
            case "twice":
                facts["files"].append(facts["files"][0])
        for name, text in files.items():
            bad.writestr(name, text)
        if change != "no manifest":
            bad.writestr(MANIFEST, json.dumps(facts))
    before = content(store)
    with pytest.raises(BackupUnreadable):
        restore(Store(store), tmp_path / "bad.zip")
    assert content(store) == before
    assert not (tmp_path / "outside.json").exists()


def test_a_backup_is_never_written_over_and_an_empty_store_has_none(store: Path, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(BackupExists):
        back_up(Store(store), tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_text() == "mine"
    with pytest.raises(StoreIsEmpty):
        back_up(Store(tmp_path / "nothing"), tmp_path / "c.zip")
    assert [p.name for p in tmp_path.glob("*.zip")] == ["b.zip"]


def test_an_example_is_never_restored_over_real_data(store: Path, tmp_path: Path) -> None:
    with Store(tmp_path / "example").building("example") as building:
        from dashboard.store.schema import create_tables

        create_tables(building.con)
    back_up(Store(tmp_path / "example"), tmp_path / "e.zip")
    with pytest.raises(StoreKindMismatch):
        restore(Store(store), tmp_path / "e.zip")


def test_a_damaged_store_is_backed_up_as_its_last_good_state_and_says_so(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newest = store / "snapshots" / "000003.duckdb"
    newest.write_bytes(newest.read_bytes()[:-5])
    assert main(["--store", str(store), "--language", "en", "backup", str(tmp_path / "b.zip")]) == 1
    told = capsys.readouterr()
    assert "checked: it opens and is complete: 3 rows, 2 imports" in told.out
    assert "the last good snapshot (000002)" in told.err


def test_the_commands_say_what_they_did(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(store), "--language", "en", "backup", str(tmp_path / "b.zip")]) == 0
    assert main(["--store", str(store), "--language", "en", "restore", str(tmp_path / "b.zip")]) == 0
    told = capsys.readouterr().out
    assert "Restored from b.zip" in told
    assert "What was there before is kept as snapshot 000003; files that were replaced are in the folder" in told
    assert main(["--store", str(store), "--language", "en", "check"]) == 0
    assert "restored the backup b.zip" in capsys.readouterr().out
    assert main(["--store", str(store), "--language", "en", "restore", str(tmp_path / "none.zip")]) == 2
    assert main(["--store", str(store), "--language", "th", "restore", str(store)]) == 2
    assert "ไม่ใช่สำเนาสำรอง" in capsys.readouterr().err

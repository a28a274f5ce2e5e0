"""A damaged pointer or snapshot: the last good one is used, and everybody is told."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import stores
from damaging import flip
from effort import times
from filelock import FileLock
from streamlit.testing.v1 import AppTest
from trials import TODAY, standing, store_mail, write_mail

from dashboard.__main__ import main
from dashboard.errors import SnapshotUnreadable, StoreIsBusyWith, StoreIsEmpty
from dashboard.intake.importing import import_files
from dashboard.store import Store
from dashboard.store.history import batches, undo


@pytest.fixture(scope="module")
def three_imports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("three")
    for n in range(3):
        store_mail(folder / "store", write_mail(folder, n))
    return folder / "store"


@pytest.fixture
def store(three_imports: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(three_imports, tmp_path / "store"))


NAMED = '{"snapshot": "000003.duckdb", "kind": '


@pytest.mark.parametrize("text", ["", "{", '{"kind": "real", "snap', "null", "[]", '"x"', "\0" * 200, "123",
                                  '{"snapshot": "../../1.duckdb", "kind": "real"}', '{"snapshot": 3, "kind": "real"}',
                                  NAMED + '"other"}', "[" * 100_000, NAMED + '"real", "n_bytes": "7"}',
                                  NAMED + '"real", "digest": 3}'])  # fmt: skip
def test_a_torn_pointer_leads_to_the_newest_that_was_published(store: Path, text: str) -> None:
    (store / "store.json").write_text(text, encoding="utf-8")
    stands = standing(store)
    assert (stands["names"], stands["batches"], stands["trouble"]) == (["บ้าน 2"], 3, "pointer")
    store_mail(store, write_mail(store, 3))
    stands = standing(store)
    assert (stands["names"], stands["batches"], stands["trouble"]) == (["บ้าน 3"], 4, None)


def test_a_lost_pointer_is_told_as_well(store: Path) -> None:
    (store / "store.json").unlink()
    assert standing(store)["trouble"] == "pointer"


def test_a_pointer_that_is_no_text(store: Path) -> None:
    (store / "store.json").write_bytes(b"\xff\xfe\x00\xd8" * 9)
    assert standing(store)["trouble"] == "pointer"


def test_one_flipped_bit_anywhere_is_noticed_at_opening(store: Path) -> None:
    newest = store / "snapshots" / "000003.duckdb"
    size, rng = newest.stat().st_size, random.Random(5)
    for at in [0, 1, size - 1, *(rng.randrange(size) for _ in range(40))]:
        flip(newest, at)
        now = Store(store).current()
        assert (now.id, now.trouble and now.trouble.code) == ("000002", "content"), at
        flip(newest, at)
    assert Store(store).current().id == "000003"


def test_a_snapshot_cut_short_or_gone_is_noticed_too(store: Path) -> None:
    newest = store / "snapshots" / "000003.duckdb"
    whole = newest.read_bytes()
    newest.write_bytes(whole[: len(whole) // 2])
    assert standing(store)["names"] == ["บ้าน 1"]
    newest.unlink()
    stands = standing(store)
    assert (stands["names"], stands["trouble"]) == (["บ้าน 1"], "missing")


def test_a_quick_look_notices_the_size_and_samples_of_a_large_file(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.store.seals.SMALL", 0)
    newest = store / "snapshots" / "000003.duckdb"
    assert Store(store, quick=True).current().trouble is None
    flip(newest, 5)
    assert Store(store, quick=True).current().id == "000002"


def test_everybody_is_told_of_a_damaged_snapshot(
    store: Path, capsys: pytest.CaptureFixture[str], open_app: Callable[..., AppTest]
) -> None:
    flip(store / "snapshots" / "000003.duckdb", 70_000)
    assert main(["--store", str(store), "--language", "en", "check"]) == 1
    told = capsys.readouterr().out
    assert "The newest data file (000003.duckdb) is damaged; the snapshot before it, 000002, is used instead" in told
    assert "000003.duckdb was found damaged or missing; 000002 was used instead" in told
    for page in ("", "../pages/progress.py"):
        app = open_app(store, page, lang="en", fy="2560", as_of=stores.TODAY.isoformat())
        assert not app.exception
        assert any("000003.duckdb) is damaged" in w.value for w in app.warning)


def test_the_next_import_builds_on_the_last_good_one_and_check_still_knows(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flip(store / "snapshots" / "000003.duckdb", 70_000)
    store_mail(store, write_mail(store, 7))
    now = Store(store).current()
    assert (now.id, now.trouble, standing(store)["batches"]) == ("000004", None, 3)
    assert main(["--store", str(store), "--language", "en", "check"]) == 1
    told = capsys.readouterr().out
    assert "The older data file 000003.duckdb" in told
    assert "000002 was used instead" in told


def test_an_import_is_not_taken_back_to_a_damaged_snapshot(store: Path) -> None:
    flip(store / "snapshots" / "000002.duckdb", 70_000)
    with pytest.raises(SnapshotUnreadable):
        undo(Store(store))
    assert standing(store)["names"] == ["บ้าน 2"]


def test_without_any_whole_snapshot_the_words_say_what_to_do(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (store / "snapshots").glob("*.duckdb"):
        flip(path, 70_000)
    for command in (["check"], ["kpi"], ["batches"]):
        assert main(["--store", str(store), "--language", "en", *command]) == 2
        told = capsys.readouterr().err
        assert told.startswith("The data cannot be opened: the data file is damaged")
        assert "sammachip restore" in told
        assert str(store) not in told


def test_a_first_import_that_was_cut_off_leaves_an_empty_store(store: Path) -> None:
    for seal in (store / "snapshots").glob("*.seal"):
        seal.unlink()
    (store / "store.json").unlink()
    with pytest.raises(StoreIsEmpty):
        Store(store).current()


def test_a_store_of_the_first_version_has_no_seals_and_is_sealed_by_the_next_import(store: Path) -> None:
    for seal in (store / "snapshots").glob("*.seal"):
        seal.unlink()
    plain = {"kind": "real", "snapshot": "000003.duckdb", "is_empty": False}
    (store / "store.json").write_text(json.dumps(plain), encoding="utf-8")
    assert standing(store)["trouble"] is None
    store_mail(store, write_mail(store, 4))
    assert standing(store)["names"] == ["บ้าน 4"]
    assert undo(Store(store)) == 4
    assert standing(store)["names"] == ["บ้าน 2"]


def test_the_second_importer_waits_and_is_told_who_imports(store: Path) -> None:
    heard: list[str] = []
    first = Store(store)
    inside, go = threading.Event(), threading.Event()

    def slow() -> None:
        with first.building("real"):
            inside.set()
            go.wait(20)

    worker = threading.Thread(target=slow)
    worker.start()
    inside.wait(20)
    try:
        with pytest.raises(StoreIsBusyWith) as error, Store(store, lock_wait_s=0.1).building("real"):
            pass
        assert "@" in str(error.value.facts["who"])
        threading.Timer(0.3, go.set).start()
        patient = Store(store, lock_wait_s=20, waiting=lambda who, since: heard.append(f"{who} {since}"))
        import_files([write_mail(store, 8)], patient, TODAY)
    finally:
        go.set()
        worker.join()
    assert len(heard) == 1
    assert standing(store)["names"] == ["บ้าน 8"]


def test_check_says_that_somebody_imports(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(store).building("real"):
        main(["--store", str(store), "--language", "en", "check"])
    assert "has been importing since" in capsys.readouterr().out


def test_readers_see_one_state_or_the_other_while_imports_run(store: Path) -> None:
    seen: set[tuple[str, ...]] = set()
    wrong: list[object] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                stands = standing(store)
            except Exception as error:  # noqa: BLE001 - anything a reader meets is what the test is about
                wrong.append(error)
                return
            if (stands["rows"], len(stands["names"]), stands["trouble"]) != (40, 1, None):
                wrong.append(stands)
            seen.add(tuple(stands["names"]))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for n in range(10, times(12, 60)):
        store_mail(store, write_mail(store, n))
        time.sleep(0.1)
    stop.set()
    for reader in readers:
        reader.join()
    assert not wrong
    assert (f"บ้าน {n}",) in seen
    assert len(seen) >= 2


def test_a_clock_that_goes_backwards_changes_no_order_and_is_told(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Earlier(datetime):
        @classmethod
        def now(cls, _tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now() - timedelta(days=400)

    monkeypatch.setattr("dashboard.intake.noting.datetime", Earlier)
    store_mail(store, write_mail(store, 5))
    monkeypatch.undo()
    stands = standing(store)
    assert (stands["names"], stands["batches"]) == (["บ้าน 5"], 4)
    with Store(store).current().open() as con:
        assert [b.batch_id for b in batches(con)] == [4, 3, 2, 1]
    assert main(["--store", str(store), "--language", "en", "check"]) == 0
    assert "clock went backwards: batch 4" in capsys.readouterr().out
    assert undo(Store(store)) == 4
    assert standing(store)["names"] == ["บ้าน 2"]


def test_a_journal_full_of_garbage_harms_nothing(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (store / "journal.jsonl").write_bytes(b'\xff\xfe{"at": 3}\n[]\nnull\n{"at": "x", "event": "begun", "by": 1}\n{"a')
    store_mail(store, write_mail(store, 6))
    assert main(["--store", str(store), "check"]) == 0
    assert (store / "journal.jsonl").read_bytes().splitlines()[-1].startswith(b'{"at"')


def test_the_last_good_one_and_what_undo_and_redo_need_are_always_kept(store: Path) -> None:
    few = Store(store, kept=0)
    import_files([write_mail(store, 3)], few, TODAY)
    assert [path.stem for path in few.kept_files()] == ["000004", "000003"]
    assert undo(few) == 4
    assert [path.stem for path in few.kept_files()] == ["000005", "000004"]  # the 4th is what redo would bring back
    assert not list((store / "snapshots").glob("00000[123].seal"))
    assert standing(store)["names"] == ["บ้าน 2"]


def test_a_snapshot_somebody_reads_can_go_without_disturbing_him(store: Path) -> None:
    with Store(store).current().open() as con:
        for n in (3, 4):
            import_files([write_mail(store, n)], Store(store, kept=2), TODAY)
        assert not (store / "snapshots" / "000003.duckdb").exists()
        assert con.execute("select distinct village_name from villages").fetchall() == [("บ้าน 2",)]


def test_what_a_killed_import_left_goes_with_the_next_one(store: Path) -> None:
    spilled = store / "snapshots" / ".building-000004.duckdb.tmp"  # the engine spills into a folder
    spilled.mkdir()
    (spilled / "duckdb_temp_storage-0.tmp").write_bytes(b"0" * 100)
    (store / "snapshots" / ".building-000004.duckdb").write_bytes(b"0")
    (store / "snapshots" / "000009.duckdb").write_bytes(b"never published")
    store_mail(store, write_mail(store, 8))
    assert standing(store)["names"] == ["บ้าน 8"]
    left = sorted(path.name for path in (store / "snapshots").iterdir() if path.suffix != ".seal")
    assert left == ["000001.duckdb", "000002.duckdb", "000003.duckdb", "000010.duckdb"]


def test_a_lock_left_behind_by_a_dead_process_holds_nobody_up(store: Path) -> None:
    assert (store / "import.lock").exists()
    with FileLock(store / "import.lock", timeout=0):
        pass
    store_mail(store, write_mail(store, 9))
    assert standing(store)["names"] == ["บ้าน 9"]

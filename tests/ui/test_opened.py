"""What is open: an older snapshot for as long as somebody reads it; its answers while there is room for them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from damaging import flip

from dashboard.access.roles import Person
from dashboard.errors import SnapshotUnreadable
from dashboard.store import Snapshot, Store
from dashboard.store.marts import build_marts
from dashboard.ui import data, opened
from dashboard.ui.asking import make_ahead
from dashboard.ui.later import as_now
from dashboard.ui.opened import reading, showing_newest, snapshot
from dashboard.ui.viewer import acting_as

if TYPE_CHECKING:
    import duckdb

T = TypeVar("T")
OPEN_FILES = Path("/proc/self/fd")
pytestmark = pytest.mark.skipif(not OPEN_FILES.exists(), reason="nothing here says which files are open")
OF_LOEI, OF_KHON_KAEN, OF_A_DISTRICT = (Person(area, "province", (area,)) for area in ("39", "40", "4016"))
asked: list[str] = []


@pytest.fixture
def store(small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small store; nothing of another one is open."""
    folder = tmp_path / "store"
    shutil.copytree(small_store, folder)
    monkeypatch.setenv("SAMMACHIP_STORE", str(folder))
    data.forget()
    asked.clear()
    return folder


def names(con: duckdb.DuckDBPyConnection, what: str = "") -> set[str]:
    """The names of villages; `what` tells questions apart."""
    asked.append(what)
    return {name for (name,) in con.execute("select distinct village_name from villages").fetchall()}


def publish(folder: Path, name: str) -> None:
    """A newer snapshot, in which every village has this name."""
    with Store(folder).building("real") as building:
        building.con.execute("update villages set village_name = $name", {"name": name})
        build_marts(building.con)


def damage_in_the_middle(file: Path) -> None:
    """One bit, where no sample of two is taken."""
    flip(file, file.stat().st_size // 2)


def open_files(folder: Path) -> list[str]:
    """The snapshots that this program has open."""
    found = [link.resolve() for link in OPEN_FILES.iterdir() if link.exists()]
    return sorted({path.stem for path in found if path.parent == folder / "snapshots"})


def elsewhere(make: Callable[[], T]) -> T:
    """What somebody else gets, who looks now."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(make).result()


def newest_names() -> set[str]:
    with showing_newest():
        return data.fetch(names)


def test_who_is_in_the_middle_reads_to_the_end_and_then_the_older_one_is_closed(store: Path) -> None:
    with showing_newest():
        before = data.fetch(names)
        publish(store, "new")
        assert open_files(store) == ["000001"]
        assert elsewhere(newest_names) == {"new"}
        assert open_files(store) == ["000001", "000002"]
        assert data.fetch(names, "not asked before") == data.fetch(names) == before
        assert asked == ["", "", "not asked before"]  # the first is still remembered
    assert open_files(store) == ["000002"]
    assert newest_names() == {"new"}
    assert len(asked) == 3


def test_a_file_of_what_was_shown_opens_it_again_and_it_is_closed_after_it(store: Path) -> None:
    with showing_newest(), acting_as(OF_KHON_KAEN):
        before = data.fetch(names)
        taken = as_now(lambda: (data.fetch(names), data.fetch(names, "of the file")))
    publish(store, "new")
    assert newest_names() == {"new"}
    assert open_files(store) == ["000002"]
    assert elsewhere(taken) == (before, before)
    assert asked == ["", "", "of the file"]  # what was shown is still remembered
    assert open_files(store) == ["000002"]


def test_of_many_snapshots_only_the_newest_is_open(store: Path) -> None:
    for number in range(6):
        publish(store, str(number))
        for person in (Person("", "viewer", ()), OF_LOEI, OF_KHON_KAEN):
            with acting_as(person):
                assert elsewhere(newest_names) == {str(number)}
        assert open_files(store) == [snapshot().id]
    assert list(opened._opened) == [snapshot()]


def test_an_older_one_that_is_gone_says_so(store: Path) -> None:
    with showing_newest():
        before, old = data.fetch(names), snapshot()
        taken = as_now(lambda: data.fetch(names, "of the file"))
    publish(store, "new")
    newest_names()
    old.path.unlink()
    assert before != {"new"}
    with pytest.raises(SnapshotUnreadable):
        elsewhere(taken)


def test_when_a_state_is_gone_from_the_disk_nothing_that_was_answered_is_kept(store: Path) -> None:
    newest_names()
    old = snapshot()
    publish(store, "new")
    newest_names()
    old.path.unlink()
    publish(store, "newer")
    newest_names()
    assert not any(old.path.name in str(key) for key in opened.answers._kept)
    assert any(snapshot().path.name in str(key) for key in opened.answers._kept)


def test_who_is_in_the_middle_of_a_state_that_is_gone_gets_no_more_answers_of_it(store: Path) -> None:
    with showing_newest():
        data.fetch(names)
        publish(store, "new")
        snapshot().path.unlink()
        newest = elsewhere(newest_names)
        with pytest.raises(SnapshotUnreadable):
            data.fetch(names, "not asked before")
    assert newest == {"new"}
    assert open_files(store) == ["000002"]


def test_nothing_is_worked_out_ahead_of_an_older_one(store: Path) -> None:
    newest_names()
    old = snapshot()
    publish(store, "new")
    newest_names()
    make_ahead(old, (), None)  # type: ignore[arg-type]  # it would fail
    assert open_files(store) == ["000002"]


def test_sets_of_areas_are_bounded_and_who_reads_one_reads_to_the_end(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "MOST_SCOPES", 2)
    now: Snapshot = snapshot()

    def scopes(con: duckdb.DuckDBPyConnection) -> list[str]:
        found = con.execute("select database_name from duckdb_databases() where starts_with(database_name, 'areas')")
        return sorted(name for (name,) in found.fetchall())

    def villages(con: duckdb.DuckDBPyConnection) -> set[str]:
        return {code[:4] for (code,) in con.execute("select village_code from villages").fetchall()}

    with reading(now, ("39",)) as loei:
        for person in (OF_LOEI, OF_KHON_KAEN, OF_A_DISTRICT, OF_LOEI):
            with reading(now, person.areas) as con:
                assert all(code.startswith(person.areas) for code in villages(con))
                assert villages(con)
        with reading(now, ("39",)) as con:
            assert scopes(con) == ["areas_39", "areas_4016"]
        assert scopes(loei) == ["areas_39", "areas_40"]
        assert villages(loei) == {"3904"}


def test_a_large_file_is_read_whole_when_it_is_shown_and_the_last_good_one_is_shown_where_it_is_damaged(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.store.seals.SMALL", 0)
    monkeypatch.setattr("dashboard.store.seals._SAMPLES", 2)
    monkeypatch.setattr(opened, "SMALL", 0)
    monkeypatch.setattr(opened, "WHOLE_AFTER_S", 0.01)
    publish(store, "new")
    damage_in_the_middle(store / "snapshots" / "000002.duckdb")
    assert (snapshot().id, snapshot().trouble) == ("000002", None)
    deadline = time.monotonic() + 20
    while snapshot().trouble is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    trouble = snapshot().trouble
    assert trouble
    assert (snapshot().id, trouble.code, trouble.file) == ("000001", "content", "000002.duckdb")


def test_what_is_damaged_is_not_built_upon_by_whoever_looked_quickly(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.store.seals.SMALL", 0)
    monkeypatch.setattr("dashboard.store.seals._SAMPLES", 2)
    publish(store, "new")
    damage_in_the_middle(store / "snapshots" / "000002.duckdb")
    quick = Store(store, quick=True)
    assert quick.current().id == "000002"
    with quick.building("real") as building:
        assert building.con.execute("select count(*) from villages where village_name = 'new'").fetchall() == [(0,)]

"""Undo and redo: exactly the state of before and exactly the state of after, in the right order only."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from dashboard.errors import NothingToRedo, RedoOutOfOrder, StoreIsBusy, UnknownBatch
from dashboard.intake.importing import Signed, import_files
from dashboard.measures.batch_moves import fetch_batch_moves, note_moves
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.store.changing import change_rules
from dashboard.store.history import batches, redo, redoable, undo
from dashboard.store.schema import HISTORY, all_tables

HEAD = "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n"
SETTINGS = Settings(today=date(2017, 6, 30))


def drop(store: Store, name: str, code: str = "39040107") -> None:
    file = store.folder.parent / "v.csv"
    file.write_text(HEAD + f"2560,{code},{name}\n", encoding="utf-8")
    import_files(
        [file], store, SETTINGS, signed=Signed("นายก"), afterwards=lambda b, n: note_moves(b, n, date(2017, 6, 30))
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def held(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Everything stored but the history, row by row."""
    with store.current().open() as con:
        names = [*(all_tables().keys() - HISTORY.keys()), "village_year", "measure_change", "village_standing"]
        return {name: con.execute(f'select * from "{name}" order by all').fetchall() for name in sorted(names)}


def test_redo_is_exactly_the_state_that_was_taken_back(store: Store) -> None:
    drop(store, "บ้านหนึ่ง")
    first = held(store)
    drop(store, "บ้านสอง")
    second = held(store)
    assert first != second
    assert undo(store, done_by="นายข") == 2
    assert held(store) == first
    assert redoable(store) == 2
    assert redo(store, done_by="นายค") == 2
    assert held(store) == second
    assert redoable(store) is None
    with store.current().open() as con:
        told = batches(con)
    assert [(b.batch_id, b.stored_by, b.undone_at) for b in told] == [(2, "นายก", None), (1, "นายก", None)]
    assert [(s.step, s.done_by) for s in told[0].steps] == [("undone", "นายข"), ("redone", "นายค")]


def test_several_come_back_in_the_order_in_which_they_came_in(store: Store) -> None:
    drop(store, "บ้านหนึ่ง")
    drop(store, "บ้านสอง")
    drop(store, "บ้านสาม")
    third = held(store)
    undo(store)
    undo(store)
    undo(store)
    assert store.current().is_empty
    with pytest.raises(RedoOutOfOrder) as told:
        redo(store, 3)
    assert told.value.facts == {"batch": 3, "next": 1}
    assert [redo(store), redo(store), redo(store)] == [1, 2, 3]
    assert held(store) == third
    assert not store.current().is_empty


def test_what_came_in_since_stands_in_the_way(store: Store) -> None:
    drop(store, "บ้านหนึ่ง")
    drop(store, "บ้านสอง")
    undo(store)
    drop(store, "บ้านสาม")
    assert redoable(store) is None
    with pytest.raises(NothingToRedo):
        redo(store)
    undo(store)  # the third: now both the second and the third follow the present state; the last taken back is meant
    assert redo(store) == 3


def test_a_change_of_settings_comes_back_too(store: Store) -> None:
    drop(store, "บ้านหนึ่ง")
    change_rules(store, 2560, {"team_size": 4})
    changed = held(store)
    undo(store)
    assert held(store) != changed
    assert redo(store) == 2
    assert held(store) == changed


def test_nothing_to_redo_and_unknown_batches(store: Store) -> None:
    drop(store, "บ้านหนึ่ง")
    with pytest.raises(NothingToRedo):
        redo(store)
    with pytest.raises(NothingToRedo):
        redo(store, 1)
    with pytest.raises(UnknownBatch):
        redo(store, 9)


def test_a_state_that_is_not_kept_can_not_come_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", kept=2)
    drop(store, "บ้านหนึ่ง")
    drop(store, "บ้านสอง")
    undo(store)  # the third snapshot: the first is gone, the second is kept
    assert redoable(store) == 2
    (snapshot,) = [p for p in store.kept_files() if p.stem == "000002"]
    snapshot.unlink()
    assert redoable(store) is None


def test_what_a_batch_moved_is_kept_with_it(store: Store) -> None:
    drop(store, "บ้านหนึ่ง")
    drop(store, "บ้านสอง", "40160101")
    with store.current().open() as con:
        moved = {(r["area_code"], r["measure"]): (r["before"], r["after"]) for r in fetch_batch_moves(con, 2)}
    assert moved["", "villages"] == (1, 2)
    assert moved["4016", "villages"] == (0, 1)
    assert not [area for area, _ in moved if area not in ("", "4016")]
    undo(store)
    with store.current().open() as con:
        assert fetch_batch_moves(con, 2)


def test_what_came_in_while_an_undo_waited_is_not_lost(store: Store) -> None:
    drop(store, "บ้านหนึ่ง")
    drop(store, "บ้านสอง")
    waits = threading.Event()
    waiting = Store(store.folder, waiting=lambda _who, _since: waits.set())
    with ThreadPoolExecutor(1) as beside:
        with store.building("real") as building:
            taken = beside.submit(undo, waiting)
            assert waits.wait(60)
            building.con.execute("update villages set village_name = 'บ้านสาม'")
        with pytest.raises(StoreIsBusy):
            taken.result()
    with store.current().open() as con:
        assert con.execute("select village_name from villages").fetchall() == [("บ้านสาม",)]
        assert [b.undone_at for b in batches(con)] == [None, None]

"""The batches of a store: what came in, what was refused, and taking the newest one back.

It must not know how a batch was made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from dashboard import sql
from dashboard.errors import (
    NothingToRedo,
    NothingToUndo,
    RedoOutOfOrder,
    SnapshotNotKept,
    SnapshotUnreadable,
    StoreIsBusy,
    UndoOutOfOrder,
    UnknownBatch,
)
from dashboard.registers import stored
from dashboard.store.marts import are_current, build_marts
from dashboard.store.schema import HISTORY, create_tables
from dashboard.store.snapshots import Snapshot, Store
from dashboard.store.upgrade import up_to_date


@dataclass(frozen=True)
class SettingChange:
    """One value that a batch of settings changed; see the table `setting_changes`."""

    kind: str
    fiscal_year: int
    item: str
    area_code: str | None
    before: float | None
    after: float | None
    changed_by: str | None
    reason: str | None

    @property
    def words(self) -> str:
        """The message that tells it: `change.rule`, `.target`, `.target_new` or `.target_removed`."""
        if self.kind == "rule":
            return "change.rule"
        return "change.target" + ("_removed" if self.after is None else "_new" if self.before is None else "")


@dataclass(frozen=True)
class Step:
    """A batch was taken back (`undone`) or put in again (`redone`): when, and by whom as far as they said."""

    step: str
    done_at: datetime
    done_by: str | None


@dataclass(frozen=True)
class Batch:
    """One import: when, from which files, how many rows of it were new, changed, unchanged, rejected.

    A batch of settings has `changes` instead of files. `steps` are told from the first one on. Counts are None
    for whoever may read only a part of the rows.
    """

    batch_id: int
    stored_at: datetime
    undone_at: datetime | None
    files: tuple[str, ...]
    registers: tuple[str, ...]
    n_read: int | None
    n_new: int | None
    n_changed: int | None
    n_unchanged: int | None
    n_rejected: int
    stored_by: str | None = None
    changes: tuple[SettingChange, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Refused:
    """One refused row of a batch: where it stood, its cells as they were, and (column, value, code, facts) reasons.

    What is known of it in spite of them: see the table `quarantine`.
    """

    register: str
    file: str
    sheet: str
    row: int
    cells: dict[str, str]
    reasons: tuple[tuple[str, str | None, str, dict[str, str]], ...]
    place_code: str = ""
    entity_key: str | None = None
    content: str | None = None


def batches(con: duckdb.DuckDBPyConnection) -> list[Batch]:
    """All batches, the newest first, undone ones included."""
    changes: dict[int, list[SettingChange]] = {}
    for row in sql.records(con, "history/setting_changes"):
        changes.setdefault(row.pop("batch_id"), []).append(SettingChange(**row))
    steps: dict[int, list[Step]] = {}
    for row in sql.records(con, "history/batch_steps"):
        steps.setdefault(row.pop("batch_id"), []).append(Step(**row))
    return [
        Batch(
            **{**r, "files": tuple(r["files"]), "registers": tuple(r["registers"])},
            changes=tuple(changes.get(r["batch_id"], ())),
            steps=tuple(steps.get(r["batch_id"], ())),
        )
        for r in sql.records(con, "history/batches")
    ]


def refused_rows(con: duckdb.DuckDBPyConnection, batch_id: int) -> list[Refused]:
    """The quarantine of a batch in the order of its files; UnknownBatch when there is no such batch."""
    if not sql.rows(con, "history/batch_exists", batch_id=batch_id):
        raise UnknownBatch(batch=batch_id)
    return [
        Refused(
            r["register"],
            r["file"],
            r["sheet"],
            r["row"],
            json.loads(r["cells"]),
            tuple((x["column"], x["value"], x["code"], json.loads(x["facts"])) for x in r["reasons"]),
        )
        for r in sql.records(con, "history/refused_rows", batch_id=batch_id)
    ]


def fixes_of(con: duckdb.DuckDBPyConnection, batch_id: int) -> list[dict[str, Any]]:
    """The cells of a batch that were put right before it was stored, in the order of its files."""
    return sql.records(con, "history/batch_fixes", batch_id=batch_id)


def undo(store: Store, batch_id: int | None = None, done_by: str = "") -> int:
    """Take back the newest batch that is not undone, exactly; returns its number.

    Raises NothingToUndo, UnknownBatch, UndoOutOfOrder (naming the batches in between), SnapshotNotKept, StoreIsBusy.
    """
    newest = up_to_date(store)
    with newest.open() as con:
        stands = {batch: undone_at is None for batch, _, undone_at in sql.rows(con, "history/batch_snapshots")}
        base_of = dict(sql.rows(con, "history/base_snapshots"))
    batch_id = to_undo(stands, batch_id)
    base_id = base_of[batch_id]
    base = store.kept_snapshot(base_id, newest.kind) if base_id else None
    is_only = sum(stands.values()) == 1
    if base is None and (base_id or not is_only):  # a batch of a lake names no state before it
        raise SnapshotNotKept(batch=batch_id)
    _put_back(store, newest, base, "undone", batch_id, done_by, is_empty=is_only)
    return batch_id


def to_undo(stands: Mapping[int, bool], batch_id: int | None) -> int:
    """The batch that an undo means: the newest of these (number → not taken back) that stands.

    Raises NothingToUndo, UnknownBatch, UndoOutOfOrder (naming the batches in between).
    """
    standing = sorted((batch for batch, it_stands in stands.items() if it_stands), reverse=True)
    if batch_id is not None and batch_id not in stands:
        raise UnknownBatch(batch=batch_id)
    if not standing or (batch_id is not None and batch_id not in standing):
        raise NothingToUndo(batch=batch_id)
    if batch_id is not None and batch_id != standing[0]:
        between = [b for b in standing if b > batch_id]
        raise UndoOutOfOrder(batch=batch_id, between=", ".join(map(str, sorted(between))))
    return standing[0]


def redoable(store: Store) -> int | None:
    """The batch that `redo` would put in again: the one taken back last whose state is kept and follows the present
    one; None when there is none. Raises StoreIsEmpty.
    """
    found = _redoable(store, store.current())
    return None if found is None else found[0]


def redo(store: Store, batch_id: int | None = None, done_by: str = "") -> int:
    """Put the batch that was taken back last in again, exactly; returns its number.

    Raises NothingToRedo, UnknownBatch, RedoOutOfOrder (another batch is the next one), StoreIsEmpty, StoreIsBusy.
    """
    newest = up_to_date(store)
    with newest.open() as con:
        stands = {batch: undone_at is None for batch, _, undone_at in sql.rows(con, "history/batch_snapshots")}
    next_, snapshot = _redoable(store, newest) or (None, None)
    batch_id = to_redo(stands, batch_id, next_)
    _put_back(store, newest, snapshot, "redone", batch_id, done_by, is_empty=False)
    return batch_id


def to_redo(stands: Mapping[int, bool], batch_id: int | None, next_: int | None) -> int:
    """The batch that a redo means: the `next_` one that fits, None when none does.

    Raises NothingToRedo, UnknownBatch, RedoOutOfOrder (another batch is the next one).
    """
    if batch_id is not None and batch_id not in stands:
        raise UnknownBatch(batch=batch_id)
    if next_ is None or (batch_id is not None and stands[batch_id]):
        raise NothingToRedo(batch=batch_id)
    if batch_id is not None and batch_id != next_:
        raise RedoOutOfOrder(batch=batch_id, next=next_)
    return next_


def _redoable(store: Store, newest: Snapshot) -> tuple[int, Snapshot] | None:
    with newest.open() as con:
        made = sql.rows(con, "history/batch_snapshots")
    standing = {batch for batch, _, undone_at in made if undone_at is None}
    undone = sorted((row for row in made if row[2] is not None), key=lambda row: (row[2], -row[0]), reverse=True)
    for batch, id_, _ in undone:
        try:
            snapshot = store.kept_snapshot(id_, newest.kind)
            if snapshot is None:
                continue
            with snapshot.open() as con:
                then = {n for n, _, undone_at in sql.rows(con, "history/batch_snapshots") if undone_at is None}
        except SnapshotUnreadable:
            continue
        if then == standing | {batch}:
            return batch, snapshot
    return None


def _put_back(
    store: Store, newest: Snapshot, base: Snapshot | None, step: str, batch_id: int, done_by: str, *, is_empty: bool
) -> None:
    """A new snapshot of an earlier state, with the whole history up to now and the step noted in it."""
    with store.building(newest.kind, base, fresh=base is None) as building:
        if store.current().id != newest.id:  # what came in while this waited would be lost
            raise StoreIsBusy(folder=store.folder.name)
        con = building.con
        create_tables(con)  # a kept snapshot may come from a version before
        if base is None or not are_current(con):
            build_marts(con)
        con.execute("attach ? as newest (read_only)", [str(newest.path)])
        for table in HISTORY:
            con.execute(f"delete from {table}")  # noqa: S608 - a table of ours
            con.execute(f"insert into {table} by name select * from newest.{table}")  # noqa: S608
        con.execute("detach newest")
        sql.execute(con, f"history/mark_{step}", batch_id=batch_id)
        sql.execute(con, "history/note_step", batch_id=batch_id, step=step, done_by=done_by)
        building.is_empty = is_empty or not _holds_rows(con)


def _holds_rows(con: duckdb.DuckDBPyConnection) -> bool:
    return any(con.table(name).limit(1).fetchall() for name in stored())

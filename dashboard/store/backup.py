"""Backup and restore of a whole store: its newest snapshot and what is kept beside the snapshots (decisions, scenarios
and whatever else an office keeps there), in one file that is checked when it is made and before it is used.

Restoring publishes the snapshots of the backup under new numbers, as an import would: readers are not disturbed, a
crash leaves what was there, and the state before stays kept. It must not know what a register is.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, cast

import duckdb

from dashboard import sql
from dashboard.errors import BackupExists, BackupUnreadable, SammachipError
from dashboard.store import journal
from dashboard.store.disk import remove, sync, told_of_disk
from dashboard.store.health import health
from dashboard.store.packing import Manifest, pack, unpack
from dashboard.store.renumbering import publish_again
from dashboard.store.retention import RENEWING
from dashboard.store.seals import Kind
from dashboard.store.snapshots import FED_NOTE, Snapshot, Store, Trouble

_OWN: Final = ("store.json", FED_NOTE, journal.FILE, RENEWING)
"""Files of the store's folder that are about this place, and are not taken elsewhere."""


@dataclass(frozen=True)
class Holds:
    """What a backup holds, as counted by opening it: rows of the registers and imports; how many files and bytes."""

    made_at: datetime
    n_rows: int
    n_batches: int
    n_files: int
    n_bytes: int
    trouble: Trouble | None = None
    kept_as: str = ""
    replaced_in: str = ""


def back_up(store: Store, out: Path, *, with_undo: bool = False) -> Holds:
    """Write the newest snapshot (`with_undo`: every kept one) and the files beside it into a new file, and check it by
    unpacking and opening it.

    Raises BackupExists, StoreIsEmpty, SnapshotUnreadable, StoreNotWritable; then there is no file.
    """
    if out.exists():
        raise BackupExists(file=out.name)
    newest = store.current()
    with told_of_disk(out.parent):
        out.parent.mkdir(parents=True, exist_ok=True)
        draft = out.with_name(f".{out.name}.new")
        remove(draft)
        try:
            with store.locked() if with_undo else nullcontext():  # one snapshot never changes
                kept = {newest.path, *(_whole_ones(store, newest.kind) if with_undo else ())}
                files = [(f"snapshots/{path.name}", path) for path in sorted(kept)]
                files += [(path.name, path) for path in beside(store)]
                pack(draft, newest.kind, newest.id, files, is_empty=newest.is_empty)
            sync(draft)
            with tempfile.TemporaryDirectory(prefix="sammachip-", dir=out.parent) as room:
                manifest, (n_rows, n_batches) = _checked(draft, Path(room) / "backup")
            if out.exists():
                raise BackupExists(file=out.name)
            draft.replace(out)
            sync(out.parent)
        finally:
            remove(draft)
    return Holds(manifest.made_at, n_rows, n_batches, len(manifest.files), out.stat().st_size, newest.trouble)


def restore(store: Store, backup: Path) -> Holds:
    """Make the state of a backup the newest one, after checking it whole.

    Files beside the snapshots are replaced; those that were there are kept in a folder of their own. Raises
    BackupUnreadable, StoreKindMismatch, StoreIsBusy, StoreIsFed, StoreNotWritable; then nothing has changed.
    """
    store.refuse_where_fed()
    with store.locked(), told_of_disk(store.folder), _room_in(store.folder) as room:
        manifest, (n_rows, n_batches) = _checked(backup, room / "backup")
        store.refuse_other_than(cast(Kind, manifest.kind))
        before = _newest_or_none(store)
        number = store.next_number()
        journal.note(store.folder, "begun", snapshot=f"{number:06d}")
        replaced = _set_aside(store, manifest, f"before-{number:06d}")
        old = [Path(p.name).name for p in manifest.files if p.name.startswith("snapshots/")]
        publish_again(store, room / "backup" / "snapshots", old, number, is_empty=manifest.is_empty,
                      kind=cast(Kind, manifest.kind), newest=int(manifest.newest))  # fmt: skip
        for packed in manifest.files:
            if _is_replaced(store, packed.name):
                (room / "backup" / packed.name).replace(store.folder / packed.name)
        sync(store.folder)
        journal.note(store.folder, "restored", file=backup.name, snapshot=store.current().id)
    return Holds(
        manifest.made_at, n_rows, n_batches, len(manifest.files), backup.stat().st_size,
        kept_as=before.id if before else "", replaced_in=replaced,
    )  # fmt: skip


def beside(store: Store) -> list[Path]:
    """The files beside the snapshots that belong to what an office keeps: no locks, drafts or pointers."""
    return [
        path
        for path in sorted(store.folder.iterdir())
        if path.is_file() and not path.name.startswith(".") and path.suffix != ".lock" and path.name not in _OWN
    ]


@contextmanager
def _room_in(folder: Path) -> Iterator[Path]:
    """A folder that goes away at the end; one that a killed restore left goes first."""
    for left in folder.glob(".restoring-*"):
        remove(left)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=folder) as room:
        yield Path(room)


def _whole_ones(store: Store, kind: Kind) -> Iterator[Path]:
    damaged = {name for name, _ in store.damaged()}
    for path in store.kept_files():
        if path.name not in damaged and store.kept_snapshot(path.stem, kind):
            yield path


def _newest_or_none(store: Store) -> Snapshot | None:
    try:
        return store.newest()
    except SammachipError:
        return None


def _checked(backup: Path, folder: Path) -> tuple[Manifest, tuple[int, int]]:
    """Unpack, open every snapshot, and hold the newest against its identities; rows and imports in it."""
    manifest = unpack(backup, folder)
    counted = (0, 0)
    for packed in manifest.files:
        path = folder / packed.name
        if path.suffix == ".duckdb":
            try:
                with duckdb.connect(str(path), read_only=True) as con:
                    if path.stem == manifest.newest:
                        counted = _count(con, backup.name)
            except duckdb.Error as error:
                raise BackupUnreadable(file=backup.name, reason="backup_damaged") from error
    return manifest, counted


def _count(con: duckdb.DuckDBPyConnection, file: str) -> tuple[int, int]:
    if health(con):
        raise BackupUnreadable(file=file, reason="backup_unsound")
    names = sql.rows(con, "history/register_tables")
    n_rows = sum(con.table(name).aggregate("count(*)").fetchall()[0][0] for (name,) in names)
    return n_rows, con.table("batches").aggregate("count(*)").fetchall()[0][0]


def _set_aside(store: Store, manifest: Manifest, name: str) -> str:
    """Keep the files that will be replaced in a folder of their own; its name, '' when there are none."""
    kept = [
        path
        for path in beside(store)
        if any(packed.name == path.name and _is_replaced(store, packed.name) for packed in manifest.files)
    ]
    if not kept:
        return ""
    folder = store.folder / name
    folder.mkdir(exist_ok=True)
    for path in kept:
        shutil.copy2(path, folder / path.name)
    return name


def _is_replaced(store: Store, name: str) -> bool:
    """Whether a file of a backup takes its place: a log that goes on being written keeps what it has."""
    return "/" not in name and not (name.endswith((".jsonl", ".head")) and (store.folder / name).exists())

"""Versioned snapshots: the newest one, opened read-only; a new one built beside it and published in one step.

A store is a folder: `store.json` points to one file in `snapshots/`. Nothing that was published is ever written
again: an import builds a new file under a new name and then moves the pointer, so that readers are not disturbed and
a crash at any moment leaves the last good snapshot. It must not know what is in a snapshot.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb
from filelock import FileLock, Timeout

from dashboard.errors import SnapshotUnreadable, StoreIsBusy, StoreIsEmpty, StoreKindMismatch
from dashboard.settings import Settings

Kind = Literal["real", "example"]
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


@dataclass(frozen=True)
class Snapshot:
    """One published state of a store. `id` sorts by age; `kind` says whether the data is real."""

    path: Path
    kind: Kind
    is_empty: bool = False

    @property
    def id(self) -> str:
        """The name that caches and batches know this state by."""
        return self.path.stem

    def open(self) -> duckdb.DuckDBPyConnection:
        """A read-only connection; use one `cursor()` of it per call, never the connection from two threads.

        Raises SnapshotUnreadable when the file is missing or damaged.
        """
        try:
            return duckdb.connect(str(self.path), read_only=True, config=CONFIG)
        except duckdb.Error as error:
            raise SnapshotUnreadable(file=self.path.name, reason=str(error).splitlines()[0]) from error


@dataclass
class Building:
    """A snapshot in the making: a private copy of the base, open for writing. Mark `is_empty` when it holds no rows."""

    con: duckdb.DuckDBPyConnection
    id: str
    base: Snapshot | None
    is_empty: bool = False


class Store:
    """A folder of snapshots and the pointer to the newest."""

    def __init__(self, folder: Path, *, kept: int = 30, lock_wait_s: float = 60) -> None:
        self.folder = folder
        self._snapshots = folder / "snapshots"
        self._pointer = folder / "store.json"
        self._kept = kept
        self._lock_wait_s = lock_wait_s

    def newest(self) -> Snapshot | None:
        """The snapshot the pointer names, or None in a store that holds nothing yet."""
        try:
            facts = json.loads(self._pointer.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise SnapshotUnreadable(file=self._pointer.name, reason=str(error)) from error
        return Snapshot(self._snapshots / facts["snapshot"], facts["kind"], facts.get("is_empty", False))

    def current(self) -> Snapshot:
        """The newest snapshot; StoreIsEmpty when there is none."""
        snapshot = self.newest()
        if snapshot is None:
            raise StoreIsEmpty(folder=self.folder.name)
        return snapshot

    def refuse_other_than(self, kind: Kind) -> None:
        """Raise StoreKindMismatch when the store holds data of the other kind."""
        newest = self.newest()
        if newest is not None and newest.kind != kind:
            raise StoreKindMismatch(wanted=kind, holds=newest.kind)

    def kept_files(self) -> list[Path]:
        """The snapshots that are kept for undo, the newest first; what is being built is not among them."""
        return sorted(self._snapshots.glob("[0-9]*.duckdb"), reverse=True)

    def kept_snapshot(self, id_: str, kind: Kind) -> Snapshot | None:
        """An older snapshot by its id, or None when it is no longer kept."""
        path = self._snapshots / f"{id_}.duckdb"
        return Snapshot(path, kind) if path.exists() else None

    @contextmanager
    def building(self, kind: Kind, base: Snapshot | None = None, *, fresh: bool = False) -> Iterator[Building]:
        """Build and publish a new snapshot from a copy of `base` (default: the newest), one builder at a time.

        `fresh` starts from nothing instead.

        Published when the block ends without an exception; otherwise nothing has changed. Raises StoreIsBusy after
        waiting for another builder, StoreKindMismatch when the store holds data of the other kind.
        """
        with self._locked():
            self.refuse_other_than(kind)
            newest = self.newest()
            number = 1 + max((int(p.stem) for p in self._snapshots.glob("[0-9]*.duckdb")), default=0)
            if newest is not None:
                number = max(number, int(newest.id) + 1)
            start = None if fresh else base or newest
            draft = self._snapshots / f".building-{number:06d}.duckdb"
            self._clear_drafts()
            if start is not None:
                shutil.copyfile(start.path, draft)
            try:
                con = duckdb.connect(str(draft), config=CONFIG)
                try:
                    building = Building(con, f"{number:06d}", start)
                    yield building
                    con.execute("checkpoint")
                finally:
                    con.close()
                self._publish(draft, building, kind)
            finally:
                self._clear_drafts()

    @contextmanager
    def rehearsal(self, kind: Kind) -> Iterator[Building]:
        """The same private copy as `building`, thrown away at the end: for a dry run."""
        self.refuse_other_than(kind)
        newest = self.newest()
        con = duckdb.connect(":memory:", config=CONFIG)
        try:
            if newest is not None:
                con.execute(f"attach '{str(newest.path).replace(chr(39), chr(39) * 2)}' as base (read_only)")
                con.execute("copy from database base to memory")
                con.execute("detach base")
            yield Building(con, "", newest)
        finally:
            con.close()

    def _publish(self, draft: Path, building: Building, kind: Kind) -> None:
        final = self._snapshots / f"{building.id}.duckdb"
        _sync(draft)
        draft.replace(final)
        _sync(self._snapshots)
        fresh = self._pointer.with_suffix(".new")
        fresh.write_text(
            json.dumps({"kind": kind, "snapshot": final.name, "is_empty": building.is_empty}),
            encoding="utf-8",
        )
        _sync(fresh)
        fresh.replace(self._pointer)
        _sync(self.folder)
        for old in sorted(self._snapshots.glob("[0-9]*.duckdb"))[: -self._kept]:
            old.unlink(missing_ok=True)

    def _clear_drafts(self) -> None:
        for draft in self._snapshots.glob(".building-*"):
            draft.unlink(missing_ok=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._snapshots.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.folder / "import.lock", timeout=self._lock_wait_s):
                yield
        except Timeout as error:
            raise StoreIsBusy(folder=self.folder.name) from error


def _sync(path: Path) -> None:
    """Flush a file or folder to the disk, so that a power cut cannot reorder what was published."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def store_for_reading(settings: Settings) -> Store:
    """The named store, else the real one when it has data, else the example store."""
    real = Store(settings.real_store, kept=settings.snapshots_kept, lock_wait_s=settings.lock_wait_s)
    newest = real.newest()
    if settings.store is not None or (newest is not None and not newest.is_empty):
        return real
    return Store(settings.example_store, kept=settings.snapshots_kept, lock_wait_s=settings.lock_wait_s)

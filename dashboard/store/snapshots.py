"""Versioned snapshots: the newest one, opened read-only; a new one built beside it and published in one step.

A store is a folder: `store.json` points to one file in `snapshots/`. Nothing that was published is ever written
again: an import builds a new file under a new name and then moves the pointer, so that readers are not disturbed and
a crash at any moment leaves the last good snapshot. It must not know what is in a snapshot.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import duckdb

from dashboard.errors import SammachipError, SnapshotUnreadable, StoreIsEmpty, StoreIsFed, StoreKindMismatch
from dashboard.settings import Settings
from dashboard.store import journal, retention
from dashboard.store.compacting import is_wasteful, write_anew
from dashboard.store.disk import remove, sync, told_of_disk, write_whole
from dashboard.store.locking import Waiting, locked
from dashboard.store.seals import Kind as Kind
from dashboard.store.seals import Seal, damage_of, read_seal, seal_of, seal_path, sealed_in, write_seal
from dashboard.store.since import note_since
from dashboard.store.state import CONFIG as CONFIG
from dashboard.store.state import DRAFT_CONFIG
from dashboard.store.state import Building as Building
from dashboard.store.state import Snapshot as Snapshot
from dashboard.store.state import Trouble as Trouble

_log = logging.getLogger("sammachip")


FED_NOTE: Final = "lake.json"
"""Lies in a store that shows what a lake publishes, and says which state of it."""

Drafting = Callable[[duckdb.DuckDBPyConnection], None]


def say_nothing(*_: object) -> None:
    """Nobody is there to be told."""


class Store:
    """A folder of snapshots and the pointer to the newest.

    `quick` looks at samples of a large file only when it is opened (see `seals`), for whoever answers at once: the
    engine refuses the damaged parts of what it reads.
    `waiting` is told who builds when a build has to wait; `drafting` is given the connection of each state in the
    making, so that another thread can interrupt it.
    """

    def __init__(
        self,
        folder: Path,
        *,
        kept: int = 30,
        lock_wait_s: float = 60,
        quick: bool = False,
        waiting: Waiting = say_nothing,
        drafting: Drafting = say_nothing,
    ) -> None:
        self.folder = folder
        self.snapshots = folder / "snapshots"
        self.fed_note = folder / FED_NOTE
        self._pointer = pointer_of(folder)
        self._kept = kept
        self._lock_wait_s = lock_wait_s
        self._quick = quick
        self._waiting = waiting
        self._drafting = drafting

    def newest(self) -> Snapshot | None:
        """The snapshot the pointer names, or None in a store that holds nothing yet.

        Where the pointer or its snapshot is damaged it is the last good one, with its `trouble`. Raises
        SnapshotUnreadable when there is no good one.
        """
        return self._newest(quick=self._quick)

    def _newest(self, *, quick: bool) -> Snapshot | None:
        try:
            seal = read_seal(self._pointer.read_text(encoding="utf-8"))
        except FileNotFoundError:
            if not sealed_in(self.snapshots):
                return None
            return self._last_good(Trouble("pointer", self._pointer.name))
        except (OSError, ValueError):
            return self._last_good(Trouble("pointer", self._pointer.name))
        damage = damage_of(self.snapshots, seal, quick=quick)
        if damage is not None:
            return self._last_good(Trouble(damage, seal.snapshot))
        return self._snapshot(seal)

    def current(self) -> Snapshot:
        """The newest snapshot; StoreIsEmpty when there is none."""
        snapshot = self.newest()
        if snapshot is None:
            raise StoreIsEmpty(folder=self.folder.name)
        return snapshot

    def refuse_other_than(self, kind: Kind) -> None:
        """Raise StoreKindMismatch when the store holds data of the other kind."""
        holds = next((seal.kind for seal in self._all_seals()), None)
        if holds is not None and holds != kind:
            raise StoreKindMismatch(wanted=kind, holds=holds)

    @property
    def is_fed(self) -> bool:
        """Whether the store shows what a lake publishes: it is that lake which is written to."""
        return self.fed_note.exists()

    def refuse_where_fed(self) -> None:
        """Raise StoreIsFed where the next publishing would lose what is written here."""
        if self.is_fed:
            raise StoreIsFed(folder=self.folder.name)

    def kept_files(self) -> list[Path]:
        """The snapshots that are kept for undo, the newest first; what is being built is not among them."""
        return sorted(self.snapshots.glob("[0-9]*.duckdb"), reverse=True)

    def kept_snapshot(self, id_: str, kind: Kind) -> Snapshot | None:
        """An older snapshot by its id, or None when it is no longer kept. Raises SnapshotUnreadable when damaged."""
        path = self.snapshots / f"{id_}.duckdb"
        if not path.exists():
            return None
        seal = next((s for s in self._all_seals() if s.snapshot == path.name), Seal(path.name, kind))
        if damage_of(self.snapshots, seal):
            raise SnapshotUnreadable(file=path.name, reason="snapshot_content")
        return self._snapshot(seal)

    def damaged(self) -> list[tuple[str, str]]:
        """Every kept snapshot that its seal does not fit: file and what is wrong. Reads all of them whole."""
        seals = {seal.snapshot: seal for seal in reversed(self._all_seals())}
        found = ((name, damage_of(self.snapshots, seal)) for name, seal in sorted(seals.items()))
        return [(name, damage) for name, damage in found if damage is not None]

    @contextmanager
    def building(
        self, kind: Kind, base: Snapshot | None = None, *, fresh: bool = False, fed: bool = False
    ) -> Iterator[Building]:
        """Build and publish a new snapshot from a copy of `base` (default: the newest), one builder at a time.

        `fresh` starts from nothing instead; `fed` brings no rows but those of the lake that the store may show.

        Published when the block ends without an exception; otherwise nothing has changed. Raises StoreIsBusy after
        waiting for another builder, StoreKindMismatch when the store holds data of the other kind, StoreIsFed,
        StoreNotWritable, SnapshotUnreadable.
        """
        if not fed:
            self.refuse_where_fed()
        with self.locked(), told_of_disk(self.folder):
            self.refuse_other_than(kind)
            start = None if fresh else base or self._newest(quick=False)  # damage is not built upon
            number = self.next_number()
            self.tidy()
            draft = self.snapshots / f".building-{number:06d}.duckdb"
            anew = draft.with_suffix(".anew")
            journal.note(self.folder, "begun", snapshot=f"{number:06d}")
            try:
                building = Building(self._draft_of(start, draft), f"{number:06d}", start)
                try:
                    self._drafting(building.con)
                    yield building
                    note_since(building.con, start.id if start else None, building.renewed)
                    building.con.execute("checkpoint")
                    building.needed = retention.needed_by(building.con)
                    if is_wasteful(building.con):
                        write_anew(building.con, anew)
                finally:
                    building.con.close()
                if anew.exists():
                    anew.replace(draft)
                self._publish(draft, building, kind)
            except BaseException as error:
                # the name alone: what an error says may quote a cell
                why = error.code if isinstance(error, SammachipError) else type(error).__name__
                journal.note(self.folder, "given_up", snapshot=f"{number:06d}", why=why)
                raise
            finally:
                self._clear_drafts()

    @contextmanager
    def rehearsal(self, kind: Kind) -> Iterator[Building]:
        """The same private copy as `building`, thrown away at the end: for a dry run."""
        self.refuse_other_than(kind)
        newest = self.newest()
        con = duckdb.connect(":memory:", config=CONFIG)
        try:
            self._drafting(con)
            if newest is not None:
                con.execute(f"attach '{str(newest.path).replace(chr(39), chr(39) * 2)}' as base (read_only)")
                con.execute("copy from database base to memory")
                con.execute("detach base")
            yield Building(con, "", newest)
        finally:
            con.close()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else builds inside. Raises StoreIsBusy, StoreNotWritable."""
        with locked(self.folder, self._lock_wait_s, self._waiting):
            yield

    def next_number(self) -> int:
        """A number that no snapshot of this store had, as far as is known."""
        names = [path.stem for path in self.snapshots.glob("[0-9]*.*")]
        names += [Path(seal.snapshot).stem for seal in self._all_seals()]
        return 1 + max((int(name) for name in names if name.isdecimal()), default=0)

    def point_to(self, seal: Seal) -> None:
        """Make this the newest snapshot; its file is there and flushed. The seal beside it comes after the pointer."""
        write_whole(self._pointer, seal.text())
        with suppress(OSError):  # it is published; the next builder writes what is missing
            write_seal(self.snapshots, seal)

    def _snapshot(self, seal: Seal, trouble: Trouble | None = None) -> Snapshot:
        return Snapshot(self.snapshots / seal.snapshot, seal.kind, seal.is_empty, trouble)

    def _last_good(self, trouble: Trouble) -> Snapshot:
        for seal in sealed_in(self.snapshots):
            if seal.digest is not None and damage_of(self.snapshots, seal) is None:
                _tell_once(self.folder, trouble, seal)
                return self._snapshot(seal, trouble)
        raise SnapshotUnreadable(file=trouble.file, reason=f"snapshot_{trouble.code}")

    def _pointed(self) -> Seal | None:
        try:
            return read_seal(self._pointer.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def _all_seals(self) -> list[Seal]:
        """What the pointer says, then the seals, the newest first."""
        pointed = self._pointed()
        return [*([pointed] if pointed else []), *sealed_in(self.snapshots)]

    def _draft_of(self, start: Snapshot | None, draft: Path) -> duckdb.DuckDBPyConnection:
        if start is not None:
            shutil.copyfile(start.path, draft)
        return duckdb.connect(str(draft), config=DRAFT_CONFIG)

    def _publish(self, draft: Path, building: Building, kind: Kind) -> None:
        final = self.snapshots / f"{building.id}.duckdb"
        seal = seal_of(draft, kind, is_empty=building.is_empty, name=final.name)
        sync(draft)
        draft.replace(final)
        try:
            sync(self.snapshots)
            self.point_to(seal)
        except OSError:
            if self._pointed() != seal:
                remove(final)
                raise
        journal.note(self.folder, "published", snapshot=building.id, n_bytes=seal.n_bytes)
        retention.remove_old(self.snapshots, self._kept, building.needed)

    def tidy(self) -> None:
        """For whoever holds the lock: remove what a builder left that was killed, drafts and snapshots that no pointer
        ever named, and write a seal that is missing.
        """
        self._clear_drafts()
        pointed = self._pointed()
        if pointed is None:
            return
        retention.finish_renewal(self.folder, self.snapshots, pointed.snapshot)
        if pointed.digest is not None and not seal_path(self.snapshots / pointed.snapshot).exists():
            write_seal(self.snapshots, pointed)
        left = [p for p in self.kept_files() if p.name > pointed.snapshot and not seal_path(p).exists()]
        for path in left:
            remove(path)
            journal.note(self.folder, "tidied", snapshot=path.stem)

    def _clear_drafts(self) -> None:
        for draft in self.snapshots.glob(".*"):  # the engine spills beside its file, into a folder
            remove(draft)


_told: set[tuple[Path, Trouble]] = set()


def _tell_once(folder: Path, trouble: Trouble, used: Seal) -> None:
    """Into the log and the journal, once in a process."""
    if (folder, trouble) not in _told:
        _told.add((folder, trouble))
        _log.warning("%s cannot be used (%s): %s is used instead", trouble.file, trouble.code, used.snapshot)
        known = [e.facts.get("file") for e in journal.entries(folder) if e.event == "damaged"]
        if trouble.file not in known or trouble.code == "pointer":
            journal.note(folder, "damaged", file=trouble.file, what=trouble.code, used=Path(used.snapshot).stem)


def pointer_of(folder: Path) -> Path:
    """The file that names a store's newest snapshot; replaced whole whenever another one is published."""
    return folder / "store.json"


def store_for_reading(settings: Settings, *, quick: bool = False) -> Store:
    """The named store, else the real one when it has data, else the example store."""
    real = store_at(settings.real_store, settings, quick=quick)
    if settings.store is not None:
        return real
    newest = real.newest()
    if newest is not None and not newest.is_empty:
        return real
    return store_at(settings.example_store, settings, quick=quick)


def store_at(
    folder: Path,
    settings: Settings,
    *,
    quick: bool = False,
    waiting: Waiting = say_nothing,
    drafting: Drafting = say_nothing,
) -> Store:
    """The store of a folder with what the settings say of stores."""
    kept, wait_s = settings.snapshots_kept, settings.lock_wait_s
    return Store(folder, kept=kept, lock_wait_s=wait_s, quick=quick, waiting=waiting, drafting=drafting)

"""A store in numbers for whoever watches servers: what is newest, how much is in it, what waits, what is wrong.

Numbers about the store only, none about what a register says of a person or place. It must not know how they are sent.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard import sql
from dashboard.errors import SnapshotUnreadable
from dashboard.registers import stored
from dashboard.store import Store, journal
from dashboard.store.happened import is_locked
from dashboard.store.marts import are_current
from dashboard.store.snapshots import Snapshot


@dataclass(frozen=True)
class Metric:
    """One number: its name without the program's, a line of help, and what it is of (label → value)."""

    name: str
    help: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()


def store_metrics(store: Store) -> list[Metric]:
    """Every number of a store; one that is empty or cannot be read has fewer."""
    return [*_of_folder(store), *_of_newest(store)]


def _of_folder(store: Store) -> Iterator[Metric]:
    running = is_locked(store)
    cut_off = max(len(journal.interrupted(store.folder)) - running, 0)
    if store.folder.exists():
        yield Metric("disk_free_bytes", "Room on the disk of the store.", shutil.disk_usage(store.folder).free)
    yield Metric("snapshots_kept", "Snapshots that are kept for undo.", len(store.kept_files()))
    yield Metric("import_running", "1 while somebody imports.", int(running))
    yield Metric("imports_cut_off", "Imports in the journal that never ended.", cut_off)


def _of_newest(store: Store) -> Iterator[Metric]:
    newest: Snapshot | None = None
    try:
        newest = store.newest()
        trouble = 0 if newest is None or newest.trouble is None else 1
    except SnapshotUnreadable:
        trouble = 2
    yield Metric("store_trouble", "0 sound, 1 an older snapshot stands in, 2 nothing can be read.", trouble)
    if newest is not None:
        yield from _of_snapshot(newest)


def _of_snapshot(snapshot: Snapshot) -> Iterator[Metric]:
    facts = snapshot.path.stat()
    yield Metric("snapshot", "Number of the newest snapshot.", int(snapshot.id))
    yield Metric("snapshot_bytes", "Size of the newest snapshot.", facts.st_size)
    yield Metric("snapshot_published_seconds", "When it was published, in seconds since 1970.", int(facts.st_mtime))
    with snapshot.open() as con:
        for name in stored():
            ((n,),) = con.table(name).count("*").fetchall()
            yield Metric("register_rows", "Rows stored of a register.", n, (("register", name),))
        if are_current(con):
            for name, n in sql.rows(con, "history/rows_waiting"):
                yield Metric("rows_waiting", "Refused rows that nobody has corrected yet.", n, (("register", name),))

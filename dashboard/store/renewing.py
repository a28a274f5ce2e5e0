"""Every kept state of a store made anew, where something has to go out of all of them; the old files are removed.

The new states are published like those of a backup, under new numbers, with the same history, so that undo goes on.
Each is copied row by row into a file of its own: a file in which something was only deleted still has it in blocks that
nobody reads. A note beside the snapshots says what is being done; whoever builds next finishes it after a crash, or
takes it back when nothing was published. It must not know what goes out.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import duckdb

from dashboard.store import journal
from dashboard.store.compacting import write_anew
from dashboard.store.disk import remove, told_of_disk, write_whole
from dashboard.store.renumbering import publish_again
from dashboard.store.retention import RENEWING, finish_renewal
from dashboard.store.snapshots import CONFIG, Store

Change = Callable[[duckdb.DuckDBPyConnection], int]
Progress = Callable[[str, float], None]
_ROOM: Final = ".renewing-"


def renew(
    store: Store, change: Change, progress: Progress = lambda _step, _share: None, *, fed: bool = False
) -> tuple[int, int]:
    """Apply a change to every kept state; how many rows it says it changed, and in how many states it did.

    `fed`: it was made in the lake that the store shows. Where it changes nothing, nothing is published. Damaged states
    are removed: nobody can tell what is in them. Raises StoreIsEmpty, StoreIsBusy, StoreIsFed, StoreNotWritable,
    SnapshotUnreadable; then nothing has changed.
    """
    if not fed:
        store.refuse_where_fed()
    with store.locked(), told_of_disk(store.folder):
        for left in store.folder.glob(f"{_ROOM}*"):
            remove(left)
        store.tidy()  # what a builder left that was killed holds what has to go out, too
        newest = store.current()
        finish_renewal(store.folder, store.snapshots, newest.path.name)
        kept = list(_whole(store))
        with tempfile.TemporaryDirectory(prefix=_ROOM, dir=store.folder) as name:
            room = Path(name)
            counts = []
            for n, path in enumerate(kept):
                progress("storing", 0.9 * n / len(kept))
                counts.append(_made_anew(path, room, change))
            if any(counts):
                progress("publishing", 0.95)
                number = store.next_number()
                journal.note(store.folder, "begun", snapshot=f"{number:06d}")
                write_whole(store.folder / RENEWING, str(number))
                publish_again(
                    store, room, [path.name for path in kept], number, newest=int(newest.id), kind=newest.kind,
                    is_empty=newest.is_empty,
                )  # fmt: skip
                now = store.current()
                journal.note(store.folder, "published", snapshot=now.id)
                finish_renewal(store.folder, store.snapshots, now.path.name)
    return sum(counts), sum(n > 0 for n in counts)


def _whole(store: Store) -> Iterator[Path]:
    damaged = {name for name, _ in store.damaged()}
    yield from (path for path in reversed(store.kept_files()) if path.name not in damaged)


def _made_anew(path: Path, room: Path, change: Change) -> int:
    """Copy a state, change the copy, and copy its rows into a file that never held anything else."""
    draft, fresh = room / f".{path.name}", room / path.name
    shutil.copyfile(path, draft)
    with duckdb.connect(str(draft), config=CONFIG) as con:
        n = change(con)
        write_anew(con, fresh)
    remove(draft)
    return n

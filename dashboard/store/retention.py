"""Which snapshots are kept: the newest ones, and whatever the next undo or redo needs.

It must not know how a snapshot is published.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

import duckdb

from dashboard import sql
from dashboard.store.disk import remove
from dashboard.store.seals import seal_path

RENEWING: Final = "renewing.txt"
"""Says that every state is made anew: the number of the first new one."""

FEWEST: Final = 2
"""Of fewer no last good one would be left when the newest is damaged."""


def needed_by(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The ids of the snapshots that the next undo or redo needs."""
    try:
        return frozenset(id_ for (id_,) in sql.rows(con, "history/needed_snapshots"))
    except duckdb.CatalogException:  # what is built has no history
        return frozenset()


def remove_old(folder: Path, kept: int, needed: Collection[str]) -> list[str]:
    """Remove all but the newest snapshots and the needed ones; the ids that went. A reader keeps what it has open."""
    files = sorted(folder.glob("[0-9]*.duckdb"))
    gone = []
    for old in files[: -max(kept, FEWEST)]:
        if old.stem not in needed:
            remove(seal_path(old))
            remove(old)
            gone.append(old.stem)
    return gone


def finish_renewal(folder: Path, snapshots: Path, newest: str) -> None:
    """Where states were being made anew (see `renewing`): remove the old ones when the new newest was published, else
    the new ones. `newest` is the file that the pointer names.
    """
    note = folder / RENEWING
    try:
        first = int(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    is_published = int(Path(newest).stem) >= first
    for path in [*snapshots.glob("[0-9]*.duckdb"), *snapshots.glob("[0-9]*.seal")]:
        if (int(path.stem) >= first) is not is_published:
            remove(path)
    remove(note)

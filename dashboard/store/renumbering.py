"""Snapshots that are published again under numbers that no snapshot of the store had: of a backup, or made anew.

Readers are not disturbed, and a crash leaves what was there. It must not know where the files come from.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from dashboard import sql
from dashboard.store.disk import sync
from dashboard.store.migrations import migrate
from dashboard.store.seals import Kind, seal_of, write_seal
from dashboard.store.snapshots import Store


def publish_again(
    store: Store, folder: Path, names: Iterable[str], number: int, *, newest: int, kind: Kind, is_empty: bool
) -> None:
    """Move these snapshots (by their names, `000012.duckdb`) from a folder into the store, the newest last; the first
    possible one becomes `number`. `is_empty` is about the newest.
    """
    shift = number - 1  # also a number that the history names without its snapshot being there must be nobody else's
    for was in sorted(int(Path(name).stem) for name in names):
        source = folder / f"{was:06d}.duckdb"
        if shift:
            _renumber(source, shift)
        name = f"{was + shift:06d}.duckdb"
        seal = seal_of(source, kind, is_empty=was == newest and is_empty, name=name)
        sync(source)
        source.replace(store.snapshots / name)
        sync(store.snapshots)
        if was == newest:
            store.point_to(seal)
        else:
            write_seal(store.snapshots, seal)


def _renumber(path: Path, shift: int) -> None:
    """The history of a snapshot names the snapshots that undo needs: they have other numbers now."""
    with duckdb.connect(str(path)) as con:
        migrate(con)
        sql.execute(con, "history/renumber_snapshots", shift=shift)
        con.execute("checkpoint")

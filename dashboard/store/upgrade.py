"""A store made by an earlier version, brought up to this one: missing tables and marts that are made otherwise now.

The registers' rows are not touched; it is a new snapshot like any other. It must not know who opens the store.
"""

from __future__ import annotations

from contextlib import suppress

from dashboard.store.marts import are_current, build_marts
from dashboard.store.schema import create_tables
from dashboard.store.snapshots import Snapshot, Store


def up_to_date(store: Store) -> Snapshot:
    """The newest snapshot with the marts of this version; made once, by whoever comes first.

    Raises StoreIsEmpty, StoreIsBusy when somebody else is making it and does not finish, SnapshotUnreadable.
    """
    newest = store.current()
    if _is_current(newest):
        return newest
    with suppress(_MadeMeanwhile), store.building(newest.kind, fed=store.is_fed) as building:
        if are_current(building.con):
            raise _MadeMeanwhile
        building.is_empty = newest.is_empty
        create_tables(building.con)
        build_marts(building.con)
    return store.current()


class _MadeMeanwhile(Exception):
    """Another server did it while this one waited for its turn."""


def _is_current(snapshot: Snapshot) -> bool:
    with snapshot.open() as con:
        return are_current(con)

"""Which places a batch brought rows of: for whoever may change the rows of some areas only.

It must not know who a person is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import duckdb

from dashboard import sql
from dashboard.registers import stored
from dashboard.store.scoped import RULES
from dashboard.store.snapshots import Store

_PLACED: Final = ("inside", "around")


def touched(store: Store, batch_id: int) -> frozenset[str]:
    """The codes of the places whose rows a batch stored or changed, as its own snapshot has them; '' is the nation.

    Of a batch whose snapshot is no longer kept, those in the newest one. Raises StoreIsEmpty, SnapshotUnreadable.
    """
    newest = store.current()
    with newest.open() as con:
        of_batch = {batch: id_ for batch, id_, _ in sql.rows(con, "history/batch_snapshots")}
    own = store.kept_snapshot(of_batch[batch_id], newest.kind) if of_batch.get(batch_id) else None
    with (own or newest).open() as con:
        return places_of_batch(con, batch_id, (t for t in stored() if RULES.get(t, "").partition(" ")[0] in _PLACED))


def places_of_batch(con: duckdb.DuckDBPyConnection, batch_id: int, tables: Iterable[str]) -> frozenset[str]:
    """The codes of the places whose rows of some tables a batch stored or changed; '' is the nation."""
    found: set[str] = set()
    for table in tables:
        column = RULES[table].partition(" ")[2]
        rows = con.execute(
            f'select distinct coalesce("{column}", \'\') from "{table}" where batch_id = ?',  # noqa: S608 - ours
            [batch_id],
        ).fetchall()
        found.update(code for (code,) in rows)
    return frozenset(found)

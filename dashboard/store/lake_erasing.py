"""Taking a person out of a lake: out of its tables, what was set aside, its older states and the files of those.

A file of a lake still holds the row that a newer file says is gone; and the catalogue holds rows that came in few, and
the least and greatest text of every column. It must not know which store the lake is published into.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import duckdb

from dashboard.store.aside import let_go, used
from dashboard.store.lake import Lake, ask_catalogue
from dashboard.store.personal import Search, Subject

_UPKEEP: Final = (
    "select 1 from ducklake_flush_inlined_data('lake')",
    "select 1 from ducklake_rewrite_data_files('lake', delete_threshold => 0)",
    "select 1 from ducklake_expire_snapshots('lake', versions => {older}::bigint[])",
    "select 1 from ducklake_cleanup_old_files('lake', cleanup_all => true)",
    "select 1 from ducklake_delete_orphaned_files('lake', cleanup_all => true)",
)
# what the catalogue says of a column only ever widens
_BOUNDS: Final = """
update ducklake_table_column_stats as t set (min_value, max_value) = (
    select min(f.min_value collate "C"), max(f.max_value collate "C") from ducklake_file_column_stats as f
    where f.table_id = t.table_id and f.column_id = t.column_id
)
from ducklake_column as c
where c.table_id = t.table_id and c.column_id = t.column_id and c.end_snapshot is null and c.column_type = 'varchar'
"""


@contextmanager
def taken_out(lake: Lake, subject: Subject, sign: str) -> Iterator[tuple[int, frozenset[str]]]:
    """Replace everything about a subject by `sign`; how many rows there were, and the keys that stood for the name.

    A batch that replaced something about the subject cannot be taken back any more. Inside nobody publishes, so that
    what was read before does not come after it. It may be asked for again after a crash. Raises StoreIsBusy,
    LakeUnreachable.
    """
    with lake.erasing() as (con, alone):
        with alone:
            con.execute("begin")
            search = Search(con, subject)
            keys = search.keys()
            with used(con):
                beside = Search(con, subject, search.houses)
                keys |= beside.keys()
                batches = {row["of_batch"] for _, _, row in beside.rows()}
            n = search.take_out(sign, counts=False)
            let_go(con, batches)
            con.execute("commit")
            _forget(con)
        yield n, keys
    lake.vacuum()


def n_aside(con: duckdb.DuckDBPyConnection, search: Search) -> int:
    """How many rows that were set aside are about the subject of a search."""
    with used(con):
        return sum(1 for _ in Search(con, search.subject, search.houses).rows())


def _forget(con: duckdb.DuckDBPyConnection) -> None:
    """Leave nothing of the lake but its present state; nobody reads an older one, and nobody writes."""
    for upkeep in _UPKEEP:
        states = [n for (n,) in con.execute("select snapshot_id from ducklake_snapshots('lake') order by 1").fetchall()]
        con.execute(upkeep.format(older=states[:-1])).fetchall()
    ask_catalogue(con, _BOUNDS)

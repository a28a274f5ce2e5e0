"""The format of a store's tables, and the steps from one format to the next.

A new table or column is no new format: `schema.create_tables` adds what a store lacks. A step is needed where something
stored gets another name, type or meaning; it is added to `STEPS` and stays there for good, so that a store of any age
can be opened. A step changes a draft only: readers see the old snapshot until the new one is published. It must not
know what tables there are today: a step names its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import duckdb

from dashboard.errors import StoreIsNewer

Step = Callable[[duckdb.DuckDBPyConnection], None]

STEPS: Final[Sequence[Step]] = ()
"""The first one leads from format 1 to 2, and so on."""

TABLE: Final = "store_format"


def migrate(con: duckdb.DuckDBPyConnection, steps: Sequence[Step] = STEPS) -> int:
    """Bring the tables of a draft to the newest format; how many steps it took.

    Raises StoreIsNewer when they are of a format that this version does not know.
    """
    newest = 1 + len(steps)
    found = _format_of(con, newest)
    if found > newest:
        raise StoreIsNewer(holds=found, knows=newest)
    taken = steps[found - 1 :]
    for step in taken:
        step(con)
    if _rows(con, f"select format from {TABLE}") != [(newest,)]:  # noqa: S608 - a name of ours
        con.execute(f"create or replace table {TABLE} as select {newest} as format")
    return len(taken)


def _format_of(con: duckdb.DuckDBPyConnection, newest: int) -> int:
    """The format that a draft says; the first one for a store from before it was said, the newest for an empty one."""
    if (found := _rows(con, f"select format from {TABLE}")) is not None:  # noqa: S608 - a name of ours
        return int(found[0][0])
    return newest if _rows(con, "select 1 from batches limit 0") is None else 1


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[int]] | None:
    """The rows of a query; None when its table is not there. (Listing all tables would load every one of them.)"""
    try:
        return con.execute(query).fetchall()
    except duckdb.CatalogException:
        return None

"""The state that a snapshot in the making starts from, to compare with.

It must not know what is compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dashboard.errors import SnapshotUnreadable
from dashboard.store.marts import are_current
from dashboard.store.snapshots import Building

if TYPE_CHECKING:
    import duckdb


@contextmanager
def opened_before(building: Building) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """The base of a snapshot in the making, read-only; None where it starts from nothing, or from a base whose marts
    are made otherwise than today, which can be compared with nothing.
    """
    if building.base is None:
        yield None
        return
    try:
        con = building.base.open()
    except SnapshotUnreadable:
        yield None
        return
    try:
        yield con if are_current(con) else None
    finally:
        con.close()

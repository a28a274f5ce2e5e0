"""Sums over a view, from those that are kept by area where it takes whole areas, else from its villages.

Both are sums of the same changes (`queries/marts/area_change.sql`), so that nobody can tell which was asked but by the
time it takes. It must not know what is summed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard import sql
from dashboard.filters import Filters

if TYPE_CHECKING:
    import duckdb


def sum_rows(
    con: duckdb.DuckDBPyConnection, name: str, filters: Filters, digits: int = 0, **own: Any
) -> list[tuple[Any, ...]]:
    """The rows of a query of a view's areas of a code length, or of its namesake in `queries/summed/`."""
    level = filters.kept_level(digits)
    if level is not None:
        name, own = f"summed/{name.rpartition('/')[2]}", own | {"level": level}
    if "digits" in sql.parameters(name):
        own |= {"digits": digits}
    return sql.rows(con, name, **sql.of_view(name, filters, **own))

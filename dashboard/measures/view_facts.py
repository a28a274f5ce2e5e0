"""What a page says of its view before any measure: how much of it has data, its officers, the areas below it.

Each is told for all areas of one level in a view (`…_by_area`) or for the whole view. It must not know how it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard import sql
from dashboard.filters import Filters

if TYPE_CHECKING:
    import duckdb

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class DataFacts:
    """How many target villages a view has in its fiscal year, and how many of them have sages and target households."""

    n_villages: int
    n_with_registers: int


def fetch_data_facts(con: duckdb.DuckDBPyConnection, filters: Filters) -> DataFacts:
    """The data facts of the whole view."""
    return data_facts_by_area(con, filters, 0).get("", DataFacts(0, 0))


def data_facts_by_area(con: duckdb.DuckDBPyConnection, filters: Filters, digits: int) -> dict[str, DataFacts]:
    """The data facts of the view's areas of a code length that have a village."""
    rows = sql.rows(con, "pages/data_facts", **sql.of_view("pages/data_facts", filters, digits=digits))
    return {code: DataFacts(*counts) for code, *counts in rows}


def fetch_officers(con: duckdb.DuckDBPyConnection, filters: Filters, n: int) -> Rows:
    """The officers of the whole view's villages, at most `n` of n_all: officer ('' = none named), n_villages, n_all."""
    return officers_by_area(con, filters, 0, n).get("", [])


def officers_by_area(con: duckdb.DuckDBPyConnection, filters: Filters, digits: int, n: int) -> dict[str, Rows]:
    """The officers of the view's areas of a code length, as in fetch_officers."""
    name = "pages/filter_officers"
    found = _by_area(sql.records(con, name, **sql.of_view(name, filters, digits=digits)))
    return {code: [row | {"n_all": len(rows)} for row in rows[:n]] for code, rows in found.items()}


def fetch_children(con: duckdb.DuckDBPyConnection, filters: Filters) -> Rows:
    """The areas one level below the view's area that have villages of the year, whatever else it is limited to: code,
    name_th, name_en, n_villages; in the order of the Thai dictionary.
    """
    return children_by_area(con, filters, len(filters.area)).get(filters.area, [])


def children_by_area(con: duckdb.DuckDBPyConnection, filters: Filters, digits: int) -> dict[str, Rows]:
    """The areas below each area of a code length in the view's area, as in fetch_children."""
    asked = {"parent_code": filters.area, "digits": digits, "fiscal_year": filters.fiscal_year}
    return _by_area(sql.records(con, "pages/child_places", **asked))


def fetch_by_area(con: duckdb.DuckDBPyConnection, filters: Filters, name: str, digits: int) -> Rows:
    """The rows of a query that tells the view's areas of a code length apart, by their `area_code`."""
    return sql.records(con, name, **sql.of_view(name, filters, digits=digits))


def _by_area(rows: Rows) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for row in rows:
        found.setdefault(row.pop("area_code"), []).append(row)
    return found

"""The only caches: one connection per snapshot, and answers keyed by (what was asked, snapshot).

A new snapshot is noticed because the pointer is read on every rerun; its other name makes every key new, so
nothing here ever grows stale and nothing needs a lifetime.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from dashboard import sql
from dashboard.settings import read_settings
from dashboard.store import Snapshot, store_for_reading

if TYPE_CHECKING:
    import duckdb

P = ParamSpec("P")
T = TypeVar("T")


def snapshot() -> Snapshot:
    """The newest snapshot at this moment. Raises StoreIsEmpty."""
    return store_for_reading(read_settings()).current()


@st.cache_resource(max_entries=4, show_spinner=False)
def _connection(path: str, _snapshot: Snapshot) -> duckdb.DuckDBPyConnection:  # noqa: ARG001 - the key
    return _snapshot.open()


@st.cache_data(max_entries=1000, show_spinner=False)
def _answer(
    asked: str,  # noqa: ARG001 - part of the key
    args: tuple[Any, ...],
    facts: dict[str, Any],
    path: str,
    _now: Snapshot,
    _ask: Any,
) -> Any:
    with _connection(path, _now).cursor() as cursor:
        return _ask(cursor, *args, **facts)


def fetch(ask: Callable[Concatenate[duckdb.DuckDBPyConnection, P], T], /, *args: P.args, **facts: P.kwargs) -> T:
    """`ask(connection, *args, **facts)` on the newest snapshot, remembered: `fetch(fetch_measures, filters)`.

    `ask` is a function of a module (its name is the key); arguments are values that can be hashed by
    content, such as Filters. Every call gets its own cursor. Raises StoreIsEmpty, and what `ask` raises.
    """
    now = snapshot()
    found: T = _answer(f"{ask.__module__}.{ask.__qualname__}", args, facts, str(now.path), now, ask)
    return found


def _records(con: duckdb.DuckDBPyConnection, name: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    return sql.records(con, name, **params)


def records(name: str, **params: Any) -> list[dict[str, Any]]:
    """The rows of a query of `queries/` as dictionaries, remembered: `records("pages/data_facts", **…)`."""
    return fetch(_records, name, params)

"""The only caches: one connection per snapshot, and answers keyed by (what was asked, snapshot).

A new snapshot is noticed because the pointer is read on every rerun; its other name makes every key new, so
nothing here ever grows stale and nothing needs a lifetime.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import sql
from dashboard.filters import Filters
from dashboard.settings import read_settings
from dashboard.store import Snapshot, Store, store_for_reading
from dashboard.store.upgrade import up_to_date

if TYPE_CHECKING:
    import duckdb

P = ParamSpec("P")
T = TypeVar("T")


def snapshot() -> Snapshot:
    """The newest snapshot at this moment. Raises StoreIsEmpty."""
    store = store_for_reading(read_settings())
    now = store.current()
    return _as_made_today(str(now.path), store)


@st.cache_resource(max_entries=4, show_spinner=False)
def _as_made_today(path: str, _store: Store) -> Snapshot:  # noqa: ARG001 - the key
    return up_to_date(_store)


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
) -> tuple[Any, tuple[str, ...]]:
    with _connection(path, _now).cursor() as cursor, sql.noting() as names:
        return _ask(cursor, *args, **facts), tuple(dict.fromkeys(names))


def fetch(ask: Callable[Concatenate[duckdb.DuckDBPyConnection, P], T], /, *args: P.args, **facts: P.kwargs) -> T:
    """`ask(connection, *args, **facts)` on the newest snapshot, remembered: `fetch(fetch_measures, filters)`.

    `ask` is a function of a module (its name is the key); arguments are values that can be hashed by
    content, such as Filters. Every call gets its own cursor. Raises StoreIsEmpty, and what `ask` raises.
    """
    now = snapshot()
    found: T
    found, names = _answer(f"{ask.__module__}.{ask.__qualname__}", args, facts, str(now.path), now, ask)
    if get_script_run_ctx(suppress_warning=True):  # a file is made on a thread of its own, where nobody looks
        _behind().update(dict.fromkeys(names))
    return found


def _behind() -> dict[str, None]:
    kept: dict[str, None] = st.session_state.setdefault(_BEHIND, {})
    return kept


def asked_since() -> tuple[str, ...]:
    """The queries behind what was drawn since `begin_asking`, in the order in which they were asked."""
    return tuple(_behind())


def begin_asking() -> None:
    """What is asked from here on is behind the next thing that is drawn."""
    st.session_state[_BEHIND] = {}


_BEHIND = "_behind"


def _records(con: duckdb.DuckDBPyConnection, name: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    return sql.records(con, name, **params)


def records(name: str, **params: Any) -> list[dict[str, Any]]:
    """The rows of a query of `queries/` as dictionaries, remembered: `records("pages/data_facts", **…)`."""
    return fetch(_records, name, params)


def view_records(name: str, filters: Filters, **own: Any) -> list[dict[str, Any]]:
    """The rows of a query of a view: it is given the view's parameters that it takes, and its own."""
    return fetch(_records, name, sql.of_view(name, filters, **own))

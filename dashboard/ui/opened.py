"""What is open: the newest snapshot and its connections, and the answers that are remembered of it.

A new snapshot is noticed because the pointer is read on every rerun; its other name makes every key new, so
nothing here ever grows stale and nothing needs a lifetime.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.errors import SammachipError
from dashboard.settings import read_settings
from dashboard.store import Snapshot, Store, store_for_reading
from dashboard.store.scoped import cursor_for, make_scope, open_scoped
from dashboard.store.snapshots import pointer_of
from dashboard.store.upgrade import up_to_date
from dashboard.ui.answers import Answers

if TYPE_CHECKING:
    import duckdb

Marks = tuple[tuple[str, tuple[int, int, int] | None], ...]


def snapshot() -> Snapshot:
    """The newest snapshot at this moment; inside `showing`, the one that is shown.

    Raises StoreIsEmpty, SnapshotUnreadable.
    """
    global _found
    shown = _showing.get()
    if shown is not None:
        return shown
    settings = read_settings()
    pointers = _marks(pointer_of(settings.real_store), pointer_of(settings.example_store))
    if _found is not None and _found[0] == (*pointers, *_marks(_found[1].path)):
        return _found[1]
    store = store_for_reading(settings)
    now = store.current()
    _forget_removed(str(now.path))
    found = replace(_as_made_today(str(now.path), store), trouble=now.trouble)
    _found = (*pointers, *_marks(found.path)), found
    return found


_found: tuple[Marks, Snapshot] | None = None
_showing: ContextVar[Snapshot | None] = ContextVar("showing", default=None)


@contextmanager
def showing(now: Snapshot | None) -> Iterator[None]:
    """Whatever is asked inside is asked of this snapshot, also when there is a newer one; of None, of the newest."""
    token = _showing.set(now)
    try:
        yield
    finally:
        _showing.reset(token)


@contextmanager
def showing_newest() -> Iterator[None]:
    """Whatever is asked inside is asked of what is the newest snapshot now; with none, everything asks for itself."""
    try:
        now = snapshot()
    except SammachipError:
        yield
    else:
        with showing(now):
            yield


def _marks(*paths: Path) -> Marks:
    """What changes when a file is replaced or touched."""
    return tuple((str(path), _mark(path)) for path in paths)


def _mark(path: Path) -> tuple[int, int, int] | None:
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_ino, seen.st_mtime_ns, seen.st_size


@st.cache_resource(max_entries=4, show_spinner=False)
def _as_made_today(path: str, _store: Store) -> Snapshot:  # noqa: ARG001 - the key
    return up_to_date(_store)


@st.cache_resource(max_entries=4, show_spinner=False)
def _connection(path: str, _snapshot: Snapshot) -> duckdb.DuckDBPyConnection:  # noqa: ARG001 - the key
    return _snapshot.open()


@st.cache_resource(max_entries=4, show_spinner=False)
def _scoped_connection(path: str, _snapshot: Snapshot) -> duckdb.DuckDBPyConnection:  # noqa: ARG001 - the key
    return open_scoped(_snapshot)


@contextmanager
def reading(now: Snapshot, areas: tuple[str, ...]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor on a snapshot that reads the rows of some areas and no others (none = the nation)."""
    path = str(now.path)
    if areas:
        con = _scoped_connection(path, now)
        with _making_scopes:
            scope = make_scope(con, areas)
        with cursor_for(con, scope) as cursor:
            yield cursor
    else:
        with _connection(path, now).cursor() as cursor:
            yield cursor


_making_scopes = Lock()


answers = Answers(128 << 20)


_shown: set[str] = set()


def _forget_removed(path: str) -> None:
    """Forget everything when a state that was shown is gone from the disk: maybe somebody's data had to go."""
    if path not in _shown:
        if not all(Path(shown).exists() for shown in _shown):
            forget()
            _shown.clear()
        _shown.add(path)


def forget() -> None:
    """Forget every answer and close every state that is open: what they hold was erased."""
    global _found
    _found = None
    answers.clear()
    for kept in (_as_made_today, _connection, _scoped_connection):
        kept.clear()  # whoever reads one at this moment reads it to the end

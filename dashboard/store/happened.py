"""What happened to a store that whoever looks after it should know: cut-off imports, damage, a restored backup, a clock
that went backwards.

It must not know how it is told: `check.<code>` are its words.
"""

from __future__ import annotations

from typing import Any, Final

import duckdb
from filelock import FileLock, Timeout

from dashboard import sql
from dashboard.store import journal
from dashboard.store.locking import lock_path
from dashboard.store.snapshots import Snapshot, Store

MOST: Final = 10
"""Events that are told, the newest ones."""

_TOLD: Final = {"given_up": "given_up", "damaged": "was_damaged", "restored": "was_restored"}

_ON_PURPOSE: Final = "_NothingStored"  # all or nothing was asked for: nothing is wrong with that import

Event = tuple[str, dict[str, Any]]


def happened(store: Store, con: duckdb.DuckDBPyConnection) -> list[Event]:
    """(code, facts) of the newest events, the oldest first."""
    cut_off = journal.interrupted(store.folder)
    events = [
        (entry.at, _TOLD[entry.event], {"why": "?", "file": "?", "used": "?", **entry.facts, "by": entry.by})
        for entry in journal.entries(store.folder)
        if entry.event in _TOLD and entry.facts.get("why") != _ON_PURPOSE
    ]
    is_running = bool(cut_off) and is_locked(store)
    events += [
        (entry.at, "running" if is_running and entry is cut_off[-1] else "interrupted", {"by": entry.by})
        for entry in cut_off
    ]
    told = [(code, {**facts, "at": f"{at:%Y-%m-%d %H:%M}"}) for at, code, facts in sorted(events, key=lambda e: e[0])]
    return told[-MOST:] + [("clock_back", row) for row in sql.records(con, "history/clock_back")]


def damaged_kept(store: Store, newest: Snapshot) -> list[tuple[str, str]]:
    """The older snapshots that are damaged: file and what is wrong with it; the newest one is told by its trouble."""
    trouble = newest.trouble.file if newest.trouble else None
    return [(name, damage) for name, damage in store.damaged() if name != trouble and damage == "content"]


def is_locked(store: Store) -> bool:
    """Whether somebody builds a snapshot now."""
    lock = FileLock(lock_path(store.folder))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except OSError:  # nobody can import on a disk that cannot be written
        return False
    lock.release()
    return False

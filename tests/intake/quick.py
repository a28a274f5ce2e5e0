"""Stores for tests of what is stored and refused: marts are made once, of nothing, and then left alone.

They take most of the time of a small import, are made of what is stored, and have tests of their own.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb
import pytest

from dashboard.store import Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables


@cache
def _empty() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="sammachip-empty-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with Store(folder / "store").building("real") as building:
        create_tables(building.con)
        build_marts(building.con)
        building.is_empty = True
    return folder / "store"


def empty_store(folder: Path) -> Store:
    """A new store without rows."""
    return Store(Path(shutil.copytree(_empty(), folder)))


@contextmanager
def marts_left_alone() -> Iterator[None]:
    """Imports inside make no marts; the next one outside makes all."""

    def leave(con: duckdb.DuckDBPyConnection, *_: object) -> None:
        con.execute("drop table if exists marts_made")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dashboard.intake.importing.renew_marts", leave)
        yield

"""What an import into a lake replaced, kept beside the lake's tables, so that it can be taken back and put in again.

A store of one office goes back to the state before; a lake has none, for others write meanwhile. But rows of a province
are written by one office at a time: what a batch replaced there is still what stood before it, until a later batch of
that province comes in. In the schema `aside` every table has the rows that a batch replaced or removed, and, while the
batch is taken back, those that it brought. It must not know who may take what back, or when.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

import duckdb

from dashboard.registers import stored
from dashboard.store.schema import SETTINGS, add_lacking, all_tables

SCHEMA: Final = "aside"
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    **{name: register.key for name, register in stored().items()},
    "rules": ("fiscal_year", "rule"),
}
assert _KEYS.keys() == {*stored(), *SETTINGS}  # noqa: S101 - whatever a batch can change can be taken back
_PLACES: Final = {"batch_id": "INTEGER", "province": "VARCHAR", "follows": "INTEGER"}


def aside_tables() -> dict[str, dict[str, str]]:
    """Table → column → type of the schema: a row's own columns, whose it is and which side of it.

    `batch_places` has a row per batch and province ('' rows of none); `follows` is the batch that stood last when it
    came in (0 none), null when what it replaced is no longer kept.
    """
    of = {"of_batch": "INTEGER", "is_brought": "BOOLEAN"}
    return {**{table: {**all_tables()[table], **of} for table in _KEYS}, "batch_places": _PLACES}


def create_aside(con: duckdb.DuckDBPyConnection) -> None:
    """Create what the schema lacks."""
    con.execute(f"create schema if not exists {SCHEMA}")
    with used(con):
        add_lacking(con, aside_tables())


@contextmanager
def used(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Inside, the rows that were set aside are what the names of the tables mean."""
    lake = con.execute("select current_database()").fetchall()[0][0]
    con.execute(f"use {lake}.{SCHEMA}")
    try:
        yield
    finally:
        con.execute(f"use {lake}")


def note_places(con: duckdb.DuckDBPyConnection, batch_id: int, provinces: Collection[str]) -> None:
    """Note where a batch that begins writes, and upon what. Nobody else may write there meanwhile."""
    newest = newest_standing(con)
    rows = [[batch_id, province, newest.get(province, 0)] for province in sorted(provinces)]
    con.executemany(f"insert into {SCHEMA}.batch_places values (?, ?, ?)", rows)  # noqa: S608 - a name of ours


def newest_standing(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Province → the newest batch there that is not taken back."""
    return dict(
        con.execute(
            f"select province, max(batch_id) from {SCHEMA}.batch_places join batches using (batch_id) "  # noqa: S608
            "where undone_at is null group by province"
        ).fetchall()
    )


def places(con: duckdb.DuckDBPyConnection) -> dict[int, dict[str, int | None]]:
    """Batch → province → what it follows, of every batch; see `aside_tables`."""
    found: dict[int, dict[str, int | None]] = {}
    for batch_id, province, follows in con.execute(f"from {SCHEMA}.batch_places").fetchall():
        found.setdefault(batch_id, {})[province] = follows
    return found


def set_aside(
    con: duckdb.DuckDBPyConnection, batch_id: int, table: str, where: str, values: Sequence[object] = ()
) -> None:
    """Keep the rows `r` of a table that a batch is about to replace or remove."""
    columns = _columns(table)
    con.execute(
        f"insert into {SCHEMA}.{table} ({columns}, of_batch, is_brought) "  # noqa: S608 - names of ours
        f"select {columns}, {batch_id}, false from {table} r where {where}",
        list(values),
    )


def take_out(con: duckdb.DuckDBPyConnection, batch_id: int) -> None:
    """Put the rows that a batch replaced in the place of those that it brought, which are kept."""
    for table in _KEYS:
        columns, kept = _columns(table), f"{SCHEMA}.{table}"
        con.execute(
            f"insert into {kept} ({columns}, of_batch, is_brought) "  # noqa: S608 - names of ours
            f"select {columns}, batch_id, true from {table} where batch_id = ?",
            [batch_id],
        )
        con.execute(f"delete from {table} where batch_id = ?", [batch_id])  # noqa: S608 - a name of ours
        _bring(con, table, batch_id, brought=False)


def put_in(con: duckdb.DuckDBPyConnection, batch_id: int) -> None:
    """The other way round."""
    for table, key in _KEYS.items():
        kept = f"{SCHEMA}.{table}"
        same = " and ".join(f'a."{k}" is not distinct from r."{k}"' for k in key)
        con.execute(
            f"delete from {table} r where exists (select 1 from {kept} a "  # noqa: S608 - names of ours
            f"where a.of_batch = ? and not a.is_brought and {same})",
            [batch_id],
        )
        _bring(con, table, batch_id, brought=True)
        con.execute(f"delete from {kept} where of_batch = ? and is_brought", [batch_id])  # noqa: S608 - a name of ours


def let_go(con: duckdb.DuckDBPyConnection, batch_ids: Collection[int]) -> None:
    """Keep nothing any more of what these batches replaced or brought: they stay as they are."""
    theirs = sorted(batch_ids)
    for table in _KEYS:
        con.execute(f"delete from {SCHEMA}.{table} where list_contains(?, of_batch)", [theirs])  # noqa: S608 - ours
    con.execute(f"update {SCHEMA}.batch_places set follows = null where list_contains(?, batch_id)", [theirs])  # noqa: S608


def _bring(con: duckdb.DuckDBPyConnection, table: str, batch_id: int, *, brought: bool) -> None:
    columns = _columns(table)
    con.execute(
        f"insert into {table} ({columns}) select {columns} from {SCHEMA}.{table} "  # noqa: S608 - names of ours
        "where of_batch = ? and is_brought = ?",
        [batch_id, brought],
    )


def _columns(table: str) -> str:
    return ", ".join(f'"{column}"' for column in all_tables()[table])

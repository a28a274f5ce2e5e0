"""A file of which much is unused is written anew: the engine keeps what was freed, and every import copies it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import duckdb

LEAST_UNUSED: Final = 64 << 20
"""Bytes; less is soon used again."""
_SHARE: Final = 1 / 3


def is_wasteful(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether more than a third of a file, and a lot, is unused after its last checkpoint."""
    _, _, block, total, _, free, *_ = con.execute("pragma database_size").fetchall()[0]
    return bool(free * block > LEAST_UNUSED and free > total * _SHARE)


def write_anew(con: duckdb.DuckDBPyConnection, fresh: Path) -> None:
    """Copy all that a database holds into a file that never held anything else."""
    own = con.execute("select current_database()").fetchall()[0][0]
    con.execute("checkpoint")
    con.execute(f"attach '{str(fresh).replace(chr(39), chr(39) * 2)}' as fresh")
    con.execute(f'copy from database "{own}" to fresh')
    con.execute("checkpoint fresh")
    con.execute("detach fresh")

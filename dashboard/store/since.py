"""What a state has in common with the one that it was made from: what was worked out of that part still holds.

Of tables whose rows lie in provinces it is the provinces that an import brought nothing of, of all others the tables
with the same rows. It must not know what is asked of a state.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import duckdb

from dashboard.errors import SnapshotUnreadable
from dashboard.store.scoped import RULES
from dashboard.store.state import Snapshot

# tables whose rows of a province come of its own registers and the rules alone: `renewed_marts` makes them so
PARTED: Final = frozenset(
    table for table, rule in RULES.items() if rule in ("inside village_code", "inside place_code", "made again")
) - {"quality_finding", "refused_open", "quarantine", "succeeded_places"}


@dataclass(frozen=True)
class Common:
    """What a state shares with the state `before`: rows of `PARTED` tables but those of `provinces` (two digits), and
    of the other tables those in `same`.
    """

    before: Snapshot
    provinces: frozenset[str]
    same: frozenset[str]

    def holds(self, tables: frozenset[str], provinces: frozenset[str]) -> bool:
        """Whether these tables' rows of these provinces (none: all rows there are) are the same in both states."""
        parted = PARTED if (provinces or not self.provinces) and not provinces & self.provinces else frozenset[str]()
        return tables <= parted | self.same


def note_since(con: duckdb.DuckDBPyConnection, before: str | None, provinces: tuple[str, ...] | None) -> None:
    """Note in a state in the making from which other one its parted tables differ in these provinces alone (None: from
    none), and what its other tables hold.
    """
    con.execute("create or replace table made_since (before varchar, provinces varchar[])")
    if before is not None and provinces is not None:
        con.execute("insert into made_since values (?, ?)", [before, list(provinces)])
    con.execute("create or replace table table_digest (name varchar, digest varchar)")
    there = {name for (name,) in con.execute("select table_name from information_schema.tables").fetchall()}
    for table in sorted(RULES.keys() & there - PARTED - {"made_since", "table_digest"}):
        con.execute(
            f"insert into table_digest select '{table}', count(*) || ' ' || sum(hash(t)::hugeint)::varchar "  # noqa: S608
            f'from "{table}" as t'
        )


def common_with_before(now: Snapshot) -> Common | None:
    """What a state shares with the one that it was made from; None where that is not known or no longer there."""
    noted = _noted(now)
    if noted is None or noted[0] is None:
        return None
    before = Snapshot(now.path.with_name(f"{noted[0]}.duckdb"), now.kind)
    earlier = _noted(before)
    if earlier is None:
        return None
    return Common(before, noted[1], frozenset(name for name, _ in noted[2] & earlier[2]))


_Noted = tuple[str | None, frozenset[str], frozenset[tuple[str, str]]]


@lru_cache(maxsize=64)
def _noted(snapshot: Snapshot) -> _Noted | None:
    try:
        with snapshot.open() as con:
            since = con.execute("from made_since").fetchall()
            digests = con.execute("from table_digest").fetchall()
    except (SnapshotUnreadable, duckdb.CatalogException):
        return None
    before, provinces = since[0] if since else (None, [])
    return before, frozenset(provinces), frozenset(digests)

"""A snapshot made of a lake: what everybody looks at, in an ordinary store that nobody else writes to.

It reads one state of the lake, whoever commits meanwhile. It must not know how rows got into the lake.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import duckdb

from dashboard.errors import StoreHasItsOwn
from dashboard.registers import stored
from dashboard.store.aside import SCHEMA as ASIDE
from dashboard.store.disk import told_of_disk, write_whole
from dashboard.store.lake import NATION, Lake
from dashboard.store.marts import build_marts, definition
from dashboard.store.renewed_marts import renew_provinces
from dashboard.store.schema import all_tables, create_tables
from dashboard.store.scoped import limit
from dashboard.store.snapshots import Snapshot, Store

Progress = Callable[[str, float], None]


def publish(lake: Lake, store: Store, progress: Progress = lambda _step, _share: None) -> Snapshot | None:
    """Publish the newest state of the lake; None where the store shows it already.

    Raises StoreHasItsOwn where the store holds rows that came another way, LakeUnreachable, StoreIsBusy.
    """
    newest = store.newest()
    if newest is not None and not newest.is_empty and not store.is_fed:
        raise StoreHasItsOwn(folder=store.folder.name)
    with told_of_disk(store.folder):
        store.folder.mkdir(parents=True, exist_ok=True)
        if not store.is_fed:
            write_whole(store.fed_note, "{}")
    with lake.reading() as con:
        if _state(con) == json.loads(store.fed_note.read_text(encoding="utf-8")):
            return None
        return _publish(lake, store, progress)


def _publish(lake: Lake, store: Store, progress: Progress) -> Snapshot:
    """Of the provinces alone that were written to since, where that is known: what `import` does in a store."""
    progress("reading", 0.0)
    with store.building("real", fed=True) as building:
        con = building.con
        create_tables(con)
        lake.attach_to(con)
        con.execute("begin")
        state = _state(con)
        provinces = _changed(con, json.loads(store.fed_note.read_text(encoding="utf-8")))
        for n, (table, columns) in enumerate(all_tables().items()):
            progress("storing", 0.4 * n / len(all_tables()))
            where = "true" if provinces is None or table not in stored() else _within(table, provinces)
            names = ", ".join(f'"{column}"' for column in columns)
            con.execute(f'delete from "{table}" as t where {where}')  # noqa: S608 - ours
            con.execute(f'insert into "{table}" ({names}) select {names} from lake."{table}" as t where {where}')  # noqa: S608
        con.execute("commit")
        con.execute("detach lake")
        building.is_empty = con.execute("select count(*) from batches").fetchall() == [(0,)]
        if provinces is None:
            build_marts(con, lambda share: progress("counting", 0.4 + 0.5 * share))
        else:
            building.renewed = renew_provinces(con, provinces, lambda share: progress("counting", 0.4 + 0.5 * share))
        progress("publishing", 0.95)
    write_whole(store.fed_note, json.dumps(state))
    return store.current()


def _within(table: str, provinces: tuple[str, ...]) -> str:
    return limit(table, provinces) if provinces else "false"


def _changed(con: duckdb.DuckDBPyConnection, shown: dict[str, object]) -> tuple[str, ...] | None:
    """The provinces that batches wrote to which the draft does not have as the lake has them; None where it may be any:
    rows of the nation, a state from before an erasure, a batch that did not say where it writes.
    """
    known = "select 1 from ducklake_snapshots('lake') where snapshot_id = ?"
    if not con.execute(known, [shown.get("lake", -1)]).fetchall():
        return None
    rows = con.execute(
        f"select distinct province from (from lake.batches except from batches) as moved "  # noqa: S608 - ours
        f"left join lake.{ASIDE}.batch_places as place on place.batch_id = moved.batch_id"
    ).fetchall()
    provinces = {province for (province,) in rows}
    return None if provinces & {None, NATION} else tuple(sorted(provinces))


def _state(con: duckdb.DuckDBPyConnection) -> dict[str, object]:
    """What a snapshot of the lake as this transaction sees it would show."""
    newest = con.execute("select max(snapshot_id) from ducklake_snapshots('lake')").fetchall()[0][0]
    return {"lake": newest, "definition": definition()}

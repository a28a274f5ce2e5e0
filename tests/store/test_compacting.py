"""A snapshot of which much was freed while it was made is published without what is unused."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard.store import Store, compacting
from dashboard.store.marts import build_marts
from dashboard.store.seals import damage_of, read_seal


@pytest.fixture
def store(small_store: Path, tmp_path: Path) -> Store:
    return Store(Path(shutil.copytree(small_store, tmp_path / "store")))


def counted_anew(store: Store) -> Path:
    """A newer state for which much was written and freed again."""
    with store.building(store.current().kind) as building:
        building.con.execute("create table passing as select hash(range)::varchar as word from range(500_000)")
        building.con.execute("checkpoint")
        building.con.execute("drop table passing")
        build_marts(building.con)
    return store.current().path


def unused(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as con:
        return int(con.execute("select free_blocks * block_size from pragma_database_size()").fetchall()[0][0])


def everything_in(path: Path) -> dict[str, list[object]]:
    with duckdb.connect(str(path), read_only=True) as con:
        kinds = "select 't', table_name from duckdb_tables() union all select 'v', view_name from duckdb_views()"
        names = con.execute(f"select * from ({kinds}) where not starts_with(table_name, 'duckdb_')").fetchall()
        macros = con.execute("select function_name from duckdb_functions() where not internal order by 1").fetchall()
        return {
            "macros": macros,
            **{
                name: con.execute(f'select hash(t), count(*) from "{name}" as t group by 1 order by 1').fetchall()
                for kind, name in names
                if kind == "t" and name != "made_since"
            },
        }


def test_what_is_unused_is_not_published(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    wasteful = counted_anew(store)
    assert unused(wasteful) > 1 << 20
    monkeypatch.setattr(compacting, "LEAST_UNUSED", 1 << 20)
    compact = counted_anew(store)
    assert unused(compact) < 1 << 20
    assert compact.stat().st_size < wasteful.stat().st_size / 2
    assert everything_in(compact) == everything_in(wasteful)
    assert damage_of(store.snapshots, read_seal(compact.with_suffix(".seal").read_text(encoding="utf-8"))) is None
    assert not list(store.snapshots.glob(".*"))


def test_a_little_that_is_unused_stays(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compacting, "write_anew", lambda *_: pytest.fail("not worth it"))
    with store.building(store.current().kind):
        pass

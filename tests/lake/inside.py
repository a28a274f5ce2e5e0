"""What tests do inside the environment of a lake: `python tests/lake/inside.py WHAT …` (see conftest.Office)."""

from __future__ import annotations

import pickle
import re
import sys
from pathlib import Path

import duckdb

from dashboard import sql
from dashboard.errors import LakeMoved, StoreIsBusy
from dashboard.settings import read_settings
from dashboard.store import Store, lake_erasing, lake_history, publishing
from dashboard.store.lake import Lake, lake_of
from dashboard.store.personal import Subject

VILLAGE = "insert into villages (fiscal_year, village_code, village_name, batch_id) values (2560, ?, 'บ้าน', ?)"
MADE = re.compile(r"^create or replace (macro|view)", re.MULTILINE)


def lake(wait_s: float = 60) -> Lake:
    settings = read_settings()
    return Lake(settings.lake, settings.lake_files, settings.real_store, lock_wait_s=wait_s)


def turns() -> None:
    """Rows of one province are written by one at a time, those of others meanwhile, those of the nation alone."""
    with lake().building("real") as first:
        numbers = [first.begin_batch({"40"})]
        first.con.execute(VILLAGE, ["40010101", numbers[0]])
        with lake().building("real") as second:
            numbers.append(second.begin_batch({"33", "39"}))
            second.con.execute(VILLAGE, ["33010101", numbers[1]])
        for taken in ({"40"}, {"33", "40"}, {""}):
            try:
                with lake(wait_s=0.3).building("real") as third:
                    third.begin_batch(taken)
            except StoreIsBusy:
                continue
            raise AssertionError(f"{taken} did not wait")
    with lake().building("real") as fourth:
        numbers.append(fourth.begin_batch({"40", ""}))
        seen = fourth.con.execute("select village_code, batch_id from villages order by 1").fetchall()
    assert seen == [("33010101", numbers[1]), ("40010101", numbers[0])]
    assert len(set(numbers)) == 3


def moved() -> None:
    """Of two who delete in the same file one is told so, and has stored nothing."""
    of = "where batch_id = (select max(batch_id) from villages)"
    with lake().building("real") as both:
        number = both.begin_batch({"33", "40"})
        for n in range(1, 99):
            both.con.execute(VILLAGE, [f"400101{n:02}", number])
            both.con.execute(VILLAGE, [f"330101{n:02}", number])
    try:
        with lake().building("real") as late:
            late.begin_batch({"33"})
            late.con.execute("delete from villages where village_code = '33010101'")
            with lake().building("real") as early:
                early.begin_batch({"40"})
                early.con.execute("delete from villages where village_code = '40010101'")
    except LakeMoved:
        pass
    else:
        raise AssertionError("nobody was told")
    with lake().opened() as con:
        left = con.execute(f"select count(*) filter (village_code[:2] = '33'), count(*) from villages {of}").fetchall()
    assert left == [(98, 195)], left


def half() -> None:
    """Store a part of an import, say so, and wait to be killed."""
    with lake_of(read_settings()).building("real") as building:
        number = building.begin_batch({"40"})
        for n in range(1, 99):
            building.con.execute(VILLAGE, [f"400101{n:02}", number])
        wait()


def undo_half() -> None:
    """Take the newest batch back, and wait to be killed before it counts."""
    taken = lake_history.take_out

    def take_out(con: duckdb.DuckDBPyConnection, batch_id: int) -> None:
        taken(con, batch_id)
        wait()

    lake_history.take_out = take_out
    lake_history.undo(lake())


def erase_half() -> None:
    """Erase a person, and wait to be killed when the tables are without them and the older states are not."""
    lake_erasing._forget = lambda _con: wait()
    with lake_erasing.taken_out(lake(), Subject("ฮฮฮฮ ฮฮฮฮ"), "× 1"):
        raise AssertionError("it was not killed")


def publish_half() -> None:
    """Publish, and wait at the state that it reads until somebody says so or kills it."""
    changed = publishing._changed

    def _changed(con: duckdb.DuckDBPyConnection, shown: dict[str, object]) -> tuple[str, ...] | None:
        wait()
        return changed(con, shown)

    publishing._changed = _changed
    publishing.publish(lake(), Store(read_settings().real_store))


def wait() -> None:
    """Say that it is time to be killed, and wait for that."""
    print("half", flush=True)
    sys.stdin.readline()


def answers(given: str, found: str) -> None:
    """The rows of queries (name, parameters) asked of a snapshot whose every table lies in the lake; and of itself."""
    path, asked = pickle.loads(Path(given).read_bytes())  # noqa: S301 - written by conftest.py
    told = {}
    with lake().opened() as con:
        con.execute(f"attach '{path}' as snapshot (read_only)")
        tables = con.execute("select table_name from duckdb_tables() where database_name = 'snapshot'").fetchall()
        for (table,) in tables:
            con.execute(f'create or replace table "{table}" as from snapshot."{table}"')
        con.execute("detach snapshot")
        made = make_views(con)
        told["lake"] = [sql.rows(con, name, **params) for name, params in asked]
    with Store(read_settings().real_store).current().open() as con:
        told["snapshot"] = [sql.rows(con, name, **params) for name, params in asked]
    told["made"] = [len(tables), made]
    Path(found).write_bytes(pickle.dumps(told))


def make_views(con: duckdb.DuckDBPyConnection) -> int:
    """Every view and macro of the marts; how many. They need each other."""
    names = [name for name in sql.names("marts") if MADE.search(sql.text(name))]
    left = names
    while left:
        lacking = []
        for name in left:
            try:
                sql.execute(con, name)
            except duckdb.CatalogException:
                lacking.append(name)
        assert len(lacking) < len(left), lacking
        left = lacking
    return len(names)


def held(_given: str, found: str) -> None:
    """Provinces with how many rows of villages, and how many of them the imports say they brought."""
    with lake().opened() as con:
        held_ = con.execute("select village_code[:2], count(*) from villages group by all order by 1").fetchall()
        told = con.execute("select stored_by, n_new from batch_registers join batches using (batch_id) "
                           "where register = 'villages' order by 1").fetchall()  # fmt: skip
    Path(found).write_bytes(pickle.dumps((held_, told)))


GIVEN = {"answers": answers, "held": held}
ALONE = {"turns": turns, "moved": moved, "half": half, "undo_half": undo_half, "erase_half": erase_half,
         "publish_half": publish_half}  # fmt: skip

if __name__ == "__main__":
    if sys.argv[1] in GIVEN:
        GIVEN[sys.argv[1]](*sys.argv[2:])
    else:
        for what in sys.argv[1:]:
            ALONE[what]()

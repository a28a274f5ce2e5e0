"""A lake: the tables of a store as files on shared storage, their catalogue in PostgreSQL; offices write to it at once.

Nobody looks at a lake: `publishing` makes ordinary snapshots of it. Rows of one province are written by one office at a
time, those of different provinces at once; an import is one transaction of the engine, so that a writer that dies
leaves nothing. It needs an environment of its own (requirements-lake.lock). It must not know how rows come to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeVar
from uuid import uuid4

import duckdb

from dashboard.errors import (
    LakeHoldsOnlyReal,
    LakeMoved,
    LakeNotInstalled,
    LakeNotNamed,
    LakeUnreachable,
    StoreIsBusy,
)
from dashboard.settings import Settings
from dashboard.store.aside import SCHEMA, aside_tables, create_aside, note_places, set_aside
from dashboard.store.schema import all_tables, create_tables
from dashboard.store.seals import Kind
from dashboard.store.state import CONFIG, Building

NATION: Final = ""
"""Among the provinces of an import: it has rows that belong to none."""

ATTEMPTS: Final = 20
_T = TypeVar("_T")
_EXTENSIONS: Final = ("ducklake", "postgres_scanner")
# our first key of PostgreSQL's advisory locks; the second is the province (10 to 97), or one of the three below
_LOCKS: Final = 2560
_ALL: Final = 0
_OPENING: Final = 1
_STATES: Final = 2  # shared by those who read a state for long, alone whoever removes older ones
_NUMBERS: Final = "sammachip_batch_numbers"
_NAME: Final = "lake"


def again(act: Callable[[], _T]) -> _T:
    """Do it, and once more wherever others rewrote the same files of a lake meanwhile. Raises LakeMoved in the end."""
    for _ in range(1, ATTEMPTS):
        with suppress(LakeMoved):
            return act()
    return act()


@dataclass
class LakeBuilding(Building):
    """An import on its way into a lake; nothing of it is there before `commit`. Whoever publishes counts."""

    counts: bool = False
    lock_wait_s: float = 60
    _batch: int = 0
    _turns: list[duckdb.DuckDBPyConnection] = field(default_factory=list)

    def begin_batch(self, provinces: Set[str]) -> int:
        """Wait for the turn of these provinces, and begin. Raises StoreIsBusy."""
        provinces = provinces or {NATION}  # all its rows were refused
        self.take_turn(provinces)
        self._batch = _next_number(self.con)
        self.con.execute("begin")
        note_places(self.con, self._batch, provinces)
        return self._batch

    def take_turn(self, provinces: Set[str]) -> None:
        """Let nobody else write rows of these provinces until the end. Raises StoreIsBusy."""
        keys = [(_ALL, True)] if NATION in provinces else [(_ALL, False)]
        keys += [
            (int(code), True) for code in sorted(provinces - {NATION})
        ]  # in one order, so that none wait in a ring
        self._turns.append(_turn(self.con, keys, self.lock_wait_s))

    def set_aside(self, table: str, where: str, values: Sequence[object] = ()) -> None:
        """Keep the rows `r` of a table that this batch is about to replace or remove."""
        set_aside(self.con, self._batch, table, where, values)

    def commit(self) -> None:
        """Make it part of the lake. Raises LakeMoved where others rewrote the same files meanwhile."""
        try:
            self.con.execute("commit")
        except duckdb.TransactionException as error:
            raise LakeMoved from error

    def end(self) -> None:
        """Let others have their turn."""
        while self._turns:
            self._turns.pop().close()


class Lake:
    """A catalogue (a connection string of PostgreSQL) and the folder of its files.

    `folder` is that of the store that is published of it: what an office taught of its headings lies there.
    """

    def __init__(self, catalogue: str, files: Path, folder: Path, *, lock_wait_s: float = 60) -> None:
        self.folder = folder
        self._catalogue = catalogue
        self._files = files
        self._lock_wait_s = lock_wait_s

    @contextmanager
    def building(self, kind: Kind, *, fresh: bool = False) -> Iterator[LakeBuilding]:
        """Store an import, all of it or nothing. Raises LakeHoldsOnlyReal, StoreIsBusy, LakeMoved, LakeUnreachable."""
        with self._import(kind, fresh=fresh) as building:
            yield building
            building.commit()

    @contextmanager
    def rehearsal(self, kind: Kind) -> Iterator[Building]:
        """The same without storing anything: for a dry run."""
        with self._import(kind) as building:
            yield building

    @contextmanager
    def _import(self, kind: Kind, *, fresh: bool = False) -> Iterator[LakeBuilding]:
        if kind != "real" or fresh:
            raise LakeHoldsOnlyReal
        with self.opened() as con:
            building = LakeBuilding(con, "", None, lock_wait_s=self._lock_wait_s)
            try:
                yield building
            finally:
                building.end()

    @contextmanager
    def opened(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection in whose search path the lake's tables are, all of this version.

        What is not committed when it is left is gone, and so are its locks.
        """
        con = duckdb.connect(":memory:", config=CONFIG)
        try:
            self._attach_turns(con)
            with _turn(con, [(_OPENING, True)], self._lock_wait_s):  # whoever comes first makes the catalogue
                self.attach_to(con)
            con.execute(f"use {_NAME}")
            _make_ready(con, self._lock_wait_s)
            yield con
        finally:
            con.close()

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The same; the states that are read inside, by whatever connection, stay. Raises StoreIsBusy, too."""
        with self.opened() as con, _held(con, _STATES, self._lock_wait_s, alone=False):
            yield con

    @contextmanager
    def erasing(self) -> Iterator[tuple[duckdb.DuckDBPyConnection, AbstractContextManager[None]]]:
        """A connection while nobody publishes; nobody else writes inside what comes with it. Raises StoreIsBusy."""
        with self.opened() as con, _held(con, _STATES, self._lock_wait_s, alone=True):
            yield con, _held(con, _ALL, self._lock_wait_s, alone=True)

    def vacuum(self) -> None:
        """Have PostgreSQL give up the catalogue's deleted rows, and what it notes of columns; nobody waits for it."""
        with duckdb.connect(":memory:", config=CONFIG) as con:
            self._attach_turns(con)
            con.execute("call postgres_execute('turns', 'vacuum (analyze)', use_transaction => false)")

    def _attach_turns(self, con: duckdb.DuckDBPyConnection) -> None:
        _load(con)
        try:
            con.execute(f"attach {_quoted(self._catalogue)} as turns (type postgres)")
        except duckdb.Error as error:
            raise LakeUnreachable from error

    def attach_to(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make the lake known to a connection, as `lake`. Raises LakeNotInstalled, LakeUnreachable."""
        _load(con)
        try:
            self._files.mkdir(parents=True, exist_ok=True)
            con.execute(
                f"attach {_quoted('ducklake:postgres:' + self._catalogue)} as {_NAME} "
                f"(data_path {_quoted(f'{self._files.resolve()}/')})"
            )
        except (duckdb.Error, OSError) as error:
            raise LakeUnreachable from error


def lake_of(settings: Settings) -> Lake:
    """The lake that the settings name. Raises LakeNotNamed."""
    if not settings.lake:
        raise LakeNotNamed
    return Lake(settings.lake, settings.lake_files, settings.real_store, lock_wait_s=settings.lock_wait_s)


def _load(con: duckdb.DuckDBPyConnection) -> None:
    for name in _EXTENSIONS:
        con.execute(f"load {_quoted(str(_extension(name)))}")


def _extension(name: str) -> Path:
    """The file of an extension of the engine in its package."""
    found = find_spec(f"duckdb_extension_{name}")
    for folder in (found.submodule_search_locations or ()) if found else ():
        for path in Path(folder).glob(f"extensions/v{duckdb.__version__}/*.duckdb_extension"):
            return path
    raise LakeNotInstalled(engine=duckdb.__version__)


def _make_ready(con: duckdb.DuckDBPyConnection, wait_s: float) -> None:
    """The tables and columns that the lake lacks; whoever comes first makes them."""
    known = set(
        con.execute(
            "select schema_name, table_name, column_name from duckdb_columns() where database_name = ?", [_NAME]
        ).fetchall()
    )
    wanted = {"main": all_tables(), SCHEMA: aside_tables()}
    if {(schema, t, c) for schema, tables in wanted.items() for t, columns in tables.items() for c in columns} <= known:
        return
    with _turn(con, [(_ALL, True)], wait_s), con.cursor() as numbers:
        ask_catalogue(numbers, f"create table if not exists {_NUMBERS} (batch_id serial primary key, mark text unique)")
        con.execute("begin")
        create_tables(con)
        create_aside(con)
        con.execute("commit")


def _turn(con: duckdb.DuckDBPyConnection, keys: list[tuple[int, bool]], wait_s: float) -> duckdb.DuckDBPyConnection:
    """Hold locks of (key, alone) in the catalogue until the answered connection is closed. Raises StoreIsBusy."""
    turn = con.cursor()
    turn.execute("begin")
    ask_catalogue(turn, f"set local lock_timeout = {max(1, round(wait_s * 1000))}")
    try:
        for key, alone in keys:
            ask_catalogue(turn, f"select pg_advisory_xact_lock{'' if alone else '_shared'}({_LOCKS}, {key})")
    except duckdb.Error as error:
        turn.close()
        if "lock timeout" in str(error):
            raise StoreIsBusy(folder=_NAME) from error
        raise
    return turn


@contextmanager
def _held(con: duckdb.DuckDBPyConnection, key: int, wait_s: float, *, alone: bool) -> Iterator[None]:
    turn = _turn(con, [(key, alone)], wait_s)
    try:
        yield
    finally:
        turn.close()


def _next_number(con: duckdb.DuckDBPyConnection) -> int:
    """A number that no other batch of the lake has; those of imports that came to nothing are not used again."""
    mark = uuid4().hex
    with con.cursor() as numbers:
        ask_catalogue(numbers, f"insert into {_NUMBERS} (mark) values ('{mark}')")
        asked = _quoted(f"select batch_id from {_NUMBERS} where mark = '{mark}'")
        number: int = numbers.execute(f"select * from postgres_query('turns', {asked})").fetchall()[0][0]
    return number


def ask_catalogue(con: duckdb.DuckDBPyConnection, statement: str) -> None:
    """Have PostgreSQL do something that is not what a lake's engine does: locks, numbers, its own upkeep."""
    con.execute(f"call postgres_execute('turns', {_quoted(statement)})")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

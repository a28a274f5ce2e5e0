"""Loads queries/**.sql, knows each file's parameters from the engine, and runs it.

A query is named by its path without `.sql`: `pages/league`. Values go in as native `$name` parameters only;
a missing or an extra one is an error before anything runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import duckdb

from dashboard.errors import SnapshotUnreadable
from dashboard.filters import Filters
from dashboard.settings import QUERIES

if TYPE_CHECKING:
    import pandas as pd


@cache
def text(name: str) -> str:
    """The SQL of a query; FileNotFoundError when there is none of this name."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


@cache
def parameters(name: str) -> frozenset[str]:
    """The names of the parameters a query takes, as the engine reads them."""
    (statement,) = duckdb.extract_statements(text(name))
    return frozenset(statement.named_parameters)


def of_view(name: str, filters: Filters, **own: Any) -> dict[str, Any]:
    """The parameters of a query: those of a view that it takes, and its own."""
    return {key: value for key, value in filters.params().items() if key in parameters(name)} | own


@cache
def tables(name: str) -> frozenset[str]:
    """What a query reads from: the tables, marts, macros and own steps that it names."""
    return frozenset(_READS.findall(_COMMENT.sub("", text(name))))


@cache
def words(name: str) -> frozenset[str]:
    """Every name that stands in a query or in a macro or view that it may call: no table that it reads is missing."""
    found: set[str] = set()
    left = {name}
    while left:
        new = set(_WORD.findall(_COMMENT.sub("", text(left.pop())))) - found
        found |= new
        left |= {f"marts/{word}" for word in new if f"marts/{word}" in _called()}
    return frozenset(found)


@cache
def _called() -> frozenset[str]:
    return frozenset(name for name in names("marts") if _CALLED.search(text(name)))


_WORD = re.compile(r"[a-z_]+")
_CALLED = re.compile("^create or replace (?:macro|view) ", re.MULTILINE)
_COMMENT = re.compile(r"--[^\n]*")
_READS = re.compile(r"\b(?:from|join)\s+([a-z_]+)")
_asked: ContextVar[list[str] | None] = ContextVar("asked", default=None)


@contextmanager
def noting() -> Iterator[list[str]]:
    """The names of the queries that are run inside, in order."""
    names: list[str] = []
    token = _asked.set(names)
    try:
        yield names
    finally:
        _asked.reset(token)


def note(names: Iterable[str]) -> None:
    """Queries that were run another time for an answer that is given again, for whoever is `noting`."""
    if (noted := _asked.get()) is not None:
        noted.extend(names)


def _run(con: duckdb.DuckDBPyConnection, name: str, params: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    if (noted := _asked.get()) is not None:
        noted.append(name)
    wanted = parameters(name)
    if wanted != params.keys():
        raise TypeError(f"{name} takes {sorted(wanted)}, was given {sorted(params)}")
    return con.execute(for_its_view(text(name), params), params or None)


def for_its_view(statement: str, params: Mapping[str, Any]) -> str:
    """A statement whose view is one area or the nation, without what would limit it by more: that costs more to plan
    than the rest to run.
    """
    scope = params.get("scope")
    if not scope or len(scope["areas"] or ()) > 1 or any(scope[key] for key in _MORE):
        return statement
    return _spelled_out(statement, _VILLAGES + _OF_ONE_AREA if scope["areas"] else _VILLAGES)


_MORE = ("without", "officers", "training", "otop", "stage")
# what marts/village_scope is of such a view
_VILLAGES = """(
    select fiscal_year, village_code, village_name, officer, budget_baht,
    from village_year
    where fiscal_year = struct_extract($scope, 'fiscal_year')::integer"""
_OF_ONE_AREA = "\n        and starts_with(village_code, struct_extract($scope, 'areas')[1])"


@lru_cache(maxsize=1024)
def _spelled_out(statement: str, villages: str) -> str:
    """A statement with `villages` for `village_scope($scope)`, also in the macros of a scope that it calls."""

    def spell(call: re.Match[str]) -> str:
        if call[1] == "village_scope":
            return f"{villages}\n)"
        macro = _MACRO.search(text(f"marts/{call[1]}"))
        if macro is None:
            return call[0]
        given = dict(zip(macro[1].split(", "), call[2].split(", "), strict=True))
        body = re.sub(rf"(?<![.\w])({'|'.join(given)})\b", lambda name: given[name[1]], macro[2])
        return f"({_CALL.sub(spell, body)})"

    return _CALL.sub(spell, statement)


_CALL = re.compile(r"\b(\w+)\((\$scope(?:, [$\w:]+)*)\)")
_MACRO = re.compile(r"macro \w+\(([^)]*)\) as table\n(.*)", re.DOTALL)


@contextmanager
def _told_of_damage() -> Iterator[None]:
    """Raise SnapshotUnreadable where the engine meets a block that is not what was written."""
    try:
        yield
    except (duckdb.IOException, duckdb.FatalException, duckdb.SerializationException) as error:
        if not any(word in str(error) for word in _DAMAGED):
            raise
        raise SnapshotUnreadable(file="*.duckdb", reason="snapshot_content") from error


_DAMAGED = ("orrupt", "checksum", "deserialize", "Could not read")


def rows(con: duckdb.DuckDBPyConnection, name: str, **params: Any) -> list[tuple[Any, ...]]:
    """The rows of a query as tuples."""
    with _told_of_damage():
        return _run(con, name, params).fetchall()


def rows_as_if(
    con: duckdb.DuckDBPyConnection, names: Sequence[str], tables: Tables, **params: Any
) -> list[list[tuple[Any, ...]]]:
    """The rows of each of some queries that read the results of other texts instead of some tables: (table, text) in
    the order in which they need each other, each worked out once for all. A text may read the table that it stands for;
    macros see the same. `params` are those of all of them. Nothing is promised of the order of rows.
    """
    steps = ", ".join(f"{table} as materialized ({text_})" for table, text_ in tables)
    parts = " union all by name ".join(f"from ({text(name)}) as q select q as q{n}" for n, name in enumerate(names))
    note(names)
    with _told_of_damage():
        rows_ = con.execute(for_its_view(f"with {steps} {parts}", params), params).fetchall()
    found: list[list[tuple[Any, ...]]] = [[] for _ in names]
    for row in rows_:
        for of_query, record in zip(found, row, strict=True):
            if record is not None:
                of_query.append(tuple(record.values()))
    return found


def selection(name: str) -> str:
    """What a file that makes a table selects for it; the text of a query as it is."""
    return _MAKES.sub("", text(name), count=1)


Tables = tuple[tuple[str, str], ...]
_MAKES = re.compile(r"^create or replace table \w+ as$", re.MULTILINE)


def records(con: duckdb.DuckDBPyConnection, name: str, **params: Any) -> list[dict[str, Any]]:
    """The rows of a query as dictionaries."""
    with _told_of_damage():
        result = _run(con, name, params)
        found = result.fetchall()
    columns = [d[0] for d in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found]


def frame(con: duckdb.DuckDBPyConnection, name: str, **params: Any) -> pd.DataFrame:
    """The rows of a query as a data frame."""
    with _told_of_damage():
        return _run(con, name, params).df()


def execute(con: duckdb.DuckDBPyConnection, name: str, **params: Any) -> None:
    """Run a query for its effect."""
    _run(con, name, params)


def names(under: str = "") -> list[str]:
    """The names of all queries below a folder, sorted."""
    return sorted(p.relative_to(QUERIES).with_suffix("").as_posix() for p in (QUERIES / under).rglob("*.sql"))

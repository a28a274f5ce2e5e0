"""The marts after an import: those of the provinces that it brought rows of are made anew, beside the others.

What an office brings costs what its province costs, however many others are stored. The result is what `marts` makes
of all, but for the order of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import duckdb

from dashboard import sql
from dashboard.registers import stored
from dashboard.store.marts import (
    MARTS,
    add_findings,
    are_current,
    build_marts,
    build_places,
    build_rules,
    steps_of_sums,
    steps_of_villages,
    steps_of_words,
    take_steps,
)
from dashboard.store.scoped import RULES, limit, limited_view
from dashboard.store.since import PARTED
from dashboard.store.touched import places_of_batch

_Tell = Callable[[float], None]
_PART = "part"
_READ: Final = tuple(table for table in stored() if table in PARTED)  # by the marts of villages
_MADE: Final = tuple(mart for mart in MARTS if RULES[mart].startswith("inside "))
_ACROSS: Final = frozenset({"phone_shared"})  # checks that compare the rows of provinces


def renew_marts(
    con: duckdb.DuckDBPyConnection, batch_id: int, tell: _Tell = lambda _share: None
) -> tuple[str, ...] | None:
    """Make the marts right again after the rows of a batch were stored, and nothing else was changed; see
    `renew_provinces`.
    """
    return renew_provinces(con, {place[:2] for place in places_of_batch(con, batch_id, _READ)}, tell)


def renew_provinces(
    con: duckdb.DuckDBPyConnection, changed: Iterable[str], tell: _Tell = lambda _share: None
) -> tuple[str, ...] | None:
    """Make the marts right again after rows of these provinces were changed, and none of others; the provinces that
    were made anew, None where all were.

    Where they were not made by this version, where a rule is another one or where most villages are concerned, all are
    made. `tell` as in `build_marts`.
    """
    if not are_current(con):
        build_marts(con, tell)
        return None
    provinces = tuple(sorted(changed))
    before = _rules(con)
    build_rules(con)
    if not before <= _rules(con) or not _are_few(con, provinces):
        build_marts(con, tell)
        return None
    take_steps(
        con,
        lambda tell_again: [
            build_places,
            *([lambda con: _remake(con, provinces, tell_again)] if provinces else []),
            *steps_of_words(tell_again),
        ],
        tell,
    )
    return provinces


def _rules(con: duckdb.DuckDBPyConnection) -> set[tuple[object, ...]]:
    return set(con.execute("from programme_rules").fetchall())


def _are_few(con: duckdb.DuckDBPyConnection, provinces: tuple[str, ...]) -> bool:
    concerned = "count(*) filter (list_contains($provinces, left(village_code, 2)))"
    rows = con.execute(f"select {concerned} * 2 <= count(*) from villages", {"provinces": list(provinces)})  # noqa: S608
    return bool(rows.fetchall()[0][0])


def _remake(con: duckdb.DuckDBPyConnection, provinces: tuple[str, ...], tell: Callable[[], None]) -> None:
    """Make the marts of some provinces from their rows alone, and put them in the place of those that are there.

    `tell` is called between the pieces of the work.
    """
    whole = str(con.execute("select current_database()").fetchall()[0][0])
    con.execute(f"attach ':memory:' as {_PART}")
    try:
        with con.cursor() as beside:
            beside.execute(f"use {_PART}")
            for table in (*_READ, "programme_rules"):
                beside.execute(limited_view(whole, table, provinces))
            for step in steps_of_villages(name for name in sql.names("checks") if _code(name) not in _ACROSS):
                tell()
                step(beside)
        for mart in _MADE:
            tell()
            con.execute(f"delete from {mart} as t where {limit(mart, provinces)}")  # noqa: S608 - ours
            con.execute(f"insert into {mart} by name from {_PART}.main.{mart}")
    finally:
        con.execute(f"detach {_PART}")
    for code in _ACROSS:
        con.execute("delete from quality_finding where code = ?", [code])
        add_findings(con, f"checks/{code}", "quality_finding")
    for step in steps_of_sums():
        tell()
        step(con)


def _code(check: str) -> str:
    return check.rpartition("/")[2]

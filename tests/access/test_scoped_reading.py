"""No query reaches a row outside a person's areas, whatever it is asked for; and the test notices when one would."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
import stores
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marked_stores import build_marked_store, marks_in
from test_sql_files import SAMPLE

from dashboard import sql
from dashboard.filters import Filters
from dashboard.knowledge.asking import read_question
from dashboard.measures.summed import sum_rows
from dashboard.programme import Rules
from dashboard.scenario.standing import ground_of
from dashboard.store import Snapshot
from dashboard.store import scoped as room
from dashboard.store.scoped import RULES, cursor_for, make_scope, open_scoped, unruled

READING = [name for name in sql.names() if name.split("/")[0] in ("pages", "areas", "summed", "scenario", "quality")]
VILLAGE = re.compile(r'"([0-9]{8})"')
STEPPED = {"scenario/standing", "scenario/standings"}  # these read steps of the statement that they stand in
AREAS = ("40", "39", "4016", "4001", "401601", "401602", "40160101", "40010101", "39040102", "33")


# as little as possible is left out
WIDE: dict[str, Any] = {
    "typed": "",
    "villages": [],  # an answer says again which ones were asked about
    "asked": read_question("").params(("title",)),
    "chosen": {"category": None, "position": None, "fiscal_year": None, "lacks": None},
    **dict.fromkeys(("category", "producer", "stars", "state", "size", "skill", "reason", "register")),
}


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return build_marked_store(tmp_path_factory.mktemp("marked"))


@pytest.fixture(scope="module")
def opened(marked: Snapshot) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_scoped(marked) as con:
        yield con


@contextmanager
def seeing(con: duckdb.DuckDBPyConnection, *areas: str) -> Iterator[duckdb.DuckDBPyConnection]:
    with cursor_for(con, make_scope(con, areas)) as cursor:
        yield cursor


def leaks(answer: object, areas: tuple[str, ...]) -> set[str]:
    """The marks and villages' codes in an answer that belong to places neither inside nor around the areas."""
    text = json.dumps(answer, default=str, ensure_ascii=False)
    found = marks_in(text) | set(VILLAGE.findall(text))
    return {code for code in found if not any(code.startswith(own) or own.startswith(code) for own in areas)}


def asked(name: str, seen: str) -> dict[str, Any]:
    """Parameters that ask a query for as much as it can give about an area ('' the nation)."""
    filters = Filters(stores.FISCAL_YEAR, stores.TODAY, (seen,) if seen else ())
    own = {
        "village_code": seen if len(seen) == 8 else "40160101",
        "area": seen,
        "n": 1000,
        "digits": 8,
        "codes": [seen],
    }
    since = {"from_on": date(2016, 10, 1), "to_on": stores.TODAY}
    rules = {rule.name: 5 for rule in fields(Rules)}
    params = {**SAMPLE, **WIDE, **own, **rules, **filters.params(), **since}
    return {key: params[key] for key in sql.parameters(name)}


def answer(con: duckdb.DuckDBPyConnection, name: str, seen: str) -> list[tuple[Any, ...]]:
    if name not in STEPPED:
        return sql.rows(con, name, **asked(name, seen))
    ground = ground_of(Filters(stores.FISCAL_YEAR, stores.TODAY, (seen,) if seen else ()), (), ("",))
    (found,) = sql.rows_as_if(con, (name,), ground.steps(), **asked(name, seen) | ground.params())
    return found


def test_every_table_of_a_snapshot_has_a_rule(opened: duckdb.DuckDBPyConnection) -> None:
    assert unruled(opened) == []


@pytest.mark.parametrize("name", READING)
def test_no_query_gives_anything_of_other_areas(name: str, opened: duckdb.DuckDBPyConnection) -> None:
    with seeing(opened, "4016") as con:
        for seen in ("", "39040102"):
            assert not leaks(answer(con, name, seen), ("4016",)), seen


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    own=st.lists(st.sampled_from(AREAS), min_size=1, max_size=3).map(tuple),
    seen=st.sampled_from(("", *AREAS)),
    name=st.sampled_from(READING),
)
def test_whatever_the_areas_and_whatever_is_asked(
    own: tuple[str, ...], seen: str, name: str, opened: duckdb.DuckDBPyConnection
) -> None:
    with seeing(opened, *own) as con:
        assert not leaks(answer(con, name, seen), own)


@pytest.mark.parametrize("table", sorted(RULES))
def test_no_table_shows_a_row_of_other_areas(table: str, opened: duckdb.DuckDBPyConnection) -> None:
    with seeing(opened, "4016") as con:
        rows = con.execute(f'select * from "{table}"').fetchall()
    if RULES[table] != "public":
        assert not leaks(rows, ("4016",))


def test_the_own_rows_are_all_there(opened: duckdb.DuckDBPyConnection) -> None:
    own = [code for code in stores.VILLAGES if code.startswith("4016")]
    with seeing(opened, "4016") as con:
        assert con.execute("select distinct village_code from villages order by all").fetchall() == [(c,) for c in own]
        assert con.execute("select count(*) from context").fetchall() == [(len(own),)]
    with seeing(opened, "40160101") as con:  # what is said of the areas above holds for a village, too
        con_above = con.execute("select count(*) from officers").fetchall()
        assert con_above == [(0,)]


def test_a_number_of_a_part_is_that_of_a_view_of_the_part(marked: Snapshot, opened: duckdb.DuckDBPyConnection) -> None:
    name = "areas/measures_at"
    params = asked(name, "4016") | {"digits": 6, "measures": None}
    with marked.open() as whole, seeing(opened, "4016") as con:
        assert sorted(sql.rows(con, name, **params)) == sorted(sql.rows(whole, name, **params))


@pytest.mark.parametrize("own", [("4016",), ("40",), ("39", "4001"), ("40160101",)])
def test_sums_kept_by_area_are_those_of_the_own_villages(
    marked: Snapshot, opened: duckdb.DuckDBPyConnection, own: tuple[str, ...]
) -> None:
    nation = Filters(stores.FISCAL_YEAR, stores.TODAY)
    with marked.open() as whole, seeing(opened, *own) as con:
        for digits in (0, 2):
            of_stages = {"days": [stores.TODAY]}
            for name, asked in (("areas/measures_at", {"measures": None}), ("areas/stages_at", of_stages)):
                found = sum_rows(con, name, nation, digits, **asked)
                assert nation.kept_level(digits) is not None
                of_own = sql.of_view(name, nation.of(*own), digits=digits, **asked)
                assert sorted(found) == sorted(sql.rows(whole, name, **of_own))
                assert len(found) > 3


def test_the_tests_notice_a_rule_that_lets_everything_through(
    marked: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_inside", lambda _column, _code: "true")
    with open_scoped(marked) as con, seeing(con, "4016") as cursor:
        found = {name for name in READING if leaks(answer(cursor, name, ""), ("4016",))}
    assert {"areas/measures_at", "areas/targets", "areas/village_points"} <= found
    assert len(found) >= 20, sorted(found)


@pytest.mark.parametrize("code", ["", "4", "40x6", "๔๐", "40' or true --", "4016010101"])
def test_only_codes_are_areas(code: str, opened: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="area codes"):
        make_scope(opened, [code])


def test_no_areas_are_not_all_areas(opened: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="area codes"):
        make_scope(opened, [])


def test_no_query_names_a_catalog_or_schema() -> None:
    for name in sql.names():
        for table in sql.tables(name):
            assert "." not in table
        assert "snapshot.main" not in sql.text(name)
        assert ".main." not in sql.text(name)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    from dashboard.errors import SnapshotUnreadable

    file = tmp_path / "000001.duckdb"
    file.write_bytes(b"no database")
    with pytest.raises(SnapshotUnreadable):
        open_scoped(Snapshot(file, "real"))

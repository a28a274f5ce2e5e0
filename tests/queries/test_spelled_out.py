"""A query of a view that is one area or the nation is run without the other limits, and says the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import duckdb
import pytest
from queries.test_sql_files import SAMPLE
from random_registers import SPAN, START, YEAR, Maker, store

from dashboard import sql
from dashboard.filters import Filters

OF_A_VIEW = [name for name in sql.names() if "scope" in sql.parameters(name) and name != "scenario/standing"]
VIEW = Filters(YEAR, START + timedelta(days=SPAN))


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with store(Maker(7310).make()) as con:
        con.execute("set threads = 1")  # the order of rows that have none
        yield con


@pytest.mark.parametrize("area", ["", "39", "3904", "390403", "39040301", "99"])
@pytest.mark.parametrize("name", OF_A_VIEW)
def test_the_same_rows(name: str, area: str, con: duckdb.DuckDBPyConnection) -> None:
    own = {key: value for key, value in SAMPLE.items() if key in sql.parameters(name)}
    asked = own | sql.of_view(name, VIEW.of(area))
    as_written = con.execute(sql.text(name), asked).fetchall()
    assert sorted(map(repr, sql.rows(con, name, **asked))) == sorted(map(repr, as_written))


@pytest.mark.parametrize(
    "more", [{"without": ("3904",)}, {"officers": ("",)}, {"training": "none"}, {"otop": "none"}, {"stage": -3}]
)
def test_a_view_that_is_limited_by_more_is_asked_as_written(more: dict[str, object]) -> None:
    statement = sql.text("pages/data_facts")
    plain = sql.for_its_view(statement, VIEW.of("39").params())
    assert plain != statement
    assert "village_status" not in plain
    limited = replace(VIEW.of("39"), **more)  # type: ignore[arg-type]
    assert sql.for_its_view(statement, limited.params()) == statement
    assert sql.for_its_view(statement, VIEW.of("39", "40").params()) == statement

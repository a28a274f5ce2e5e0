"""What is kept by area says the same as the villages it was added up from, for every view that may take it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from random_registers import SPAN, START, YEAR, Maker, store

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.summed import sum_rows
from dashboard.programme import MEASURES

DAYS = [START + timedelta(days=n) for n in range(-1, SPAN + 5, 47)]
ALL = Filters(YEAR, DAYS[-1])


@pytest.fixture(scope="module", params=range(2))
def con(request: pytest.FixtureRequest) -> Iterator[duckdb.DuckDBPyConnection]:
    with store(Maker(2000 + request.param).make()) as con:
        yield con


def views(con: duckdb.DuckDBPyConnection) -> list[tuple[Filters, int]]:
    """Views of whole areas with every length that they may be told apart by."""
    codes = con.execute("select distinct left(village_code, 2) from village_year order by 1").fetchall()
    (one,), (other,) = codes[0], codes[-1]
    assert one != other
    areas = [
        ALL,
        ALL.of(one),
        ALL.of(one, other),
        ALL.of("99"),
        replace(ALL, without=(one,)),
        replace(ALL, without=("",)),
    ]
    types = [
        t for (t,) in con.execute("select distinct occupation_type from measure_change").fetchall() if t is not None
    ]
    found = [(view, digits) for view in areas for digits in (0, 2) if view.kept_level(digits) is not None]
    kinds = [(replace(ALL, occupation=kind), digits) for kind in [*types[:2], "no such"] for digits in (0, 2)]
    assert len(found) == 12
    assert "" in types or types
    return found + kinds


def from_villages(con: duckdb.DuckDBPyConnection, name: str, view: Filters, **own: Any) -> list[tuple[Any, ...]]:
    return sql.rows(con, name, **sql.of_view(name, view, **own))


def some(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Sums of nothing but zeros say nothing, wherever they come from."""
    return sorted(row for row in rows if any(Decimal(n) for n in row[-2:]))


@pytest.mark.parametrize("day", DAYS)
def test_measures_of_areas_on_a_day(con: duckdb.DuckDBPyConnection, day: Any) -> None:
    seen = 0
    for view, digits in views(con):
        asked = replace(view, as_of=day)
        found = sum_rows(con, "areas/measures_at", asked, digits, measures=None)
        assert some(found) == some(from_villages(con, "areas/measures_at", asked, digits=digits, measures=None))
        seen += len(found)
    assert seen > 100


@pytest.mark.parametrize("day", DAYS)
def test_stages_of_areas_on_a_day(con: duckdb.DuckDBPyConnection, day: Any) -> None:
    for view, digits in views(con):
        found = sum_rows(con, "areas/stages_at", view, digits, days=[day])
        assert sorted(found) == sorted(from_villages(con, "areas/stages_at", view, digits=digits, days=[day]))


def test_measures_and_stages_over_days(con: duckdb.DuckDBPyConnection) -> None:
    for view, digits in views(con):
        own: dict[str, Any] = {"measures": [m.id for m in MEASURES][::2] if digits else None, "days": DAYS}
        found = sum_rows(con, "areas/measure_series", view, digits, **own)
        assert some(found) == some(from_villages(con, "areas/measure_series", view, digits=digits, **own))
        stages = sum_rows(con, "areas/stages_at", view, digits, days=DAYS)
        assert sorted(stages) == sorted(from_villages(con, "areas/stages_at", view, digits=digits, days=DAYS))


def test_weeks_of_areas(con: duckdb.DuckDBPyConnection) -> None:
    ids = [m.id for m in MEASURES]
    for view, digits in views(con):
        for day in DAYS[::3]:
            asked = replace(view, as_of=day)
            own: dict[str, Any] = {"weeks": max((day - START).days // 7, 0)}
            for numbers in (list(range(1, 12)), [3, 9], []):
                stages = from_villages(con, "scenario/weekly_stages", asked, digits=digits, stages=numbers, **own)
                assert some(sum_rows(con, "scenario/weekly_stages", asked, digits, stages=numbers, **own)) == some(
                    stages
                )
            found = sum_rows(con, "scenario/weekly_measures", asked, digits, measures=ids, **own)
            told = from_villages(con, "scenario/weekly_measures", asked, digits=digits, measures=ids, **own)
            sums = {row[:3]: pytest.approx(row[3:], rel=1e-12, abs=1e-6) for row in told}
            assert {row[:3] for row in some(found)} <= sums.keys()
            assert all(row[3:] == sums[row[:3]] for row in found)


@pytest.mark.parametrize(
    ("view", "digits", "level"),
    [
        (ALL, 0, 0), (ALL, 2, 2), (ALL, 4, None), (ALL.of("40"), 0, 2), (ALL.of("40"), 4, None),
        (ALL.of("4001"), 0, None), (ALL.of("40", "41"), 2, 2), (ALL.of("40", "4101"), 2, None),
        (replace(ALL, without=("40",)), 0, 2), (replace(ALL, without=("4001",)), 0, None),
        (replace(ALL, officers=("",)), 0, None), (replace(ALL, training="none"), 0, None),
        (replace(ALL, otop="none"), 0, None), (replace(ALL, stage=-3), 0, None),
        (replace(ALL, occupation=""), 2, 2), (replace(ALL, occupation="x"), 4, None),
        (replace(ALL, without=("",)), 0, 0),
    ],
)  # fmt: skip
def test_single_villages_are_never_asked_of_sums(view: Filters, digits: int, level: int | None) -> None:
    assert view.kept_level(digits) == level

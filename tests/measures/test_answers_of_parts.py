"""What is made of parts that several answers share is what is asked by itself, of any view on any of its days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import duckdb
import pytest
from random_registers import SPAN, START, YEAR, Maker, store

from dashboard.filters import Filters
from dashboard.measures import fetch_income_detail, fetch_measures, fetch_series, fetch_stages
from dashboard.measures.attention import fetch_attention
from dashboard.measures.parts import Ask, parts_of
from dashboard.programme import MEASURES

DAYS = tuple(START + timedelta(days=n) for n in (3, 20, SPAN // 2, SPAN + 60))
VIEW = Filters(YEAR, DAYS[-1], compare_on=DAYS[2])
LEVELS = ("nation", "province", "district", "subdistrict", "village")
IDS = tuple(m.id for m in MEASURES)


@pytest.fixture(scope="module", params=range(2))
def con(request: pytest.FixtureRequest) -> Iterator[duckdb.DuckDBPyConnection]:
    with store(Maker(7400 + request.param).make()) as con:
        yield con


def views(con: duckdb.DuckDBPyConnection) -> list[Filters]:
    ((code, last),) = con.execute("select min(village_code), max(village_code) from village_year").fetchall()
    areas = [(), *((code[:n],) for n in (2, 4, 6, 8)), (code[:2], last[:2]), (code[:2], last[:4]), ("99",)]
    plain = [VIEW.of(*of) for of in areas]
    less = [replace(view, training="started") for view in plain] + [replace(view, stage=-3) for view in plain]
    less += [replace(plain[2], occupation="ทำนา"), replace(VIEW, without=(code[:4],))]
    less += [replace(view, fiscal_year=YEAR + 1) for view in plain[:6]]
    found = plain + less[::2] + [replace(view, compare_on=None) for view in plain[:4]]
    return found + [view.at(DAYS[2]) for view in plain] + [view.at(DAYS[0]) for view in less[1::2]]


def made(con: duckdb.DuckDBPyConnection, ask: Ask, *args: Any) -> Any:
    parts = parts_of(ask, *args)
    assert parts is not None
    return parts.make(*(part(con, *asked) for part, asked in parts.asked))


def test_an_answer_of_parts_is_the_answer(con: duckdb.DuckDBPyConnection) -> None:
    seen = 0
    for view in views(con):
        for by in (None, *LEVELS[max(len(view.area) // 2, 1) :]):
            found = fetch_measures(con, view, by)
            assert made(con, fetch_measures, view, by) == found
            assert [list(area.values) for area in found] == [list(IDS)] * len(found)
            assert made(con, fetch_stages, view, by) == fetch_stages(con, view, by)
            seen += len(found)
        assert made(con, fetch_income_detail, view) == fetch_income_detail(con, view)
        for days in (DAYS[::-1], (view.as_of,), (DAYS[1], DAYS[1]), ()):
            assert made(con, fetch_series, view, IDS[::2], days) == fetch_series(con, view, IDS[::2], days)
    assert seen > 100


def test_a_view_and_its_areas_share_their_parts_on_both_of_its_days() -> None:
    view = VIEW.of("3904")
    one = parts_of(fetch_measures, view)
    assert one is not None
    for other in (view, view.at(DAYS[2])):
        for by in (None, "district", "subdistrict"):
            parts = parts_of(fetch_measures, other, by)
            assert parts is not None
            assert parts.asked == one.asked
    income, areas = parts_of(fetch_income_detail, view), parts_of(fetch_measures, view, "village")
    assert income is not None
    assert areas is not None
    assert one.asked[0] in income.asked
    assert one.asked[0] != areas.asked[0]


def test_some_measures_and_other_targets_are_asked_by_themselves() -> None:
    assert parts_of(fetch_measures, VIEW, None, ("practising",)) is None
    assert parts_of(fetch_measures, VIEW, targets=object()) is None
    assert parts_of(fetch_attention, VIEW, 2) is None

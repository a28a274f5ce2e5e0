"""Answers that are worked out for all areas of a level together are those of each area asked by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import duckdb
import pytest
from random_registers import SPAN, START, YEAR, Maker, store

from dashboard.filters import Filters
from dashboard.measures import fetch_income_detail, fetch_measures, fetch_series
from dashboard.measures.attention import fetch_attention
from dashboard.measures.stages import fetch_stages
from dashboard.measures.together import Ask, beneath, beside
from dashboard.measures.view_facts import fetch_children, fetch_data_facts, fetch_officers
from dashboard.programme import MEASURES

DAYS = tuple(START + timedelta(days=n) for n in (3, 20, SPAN + 60))
VIEW = Filters(YEAR, DAYS[-1])
LEVELS = {2: "province", 4: "district", 6: "subdistrict", 8: "village"}
SERIES = {"measures": tuple(m.id for m in MEASURES), "days": DAYS}
ASKS: list[tuple[Ask, dict[str, Any]]] = [
    (fetch_measures, {}),
    (fetch_measures, {"by": 2}),
    (fetch_stages, {}),
    (fetch_stages, {"by": 2}),
    (fetch_series, SERIES),
    (fetch_income_detail, {}),
    (fetch_attention, {"digits": 2}),
    (fetch_data_facts, {}),
    (fetch_officers, {"n": 2}),
    (fetch_children, {}),
]


@pytest.fixture(scope="module", params=range(2))
def con(request: pytest.FixtureRequest) -> Iterator[duckdb.DuckDBPyConnection]:
    with store(Maker(7300 + request.param).make()) as con:
        yield con


def lower(facts: dict[str, Any], digits: int) -> dict[str, Any]:
    """The facts of an ask of areas of this code length, where they name the level below."""
    if "by" in facts:
        return {"by": LEVELS[digits + facts["by"]]}
    return {"digits": digits + facts["digits"]} if "digits" in facts else facts


def areas(con: duckdb.DuckDBPyConnection, digits: int) -> list[str]:
    found = con.execute(f"select distinct left(village_code, {digits}) from village_year order by 1").fetchall()
    return [code for (code,) in found] + ["39040301"[:digits]]


@pytest.mark.parametrize("digits", [2, 4, 6])
@pytest.mark.parametrize(("ask", "facts"), ASKS, ids=[f"{n}-{ask.__name__}" for n, (ask, _) in enumerate(ASKS)])
def test_each_area_is_told_as_alone(
    con: duckdb.DuckDBPyConnection, ask: Ask, facts: dict[str, Any], digits: int
) -> None:
    views = [VIEW, replace(VIEW, as_of=DAYS[0], status_on=None)]
    views += [replace(VIEW, training="started"), replace(VIEW, occupation="ทำนา"), replace(VIEW, stage=-3)]
    told = 0
    for view in views:
        made: dict[str, dict[str, Any]] = {}
        for area in areas(con, digits):
            found = beside(ask, view.of(area), **lower(facts, digits))
            if found is None:
                assert digits == 2, "a nation that is limited is the only one that takes long"
                continue
            code, many = found
            answers = made.get(many.parent.area) or made.setdefault(many.parent.area, many.answer(con))
            if code in answers:
                assert answers[code] == ask(con, view.of(area), **lower(facts, digits))
                told += 1
    assert told


@pytest.mark.parametrize(("ask", "facts"), ASKS, ids=[f"{n}-{ask.__name__}" for n, (ask, _) in enumerate(ASKS)])
def test_beneath_an_area_is_beside_each_of_those_below(
    con: duckdb.DuckDBPyConnection, ask: Ask, facts: dict[str, Any]
) -> None:
    for area, below in (("", "39"), ("39", "3904"), ("3904", "390401")):
        found = beside(ask, VIEW.of(below), **lower(facts, len(below)))
        assert found is not None
        assert found == (below, beneath(ask, VIEW.of(area), **lower(facts, len(area))))
    assert beneath(ask, VIEW.of("390401"), **lower(facts, 6)) is None


def test_below_single_villages_there_is_nothing() -> None:
    assert beneath(fetch_measures, VIEW.of("39"), by="village") is None
    assert beneath(fetch_stages, VIEW, "village") is None
    assert beneath(fetch_attention, VIEW.of("39"), 8) is None
    assert beside(fetch_measures, VIEW.of("390401"), by="village") is not None


def test_areas_two_levels_below_are_many_and_asked_of_one_area_alone() -> None:
    assert beside(fetch_measures, VIEW.of("3904"), by="village") is None
    assert beside(fetch_stages, VIEW.of("39"), "subdistrict") is None
    assert beneath(fetch_measures, VIEW.of("39"), by="subdistrict") is None


def test_what_is_not_of_one_area_is_asked_by_itself() -> None:
    assert beside(fetch_measures, VIEW) is None
    assert beside(fetch_measures, VIEW.of("39", "40")) is None
    assert beside(fetch_measures, replace(VIEW.of("39"), without=("3904",))) is None
    assert beside(fetch_measures, VIEW.of("39040101")) is None
    assert beside(fetch_measures, VIEW.of("39"), measures=("practising",)) is None
    assert beside(fetch_measures, replace(VIEW.of("39"), officers=("สมชาย",))) is None
    assert beside(fetch_measures, replace(VIEW.of("3904"), officers=("สมชาย",))) is not None
    assert beside(len, VIEW.of("39")) is None

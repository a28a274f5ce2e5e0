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
from dashboard.measures.attention import fetch_attention
from dashboard.measures.fetching import fetch_changes
from dashboard.measures.income import fetch_pairs
from dashboard.measures.stages import fetch_counts
from dashboard.measures.together import Ask, beneath, beside
from dashboard.measures.view_facts import fetch_by_area, fetch_children, fetch_data_facts, fetch_officers
from dashboard.programme import MEASURES

DAYS = tuple(START + timedelta(days=n) for n in (3, 20, SPAN + 60))
VIEW = Filters(YEAR, DAYS[-1])
IDS = tuple(m.id for m in MEASURES)
ASKS: list[tuple[Ask, dict[str, Any]]] = [
    (fetch_changes, {"digits": 0, "days": DAYS[-1:]}),
    (fetch_changes, {"digits": 2, "days": DAYS}),
    (fetch_changes, {"digits": 0, "days": DAYS, "measures": IDS}),
    (fetch_counts, {"digits": 0, "days": DAYS}),
    (fetch_counts, {"digits": 2, "days": DAYS}),
    (fetch_pairs, {"digits": 0}),
    (fetch_by_area, {"name": "pages/budget_sums", "digits": 2}),
    (fetch_by_area, {"name": "pages/quality_dimensions", "digits": 2}),
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
    return {**facts, "digits": digits + facts["digits"]} if "digits" in facts else facts


def areas(con: duckdb.DuckDBPyConnection, digits: int) -> list[str]:
    found = con.execute(f"select distinct left(village_code, {digits}) from village_year order by 1").fetchall()
    return [code for (code,) in found] + ["39040301"[:digits]]


def in_order(found: Any) -> Any:
    """Rows by themselves: only their areas are in order."""
    return sorted(found) if isinstance(found, tuple) else found


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
                assert in_order(answers[code]) == in_order(ask(con, view.of(area), **lower(facts, digits)))
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
    assert beneath(fetch_counts, VIEW.of("39"), digits=8, days=DAYS) is None
    assert beneath(fetch_changes, VIEW, 8, DAYS) is None
    assert beneath(fetch_attention, VIEW.of("39"), 8) is None
    assert beside(fetch_counts, VIEW.of("390401"), digits=8, days=DAYS) is not None


def test_areas_two_levels_below_are_many_and_asked_of_one_area_alone() -> None:
    assert beside(fetch_counts, VIEW.of("3904"), digits=8, days=DAYS) is None
    assert beside(fetch_changes, VIEW.of("39"), 6, DAYS) is None
    assert beneath(fetch_changes, VIEW.of("39"), 6, DAYS) is None


def test_what_is_not_of_one_area_is_asked_by_itself() -> None:
    whole = {"digits": 2, "days": DAYS}
    assert beside(fetch_counts, VIEW, **whole) is None
    assert beside(fetch_counts, VIEW.of("39", "40"), **whole) is None
    assert beside(fetch_counts, replace(VIEW.of("39"), without=("3904",)), **whole) is None
    assert beside(fetch_counts, VIEW.of("39040101"), **whole) is None
    assert beside(fetch_counts, replace(VIEW.of("39"), officers=("สมชาย",)), **whole) is None
    assert beside(fetch_counts, replace(VIEW.of("3904"), officers=("สมชาย",)), **whole) is not None
    assert beside(len, VIEW.of("39")) is None

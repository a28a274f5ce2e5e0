"""Each warning of the contract: what is found and what, just at the border, is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest
from random_registers import insert

from dashboard import sql
from dashboard.messages import LANGUAGES, catalogue
from dashboard.store.health import data_quality
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables

TODAY = date(2016, 11, 30)  # the 60th day after 1 October 2016
A, B = "39040101", "40010101"
Rows = list[dict[str, Any]]


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as con:
        create_tables(con)
        insert(con, "villages", [
            {"fiscal_year": 2560, "village_code": code, "village_name": "บ้าน"} for code in (A, B)
        ])  # fmt: skip
        yield con


def found(con: duckdb.DuckDBPyConnection, code: str, today: date = TODAY) -> list[tuple[str, str, str, dict[str, Any]]]:
    """(register, place, entity, facts) of a warning on a day."""
    build_marts(con)
    return [(w.register, w.place_code, w.entity, json.loads(w.facts)) for w in data_quality(con, today).get(code, [])]


def houses(code: str, n: int, **columns: Any) -> Rows:
    return [
        {"village_code": code, "house_no": str(i), "head_name": "ก", "target": True, "selected_on": TODAY, **columns}
        for i in range(n)
    ]


def sage(code: str, name: str, **columns: Any) -> dict[str, Any]:
    return {"village_code": code, "full_name": name, "role": "trainer", "registered_on": None, "left_on": None,
            "phone": None, **columns}  # fmt: skip


def income(house: str, round_: int, on: int, baht: float) -> dict[str, Any]:
    return {
        "village_code": A,
        "house_no": house,
        "round": round_,
        "measured_on": date(2016, 11, on),
        "income_baht": baht,
    }


def test_more_than_20_target_households(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "households", [*houses(A, 21), *houses(B, 20), {**houses(B, 1)[0], "house_no": "x", "target": False}])
    assert found(con, "households_over_20") == [("households", A, "", {"households": 21, "planned": 20})]


def test_more_than_5_active_team_members(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "sages", [sage(A, str(n), registered_on=TODAY) for n in range(6)])
    insert(con, "sages", [sage(B, str(n), registered_on=TODAY, left_on=TODAY if n == 0 else None) for n in range(6)])
    insert(con, "sages", [sage(B, "x")])
    assert found(con, "team_over_5") == [("sages", A, "", {"members": 6, "planned": 5})]


def test_a_trainer_with_more_than_4_target_households(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "households", [*houses(A, 5, trainer="สมชาย"), *houses(B, 4, trainer="สมชาย")])
    assert found(con, "trainer_over_4") == [("households", A, "สมชาย", {"households": 5, "planned": 4})]


def test_a_baseline_of_0(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "incomes", [income("1", 0, 1, 0.0), income("1", 1, 2, 0.0), income("2", 0, 1, 0.01)])
    assert found(con, "baseline_zero") == [("incomes", A, "1", {"measured_on": "2016-11-01"})]


def test_income_changed_by_more_than_five_times_either_way(con: duckdb.DuckDBPyConnection) -> None:
    pairs = {"5 times": 5000.0, "more": 5000.01, "a fifth": 200.0, "less": 199.99}
    for house, latest in pairs.items():
        insert(con, "incomes", [income(house, 0, 1, 1000.0), income(house, 2, 2, 9e6), income(house, 1, 3, latest)])
    assert [(entity, facts["latest_baht"]) for _, _, entity, facts in found(con, "income_jump")] == [
        ("less", 199.99), ("more", 5000.01),
    ]  # fmt: skip


def test_a_phone_on_two_people(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "sages", [
        sage(A, "ก", phone="0811111111"), sage(B, "ข", phone="0811111111"), sage(A, "ค", phone="0822222222"),
        sage(A, "ง"), sage(A, "จ"),
    ])  # fmt: skip
    assert [row[:3] for row in found(con, "phone_shared")] == [
        ("sages", A, "0811111111"), ("sages", B, "0811111111"),
    ]  # fmt: skip


def test_a_district_with_nothing_new_for_30_days(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "visits", [
        {"village_code": A, "house_no": "1", "visitor": "ก", "visited_on": date(2016, 10, 31)},
        {"village_code": A, "house_no": "1", "visitor": "ข", "visited_on": date(2016, 12, 25)},  # not yet
        {"village_code": B, "house_no": "1", "visitor": "ก", "visited_on": date(2016, 11, 1)},
    ])  # fmt: skip
    assert found(con, "district_silent") == [("villages", "3904", "", {"newest_on": "2016-10-31"})]
    assert [row[1] for row in found(con, "district_silent", date(2016, 10, 1))] == ["3904", "4001"]


def test_a_target_village_with_no_sages_60_days_into_the_year(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "sages", [sage(B, "ก")])
    assert found(con, "no_sages") == [("villages", A, "2560", {"since": "2016-10-01"})]
    assert found(con, "no_sages", date(2016, 11, 29)) == []


def test_rows_whose_village_is_not_stored(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "sages", [sage("99999999", "ก"), sage(A, "ก")])
    insert(con, "activities", [
        {"place_code": "99999999", "activity": "training_day", "day_no": 2},
        {"place_code": "3904", "activity": "support_team", "day_no": 1},
    ])  # fmt: skip
    insert(con, "materials", [{"village_code": "99999999", "item": "จอบ"}])
    insert(con, "groups", [{"village_code": "99999999", "name": "กลุ่ม"}])
    assert [row[:3] for row in found(con, "village_not_stored")] == [
        ("activities", "99999999", "training_day 2"), ("groups", "99999999", "กลุ่ม"),
        ("materials", "99999999", "จอบ"), ("sages", "99999999", "ก"),
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_warning_has_words(language: str) -> None:
    for name in sql.names("checks"):
        assert f"warning.{name.removeprefix('checks/')}" in catalogue(language)

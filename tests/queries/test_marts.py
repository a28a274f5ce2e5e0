"""Identities of the marts on random registers: grains are unique and parts sum to the whole at every level."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import duckdb
import pytest
from random_registers import SPAN, START, YEAR, Maker, insert, store

from dashboard import sql
from dashboard.filters import Filters
from dashboard.store.marts import MARTS, build_marts
from dashboard.store.schema import create_tables

GRAIN = {
    "place": "code",
    "programme_rules": "fiscal_year",
    "village_year": "fiscal_year, village_code",
    "household_outcome": "village_code, house_no, from_on",
    "measure_change": "fiscal_year, measure, village_code, occupation_type, on_day",
    "village_stage": "fiscal_year, village_code, stage, from_on",
    "village_standing": "fiscal_year, village_code, from_on",
    "area_year": "fiscal_year, digits, area_code",
    "area_change": "digits, fiscal_year, area_code, measure, occupation_type, on_day",
    "area_stage_change": "digits, fiscal_year, area_code, kind, stage, on_day",
    "village_status": "fiscal_year, village_code, kind, from_on",
    "visit_gap": "village_code, house_no, from_on",
    "occupation_kind": "key",
    "sage_departure": "village_code, full_name",
    "village_practising": "fiscal_year, village_code, occupation_type, from_on",
    "material_cost": "village_code, item, occupation",
    "activity_cost": "village_code, activity, day_no",
    "register_day": "place_code, register, event, on_day, first_batch_id",
    "quality_finding": "code, register, fiscal_year, place_code, entity_key, from_on",
    "knowledge_record": "record_id",
    "knowledge_field": "record_id, field",
    "knowledge_term": "record_id, field, term",
    "knowledge_read": "record_id",
    "knowledge_word": "term",
}

PERIODS = (
    "household_outcome",
    "village_practising",
    "village_stage",
    "village_standing",
    "village_status",
    "visit_gap",
)


@pytest.fixture(scope="module", params=range(3))
def con(request: pytest.FixtureRequest) -> Iterator[duckdb.DuckDBPyConnection]:
    with store(Maker(1000 + request.param).make()) as con:
        yield con


def nothing(con: duckdb.DuckDBPyConnection, query: str) -> bool:
    return con.execute(query).fetchall() == []


@pytest.mark.parametrize("mart", MARTS)
def test_grain_is_unique(con: duckdb.DuckDBPyConnection, mart: str) -> None:
    assert nothing(con, f"select {GRAIN[mart]} from {mart} group by {GRAIN[mart]} having count(*) > 1")


@pytest.mark.parametrize("mart", PERIODS)
def test_periods_last_and_never_overlap(con: duckdb.DuckDBPyConnection, mart: str) -> None:
    who = GRAIN[mart].removesuffix(", from_on")
    assert nothing(con, f"from {mart} where from_on >= to_on")
    assert nothing(
        con,
        f"select * from (select *, lead(from_on) over (partition by {who} order by from_on) as next_on from {mart}) "
        "where next_on < to_on",
    )


def test_a_villages_standings_cover_all_time(con: duckdb.DuckDBPyConnection) -> None:
    assert nothing(
        con,
        "select fiscal_year, village_code from village_standing group by all having min(from_on) > '0001-01-01' "
        "or max(to_on) < '9999-12-31' or sum(to_on - from_on) <> date '9999-12-31' - date '0001-01-01'",
    )
    assert nothing(con, "from village_year anti join village_standing using (fiscal_year, village_code)")


def test_a_villages_statuses_cover_all_time(con: duckdb.DuckDBPyConnection) -> None:
    assert nothing(
        con,
        "select fiscal_year, village_code, kind from village_status group by all "
        "having sum(to_on - from_on) <> date '9999-12-31' - date '0001-01-01'",
    )
    found = con.execute("select count(*) from village_status where from_on = '0001-01-01'").fetchall()
    assert found == con.execute("select 2 * count(*) from village_year").fetchall()


def test_no_change_is_empty_and_none_stands_outside_the_register(con: duckdb.DuckDBPyConnection) -> None:
    assert nothing(con, "from measure_change where numerator = 0 and denominator = 0")
    assert nothing(con, "from measure_change anti join village_year using (fiscal_year, village_code)")
    assert nothing(con, "from household_outcome anti join village_year using (village_code)")


def test_parts_sum_to_the_whole_at_every_level(con: duckdb.DuckDBPyConnection) -> None:
    for day in (START + timedelta(days=n) for n in range(0, SPAN + 5, 7)):
        sums: dict[int, dict[str, tuple[Decimal, Decimal]]] = {}
        for digits in (0, 2, 4, 6, 8):
            of_level: dict[str, tuple[Decimal, Decimal]] = defaultdict(lambda: (Decimal(0), Decimal(0)))
            for _, measure, n, d in sql.rows(
                con,
                "areas/measures_at",
                **sql.of_view("areas/measures_at", Filters(YEAR, day), digits=digits, measures=None),
            ):
                before = of_level[measure]
                of_level[measure] = (before[0] + n, before[1] + d)
            sums[digits] = dict(of_level)
        assert all(sums[digits] == sums[0] for digits in (2, 4, 6, 8)), day


def test_late_materials_are_those_of_the_standings(con: duckdb.DuckDBPyConnection) -> None:
    seen = 0
    for day in (START + timedelta(days=n) for n in range(-20, SPAN + 20, 7)):
        for view in (Filters(YEAR, day), Filters(YEAR, day, ("3904",)), Filters(YEAR, day, training="started")):
            name = "pages/attention_materials_late"
            found = sql.rows(con, name, **sql.of_view(name, view, digits=6))
            told = con.execute(
                "select left(village_code, 6) as area_code, count(*) as n from delivery_standing($scope, $as_of) "
                "where standing in ('urgent', 'overdue', 'trained_without') group by all order by n desc, area_code",
                sql.of_view(name, view),
            )
            assert found == told.fetchall()
            seen += len(found)
    assert seen


def test_building_again_changes_nothing() -> None:
    with store(Maker(7).make()) as con:
        before = {mart: con.execute(f"from {mart} order by all").fetchall() for mart in MARTS}
        build_marts(con)
        assert {mart: con.execute(f"from {mart} order by all").fetchall() for mart in MARTS} == before
        assert {name for (name,) in con.execute("show tables").fetchall()}.isdisjoint({"measure_change_draft"})


def test_exact_amounts_are_those_of_their_text() -> None:
    amounts = [n * 10.0**-places for n in (0, 1, 7, 105, 1999, 123456789, 999999999999999) for places in range(13)]
    beside = [math.nextafter(amount, to) for amount in amounts for to in (-math.inf, math.inf)]
    with store({}) as con:
        found = con.execute(
            "select number from (select unnest($numbers::double[]) as number) "
            "where exact(number) is distinct from cast(cast(number as varchar) as decimal(28, 10))",
            {"numbers": [*amounts, *beside, -0.0, 0.1 + 0.2, None]},
        )
        assert found.fetchall() == []


def test_those_who_practise_on_a_day_are_the_sum_of_the_changes(con: duckdb.DuckDBPyConnection) -> None:
    for day in (START, START + timedelta(days=SPAN // 2), START + timedelta(days=SPAN)):
        found = con.execute(
            "select fiscal_year, village_code, occupation_type, n_households from village_practising "
            "where from_on <= $day and to_on > $day order by all",
            {"day": day},
        ).fetchall()
        told = con.execute(
            "select fiscal_year, village_code, occupation_type, sum(numerator)::integer from measure_change "
            "where measure = 'practising' and on_day <= $day group by all having sum(numerator) > 0 order by all",
            {"day": day},
        ).fetchall()
        assert found == told


def test_places_survive_and_villages_follow_their_register() -> None:
    with duckdb.connect(":memory:") as con:
        create_tables(con)
        build_marts(con)
        assert con.execute("select level, count(*) > 70 from place group by level order by level").fetchall() == [
            ("district", True), ("province", True), ("subdistrict", True),
        ]  # fmt: skip
        insert(con, "villages", [
            {"fiscal_year": 2560, "village_code": "39040101", "village_name": "แก่น"},
            {"fiscal_year": 2561, "village_code": "39040101", "village_name": "แก่นใหม่"},
            {"fiscal_year": 2560, "village_code": "39040102", "village_name": "ขอน"},
            {"fiscal_year": 2560, "village_code": "39040103", "village_name": "เกาะ"},
        ])  # fmt: skip
        build_marts(con)
        villages = con.execute("select name_th, parent_code from place where level = 'village' order by sort_rank")
        assert villages.fetchall() == [("เกาะ", "390401"), ("แก่นใหม่", "390401"), ("ขอน", "390401")]
        assert con.execute("select name_th from place where code = '39'").fetchall() == [("หนองบัวลำภู",)]
        con.execute("delete from villages")
        build_marts(con)
        assert nothing(con, "from place where level = 'village'")


def test_places_are_in_the_order_of_the_thai_dictionary() -> None:
    from dashboard.thai import sort_key

    with duckdb.connect(":memory:") as con:
        create_tables(con)
        build_marts(con)
        names = [
            n
            for (n,) in con.execute("select name_th from place where level = 'province' order by sort_rank").fetchall()
        ]
        assert names == sorted(names, key=sort_key)

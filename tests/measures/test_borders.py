"""Given → expected: ties, empty areas, the day itself and values that lie exactly on a border."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from random_registers import Registers, insert

from dashboard.filters import Filters
from dashboard.measures import MeasureValue, fetch_income_detail, fetch_measures, fetch_series, fetch_years
from dashboard.measures.judging import BY_ID, Target, Targets, judge
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables

A, B = "39040101", "39040102"
D = date(2017, 5, 1)
Rows = list[dict[str, Any]]


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as con:
        create_tables(con)
        insert(con, "villages", [
            {"fiscal_year": 2560, "village_code": c, "village_name": "บ้าน", "budget_baht": 100.0} for c in (A, B)
        ])  # fmt: skip
        yield con


def measured(
    con: duckdb.DuckDBPyConnection, day: date = D, area: str = "39", **registers: Rows
) -> dict[str, MeasureValue]:
    given: Registers = registers
    for name, rows in given.items():
        insert(con, name, rows)
    build_marts(con)
    (found,) = fetch_measures(con, Filters(2560, day, (area,)))
    return dict(found.values)


def house(n: int, **columns: Any) -> dict[str, Any]:
    return {"village_code": A, "house_no": str(n), "head_name": "ก", "target": True, "selected_on": D,
            "trained_on": None, "practising_from": None, "stopped_on": None, **columns}  # fmt: skip


def incomes(house_no: int, before: float, after: float) -> Rows:
    return [
        {"village_code": A, "house_no": str(house_no), "round": r, "measured_on": D, "income_baht": baht}
        for r, baht in ((0, before), (1, after))
    ]


@pytest.mark.parametrize(
    ("measure", "numerator", "denominator", "status"),
    [
        ("practising", 17, 20, "met"),  # exactly 85
        ("practising", 153, 200, "near"),  # 76.5 is exactly 90 % of 85
        ("practising", 1529, 2000, "behind"),
        ("villages_with_group", 1, 10, "met"),
        ("villages_with_group", 9, 100, "near"),
        ("trainer_load", 20, 5, "met"),
        ("trainer_load", 22, 5, "near"),  # 4.4
        ("trainer_load", 2201, 500, "behind"),
        ("income_growth", Decimal("3000.0003"), Decimal("100000.01"), "met"),
        ("income_growth", Decimal("3000.0002"), Decimal("100000.01"), "near"),
        ("income_growth", -1, 100, "behind"),
        ("households_trained", 0, 0, "none"),
        ("spillover", 1, 10, "none"),
        ("villages", 3, 0, "none"),
    ],
)
def test_status_at_the_border(measure: str, numerator: Any, denominator: Any, status: str) -> None:
    m = BY_ID[measure]
    found = judge(m, Decimal(numerator), Decimal(denominator), m.target and Target.of(m.target, "programme"))
    assert found.status == status
    assert (found.denominator is None) == (measure == "villages")


def test_the_closest_target_wins() -> None:
    targets = Targets([("practising", "", 80.0), ("practising", "3904", 81.1), ("groups", "39", 5.0)])
    wanted = {
        ("practising", "39040101"): (81.1, "3904"),
        ("practising", "3904"): (81.1, "3904"),
        ("practising", "39"): (80, ""),
        ("practising", ""): (80, ""),
        ("groups", "3904"): (5, "39"),
        ("groups", "40"): None,
        ("trainer_load", "39"): (4, "programme"),
    }
    for (measure, area), target in wanted.items():
        found = targets.of(BY_ID[measure], area)
        assert (found and (found.number, found.source)) == target


def test_a_target_given_for_another_year_does_not_count(con: duckdb.DuckDBPyConnection) -> None:
    given = [{"fiscal_year": 2561, "area_code": "39", "measure": "practising", "target": 1.0}]
    assert measured(con, targets=given)["practising"].target == 85


def test_income_growth_of_exactly_3_percent_is_met_however_the_doubles_fall(con: duckdb.DuckDBPyConnection) -> None:
    befores = [19_000_000.1 + n * 0.7 for n in range(40)]
    befores = [round(b, 2) for b in befores]
    rows = [row for n, b in enumerate(befores) for row in incomes(n, b, float(Decimal(repr(b)) * Decimal("1.03")))]
    found = measured(con, households=[house(n, practising_from=D) for n in range(40)], incomes=rows)
    assert found["income_growth"].status == "met"
    assert found["income_growth"].value == 3
    assert (found["villages_income_up"].numerator, found["villages_income_up"].denominator) == (1, 1)
    exact = sum(Decimal(repr(b)) for b in befores)
    assert found["income_growth"].denominator == float(exact)


def test_a_practising_day_is_counted_and_the_day_of_stopping_is_not(con: duckdb.DuckDBPyConnection) -> None:
    rows = [
        house(1, practising_from=D),
        house(2, practising_from=D, stopped_on=D),
        house(3, practising_from=D, stopped_on=date(2017, 5, 2)),
    ]
    found = measured(con, households=rows)
    assert (found["practising"].numerator, found["practising"].denominator) == (2, 3)
    (before,) = fetch_measures(con, Filters(2560, date(2017, 4, 30)))
    assert (before.values["practising"].numerator, before.values["practising"].value) == (0, None)


def test_of_follow_ups_on_one_day_the_highest_round_counts(con: duckdb.DuckDBPyConnection) -> None:
    rows = [*incomes(1, 100.0, 999.0), {**incomes(1, 0, 0)[0], "round": 3, "income_baht": 110.0},
            {**incomes(1, 0, 0)[0], "round": 2, "income_baht": 5.0}]  # fmt: skip
    assert measured(con, households=[house(1, practising_from=D)], incomes=rows)["income_growth"].value == 10


def test_support_team_counts_in_no_measure_wherever_it_is_put(con: duckdb.DuckDBPyConnection) -> None:
    rows = [{"place_code": c, "activity": "support_team", "day_no": 1, "planned_on": D, "held_on": D, "spent_baht": 9.0,
             "evidence_complete": True} for c in (A, "3904")]  # fmt: skip
    found = measured(con, activities=rows)
    for id_ in ("budget_disbursed", "evidence_complete", "on_time"):
        assert found[id_].numerator == 0
    assert found["on_time"].denominator == found["evidence_complete"].denominator == 0


def test_only_the_budget_belongs_to_its_year(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "villages", [{"fiscal_year": 2561, "village_code": A, "village_name": "บ้าน", "budget_baht": 50.0}])
    paid = [{"village_code": A, "item": "จอบ", "quantity": 0.1, "unit_price_baht": 0.3, "paid_on": D}]
    first = measured(con, materials=paid)["budget_disbursed"]
    (second,) = fetch_measures(con, Filters(2561, D))
    assert (first.numerator, first.denominator) == (0.03, 200)
    assert (second.values["budget_disbursed"].numerator, second.values["budget_disbursed"].denominator) == (0.03, 50)
    assert fetch_years(con) == [2560, 2561]


def test_an_area_without_villages_has_sums_of_0_and_missing_values(con: duckdb.DuckDBPyConnection) -> None:
    found = measured(con, area="11")
    assert {(v.numerator, v.denominator) for v in found.values()} == {(0, 0), (0, None)}
    assert {v.measure for v in found.values() if v.value is not None} == {"villages", "groups"}
    assert fetch_measures(con, Filters(2560, D, ("11",)), "district") == []


def test_series_keeps_the_order_of_days_and_refuses_an_unknown_measure(con: duckdb.DuckDBPyConnection) -> None:
    measured(con, groups=[{"village_code": A, "name": "ก", "founded_on": D}])
    days = [D, date(2017, 4, 30), D]
    series = fetch_series(con, Filters(2560, D), ["groups"], days)
    assert [(p.day, p.value) for p in series["groups"]] == [(D, 1), (days[1], 0), (D, 1)]
    assert fetch_series(con, Filters(2560, D), ["groups"], []) == {"groups": []}
    (only,) = fetch_measures(con, Filters(2560, D), measures=["groups"])
    assert {id_: v.value for id_, v in only.values.items()} == {"groups": 1}
    with pytest.raises(KeyError):
        fetch_series(con, Filters(2560, D), ["nonsense"], days)


def test_income_detail_never_shows_a_mean_alone(con: duckdb.DuckDBPyConnection) -> None:
    rows = [*incomes(1, 100.0, 110.0), *incomes(2, 200.0, 240.0), *incomes(3, 700.0, 700.0)]
    measured(con, households=[house(n, practising_from=D) for n in range(1, 5)], incomes=rows)
    found = fetch_income_detail(con, Filters(2560, D))
    assert (found.pairs, found.practising, found.coverage_pct) == (3, 4, 75)
    assert (found.growth_of_mean_pct, found.mean_of_growths_pct) == (5, 10)
    assert (found.median_change_baht, found.median_change_pct) == (10, 10)
    none = fetch_income_detail(con, Filters(2560, date(2017, 4, 1)))
    assert (none.pairs, none.practising, none.coverage_pct, none.median_change_baht) == (0, 0, None, None)

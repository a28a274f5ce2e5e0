"""Data quality: the four dimensions on their border days, and every count the same wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest
import quality_stores
import stores
from random_registers import START, YEAR, Maker, insert, store

from dashboard import sql
from dashboard.filters import Filters
from dashboard.store.health import data_quality
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables

A, B, FAR = "39040101", "39040102", "40010101"
D = date(2017, 3, 31)
DIMENSIONS = ("completeness", "timeliness", "consistency", "correctness")
EVERYTHING = 100_000
Rows = list[dict[str, Any]]


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """Three villages and nothing else."""
    with duckdb.connect(":memory:") as con:
        create_tables(con)
        insert(con, "villages", [
            {"fiscal_year": YEAR, "village_code": code, "village_name": "บ้าน", "officer": officer, "budget_baht": 1.0}
            for code, officer in ((A, "ก"), (B, None), (FAR, "ข"))
        ])  # fmt: skip
        yield con


def ask(con: duckdb.DuckDBPyConnection, name: str, on: date = D, *areas: str, **own: Any) -> Rows:
    return of(con, name, Filters(YEAR, on, areas), **own)


def of(con: duckdb.DuckDBPyConnection, name: str, filters: Filters, **own: Any) -> Rows:
    query = f"pages/quality_{name}"
    own = {"n": EVERYTHING, "reason": None, "register": None} | own
    own = {key: value for key, value in own.items() if key in sql.parameters(query)}
    return sql.records(con, query, **sql.of_view(query, filters, **own))


def shares(con: duckdb.DuckDBPyConnection, on: date = D, digits: int = 0, *areas: str) -> dict[str, tuple[int, int]]:
    """Dimension → (numerator, denominator) of the one area of these many digits."""
    return {
        r["dimension"]: (r["numerator"], r["denominator"]) for r in ask(con, "dimensions", on, *areas, digits=digits)
    }


def failing(con: duckdb.DuckDBPyConnection, dimension: str, on: date = D) -> dict[str, list[str]]:
    """Village → its reasons."""
    rows = ask(con, "failing", on, dimension=dimension)
    return {r["village_code"]: [reason["reason"] for reason in r["reasons"]] for r in rows}


def household(code: str, house: int, **days: Any) -> dict[str, Any]:
    return {"village_code": code, "house_no": str(house), "head_name": "ก", "target": True, "selected_on": D,
            "trained_on": None, "practising_from": None, "trainer": None, "occupation_type": None, **days}  # fmt: skip


def sage(code: str, on: date, **columns: Any) -> dict[str, Any]:
    return {"village_code": code, "full_name": "ก", "role": "trainer", "surveyed_on": on, "registered_on": on,
            "trained_on": None, **columns}  # fmt: skip


def test_a_village_is_silent_from_the_30th_day_on(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "sages", [sage(A, D - timedelta(29)), sage(B, D - timedelta(30))])
    build_marts(con)
    assert shares(con)["timeliness"] == (1, 3)
    assert failing(con, "timeliness") == {FAR: ["silent"], B: ["silent"]}  # never heard of comes first
    since = {r["village_code"]: r["since_on"] for r in ask(con, "failing", dimension="timeliness")}
    assert since == {FAR: None, B: D - timedelta(30)}
    assert shares(con, D + timedelta(1))["timeliness"] == (0, 3)


def test_nobody_is_late_in_the_first_30_days_of_the_year(con: duckdb.DuckDBPyConnection) -> None:
    build_marts(con)
    assert "timeliness" not in shares(con, date(2016, 10, 30))
    assert shares(con, date(2016, 10, 31))["timeliness"] == (0, 3)


def test_a_village_that_has_reached_all_stages_need_not_report() -> None:
    with duckdb.connect(":memory:") as con:
        create_tables(con)
        stores.fill(con, stores.VILLAGES[:2])
        build_marts(con)
        assert ask(con, "dimensions", stores.TODAY, digits=8)[3]["dimension"] == "completeness"  # no timeliness
        assert shares(con, stores.TODAY)["timeliness"] == (0, 1)


def test_a_piece_is_due_only_when_something_else_makes_it_necessary(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "activities", [{"place_code": A, "activity": "training_day", "day_no": 1, "held_on": D,
                                "spent_baht": 5.0, "evidence_complete": None}])  # fmt: skip
    build_marts(con)
    before, on = ({r["piece"]: (r["n_due"], r["n_lacking"]) for r in ask(con, "pieces", day)}
                  for day in (D - timedelta(1), D))  # fmt: skip
    always = {"officer": (3, 1), "budget": (3, 0), "sages": (3, 3)}
    assert before == always
    assert on == always | {"households": (1, 1), "materials": (1, 1), "spending": (1, 1)}
    assert shares(con)["completeness"] == (2 + 3, 3 * 3 + 3)
    early = date(2016, 11, 29)  # the register of sages is due on the 60th day after 1 October
    assert [r["piece"] for r in ask(con, "pieces", early)] == ["officer", "budget"]
    assert "sages" in [r["piece"] for r in ask(con, "pieces", early + timedelta(1))]


def test_pieces_of_a_household_and_the_days_on_which_they_come(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "households", [
        household(A, 1, trained_on=D, practising_from=D, trainer="ก", occupation_type="เกษตร"),
        household(A, 2, trained_on=D, practising_from=D),
        household(A, 3, trained_on=D + timedelta(1)),
        household(A, 4, target=False, trained_on=D, practising_from=D),
    ])  # fmt: skip
    insert(con, "incomes", [
        {"village_code": A, "house_no": "1", "round": 0, "measured_on": D, "income_baht": 1.0},
        {"village_code": A, "house_no": "2", "round": 0, "measured_on": D + timedelta(1), "income_baht": 1.0},
        {"village_code": A, "house_no": "2", "round": 1, "measured_on": D, "income_baht": 1.0},
    ])  # fmt: skip
    build_marts(con)
    missing = {r["piece"]: r["n_missing"] for r in ask(con, "pieces", D, A)}
    assert {p: missing[p] for p in ("trainer", "occupation", "baseline", "training_days")} == {
        "trainer": 1, "occupation": 1, "baseline": 1, "training_days": 1,
    }  # fmt: skip
    lacking = ask(con, "lacking", D, piece="baseline")
    assert [(r["village_code"], r["officer"], r["n_missing"], r["n_all"]) for r in lacking] == [(A, "ก", 1, 1)]
    assert ask(con, "lacking", D + timedelta(1), piece="baseline") == []
    assert ask(con, "lacking", D + timedelta(1), piece="trainer")[0]["n_missing"] == 2


def test_consistency_is_lost_on_the_day_of_the_21st_household(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "households", [household(A, n, selected_on=D if n == 20 else D - timedelta(9)) for n in range(21)])
    insert(con, "sages", [sage(code, D - timedelta(9)) for code in (A, B, FAR)])
    build_marts(con)
    assert shares(con, D - timedelta(1))["consistency"] == (3, 3)
    assert shares(con)["consistency"] == (2, 3)
    assert failing(con, "consistency") == {A: ["households_over_20"]}
    reasons = ask(con, "reasons", dimension="consistency")
    assert reasons == [{"reason": "households_over_20", "n_villages": 1, "n_flaws": 1}]


def test_correctness_is_lost_by_doubtful_incomes_and_waiting_rows(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "incomes", [
        {"village_code": A, "house_no": "1", "round": 0, "measured_on": D, "income_baht": 0.0},
        {"village_code": B, "house_no": "1", "round": 0, "measured_on": D, "income_baht": 100.0},
        {"village_code": B, "house_no": "1", "round": 1, "measured_on": D, "income_baht": 500.0},  # not more than × 5
    ])  # fmt: skip
    quality_stores.refuse(con, [
        (2, "incomes", 1, A, "x", ("negative",)),
        (2, "households", 4, A, "y", ("required",)),
        (2, "households", 5, A, "z", ("required",)),
        (4, "incomes", 6, FAR, "w", ("negative",)),
    ])  # fmt: skip
    build_marts(con)
    assert failing(con, "correctness", D - timedelta(1)) == {A: ["refused"]}
    assert failing(con, "correctness") == {A: ["baseline_zero", "refused"]}
    assert {r["reason"]: r["n_flaws"] for r in ask(con, "reasons", dimension="correctness")} == {
        "baseline_zero": 1, "refused": 2,
    }  # fmt: skip
    assert shares(con)["correctness"] == (2, 3)
    assert ask(con, "failing", dimension="correctness")[0]["since_on"] == D


@pytest.fixture(scope="module")
def doubtful() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as con:
        create_tables(con)
        stores.fill(con, stores.VILLAGES)
        quality_stores.add_doubts(con)
        quality_stores.refuse(con)
        build_marts(con)
        yield con


def test_each_warning_of_the_contract_is_found_with_its_row(doubtful: duckdb.DuckDBPyConnection) -> None:
    v, today = stores.VILLAGES, stores.TODAY
    found = {
        r["code"]: [(f["place_code"], f["entity_key"]) for f in ask(doubtful, "findings", today, code=r["code"])]
        for r in ask(doubtful, "warnings", today)
    }
    assert found == {
        "households_over_20": [(v[0], "")],
        "trainer_over_4": [(v[0], "ปราชญ์ 1")],
        "team_over_5": [(v[1], "")],
        "no_sages": [(v[7], "2560")],
        "phone_shared": [(v[6], "0810001234"), (v[2], "0810001234")],
        "baseline_zero": [(v[1], "1")],
        "income_jump": [(v[2], "2")],
        "village_not_stored": [(quality_stores.OUTSIDE, "นางคนนอก ที่อื่น")],
        "district_silent": [("3904", ""), ("4001", "")],
    }
    yesterday = {r["code"] for r in ask(doubtful, "warnings", today - timedelta(1))}
    assert {"households_over_20", "team_over_5"} & yesterday == set()


def test_refused_rows_in_every_state(doubtful: duckdb.DuckDBPyConnection) -> None:
    past = [tuple(r.values())[2:] for r in ask(doubtful, "refused_past")]
    assert past == [(3, 0, 0, 3), (3, 1, 1, 1)]  # refused, brought right, refused again, waiting; newest import first
    rows = ask(doubtful, "refused")
    assert [(r["batch_id"], r["register"], r["row"]) for r in rows] == [
        (3, "households", 9), (3, "sages", 4), (3, "sages", 5), (2, "incomes", 7),
    ]  # fmt: skip
    counts = ask(doubtful, "refused_counts", digits=4)
    by = {kind: {r["key"]: r["n"] for r in counts if r["kind"] == kind} for kind in ("register", "reason", "area")}
    assert by == {
        "register": {"sages": 2, "households": 1, "incomes": 1},
        "reason": {"not_a_number": 1, "out_of_order": 1, "place_missing": 1, "place_unknown": 1},
        "area": {"4016": 2, "": 1, quality_stores.DISTRICT: 1},
    }
    assert [r["row"] for r in ask(doubtful, "refused", D, "4016", register="incomes")] == [7]
    assert [r["row"] for r in ask(doubtful, "refused", reason="place_missing")] == [5]
    assert ask(doubtful, "refused", D, "4016", reason="place_missing") == []
    by_officer = Filters(YEAR, D, (), officers=("พัฒนากร 4016",))
    assert of(doubtful, "refused", by_officer) == []  # such a view has target villages only


def test_refused_counts_are_those_of_the_imports(doubtful: duckdb.DuckDBPyConnection) -> None:
    past = ask(doubtful, "refused_past")
    stored = doubtful.execute(
        "select batch_id, sum(n_rejected) from batch_registers join batches using (batch_id)"
        " where undone_at is null group by batch_id having sum(n_rejected) > 0 order by batch_id desc"
    ).fetchall()
    assert [(r["batch_id"], r["n_refused"]) for r in past] == stored
    assert all(r["n_refused"] == r["n_corrected"] + r["n_again"] + r["n_open"] for r in past)
    n_open = sum(r["n_open"] for r in past)
    assert n_open == len(ask(doubtful, "refused")) == ask(doubtful, "refused", n=1)[0]["n_all"]
    counts = ask(doubtful, "refused_counts", digits=2)
    for kind in ("register", "area"):
        assert sum(r["n"] for r in counts if r["kind"] == kind) == n_open


@pytest.fixture(scope="module", params=range(2))
def any_store(request: pytest.FixtureRequest) -> Iterator[duckdb.DuckDBPyConnection]:
    """Random registers, some with refused rows as well."""
    registers = Maker(7000 + request.param).make()
    with store(registers) as con:
        if request.param:
            quality_stores.refuse(con)
            build_marts(con)
        yield con


DAYS = [START + timedelta(days=n) for n in (31, 39, 62)]


@pytest.mark.parametrize("on", DAYS)
def test_areas_sum_to_the_whole_and_the_lists_to_the_shares(any_store: duckdb.DuckDBPyConnection, on: date) -> None:
    whole = shares(any_store, on)
    for digits in (2, 4, 6, 8):
        found = {d: [0, 0] for d in whole}
        for r in ask(any_store, "dimensions", on, digits=digits):
            found[r["dimension"]][0] += r["numerator"]
            found[r["dimension"]][1] += r["denominator"]
        assert {d: tuple(s) for d, s in found.items()} == whole
    for dimension in DIMENSIONS:
        n, of_ = whole.get(dimension, (0, 0))
        rows = ask(any_store, "failing", on, dimension=dimension)
        assert all(r["n_all"] == len(rows) for r in rows)
        if dimension != "completeness":
            assert len(rows) == of_ - n
        reasons = ask(any_store, "reasons", on, dimension=dimension)
        assert sum(len(r["reasons"]) for r in rows) == sum(r["n_villages"] for r in reasons)
        if dimension == "completeness":
            assert sum(r["n_villages"] for r in reasons) == of_ - n
    pieces = ask(any_store, "pieces", on)
    assert (sum(r["n_due"] - r["n_lacking"] for r in pieces), sum(r["n_due"] for r in pieces)) == whole["completeness"]
    for r in pieces:
        assert len(ask(any_store, "lacking", on, piece=r["piece"])) == r["n_lacking"]


@pytest.mark.parametrize("on", DAYS)
def test_warnings_are_those_of_the_check_command(any_store: duckdb.DuckDBPyConnection, on: date) -> None:
    checked = {
        (code, w.register, w.place_code, w.entity, w.facts)
        for code, found in data_quality(any_store, on).items()
        for w in found
    }
    seen = set()
    for year in (YEAR, YEAR + 1):
        filters = Filters(year, on)
        for warning in of(any_store, "warnings", filters):
            rows = of(any_store, "findings", filters, code=warning["code"])
            assert len(rows) == rows[0]["n_all"] == warning["n"]
            assert len({r["place_code"] for r in rows}) == warning["n_places"]
            for digits in (0, 2, 4):
                areas = of(any_store, "warning_areas", filters, code=warning["code"], digits=digits)
                assert sum(r["n"] for r in areas) == warning["n"]
            seen |= {
                (warning["code"], r["register"], r["place_code"] or "", r["entity_key"] or "", r["facts"]) for r in rows
            }
    assert seen == checked


@pytest.mark.parametrize("on", DAYS)
def test_silent_districts_are_those_of_the_warning(any_store: duckdb.DuckDBPyConnection, on: date) -> None:
    rows = ask(any_store, "silence", on, digits=4)
    warned = {r["place_code"] for r in ask(any_store, "findings", on, code="district_silent")}
    assert {r["area_code"] for r in rows if r["is_silent"]} == warned
    assert all((r["n_silent"], r["n_all"]) == (len(warned), len(rows)) for r in rows)
    villages = ask(any_store, "silence", on, digits=8)
    silent = set(failing(any_store, "timeliness", on))
    assert silent <= {r["area_code"] for r in villages if r["is_silent"]}  # all stages reached: silent, and need not


def test_late_rows_are_counted_after_the_first_import_of_a_district(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, "batches", [{"batch_id": b, "stored_at": D, "snapshot": "x"} for b in (1, 2)])
    insert(con, "visits", [
        {"village_code": A, "house_no": "1", "visited_on": D - timedelta(days), "visitor": f"{days}",
         "first_batch_id": batch}
        for batch, days in ((1, 90), (2, 30), (2, 31), (2, 45))
    ])  # fmt: skip
    build_marts(con)
    assert ask(con, "late") == [{"register": "visits", "n_rows": 3, "n_late": 2, "most_days": 45}]
    assert ask(con, "late", D, FAR) == []


def test_what_imports_mended_is_told_by_standing_batches_only(doubtful: duckdb.DuckDBPyConnection) -> None:
    rows = sql.records(doubtful, "pages/quality_mended", codes=["place_code_succeeded"], n=EVERYTHING)
    assert {r["batch_id"] for r in rows} == {2, 3}
    assert sql.records(doubtful, "pages/quality_mended", codes=["shape_repaired"], n=EVERYTHING) == []


def test_abolished_codes_are_listed_with_their_rows(doubtful: duckdb.DuckDBPyConnection) -> None:
    rows = ask(doubtful, "succeeded", D, "40")
    assert [(r["place_code"], r["abolished_code"], r["n_rows"], r["n_all"]) for r in rows] == [
        (stores.VILLAGES[1], "40160803", 4, 1),
    ]  # fmt: skip
    assert rows[0]["stored_at"] == quality_stores.STORED[3]
    assert ask(doubtful, "succeeded", n=1)[0]["n_all"] == 2

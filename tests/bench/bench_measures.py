"""How long the marts take to build and measures to fetch at national scale (synthetic registers, made by SQL).

`make bench` runs it; `python tests/bench/bench_measures.py [villages]` too. It prints medians and judges nothing.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from datetime import date, timedelta
from pathlib import Path

import duckdb

from dashboard import places
from dashboard.filters import Filters
from dashboard.measures import (
    fetch_income_detail,
    fetch_measures,
    fetch_series,
    fetch_stage_series,
    fetch_stages,
)
from dashboard.programme import first_day
from dashboard.settings import ROOT
from dashboard.store import Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables

VILLAGES = 23_589
YEAR = 2560
EIGHT = (
    "practising", "income_growth", "villages_with_group", "households_trained", "teams_complete", "budget_disbursed",
    "training_complete", "households_visited",
)  # fmt: skip

# every day is an offset from 1 October; h is a number that looks random and is the same each time
REGISTERS = {
    "villages": """
        select 2560 as fiscal_year, code || lpad(moo::varchar, 2, '0') as village_code,
            'บ้านตัวอย่าง ' || moo as village_name,
            'พัฒนากร ' || (hash(code) % 7) as officer, 28000 + hash(code, moo) % 900000 / 100 as budget_baht,
            80 + hash(code, moo) % 200 as households_total
        from (select unnest($codes) as code), range(1, 5) t(moo)
        order by moo, code limit $villages
    """,
    "sages": """
        select village_code, 'ปราชญ์ ' || i as full_name, if(i = 0, 'leader', 'trainer') as role,
            $start + (20 + h % 60)::integer as surveyed_on, $start + (60 + h % 50)::integer as registered_on,
            if(h % 20 = 0, null, $start + (90 + h % 90)::integer) as trained_on,
            if(h % 31 = 0, $start + (200 + h % 90)::integer, null) as left_on
        from (select village_code, i, hash(village_code, i, 's') as h from villages, range(6) t(i))
    """,
    "households": """
        select village_code, (i + 1)::varchar as house_no, 'หัวหน้า ' || i as head_name, i < 20 as target,
            'ปราชญ์ ' || (i % 5) as trainer, $start + (100 + v % 40 + h % 3)::integer as selected_on,
            'type ' || (h % 9) as occupation_type,
            if(h % 23 = 0, null, $start + (150 + v % 60 + h % 4)::integer) as trained_on,
            if(h % 9 = 0, null, $start + (170 + v % 60 + h % 30)::integer) as practising_from,
            if(h % 17 = 0, $start + (240 + h % 100)::integer, null) as stopped_on
        from (select village_code, i, hash(village_code, i, 'h') as h, hash(village_code) as v
            from villages, range(20) t(i))
    """,
    "incomes": """
        select village_code, house_no, r as round,
            if(r = 0, selected_on, $start + (190 + r * 15 + h % 5)::integer) as measured_on,
            40000 + (h0 % 6000000) / 100 + if(r = 0, 0, (h % 900000) / 100 - 2500) as income_baht
        from (select village_code, house_no, selected_on, r, hash(village_code, house_no, r) as h,
            hash(village_code, house_no) as h0 from households, range(8) t(r))
    """,
    "activities": """
        select village_code as place_code, a as activity, d as day_no,
            $start + (120 + d * 3 + v % 50)::integer as planned_on,
            if(hash(v, a, d) % 15 = 0, null, $start + (120 + d * 3 + v % 50 + hash(v, a, d) % 12)::integer) as held_on,
            (hash(v, a, d) % 900000) / 100 as spent_baht, hash(v, a, d) % 5 > 0 as evidence_complete
        from (select village_code, hash(village_code, 'a') as v from villages),
            (values ('briefing', 1), ('team_preparation', 1), ('occupation_assembly', 1), ('training_day', 1),
            ('training_day', 2), ('training_day', 3), ('training_day', 4), ('training_day', 5)) t(a, d)
    """,
    "visits": """
        select village_code, house_no, trained_on + (10 + n * 30)::integer as visited_on, 'trainer' as visitor
        from households, range(2) t(n) where trained_on is not null
    """,
    "materials": """
        select village_code, 'วัสดุ ' || i as item, 'อาชีพ' as occupation, 1 + h % 40 as quantity,
            (h % 90000) / 100 as unit_price_baht, if(h % 50 = 0, null, $start + (140 + v % 60)::integer) as accepted_on,
            if(h % 50 = 0, null, $start + (160 + v % 60)::integer) as paid_on, h % 7 > 0 as evidence_complete
        from (select village_code, i, hash(village_code, i, 'm') as h, hash(village_code) as v
            from villages, range(6) t(i))
    """,
    "groups": """
        select village_code, 'กลุ่ม' as name, $start + (200 + h % 120)::integer as founded_on,
            if(h % 3 = 0, $start + (260 + h % 120)::integer, null) as otop_registered_on
        from (select village_code, hash(village_code, 'g') as h from villages) where h % 4 = 0
    """,
}


def make_registers(con: duckdb.DuckDBPyConnection, villages: int, registers: Collection[str] = REGISTERS) -> None:
    codes = [code for code in places.all_places() if len(code) == 6]
    for register in registers:
        select = REGISTERS[register]
        given = {"codes": codes, "villages": villages} if register == "villages" else {"start": first_day(YEAR)}
        known = {k: v for k, v in given.items() if f"${k}" in select}
        con.execute(f'insert into "{register}" by name {select}', known or None)


def median_ms(run: Callable[[], object], times: int = 9) -> float:
    run()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def view_of(area: str) -> Filters:
    return Filters(YEAR, date(2017, 7, 15), areas=(area,) if area else ())


def bench_build(store: Store, villages: int) -> None:
    with store.building("example") as building:
        create_tables(building.con)
        start = time.perf_counter()
        make_registers(building.con, villages)
        print(f"\nregisters made              {time.perf_counter() - start:8.1f} s")
        for _ in range(2):
            start = time.perf_counter()
            build_marts(building.con)
            print(f"build_marts                 {time.perf_counter() - start:8.1f} s")


def bench_sizes(con: duckdb.DuckDBPyConnection) -> None:
    for (table,) in con.execute("show tables").fetchall():
        ((count,),) = con.execute(f'select count(*) from "{table}"').fetchall()
        if count:
            print(f"  {table:<24} {count:10,} rows")


def bench_one_view(con: duckdb.DuckDBPyConnection, area: str) -> None:
    view = view_of(area)
    months = [first_day(YEAR) + timedelta(days=30 * n) for n in range(1, 13)]
    weeks = [first_day(YEAR) + timedelta(days=7 * n) for n in range(53)]
    asked: dict[str, Callable[[], object]] = {
        "fetch_measures": lambda: fetch_measures(con, view),
        "fetch_series 8 x 12 months": lambda: fetch_series(con, view, EIGHT, months),
        "fetch_series 1 x 53 weeks": lambda: fetch_series(con, view, EIGHT[:1], weeks),
        "fetch_stages": lambda: fetch_stages(con, view),
        "fetch_stage_series 12 months": lambda: fetch_stage_series(con, view, months),
        "fetch_income_detail": lambda: fetch_income_detail(con, view),
    }
    for what, run in asked.items():
        print(f"{area or 'nation':<10} {what:<30} {median_ms(run):8.1f} ms")


def bench_by_level(con: duckdb.DuckDBPyConnection, by: str, area: str) -> None:
    view = view_of(area)
    for fetch in (fetch_measures, fetch_stages):
        taken = median_ms(lambda: fetch(con, view, by), 3)  # noqa: B023 - called at once
        print(f"{area or 'nation':<10} {fetch.__name__ + ' by ' + by:<30} {taken:8.1f} ms")


def bench_command(folder: str) -> None:
    words = ["--area", "3904", "--fiscal-year", "2560", "--as-of", "2017-07-15", "--format", "json"]
    command = [sys.executable, "-m", "dashboard", "kpi", "--store", folder, *words]
    taken = median_ms(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True), 5)
    print(f"kpi command, a district     {taken:8.1f} ms")


def bench(villages: int = VILLAGES) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        bench_build(store, villages)
        snapshot = store.current()
        print(f"snapshot file               {snapshot.path.stat().st_size / 1e6:8.1f} MB")
        with snapshot.open() as con:
            bench_sizes(con)
            for area in ("", "39", "3904", "390401", "39040101"):
                bench_one_view(con, area)
            for by, area in (
                ("province", ""),
                ("district", ""),
                ("district", "39"),
                ("village", "39"),
                ("village", ""),
            ):
                bench_by_level(con, by, area)
        bench_command(folder)


def test_print_the_measurements() -> None:
    bench()


if __name__ == "__main__":
    bench(*(int(n) for n in sys.argv[1:2]))

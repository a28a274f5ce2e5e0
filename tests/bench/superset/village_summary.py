"""What the overview says of every village on one day, as three tables in a DuckDB file for another dashboard.

`village` has a row per target village: its places by name, numerator and denominator of the eight measures. `stage` has
a row per village and stage that it has reached, `attention` one per line of what needs attention and village or
district in which it counts something. They are made by the dashboard's own queries, travel as Parquet, and are written
by the DuckDB of the environment that will read them.
"""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import duckdb

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.attention import fetch_attention
from dashboard.programme import STAGES
from dashboard.store import Store

MEASURES = (
    "leaders_trained",
    "teams_complete",
    "households_selected",
    "training_complete",
    "practising",
    "income_growth",
    "villages_with_group",
    "otop_registered",
)
TABLES = ("village", "stage", "attention")
STILL = "standing_still"  # counts areas: at a province its districts
PLACES = """create temp table named as
select village_code, village_name, officer, p.name_th as province, d.name_th as district, s.name_th as subdistrict
from village_year
join place as p on p.code = province_code
join place as d on d.code = district_code
join place as s on s.code = subdistrict_code
where fiscal_year = $fiscal_year
order by village_code"""
WRITE = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); [con.execute(s) for s in sys.argv[2:]]; con.close()"


def export(store: Path, folder: Path, python: Path, fiscal_year: int, as_of: date) -> Path:
    """Write the tables into `summary.duckdb` of the folder by another environment's Python; the file."""
    filters = Filters(fiscal_year, as_of)
    with Store(store).current().open() as con:
        con.execute(PLACES, {"fiscal_year": fiscal_year})
        _make_villages(con, filters)
        _make_stages(con, filters)
        _make_attention(con, filters)
        for table in TABLES:
            con.execute(f"copy made_{table} to '{folder / table}.parquet'")
    file = folder / "summary.duckdb"
    file.unlink(missing_ok=True)
    steps = [f"create table {table} as from '{folder / table}.parquet'" for table in TABLES]
    subprocess.run([python, "-c", WRITE, file, *steps], check=True)
    return file


def _make_villages(con: duckdb.DuckDBPyConnection, filters: Filters) -> None:
    name = "areas/measures_at"
    asked = sql.of_view(name, filters, digits=8, measures=list(MEASURES))
    con.execute(f"create temp table measured as {sql.text(name)}", asked)
    columns = ", ".join(
        f"sum({part}::double) filter (where measure = '{measure}') as {measure}_{column}"
        for measure in MEASURES
        for part, column in (("numerator", "n"), ("denominator", "of"))
    )
    con.execute(f"""create temp table made_village as
        select named.*, measured.* exclude (village_code)
        from named
        join (select area_code as village_code, {columns} from measured group by area_code) as measured
            using (village_code)
        order by village_code""")


def _make_stages(con: duckdb.DuckDBPyConnection, filters: Filters) -> None:
    con.execute("create temp table step (number utinyint, name varchar)")
    con.executemany("insert into step values (?, ?)", [(s.number, f"{s.number:02} {s.id}") for s in STAGES])
    con.execute(
        """create temp table made_stage as
        select province, district, village_code, name as stage
        from village_stage
        join step on number = stage
        join named using (village_code)
        where fiscal_year = $fiscal_year and from_on <= $as_of and to_on > $as_of
        order by village_code, number""",
        {"fiscal_year": filters.fiscal_year, "as_of": filters.as_of},
    )


def _make_attention(con: duckdb.DuckDBPyConnection, filters: Filters) -> None:
    counted = [
        (line.kind.id, code, 1 if line.kind.counts_areas else n)
        for digits in (4, 8)
        for line in fetch_attention(con, filters, digits)
        if (line.kind.id == STILL) == (digits == 4)
        for code, n in line.areas
    ]
    lists = {key: [row[i] for row in counted] for i, key in enumerate(("line", "code", "n"))}
    con.execute("create temp table counted as select unnest($line) line, unnest($code) code, unnest($n) n", lists)
    con.execute("""create temp table made_attention as
        select province, district, code, line, n
        from counted
        join (select left(village_code, 4) as area, any_value(province) as province, any_value(district) as district
              from named group by all) on area = left(code, 4)
        order by code""")

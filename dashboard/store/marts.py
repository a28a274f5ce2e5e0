"""The marts of a snapshot: what is computed from the registers once, so that every page is a small scan.

`queries/marts/` says what each is and its grain. Each measure puts its changes into one table by its own file in
`queries/measures/`. It must not know how a value is made of them, nor what is shown.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version

import duckdb

from dashboard import sql
from dashboard.programme import MEASURES
from dashboard.store.knowledge_words import build_knowledge
from dashboard.store.rules import merged_rules
from dashboard.store.schema import all_tables

MARTS = (
    "place",
    "programme_rules",
    "village_year",
    "household_outcome",
    "measure_change",
    "village_stage",
    "village_standing",
    "area_year",
    "area_change",
    "area_stage_change",
    "village_status",
    "visit_gap",
    "register_day",
    "quality_finding",
    "occupation_kind",
    "sage_departure",
    "knowledge_record",
    "knowledge_field",
    "knowledge_term",
    "knowledge_read",
    "knowledge_word",
)
PLACE = {
    "code": "VARCHAR",
    "level": "VARCHAR",
    "parent_code": "VARCHAR",
    "name_th": "VARCHAR",
    "name_en": "VARCHAR",
    "sort_rank": "INTEGER",
}


def build_marts(con: duckdb.DuckDBPyConnection) -> None:
    """Make every mart anew from the registers' tables; they may be empty, and the marts may exist already."""
    _build_places(con)
    _build_rules(con)
    sql.execute(con, "marts/village_year")
    sql.execute(con, "marts/household_outcome")
    sql.execute(con, "marts/measure_change_draft")
    for measure in MEASURES:
        con.execute("insert into measure_change_draft by name " + sql.text(f"measures/{measure.id}"))
    sql.execute(con, "marts/measure_change")
    con.execute("drop table temp.measure_change_draft")
    sql.execute(con, "marts/village_stage")
    sql.execute(con, "marts/village_standing")
    for name in ("area_year", "area_change", "area_stage_change", "area_scope"):
        sql.execute(con, f"marts/{name}")
    sql.execute(con, "marts/village_status")
    sql.execute(con, "marts/village_scope")
    for macro in ("group_at", "sage_status", "practising_at"):
        sql.execute(con, f"marts/{macro}")
    sql.execute(con, "marts/visit_gap")
    sql.execute(con, "marts/household_scope")
    _build_quality(con)
    for name in ("occupation_keys", "occupation_kind", "sage_departure", "skill_match", "wanting_scope"):
        sql.execute(con, f"marts/{name}")
    for macro in ("exact", "same_words", "material_standing", "delivery_standing"):
        sql.execute(con, f"marts/{macro}")
    build_knowledge(con)
    for macro in ("place_scope", "knowledge_lacks", "knowledge_hits", "knowledge_ranked"):
        sql.execute(con, f"marts/{macro}")
    con.execute("create or replace table marts_made as select ? as definition", [definition()])


def _build_quality(con: duckdb.DuckDBPyConnection) -> None:
    sql.execute(con, "marts/register_day")
    sql.execute(con, "marts/quality_finding_draft")
    for check in sql.names("checks"):
        con.execute("insert into quality_finding_draft by name " + sql.text(check))
    sql.execute(con, "marts/quality_finding")
    con.execute("drop table temp.quality_finding_draft")
    macros = ("in_view", "village_completeness", "refused_open", "village_check", "village_quality", "finding_in_view")
    for name in macros:
        sql.execute(con, f"marts/{name}")


@cache
def definition() -> str:
    """What tables and marts are made by, as one short word: another one means that they have to be made anew."""
    texts = [sql.text(name) for folder in ("marts", "measures", "checks") for name in sql.names(folder)]
    texts.append(repr(all_tables()))
    texts.append(version("geothai"))  # the list of places
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def are_current(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether a snapshot's marts were made by the queries of this version."""
    try:
        return con.execute("select definition from marts_made").fetchall() == [(definition(),)]
    except duckdb.CatalogException:
        return False


def _build_places(con: duckdb.DuckDBPyConnection) -> None:
    columns = ", ".join(f"{name} {type_}" for name, type_ in PLACE.items())
    con.execute(f"create table if not exists place ({columns})")
    con.execute("delete from place where level = 'village'")
    if not are_current(con) or con.execute("select count(*) from place").fetchall() == [(0,)]:
        from dashboard import places  # DOPA's list takes a moment: it is read again only when it may have changed

        con.execute("delete from place")
        codes = places.all_places()
        sql.execute(
            con,
            "marts/place_dopa",
            codes=list(codes),
            names_th=[places.name(code) for code in codes],
            names_en=[places.name(code, "en") for code in codes],
        )
    sql.execute(con, "marts/place_village")


def _build_rules(con: duckdb.DuckDBPyConnection) -> None:
    of_year = merged_rules(con)
    rules = list(of_year.values())
    sql.execute(
        con,
        "marts/programme_rules",
        fiscal_years=list(of_year),
        team_sizes=[r.team_size for r in rules],
        households_per_village=[r.households_per_village for r in rules],
        households_per_trainer=[r.households_per_trainer for r in rules],
        training_days=[r.training_days for r in rules],
        leaders_per_village=[r.leaders_per_village for r in rules],
        income_up_pct=[r.income_up_pct for r in rules],
    )

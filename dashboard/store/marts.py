"""The marts of a snapshot: what is computed from the registers once, so that every page is a small scan.

`queries/marts/` says what each is and its grain. Each measure puts its changes into one table by its own file in
`queries/measures/`. It must not know how a value is made of them, nor what is shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from importlib.metadata import version

import duckdb

from dashboard import sql
from dashboard.programme import MEASURES
from dashboard.store.knowledge_words import build_knowledge
from dashboard.store.rules import merged_rules
from dashboard.store.schema import all_tables

Step = Callable[[duckdb.DuckDBPyConnection], object]

MARTS = (
    "place",
    "programme_rules",
    "village_year",
    "household_outcome",
    "material_cost",
    "activity_cost",
    "measure_change",
    "village_practising",
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


def build_marts(con: duckdb.DuckDBPyConnection, tell: Callable[[float], None] = lambda _share: None) -> None:
    """Make every mart anew from the registers' tables; they may be empty, and the marts may exist already.

    `tell` is called before each of some hundred steps with the share that is done; an exception that it raises leaves
    the marts half made.
    """
    take_steps(
        con,
        lambda tell_again: [
            build_places,
            build_rules,
            *steps_of_villages(sql.names("checks")),
            *steps_of_sums(),
            *_each("area_scope", "village_scope", "group_at", "sage_status", "practising_at", "household_scope"),
            *_each("in_view", "village_completeness", "refused_open", "village_check", "village_quality"),
            *_each("finding_in_view", "occupation_keys"),
            *steps_of_words(tell_again),
            *_each("skill_match", "wanting_scope", "material_standing", "delivery_standing"),
            *_each("place_scope", "knowledge_lacks", "knowledge_hits", "knowledge_ranked"),
        ],
        tell,
    )
    con.execute("create or replace table marts_made as select ? as definition", [definition()])


def take_steps(
    con: duckdb.DuckDBPyConnection,
    steps_telling: Callable[[Callable[[], None]], Sequence[Step]],
    tell: Callable[[float], None],
) -> None:
    """Take the steps in order; a long one tells by what it is given that it is still at it."""
    share = 0.0
    steps = steps_telling(lambda: tell(share))
    for n, step in enumerate(steps):
        share = n / len(steps)
        tell(share)
        step(con)


def steps_of_villages(checks: Iterable[str]) -> list[Step]:
    """What makes the marts whose rows come of the rows of their own village, or of their district, and of the rules
    alone: those of some provinces can be made without the others (`renewed_marts`).
    """
    return [
        *_each("exact", "same_words", "village_year", "household_outcome", "material_cost", "activity_cost"),
        *_each("measure_change_draft"),
        *(partial(_measure, id_=measure.id) for measure in MEASURES),
        *_each("measure_change"),
        _drop("measure_change_draft"),
        *_each("village_practising", "village_stage", "village_standing", "village_status", "visit_gap"),
        *_each("sage_departure", "register_day"),
        *_each("quality_finding_draft"),
        *(partial(add_findings, name=name) for name in checks),
        *_each("quality_finding"),
        _drop("quality_finding_draft"),
    ]


def steps_of_sums() -> list[Step]:
    """What adds up the marts of the villages."""
    return _each("area_year", "area_change", "area_stage_change")


def steps_of_words(tell: Callable[[], None]) -> list[Step]:
    """What is made of the words of all places."""
    return [*_each("occupation_kind"), partial(build_knowledge, tell=tell)]


def _each(*names: str) -> list[Step]:
    return [partial(_make, name=f"marts/{name}") for name in names]


def _make(con: duckdb.DuckDBPyConnection, name: str) -> None:
    sql.execute(con, name)


def _measure(con: duckdb.DuckDBPyConnection, id_: str) -> None:
    changes = sql.text(f"measures/{id_}")  # half of them even out on their day
    con.execute(f"insert into measure_change_draft by name from ({changes}\n) where numerator <> 0 or denominator <> 0")


def add_findings(con: duckdb.DuckDBPyConnection, name: str, to: str = "quality_finding_draft") -> None:
    """Add what a check finds to a table of findings."""
    con.execute(f"insert into {to} by name " + sql.text(name))


def _drop(draft: str) -> Step:
    return lambda con: con.execute(f"drop table temp.{draft}")


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


def build_places(con: duckdb.DuckDBPyConnection) -> None:
    """Make the list of places: those of DOPA and the villages of the register."""
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


def build_rules(con: duckdb.DuckDBPyConnection) -> None:
    """Make the programme's rules of every year."""
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

"""What holds for every file in queries/: one statement, a header that tells the truth, and the engine binds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from dashboard import sql
from dashboard.filters import Filters
from dashboard.knowledge.asking import read_question
from dashboard.programme import MEASURES
from dashboard.settings import QUERIES
from dashboard.store.marts import MARTS, build_marts
from dashboard.store.schema import create_tables

NAMES = sql.names()
# a value of the right type for every parameter that any query takes; a new parameter is named here
SAMPLE: dict[str, Any] = {
    "shift": 3,
    "activity": "training_day",
    "after_leaving": False,
    "area": "39",
    "area_code": "39",
    "around": Filters(2560, date(2017, 7, 4), ("39",)).params()["scope"],
    "as_of": date(2017, 7, 4),
    "asked": read_question("ทอเสื่อ กก").params(("title",)),
    "step": "undone",
    "done_by": "นายก",
    "batch_id": 1,
    "but": None,
    "category": "food",
    "by_name": True,
    "by_occupation": False,
    "centre": None,
    "chosen": {"category": None, "position": "", "fiscal_year": 2560, "lacks": "problems"},
    "codes": ["39"],
    "days": [date(2017, 7, 4)],
    "digits": 2,
    "dimension": "consistency",
    "first_day": date(2016, 10, 1),
    "fiscal_year": 2560,
    "fiscal_years": [2560],
    "house_no": None,
    "from_on": None,
    "households_per_trainer": [4],
    "households_per_village": [20],
    "in_percent": True,
    "income_up_pct": [3],
    "is_filled": None,
    "item_key": None,
    "kind": None,
    "keys": ["~0123456789"],
    "known": ["39"],
    "labels": ["39"],
    "lasts": [30, 60],
    "level": 2,
    "leaders_per_village": [1],
    "least": 5,
    "measure": "practising",
    "lines": [38_000.0],
    "measures": ["practising"],
    "missing": None,
    "n": 5,
    "code": "baseline_zero",
    "piece": "sages",
    "reason": "required",
    "register": "villages",
    "n_days": 30,
    "n_stages": 11,
    "names_en": ["Nong Bua Lam Phu"],
    "names_th": ["หนองบัวลำภู"],
    "parent_code": "39",
    "persons": True,
    "producer": "sme",
    "newest": False,
    "occupation": None,
    "record_id": "0123456789ab",
    "registers": ["villages"],
    "role": None,
    "scope": Filters(2560, date(2017, 7, 4), ("39",)).params()["scope"],
    "size": None,
    "skill": None,
    "sort": "days",
    "standing": None,
    "standings": ["urgent"],
    "of": "percent",
    "low": 0.0,
    "high": 5.0,
    "days_from": 1,
    "days_to": 7,
    "skip": 0,
    "status": None,
    "stages": [3],
    "stars": "5",
    "state": "ready",
    "team_size": 5,
    "team_sizes": [5],
    "to_on": None,
    "today": date(2017, 7, 4),
    "trainer_mark": None,
    "trainer_village": None,
    "training_days": [5],
    "typed": "หนอง",
    "unit_key": None,
    "village_code": "39040101",
    "villages": ["39040101"],
    "word": "กระติป",
    "weeks": 4,
}


@pytest.fixture(scope="module")
def empty_store() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as con:
        create_tables(con)
        build_marts(con)
        sql.execute(con, "marts/measure_change_draft")
        sql.execute(con, "marts/quality_finding_draft")
        # what statements of scenario/standing.py have as steps
        con.execute("create temp table grouped (village_code varchar, groups bigint)")
        con.execute("create temp table standing (village_code varchar, code varchar, groups bigint)")
        yield con


def header(name: str) -> str:
    lines = sql.text(name).splitlines()
    end = next(i for i, line in enumerate(lines) if not line.startswith("--"))
    return "\n".join(lines[:end])


def without_literals(name: str) -> str:
    """The statement without comments and quoted text."""
    return re.sub(r"'[^']*'", "''", re.sub(r"--.*", "", sql.text(name)))


@pytest.mark.parametrize("name", NAMES)
def test_is_one_statement(name: str) -> None:
    assert len(duckdb.extract_statements(sql.text(name))) == 1
    assert ";" not in without_literals(name)


@pytest.mark.parametrize("name", NAMES)
def test_header_says_what_it_is_of_which_grain_and_with_which_parameters(name: str) -> None:
    said = header(name)
    assert said, "no header"
    assert re.search(r"^-- grain: \S", said, re.MULTILINE)
    declared = re.search(r"^-- parameters: (.*)", said, re.MULTILINE | re.DOTALL)
    assert declared
    words = set(re.findall(r"[a-z_]+", declared[1]))
    assert sql.parameters(name) <= words
    assert ("none" in words) == (not sql.parameters(name))


@pytest.mark.parametrize("name", NAMES)
def test_is_in_lower_case(name: str) -> None:
    statement = re.sub(r'"[^"]*"', "", without_literals(name))
    assert statement == statement.lower()


@pytest.mark.parametrize("name", NAMES)
def test_binds_on_an_empty_store(name: str, empty_store: duckdb.DuckDBPyConnection) -> None:
    missing = sql.parameters(name) - SAMPLE.keys()
    assert not missing, f"name a value of the right type for {missing} in SAMPLE"
    params = {p: SAMPLE[p] for p in sql.parameters(name)}
    empty_store.execute("explain " + sql.text(name), params or None)


def test_every_measure_has_its_file_and_every_file_its_measure() -> None:
    assert sql.names("measures") == sorted(f"measures/{m.id}" for m in MEASURES)
    for m in MEASURES:
        assert sql.text(f"measures/{m.id}").startswith(f"-- purpose: {m.id}, ")


@pytest.mark.parametrize("name", sql.names("measures"))
def test_a_measure_gives_the_columns_of_its_mart(name: str, empty_store: duckdb.DuckDBPyConnection) -> None:
    relation = empty_store.sql(sql.text(name))
    wanted = ["fiscal_year", "measure", "village_code", "on_day", "numerator", "denominator"]
    is_told_apart = next(m.by_occupation for m in MEASURES if m.id == name.removeprefix("measures/"))
    assert [c for c in relation.columns if c != "occupation_type"] == wanted
    assert ("occupation_type" in relation.columns) == is_told_apart


@pytest.mark.parametrize("name", sql.names("checks"))
def test_a_check_gives_the_columns_of_a_warning(name: str, empty_store: duckdb.DuckDBPyConnection) -> None:
    assert not sql.parameters(name)
    found = empty_store.execute(sql.text(name))
    assert [d[0] for d in found.description or ()] == [
        "code", "register", "fiscal_year", "place_code", "entity_key", "facts", "from_on", "to_on",
    ]  # fmt: skip
    assert found.fetchall() == []


def test_every_mart_is_made_by_a_file_of_its_name() -> None:
    made = {p.stem for p in (QUERIES / "marts").glob("*.sql")}
    assert set(MARTS) - {"place"} <= made

"""`sammachip whatif`: the four questions as JSON and as a table, always labelled as a scenario, and what it refuses."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import stores

from dashboard.__main__ import main
from dashboard.commands.whatif import _print_table
from dashboard.filters import Filters
from dashboard.measures import fetch_measures
from dashboard.scenario import answers, plain
from dashboard.scenario.fetching import asking
from dashboard.store import Store

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def ask(small_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> Any:
    monkeypatch.setenv("SAMMACHIP_STORE", str(small_store))
    monkeypatch.setenv("SAMMACHIP_TODAY", stores.TODAY.isoformat())

    def _ask(*words: str) -> dict[str, Any]:
        assert main(["whatif", *words, "--format", "json"]) == 0
        return json.loads(capsys.readouterr().out)

    return _ask


def test_a_scenario_of_an_area(ask: Any, small_store: Path) -> None:
    answer = ask("total", "--area", "40", "--scenario", "o.4001~t.practising..50")
    with Store(small_store).current().open() as con:
        view = Filters(2560, stores.TODAY, ("40",))
        (actual,) = fetch_measures(con, view)
        assert answer == plain.head("total", view, "o.4001~t.practising..50") | plain.total(
            answers.what_if(asking(con), view, "o.4001~t.practising..50")
        )
    assert (answer["is_scenario"], answer["scenario"], answer["area"]) == (True, "o.4001~t.practising..50", "40")
    assert answer["before"]["villages"]["value"] == actual.values["villages"].value == 6
    assert answer["after"]["villages"]["value"] == 5
    assert answer["after"]["practising"]["target"] == 50
    assert [(a["area_code"], a["after"] is None) for a in answer["areas"]] == [("4001", True), ("4016", False)]
    assert answer["effects"]["villages"] == [{"area_code": "4001", "effect": -1}]


def test_where_an_area_lands_and_what_it_must_do(ask: Any) -> None:
    land = ask("land", "--area", "40")
    assert [row["what"] for row in land["rows"]] == list(answers.WHATS)
    assert {row["day"] for row in land["rows"]} == {"2017-09-30"}
    by_district = ask("land", "--area", "40", "--measure", "stage.1", "--until", "31/8/2560")
    assert [(r["area_code"], r["now"], r["day"]) for r in by_district["rows"]] == [
        ("4001", 100, "2017-08-31"), ("4016", 100, "2017-08-31"),
    ]  # fmt: skip
    pace = ask("pace", "--area", "40", "--measure", "stage.4", "--until", "2017-06-30")
    (first, second) = pace["rows"]
    assert (first["area_code"], first["now"], first["target"], first["verdict"]) == ("4001", 100, 100, "reached")
    assert (second["now"], second["missing"], second["verdict"]) == (100, 0, "reached")


def test_officers_and_their_moves(ask: Any) -> None:
    answer = ask("officers", "--area", "4016", "--scenario", "e..villages..")
    (district,) = answer["districts"]
    assert (district["district_code"], district["outcome"], district["moves"]) == ("4016", "best", [])
    assert [load["villages"] for load in district["before"]] == [5]


def test_the_table_says_that_it_is_a_scenario(
    small_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("SAMMACHIP_STORE", str(small_store))
    monkeypatch.setenv("SAMMACHIP_TODAY", stores.TODAY.isoformat())
    for question, scenario in (("land", ""), ("pace", ""), ("total", "o.4001"), ("officers", "h.40160101.ก")):
        assert main(["whatif", question, "--area", "40", "--scenario", scenario, "--language", "en"]) == 0
        assert capsys.readouterr().out.startswith("A scenario, not the actual: " + (scenario or "no change"))


def test_what_is_below_its_target_never_reads_as_reached(capsys: Captured) -> None:
    measured = {"what": "practising", "now": 84.99, "value": 99.99, "low": 84.96, "high": 85, "target": 85}
    stage = {"what": "stage.3", "now": 99.96, "value": None, "target": 100}
    _print_table({"question": "land", "scenario": "", "rows": [measured, stage]}, "en")
    _, _, first, second = capsys.readouterr().out.splitlines()
    assert [word for word in first.split() if word[0].isdigit()] == ["84.9%", "84.9%", "99.9%", "85%", "85%"]
    assert [word for word in second.split() if word[0].isdigit()] == ["99.9%", "100%"]
    of_total = {"before": {"practising": {"value": 49.98, "target": 50}},
                "after": {"practising": {"value": 84.98, "target": 85, "status": "near"}}}  # fmt: skip
    _print_table({"question": "total", "scenario": "", **of_total}, "en")
    line = capsys.readouterr().out.splitlines()[-1]
    assert [word for word in line.split() if word[0].isdigit()] == ["49.9%", "84.9%", "85%"]


@pytest.mark.parametrize("words", [
    ("total", "--scenario", "x"), ("land", "--measure", "shoes"), ("pace", "--until", "then"), ("land", "--area", "9"),
    ("land", "--area", "99"), ("officers", "--scenario", "u.team_size.0"),
])  # fmt: skip
def test_what_cannot_be_asked(
    words: tuple[str, ...], small_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("SAMMACHIP_STORE", str(small_store))
    assert main(["whatif", *words]) == 2
    assert capsys.readouterr().err.strip()


def test_a_day_before_the_year_and_an_empty_area(ask: Any) -> None:
    land = ask("land", "--area", "33", "--as-of", "2016-09-01", "--fiscal-year", "2560")
    assert {row["reason"] for row in land["rows"]} <= {"nothing_yet", "too_short", "given"}
    assert land["as_of"] == date(2016, 9, 1).isoformat()
    total = ask("total", "--area", "33")
    assert (total["areas"], total["after"]["villages"]["value"], total["after"]["practising"]["value"]) == ([], 0, None)
    assert ask("officers", "--area", "33")["districts"] == []

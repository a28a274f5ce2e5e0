"""`sammachip kpi`: the shape of its answer, its formats, its errors, and what it must not load."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import stores

from dashboard.errors import LevelAboveArea, UnknownArea
from dashboard.measures.kpi import kpi
from dashboard.messages import LANGUAGES, catalogue
from dashboard.programme import MEASURES, STAGES
from dashboard.settings import ROOT
from dashboard.store import Store

AS_OF = date(2017, 5, 31)


def ask(folder: Path, area: str | None = None, by: str | None = None, **more: Any) -> dict[str, Any]:
    with Store(folder).current().open() as con:
        return kpi(con, area, by, more.pop("fiscal_year", 2560), AS_OF, **more)


def command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dashboard", "kpi", "--store", str(folder), "--as-of", "2017-05-31", *words],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "SAMMACHIP_LANGUAGE": "th"},
    )  # fmt: skip


def test_shape_of_the_answer(small_store: Path) -> None:
    answer = json.loads(json.dumps(ask(small_store, "4016", "subdistrict")))
    assert {k: v for k, v in answer.items() if k != "rows"} == {
        "fiscal_year": 2560, "as_of": "2017-05-31", "area": "4016", "by": "subdistrict",
    }  # fmt: skip
    assert [row["area_code"] for row in answer["rows"]] == ["401601", "401602"]
    for row in answer["rows"]:
        assert row.keys() == {"area_code", "area_name", "measures"}
        assert list(row["measures"]) == [m.id for m in MEASURES]
        for m in row["measures"].values():
            assert m.keys() == {"value", "numerator", "denominator", "target", "status"}
            assert isinstance(m["numerator"], int | float)


def test_the_nation_has_no_code_but_a_name(small_store: Path) -> None:
    (row,) = ask(small_store)["rows"]
    assert (row["area_code"], row["area_name"]) == (None, "ประเทศ")
    (row,) = ask(small_store, by="nation", language="en")["rows"]
    assert (row["area_code"], row["area_name"]) == (None, "Thailand")


def test_areas_without_a_village_are_left_out_by_level_but_answered_when_asked_for(small_store: Path) -> None:
    assert [r["area_code"] for r in ask(small_store, by="province")["rows"]] == ["39", "40"]
    (row,) = ask(small_store, "11")["rows"]
    assert row["area_name"] == "สมุทรปราการ"
    assert row["measures"]["villages"]["value"] == 0
    assert row["measures"]["practising"] == {
        "value": None, "numerator": 0, "denominator": 0, "target": 85, "status": "none",
    }  # fmt: skip
    assert ask(small_store, "11", "district")["rows"] == []
    assert ask(small_store, fiscal_year=2561, by="nation")["rows"] == []


def test_the_areas_own_level_gives_itself(small_store: Path) -> None:
    (row,) = ask(small_store, "40", "province")["rows"]
    assert (row["area_code"], row["area_name"]) == ("40", "ขอนแก่น")
    (row,) = ask(small_store, "40160101")["rows"]
    assert row["area_name"] == "บ้านทดสอบ0"


@pytest.mark.parametrize("area", ["4099", "4", "abc", "40160199", "401601010"])
def test_an_unknown_area_is_refused(small_store: Path, area: str) -> None:
    with pytest.raises(UnknownArea):
        ask(small_store, area)


def test_a_level_above_the_area_is_refused(small_store: Path) -> None:
    with pytest.raises(LevelAboveArea):
        ask(small_store, "4016", "province")


def test_the_command_prints_json(small_store: Path) -> None:
    done = command(small_store, "--area", "4016", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == ask(small_store, "4016")


def test_the_command_prints_csv_with_a_record_per_area_and_measure(small_store: Path) -> None:
    done = command(small_store, "--area", "40", "--by", "district", "--format", "csv")
    records = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(records) == 2 * len(MEASURES)
    assert list(records[0]) == [
        "area_code",
        "area_name",
        "measure",
        "value",
        "numerator",
        "denominator",
        "target",
        "status",
    ]
    assert {r["area_code"] for r in records} == {"4001", "4016"}


def test_the_command_prints_a_table_in_words(small_store: Path) -> None:
    done = command(small_store)
    assert done.returncode == 0
    for m in MEASURES:
        assert catalogue("th")[f"measure.{m.id}.name"] in done.stdout
    assert "31 พ.ค. 2560" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("--area", "9999"),
        ("--area", "4016", "--by", "nation"),
        ("--as-of", "yesterday"),
        ("--fiscal-year", "x"),
        ("--as-of", "-"),
    ],
)
def test_the_command_refuses_in_words_with_exit_2(small_store: Path, words: tuple[str, ...]) -> None:
    done = command(small_store, *words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words", [("--as-of", "31/5/2560"), ("--as-of", "๓๑ พ.ค. ๒๕๖๐"), ("--fiscal-year", "2017"), ("--fiscal-year", "๖๐")]
)
def test_the_command_reads_thai_days_and_years(small_store: Path, words: tuple[str, ...]) -> None:
    assert command(small_store, *words, "--format", "json").stdout == command(small_store, "--format", "json").stdout


def test_the_command_loads_only_what_it_needs(small_store: Path) -> None:
    words = ["kpi", "--store", str(small_store), "--area", "4016", "--as-of", "2017-05-31", "--format", "json"]
    heavy = {"pandas", "numpy", "streamlit", "geothai", "plotly", "openpyxl"}
    probe = (
        f"import sys; from dashboard.__main__ import main; code = main({words!r}); "
        f"print(sorted({heavy!r} & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, encoding="utf-8",
                          env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_and_stage_has_its_words(language: str) -> None:
    words = catalogue(language)
    for m in MEASURES:
        parts = ("name", "definition", "numerator", *(("denominator",) if m.has_denominator else ()))
        assert all(words[f"measure.{m.id}.{part}"] for part in parts)
    for stage in STAGES:
        assert words[f"stage.{stage.id}.name"]
        assert words[f"stage.{stage.id}.short"]


def test_the_stores_villages_are_as_the_test_thinks() -> None:
    assert stores.TODAY == AS_OF

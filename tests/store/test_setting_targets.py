"""Targets set in the settings: whom they judge, whose they are said to be, what cannot be set, and taking them back.

And what holds for every change of settings: other years stay as they are, and a crash leaves the last good state.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import stores
from random_registers import insert

from dashboard.__main__ import main
from dashboard.errors import NothingToChange, TargetOutOfRange, UnknownArea
from dashboard.filters import Filters
from dashboard.intake.importing import import_files
from dashboard.intake.report import words_of
from dashboard.measures import MeasureValue, fetch_measures
from dashboard.measures.moving import target_moves, what_moves
from dashboard.settings import read_settings
from dashboard.store import Store
from dashboard.store.changing import Signed, change_rules, rehearsed_rules, remove_target, set_target
from dashboard.store.health import data_quality, health
from dashboard.store.history import batches, undo
from dashboard.store.marts import MARTS, build_marts

YEAR, DAY = stores.FISCAL_YEAR, stores.TODAY
VIEW = Filters(YEAR, DAY)
# training_complete in stores.py: all 5 villages of 4016, none of 4001 and 3904; 5 of 8 in the nation
AREAS = ("", "39", "3904", "40", "4001", "4016", "40160101")


@pytest.fixture
def store(small_store: Path, tmp_path: Path) -> Store:
    shutil.copytree(small_store, tmp_path / "store")
    return Store(tmp_path / "store", lock_wait_s=0.2)


def of(store: Store, area: str, measure: str = "training_complete") -> MeasureValue:
    with store.current().open() as con:
        (found,) = fetch_measures(con, VIEW.of(area), measures=[measure])
        return found.values[measure]


def judged_by(store: Store) -> dict[str, tuple[object, object]]:
    return {area: (of(store, area).target, of(store, area).target_from) for area in AREAS}


OWN = dict.fromkeys(AREAS, (100, "programme"))


@pytest.mark.parametrize(
    ("area", "judged"),
    [
        ("", AREAS),
        ("40", ("40", "4001", "4016", "40160101")),
        ("4016", ("4016", "40160101")),
        ("40160101", ("40160101",)),
    ],
)
def test_a_target_judges_its_area_and_those_inside_it(store: Store, area: str, judged: tuple[str, ...]) -> None:
    assert judged_by(store) == OWN
    set_target(store, YEAR, area, "training_complete", 62.5)
    assert judged_by(store) == OWN | dict.fromkeys(judged, (62.5, area))


def test_the_closest_of_nation_province_and_district_wins(store: Store) -> None:
    for area, target in (("", 50), ("40", 60), ("4016", 70)):
        set_target(store, YEAR, area, "training_complete", target)
    assert judged_by(store) == {
        "": (50, ""), "39": (50, ""), "3904": (50, ""), "40": (60, "40"), "4001": (60, "40"),
        "4016": (70, "4016"), "40160101": (70, "4016"),
    }  # fmt: skip
    assert [of(store, area).status for area in ("", "40", "3904", "4016")] == ["met", "met", "behind", "met"]
    remove_target(store, YEAR, "40", "training_complete")
    assert judged_by(store)["4001"] == (50, "")
    undo(store)
    assert judged_by(store)["4001"] == (60, "40")


def test_the_value_at_the_border_is_met(store: Store) -> None:
    set_target(store, YEAR, "", "training_complete", 62.5)  # 5 of 8
    assert (of(store, "").value, of(store, "").status) == (62.5, "met")
    set_target(store, YEAR, "", "training_complete", 62.6)
    assert of(store, "").status == "near"


def test_a_target_is_of_its_year_and_measure_only(store: Store) -> None:
    before = of(store, "", "practising")
    set_target(store, YEAR + 1, "", "training_complete", 50)
    assert of(store, "").target == 100
    set_target(store, YEAR, "", "training_complete", 50)
    assert of(store, "", "practising") == before


def test_setting_changing_and_undoing_are_told(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    first = set_target(store, YEAR, "40", "practising", 90, Signed(" นายข ", "ประชุม 1/60"))
    second = set_target(store, YEAR, "40", "practising", 92.5)
    with store.current().open() as con:
        told = [(b.batch_id, c.words, c.before, c.after, c.changed_by) for b in batches(con) for c in b.changes]
        assert con.execute("select target, first_batch_id, batch_id from targets").fetchall() == [(92.5, first, second)]
        assert health(con) == []
    assert told == [
        (second, "change.target", 90, 92.5, None),
        (first, "change.target_new", None, 90, "นายข"),
    ]
    main(["batches", "--store", str(store.folder), "--language", "en"])
    lines = capsys.readouterr().out.splitlines()
    assert "40, fiscal year 2560: 90 → 92.5" in lines[0]
    assert "target set" in lines[1]
    undo(store)
    assert of(store, "40", "practising").target == 90
    undo(store)
    assert of(store, "40", "practising").target_from == "programme"


def test_kpi_judges_by_the_target_that_was_set(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    set_target(store, YEAR, "4016", "training_complete", 40)
    asked = ["kpi", "--store", str(store.folder), "--as-of", DAY.isoformat(), "--format", "json", "--by", "district"]
    assert main(asked) == 0
    told = {
        row["area_code"]: row["measures"]["training_complete"] for row in json.loads(capsys.readouterr().out)["rows"]
    }
    assert (told["4016"]["target"], told["4016"]["status"]) == (40, "met")
    assert told["3904"]["target"] == 100


@pytest.mark.parametrize(
    ("measure", "target", "th"),
    [
        ("practising", 850, "ต้องอยู่ระหว่าง 0 ถึง 100"),
        ("practising", -1, "ต้องอยู่ระหว่าง 0 ถึง 100"),
        ("trainer_load", 201, "ต้องอยู่ระหว่าง 0 ถึง 200"),
        ("income_growth", float("nan"), "ต้องอยู่ระหว่าง 0 ถึง 1000"),
    ],
)
def test_a_target_out_of_range_stores_nothing_and_says_why(store: Store, measure: str, target: float, th: str) -> None:
    before = store.current()
    with pytest.raises(TargetOutOfRange) as refused:
        set_target(store, YEAR, "", measure, target)
    assert store.current() == before
    assert th in words_of(refused.value, "th")
    assert "must be between 0 and" in words_of(refused.value, "en")


def test_an_unknown_area_and_what_is_so_already_store_nothing(store: Store) -> None:
    set_target(store, YEAR, "40", "practising", 90)
    before = store.current()
    with pytest.raises(UnknownArea):
        set_target(store, YEAR, "77777777", "practising", 90)
    with pytest.raises(NothingToChange):
        set_target(store, YEAR, "40", "practising", 90)
    assert store.current() == before


def test_an_imported_target_takes_the_place_of_one_that_was_set_and_undo_gives_it_back(
    store: Store, tmp_path: Path
) -> None:
    set_target(store, YEAR, "40", "practising", 90)
    file = tmp_path / "targets.csv"
    file.write_text(f"ปีงบประมาณ,รหัสพื้นที่,ตัวชี้วัด,ค่าเป้าหมาย\n{YEAR},40,practising,95\n", encoding="utf-8")
    report = import_files([file], store, read_settings())
    assert (report.registers[0].new, report.registers[0].changed) == (0, 1)
    assert of(store, "40", "practising").target == 95
    undo(store)
    assert of(store, "40", "practising").target == 90


def test_what_a_target_would_move_is_what_it_moves(store: Store) -> None:
    with store.current().open() as con:
        told = target_moves(con, VIEW.of("401602"), "training_complete", "40", 50)
    # 40: 5 of 6 villages, 4001: none, 4016 and the view's 401602: all; the view comes first, then what turns
    assert [(m.area_code, m.before.status, m.after.status) for m in told] == [
        ("401602", "met", "met"), ("40", "behind", "met"), ("4001", "behind", "behind"), ("4016", "met", "met"),
    ]  # fmt: skip
    set_target(store, YEAR, "40", "training_complete", 50)
    assert [of(store, m.area_code) for m in told] == [m.after for m in told]


def test_what_a_rule_would_move_is_told_for_the_view_and_the_nation(store: Store) -> None:
    with rehearsed_rules(store, YEAR, {"households_per_village": 10}) as after, store.current().open() as before:
        moves = what_moves(before, after, VIEW.of("39"))
    assert [(m.before.measure, m.before.denominator, m.after.denominator) for m in moves.here] == [
        ("households_selected", 40, 20)
    ]
    assert [(m.before.denominator, m.after.denominator) for m in moves.nation] == [(160, 80)]
    assert (moves.n_areas, {m.area_code for m in moves.areas}) == (3, {"3904", "4001", "4016"})
    assert moves.stages == ()
    assert moves.warnings == (("households_over_20", 0, 8),)


@pytest.fixture
def two_years(store: Store) -> Store:
    """The same villages as targets of the next year too."""
    with store.building("real") as building:
        insert(building.con, "villages", [
            {"fiscal_year": YEAR + 1, "village_code": code, "village_name": "บ้าน"} for code in stores.VILLAGES
        ])  # fmt: skip
        build_marts(building.con)
    return store


def marts_of(store: Store, year: int) -> dict[str, list[tuple[object, ...]]]:
    with store.current().open() as con:
        with_year = {
            name for (name,) in con.execute(
                "select table_name from duckdb_columns() where column_name = 'fiscal_year'"
            ).fetchall()
        }  # fmt: skip
        return {
            name: con.execute(f'from "{name}" where fiscal_year = {year} order by all').fetchall()
            for name in sorted(with_year & set(MARTS))
        }


def test_every_count_of_another_year_stays_as_it_was(two_years: Store) -> None:
    values = {"team_size": 6, "households_per_village": 15, "households_per_trainer": 2, "training_days": 1,
              "leaders_per_village": 2}  # fmt: skip
    this, other = marts_of(two_years, YEAR), marts_of(two_years, YEAR + 1)
    assert len(this["measure_change"]) > 100
    assert len(other["measure_change"]) > 100
    change_rules(two_years, YEAR + 1, values)
    assert marts_of(two_years, YEAR) == this
    assert marts_of(two_years, YEAR + 1) != other
    undo(two_years)
    assert marts_of(two_years, YEAR + 1) == other


def test_twenty_to_fifteen_households_a_village(two_years: Store) -> None:
    change_rules(two_years, YEAR, {"households_per_village": 15})
    with two_years.current().open() as con:
        (now,), (later,) = (fetch_measures(con, Filters(y, DAY), measures=["households_selected"])
                            for y in (YEAR, YEAR + 1))  # fmt: skip
        told = now.values["households_selected"]
        assert (told.numerator, told.denominator) == (160, 120)
        assert later.values["households_selected"].denominator == 160
        over = data_quality(con, DAY)["households_over_20"]
    assert [json.loads(w.facts) for w in over] == [{"households": 20, "planned": 15}] * 8


CRASH = """
import os, sys
from pathlib import Path
from dashboard.store import Store
from dashboard.store.changing import change_rules, set_target
def crash(step, share):
    if step == sys.argv[2]:
        os._exit(3)  # as when the power goes
store = Store(Path(sys.argv[1]))
if sys.argv[3] == "rules":
    change_rules(store, 2560, {"team_size": 6}, progress=crash)
else:
    set_target(store, 2560, "40", "practising", 90, progress=crash)
"""


@pytest.mark.parametrize(("what", "step"), [("rules", "counting"), ("rules", "publishing"), ("target", "publishing")])
def test_a_crash_in_between_leaves_the_last_good_state(store: Store, what: str, step: str) -> None:
    before = store.current()
    kept = store.kept_files()
    crashed = subprocess.run([sys.executable, "-c", CRASH, str(store.folder), step, what], check=False, timeout=60)
    assert crashed.returncode == 3
    assert store.current() == before
    assert of(store, "", "teams_complete").numerator == 8
    change_rules(store, YEAR, {"team_size": 7})
    assert of(store, "", "teams_complete").numerator == 0
    assert len(store.kept_files()) == len(kept) + 1
    assert not list(store.folder.glob("snapshots/.building-*"))

"""Rules of the programme and targets as settings of a store: what a change moves, what stays, and taking it back."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
import stores
from filelock import FileLock
from random_registers import insert

from dashboard.__main__ import main
from dashboard.errors import NothingToChange, RuleOutOfRange, StoreIsBusy, UndoOutOfOrder, UnknownTarget
from dashboard.filters import Filters
from dashboard.intake.importing import import_files
from dashboard.measures import MeasureValue, fetch_measures, fetch_stages
from dashboard.measures.attention import fetch_attention
from dashboard.programme import MEASURES, RULES, Rules
from dashboard.settings import read_settings
from dashboard.store import Store
from dashboard.store.changing import Signed, change_rules, rehearsed_rules, remove_target
from dashboard.store.health import data_quality
from dashboard.store.history import batches, undo
from dashboard.store.marts import MARTS
from dashboard.store.rules import fetch_rules
from dashboard.store.schema import all_tables, create_tables

YEAR, DAY = stores.FISCAL_YEAR, stores.TODAY
VIEW = Filters(YEAR, DAY)


@pytest.fixture
def store(small_store: Path, tmp_path: Path) -> Store:
    shutil.copytree(small_store, tmp_path / "store")
    return Store(tmp_path / "store", lock_wait_s=0.2)


def measures(store: Store) -> dict[str, MeasureValue]:
    with store.current().open() as con:
        return dict(fetch_measures(con, VIEW)[0].values)


def reached(store: Store, stage: int) -> int:
    with store.current().open() as con:
        return fetch_stages(con, VIEW)[0].reached[stage - 1]


def contents(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[Any, ...]]]:
    """Every table but the history of batches, and every mart."""
    names = [n for n in (*all_tables(), *MARTS) if n not in ("batches", "batch_steps", "setting_changes")]
    return {n: con.execute(f'from "{n}" order by all').fetchall() for n in names}


# rule → (new value, its measure before, after): stores.py has 8 villages, 11 to 4 stages far
MOVES = {
    "team_size": (6, (8, 8), (0, 8)),
    "households_per_village": (10, (160, 160), (160, 80)),
    "training_days": (1, (5, 8), (5, 8)),
    "leaders_per_village": (2, (8, 8), (0, 8)),
}


@pytest.mark.parametrize("rule", MOVES)
def test_each_rule_moves_its_measure(store: Store, rule: str) -> None:
    value, before, after = MOVES[rule]
    (info,) = [r for r in RULES if r.id == rule]

    def of(values: dict[str, MeasureValue]) -> tuple[object, object]:
        return values[info.measure].numerator, values[info.measure].denominator

    others = {m.id: v for m, v in zip(MEASURES, measures(store).values(), strict=True) if m.id != info.measure}
    assert of(measures(store)) == before
    change_rules(store, YEAR, {rule: value})
    assert of(measures(store)) == after
    assert {id_: v for id_, v in measures(store).items() if id_ != info.measure} == others
    with store.current().open() as con:
        assert asdict(fetch_rules(con, YEAR)) == asdict(Rules()) | {rule: value}


def test_a_day_less_of_training_completes_more_villages(store: Store) -> None:
    with store.building("real") as building:  # four days in the village that stands before the training
        insert(building.con, "activities", [
            {"place_code": "39040101", "activity": "training_day", "day_no": n, "held_on": date(2017, 1, n)}
            for n in range(2, 5)
        ])  # fmt: skip
        building.con.execute(
            "update activities set held_on = '2017-01-01' where place_code = '39040101' and day_no = 1"
        )
    assert measures(store)["training_complete"].numerator == 5
    change_rules(store, YEAR, {"training_days": 4})
    assert measures(store)["training_complete"].numerator == 6
    assert reached(store, 7) == 6


def test_the_target_of_the_trainers_load_is_the_rule(store: Store) -> None:
    before = measures(store)["trainer_load"]
    assert (before.value, before.target, before.status) == (4, 4, "met")
    change_rules(store, YEAR, {"households_per_trainer": 3})
    after = measures(store)["trainer_load"]
    assert (after.value, after.target, after.target_from, after.status) == (4, 3, "programme", "behind")


def test_stages_warnings_and_attention_follow_the_rules(store: Store) -> None:
    with store.current().open() as con:
        assert not {"households_over_20", "team_over_5", "trainer_over_4"} & data_quality(con, DAY).keys()
        assert not [line for line in fetch_attention(con, VIEW, 2) if line.kind.id == "teams_short"]
    with store.building("real") as building:
        insert(building.con, "sages", [{"village_code": "40160101", "full_name": "ผู้ออกไป", "role": "trainer",
                                        "registered_on": date(2016, 12, 1), "left_on": date(2017, 1, 1)}])  # fmt: skip
        building.con.execute("update households set trainer = 'ปราชญ์ 1' where house_no in ('1', '2')")
    assert (reached(store, 2), reached(store, 3), reached(store, 4)) == (8, 8, 8)
    change_rules(
        store, YEAR,
        {"team_size": 6, "households_per_village": 19, "households_per_trainer": 1, "leaders_per_village": 2},
    )  # fmt: skip
    assert (reached(store, 2), reached(store, 3), reached(store, 4)) == (0, 0, 8)
    with store.current().open() as con:
        found = data_quality(con, DAY)
        assert len(found["households_over_20"]) == 8
        assert {w.facts for w in found["households_over_20"]} == {'{"households":20,"planned":19}'}
        assert {json.loads(w.facts)["planned"] for w in found["trainer_over_4"]} == {1}
        assert [(line.n, line.areas) for line in fetch_attention(con, VIEW, 2) if line.kind.id == "teams_short"] == [
            (1, (("40", 1),))
        ]
    change_rules(store, YEAR, {"team_size": 4})
    with store.current().open() as con:
        assert len(data_quality(con, DAY)["team_over_5"]) == 8


def test_a_rule_is_of_its_year_only(store: Store) -> None:
    before = measures(store)
    change_rules(store, YEAR + 1, {"team_size": 9})  # a year that has no villages yet
    assert measures(store) == before
    with store.current().open() as con:
        assert fetch_rules(con, YEAR) == Rules()
        assert fetch_rules(con, YEAR + 1) == Rules(team_size=9)
        assert fetch_rules(con, YEAR + 2) == Rules()


def test_undo_restores_everything_exactly(store: Store) -> None:
    with store.current().open() as con:
        before = contents(con)
    batch = change_rules(store, YEAR, {"team_size": 3, "households_per_village": 7}, Signed(" นางสาวก ", " หนังสือที่ 1 "))
    with store.current().open() as con:
        assert contents(con) != before
        newest = batches(con)[0]
    assert (newest.batch_id, newest.undone_at, newest.files, newest.n_read) == (batch, None, (), 0)
    assert [(c.item, c.before, c.after, c.changed_by, c.reason) for c in newest.changes] == [
        ("households_per_village", 20, 7, "นางสาวก", "หนังสือที่ 1"),
        ("team_size", 5, 3, "นางสาวก", "หนังสือที่ 1"),
    ]
    assert undo(store) == batch
    with store.current().open() as con:
        assert contents(con) == before
        told = batches(con)[0]
    assert told.undone_at is not None
    assert told.changes == newest.changes


def test_the_programmes_own_value_is_not_kept_as_the_offices(store: Store) -> None:
    change_rules(store, YEAR, {"team_size": 6})
    change_rules(store, YEAR, {"team_size": 5})
    with store.current().open() as con:
        assert con.execute("from rules").fetchall() == []
        assert [(c.before, c.after) for b in batches(con) for c in b.changes] == [(6, 5), (5, 6)]


@pytest.mark.parametrize("values", [{"team_size": 0}, {"training_days": 6}, {"team_size": 6, "training_days": 0}])
def test_a_value_out_of_range_stores_nothing(store: Store, values: dict[str, int]) -> None:
    before = store.current()
    with pytest.raises(RuleOutOfRange):
        change_rules(store, YEAR, values)
    assert store.current() == before


def test_what_is_so_already_is_no_change(store: Store) -> None:
    before = store.current()
    with pytest.raises(NothingToChange):
        change_rules(store, YEAR, {"team_size": 5})
    assert store.current() == before


def test_a_rehearsal_counts_like_the_change_and_stores_nothing(store: Store) -> None:
    before = store.current()
    with rehearsed_rules(store, YEAR, {"households_per_village": 10}) as con:
        told = dict(fetch_measures(con, VIEW)[0].values)
    assert store.current() == before
    change_rules(store, YEAR, {"households_per_village": 10})
    assert measures(store) == told


def test_an_import_in_progress_keeps_a_change_waiting(store: Store) -> None:
    before = store.current()
    with FileLock(store.folder / "import.lock"), pytest.raises(StoreIsBusy):
        change_rules(store, YEAR, {"team_size": 6})
    assert store.current() == before


def test_a_rule_stays_through_the_next_import_which_has_to_be_undone_first(store: Store, tmp_path: Path) -> None:
    changed = change_rules(store, YEAR, {"team_size": 6})
    file = tmp_path / "villages.csv"
    file.write_text(f"ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n{YEAR},39040107,บ้านโนน\n", encoding="utf-8")
    assert import_files([file], store, read_settings()).batch == changed + 1
    with store.current().open() as con:
        assert fetch_rules(con, YEAR).team_size == 6
    with pytest.raises(UndoOutOfOrder):
        undo(store, changed)
    undo(store)
    undo(store)
    with store.current().open() as con:
        assert fetch_rules(con, YEAR) == Rules()


@pytest.fixture
def old(store: Store) -> Store:
    """A store as the version before made it: no settings, no marks of what the marts are made by."""
    with store.building("real") as building:
        for table in ("rules", "setting_changes", "marts_made"):
            building.con.execute(f"drop table {table}")
    return store


def test_a_store_of_a_version_before_can_be_read_changed_and_undone(old: Store, capsys: Any) -> None:
    assert main(["batches", "--store", str(old.folder)]) == 0
    assert main(["kpi", "--store", str(old.folder), "--as-of", DAY.isoformat()]) == 0
    change_rules(old, YEAR, {"team_size": 6})
    assert measures(old)["teams_complete"].numerator == 0
    assert main(["undo", "--store", str(old.folder)]) == 0
    assert measures(old)["teams_complete"].numerator == 8


def test_kpi_and_batches_tell_the_change(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    change_rules(store, YEAR, {"team_size": 6})
    assert main(["kpi", "--store", str(store.folder), "--as-of", DAY.isoformat(), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["rows"][0]["measures"]["teams_complete"]
    assert (told["numerator"], told["value"]) == (0, 0)
    assert main(["batches", "--store", str(store.folder), "--language", "en"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert "Trainer team per village, fiscal year 2560: 5 → 6" in first


def test_a_target_is_removed_and_comes_back_with_undo(store: Store) -> None:
    with store.building("real") as building:
        insert(building.con, "targets", [
            {"fiscal_year": YEAR, "area_code": "", "measure": "practising", "target": 90.0},
            {"fiscal_year": YEAR, "area_code": "40", "measure": "practising", "target": 95.0},
        ])  # fmt: skip
    assert measures(store)["practising"].target == 90
    batch = remove_target(store, YEAR, "", "practising")
    assert (measures(store)["practising"].target, measures(store)["practising"].target_from) == (85, "programme")
    with store.current().open() as con:
        assert con.execute("select area_code from targets").fetchall() == [("40",)]
        (change,) = batches(con)[0].changes
    assert (change.kind, change.item, change.area_code, change.before, change.after) == (
        "target", "practising", "", 90.0, None,
    )  # fmt: skip
    with pytest.raises(UnknownTarget):
        remove_target(store, YEAR, "", "practising")
    assert undo(store) == batch
    assert measures(store)["practising"].target == 90


def test_tables_of_a_version_before_get_their_new_columns() -> None:
    with duckdb.connect(":memory:") as con:
        con.execute("create table quarantine (batch_id integer, cells varchar)")
        con.execute("insert into quarantine values (1, '{}')")
        create_tables(con)
        create_tables(con)
        columns = {name for name, *_ in con.execute("describe quarantine").fetchall()}
        assert columns == set(all_tables()["quarantine"])
        assert con.execute("select batch_id, register from quarantine").fetchall() == [(1, None)]


def test_a_rule_of_a_later_day_of_the_store_counts_for_every_day_of_its_year(store: Store) -> None:
    change_rules(store, YEAR, {"households_per_village": 40})
    with store.current().open() as con:
        for day in (DAY - timedelta(days=200), DAY):
            (area,) = fetch_measures(con, Filters(YEAR, day), measures=["households_selected"])
            assert area.values["households_selected"].denominator == 320

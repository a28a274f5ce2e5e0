"""Offices that write at once: real processes, a real PostgreSQL, and what is published beside what one store holds."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import NewOffice, Office, ended
from provinces import PROVINCES, WHO, registers, rows_of, told

from dashboard import sql
from dashboard.__main__ import main
from dashboard.filters import Filters
from dashboard.intake.importing import Signed, import_files
from dashboard.registers import stored
from dashboard.settings import Settings
from dashboard.store import Snapshot, Store
from dashboard.store.schema import all_tables

sys.path += [str(Path(__file__).resolve().parents[1] / room) for room in ("queries", "intake")]
from quick import empty_store, marts_left_alone
from test_sql_files import SAMPLE

TODAY = Settings(today=date(2017, 5, 31))
FOLDERS = ("pages", "measures", "checks", "areas", "scenario", "summed", "quality", "health")
STEPPED = {"scenario/standing", "scenario/standings"}  # these read steps of the statement that they stand in
VIEWS = (Filters(2560, date(2017, 7, 4), ("39",)), Filters(2560, date(2017, 7, 4), ()))
# parameters of one name that are single values here and lists elsewhere
OF_ITS_OWN = {"scenario/other_rules": {name: values[0] for name, values in SAMPLE.items() if isinstance(values, list)}}


def asked(views: Iterable[Filters] = VIEWS) -> list[tuple[str, dict[str, Any]]]:
    """Every query that reads, for each of the views."""
    found = []
    for name in (name for folder in FOLDERS for name in sql.names(folder) if name not in STEPPED):
        for view in views:
            params = {**SAMPLE, **view.params(), **OF_ITS_OWN.get(name, {})}
            found.append((name, {key: params[key] for key in sql.parameters(name)}))
    return found


@dataclass(frozen=True)
class Written:
    """A lake that offices wrote to at once, published: who they were in the order of their batches, and their mails."""

    office: Office
    names: list[str]
    mails: dict[str, Path]

    def published(self) -> Snapshot:
        return Store(self.office.store).current()


@pytest.fixture(scope="module")
def mails(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What offices send: a province each; the last has keys of the second with other values, and keys of its own."""
    folder = tmp_path_factory.mktemp("mails")
    found = {p: registers(folder / p, p, seed) for seed, p in enumerate(PROVINCES, 11)}
    return {**found, "40 again": registers(folder / "40 again", "40", 99)}


@pytest.fixture(scope="module")
def written(new_office: NewOffice, mails: dict[str, Path]) -> Written:
    office = new_office()
    write_at_once(office, {name: mail for name, mail in mails.items() if name in PROVINCES})
    office.run("lake", "import", str(mails["40 again"]), "--by", "40 again")
    assert "000001" in office.run("lake", "publish")
    assert office.run("lake", "publish") == ""  # there is nothing new
    with Store(office.store).current().open() as con:
        names = [name for (name,) in con.execute("select stored_by from batches order by batch_id").fetchall()]
    return Written(office, names, mails)


def write_at_once(office: Office, mails: Mapping[str, Path]) -> None:
    """Each mail imported by a process of its own, all of them at the same time."""
    for process in [office.start("lake", "import", str(mail), "--by", name) for name, mail in mails.items()]:
        ended(process)


def bring(folder: Path, mails: Mapping[str, Path]) -> Store:
    """A store of its own that imported the same, one after another; its marts are made with the last."""
    store = empty_store(folder)
    *first, last = mails.items()
    with marts_left_alone():
        for name, mail in first:
            import_files([mail], store, TODAY, signed=Signed(name))
    import_files([last[1]], store, TODAY, signed=Signed(last[0]))
    return store


def test_the_pages_show_what_one_store_would_that_imported_the_same(written: Written, tmp_path: Path) -> None:
    own = bring(tmp_path / "own", {name: written.mails[name] for name in written.names})
    with written.published().open() as con, own.current().open() as beside:
        here, there = rows_of(con), rows_of(beside)
        assert {table for table in there if here[table] != there[table]} <= {
            "batch_registers"
        }  # warnings: none in a lake
        assert min(len(there["households"]), len(there["quarantine"])) > 20
        queries = [(name, params, told(sql.rows(beside, name, **params))) for name, params in asked()]
        assert [name for name, params, rows in queries if told(sql.rows(con, name, **params)) != rows] == []
    assert len({name for name, _, rows in queries if rows}) > 120


def test_every_query_gives_the_same_rows_on_the_lake(written: Written) -> None:
    questions = asked(VIEWS[1:])
    found = written.office.asked("answers", (str(written.published().path), questions))
    assert found["made"][0] >= len(all_tables()) + 20
    assert found["made"][1] > 20
    pairs = zip(questions, found["lake"], found["snapshot"], strict=True)
    assert [name for (name, _), lake, snapshot in pairs if told(lake) != told(snapshot)] == []


def test_changes_at_once_are_all_kept_and_every_state_that_is_published_is_whole(
    new_office: NewOffice, mails: dict[str, Path], tmp_path: Path
) -> None:
    """All rows lie in the same files of the lake: whoever is told that others rewrote them does it again."""
    office = new_office()
    everything = mails["39"].parent
    changed = {p: registers(tmp_path / "changed" / p, p, seed) for seed, p in enumerate(PROVINCES, 51)}
    office.run("lake", "import", str(everything))
    publishing = office.start("lake", "publish", "--every", "0.2")
    write_at_once(office, changed)
    publishing.terminate()
    publishing.communicate()
    office.run("lake", "publish")

    store = Store(office.store)
    states = [store.kept_snapshot(path.stem, "real") for path in reversed(store.kept_files())]
    assert states
    numbers = []
    for state in filter(None, states):
        with state.open() as con:
            numbers.append(con.execute("select count(*) from batches").fetchall()[0][0])
            new = con.execute("select register, sum(n_new)::bigint from batch_registers group by all").fetchall()
            for name, register in stored().items():
                assert con.execute(f"select count(*) from {name}").fetchall() == [(dict(new).get(name, 0),)]
                keys = ", ".join(f'"{key}"' for key in register.key)
                assert con.execute(f"select 1 from {name} group by {keys} having count(*) > 1").fetchall() == []
    assert numbers == sorted(numbers)
    assert numbers[-1] == 4

    own = bring(tmp_path / "own", {"": everything, **changed})
    with store.current().open() as con, own.current().open() as beside:
        here, there = rows_of(con, WHO), rows_of(beside, WHO)
        assert [name for name in stored() if here[name] != there[name]] == []


def test_turns_of_provinces_and_files_that_others_rewrote(new_office: NewOffice) -> None:
    new_office().inside("turns", "moved")


def test_a_writer_that_is_killed_leaves_nothing_and_holds_nobody_up(
    new_office: NewOffice, mails: dict[str, Path]
) -> None:
    office = new_office()
    dying = office.start_inside("half")
    assert dying.stdout is not None
    assert dying.stdout.readline() == "half\n"
    writing = office.start("lake", "import", str(mails["40"]), "--by", "40")  # it waits for its turn
    dying.kill()
    dying.communicate()
    ended(writing)
    held, brought = office.asked("held", None)
    assert held == brought
    assert [province for province, _ in held] == ["40"]


def test_what_a_lake_publishes_is_not_changed_in_any_other_way(
    written: Written, small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    files = sorted(path.name for path in written.office.store.rglob("*.duckdb"))
    for name, value in written.office.environment().items():
        monkeypatch.setenv(name, value)
    for command in (["import", str(written.mails["40"])], ["undo"], ["redo"], ["person", "ก", "--erase"]):
        assert main(command) == 2
    assert main(["check"]) == 0
    assert main(["backup", str(tmp_path / "all.zip")]) == 0
    assert main(["restore", str(tmp_path / "all.zip")]) == 2
    assert "sammachip lake" in capsys.readouterr().err
    assert sorted(path.name for path in written.office.store.rglob("*.duckdb")) == files

    monkeypatch.setenv("SAMMACHIP_STORE", str(tmp_path / "restored"))  # elsewhere it is a store like any other
    assert main(["restore", str(tmp_path / "all.zip")]) == 0
    assert main(["undo"]) == 2  # but a batch of a lake names no state before it
    assert main(["import", str(written.mails["39"])]) == 1
    assert main(["undo"]) == 0


def test_a_lake_is_not_published_over_rows_that_came_another_way(
    new_office: NewOffice, small_store: Path, tmp_path: Path
) -> None:
    shutil.copytree(small_store, tmp_path / "taken")
    publishing = replace(new_office(), store=tmp_path / "taken").start("lake", "publish")
    _, err = publishing.communicate(timeout=240)
    assert publishing.returncode == 2
    assert "holds rows of its own" in err
    assert Store(tmp_path / "taken").current().id == "000001"
    assert not Store(tmp_path / "taken").is_fed

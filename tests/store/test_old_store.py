"""A store of the first version is opened, counted, imported into, taken back and backed up by this one."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.__main__ import main
from dashboard.errors import StoreIsNewer
from dashboard.intake.importing import import_files
from dashboard.measures.kpi import kpi
from dashboard.settings import Settings
from dashboard.store import Snapshot, Store, upgrade
from dashboard.store.health import health
from dashboard.store.history import batches, refused_rows, undo
from dashboard.store.migrations import TABLE, migrate
from dashboard.store.schema import all_tables, create_tables
from dashboard.store.upgrade import up_to_date

KEPT = Path(__file__).parent / "first_version"
TODAY = Settings(today=date(2017, 6, 30))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    (folder / "snapshots").mkdir(parents=True)
    for text in KEPT.glob("*.sql"):
        with duckdb.connect(str(folder / "snapshots" / f"{text.stem}.duckdb")) as con:
            con.execute(text.read_text(encoding="utf-8"))
    pointer = {"kind": "real", "snapshot": "000002.duckdb", "is_empty": False}
    (folder / "store.json").write_text(json.dumps(pointer), encoding="utf-8")
    return folder


def rows_of(con: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    return sorted(map(repr, con.execute(f'select * from "{name}"').fetchall()))


def test_every_row_is_still_there_and_counted_as_before(old: Path) -> None:
    snapshot = up_to_date(Store(old))
    assert snapshot.id == "000003"
    with snapshot.open() as con, duckdb.connect(str(old / "snapshots" / "000002.duckdb"), read_only=True) as before:
        lived = {name for (name,) in before.execute("select table_name from duckdb_tables()").fetchall()}
        for name in set(all_tables()) & lived:
            columns = ", ".join(f'"{c}"' for (c,) in before.execute(
                "select column_name from duckdb_columns() where table_name = ?", [name]).fetchall())  # fmt: skip
            query = f'select {columns} from "{name}"'
            assert sorted(map(repr, con.execute(query).fetchall())) == rows_of(before, name), name
        assert health(con) == []
        told = {
            r["area_code"]: r["measures"] for r in kpi(con, None, "province", 2560, date(2017, 6, 30), "th")["rows"]
        }
        expected = json.loads((KEPT / "kpi.json").read_text(encoding="utf-8"))
        assert told.keys() == expected.keys() == {"39", "40"}
        for area, measures in expected.items():
            for measure, counted in measures.items():
                assert [told[area][measure]["numerator"], told[area][measure]["denominator"]] == counted, measure
        assert [(b.batch_id, b.n_rejected) for b in batches(con)] == [(2, 0), (1, 1)]
        assert [r.row for r in refused_rows(con, 1)] == [20]
        assert con.execute("select count(*) > 8000 from place").fetchall() == [(True,)]


def test_it_is_brought_up_once_when_two_servers_open_it(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_looked, look = threading.Barrier(2, timeout=30), upgrade._is_current

    def looked(snapshot: Snapshot) -> bool:
        found = look(snapshot)
        both_have_looked.wait()
        return found

    monkeypatch.setattr(upgrade, "_is_current", looked)
    with ThreadPoolExecutor(2) as servers:
        found = list(servers.map(lambda _: up_to_date(Store(old)), range(2)))
    assert [snapshot.id for snapshot in found] == ["000003"] * 2
    assert sorted(path.stem for path in (old / "snapshots").glob("*.duckdb"))[-1] == "000003"


def test_its_imports_can_be_taken_back_and_followed_by_new_ones(old: Path, tmp_path: Path) -> None:
    mail = tmp_path / "villages.csv"
    mail.write_text("ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n2560,39040103,บ้านใหม่\n", encoding="utf-8")
    report = import_files([mail], Store(old), TODAY)
    assert (report.batch, report.registers[0].new) == (3, 1)
    assert [undo(Store(old)) for _ in range(2)] == [3, 2]
    with Store(old).current().open() as con, duckdb.connect(
        str(old / "snapshots" / "000001.duckdb"), read_only=True
    ) as before:  # fmt: skip
        for name in ("villages", "households", "sages", "incomes", "activities"):
            assert rows_of(con, name) == rows_of(before, name), name


def test_its_check_and_backup_work(old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", str(old), "check"]) == 0
    assert main(["--store", str(old), "backup", str(tmp_path / "old.zip")]) == 0
    assert main(["--store", str(tmp_path / "fresh"), "restore", str(tmp_path / "old.zip")]) == 0
    with Store(tmp_path / "fresh").current().open() as con:
        assert con.execute("select count(*) from incomes").fetchall() == [(24,)]


def test_steps_are_taken_once_in_order_and_a_newer_format_is_refused() -> None:
    con = duckdb.connect(":memory:")
    con.execute("create table batches (batch_id integer)")  # a store from before formats were said
    con.execute("create table groups (start date)")
    taken: list[int] = []

    def rename(c: duckdb.DuckDBPyConnection) -> None:
        taken.append(2)
        c.execute("alter table groups rename start to founded_on")

    def widen(c: duckdb.DuckDBPyConnection) -> None:
        taken.append(3)
        c.execute("alter table groups alter founded_on type timestamp")

    assert migrate(con, [rename]) == 1
    assert migrate(con, [rename, widen]) == 1
    assert migrate(con, [rename, widen]) == 0
    assert taken == [2, 3]
    assert con.table("groups").types == ["TIMESTAMP"]
    with pytest.raises(StoreIsNewer):
        migrate(con, [rename])


def test_a_store_of_a_newer_version_is_left_as_it_is(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store(old).building("real") as building:
        create_tables(building.con)
        building.con.execute(f"update {TABLE} set format = 99")
    mail = tmp_path / "villages.csv"
    mail.write_text("ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n2560,39040103,บ้านใหม่\n", encoding="utf-8")
    assert main(["--store", str(old), "--language", "en", "import", str(mail)]) == 2
    assert "made by a newer version" in capsys.readouterr().err
    assert Store(old).current().id == "000003"

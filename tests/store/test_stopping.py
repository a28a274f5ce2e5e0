"""Work that is called off ends at once, in the middle of a statement too; what was done before is told as done."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from dashboard.errors import Cancelled, StoreIsBusy
from dashboard.intake import importing
from dashboard.intake.importing import import_files
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.store.stopping import Stoppable

ENDLESS = "select count(*) from range(100000000) a, range(100000000) b"
AT_ONCE_S = 10  # a machine that others use as well
TODAY = Settings(today=date(2026, 11, 21))
VILLAGES = "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n2560,39040107,บ้านโนน\n"


def wait_for(event: threading.Event) -> None:
    assert event.wait(AT_ONCE_S)


def test_a_statement_is_left_in_the_middle() -> None:
    begun = threading.Event()

    def work(tell: Callable[[str, float], None], drafting: Callable[[duckdb.DuckDBPyConnection], None]) -> None:
        with duckdb.connect(":memory:") as con:
            drafting(con)
            begun.set()
            con.execute(ENDLESS)

    job = Stoppable(work)
    wait_for(begun)
    assert job.is_running(0.05)
    started = time.monotonic()
    job.stop()
    assert time.monotonic() - started < AT_ONCE_S
    assert not job.has_result
    with pytest.raises(Cancelled):
        job.result()


def test_work_that_says_how_far_it_is_ends_at_its_next_word() -> None:
    begun = threading.Event()

    def work(tell: Callable[[str, float], None], _drafting: object) -> None:
        for n in range(1_000_000):
            tell("reading", n / 1_000_000)
            begun.set()
            time.sleep(0.01)

    job = Stoppable(work)
    wait_for(begun)
    assert job.at is not None
    assert job.at[0] == "reading"
    job.stop()
    assert not job.has_result


def test_what_was_done_before_the_stop_is_done() -> None:
    job = Stoppable(lambda _tell, _drafting: 42)
    assert not job.is_running(AT_ONCE_S)
    job.stop()
    assert job.has_result
    assert job.result() == 42


def test_an_error_is_raised_where_the_result_is_asked_for() -> None:
    def work(_tell: object, _drafting: object) -> None:
        raise StoreIsBusy(who="", since="")

    job = Stoppable(work)
    assert not job.is_running(AT_ONCE_S)
    assert not job.has_result
    with pytest.raises(StoreIsBusy):
        job.result()


def test_an_import_stopped_while_measures_are_counted_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "v.csv"
    file.write_text(VILLAGES, encoding="utf-8")
    import_files([file], Store(tmp_path / "store"), TODAY)
    before = Store(tmp_path / "store").current()
    file.write_text(VILLAGES.replace("บ้านโนน", "บ้านดอน"), encoding="utf-8")
    begun = threading.Event()

    def count_forever(con: duckdb.DuckDBPyConnection, *_: object) -> None:
        begun.set()
        con.execute(ENDLESS)

    def work(
        tell: Callable[[str, float], None], drafting: Callable[[duckdb.DuckDBPyConnection], None]
    ) -> importing.ImportReport:
        return import_files([file], Store(tmp_path / "store", drafting=drafting), TODAY, progress=tell)

    with monkeypatch.context() as patch:
        patch.setattr("dashboard.intake.importing.renew_marts", count_forever)
        job = Stoppable(work)
        wait_for(begun)
        job.stop()
    with pytest.raises(Cancelled):
        job.result()
    assert Store(tmp_path / "store").current() == before
    assert not list((tmp_path / "store" / "snapshots").glob(".*"))
    report = import_files([file], Store(tmp_path / "store", lock_wait_s=1), TODAY)  # the lock is free again
    assert [r.changed for r in report.registers] == [1]


def test_each_step_of_an_import_is_told_before_it_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "v.csv"
    file.write_text(VILLAGES, encoding="utf-8")
    told: list[tuple[str, float]] = []
    import_files([file], Store(tmp_path / "store"), TODAY, progress=lambda step, share: told.append((step, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert [step for step, _ in told].count("counting") > 60  # each mart, measure and check is a step
    assert list(dict.fromkeys(step for step, _ in told)) == ["reading", "checking", "storing", "counting", "publishing"]

"""What an office does around an import by command: who it was, headings it taught, redo, reasons in the very file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dashboard.__main__ import main
from dashboard.commands.import_ import GIVES_WAY
from dashboard.intake.importing import import_files
from dashboard.intake.taught import KnownHeadings, Lesson
from dashboard.settings import ROOT, Settings
from dashboard.store import Store
from dashboard.store.history import batches

Captured = pytest.CaptureFixture[str]
HEAD = ["ปีงบประมาณ", "รหัสหมู่บ้าน", "ชื่อหมู่บ้าน", "ผู้ดูแลจริง"]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAMMACHIP_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("SAMMACHIP_TODAY", "2017-06-30")
    return tmp_path / "store"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Two villages, the name of one missing."""
    book = openpyxl.Workbook()
    for row in (HEAD, [2560, "39040107", "บ้านโนน", "นางสมร"], [2560, "39040108", None, "นายดี"]):
        book.active.append(row)
    book.save(tmp_path / "ก.xlsx")
    return tmp_path / "ก.xlsx"


def test_a_file_that_cannot_be_read_is_told_once(store: Path, tmp_path: Path, capsys: Captured) -> None:
    page = tmp_path / "ก.xls"
    page.write_text("<html><table>", encoding="utf-8")
    assert main(["import", str(page)]) == 2
    said = capsys.readouterr()
    assert "ก.xls" in said.err
    assert len(said.err.splitlines()) == 1
    assert said.out == ""
    page.with_suffix(".csv").write_text("ก,ข\n1,2\n", encoding="utf-8")
    assert main(["import", str(page.with_suffix(".csv"))]) == 2
    assert "sammachip template" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "setpriority"), reason="the system has no priorities")
def test_an_import_gives_way_to_whoever_looks_at_pages(store: Path, workbook: Path) -> None:
    script = (
        "import os, sys; from dashboard.__main__ import main; main(['import', sys.argv[1]]);"
        " print(os.getpriority(os.PRIO_PROCESS, 0), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(workbook)], cwd=ROOT, capture_output=True, check=True)
    assert int(done.stderr.split()[-1]) >= GIVES_WAY


def test_an_import_of_all_or_nothing_is_no_trouble_of_the_store(
    store: Path, workbook: Path, tmp_path: Path, capsys: Captured
) -> None:
    good = tmp_path / "ดี.csv"
    good.write_text("ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n2560,39040107,บ้านโนน\n", encoding="utf-8")
    assert main(["import", str(good)]) == 0
    assert main(["import", "--strict", str(workbook)]) == 1
    capsys.readouterr()
    assert main(["--language", "en", "check"]) == 0
    assert "did not succeed" not in capsys.readouterr().out


def test_who_imported_took_back_and_put_in_again_is_told(store: Path, workbook: Path, capsys: Captured) -> None:
    assert main(["import", str(workbook), "--by", "นายก"]) == 1
    assert main(["undo", "--by", "นายข"]) == 0
    assert main(["redo", "--by", "นายค"]) == 0
    assert main(["redo"]) == 2
    capsys.readouterr()
    assert main(["batches"]) == 0
    assert capsys.readouterr().out.rstrip().endswith("· โดย นายก")
    with Store(store).current().open() as con:
        (batch,) = batches(con)
    assert [(s.step, s.done_by) for s in batch.steps] == [("undone", "นายข"), ("redone", "นายค")]


def test_headings_that_were_matched_on_the_page_are_known_to_the_command(
    store: Path, workbook: Path, capsys: Captured
) -> None:
    KnownHeadings(store).teach([Lesson("villages", "ผู้ดูแลจริง", "officer")])
    assert main(["import", str(workbook)]) == 1
    assert "ผู้ดูแลจริง" not in capsys.readouterr().out
    with Store(store).current().open() as con:
        assert con.execute("select officer from villages").fetchall() == [("นางสมร",)]


def test_the_reasons_are_written_into_the_file_that_came_in(store: Path, workbook: Path, tmp_path: Path) -> None:
    main(["import", str(workbook)])
    out = tmp_path / "back.xlsx"
    assert main(["rejects", "1", "-o", str(out), "--of", str(workbook)]) == 0
    page = openpyxl.load_workbook(out).active
    assert [page["C3"].comment is not None, page["B2"].value, page["E1"].value] == [
        True, "39040107", "เหตุผลที่ไม่รับ",
    ]  # fmt: skip
    page.parent.active["C3"].value = "บ้านหนอง"
    page.parent.save(out)
    assert main(["import", str(out)]) == 0


def test_another_file_is_refused_in_words(store: Path, workbook: Path, tmp_path: Path, capsys: Captured) -> None:
    main(["import", str(workbook)])
    other = tmp_path / "ข.xlsx"
    other.write_bytes(workbook.read_bytes())
    assert main(["rejects", "1", "-o", str(tmp_path / "back.xlsx"), "--of", str(other)]) == 2
    assert re.search("ข.xlsx.*ไม่มีแถวที่ไม่รับของชุดนี้มาจากไฟล์นี้", capsys.readouterr().err)
    assert not (tmp_path / "back.xlsx").exists()


class _Stopped(Exception):
    pass


def test_whoever_stops_an_import_at_any_step_finds_everything_as_it_was(store: Path, workbook: Path) -> None:
    settings = Settings(store=store, today=date(2017, 6, 30))
    import_files([workbook], Store(store), settings)
    before = Store(store).current()
    told: list[tuple[str, float]] = []
    import_files([workbook], Store(store), settings, dry_run=True, progress=lambda *step: told.append(step))
    steps = [step for step, _ in told]
    assert list(dict.fromkeys(steps)) == ["reading", "checking", "storing", "counting"]
    assert [share for _, share in told] == sorted(share for _, share in told)
    first, last = {s: steps.index(s) for s in steps}, {s: i for i, s in enumerate(steps)}
    for stop in sorted({*first.values(), *last.values(), len(steps)}):  # the last one is publishing
        seen = 0

        def tell(_step: str, _share: float, stop: int = stop) -> None:
            nonlocal seen
            seen += 1
            if seen > stop:
                raise _Stopped

        with pytest.raises(_Stopped):
            import_files([workbook], Store(store), settings, progress=tell)
        assert Store(store).current() == before
        assert not list((store / "snapshots").glob(".building*"))

"""The audit log: what left is written down, and a log that somebody changed says so."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.access.audit import AuditLog, Event, Verdict
from dashboard.errors import AuditUnwritable

DECK = Event("export.deck", "ขอนแก่น.pptx", "40", "2017-06-30", {"officer": "นาย ก"}, 31)


@pytest.fixture
def log(tmp_path: Path) -> AuditLog:
    found = AuditLog(tmp_path / "store", "real")
    for n in range(1, 4):
        found.add(Event("export.table", f"{n}.csv", count=n))
    return found


def lines(log: AuditLog) -> list[str]:
    return log.path.read_text(encoding="utf-8").splitlines()


def write(log: AuditLog, found: list[str]) -> None:
    log.path.write_text("".join(f"{line}\n" for line in found), encoding="utf-8")


def test_a_record_says_who_took_what(tmp_path: Path) -> None:
    log = AuditLog(tmp_path, "example")
    assert log.records() == []
    assert log.verify() == Verdict(0)
    written = log.add(DECK)
    assert (written.n, written.event) == (1, DECK)
    assert log.records() == [written]
    row = json.loads(lines(log)[0])
    assert {key: row[key] for key in ("n", "who", "what", "file", "area", "as_of", "filters", "count", "names")} == {
        "n": 1, "who": "local", "what": "export.deck", "file": "ขอนแก่น.pptx", "area": "40", "as_of": "2017-06-30",
        "filters": {"officer": "นาย ก"}, "count": 31, "names": False,
    }  # fmt: skip
    assert log.path.name == "audit.example.jsonl"


def test_a_log_that_nobody_touched_is_sound_and_the_newest_comes_first(log: AuditLog) -> None:
    assert log.verify() == Verdict(3)
    assert [record.event.file for record in log.records(2)] == ["3.csv", "2.csv"]


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        (lambda found: [found[0], found[1].replace("2.csv", "9.csv"), found[2]], Verdict(1, 2, "changed")),
        (lambda found: [found[0].replace('"n": 1,', '"n": 2,'), *found[1:]], Verdict(0, 1, "changed")),
        (lambda found: [found[0], found[2]], Verdict(1, 2, "order")),
        (lambda found: [found[0], found[2], found[1]], Verdict(1, 2, "order")),
        (lambda found: [*found, found[2]], Verdict(3, 4, "order")),
        (lambda found: [found[0], "{}", *found[1:]], Verdict(1, 2, "unreadable")),
        (lambda found: [found[0], found[1][:40]], Verdict(1, 2, "unreadable")),
        (lambda found: found[:2], Verdict(2, 3, "cut")),
        (lambda _: [], Verdict(0, 1, "cut")),
    ],
)
def test_a_log_that_somebody_changed_says_where(log: AuditLog, change: object, verdict: Verdict) -> None:
    write(log, change(lines(log)))  # type: ignore[operator]
    assert log.verify() == verdict


def test_a_log_that_was_made_anew_without_its_second_file_is_cut(log: AuditLog) -> None:
    log.path.with_suffix(".head").unlink()
    assert log.verify() == Verdict(3, 4, "cut")


def test_half_a_line_after_a_power_cut_stays_and_is_told_of(log: AuditLog) -> None:
    with log.path.open("ab") as file:
        file.write(b'{"n": 4, "at"')
    assert log.add(DECK).n == 4
    assert log.verify() == Verdict(3, 4, "unreadable")
    assert [record.n for record in log.records()] == [4, 3, 2, 1]


def test_a_log_longer_than_what_is_read_at_once_goes_on(tmp_path: Path) -> None:
    log = AuditLog(tmp_path, "real")
    for n in range(30):
        log.add(Event("export.table", "ก" * 300, count=n))
    assert log.verify() == Verdict(30)


def _add_many(folder: Path, n: int) -> None:
    for _ in range(n):
        AuditLog(folder, "real").add(DECK)


def test_several_at_once_leave_one_chain(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_add_many, args=(tmp_path, 10)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert AuditLog(tmp_path, "real").verify() == Verdict(30)


def test_what_cannot_be_written_down_does_not_leave(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("not a folder")
    with pytest.raises(AuditUnwritable):
        AuditLog(tmp_path / "store", "real").add(DECK)


def test_the_command_lists_and_checks_the_log(
    small_store: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    folder = tmp_path / "store"
    shutil.copytree(small_store, folder)
    monkeypatch.setenv("SAMMACHIP_STORE", str(folder))
    log = AuditLog(folder, "real")
    log.add(DECK)
    log.add(Event("export.table", "หมู่บ้าน.csv", "4016", count=5))
    assert main(["audit", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [(r["n"], r["file"], r["count"]) for r in answer["records"]] == [(2, "หมู่บ้าน.csv", 5), (1, "ขอนแก่น.pptx", 31)]
    assert main(["audit"]) == 0
    assert "ขอนแก่น.pptx" in capsys.readouterr().out
    assert main(["audit", "--verify"]) == 0
    capsys.readouterr()
    log.path.write_text(log.path.read_text(encoding="utf-8").replace("31", "13"), encoding="utf-8")
    assert main(["audit", "--verify", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"records": 0, "broken_line": 1, "why": "changed"}
    assert main(["audit", "--verify", "--language", "en"]) == 1
    assert "line 1" in capsys.readouterr().out

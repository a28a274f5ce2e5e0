"""`sammachip deck` as an office types it: files, exit codes, words, and the audit log."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pptx import Presentation

from dashboard.__main__ import main
from dashboard.access.audit import AuditLog

Captured = pytest.CaptureFixture[str]
ON = ("--as-of", "2017-05-31")


@pytest.fixture
def store(small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "store"
    shutil.copytree(small_store, folder, ignore=shutil.ignore_patterns("audit.*"))
    monkeypatch.setenv("SAMMACHIP_STORE", str(folder))
    return folder


def test_a_deck_is_written_and_noted(store: Path, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "deck.pptx"
    asked = ["--area", "๔๐", *ON, "--since", "31/1/2560", "--slides", "title,area.4016", "--lang", "en"]
    assert main(["deck", *asked, "--out", str(out)]) == 0
    said = capsys.readouterr().out
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(str(out)).slides]
    assert titles[0].endswith("Khon Kaen province")
    assert str(len(titles)) in said
    (record,) = AuditLog(store, "real").records()
    event = record.event
    assert (event.what, event.file, event.area, event.as_of) == ("export.deck", "deck.pptx", "40", "2017-05-31")
    assert (event.count, event.names, event.filters["since"]) == (len(titles), False, "2017-01-31")


@pytest.mark.parametrize(
    "wrong",
    [
        ["--area", "99"],
        ["--area", "4x"],
        ["--since", "2017-05-31"],
        ["--since", "soon"],
        ["--slides", "nonsense"],
        ["--measure", "nonsense"],
        ["--scenario", "nonsense"],
        ["--out", "deck.odp"],
    ],
)
def test_what_cannot_be_done_is_told_in_words(store: Path, wrong: list[str], tmp_path: Path, capsys: Captured) -> None:
    out = [] if "--out" in wrong else ["--out", str(tmp_path / "deck.pptx")]
    assert main(["deck", *ON, *out, *wrong]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip()
    assert "Traceback" not in told.err
    assert list(tmp_path.glob("*.pptx")) == []
    assert AuditLog(store, "real").records() == []


def test_an_empty_store_has_no_meeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("SAMMACHIP_STORE", str(tmp_path / "nothing"))
    assert main(["deck", "--out", str(tmp_path / "deck.pptx")]) == 2
    assert capsys.readouterr().err.strip()


def test_a_broken_log_lets_nothing_leave(store: Path, tmp_path: Path, capsys: Captured) -> None:
    (store / "audit.real.jsonl").mkdir()
    assert main(["deck", *ON, "--slides", "title", "--out", str(tmp_path / "deck.pptx")]) == 2
    assert not (tmp_path / "deck.pptx").exists()
    assert "audit.real.jsonl" in capsys.readouterr().err

"""Names of uploaded files are names and no paths, whatever they look like: all stays in a folder of its own."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.ui.import_page.dropped import on_disk
from dashboard.ui.meeting_files.jobs import Jobs

NAMES = (
    "../../etc/cron.d/x.csv",
    "/etc/passwd",
    "..\\..\\x.xlsx",
    "a/b/c.csv",
    "....//x.csv",
    "ก" * 60 + ".csv",
    ". .csv",
)


@dataclass
class Uploaded:
    name: str

    def getbuffer(self) -> bytes:
        return b"data"


@pytest.mark.parametrize("name", NAMES)
def test_an_upload_stays_in_its_folder(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with on_disk([Uploaded(name), Uploaded(name)]) as paths:
        assert len({path for path, _ in paths}) == 2
        for path, _ in paths:
            assert path.resolve().is_relative_to(tmp_path.resolve())
            assert path.read_bytes() == b"data"
        assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2
    assert list(tmp_path.iterdir()) == []  # and is gone at the end


@pytest.mark.parametrize("name", NAMES[:5])
def test_a_file_in_the_making_stays_in_its_folder(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    jobs = Jobs()
    job = jobs.start(name, lambda path, _progress, _stop: path.parent.joinpath("made").touch())
    for _ in range(600):
        if job.ended_at is not None:
            break
        time.sleep(0.05)
    assert job.path.resolve().is_relative_to(tmp_path.resolve())
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["made"]
    jobs.clear()

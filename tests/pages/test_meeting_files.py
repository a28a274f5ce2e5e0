"""The meeting page's files: asked for by a button, made in the background, fetched, called off, written down."""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from dashboard.access.audit import AuditLog
from dashboard.ui.meeting_files.drawing import _JOB, all_jobs
from dashboard.ui.meeting_files.jobs import Job

Open = Callable[..., AppTest]


@pytest.fixture
def folder(small_store: Path, tmp_path: Path) -> Iterator[Path]:
    shutil.copytree(small_store, tmp_path / "store", ignore=shutil.ignore_patterns("audit.*", "decisions.*"))
    yield tmp_path / "store"
    all_jobs().clear()


def job_of(app: AppTest) -> Job:
    job = all_jobs().get(app.session_state[_JOB])
    assert job is not None
    return job


def ended(app: AppTest) -> Job:
    job, end = job_of(app), time.monotonic() + 60
    while job.is_running:
        assert time.monotonic() < end
        time.sleep(0.05)
    return job


def keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button if button.key}


def test_a_deck_is_made_in_the_background_and_fetched(folder: Path, open_app: Open) -> None:
    app = open_app(folder, "../pages/meeting.py", area="40")
    assert {"meeting_file_pptx", "meeting_file_pdf", "meeting_file_docx", "meeting_file_png"} <= keys(app)
    app.button(key="meeting_file_pptx").click().run()
    job = ended(app)
    assert job.state == "done"
    app.run()
    assert not app.exception
    (fetch,) = [element for element in app.get("download_button") if "deck-40-2017-05-31.pptx" in element.proto.label]
    assert fetch is not None
    deck = Presentation(io.BytesIO(job.path.read_bytes()))
    assert len(deck.slides) > 8
    (record,) = AuditLog(folder, "real").records()
    assert (record.event.what, record.event.file, record.event.area, record.event.names) == (
        "export.deck", "deck-40-2017-05-31.pptx", "40", False,
    )  # fmt: skip


def test_names_are_told_only_when_somebody_says_so(folder: Path, open_app: Open) -> None:
    app = open_app(folder, "../pages/meeting.py", area="40")
    app.checkbox(key="meeting_files_names").check().run()
    app.button(key="meeting_file_docx").click().run()
    assert ended(app).state == "done"
    (record,) = AuditLog(folder, "real").records()
    assert (record.event.what, record.event.names, record.event.few) == ("export.report", True, False)


def test_one_that_is_called_off_leaves_no_file_and_no_record(
    folder: Path, open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard.ui.meeting_files import drawing

    made = drawing.make_file

    def slow(
        meeting: object, path: Path, progress: Callable[[int, int], None], stop: Callable[[], bool], **own: object
    ) -> None:
        while not stop():
            time.sleep(0.01)
        made(meeting, path, progress, stop, **own)  # type: ignore[arg-type]

    monkeypatch.setattr(drawing, "make_file", slow)
    app = open_app(folder, "../pages/meeting.py", area="40")
    app.button(key="meeting_file_pptx").click().run()
    app.run()
    assert "meeting_file_cancel" in keys(app)
    assert "meeting_file_pptx" not in keys(app)
    app.button(key="meeting_file_cancel").click().run()
    job = ended(app)
    assert job.state == "cancelled"
    assert not job.folder.exists()
    app.run()
    assert "meeting_file_pptx" in keys(app)
    assert AuditLog(folder, "real").records() == []


def test_a_file_that_cannot_be_made_is_told_of_in_words(
    folder: Path, open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMMACHIP_BROWSER", "/nowhere/chromium")
    app = open_app(folder, "../pages/meeting.py", area="40")
    app.button(key="meeting_file_png").click().run()
    assert ended(app).state == "failed"
    app.run()
    assert "SAMMACHIP_BROWSER" in app.error[0].value

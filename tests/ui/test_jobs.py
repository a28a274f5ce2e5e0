"""Files in the making: several at once but not too many, each with its progress and end, and no folder left behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard.errors import Cancelled, FileUnwritable, TooManyFiles
from dashboard.ui.meeting_files.jobs import Job, Jobs

Progress, Stop = Callable[[int, int], None], Callable[[], bool]


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    found = Jobs(at_once=2, most=4)
    yield found
    found.clear()


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def writes(path: Path, progress: Progress, _stop: Stop) -> None:
    progress(1, 2)
    path.write_text("made")
    progress(2, 2)


def waits(path: Path, progress: Progress, stop: Stop) -> None:
    """Writes half a file and goes on until it is called off."""
    path.write_text("half")
    progress(1, 9)
    while not stop():
        time.sleep(0.01)
    raise Cancelled


def test_a_file_is_made_and_can_be_fetched(jobs: Jobs) -> None:
    job = jobs.start("deck.pptx", writes)
    until(lambda: job.state == "done")
    assert (job.path.read_text(), job.n, job.of) == ("made", 2, 2)
    assert jobs.get(job.id) is job
    jobs.drop(job.id)
    assert jobs.get(job.id) is None
    assert not job.folder.exists()


def test_one_that_is_called_off_stops_and_leaves_nothing(jobs: Jobs) -> None:
    job = jobs.start("deck.pptx", waits)
    until(lambda: job.n == 1)
    assert job.path.exists()
    job.cancel()
    until(lambda: job.state == "cancelled")
    until(lambda: not job.folder.exists())


def test_one_that_fails_tells_why(jobs: Jobs) -> None:
    def fails(_path: Path, _progress: Progress, _stop: Stop) -> None:
        raise FileUnwritable(file="x")

    job = jobs.start("deck.pptx", fails)
    until(lambda: job.state == "failed")
    assert isinstance(job.error, FileUnwritable)
    until(lambda: not job.folder.exists())


def test_few_are_made_at_once_and_the_others_wait_their_turn(jobs: Jobs) -> None:
    busy, most, lock = 0, 0, threading.Lock()
    gate = threading.Event()

    def makes(path: Path, _progress: Progress, _stop: Stop) -> None:
        nonlocal busy, most
        with lock:
            busy, most = busy + 1, max(most, busy + 1)
        gate.wait(10)
        path.write_text("made")
        with lock:
            busy -= 1

    found: list[Job] = [jobs.start(f"{n}.pptx", makes) for n in range(4)]
    until(lambda: [job.state for job in found].count("making") == 2)
    assert [job.state for job in found].count("waiting") == 2
    with pytest.raises(TooManyFiles):
        jobs.start("one more.pptx", makes)
    gate.set()
    until(lambda: all(job.state == "done" for job in found))
    assert most == 2


def test_one_that_waits_is_called_off_without_being_begun() -> None:
    jobs = Jobs(at_once=1)
    first = jobs.start("first.pptx", waits)
    begun: list[Path] = []
    second = jobs.start("second.pptx", lambda path, _p, _s: begun.append(path))
    second.cancel()
    first.cancel()
    until(lambda: second.state == "cancelled")
    assert begun == []
    jobs.clear()


def test_what_ended_long_ago_is_removed() -> None:
    jobs = Jobs(kept_s=0)
    job = jobs.start("deck.pptx", writes)
    until(lambda: job.state == "done")
    time.sleep(0.01)
    jobs.sweep()
    assert jobs.get(job.id) is None
    assert not job.folder.exists()


def test_a_name_cannot_leave_its_folder(jobs: Jobs) -> None:
    job = jobs.start("../../elsewhere.pptx", writes)
    until(lambda: job.state == "done")
    assert job.path.parent == job.folder

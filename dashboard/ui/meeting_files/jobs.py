"""Files in the making: a few at once in threads of their own, each with its progress, its end and its own folder.

What is finished is kept for a while to be fetched, then its folder is removed; so is everything at the end of the
program. It must not know Streamlit or what a file holds.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from uuid import uuid4

from dashboard.errors import Cancelled, SammachipError, TooManyFiles

AT_ONCE = 2
MOST = 12  # those that wait and those in the making
KEPT_S = 30 * 60.0
State = Literal["waiting", "making", "done", "failed", "cancelled"]
# makes the file: is given where, told through the first call how far it is, asks by the second whether to stop
Make = Callable[[Path, Callable[[int, int], None], Callable[[], bool]], None]


@dataclass
class Job:
    """A file that somebody asked for: how it stands, and how far it is (`n` of `of`, 0 not begun)."""

    id: str
    name: str
    folder: Path
    state: State = "waiting"
    n: int = 0
    of: int = 0
    error: SammachipError | None = None
    ended_at: float | None = None
    _stop: threading.Event = field(default_factory=threading.Event)

    @property
    def path(self) -> Path:
        """Where the file stands once it is done."""
        return self.folder / self.name

    @property
    def is_running(self) -> bool:
        """Whether it waits or is in the making."""
        return self.state in ("waiting", "making")

    def cancel(self) -> None:
        """Call it off: what is in the making stops at its next step."""
        self._stop.set()

    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self._stop.is_set()

    def progress(self, n: int, of: int) -> None:
        """It is at step `n` of `of`."""
        self.n, self.of = n, of


class Jobs:
    """All files in the making of this program."""

    def __init__(self, at_once: int = AT_ONCE, most: int = MOST, kept_s: float = KEPT_S) -> None:
        self._turn = threading.Semaphore(at_once)
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._most, self._kept_s = most, kept_s
        atexit.register(self.clear)

    def start(self, name: str, make: Make) -> Job:
        """Begin to make a file of this name, or wait for a turn. Raises TooManyFiles."""
        self.sweep()
        with self._lock:
            if sum(job.is_running for job in self._jobs.values()) >= self._most:
                raise TooManyFiles(most=self._most)
            folder = Path(tempfile.mkdtemp(prefix="sammachip-file-"))
            job = Job(uuid4().hex, Path(name).name, folder)
            self._jobs[job.id] = job
        threading.Thread(target=self._run, args=(job, make), name=f"file-{job.name}", daemon=True).start()
        return job

    def get(self, id_: str) -> Job | None:
        """A job by its id; None when it was removed."""
        with self._lock:
            return self._jobs.get(id_)

    def drop(self, id_: str) -> None:
        """Forget a job: called off when it runs, its folder removed when it has ended."""
        job = self.get(id_)
        if job is None:
            return
        job.cancel()
        if not job.is_running:
            self._remove(job)

    def sweep(self) -> None:
        """Remove what ended long ago."""
        now = time.monotonic()
        with self._lock:
            old = [j for j in self._jobs.values() if j.ended_at is not None and now - j.ended_at > self._kept_s]
        for job in old:
            self._remove(job)

    def clear(self) -> None:
        """Call everything off and remove every folder."""
        with self._lock:
            jobs = list(self._jobs.values())
        for job in jobs:
            job.cancel()
            self._remove(job)

    def _remove(self, job: Job) -> None:
        with self._lock:
            self._jobs.pop(job.id, None)
        shutil.rmtree(job.folder, ignore_errors=True)

    def _run(self, job: Job, make: Make) -> None:
        with self._turn:
            try:
                if job.is_cancelled():
                    raise Cancelled()
                job.state = "making"
                make(job.path, job.progress, job.is_cancelled)
                if job.is_cancelled():
                    raise Cancelled()
                state: State = "done"
            except Cancelled:
                state = "cancelled"
            except SammachipError as error:
                job.error, state = error, "failed"
            except Exception:
                job.error, state = SammachipError(), "failed"  # its words ask to try again; the log has the rest
                raise
            finally:
                job.ended_at = time.monotonic()
                job.state = state
                if state != "done":
                    shutil.rmtree(job.folder, ignore_errors=True)

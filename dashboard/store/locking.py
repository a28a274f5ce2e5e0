"""One builder at a time: the lock of a store, and the words for whoever has to wait.

The operating system lets the lock go when its holder ends, however it ends. It must not know what is built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from dashboard.errors import StoreIsBusy, StoreIsBusyWith
from dashboard.store.disk import told_of_disk
from dashboard.store.journal import last_begun

Waiting = Callable[[str, str], None]
"""Told once, before waiting: who builds, and since when."""


def lock_path(folder: Path) -> Path:
    """The file that is locked."""
    return folder / "import.lock"


@contextmanager
def locked(folder: Path, wait_s: float, waiting: Waiting) -> Iterator[None]:
    """Hold the store's lock. Raises StoreIsBusy, naming who has it, after waiting; StoreNotWritable."""
    lock = FileLock(lock_path(folder))
    with told_of_disk(folder):
        (folder / "snapshots").mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            _wait(lock, folder, wait_s, waiting)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def locked_beside(path: Path) -> Iterator[None]:
    """Hold the lock of a small file that is kept beside the snapshots. Raises StoreIsBusy, StoreNotWritable."""
    with told_of_disk(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(path, timeout=_BESIDE_WAIT_S):
            yield
    except Timeout as error:
        raise StoreIsBusy(folder=path.parent.name) from error


_BESIDE_WAIT_S = 10


def _wait(lock: FileLock, folder: Path, wait_s: float, waiting: Waiting) -> None:
    holder = last_begun(folder)
    if holder is not None and wait_s > 0:
        waiting(holder.by, f"{holder.at:%H:%M}")
    try:
        lock.acquire(timeout=wait_s)
    except Timeout as error:
        holder = last_begun(folder)
        if holder is None:
            raise StoreIsBusy(folder=folder.name) from error
        raise StoreIsBusyWith(folder=folder.name, who=holder.by, since=f"{holder.at:%H:%M}") from error

"""Files that are whole or not there: written beside, flushed to the disk, and put in place in one step.

What a disk refuses (full, read-only, no permission) becomes an error in a person's words. It must not know what is
written.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import duckdb

from dashboard.errors import StoreNotWritable

_REASONS: Final = {
    errno.ENOSPC: "disk_full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "disk_read_only",
    errno.EACCES: "disk_not_permitted",
    errno.EPERM: "disk_not_permitted",
    errno.EIO: "disk_failing",
}
# what the engine says of the same, in the words of the operating systems
_SAID: Final = (
    ("No space left", "disk_full"),
    ("not enough space", "disk_full"),
    ("Disk quota exceeded", "disk_full"),
    ("File too large", "disk_full"),
    ("max_temp_directory_size", "disk_full"),
    ("Read-only file system", "disk_read_only"),
    ("Permission denied", "disk_not_permitted"),
    ("Access is denied", "disk_not_permitted"),
    ("Input/output error", "disk_failing"),
)


@contextmanager
def told_of_disk(folder: Path) -> Iterator[None]:
    """Raise StoreNotWritable for what the disk refuses inside; every other error goes on as it is."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        reason = _reason_of(error)
        if reason is None:
            raise
        raise StoreNotWritable(folder=folder.name, reason=reason) from error


def _reason_of(error: BaseException) -> str | None:
    if isinstance(error, OSError):
        return _REASONS.get(error.errno or 0)
    return next((reason for said, reason in _SAID if said in str(error)), None)


def write_whole(path: Path, text: str) -> None:
    """Replace a small file in one step that a crash cannot tear."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_text(text, encoding="utf-8")
        sync(fresh)
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(path: Path) -> None:
    """Flush a file or folder to the disk, so that a power cut cannot reorder what was published."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Take a file or folder away, if it is there and nobody (on Windows, a reader) holds it."""
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


TEMPORARY: Final = "sammachip-"
"""What the names of all folders begin with that are made to be thrown away."""


def sweep_leftovers(hours: float) -> list[str]:
    """Remove such folders that are older: uploads and files in the making of a program that was killed. Their names."""
    swept = []
    for path in Path(tempfile.gettempdir()).glob(f"{TEMPORARY}*"):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - hours * 3600:
                remove(path)
                swept.append(path.name)
    return swept

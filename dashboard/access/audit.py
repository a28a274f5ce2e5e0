"""The audit log: one line for each thing that was done or left, kept beside the snapshots and only ever added to.

Every record carries the digest of the one before it, so that a line that was changed, taken out or put in is found, and
a small second file names the last one, so that lines cut off at the end are missed too. That shows tampering by
somebody who edits the log; somebody who may write both files and knows how they are made could make them anew, so the
log is also worth copying away. It must not know what a deck or a table is.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from dashboard.errors import AuditUnwritable
from dashboard.persons import without_citizen_ids
from dashboard.store.disk import told_of_disk, write_whole
from dashboard.store.locking import locked_beside
from dashboard.store.snapshots import Kind

LOCAL = "local"  # who works at a dashboard without names
_START = "0" * 64
_CHUNK = 4096
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Event:
    """What was done or left: `what` is a code such as `export.deck`, `filters` the view's other filters as its address
    has them or other facts, `count` its rows or slides, `names` whether names of persons were told, `few` whether small
    groups were.
    """

    what: str
    file: str = ""
    area: str = ""
    as_of: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    count: int | None = None
    names: bool = False
    few: bool = False
    who: str = LOCAL


@dataclass(frozen=True, slots=True)
class Record:
    """An event with its number (1, 2, …), the moment it was written (ISO, with its offset) and the chain's digests."""

    n: int
    at: str
    event: Event
    before: str
    digest: str

    @property
    def head(self) -> str:
        """What to keep elsewhere, so that a log that is cut or made anew is noticed."""
        return f"{self.n}:{self.digest}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking a log found: how many records stand in order from the first on, and the first line that is not what
    it should be (None: all are); `why` is `changed`, `unreadable`, `order`, `cut` or `head`.
    """

    n: int
    broken_line: int | None = None
    why: str = ""


class AuditLog:
    """The log of a store's folder; that of example data is a file of its own."""

    def __init__(self, folder: Path, kind: Kind) -> None:
        self._folder = folder
        self.path = folder / f"audit.{kind}.jsonl"
        self._head = folder / f"audit.{kind}.head"

    def add(self, event: Event) -> Record:
        """Write a record; it is on the disk when this returns. Raises AuditUnwritable, StoreIsBusy."""
        with self._locked():
            last = self._last()
            facts = _plain(event, 1 if last is None else last.n + 1, _START if last is None else last.digest)
            record = _record(facts | {"digest": _digest(facts)})
            self._append(json.dumps(facts | {"digest": record.digest}, ensure_ascii=False).encode())
            self._name_last(record)
            return record

    def ready(self) -> None:
        """Raise AuditUnwritable, StoreNotWritable or StoreIsBusy where `add` would, before anything is done."""
        with self._locked():
            is_new = not self.path.exists()
            with self.path.open("ab"):
                pass
            if is_new:
                self.path.unlink()

    def records(self, most: int | None = None) -> list[Record]:
        """The records that can be read, the newest first, at most so many."""
        found = [record for record in (_read(line) for line in self._lines()) if record is not None]
        return found[::-1][:most]

    def verify(self, head: str = "") -> Verdict:
        """Whether the log is as it was written, from its first line on; `head` is a code kept elsewhere
        (`number:digest`) that it must still have.
        """
        n, before = 0, _START
        digests: set[str] = set()
        heads: set[str] = set()
        for line, text in enumerate(self._lines(), start=1):
            record = _read(text)
            if record is None:
                return Verdict(n, line, "unreadable")
            if record.digest != _digest(_plain(record.event, record.n, record.before, record.at)):
                return Verdict(n, line, "changed")
            if record.n != n + 1 or record.before != before:
                return Verdict(n, line, "order")
            n, before = record.n, record.digest
            digests.add(before)
            heads.add(f"{n}:{before}")
        known = self._known_last()
        if known not in digests and (known or n > 1):  # a power cut may come between the first line and its name
            return Verdict(n, n + 1, "cut")
        return Verdict(n, n + 1, "head") if head and head not in heads else Verdict(n)

    def _lines(self) -> Iterator[bytes]:
        """Line by line; of a last one that was not finished, what there is."""
        if not self.path.exists():
            return
        with self.path.open("rb") as file:
            for line in file:
                yield line.rstrip(b"\n")

    def _last(self) -> Record | None:
        """The last record that can be read."""
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            return next((record for line in _backwards(file) if (record := _read(line)) is not None), None)

    def _append(self, line: bytes) -> None:
        try:
            with self.path.open("ab+") as file:
                if file.tell() and not _ends_line(file):  # a power cut left half a line: it stays, and is told of
                    line = b"\n" + line
                file.write(line + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise AuditUnwritable(file=self.path.name) from error

    def _known_last(self) -> str:
        try:
            return self._head.read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return ""

    def _name_last(self, record: Record) -> None:
        try:
            write_whole(self._head, record.digest + "\n")
        except OSError as error:
            raise AuditUnwritable(file=self._head.name) from error

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with told_of_disk(self._folder), locked_beside(self._folder / "audit.lock"):
                yield
        except OSError as error:  # a disk that takes nothing at all is told as such
            raise AuditUnwritable(file=self.path.name) from error


def _plain(event: Event, n: int, before: str, at: str = "") -> dict[str, Any]:
    """A record without its digest, in the order in which it is written."""
    facts = asdict(event)
    for key in ("file", "who"):
        facts[key] = without_citizen_ids(facts[key])[:_LONGEST]
    facts["filters"] = {key: without_citizen_ids(str(text))[:_LONGEST] for key, text in sorted(event.filters.items())}
    return {"n": n, "at": at or datetime.now().astimezone().replace(microsecond=0).isoformat(), **facts,
            "before": before}  # fmt: skip


def _digest(facts: Mapping[str, Any]) -> str:
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _read(line: bytes) -> Record | None:
    """The record of a line; None when it is none."""
    try:
        return _record(json.loads(line))
    except (ValueError, KeyError, TypeError):
        return None


def _record(row: dict[str, Any]) -> Record:
    n, at, before, digest = row["n"], row["at"], row["before"], row["digest"]
    event = Event(**{key: value for key, value in row.items() if key not in ("n", "at", "before", "digest")})
    if not (isinstance(n, int) and all(isinstance(text, str) for text in (at, before, digest, event.what))):
        raise ValueError("record")
    if not isinstance(event.filters, dict):
        raise ValueError("filters")
    return Record(n, at, event, before, digest)


def _ends_line(file: BinaryIO) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"


def _backwards(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file from its end on."""
    place = file.seek(0, os.SEEK_END)
    rest = b""
    while place:
        step = min(_CHUNK, place)
        place = file.seek(place - step)
        lines = (file.read(step) + rest).split(b"\n")
        rest = lines[0]
        yield from (line for line in reversed(lines[1:]) if line)
    if rest:
        yield rest

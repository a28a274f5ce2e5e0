"""What happened to a store, line by line: who began to build a snapshot, what was published, what was found damaged.

A file beside the snapshots (`journal.jsonl`), for `check` and for whoever waits. Nothing depends on it: a line that
cannot be written or read is passed over, and no number comes from it.
"""

from __future__ import annotations

import getpass
import json
import logging
import os
import platform
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from dashboard import logs
from dashboard.store.disk import write_whole

_log = logging.getLogger(logs.NAME)
FILE: Final = "journal.jsonl"
_MOST_BYTES: Final = 512 * 1024
_KEPT_LINES: Final = 1_000
_ENDS: Final = ("published", "given_up", "restored")


@dataclass(frozen=True)
class Entry:
    """One line: `event` is begun, published, given_up, damaged, restored or tidied; `facts` what else is known."""

    at: datetime
    event: str
    by: str
    facts: dict[str, Any] = field(default_factory=dict)


def note(folder: Path, event: str, **facts: Any) -> None:
    """Add a line, to the log too; nothing happens where it cannot be written."""
    _log.info("store %s", event, extra={"facts": facts})
    line = {"at": datetime.now().isoformat(timespec="seconds"), "event": event, "by": _who(), **facts}
    with suppress(OSError):
        path = folder / FILE
        if path.exists() and path.stat().st_size > _MOST_BYTES:
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            write_whole(path, "\n".join(lines[-_KEPT_LINES:]) + "\n")
        with path.open("a", encoding="utf-8") as file:
            file.write(("" if _ends_whole(path) else "\n") + json.dumps(line, ensure_ascii=False) + "\n")


def entries(folder: Path) -> list[Entry]:
    """Every line that can be read, the oldest first."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            facts = json.loads(line)
            at, event, by = datetime.fromisoformat(facts.pop("at")), str(facts.pop("event")), str(facts.pop("by"))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            continue
        found.append(Entry(at, event, by, facts))
    return found


def last_begun(folder: Path) -> Entry | None:
    """The line of whoever builds a snapshot now, or None when the last one ended."""
    for entry in reversed(entries(folder)):
        if entry.event in _ENDS:
            return None
        if entry.event == "begun":
            return entry
    return None


def interrupted(folder: Path) -> list[Entry]:
    """The builds that began and never ended, the oldest first; one that is going on is the last of them."""
    found: list[Entry] = []
    open_: Entry | None = None
    for entry in entries(folder):
        if entry.event == "begun":
            found += [open_] if open_ else []
            open_ = entry
        elif entry.event in _ENDS:
            open_ = None
    return found + ([open_] if open_ else [])


def _ends_whole(path: Path) -> bool:
    """Whether the last line was written to its end."""
    if not path.exists() or path.stat().st_size == 0:
        return True
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _who() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "?"
    return f"{user}@{platform.node() or '?'}"

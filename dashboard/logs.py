"""The program's log: one line for each event, as words or as JSON for a collector (`SAMMACHIP_LOG`).

A line tells what failed and where in the program. What an error quoted is left out: it may be a cell of a register. It
must not know what is logged.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

NAME: Final = "sammachip"
MOST_PLACES: Final = 6
_ROOT: Final = Path(__file__).resolve().parent.parent


class Lines(logging.Formatter):
    """Records as lines: `at level said`, then `error` and `where` of an exception and whatever `facts` came along."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        facts: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "said": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            facts["error"] = record.exc_info[0].__name__
            facts["where"] = [
                f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-MOST_PLACES:]
            ]
        if self._kind == "json":
            return json.dumps(facts, ensure_ascii=False, default=str)
        head = " ".join(str(facts.pop(key)) for key in ("at", "level", "said"))
        tail = " ".join(f"{key}={json.dumps(value, ensure_ascii=False, default=str)}" for key, value in facts.items())
        return f"{head} {tail}".rstrip()


def _short(path: str) -> str:
    """A file inside the project by its path there, any other by its name: no machine's folders in a log."""
    found = Path(path)
    return found.relative_to(_ROOT).as_posix() if found.is_relative_to(_ROOT) else found.name


class _StandardError(logging.Handler):
    """Writes to what standard error is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(self.format(record) + "\n")


@cache
def begin(kind: str) -> None:
    """Let the program's log, and that of the server it runs in, speak in one kind of lines (`text` or `json`)."""
    log = logging.getLogger(NAME)
    handler = _StandardError()
    handler.setFormatter(Lines(kind))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    for name in list(logging.root.manager.loggerDict):
        if name.split(".")[0] in ("streamlit", "uvicorn"):
            for other in logging.getLogger(name).handlers:
                other.setFormatter(Lines(kind))

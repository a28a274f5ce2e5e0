"""How far long work is, on standard error: one changing line on a terminal, in a log a line for each step."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from dashboard.messages import say

CLEAR = "\r\x1b[K"


class Steps:
    """`tell(step, share)` takes a key of `progress.…` and the part of the whole that is done, 0 to 1."""

    def __init__(self, language: str, out: TextIO | None = None, *, logged: bool = True) -> None:
        self._out = out or sys.stderr
        self._logged = logged
        self._language = language
        self._shown = ""
        self._step = ""

    def tell(self, step: str, share: float) -> None:
        """Say it, where it says something new."""
        words = say(self._language, f"progress.{step}")
        line = say(self._language, "progress.at", step=words, percent=round(share * 100))
        if self._out.isatty():
            if line != self._shown:
                print(f"{CLEAR}{line}", end="", file=self._out, flush=True)
        elif self._logged and step != self._step:
            print(line, file=self._out, flush=True)
        self._shown, self._step = line, step

    def clear(self) -> None:
        """Leave nothing of the changing line behind."""
        if self._shown and self._out.isatty():
            print(CLEAR, end="", file=self._out, flush=True)


@contextmanager
def steps(language: str, *, logged: bool = True) -> Iterator[Steps]:
    """Tell steps while the block runs; without `logged` only on a terminal."""
    found = Steps(language, logged=logged)
    try:
        yield found
    finally:
        found.clear()

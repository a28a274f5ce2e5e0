"""Sessions are drawn in turns: a few at once, the others wait for theirs.

Fifty threads that draw at the same time do little but hand Streamlit's locks to each other, so that nobody gets a page:
a few keep the processors as busy. Work that takes long gives its turn up meanwhile. It must not know what is drawn.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

AT_ONCE: Final = 2 * (os.cpu_count() or 1)


class Turns:
    """So many turns at once; a thread that has one may take it again."""

    def __init__(self, at_once: int) -> None:
        self._free = threading.Semaphore(at_once)
        self._own = threading.local()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn and keep it."""
        if getattr(self._own, "has", False):
            yield
            return
        self._free.acquire()
        self._own.has = True
        try:
            yield
        finally:
            self._own.has = False
            self._free.release()

    @contextmanager
    def given_up(self) -> Iterator[None]:
        """Let somebody else have the turn while this takes long; wait for another one after it."""
        if not getattr(self._own, "has", False):
            yield
            return
        self._own.has = False
        self._free.release()
        try:
            yield
        finally:
            self._free.acquire()
            self._own.has = True


drawing = Turns(AT_ONCE)

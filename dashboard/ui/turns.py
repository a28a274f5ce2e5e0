"""Sessions are drawn in turns: a few at once, the others wait for theirs.

Fifty threads that draw at the same time do little but hand Streamlit's locks to each other, so that nobody gets a page:
a few keep the processors as busy. Whoever clicked comes before windows that are drawn anew because others stored
something, and of these one is drawn at a time. Work that takes long gives its turn up meanwhile. It must not know what is
drawn.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Final

AT_ONCE: Final = 2 * (os.cpu_count() or 1)
LOOKS_S: Final = 0.1
"""Between two looks whether a turn is still wanted."""


class Turns:
    """So many turns at once, so many of them for what nobody asked for; a thread that has one may take it again."""

    def __init__(self, at_once: int, unasked: int = 1) -> None:
        self._most = {True: at_once, False: unasked}
        self._changed = threading.Condition()
        self._waiting: list[tuple[bool, int, threading.Event]] = []
        self._numbers = count()
        self._drawn = {True: 0, False: 0}
        self._still_since = time.monotonic()
        self._own = threading.local()

    @contextmanager
    def taken(self, *, asked: bool = True, wanted: Callable[[], object] | None = None) -> Iterator[None]:
        """Wait for a turn and keep it; those who asked go first. `wanted` is called now and then while it waits, and
        raises where nobody waits for this any more.
        """
        if self._has() is not None:
            yield
            return
        self._take(asked, wanted)
        try:
            yield
        finally:
            self._give()

    @contextmanager
    def given_up(self) -> Iterator[None]:
        """Let somebody else have the turn while this takes long; wait for another one after it."""
        asked = self._has()
        if asked is None:
            yield
            return
        self._give()
        try:
            yield
        finally:
            self._take(asked)

    def wait_until_still(self, seconds: float) -> None:
        """Return when nobody has had a turn for so long."""
        with self._changed:
            while self._busy() or (left := self._still_since + seconds - time.monotonic()) > 0:
                self._changed.wait(None if self._busy() else left)

    def _has(self) -> bool | None:
        """Whether this thread's turn is for what was asked; None without one."""
        return getattr(self._own, "asked", None)

    def _take(self, asked: bool, wanted: Callable[[], object] | None = None) -> None:
        waits = (not asked, next(self._numbers), threading.Event())
        with self._changed:
            heappush(self._waiting, waits)
            self._let_in()
        try:
            while not waits[2].wait(wanted and LOOKS_S):
                if wanted:
                    wanted()
        except BaseException:
            self._leave(waits)
            raise
        self._own.asked = asked

    def _leave(self, waits: tuple[bool, int, threading.Event]) -> None:
        with self._changed:
            if waits in self._waiting:
                self._waiting.remove(waits)
                heapify(self._waiting)
            else:  # its turn had just come
                self._end(asked=not waits[0])

    def _give(self) -> None:
        with self._changed:
            asked, self._own.asked = self._own.asked, None
            self._end(asked=asked)

    def _end(self, *, asked: bool) -> None:
        self._drawn[asked] -= 1
        self._let_in()
        if not self._busy():
            self._still_since = time.monotonic()
            self._changed.notify_all()

    def _let_in(self) -> None:
        while self._waiting:
            asked = not self._waiting[0][0]
            if self._busy() >= self._most[True] or (not asked and self._drawn[False] >= self._most[False]):
                return
            heappop(self._waiting)[2].set()
            self._drawn[asked] += 1

    def _busy(self) -> int:
        return sum(self._drawn.values())


drawing = Turns(AT_ONCE)

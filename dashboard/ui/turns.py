"""Sessions are drawn in turns: a few at once, the others wait for theirs.

Fifty threads that draw at the same time do little but hand Streamlit's locks to each other, so that nobody gets a page:
a few keep the processors as busy. Windows that are drawn anew because others stored something wait until nobody who
clicked is drawn, but not for long: then they go before all who clicked after they came. Work that takes long gives its
turn up meanwhile. It must not know what is drawn.
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
PATIENT_S: Final = 1.5
"""How long what nobody asked for waits behind what somebody did."""

Waiting = tuple[bool, int, threading.Event]


class Turns:
    """So many turns at once; a thread that has one may take it again."""

    def __init__(self, at_once: int, patient_s: float = PATIENT_S) -> None:
        self._at_once, self._patient_s = at_once, patient_s
        self._changed = threading.Condition()
        self._waiting: list[Waiting] = []
        self._numbers = count()
        self._n_drawn = 0
        self._still_since = time.monotonic()
        self._own = threading.local()

    @contextmanager
    def taken(self, *, asked: bool = True, wanted: Callable[[], object] = int) -> Iterator[None]:
        """Wait for a turn and keep it; those who asked go first. `wanted` is called now and then while it waits, and
        raises where nobody waits for this any more.
        """
        if self._has:
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
        if not self._has:
            yield
            return
        self._give()
        try:
            yield
        finally:
            self._take(asked=True)

    def wait_until_still(self, seconds: float) -> None:
        """Return when nobody has had a turn for so long."""
        with self._changed:
            while self._n_drawn or (left := self._still_since + seconds - time.monotonic()) > 0:
                self._changed.wait(None if self._n_drawn else left)

    @property
    def _has(self) -> bool:
        """Whether this thread has a turn."""
        return getattr(self._own, "has", False)

    def _take(self, asked: bool, wanted: Callable[[], object] = int) -> None:
        waits, patient_until = self._queue(asked), time.monotonic() + self._patient_s
        try:
            while not waits[2].wait(LOOKS_S):
                wanted()
                if not asked and time.monotonic() > patient_until:
                    self._leave(waits)
                    asked, waits = True, self._queue(asked=True, number=waits[1])  # before who clicked since
        except BaseException:
            self._leave(waits)
            raise
        self._own.has = True

    def _give(self) -> None:
        self._own.has = False
        with self._changed:
            self._end()

    def _queue(self, asked: bool, number: int | None = None) -> Waiting:
        waits = (not asked, next(self._numbers) if number is None else number, threading.Event())
        with self._changed:
            heappush(self._waiting, waits)
            self._let_in()
        return waits

    def _leave(self, waits: Waiting) -> None:
        with self._changed:
            if waits in self._waiting:
                self._waiting.remove(waits)
                heapify(self._waiting)
            else:  # its turn had just come
                self._end()

    def _end(self) -> None:
        self._n_drawn -= 1
        self._let_in()
        if not self._n_drawn:
            self._still_since = time.monotonic()
            self._changed.notify_all()

    def _let_in(self) -> None:
        while self._waiting:
            unasked, _, may_go = self._waiting[0]
            if self._n_drawn >= (1 if unasked else self._at_once):
                return
            heappop(self._waiting)
            self._n_drawn += 1
            may_go.set()


drawing = Turns(AT_ONCE)

"""Work that will likely be asked for next, done by one thread while no page is drawn and none was just now.

What was wished last is done first, and the oldest wishes are dropped: people have gone on by then. Whoever asks for
what it is just making waits for it. It must not know what the work is.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from enum import IntEnum
from typing import Final

from dashboard.errors import SammachipError
from dashboard.logs import NAME
from dashboard.ui.turns import drawing

Work = Callable[[], object]


class Urgency(IntEnum):
    """What is wished first of all, and what when nothing else is."""

    FIRST = 0
    NEXT = 1
    LAST = 2


STILL_S: Final = 0.25
"""After a page is drawn the browser works, often on the same processors, and people click again."""


class Ahead:
    """At most `most` wishes of each urgency wait; without `start` none is taken."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._wishes: tuple[OrderedDict[Hashable, Work], ...] = tuple(OrderedDict() for _ in Urgency)
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to work, until the program ends."""
        with self._changed:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="ahead", daemon=True)
                self._thread.start()

    @property
    def works(self) -> bool:
        """Whether wishes are taken."""
        return self._thread is not None

    def wish(self, key: Hashable, work: Work, urgency: Urgency = Urgency.NEXT) -> None:
        """Do this before what was wished earlier and is not more urgent. A wish of the same key is replaced."""
        if self._thread is None:
            return
        with self._changed:
            wishes = self._wishes[urgency]
            wishes[key] = work
            wishes.move_to_end(key)
            while len(wishes) > self._most:
                wishes.popitem(last=False)
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: any(self._wishes))
            drawing.wait_until_still(STILL_S)
            with self._changed:
                _, work = next(filter(None, self._wishes)).popitem()
            try:
                work()
            except SammachipError:
                pass  # whoever asks for it is told
            except Exception:
                logging.getLogger(NAME).warning("work ahead failed", exc_info=True)

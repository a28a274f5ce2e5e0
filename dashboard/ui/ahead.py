"""Work that will likely be asked for next, done by one thread while no page is drawn and none was just now.

What was wished last is done first, and the oldest wishes are dropped: people have gone on by then. Whoever asks for
what it is just making waits for it. It must not know what the work is.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

from dashboard.errors import SammachipError
from dashboard.logs import NAME
from dashboard.ui.turns import drawing

Work = Callable[[], object]
STILL_S: Final = 0.25
"""After a page is drawn the browser works, often on the same processors, and people click again."""


class Ahead:
    """At most `most` wishes of each urgency wait; without `start` none is taken."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._wishes: OrderedDict[Hashable, Work] = OrderedDict()
        self._first: OrderedDict[Hashable, Work] = OrderedDict()
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

    def wish(self, key: Hashable, work: Work, *, first: bool = False) -> None:
        """Do this before what was wished earlier; what comes `first` before all that does not.

        A wish of the same key is replaced.
        """
        if self._thread is None:
            return
        with self._changed:
            wishes = self._first if first else self._wishes
            wishes[key] = work
            wishes.move_to_end(key)
            while len(wishes) > self._most:
                wishes.popitem(last=False)
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._first or self._wishes)
            drawing.wait_until_still(STILL_S)
            with self._changed:
                _, work = (self._first or self._wishes).popitem()
            try:
                work()
            except SammachipError:
                pass  # whoever asks for it is told
            except Exception:
                logging.getLogger(NAME).warning("work ahead failed", exc_info=True)

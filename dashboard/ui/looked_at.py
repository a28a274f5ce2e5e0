"""What people lately looked at, to be made again before they are shown a newer state.

It must not know what it is.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from threading import Lock
from typing import Final, Generic, TypeVar

from dashboard.errors import SammachipError

MOST: Final = 100
LATELY_S: Final = 600.0
TAKES_S: Final = 1.0
"""How long people wait at most for a newer state so that it is ready."""

W = TypeVar("W")


class LookedAt(Generic[W]):
    """At most `MOST` of it, what was looked at last first."""

    def __init__(self) -> None:
        self._noted: OrderedDict[Hashable, tuple[float, W]] = OrderedDict()
        self._lock = Lock()

    def note(self, key: Hashable, what: W) -> None:
        """Somebody looked at this now."""
        with self._lock:
            self._noted[key] = time.monotonic(), what
            self._noted.move_to_end(key)
            while len(self._noted) > MOST:
                self._noted.popitem(last=False)

    def each(self, make: Callable[[W], object]) -> None:
        """Make what was looked at lately, for as long as people wait; what is refused is left out."""
        with self._lock:
            noted = list(reversed(self._noted.values()))
        begun = time.monotonic()
        for when, what in noted:
            now = time.monotonic()
            if now - begun > TAKES_S or now - when > LATELY_S:
                return
            with suppress(SammachipError):  # whoever asks for it is told
                make(what)

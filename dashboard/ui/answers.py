"""Answers that are remembered by the content of what was asked, for all sessions; the least used go first.

Each asker gets a copy, so that nobody changes what another sees. Of several who ask the same at once one works it out.
It stands in the place of `st.cache_data`, which hashes every argument anew and takes a third of a page's time for that.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from threading import Lock
from typing import Any


class Answers:
    """At most `most` answers, kept as bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._working: dict[Hashable, tuple[Lock, int]] = {}
        self._lock = Lock()

    def of(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The answer of a key, made when it is not there. What `make` raises is not kept."""
        found = self._find(key)
        if found is None:
            with self._alone(key):
                found = self._find(key)
                if found is None:
                    found = pickle.dumps(make(), protocol=pickle.HIGHEST_PROTOCOL)
                    self._keep(key, found)
        return pickle.loads(found)  # noqa: S301 - our own bytes

    def clear(self) -> None:
        """Forget every answer."""
        with self._lock:
            self._kept.clear()

    def _find(self, key: Hashable) -> bytes | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: Hashable, found: bytes) -> None:
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    @contextmanager
    def _alone(self, key: Hashable) -> Iterator[None]:
        """One at a time for a key; askers of other keys do not wait."""
        with self._lock:
            lock, waiting = self._working.get(key, (Lock(), 0))
            self._working[key] = lock, waiting + 1
        try:
            with lock:
                yield
        finally:
            with self._lock:
                waiting = self._working[key][1] - 1
                self._working[key] = lock, waiting
                if not waiting:
                    del self._working[key]


def content(value: Any) -> Hashable:
    """What tells a value apart from another by its content. Raises TypeError for one that cannot be told.

    True and 1 are not the same, nor are 1 and 1.0.
    """
    match value:
        case str() | None:
            return value
        case bool() | int() | float():
            return type(value), value
        case list() | tuple():
            return type(value), tuple(content(part) for part in value)
        case Mapping():
            return dict, tuple((key, content(part)) for key, part in sorted(value.items()))
        case set() | frozenset():
            return frozenset, frozenset(content(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value), tuple(content(getattr(value, name)) for name in _names(type(value)))
    hash(value)
    return type(value), value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))

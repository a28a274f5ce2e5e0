"""Answers that are remembered by the content of what was asked, for all sessions; the least used go first.

Each asker gets a copy, so that nobody changes what another sees. Of several who ask the same at once one works it out.
It stands in the place of `st.cache_data`, which hashes every argument anew and takes a third of a page's time for that.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from threading import Lock
from typing import Any

from dashboard.ui.kept import Kept


class Answers:
    """Answers, at most `most` bytes of all together."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._cleared = 0
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._working: dict[Hashable, tuple[Lock, int]] = {}
        self._lock = Lock()

    def of(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The answer of a key, made when it is not there. What `make` raises is not kept."""
        found = self._find(key)
        if found is None:
            with self._alone(key):
                found = self._find(key)
                if found is None:
                    cleared = self._cleared
                    found = self._keep(key, make(), cleared)
        return found.read()

    def of_many(self, group: Hashable, member: str, make: Callable[[], Mapping[str, Any]]) -> Any | None:
        """The answer of one of a group whose answers are made together; None where `make` has none of it."""
        found = self._find(self.member(group, member))
        if found is None:
            with self._alone(group):
                found = self._find(self.member(group, member))
                if found is None and self._may_have(group, member):
                    cleared = self._cleared
                    made = make()
                    for name, answer in made.items():
                        self._keep(self.member(group, name), answer, cleared)
                    self._keep((group, _MEMBERS), frozenset(made), cleared)
                    return made.get(member)
        return None if found is None else found.read()

    def kept(self, key: Hashable) -> Any | None:
        """The answer of a key if it is there."""
        found = self._find(key)
        return None if found is None else found.read()

    def move(self, old: Hashable, new: Hashable) -> None:
        """Keep an answer under another key instead."""
        with self._lock:
            if old in self._kept:
                replaced = self._kept.pop(new, None)
                self._size -= replaced.size if replaced else 0
                self._kept[new] = self._kept.pop(old)

    @staticmethod
    def member(group: Hashable, name: str) -> Hashable:
        """The key of one of a group."""
        return group, name

    def has_made(self, group: Hashable) -> bool:
        """Whether the answers of a group were made, and are not forgotten."""
        return self._find((group, _MEMBERS)) is not None

    def members(self, group: Hashable) -> tuple[str, ...]:
        """The members of a group whose answers are there, where they were made together."""
        made = self._find((group, _MEMBERS))
        if made is None:
            return ()
        with self._lock:
            return tuple(sorted(name for name in made.read() if self.member(group, name) in self._kept))

    def carry(self, old: Hashable, new: Hashable, members: Iterable[str]) -> None:
        """Keep the answers of some members under another group instead, which from now on has no others."""
        cleared, carried = self._cleared, frozenset(members)
        for name in carried:
            self.move(self.member(old, name), self.member(new, name))
        self.move((old, _MEMBERS), (new, _MEMBERS))
        self._keep((new, _MEMBERS), carried, cleared)

    def _may_have(self, group: Hashable, member: str) -> bool:
        members = self._find((group, _MEMBERS))
        return members is None or member in members.read()

    def clear(self) -> None:
        """Forget every answer, also those that are being made."""
        with self._lock:
            self._kept.clear()
            self._size = 0
            self._cleared += 1

    def _find(self, key: Hashable) -> Kept | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, key: Hashable, answer: Any, cleared: int) -> Kept:
        found = Kept(answer)
        with self._lock:
            if cleared != self._cleared:
                return found
            before = self._kept.pop(key, None)
            self._size += found.size - (before.size if before else 0)
            self._kept[key] = found
            while self._size > self._most:
                _, forgotten = self._kept.popitem(last=False)
                self._size -= forgotten.size
        return found

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


_MEMBERS = None  # of a group: under this instead of a member's name


def content(value: Any) -> Hashable:
    """What tells a value apart from another by its content. Raises TypeError for one that cannot be told.

    True and 1 are not the same, nor are 1 and 1.0.
    """
    kind: Any = type(value)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return kind, tuple([content(part) for part in value])
    if names := _names(kind):
        return kind, tuple([content(getattr(value, name)) for name in names])
    if isinstance(value, Mapping):
        return dict, tuple([(key, content(part)) for key, part in sorted(value.items())])
    if isinstance(value, set | frozenset):
        return frozenset, frozenset(content(part) for part in value)
    hash(value)
    return kind, value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()

"""What is made when somebody looks at it: a page shows few rows of a long list, and hardly anybody takes its files.

A file is made on another thread, where there is no session: `as_now` makes it for who looked when the page was drawn,
in the words of that page, of the snapshot that it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

from dashboard.errors import StoreIsEmpty
from dashboard.store import Snapshot
from dashboard.ui.opened import showing, snapshot
from dashboard.ui.viewer import acting_as, viewer
from dashboard.ui.words import speaking, speech

R = TypeVar("R")
T = TypeVar("T")


class Later(Sequence[T], Generic[T]):
    """`n` rows, all made by `make` when the first of them is looked at."""

    def __init__(self, n: int, make: Callable[[], Sequence[T]]) -> None:
        self._n = n
        self._make = make
        self._made: Sequence[T] | None = None

    def __len__(self) -> int:
        return self._n

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if self._made is None:
            self._made = self._make()
        return self._made[at]


class Each(Sequence[T], Generic[R, T]):
    """What `make` gives of each of `rows`, made one by one when it is looked at."""

    def __init__(self, rows: Sequence[R], make: Callable[[R], T]) -> None:
        self._rows = rows
        self._make = make
        self._made: dict[int, T] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self._rows)))]
        if at not in self._made:
            self._made[at] = self._make(self._rows[at])
        return self._made[at]


def as_now(make: Callable[[], T]) -> Callable[[], T]:
    """The same work done later on whatever thread, as it would be done now."""
    person, said, now = viewer(), speech(), _shown()

    def made() -> T:
        with acting_as(person), speaking(said), showing(now):
            return make()

    return made


def _shown() -> Snapshot | None:
    try:
        return snapshot()
    except StoreIsEmpty:  # what is known without a store can be taken along, too
        return None

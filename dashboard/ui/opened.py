"""What is open: the newest snapshot and whatever is read beside it, each with its connections; and what was answered.

A new snapshot is noticed because the pointer is read on every rerun; of a large file samples are looked at before it
is shown, and all of it soon after. The one before is closed when the last who reads it has ended; whoever asks for it
later opens it again for as long as they read. Its answers stay while there is room: an import leaves most of them right
(`held`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING, Final

from dashboard.errors import SammachipError
from dashboard.settings import read_settings
from dashboard.store import Snapshot, store_for_reading
from dashboard.store.scoped import cursor_for, make_scope, open_scoped
from dashboard.store.seals import SMALL
from dashboard.store.snapshots import pointer_of
from dashboard.store.upgrade import up_to_date
from dashboard.ui.answers import Answers

if TYPE_CHECKING:
    import duckdb

answers = Answers(128 << 20)
MOST_SCOPES: Final = 100
"""Sets of areas whose views and sums are kept, one to three megabytes each: every province has room."""
WHOLE_AFTER_S: Final = 10.0
"""When a file that is shown is read whole: not while everybody asks for what is in it."""


class Opened:
    """A snapshot with its connections, made when they are needed.

    It is closed when the last who holds it lets it go; `_changing` is held for both.
    """

    def __init__(self, now: Snapshot) -> None:
        self.now = now
        self._n_held = 0
        self._whole: duckdb.DuckDBPyConnection | None = None
        self._scoped: duckdb.DuckDBPyConnection | None = None
        self._scopes: dict[tuple[str, ...], str] = {}
        self._opening, self._scoping = Lock(), Lock()

    def hold(self) -> Opened:
        """Keep it open."""
        self._n_held += 1
        return self

    def let_go(self) -> Callable[[], None]:
        """What closes it, where nobody else holds it: to be called when `_changing` is free again."""
        self._n_held -= 1
        if self._n_held:
            return lambda: None
        if _opened.get(self.now) is self:
            del _opened[self.now]
        return self._close

    def _close(self) -> None:
        for con in (self._whole, self._scoped):
            if con is not None:
                con.close()

    def drop(self) -> None:
        """Have its connections closed when the cursors that are read at this moment are."""
        with self._opening, self._scoping:
            self._whole, self._scoped, self._scopes = None, None, {}

    def cursor(self, areas: tuple[str, ...]) -> duckdb.DuckDBPyConnection:
        """A cursor that reads the rows of some areas and no others (none = the nation). Raises SnapshotUnreadable."""
        return self._of_areas(areas) if areas else self._of_all()

    def _of_all(self) -> duckdb.DuckDBPyConnection:
        with self._opening:
            if self._whole is None:
                self._whole = self.now.open()
            return self._whole.cursor()

    def _of_areas(self, areas: tuple[str, ...]) -> duckdb.DuckDBPyConnection:
        with self._scoping:
            scope = self._scopes.get(areas)
            if scope is None and len(self._scopes) >= MOST_SCOPES:
                self._scoped, self._scopes = None, {}  # whoever reads there at this moment reads it to the end
            if self._scoped is None:
                self._scoped = open_scoped(self.now)
            if scope is None:
                scope = self._scopes[areas] = make_scope(self._scoped, areas)
            return cursor_for(self._scoped, scope)


preparing: Final[list[Callable[[Snapshot], object]]] = []
"""What is done of a newer snapshot before people are shown it, while they see the one before."""
_opened: dict[Snapshot, Opened] = {}
_changing = Lock()


@contextmanager
def holding(now: Snapshot) -> Iterator[Opened]:
    """A snapshot, open inside."""
    with _changing:
        opened = _opened.setdefault(now, Opened(now)).hold()
    try:
        yield opened
    finally:
        with _changing:
            close = opened.let_go()
        close()


@contextmanager
def reading(now: Snapshot, areas: tuple[str, ...]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor on a snapshot that reads the rows of some areas and no others (none = the nation)."""
    with holding(now) as opened, opened.cursor(areas) as cursor:
        yield cursor


def snapshot() -> Snapshot:
    """The newest snapshot at this moment; inside `showing`, the one that is shown.

    Raises StoreIsEmpty, SnapshotUnreadable.
    """
    shown = _showing.get()
    if shown is None:
        shown = _known() or _found()
    return shown


Marks = tuple[tuple[str, tuple[int, int, int] | None], ...]
_newest: tuple[Marks, Opened] | None = None
_finding = Lock()
_showing: ContextVar[Snapshot | None] = ContextVar("showing", default=None)


def _known() -> Snapshot | None:
    """The newest snapshot, where nothing has changed since it was looked for."""
    if (newest := _newest) is None:
        return None
    marks, opened = newest
    return opened.now if marks == _marks(*_pointers(), opened.now.path) else None


def _ready() -> Snapshot:
    """The newest snapshot; while it is made ready, which takes a while, the one before if that is still there."""
    if _finding.locked() and (newest := _newest) is not None:
        marks, opened = newest
        if marks[-1:] == _marks(opened.now.path):
            return opened.now
    return snapshot()


def _found() -> Snapshot:
    global _newest
    with _finding:  # it is looked at and made ready: once for all who wait for it
        if (known := _known()) is not None:
            return known
        pointers = _marks(*_pointers())
        found = up_to_date(store_for_reading(read_settings(), quick=True))
        _forget_removed(found.path)
        if _newest is not None:
            with showing(found):
                for prepare in preparing:
                    prepare(found)
        with _changing:
            before = _newest
            _newest = (*pointers, *_marks(found.path)), _opened.setdefault(found, Opened(found)).hold()
            close = before and before[1].let_go()
        if close:
            close()
        if found.path.stat().st_size > SMALL:
            _read_whole_later()
        return found


_reading_whole: Timer | None = None


def _read_whole_later() -> None:
    """Have the file read whole when people have what they asked of it; what is shown by then counts."""
    global _reading_whole
    if _reading_whole is None or not _reading_whole.is_alive():
        _reading_whole = Timer(WHOLE_AFTER_S, _read_whole)
        _reading_whole.daemon = True
        _reading_whole.start()


def _read_whole() -> None:
    """Read the file of what is shown whole; where it is damaged the last good one is shown from now on."""
    newest = _newest
    try:
        whole = store_for_reading(read_settings()).current()
    except SammachipError:
        forget()  # whoever looks is told
    else:
        if newest is not None and whole.trouble != newest[1].now.trouble:
            forget()


_shown: set[Path] = set()


def _forget_removed(path: Path) -> None:
    """Forget everything when a state that was shown is gone from the disk: maybe somebody's data had to go."""
    if path not in _shown:
        if not all(shown.exists() for shown in _shown):
            forget()  # who is in the middle of an old one is refused, so that no more answers of it are kept
            _shown.clear()
        _shown.add(path)


def is_newest(now: Snapshot) -> bool:
    """Whether it is what people are shown who look from now on."""
    return now == _known()


@contextmanager
def showing(now: Snapshot | None) -> Iterator[None]:
    """Whatever is asked inside is asked of this snapshot, also when there is a newer one; of None, of the newest."""
    token = _showing.set(now)
    try:
        with holding(now) if now else nullcontext():
            yield
    finally:
        _showing.reset(token)


@contextmanager
def showing_newest() -> Iterator[None]:
    """Whatever is asked inside is asked of what is the newest snapshot now, or was until a moment ago; with none,
    everything asks for itself.
    """
    try:
        now = _ready()
    except SammachipError:
        yield
    else:
        with showing(now):
            yield


def _pointers() -> tuple[Path, Path]:
    settings = read_settings()
    return pointer_of(settings.real_store), pointer_of(settings.example_store)


def _marks(*paths: Path) -> Marks:
    """What changes when a file is replaced or touched."""
    return tuple((str(path), _mark(path)) for path in paths)


def _mark(path: Path) -> tuple[int, int, int] | None:
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_ino, seen.st_mtime_ns, seen.st_size


def forget() -> None:
    """Forget every answer and close every snapshot: what they hold was erased."""
    global _newest
    answers.clear()
    with _changing:
        for opened in _opened.values():
            opened.drop()
        _opened.clear()
        before, _newest = _newest, None
        close = before and before[1].let_go()
    if close:
        close()

"""Everything that is held about one person, and its erasure: from every kept state of the store, the small files beside
them, and what a restored backup put aside.

The audit log says that it was done, by whom and how much, never about whom. What stays is told: the audit log itself,
backups, and files that the office keeps elsewhere. It must not know how it is asked for.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.access.acting import doing
from dashboard.access.audit import AuditLog
from dashboard.access.roles import Person
from dashboard.errors import StoreHasItsOwn
from dashboard.store.disk import write_whole
from dashboard.store.lake import Lake
from dashboard.store.lake_erasing import n_aside, taken_out
from dashboard.store.locking import locked_beside
from dashboard.store.personal import Held, Search, Subject
from dashboard.store.renewing import Progress, renew
from dashboard.store.snapshots import Store
from dashboard.store.upgrade import up_to_date


@dataclass(frozen=True)
class Holding:
    """Every cell of the newest state, the small files with how many texts about the person each has, the earlier kept
    states that are about the person too, and the lines of the audit log that name them.
    """

    held: tuple[Held, ...]
    beside: tuple[tuple[str, int], ...]
    n_states: int
    n_audited: int


@dataclass(frozen=True)
class Erased:
    """How many rows in how many states and how many texts beside them were emptied, and the sign that stands there."""

    n_rows: int
    n_states: int
    n_texts: int
    sign: str


def holding(store: Store, log: AuditLog, subject: Subject, lake: Lake | None = None) -> Holding:
    """What is held, in the lake that the store shows where one is named. Raises StoreIsEmpty, SnapshotUnreadable."""
    newest = up_to_date(store)
    states = 0
    with newest.open() if lake is None else lake.reading() as con:
        search = Search(con, subject)
        held, keys = tuple(search.held()), search.keys()
        beside = [(path.name, _in_file(path, search, keys, "")[1]) for path in _small_files(store)]
        audited = sum(search.replaced(line, "") != line for line in _lines(log.path))
        states += lake is not None and n_aside(con, search) > 0
    for path in store.kept_files():
        snapshot = store.kept_snapshot(path.stem, newest.kind)
        if snapshot is not None and path != newest.path:
            with snapshot.open() as con:
                states += any(True for _ in Search(con, subject).held())
    return Holding(held, tuple((name, n) for name, n in beside if n), states, audited)


def erase(
    store: Store,
    log: AuditLog,
    person: Person,
    subject: Subject,
    progress: Progress = lambda _step, _share: None,
    lake: Lake | None = None,
) -> Erased:
    """Take everything out, of the lake that the store shows, too, where one is named. It may be asked for again after a
    crash.

    Raises NotAllowed, OutsideYourAreas, AuditUnwritable, StoreIsBusy, StoreNotWritable, StoreIsEmpty, StoreHasItsOwn.
    """
    if lake is not None and not store.is_fed:
        raise StoreHasItsOwn(folder=store.folder.name)
    sign = f"××× {secrets.token_hex(3)}"
    with doing(log, person, "person.erasing", areas=("",), sign=sign):
        newest = up_to_date(store)
    nowhere = nullcontext((0, frozenset[str]()))
    with (
        doing(log, person, "person.erased", areas=("",), sign=sign) as act,
        nowhere if lake is None else taken_out(lake, subject, sign) as (n_lake, keys),
    ):
        with newest.open() as con:
            search = Search(con, subject)
            keys |= search.keys()
            n_texts = sum(_erase_in_file(path, search, keys, sign) for path in _small_files(store))
        n_rows, n_states = renew(store, lambda con: Search(con, subject).take_out(sign), progress, fed=lake is not None)
        n_rows, n_states = n_rows + n_lake, n_states + (n_lake > 0)
        act.count = n_rows
        act.facts |= {"states": str(n_states), "texts": str(n_texts)}
    return Erased(n_rows, n_states, n_texts, sign)


def _small_files(store: Store) -> Iterator[Path]:
    """What is kept beside the states: decisions, scenarios, templates, headings; and what a restore put aside."""
    yield from sorted(store.folder.glob("*.json"))
    yield from sorted(store.folder.glob("before-*/*.json"))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _erase_in_file(path: Path, search: Search, keys: frozenset[str], sign: str) -> int:
    with locked_beside(path.with_name(f"{path.name.split('.')[0]}.lock")):
        text, n = _in_file(path, search, keys, sign)
        if n:
            write_whole(path, text)
    return n


def _in_file(path: Path, search: Search, keys: frozenset[str], sign: str) -> tuple[str, int]:
    """A small file with the sign in the place of the person, and how many of its texts that changed."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "", 0
    counted: list[str] = []

    def replaced(text: str) -> str:
        new = search.replaced(text, sign)
        for key in keys:
            new = new.replace(key, sign)
        if new != text:
            counted.append(new)
        return new

    return json.dumps(_each(content, replaced), ensure_ascii=False, indent=1), len(counted)


def _each(value: Any, change: Callable[[str], str]) -> Any:
    """The same with every text changed."""
    match value:
        case str():
            return change(value)
        case list():
            return [_each(part, change) for part in value]
        case dict():
            return {change(key): _each(part, change) for key, part in value.items()}
    return value

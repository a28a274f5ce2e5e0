"""One published state of a store, and one in the making.

It must not know how a state is published or which one is the newest.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dashboard.errors import SnapshotUnreadable
from dashboard.store.seals import Kind

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
# the most that the engine takes while a state is made; what does not fit it keeps on the disk beside the draft
DRAFT_CONFIG = CONFIG | {"memory_limit": "2GB"}
# a state that is read keeps of its file what fits; the dearest question takes 50 MB beside that
READING_CONFIG = CONFIG | {"memory_limit": "1GB"}
_log = logging.getLogger("sammachip")


@dataclass(frozen=True)
class Trouble:
    """Why another snapshot is used than the one that should be: `code` (pointer, missing or content) of a `file`."""

    code: str
    file: str


@dataclass(frozen=True)
class Snapshot:
    """One published state of a store. `id` sorts by age; `kind` says whether the data is real.

    `trouble` is set when this is the last good snapshot instead of the newest one.
    """

    path: Path
    kind: Kind
    is_empty: bool = False
    trouble: Trouble | None = None

    @property
    def id(self) -> str:
        """The name that caches and batches know this state by."""
        return self.path.stem

    def open(self) -> duckdb.DuckDBPyConnection:
        """A read-only connection; use one `cursor()` of it per call, never the connection from two threads.

        Raises SnapshotUnreadable when the file is missing or damaged.
        """
        try:
            return duckdb.connect(str(self.path), read_only=True, config=READING_CONFIG)
        except duckdb.Error as error:
            _log.warning("snapshot %s cannot be opened: %s", self.path.name, error)
            reason = "snapshot_content" if self.path.exists() else "snapshot_missing"
            raise SnapshotUnreadable(file=self.path.name, reason=reason) from error


@dataclass
class Building:
    """A snapshot in the making: a private copy of the base, open for writing. Mark `is_empty` when it holds no rows.

    `counts` says whether its marts are made together with it, `renewed` of which provinces alone the rows of
    `since.PARTED` tables are others than the base's (None: of any).
    """

    con: duckdb.DuckDBPyConnection
    id: str
    base: Snapshot | None
    is_empty: bool = False
    needed: frozenset[str] = field(default_factory=frozenset)
    counts: bool = True
    renewed: tuple[str, ...] | None = None

    def begin_batch(self, provinces: Set[str]) -> int:  # noqa: ARG002 - nobody else writes here
        """From here on rows of these provinces ('' = rows of none) are written; the number of their batch."""
        number: int = self.con.execute("select coalesce(max(batch_id), 0) + 1 from batches").fetchall()[0][0]
        return number

    def set_aside(self, table: str, where: str, values: Sequence[object] = ()) -> None:
        """The rows `r` of a table are about to be replaced or removed; the base has them."""

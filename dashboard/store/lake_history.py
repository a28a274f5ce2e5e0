"""Taking back a batch of a lake, and putting it in again: as `history` does, but province by province.

What other provinces brought since stays: the newest batch is the newest one of the same provinces. It must not know how
what a batch replaced is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import duckdb

from dashboard import sql
from dashboard.errors import SnapshotNotKept
from dashboard.store.aside import newest_standing, places, put_in, take_out
from dashboard.store.history import to_redo, to_undo
from dashboard.store.lake import Lake, again


def undo(lake: Lake, batch_id: int | None = None, done_by: str = "") -> int:
    """Take back the newest batch of its provinces that is not undone (default: of the lake), exactly; its number.

    Raises NothingToUndo, UnknownBatch, UndoOutOfOrder, SnapshotNotKept, StoreIsBusy, LakeMoved, LakeUnreachable.
    """
    return _step(lake, "undone", _State.to_undo, take_out, batch_id, done_by)


def redo(lake: Lake, batch_id: int | None = None, done_by: str = "") -> int:
    """Put the batch in again that was taken back last of its provinces (default: of the lake), exactly; its number.

    Raises NothingToRedo, UnknownBatch, RedoOutOfOrder, StoreIsBusy, LakeMoved, LakeUnreachable.
    """
    return _step(lake, "redone", _State.to_redo, put_in, batch_id, done_by)


class _State:
    """The batches of a lake as a connection sees them: when each was taken back, and where each wrote upon what."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.undone_at: dict[int, datetime | None] = {
            batch: undone_at for batch, _, undone_at in sql.rows(con, "history/batch_snapshots")
        }
        self.places = places(con)
        self._newest = newest_standing(con)

    def to_undo(self, batch_id: int | None) -> int:
        found = to_undo(self._stands(batch_id), batch_id)
        if not self._is_kept(found):
            raise SnapshotNotKept(batch=found)
        return found

    def to_redo(self, batch_id: int | None) -> int:
        stands = self._stands(batch_id)
        undone = {batch: at for batch in stands if (at := self.undone_at[batch]) is not None}
        latest = sorted(undone, key=lambda batch: (undone[batch], -batch), reverse=True)
        return to_redo(stands, batch_id, next(filter(self._fits, latest), None))

    def _stands(self, batch_id: int | None) -> dict[int, bool]:
        """Batch → whether it stands, of those that share a province with this one; of all where none is named."""
        own = self.places.get(batch_id or 0, {}).keys()
        return {
            batch: undone_at is None
            for batch, undone_at in self.undone_at.items()
            if batch_id in (None, batch) or own & self.places.get(batch, {}).keys()
        }

    def _is_kept(self, batch_id: int) -> bool:
        where = self.places.get(batch_id, {"": None})  # a version before noted none
        return None not in where.values()

    def _fits(self, batch_id: int) -> bool:
        """Whether what stands where the batch wrote is what it was written upon."""
        where = self.places.get(batch_id, {})
        return self._is_kept(batch_id) and all(self._newest.get(p, 0) == follows for p, follows in where.items())


def _step(
    lake: Lake,
    step: str,
    meant: Callable[[_State, int | None], int],
    move: Callable[[duckdb.DuckDBPyConnection, int], None],
    batch_id: int | None,
    done_by: str,
) -> int:
    """Do it where nobody else writes, if the batch is still the one that was meant when its turn comes."""
    with lake.opened() as con:
        state = _State(con)
    batch = meant(state, batch_id)
    provinces = state.places[batch].keys()

    def attempt() -> int:
        with lake.building("real") as building:
            building.take_turn(provinces)
            con = building.con
            con.execute("begin")
            meant(_State(con), batch)
            move(con, batch)
            sql.execute(con, f"history/mark_{step}", batch_id=batch)
            sql.execute(con, "history/note_step", batch_id=batch, step=step, done_by=done_by)
        return batch

    return again(attempt)

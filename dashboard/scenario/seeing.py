"""The villages that a scenario takes out of a view and into it.

A projection and a pace are worked out from weeks, so those of these villages are taken away and added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from dashboard.filters import Filters
from dashboard.scenario.changes import Change, In, Out
from dashboard.scenario.membership import group_keys, is_in, moves_of
from dashboard.scenario.standing import EVERYTHING, Ground, Standing, fetch_standings, ground_of

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Moved:
    """Village codes: of the view, but not of the scenario; of the scenario, but not of the view.

    Where most of the view's villages leave, `left` are those that do not: to be read instead of the view; `out` is then
    not told.
    """

    out: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    left: tuple[str, ...] | None = None

    @property
    def parts(self) -> tuple[tuple[int, tuple[str, ...] | None], ...]:
        """What the scenario's villages are added up from: how many times, and which villages (None = the view's)."""
        if self.left is not None:
            return ((1, (*self.left, *self.into)),)
        moves = ((-1, self.out), (1, self.into))
        return ((1, None), *((times, villages) for times, villages in moves if villages))


NOT_MOVED = Moved()


def fetch_moved(con: duckdb.DuckDBPyConnection, filters: Filters, changes: Sequence[Change]) -> Moved:
    """What areas and groups out and in make of a view; other filters of the view stay in force for what comes in."""
    moving = [change for change in changes if isinstance(change, Out | In)]
    if not moving:
        return NOT_MOVED
    view = filters.areas or (EVERYTHING,)
    known = {code for change in moving for code in change.areas or view}.union(view, filters.without)
    ground = ground_of(filters, group_keys(moving), known)
    before, after = moves_of((), view, filters.without), moves_of(moving, view, filters.without)
    found: dict[tuple[bool, bool], list[Standing]] = {}
    for alike in fetch_standings(con, ground, "of all"):
        state = is_in(alike.code, (), view, before), is_in(alike.code, alike.groups, view, after)
        found.setdefault(state, []).append(alike)
    n_leave, n_stay = (sum(alike.n_villages for alike in found.get(state, ())) for state in (_LEAVES, _STAYS))
    leave, stay, come = (partial(_codes, con, ground, found.get(state, ())) for state in (_LEAVES, _STAYS, _COMES))
    return Moved((), come(), stay()) if n_leave > n_stay else Moved(leave(), come())


# whether villages are in the view, and whether they are in the scenario
_STAYS, _LEAVES, _COMES = (True, True), (True, False), (False, True)


def _codes(con: duckdb.DuckDBPyConnection, ground: Ground, chosen: Sequence[Standing]) -> tuple[str, ...]:
    """The villages that stand so; those that were only counted are asked for."""
    if any(alike.villages is None for alike in chosen):
        places = {(alike.code, alike.groups) for alike in chosen}
        chosen = [alike for alike in fetch_standings(con, ground, None) if (alike.code, alike.groups) in places]
    return tuple(sorted(village for alike in chosen for village in alike.villages or ()))

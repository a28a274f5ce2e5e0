"""The villages that a scenario takes out of a view and into it.

A projection and a pace are worked out from weeks, so those of these villages are taken away and added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.filters import Filters
from dashboard.measures.summed import sum_rows
from dashboard.scenario.changes import Change, In, Out
from dashboard.scenario.held import EVERYTHING, fetch_groups_of, fetch_village_codes
from dashboard.scenario.membership import GroupKey, group_keys, is_in, moves_of

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Moved:
    """Village codes: of the view, but not of the scenario; of the scenario, but not of the view.

    Where most of the view's villages leave, `left` are those that do not: to be read instead of the view.
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
    groups_of = fetch_groups_of(con, filters, group_keys(moving))
    named = {code for c in moving if c.group is None for code in c.areas or view}
    touched = set(groups_of) | set(fetch_village_codes(con, filters.of(*named)) if named else ())
    before, after = moves_of((), view, filters.without), moves_of(moving, view, filters.without)
    longest = max(len(code) for code in (*view, *filters.without, *(c for change in moving for c in change.areas)))
    states: dict[tuple[str, frozenset[GroupKey]], tuple[bool, bool]] = {}
    nothing: frozenset[GroupKey] = frozenset()
    out: list[str] = []
    into: list[str] = []
    for village in sorted(touched):
        place = (village[:longest], groups_of.get(village, nothing))
        if place not in states:
            states[place] = is_in(village, (), view, before), is_in(village, place[1], view, after)
        was, will = states[place]
        if was and not will:
            out.append(village)
        elif will and not was:
            into.append(village)
    return Moved(tuple(out), tuple(into), _left(con, filters, out))


def _left(con: duckdb.DuckDBPyConnection, filters: Filters, out: list[str]) -> tuple[str, ...] | None:
    """The villages that stay where more leave; else None."""
    if not out:
        return None
    found = sum_rows(con, "areas/measures_at", filters, measures=["villages"])
    if 2 * len(out) <= sum(villages for _, _, villages, _ in found):
        return None
    gone = frozenset(out)
    return tuple(code for code in fetch_village_codes(con, filters) if code not in gone)

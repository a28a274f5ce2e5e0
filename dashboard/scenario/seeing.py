"""The villages that a scenario takes out of a view and into it.

A projection and a pace are worked out from weeks, so those of these villages are taken away and added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.filters import Filters
from dashboard.scenario.changes import Change, In, Out
from dashboard.scenario.held import EVERYTHING, fetch_groups_of, fetch_village_codes
from dashboard.scenario.membership import GroupKey, group_keys, is_in, moves_of

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Moved:
    """Village codes: of the view, but not of the scenario; of the scenario, but not of the view."""

    out: tuple[str, ...] = ()
    into: tuple[str, ...] = ()


def fetch_moved(con: duckdb.DuckDBPyConnection, filters: Filters, changes: Sequence[Change]) -> Moved:
    """What areas and groups out and in make of a view; other filters of the view stay in force for what comes in."""
    moving = [change for change in changes if isinstance(change, Out | In)]
    if not moving:
        return Moved()
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
    return Moved(tuple(out), tuple(into))

"""The view of a scenario: which villages it looks at when areas were taken out of it and into it.

A projection and a pace are worked out from the weeks of those villages, so the view itself is changed, not its sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.filters import Filters
from dashboard.scenario.changes import Change, In, Out
from dashboard.scenario.fetching import Ask, fetch_village_codes, group_villages
from dashboard.scenario.membership import Move, is_in, moves_of, parent_of

EVERYTHING = ""  # as a code that is left out


def seen_by(ask: Ask, filters: Filters, changes: Sequence[Change]) -> Filters:
    """The view with the areas and groups that a scenario takes out of it and into it; itself without such changes."""
    if not any(isinstance(change, Out | In) for change in changes):
        return filters
    view = filters.areas or (EVERYTHING,)
    moves = moves_of(changes, view, filters.without, group_villages(ask, filters, changes))
    areas, without, is_nested = split(view, moves)
    if is_nested:
        areas, without = _village_by_village(ask, replace(filters, areas=areas, without=()), view, moves), ()
    if not areas:
        return replace(filters, without=(EVERYTHING,))
    return replace(filters, areas=() if EVERYTHING in areas else areas, without=without)


def split(view: Sequence[str], moves: Sequence[Move]) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """The areas that are in and those left out of them; whether an area is in again inside one that is out."""
    codes = sorted({*view, *(code for move in moves for code in move.codes)})
    states = {code: is_in(code, view, moves) for code in codes}
    areas: list[str] = []
    without: list[str] = []
    is_nested = False
    for code, state in states.items():
        above = parent_of(code, states)
        was_in = above is not None and states[above]
        if state and not was_in:
            areas.append(code)
            is_nested = is_nested or any(code.startswith(out) for out in without)
        elif not state and was_in:
            without.append(code)
    return tuple(areas), tuple(without), is_nested


def _village_by_village(ask: Ask, filters: Filters, view: Sequence[str], moves: Sequence[Move]) -> tuple[str, ...]:
    every = replace(filters, areas=() if EVERYTHING in filters.areas else filters.areas)
    return tuple(code for code in ask(fetch_village_codes, every) if is_in(code, view, moves))

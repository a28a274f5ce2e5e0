"""Where do we land? A history goes on to a day, by the way its kind grows, and is told how often that was wrong.

The method is tried on the history itself: from each past week it is asked for a later one that has happened since.
The way and the window that were least wrong are used, and the interval is widened until it would have held the share
of those past cases that it promises. Pure: it must not know where a history comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, inf
from typing import Literal

import numpy as np

from dashboard.measures.judging import BY_ID
from dashboard.measures.results import Number
from dashboard.scenario.histories import History
from dashboard.scenario.trying import (
    FEWEST_WEEKS,
    WAYS_OF,
    Backtest,
    Kind,
    Method,
    Tried,
    Way,
    begun,
    places_of,
    try_ways,
    values_of,
    weeks_ahead,
)

Reason = Literal["", "nothing_yet", "too_short", "given", "year_over"]
Outlook = Literal["reaches", "misses", "open", "none"]
_LEVELS = (
    "income_growth",
    "households_income_up",
    "villages_income_up",
    "on_time",
    "evidence_complete",
    "trainer_load",
)
# what has happened in a village and cannot be undone there
_ONE_WAY = (
    "sages_surveyed", "assemblies_held", "materials_accepted", "training_complete", "villages_with_group", "groups",
    "stage.1", "stage.5", "stage.6", "stage.7", "stage.10", "stage.11",
)  # fmt: skip
_COUNTS = ("groups", "spillover")


@dataclass(frozen=True, slots=True)
class Projection:
    """A measure or stage of an area on a later day, in its unit (percent, count, households per …).

    `value` is None when `reason` says why nothing can be told; `low` and `high` hold 80 %. `window` are the weeks it
    is fitted to. `backtest` is None while the history is too short to try the method on it: then nobody knows how
    wrong it is. `outlook`: the whole interval reaches the target (to half a village or household), misses it, or holds
    it.
    """

    area_code: str
    what: str
    day: date
    weeks: int
    method: Method
    now: Number | None
    value: float | None
    low: float | None
    high: float | None
    window: int
    backtest: Backtest | None
    target: Number | None
    outlook: Outlook
    reason: Reason


def kind_of(what: str) -> Kind:
    """How a measure or stage goes on."""
    if what == "villages":
        return "given"
    return "level" if what in _LEVELS else "count" if what in _COUNTS else "share"


def project(history: History, day: date, target: Number | None = None) -> Projection:
    """The history's number on a day from its as-of day on; on that day itself, and after the year, it is what it is."""
    return project_all([history], day, [target])[0]


def project_all(histories: Sequence[History], day: date, targets: Sequence[Number | None]) -> list[Projection]:
    """`project` of each history with its target, many at once: much faster than one by one."""
    found: dict[int, Projection] = {}
    alike: dict[tuple[Kind, int, int], list[int]] = {}
    for place, (history, target) in enumerate(zip(histories, targets, strict=True)):
        kind, ahead, now = kind_of(history.what), _weeks_to(history, day), _now(history)
        if reason := _reason(history, kind, ahead, begun(history), now):
            stays = now if reason in ("given", "year_over") else None
            way = Way(WAYS_OF.get(kind, ("given",))[0], 0)
            found[place] = _told(history, day, ahead, way, now, (stays, stays, stays), None, target, reason)
        else:
            alike.setdefault((kind, history.weeks, ahead), []).append(place)
    for (kind, _, ahead), places in alike.items():
        tried = try_ways([histories[place] for place in places], kind, ahead)
        for way, rows in places_of([t.way for t in tried]).items():
            of_way = [histories[places[row]] for row in rows]
            for row, parts in zip(rows, weeks_ahead(of_way, way, ahead, of_way[0].weeks), strict=True):
                value, low, high = (float(part[-1]) for part in parts)
                place, widen = places[row], tried[row].widen
                wide = (value, value - widen * (value - low), value + widen * (high - value))
                found[place] = _landed(histories[place], day, ahead, tried[row], wide, targets[place])
    return [found[place] for place in range(len(histories))]


def _landed(
    history: History,
    day: date,
    ahead: int,
    tried: Tried,
    wide: tuple[float, float, float],
    target: Number | None,
) -> Projection:
    """A projection within what its number cannot leave."""
    least, most = _limits(history.what)
    now = _now(history)
    if now is not None and history.what in _ONE_WAY:
        least = now
    bounded = (min(max(number, least), most) for number in wide)
    return _told(history, day, ahead, tried.way, now, bounded, tried.backtest, target, "")


def _weeks_to(history: History, day: date) -> int:
    return max(ceil((day - history.as_of).days / 7), 0)


def _now(history: History) -> float | None:
    """What the history stands at, in the unit; None where there is nothing to divide by."""
    last = values_of(history, kind_of(history.what))[-1]
    return None if np.isnan(last) else float(last)


def _reason(history: History, kind: Kind, ahead: int, began: int, now: float | None) -> Reason:
    """Why nothing can be told, or why nothing changes; '' when the history goes on."""
    if kind == "given":
        return "given"
    if not ahead:
        return "year_over"
    if now is None or (kind != "level" and not history.numerators.any()):
        return "nothing_yet"
    return "too_short" if history.weeks - began < FEWEST_WEEKS else ""


def _limits(what: str) -> tuple[float, float]:
    """What a number cannot leave: a share 0 to 100 %, a count or a load 0; a growth may be anything."""
    if what == "income_growth":
        return -inf, inf
    is_percent = what not in BY_ID or BY_ID[what].unit == "percent"
    return 0.0, 100.0 if is_percent else inf


def _told(
    history: History,
    day: date,
    weeks: int,
    way: Way,
    now: float | None,
    found: Iterable[float | None],
    backtest: Backtest | None,
    target: Number | None,
    reason: Reason,
) -> Projection:
    value, low, high = found
    return Projection(
        history.area_code, history.what, day, weeks, way.method, now, value, low, high, way.window, backtest, target,
        _outlook(history, low, high, target), reason,
    )  # fmt: skip


def _outlook(history: History, low: float | None, high: float | None, target: Number | None) -> Outlook:
    if low is None or high is None or target is None:
        return "none"
    goal, part = float(target), _half(history)
    if history.what in BY_ID and not BY_ID[history.what].more_is_better:
        return "reaches" if high - part <= goal else "misses" if low - part > goal else "open"
    return "reaches" if low + part >= goal else "misses" if high + part < goal else "open"


def _half(history: History) -> float:
    """Half a village or household in the number's unit: a curve that ends less below its target has reached it."""
    match kind_of(history.what):
        case "share":
            return 50 / float(history.denominators[-1])
        case "count":
            return 0.5
        case _:
            return 0.0

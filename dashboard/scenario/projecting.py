"""Where do we land? A history goes on to a day, by the way its kind grows, and is told how often that was wrong.

The method is tried on the history itself: from each past week it is asked for a later one that has happened since.
The way and the window that were least wrong are used, and the interval is widened until it would have held the share
of those past cases that it promises. Pure: it must not know where a history comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, inf
from typing import Literal

import numpy as np

from dashboard.measures.judging import BY_ID
from dashboard.measures.results import Number
from dashboard.scenario.growing import CONFIDENCE, Array, Grow, count, level, share, slowing
from dashboard.scenario.histories import History

Kind = Literal["share", "count", "level", "given"]
Method = Literal["share", "slowing", "count", "level", "given"]
Reason = Literal["", "nothing_yet", "too_short", "given", "year_over"]
Outlook = Literal["reaches", "misses", "open", "none"]
WINDOWS = (4, 8, 13)
FEWEST_WEEKS = 4  # of history since the first unit was reached
FEWEST_TRIES = 3  # past weeks that a method is tried on
SHORTEST_TRY = 4  # weeks ahead
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
_WAYS: Mapping[Method, Grow] = {"share": share, "slowing": slowing, "count": count, "level": level}
_OF_KIND: Mapping[Kind, tuple[Method, ...]] = {"share": ("share", "slowing"), "count": ("count",), "level": ("level",)}


@dataclass(frozen=True, slots=True)
class Way:
    """A method and the weeks that it is fitted to."""

    method: Method
    window: int


@dataclass(frozen=True, slots=True)
class Backtest:
    """How wrong the method was `weeks` ahead from `tries` past weeks: the mean absolute error, in the unit."""

    weeks: int
    tries: int
    error: float


@dataclass(frozen=True, slots=True)
class Projection:
    """A measure or stage of an area on a later day, in its unit (percent, count, households per …).

    `value` is None when `reason` says why nothing can be told; `low` and `high` hold 80 %. `window` are the weeks it
    is fitted to. `backtest` is None while the history is too short to try the method on it: then nobody knows how
    wrong it is. `outlook`: the whole interval reaches the target, misses it, or holds it.
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


def scale_of(what: str) -> int:
    """What a ratio is multiplied by to be in the unit: 100 for shares and stages."""
    return BY_ID[what].factor if what in BY_ID else 100


def project(history: History, day: date, target: Number | None = None) -> Projection:
    """The history's number on a day from its as-of day on; on that day itself, and after the year, it is what it is."""
    kind = kind_of(history.what)
    ahead = max(ceil((day - history.as_of).days / 7), 0)
    last = _values(history, kind)[-1]
    now = None if np.isnan(last) else float(last)
    begun = _begun(history)
    reason = _reason(history, kind, ahead, begun, now)
    if reason:
        stays = now if reason in ("given", "year_over") else None
        of_kind = _OF_KIND.get(kind, ("given",))[0]
        return _told(history, day, ahead, Way(of_kind, 0), now, (stays, stays, stays), None, target, reason)
    way, backtest, widen = _tried(history, kind, begun, ahead)
    value, low, high = (float(part[-1]) for part in _ahead(history, way, ahead))
    least, most = _limits(history.what)
    if now is not None and history.what in _ONE_WAY:
        least = now
    wide = (value, value - widen * (value - low), value + widen * (high - value))
    bounded = (min(max(number, least), most) for number in wide)
    return _told(history, day, ahead, way, now, bounded, backtest, target, "")


def _reason(history: History, kind: Kind, ahead: int, begun: int, now: float | None) -> Reason:
    """Why nothing can be told, or why nothing changes; '' when the history goes on."""
    if kind == "given":
        return "given"
    if not ahead:
        return "year_over"
    if now is None or (kind != "level" and not history.numerators.any()):
        return "nothing_yet"
    return "too_short" if history.weeks - begun < FEWEST_WEEKS else ""


def _begun(history: History) -> int:
    """The week in which the first unit was reached; the last week when none was."""
    reached = np.flatnonzero(history.numerators)
    return int(reached[0]) if len(reached) else history.weeks


def _values(history: History, kind: Kind) -> Array:
    """What the history stood at each week, in the unit; nan where there is nothing to divide by."""
    if history.what in BY_ID and not BY_ID[history.what].has_denominator:
        return history.numerators
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(history.denominators > 0, history.numerators / history.denominators, np.nan)
    shown = np.clip(ratio, None, 1) if kind == "share" else ratio
    return np.asarray(scale_of(history.what) * shown)


def _ahead(history: History, way: Way, ahead: int) -> tuple[Array, Array, Array]:
    """Value, low and high `ahead` weeks after each week, in the unit."""
    guess = _WAYS[way.method](history.numerators, history.denominators, way.window, ahead)
    factor: Array | float = float(scale_of(history.what))
    if way.method == "count" and BY_ID[history.what].has_denominator:
        with np.errstate(divide="ignore", invalid="ignore"):
            factor = np.where(history.denominators > 0, factor / history.denominators, np.nan)
    return guess.value * factor, guess.low * factor, guess.high * factor


def _tried(history: History, kind: Kind, begun: int, ahead: int) -> tuple[Way, Backtest | None, float]:
    """The way that was least wrong on past weeks, how wrong, and by how much its interval was too narrow."""
    untried = Way(_OF_KIND[kind][-1], WINDOWS[1])
    first = begun + FEWEST_WEEKS
    weeks = min(ahead, history.weeks - first - FEWEST_TRIES + 1)
    if weeks < min(SHORTEST_TRY, ahead):
        return untried, None, 1.0
    truth = _values(history, kind)[first + weeks :]
    tries: list[tuple[float, int, int, Way, float]] = []
    for place, way in enumerate(Way(method, window) for method in _OF_KIND[kind] for window in WINDOWS):
        value, low, high = (part[first : history.weeks - weeks + 1] for part in _ahead(history, way, weeks))
        known = np.isfinite(truth) & np.isfinite(value)
        if known.sum() >= FEWEST_TRIES:
            wrong = (truth - value)[known]
            half = np.where(wrong >= 0, (high - value)[known], (value - low)[known])
            error = float(np.abs(wrong).mean())
            tries.append((error, place, int(known.sum()), way, _too_narrow(np.abs(wrong), half)))
    if not tries:
        return untried, None, 1.0
    error, _, n, way, widen = min(tries)
    return way, Backtest(weeks, n, error), max(widen, 1.0)


def _too_narrow(wrong: Array, half: Array) -> float:
    """By what half intervals have to be multiplied to hold CONFIDENCE of the errors (split conformal)."""
    ratio = np.sort(np.where(wrong < 1e-9, 0, wrong / np.maximum(half, 1e-9)))
    return float(ratio[min(ceil(CONFIDENCE * (len(ratio) + 1)), len(ratio)) - 1])


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
        _outlook(history.what, low, high, target), reason,
    )  # fmt: skip


def _outlook(what: str, low: float | None, high: float | None, target: Number | None) -> Outlook:
    if low is None or high is None or target is None:
        return "none"
    goal = float(target)
    if what in BY_ID and not BY_ID[what].more_is_better:
        return "reaches" if high <= goal else "misses" if low > goal else "open"
    return "reaches" if low >= goal else "misses" if high < goal else "open"

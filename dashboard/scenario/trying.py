"""Which way of going on was least wrong on the past weeks of a history, and by how much its interval was too narrow.

Many histories at once; a try knows only the weeks before it. Pure: it must not know where a history comes from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from dashboard.measures.judging import BY_ID
from dashboard.scenario.growing import CONFIDENCE, Array, Grow, Weeks, count, level, share, slowing
from dashboard.scenario.histories import History

Kind = Literal["share", "count", "level", "given"]
Method = Literal["share", "slowing", "count", "level", "given"]
WINDOWS = (4, 8, 13)
FEWEST_WEEKS = 4  # of history since the first unit was reached
FEWEST_TRIES = 3  # past weeks that a method is tried on
SHORTEST_TRY = 4  # weeks ahead
_WAYS: Mapping[Method, Grow] = {"share": share, "slowing": slowing, "count": count, "level": level}
WAYS_OF: Mapping[Kind, tuple[Method, ...]] = {"share": ("share", "slowing"), "count": ("count",), "level": ("level",)}
Key = TypeVar("Key")


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
class Tried:
    """The way that was least wrong, how wrong (None when it was not tried), and what its interval is widened by."""

    way: Way
    backtest: Backtest | None
    widen: float


def scale_of(what: str) -> int:
    """What a ratio is multiplied by to be in the unit: 100 for shares and stages."""
    return BY_ID[what].factor if what in BY_ID else 100


def begun(history: History) -> int:
    """The week in which the first unit was reached; the last week when none was."""
    reached = np.flatnonzero(history.numerators)
    return int(reached[0]) if len(reached) else history.weeks


def values_of(history: History, kind: Kind) -> Array:
    """What the history stood at each week, in the unit; nan where there is nothing to divide by."""
    if history.what in BY_ID and not BY_ID[history.what].has_denominator:
        return history.numerators
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(history.denominators > 0, history.numerators / history.denominators, np.nan)
    shown = np.clip(ratio, None, 1) if kind == "share" else ratio
    return np.asarray(scale_of(history.what) * shown)


def places_of(keys: Sequence[Key]) -> dict[Key, list[int]]:
    """Where in a sequence each of its values stands."""
    found: dict[Key, list[int]] = {}
    for place, key in enumerate(keys):
        found.setdefault(key, []).append(place)
    return found


def weeks_ahead(histories: Sequence[History], way: Way, ahead: Weeks, since: int) -> list[tuple[Array, Array, Array]]:
    """Value, low and high `ahead` weeks after each week, in the unit; low and high surely from the week `since` on.

    The histories have the same number of weeks.
    """
    tops, bottoms = np.stack([h.numerators for h in histories]), np.stack([h.denominators for h in histories])
    guess = _WAYS[way.method](tops, bottoms, way.window, ahead, since)
    factors = [_factor(history, way) for history in histories]
    return [
        (value * factor, low * factor, high * factor)
        for value, low, high, factor in zip(guess.value, guess.low, guess.high, factors, strict=True)
    ]


def _factor(history: History, way: Way) -> Array | float:
    """What a guess is multiplied by to be in the unit."""
    factor = float(scale_of(history.what))
    if way.method != "count" or not BY_ID[history.what].has_denominator:
        return factor
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(history.denominators > 0, factor / history.denominators, np.nan))


def try_ways(histories: Sequence[History], kind: Kind, ahead: int) -> list[Tried]:
    """What past weeks say about each history, which is to go on for `ahead` weeks.

    The histories have the same number of weeks.
    """
    found = [Tried(Way(WAYS_OF[kind][-1], WINDOWS[1]), None, 1.0)] * len(histories)
    firsts = [begun(history) + FEWEST_WEEKS for history in histories]
    spans = [min(ahead, h.weeks - first - FEWEST_TRIES + 1) for h, first in zip(histories, firsts, strict=True)]
    places = [place for place, weeks in enumerate(spans) if weeks >= min(SHORTEST_TRY, ahead)]
    if places:
        tries = [_Try(histories[p], firsts[p], spans[p], values_of(histories[p], kind)) for p in places]
        for row, tried in _least_wrong(tries, kind).items():
            found[places[row]] = tried
    return found


@dataclass(frozen=True, eq=False)
class _Try:
    """A history that is tried `weeks` ahead from its week `first` on; `values` are what it stood at."""

    history: History
    first: int
    weeks: int
    values: Array

    def compared(self, told: Array) -> tuple[Array, NDArray[np.bool_]]:
        """By how much what the weeks were told was too low, and where that is known."""
        wrong = self.values[self.first + self.weeks :] - self.past(told)
        return wrong, np.isfinite(wrong)

    def past(self, told: Array) -> Array:
        """What was told for weeks that have come by now."""
        return told[self.first : self.history.weeks - self.weeks + 1]


def _told(tries: Sequence[_Try], way: Way, since: int) -> list[tuple[Array, Array, Array]]:
    spans = {tried.weeks for tried in tries}
    weeks = spans.pop() if len(spans) == 1 else np.array([[tried.weeks] for tried in tries])
    return weeks_ahead([tried.history for tried in tries], way, weeks, since)


def _least_wrong(tries: Sequence[_Try], kind: Kind) -> dict[int, Tried]:
    """By row, where enough weeks can be compared; of two ways that are as wrong the first."""
    no_interval = tries[0].history.weeks + 1
    least: dict[int, tuple[float, Way]] = {}
    for way in (Way(method, window) for method in WAYS_OF[kind] for window in WINDOWS):
        for row, (value, _, _) in enumerate(_told(tries, way, no_interval)):
            wrong, known = tries[row].compared(value)
            if known.sum() >= FEWEST_TRIES:
                error = float(np.abs(wrong[known]).mean())
                if row not in least or error < least[row][0]:
                    least[row] = error, way
    chosen = list(least)
    found: dict[int, Tried] = {}
    for way, at in places_of([least[row][1] for row in chosen]).items():
        rows = [chosen[place] for place in at]
        landings = _told([tries[row] for row in rows], way, min(tries[row].first for row in rows))
        for row, landing in zip(rows, landings, strict=True):
            found[row] = _judged(tries[row], landing, way)
    return found


def _judged(tried: _Try, told: tuple[Array, Array, Array], way: Way) -> Tried:
    value, low, high = (tried.past(part) for part in told)
    differs, known = tried.compared(told[0])
    wrong = differs[known]
    half = np.where(wrong >= 0, (high - value)[known], (value - low)[known])
    backtest = Backtest(tried.weeks, int(known.sum()), float(np.abs(wrong).mean()))
    return Tried(way, backtest, max(_too_narrow(np.abs(wrong), half), 1.0))


def _too_narrow(wrong: Array, half: Array) -> float:
    """By what half intervals have to be multiplied to hold CONFIDENCE of the errors (split conformal)."""
    ratio = np.sort(np.where(wrong < 1e-9, 0, wrong / np.maximum(half, 1e-9)))
    return float(ratio[min(ceil(CONFIDENCE * (len(ratio) + 1)), len(ratio)) - 1])

"""Areas that take another's rate, week by week: their histories as if they had gone the way of the other.

A history that takes an area's rate has that area's rate in every week and keeps its own households, so that it goes on
from the other's level at the other's pace; "the best" is the area that is best now, "the median" the median of each
week. An own number has no weeks: the area then stands at the number and goes on at its own pace (of what is left, the
same share is reached each week as before). Whether an area does better already is judged by the last week, so that the
last week is what `applying` says of the day. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dashboard.measures.judging import BY_ID
from dashboard.scenario.address import RATED
from dashboard.scenario.changes import BEST, MEDIAN, Change, RateAs
from dashboard.scenario.membership import parent_of
from dashboard.scenario.projecting import kind_of
from dashboard.scenario.sums import BY_VILLAGE, KEEPS_NUMERATOR, is_better

Array = NDArray[np.float64]
_DIGITS = 9  # of what is left of rates that were multiplied out again


@dataclass(frozen=True, eq=False)
class Weeks:
    """Numerator and denominator of a measure at the end of each week, and the villages that counts are taken by."""

    tops: Array
    bottoms: Array
    villages: Array

    def size(self, measure: str) -> Array:
        """What the measure is a rate of."""
        return self.villages if measure in BY_VILLAGE else self.bottoms

    def rate(self, measure: str) -> Array:
        """Numerator by size each week; nan where there is nothing to divide by."""
        size = self.size(measure)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.where(size > 0, self.tops / size, np.nan))

    def rate_now(self, measure: str) -> float:
        """The rate of the last week."""
        size = self.size(measure)[-1]
        return float(self.tops[-1] / size) if size > 0 else np.nan

    def plus(self, other: Weeks, times: int = 1) -> Weeks:
        """Both together; with -1 what is left without the other."""
        return Weeks(
            self.tops + times * other.tops,
            self.bottoms + times * other.bottoms,
            self.villages + times * other.villages,
        )


Found = Mapping[tuple[str, str], Weeks]  # (area code, measure) → its weeks


def rated(changes: Iterable[Change], whats: Iterable[str]) -> tuple[str, ...]:
    """Those of some measures whose rate is taken from elsewhere."""
    taken = {id_ for c in changes if isinstance(c, RateAs) for id_ in ((c.measure,) if c.measure else RATED)}
    return tuple(what for what in whats if what in taken)


def own_weeks(found: Found) -> dict[tuple[str, str], Weeks]:
    """The weeks of each area without the known areas below it: together they are each village once."""
    result, codes = dict(found), {code for code, _ in found}
    for (code, measure), weeks in found.items():
        above = parent_of(code, codes)
        if above is not None:
            result[above, measure] = result[above, measure].plus(weeks, -1)
    return result


class Sources(Protocol):
    """The weeks of the areas that rates are taken from."""

    def of(self, code: str) -> Mapping[str, Weeks]:
        """Those of an area ('' the nation) by measure; none where it has no village."""

    def below(self, code: str) -> Sequence[Mapping[str, Weeks]]:
        """Those of the areas one level below, in code order."""


def take_rates(own: Found, changes: Sequence[Change], digits: int, sources: Sources) -> dict[tuple[str, str], Weeks]:
    """The weeks of areas after the changes, in their order; `digits` are those of the view's next level."""
    found, source_of = dict(own), cache(partial(_source, sources))
    for (code, id_), weeks in own.items():
        for change in changes:
            if isinstance(change, RateAs) and change.measure in ("", id_):
                mine = code[:digits] if not change.areas else None
                taker = next((area for area in change.areas if code.startswith(area)), mine)
                if taker is not None:
                    weeks = _taken(weeks, id_, taker, change, source_of)
        found[code, id_] = weeks
    return found


def _taken(
    weeks: Weeks, id_: str, taker: str, change: RateAs, source_of: Callable[[str, str, str], Array | None]
) -> Weeks:
    old = weeks.rate_now(id_)
    if np.isnan(old):
        return weeks
    if isinstance(change.source, Decimal):
        new = float(Fraction(change.source) / BY_ID[id_].factor)
        rates = _to_number(weeks.rate(id_), new, id_)
    else:
        above = taker[:-2] if change.source in (BEST, MEDIAN) else ""
        found = source_of(id_, above, change.source)
        if found is None:
            return weeks
        new, rates = float(found[-1]), found
    if change.only_better and not is_better(BY_ID[id_], new, old):
        return weeks
    return _at(weeks, id_, rates)


def _source(sources: Sources, id_: str, above: str, source: str) -> Array | None:
    """The rate of a source each week (0 without one), of the areas below one where it is their best or median; None
    without one now.
    """
    peers = [sources.of(source)] if source not in (BEST, MEDIAN) else sources.below(above)
    rates = [peer[id_].rate(id_) for peer in peers if id_ in peer and not np.isnan(peer[id_].rate_now(id_))]
    if not rates:
        return None
    if source == MEDIAN:
        return np.asarray(np.median(np.nan_to_num(np.stack(rates)), axis=0))
    return np.nan_to_num((max if BY_ID[id_].more_is_better else min)(rates, key=lambda rate: float(rate[-1])))


def _to_number(rates: Array, new: float, id_: str) -> Array:
    """Rates that end in a number: of a share, what is left is smaller or larger by as much in each week."""
    old, known = rates[-1], np.nan_to_num(rates)
    if kind_of(id_) != "share":
        return np.asarray(known + (new - old))
    if old >= 1:
        return np.asarray(known * new / old)
    found: Array = np.clip(1 - (1 - known) * max(1 - new, 0) / (1 - old), 0, 1)
    found[-1] = new
    return found


def _at(weeks: Weeks, id_: str, rates: Array) -> Weeks:
    """The weeks of an area that keeps its size and has other rates (`sums.at_rate`)."""
    if id_ in KEEPS_NUMERATOR:
        has = (rates > 0) & (weeks.tops > 0)
        return replace(weeks, bottoms=np.where(has, weeks.tops / np.where(has, rates, 1), weeks.bottoms))
    return replace(weeks, tops=np.round(rates * weeks.size(id_), _DIGITS))

"""Ways in which numbers go on from where they are, fitted to the last weeks; each for every past week at once.

**share**: units not yet there reach it, and some are lost again, each week with the same chance as in the last weeks
(a discrete-time hazard in both directions). What is left shrinks, so that a share comes to rest at gains / (gains +
losses), at most 100 %. **slowing**: the same, but the chance to reach it goes on fading as it faded from the first to
the second half of those weeks: those who are left are the slow ones, and some never come. The chances have a
quasi-binomial error: villages move together, so that their weekly scatter is larger than chance alone, and the interval
(betaincinv, Jeffreys' prior) is made of as many fewer units.

**count**: goes on by the mean of the last weeks, without a ceiling; the interval from how weeks differ (Student's t).

**level**: a mean or a quota of what happens (growth of incomes, activities held in time) has no way to 100 %: it stays
where it is, give or take what it has moved over such a span (a random walk).

The last axis of an array is the weeks, the axis before it may be histories; what a week is told is only what had
happened by then. Intervals of shares take nearly all the time, so they are worked out only from the week `since` on
and are nan before it. It must not know measures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, stdtrit

Array = NDArray[np.float64]
Weeks = int | NDArray[np.int64]  # the same for all histories, or a column with those of each
CONFIDENCE = 0.8
_TAIL = (1 - CONFIDENCE) / 2


@dataclass(frozen=True, eq=False)
class Guess:
    """For each week: the number some weeks later, and the interval it lies in; nan where too little had happened, and
    so may be the interval of weeks before those asked for.
    """

    value: Array
    low: Array
    high: Array


Grow = Callable[[Array, Array, int, Weeks, int], Guess]


def windowed(changes: Array, window: int) -> Array:
    """The sum of the last `window` entries up to each week (fewer at the start)."""
    total = _after(np.zeros((*changes.shape[:-1], 1)), np.cumsum(changes, axis=-1))
    first = np.maximum(np.arange(1, total.shape[-1]) - window, 0)
    return np.asarray(total[..., 1:] - total[..., first])


def share(
    numerators: Array, denominators: Array, window: int, ahead: Weeks, since: int = 0, *, slows: bool = False
) -> Guess:
    """Shares (0 to 1) `ahead` weeks after each week, by the hazards of the `window` weeks before it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        now = np.clip(numerators / denominators, 0, 1)
        step = np.diff(numerators, prepend=numerators[..., :1])
        nobody = np.zeros_like(numerators[..., :1])
        there = _after(nobody, np.clip(numerators[..., :-1], 0, None))
        left = _after(nobody, np.clip(denominators[..., :-1] - numerators[..., :-1], 0, None))
        gained = np.clip(step, 0, None)
        left = np.maximum(left, gained)
        gain, gain_low, gain_high = _hazard(gained, left, window, since)
        lost = np.clip(-step, 0, None)
        loss, loss_low, loss_high = _hazard(lost, np.maximum(there, lost), window, since)
    fading: Array | None = None
    late: Array | None = None
    if slows:
        fading, recent = _fading(gained, left, window)
        scale = np.where(gain > 0, recent / np.where(gain > 0, gain, 1), 1)
        gain, gain_low, gain_high = gain * scale, gain_low * scale[..., since:], gain_high * scale[..., since:]
        late = fading[..., since:]
    return Guess(
        _settling(now, gain, loss, fading, ahead),
        _from(since, _settling(now[..., since:], gain_low, loss_high, late, ahead)),
        _from(since, _settling(now[..., since:], gain_high, loss_low, late, ahead)),
    )


def _after(first: Array, rest: Array) -> Array:
    return np.concatenate((first, rest), axis=-1)


def _from(since: int, late: Array) -> Array:
    """Entries of the weeks from `since` on, with nan before them."""
    return _after(np.full((*late.shape[:-1], since), np.nan), late)


def slowing(numerators: Array, denominators: Array, window: int, ahead: Weeks, since: int = 0) -> Guess:
    """Shares as in `share`, with a chance that goes on fading."""
    return share(numerators, denominators, window, ahead, since, slows=True)


def _fading(events: Array, at_risk: Array, window: int) -> tuple[Array, Array]:
    """By what the weekly chance is multiplied each week (0.5 to 1), and what it has come to by now."""
    half = window // 2
    hits, risks = windowed(events, half), windowed(at_risk, half)
    late = np.where(risks > 0, hits / np.where(risks > 0, risks, 1), 0)
    early = np.zeros_like(late)
    early[..., half:] = late[..., :-half]
    ratio = np.where(early > 0, late / np.where(early > 0, early, 1), 1)
    fading = np.clip(ratio, 1e-9, 1) ** (1 / half)
    return np.clip(fading, 0.5, 1), late * np.clip(fading, 0.5, 1) ** (half / 2)


def _hazard(events: Array, at_risk: Array, window: int, since: int) -> tuple[Array, Array, Array]:
    """The weekly chance of an event, and its interval in the weeks from `since` on."""
    hits, risks = windowed(events, window), windowed(at_risk, window)
    squares = windowed(np.where(at_risk > 0, events**2 / np.where(at_risk > 0, at_risk, 1), 0), window)
    chance = np.where(risks > 0, hits / np.where(risks > 0, risks, 1), 0)
    spread = squares - 2 * chance * hits + chance**2 * risks
    even = chance * (1 - chance) * np.maximum(np.minimum(np.arange(hits.shape[-1]), window) - 1, 1)
    scatter = np.maximum(np.where(even > 0, spread / np.where(even > 0, even, 1), 1), 1)
    yes, no = hits / scatter + 0.5, np.maximum(risks - hits, 0) / scatter + 0.5
    yes, no, risks, middle = (part[..., since:] for part in (yes, no, risks, chance))
    low, high = betaincinv(yes, no, _TAIL), betaincinv(yes, no, 1 - _TAIL)
    return chance, np.where(risks > 0, np.minimum(low, middle), 0), np.where(risks > 0, np.maximum(high, middle), 0)


def _settling(now: Array, gain: Array, loss: Array, fading: Array | None, ahead: Weeks) -> Array:
    """Where a share is after some weeks of gains, which may fade, and losses."""
    if fading is None:
        both = np.minimum(gain + loss, 1)
        rest = np.where(gain + loss > 0, gain / np.where(gain + loss > 0, gain + loss, 1), now)
        return np.asarray(rest + (now - rest) * (1 - both) ** ahead)
    chance = gain
    for week in range(int(np.max(ahead))):
        rising = np.minimum(chance, 1)
        now = np.where(week < ahead, now + rising * (1 - now) - np.minimum(loss, 1 - rising) * now, now)
        chance = chance * fading
    return now


def count(numerators: Array, denominators: Array, window: int, ahead: Weeks, since: int = 0) -> Guess:  # noqa: ARG001
    """Numbers `ahead` weeks after each week, by the mean of the `window` weeks before it."""
    step = np.diff(numerators, prepend=numerators[..., :1])
    weeks = np.maximum(np.minimum(np.arange(step.shape[-1]), window), 1)
    mean = windowed(step, window) / weeks
    half = _half(windowed(step**2, window) - weeks * mean**2, weeks, ahead, with_mean=True)
    value = numerators + ahead * mean
    return Guess(value, value - half, value + half)


def level(numerators: Array, denominators: Array, window: int, ahead: Weeks, since: int = 0) -> Guess:  # noqa: ARG001
    """The ratio `ahead` weeks after each week: what it is, give or take its weekly changes so far."""
    with np.errstate(divide="ignore", invalid="ignore"):
        now = np.where(denominators > 0, numerators / denominators, np.nan)
    step = np.diff(now, prepend=np.full_like(now[..., :1], np.nan))
    known = np.isfinite(step)
    weeks = np.maximum(windowed(known.astype(float), window), 1)
    half = _half(windowed(np.where(known, step, 0) ** 2, window), weeks, ahead, with_mean=False)
    return Guess(now, now - half, now + half)


def _half(squares: Array, weeks: Array, ahead: Weeks, *, with_mean: bool) -> Array:
    """Half the interval of a sum of `ahead` weeks whose squares around their mean (or zero) are known."""
    free = np.maximum(weeks - 1, 1) if with_mean else weeks
    variance = np.maximum(squares, 0) / free
    of_mean = ahead**2 / weeks if with_mean else 0
    return np.asarray(stdtrit(free, 1 - _TAIL) * np.sqrt(variance * (ahead + of_mean)))

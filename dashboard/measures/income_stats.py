"""How sure a change of income is: 95 % intervals of means, and what missing or doubtful incomes could do to them.

Pure functions over sums; scipy gives the quantile of Student's t. It must not know queries or how a value is shown.

**The interval.** Households of one village share trainer, market and weather, so they do not vary on their own: over
two or more villages a mean is taken as a ratio of village totals, its error from how the villages' totals scatter
around that ratio (linearised), with t of villages - 1. Inside one village the same is done with households; such an
interval speaks of that village only. The growth of the mean (sum of changes / sum of baselines) and the mean change
(sum of changes / number of pairs) are both such ratios.

**Why this one.** Coverage of nominal 95 % intervals in a simulation (18 pairs a village, incomes log-normal, growth
6 % with a standard deviation of 11 points between households and 3.5 between villages, as in the example registers;
4,000 draws, 200-600 of the bootstrap's):

    villages            1*     2      5      15     60     200
    t over households   0.945  0.784  0.803  0.795  0.801  0.800
    t over villages     -      0.948  0.951  0.947  0.948  0.951
    BCa over households 0.923  0.773  0.780  0.788  0.760  0.810
    BCa over villages   -      -      0.838  0.923  0.920  0.955

(* that village's own growth.) For few pairs the bootstrap (BCa) is narrower, not better: 5 / 10 / 30 pairs of one
village 0.850 / 0.892 / 0.928 against t's 0.938 / 0.937 / 0.947. With skewed growths t over villages kept 0.935-0.950.
Where one household in a hundred has six times its income no method holds: 0.82-0.92 below 60 villages, t over
villages best of the four at few villages; so such households are counted and named beside the mean. Therefore t
everywhere, and no bootstrap.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Literal

FEW = 5  # pairs below which a value is not told (privacy)
UNCERTAIN = 30  # pairs below which a mean is marked as uncertain
JUMP = 5  # times that an income changes before it is doubted, as in checks/income_jump
_TAIL = 0.975

Verdict = Literal["above", "below", "open"]


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums over the pairs of a group that an interval needs. `c` is a change, `b` a baseline (baht), `n` a number of
    pairs; `village_…` are sums over villages of products of the villages' own sums.
    """

    n_pairs: int
    n_villages: int
    baseline: float
    change: float
    bb: float
    cb: float
    cc: float
    village_nn: float
    village_cn: float
    village_bb: float
    village_cb: float
    village_cc: float


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval and what it is taken over: villages, or the households of one village."""

    low: float
    high: float
    over: Literal["villages", "households"]


def growth_interval(of: Moments) -> Interval | None:
    """Of the growth of the mean, percent; None with a single pair."""
    if of.n_villages > 1:
        found = _ratio(of.n_villages, of.change, of.baseline, of.village_cc, of.village_cb, of.village_bb)
    else:
        found = _ratio(of.n_pairs, of.change, of.baseline, of.cc, of.cb, of.bb)
    return found and Interval(100 * found[0], 100 * found[1], "villages" if of.n_villages > 1 else "households")


def mean_change_interval(of: Moments) -> Interval | None:
    """Of the mean change, baht a year; None with a single pair. Inside one village the plain t interval of a mean."""
    if of.n_villages > 1:
        found = _ratio(of.n_villages, of.change, of.n_pairs, of.village_cc, of.village_cn, of.village_nn)
    else:
        found = _ratio(of.n_pairs, of.change, of.n_pairs, of.cc, of.change, of.n_pairs)
    return found and Interval(*found, "villages" if of.n_villages > 1 else "households")


def _ratio(units: int, top: float, bottom: float, tt: float, tb: float, bb: float) -> tuple[float, float] | None:
    """The interval of top / bottom over `units` whose squares and products add up to tt, tb and bb."""
    if units < 2 or bottom <= 0:
        return None
    from scipy.special import stdtrit  # half a second of the first screen, which does without it

    ratio = top / bottom
    scatter = max(tt - 2 * ratio * tb + ratio * ratio * bb, 0.0)
    half = float(stdtrit(units - 1, _TAIL)) * sqrt(units / (units - 1) * scatter) / bottom
    return ratio - half, ratio + half


def verdict(interval: Interval | None, target: float | None) -> Verdict | None:
    """Whether a whole interval lies at or above the target, below it, or holds it (so that nothing can be said)."""
    if interval is None or target is None:
        return None
    return "above" if interval.low >= target else "below" if interval.high < target else "open"


def growth_without(change: float, baseline: float, left_out_change: float, left_out_baseline: float) -> float | None:
    """The growth of the mean, percent, of what is left when some pairs are left out; None when nothing is left."""
    left = baseline - left_out_baseline
    return None if left <= 0 else 100 * (change - left_out_change) / left


def growth_if_others_stood_still(growth_pct: float, pairs: int, practising: int) -> float | None:
    """What the growth of the mean would be when all who practise without a pair kept their income.

    It takes their baselines to be as high as those of the pairs. None when nobody practises.
    """
    return None if not practising else growth_pct * pairs / practising


def others_growth_at(target: float, growth_pct: float, pairs: int, practising: int) -> float | None:
    """How much those without a pair would have to grow (or fall), percent, for all together to stand at the target.

    The same assumption as above; None when there is nobody without a pair, or no pair.
    """
    others = practising - pairs
    return None if others <= 0 or not pairs else (target * practising - growth_pct * pairs) / others

"""Exact sums of an area: numerator and denominator of each measure, added, taken away and turned into a rate.

Fractions, because a rate of one area times the villages of another is seldom a whole number, and because no change
must give exactly the actual; whole numbers stay ints, which are much faster. It must not know where sums come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from dashboard.measures.judging import BY_ID, Targets, judge
from dashboard.measures.results import AreaMeasures, MeasureValue, Number
from dashboard.programme import Measure

Exact = Fraction | int
Pair = tuple[Exact, Exact]
Sums = Mapping[str, Pair]
NOTHING: Pair = (0, 0)
# the side of a measure that an area keeps when it takes another's rate: its households, not its trainers
KEEPS_NUMERATOR = ("trainer_load",)
BY_VILLAGE = ("groups",)


def sums_of(area: AreaMeasures) -> dict[str, Pair]:
    """The sums behind the measures of an area, exactly as they were before they became numbers."""
    return {id_: (_exact(v.numerator), _exact(v.denominator or 0)) for id_, v in area.values.items()}


def _exact(number: Number) -> Exact:
    """A number with few decimals is the one that its shortest text says."""
    return number if isinstance(number, int) else Fraction(Decimal(repr(number)))


def added(parts: Iterable[tuple[int, Sums]]) -> dict[str, Pair]:
    """The sum of sums, each so many times (-1 takes it away)."""
    total: dict[str, Pair] = {}
    for times, sums in parts:
        for id_, (top, bottom) in sums.items():
            so_far = total.get(id_, NOTHING)
            total[id_] = (so_far[0] + times * top, so_far[1] + times * bottom)
    return total


def rate(pair: Pair) -> Fraction | None:
    """Numerator by denominator; None when there is nothing to divide by."""
    return Fraction(pair[0]) / pair[1] if pair[1] else None


def as_ratio(top: Exact, bottom: Exact) -> tuple[int, int]:
    """One exact number by another as two whole ones."""
    if isinstance(top, int) and isinstance(bottom, int):
        return top, bottom
    return (Fraction(top) / bottom).as_integer_ratio()


def size_pair(sums: Sums, measure: str) -> Pair:
    """Numerator and what it is a rate of: a count of groups has its villages there."""
    pair = sums.get(measure, NOTHING)
    return (pair[0], sums.get("villages", NOTHING)[0]) if measure in BY_VILLAGE else pair


def at_rate(measure: Measure, pair: Pair, new: Fraction) -> Pair:
    """The sums of an area that keeps its size (`size_pair`) and has another rate; as they are where that cannot be."""
    if measure.id in BY_VILLAGE:
        return (new * pair[1] if pair[1] else pair[0], 0)
    if not pair[1]:
        return pair
    if measure.id in KEEPS_NUMERATOR:
        return (pair[0], pair[0] / new) if new > 0 and pair[0] else pair
    return (new * pair[1], pair[1])


def is_better(measure: Measure, new: Fraction | float, old: Fraction | float) -> bool:
    """Whether a rate is better than another, as the measure counts."""
    return new > old if measure.more_is_better else new < old


def judged(sums: Sums, area_code: str, targets: Targets) -> dict[str, MeasureValue]:
    """The measures of these sums against the targets of an area."""
    return {id_: judge(BY_ID[id_], *pair, targets.of(BY_ID[id_], area_code)) for id_, pair in sums.items()}

"""From exact sums to a value, its target and its status: integer arithmetic, so that a value of exactly 85 is met.

A decimal is kept as a ratio of two integers; Python divides integers to the nearest double. It must not know SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from dashboard.measures.results import MeasureValue, Number, Status
from dashboard.programme import MEASURES, Measure

BY_ID: Mapping[str, Measure] = {m.id: m for m in MEASURES}
PROGRAMME = "programme"
ZERO = Decimal(0)


def as_number(exact: Decimal) -> Number:
    """The nearest double, or an int when the number is whole."""
    top, bottom = exact.as_integer_ratio()
    return top if bottom == 1 else top / bottom


def _ratio(measure: Measure, numerator: Decimal, denominator: Decimal) -> tuple[int, int] | None:
    """The value as a ratio of integers with a positive bottom; None when there is nothing to divide by."""
    top, bottom = numerator.as_integer_ratio()
    if not measure.has_denominator:
        return top, bottom
    if not denominator:
        return None
    over, under = denominator.as_integer_ratio()
    top, bottom = measure.factor * top * under, bottom * over
    return (-top, -bottom) if bottom < 0 else (top, bottom)


def _as_value(ratio: tuple[int, int] | None) -> Number | None:
    if ratio is None:
        return None
    top, bottom = ratio
    return top / bottom if top % bottom else top // bottom


def value_of(measure: Measure, numerator: Decimal, denominator: Decimal) -> Number | None:
    """numerator ÷ denominator × the measure's factor, to the nearest double; None with denominator 0."""
    return _as_value(_ratio(measure, numerator, denominator))


def status_of(measure: Measure, ratio: tuple[int, int] | None, target: Decimal | None) -> Status:
    """met, near (within a tenth of the target), behind; none without a value or a target. Compared exactly."""
    if ratio is None or target is None:
        return "none"
    top, bottom = ratio
    goal, per = target.as_integer_ratio()
    value, goal = top * per, goal * bottom
    if measure.more_is_better:
        return "met" if value >= goal else "near" if 10 * value >= 9 * goal else "behind"
    return "met" if value <= goal else "near" if 10 * value <= 11 * goal else "behind"


class Targets:
    """The targets of one fiscal year: for an area the closest level's own, else the programme's."""

    def __init__(self, rows: Iterable[tuple[str, str, float]]) -> None:
        """Take (measure, area code or '' for the nation, target) rows."""
        self._set: dict[str, dict[str, Decimal]] = {}
        for measure, area_code, target in rows:
            self._set.setdefault(measure, {})[area_code] = Decimal(repr(target))

    def of(self, measure: Measure, area_code: str) -> tuple[Decimal | None, str | None]:
        """The target and where it comes from: an area code, '' for the nation's row, 'programme', or None."""
        given = self._set.get(measure.id)
        if given:
            for digits in range(len(area_code), -1, -2):
                if (code := area_code[:digits]) in given:
                    return given[code], code
        return measure.target, None if measure.target is None else PROGRAMME


def judge(
    measure: Measure, numerator: Decimal, denominator: Decimal, target: Decimal | None, target_from: str | None
) -> MeasureValue:
    """The measure's value with its status against a target."""
    ratio = _ratio(measure, numerator, denominator)
    return MeasureValue(
        measure.id,
        _as_value(ratio),
        as_number(numerator),
        as_number(denominator) if measure.has_denominator else None,
        None if target is None else as_number(target),
        target_from,
        status_of(measure, ratio, target),
    )

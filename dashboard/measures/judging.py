"""From exact sums to a value, its target and its status: integer arithmetic, so that a value of exactly 85 is met.

A decimal is kept as a ratio of two integers; Python divides integers to the nearest double. It must not know SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dashboard.measures.results import MeasureValue, Number, Status
from dashboard.programme import MEASURES, Measure, Rules

BY_ID: Mapping[str, Measure] = {m.id: m for m in MEASURES}
PROGRAMME = "programme"
ZERO = Decimal(0)
Ratio = tuple[int, int]


def as_number(ratio: Ratio) -> Number:
    """The nearest double, or an int when the number is whole."""
    top, bottom = ratio
    return top / bottom if top % bottom else top // bottom


def ratio_of(measure: Measure, numerator: Ratio, denominator: Ratio) -> Ratio | None:
    """The measure's value as a ratio with a positive bottom; None when there is nothing to divide by."""
    if not measure.has_denominator:
        return numerator
    over, under = denominator
    if not over:
        return None
    top, bottom = measure.factor * numerator[0] * under, numerator[1] * over
    return (-top, -bottom) if bottom < 0 else (top, bottom)


@dataclass(frozen=True, slots=True)
class Target:
    """A target and where it comes from: an area code ('' the nation's row) or 'programme'."""

    ratio: Ratio
    number: Number
    source: str

    @classmethod
    def of(cls, exact: Decimal, source: str) -> Target:
        """The target of this exact number."""
        ratio = exact.as_integer_ratio()
        return cls(ratio, as_number(ratio), source)


def programme_target(measure: Measure, rules: Rules) -> Decimal | None:
    """The programme's own target of a measure: what it is, or the rule of the year that it is."""
    return Decimal(getattr(rules, measure.target_rule)) if measure.target_rule else measure.target


class Targets:
    """The targets of one fiscal year: for an area the closest level's own, else the programme's."""

    def __init__(self, rows: Iterable[tuple[str, str, float]], rules: Rules = Rules()) -> None:  # noqa: B008 - frozen
        """Take (measure, area code or '' for the nation, target) rows and the rules of the year."""
        own = {m.id: programme_target(m, rules) for m in MEASURES}
        self._own = {id_: None if target is None else Target.of(target, PROGRAMME) for id_, target in own.items()}
        self._set: dict[str, dict[str, Target]] = {}
        for measure, area_code, target in rows:
            self._set.setdefault(measure, {})[area_code] = Target.of(Decimal(repr(target)), area_code)

    def of(self, measure: Measure, area_code: str) -> Target | None:
        """The target that counts for an area; None when there is none at all."""
        given = self._set.get(measure.id)
        if given:
            for digits in range(len(area_code), -1, -2):
                if (found := given.get(area_code[:digits])) is not None:
                    return found
        return self._own[measure.id]


def status_of(measure: Measure, value: Ratio | None, target: Target | None) -> Status:
    """met, near (within a tenth of the target), behind; none without a value or a target. Compared exactly."""
    if value is None or target is None:
        return "none"
    reached, goal = value[0] * target.ratio[1], target.ratio[0] * value[1]
    if measure.more_is_better:
        return "met" if reached >= goal else "near" if 10 * reached >= 9 * goal else "behind"
    return "met" if reached <= goal else "near" if 10 * reached <= 11 * goal else "behind"


def judge(
    measure: Measure, numerator: Decimal | Fraction | int, denominator: Decimal | Fraction | int, target: Target | None
) -> MeasureValue:
    """The measure's value with its status against a target."""
    top, bottom = numerator.as_integer_ratio(), denominator.as_integer_ratio()
    value = ratio_of(measure, top, bottom)
    return MeasureValue(
        measure.id,
        None if value is None else as_number(value),
        as_number(top),
        as_number(bottom) if measure.has_denominator else None,
        None if target is None else target.number,
        None if target is None else target.source,
        status_of(measure, value, target),
    )

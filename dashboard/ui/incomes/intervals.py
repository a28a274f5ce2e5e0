"""A mean with its 95 % interval as a cell: dot and whisker on one axis for the whole table, zero and target marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.measures.income_stats import Interval, verdict
from dashboard.ui.incomes.said import ICON_OF, STATUS_OF, interval_percent, signed
from dashboard.ui.tables import Cell
from dashboard.ui.words import Value, t


@dataclass(frozen=True)
class Axis:
    """The way that the cells of a table share, in percent of growth."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Where a value lies on the way of 0 to 100; outside it when it does."""
        return (value - self.low) / (self.high - self.low) * 100


def axis_of(shown: Iterable[tuple[float, Interval | None, bool]], target: float | None) -> Axis:
    """An axis with zero, the target and every mean on it, and the whole intervals of the means that are sure.

    `shown` are (mean, interval, is uncertain): a wide whisker of few pairs is cut rather than squeezing all others.
    """
    values = [0.0, *([target] if target is not None else [])]
    for mean, interval, is_uncertain in shown:
        values.append(mean)
        if interval is not None and not is_uncertain:
            values += [interval.low, interval.high]
    low, high = min(values), max(values)
    rim = (high - low) * 0.04 or 1.0
    return Axis(low - rim, high + rim)


def interval_cell(mean: Value, interval: Interval | None, target: Value, axis: Axis) -> Cell | None:
    """The cell: the mean and its interval in words, drawn above them; whether it lies clear of the target."""
    if mean is None:
        return None
    goal = None if target is None else float(target)
    clear = verdict(interval, goal)
    words = t("incomes.mean_in", mean=signed(mean, target), interval=interval_percent(interval))
    return Cell(
        words if interval else signed(mean, target),
        share=axis.at(float(mean)),
        low=axis.at(interval.low) if interval else None,
        high=axis.at(interval.high) if interval else None,
        zero=axis.at(0.0),
        goal=None if goal is None else axis.at(goal),
        status=STATUS_OF[clear] if clear else "",
        icon=ICON_OF[clear] if clear else "",
        word=t(f"incomes.verdict.{clear}") if clear else "",
    )

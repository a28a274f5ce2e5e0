"""What measuring gives: frozen values, whole numbers as int, missing as None.

It must not know where numbers come from or how they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Status = Literal["met", "near", "behind", "none"]
Number = float | int


@dataclass(frozen=True, slots=True)
class MeasureValue:
    """One measure of one area on one day.

    `value` is in the measure's unit (percent, count, households per trainer or per 100) and None when there is
    nothing to divide by; `denominator` is None for a measure that has none. `target_from` is the area code whose row
    of the targets register won ('' = the nation's row), 'programme', or None without a target.
    """

    measure: str
    value: Number | None
    numerator: Number
    denominator: Number | None
    target: Number | None
    target_from: str | None
    status: Status


@dataclass(frozen=True, slots=True)
class AreaMeasures:
    """Measures of one area ('' = the nation, or several areas together), by measure id in the order of MEASURES."""

    area_code: str
    values: Mapping[str, MeasureValue]


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """One measure of a view on one day; as in MeasureValue, without a target."""

    day: date
    value: Number | None
    numerator: Number
    denominator: Number | None


@dataclass(frozen=True, slots=True)
class AreaStages:
    """Villages by stage in one area: `reached[k - 1]` have reached stage k (1 to 11, each counted by itself);
    `standing[k]` stand at stage k, the highest of which 1..k are all reached (0 to 11, together `villages`).
    """

    area_code: str
    villages: int
    reached: tuple[int, ...]
    standing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StagePoint:
    """Villages by stage in a view on one day; as in AreaStages."""

    day: date
    villages: int
    reached: tuple[int, ...]
    standing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IncomeDetail:
    """What stands beside income_growth, over the `pairs` paired households of a view (baht a year, percent).

    `growth_of_mean_pct` is the measure income_growth itself; `mean_of_growths_pct` the mean of the households' own
    growths. `sd_change_baht` is the sample standard deviation (None below two pairs). All None without a pair,
    `coverage_pct` None when nobody practises.
    """

    pairs: int
    practising: int
    coverage_pct: Number | None
    growth_of_mean_pct: Number | None
    mean_of_growths_pct: float | None
    median_change_pct: float | None
    mean_change_baht: float | None
    sd_change_baht: float | None
    median_change_baht: float | None
    mean_baseline_baht: float | None
    mean_latest_baht: float | None
    median_baseline_baht: float | None
    median_latest_baht: float | None

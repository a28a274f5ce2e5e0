"""The weeks behind a number: what a measure or a stage of an area stood at, each week up to the view's day.

A stage is named `stage.1` to `stage.11` wherever a measure's id may stand; it counts villages of all villages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dashboard.filters import Filters
from dashboard.measures.fetching import DIGITS
from dashboard.measures.judging import BY_ID
from dashboard.measures.summed import sum_rows
from dashboard.programme import STAGES, first_day

if TYPE_CHECKING:
    import duckdb

Array = NDArray[np.float64]
STAGE_IDS = tuple(f"stage.{stage.number}" for stage in STAGES)
_STAGE = {f"stage.{stage.number}": stage.number for stage in STAGES}


@dataclass(frozen=True, eq=False)
class History:
    """Numerator and denominator at the end of each week, the last on the as-of day; index 0 is the first day.

    A measure without denominator has 0 there.
    """

    area_code: str
    what: str
    as_of: date
    numerators: Array
    denominators: Array

    @property
    def weeks(self) -> int:
        """How many whole weeks there are."""
        return len(self.numerators) - 1

    def day(self, week: int) -> date:
        """The day on which a week ends."""
        return self.as_of - timedelta(days=7 * (self.weeks - week))


def fetch_histories(
    con: duckdb.DuckDBPyConnection, filters: Filters, whats: Iterable[str], by: str | None = None
) -> list[History]:
    """The histories of measures and stages for the areas of one level (a key of DIGITS) in code order, or the view.

    Weeks are counted back from the as-of day to the first day of the fiscal year. An area without a change has a
    history of zeros when it has a village. Raises KeyError for an unknown measure or level.
    """
    asked = list(whats)
    weeks = max((filters.as_of - first_day(filters.fiscal_year)).days // 7, 0)
    digits = DIGITS[by or "nation"]
    measures = [BY_ID[what].id for what in asked if what not in _STAGE]
    found: dict[tuple[str, str], tuple[Array, Array]] = {}
    areas: list[str] = [] if by else [""]

    def add(area: str, what: str, week: int, numerator: float, denominator: float) -> None:
        if (area, what) not in found:
            found[(area, what)] = (np.zeros(weeks + 1), np.zeros(weeks + 1))
        tops, bottoms = found[(area, what)]
        tops[week] += numerator
        bottoms[week] += denominator

    for area, stage, week, villages in sum_rows(con, "scenario/weekly_stages", filters, digits, weeks=weeks):
        if stage == 0:
            if by:
                areas.append(area)
            for what in STAGE_IDS:
                add(area, what, 0, 0, villages)
        else:
            add(area, f"stage.{stage}", week, villages, 0)
    if measures:
        for row in sum_rows(con, "scenario/weekly_measures", filters, digits, measures=measures, weeks=weeks):
            add(*row)
    nothing = np.zeros(weeks + 1)
    return [
        History(area if by else filters.area, what, filters.as_of, tops.cumsum(), bottoms.cumsum())
        for area in sorted(areas)
        for what in asked
        for tops, bottoms in (found.get((area, what), (nothing, nothing)),)
    ]

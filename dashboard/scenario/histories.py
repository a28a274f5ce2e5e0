"""The weeks behind a number: what a measure or a stage of an area stood at, each week up to the view's day.

A stage is named `stage.1` to `stage.11` wherever a measure's id may stand; it counts villages of all villages.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.fetching import DIGITS
from dashboard.measures.judging import BY_ID
from dashboard.measures.summed import sum_rows
from dashboard.programme import STAGES, first_day
from dashboard.scenario.held import fetch_village_codes
from dashboard.scenario.ruling import Ruling, ruled_rows
from dashboard.scenario.seeing import NOT_MOVED, Moved

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
    con: duckdb.DuckDBPyConnection,
    filters: Filters,
    whats: Iterable[str],
    by: str | None = None,
    moved: Moved = NOT_MOVED,
    ruling: Ruling | None = None,
) -> list[History]:
    """The histories of measures and stages for the areas of one level (a key of DIGITS) in code order, or the view.

    Weeks are counted back from the as-of day to the first day of the fiscal year. An area without a change has a
    history of zeros when it has a village. `moved` are villages that are taken away and added; what turns on other
    rules counts by these. Raises KeyError for an unknown measure or level.
    """
    asked = list(whats)
    weeks = max((filters.as_of - first_day(filters.fiscal_year)).days // 7, 0)
    digits = DIGITS[by or "nation"]
    gathered = _Weeks(weeks)
    ruled = frozenset(asked).intersection((*ruling.measures, *ruling.stages)) if ruling else frozenset[str]()
    measures = [BY_ID[what].id for what in asked if what not in _STAGE and what not in ruled]
    stages = [_STAGE[what] for what in asked if what in _STAGE]
    for times, villages in moved.parts:
        rows = partial(_rows, con, filters, digits, villages, weeks=weeks)
        gathered.take(rows("weekly_stages", stages=stages), times, but=ruled)
        if measures:
            gathered.add(rows("weekly_measures", measures=measures), times)
        if ruling and not ruled.isdisjoint(ruling.stages):
            found = rows("weekly_stages", ruling, stages=stages)
            gathered.take((row for row in found if f"stage.{row[1]}" in ruled), times)
        if ruling and (of_rules := sorted(ruled.intersection(ruling.measures))):
            gathered.add(rows("weekly_measures", ruling, measures=of_rules), times)
    areas = sorted(gathered.areas) if by else [""]
    return [
        History(area if by else filters.area, what, filters.as_of, *gathered.of(area, what))
        for area in areas
        for what in asked
    ]


class _Weeks:
    """What changed in which week, by area and measure or stage, while rows come in."""

    def __init__(self, weeks: int) -> None:
        self._nothing = [0.0] * (weeks + 1)
        self._found: dict[tuple[str, str], tuple[list[float], list[float]]] = {}
        self._villages: dict[str, float] = {}
        self._is_less = False

    @property
    def areas(self) -> list[str]:
        """Those that have a village."""
        return [area for area, villages in self._villages.items() if villages]

    def take(self, rows: Iterable[tuple[Any, ...]], sign: int = 1, but: Container[str] = frozenset()) -> None:
        """Weeks of (area, stage, week, villages), but some; stage 0 says how many villages there are."""
        for area, stage, week, villages in rows:
            if stage == 0:
                self._villages[area] = self._villages.get(area, 0) + sign * villages
                for what in STAGE_IDS:
                    self._put(area, what, week, 0, sign * villages)
            elif (what := f"stage.{stage}") not in but:
                self._put(area, what, week, sign * villages, 0)

    def add(self, rows: Iterable[tuple[Any, ...]], sign: int = 1) -> None:
        """Weeks of (area, measure, week, numerator, denominator)."""
        self._is_less = self._is_less or sign < 0
        for area, what, week, numerator, denominator in rows:
            self._put(area, what, week, sign * numerator, sign * denominator)

    def of(self, area: str, what: str) -> tuple[Array, Array]:
        """Numerators and denominators at the end of each week."""
        found = np.cumsum(self._found.get((area, what), (self._nothing, self._nothing)), axis=1)
        if self._is_less:  # what is left of satang that were taken away is dust of the computer's numbers
            found = np.round(found, 4)
        return found[0], found[1]

    def _put(self, area: str, what: str, week: int, numerator: float, denominator: float) -> None:
        found = self._found.get((area, what))
        if found is None:
            found = self._found[area, what] = self._nothing.copy(), self._nothing.copy()
        found[0][week] += numerator
        found[1][week] += denominator


def _rows(
    con: duckdb.DuckDBPyConnection,
    filters: Filters,
    digits: int,
    villages: Sequence[str] | None,
    kind: str,
    ruling: Ruling | None = None,
    **own: Any,
) -> list[tuple[Any, ...]]:
    """The weeks of one kind, of a view or of villages, as they are or under other rules."""
    if villages is None and ruling is None:
        return sum_rows(con, f"scenario/{kind}", filters, digits, **own)
    if villages is None and filters.stage:  # of the rules in force, which the statement then does not see
        villages = fetch_village_codes(con, filters)
    if villages is None:
        name = f"scenario/{kind}"
    else:
        name, own = f"scenario/held_{kind}", own | {"villages": list(villages)}
    params = sql.of_view(name, filters, digits=digits, **own)
    return sql.rows(con, name, **params) if ruling is None else ruled_rows(con, name, ruling, **params)

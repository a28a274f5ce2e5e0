"""The weeks behind a number: what a measure or a stage of an area stood at, each week up to the view's day.

A stage is named `stage.1` to `stage.11` wherever a measure's id may stand; it counts villages of all villages.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
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
from dashboard.scenario.seeing import Moved

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
    moved: Moved = Moved(),  # noqa: B008 - frozen
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
    gathered.take(sum_rows(con, "scenario/weekly_stages", filters, digits, weeks=weeks), but=ruled)
    if measures:
        gathered.add(sum_rows(con, "scenario/weekly_measures", filters, digits, measures=measures, weeks=weeks))
    for sign, villages in ((-1, moved.out), (1, moved.into)):
        if villages:
            own = {"digits": digits, "weeks": weeks, "villages": list(villages)}
            gathered.take(_rows(con, "scenario/held_weekly_stages", filters, **own), sign, ruled)
            if measures:
                gathered.add(_rows(con, "scenario/held_weekly_measures", filters, measures=measures, **own), sign)
    if ruling and ruled:
        gone = frozenset(moved.out)
        inside = [code for code in fetch_village_codes(con, filters) if code not in gone]
        own = {"digits": digits, "weeks": weeks, "villages": [*inside, *moved.into]}
        _take_ruled(con, filters, gathered, ruling, ruled, own)
    areas = sorted(gathered.areas) if by else [""]
    return [
        History(area if by else filters.area, what, filters.as_of, *gathered.of(area, what))
        for area in areas
        for what in asked
    ]


def _take_ruled(
    con: duckdb.DuckDBPyConnection,
    filters: Filters,
    gathered: _Weeks,
    ruling: Ruling,
    ruled: frozenset[str],
    own: dict[str, Any],
) -> None:
    """The weeks of what turns on other rules, of villages."""
    if not ruled.isdisjoint(ruling.stages):
        name = "scenario/held_weekly_stages"
        rows = ruled_rows(con, name, ruling, **sql.of_view(name, filters, **own))
        gathered.take(row for row in rows if f"stage.{row[1]}" in ruled)
    if measures := sorted(ruled.intersection(ruling.measures)):
        name = "scenario/held_weekly_measures"
        gathered.add(ruled_rows(con, name, ruling, **sql.of_view(name, filters, measures=measures, **own)))


class _Weeks:
    """What changed in which week, by area and measure or stage, while rows come in."""

    def __init__(self, weeks: int) -> None:
        self._nothing = np.zeros(weeks + 1)
        self._found: dict[tuple[str, str], tuple[Array, Array]] = {}
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
        tops, bottoms = self._found.get((area, what), (self._nothing, self._nothing))
        if self._is_less:  # what is left of satang that were taken away is dust of the computer's numbers
            return np.round(tops.cumsum(), 4), np.round(bottoms.cumsum(), 4)
        return tops.cumsum(), bottoms.cumsum()

    def _put(self, area: str, what: str, week: int, numerator: float, denominator: float) -> None:
        if (area, what) not in self._found:
            self._found[(area, what)] = (self._nothing.copy(), self._nothing.copy())
        tops, bottoms = self._found[(area, what)]
        tops[week] += numerator
        bottoms[week] += denominator


def _rows(con: duckdb.DuckDBPyConnection, name: str, filters: Filters, **own: Any) -> list[tuple[Any, ...]]:
    return sql.rows(con, name, **sql.of_view(name, filters, **own))

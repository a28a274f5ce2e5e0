"""The weeks behind a number: what a measure or a stage of an area stood at, each week up to the view's day.

A stage is named `stage.1` to `stage.11` wherever a measure's id may stand; it counts villages of all villages.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
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
    of_all, of_ruled = _Asked.of(asked, weeks, but=ruled), _Asked.of(ruled, weeks)
    for times, villages in moved.parts:
        of_stages, of_measures = _rows(con, filters, digits, villages, of_all)
        gathered.take(of_stages, times)
        gathered.add(of_measures, times)
        if ruling and ruled:
            of_stages, of_measures = _ruled_rows(con, filters, digits, villages, of_ruled, ruling)
            gathered.take(of_stages, times)
            gathered.add(of_measures, times)
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

    def take(self, rows: Iterable[tuple[Any, ...]], sign: int = 1) -> None:
        """Weeks of (area, stage, week, villages); stage 0 says how many villages there are."""
        for area, stage, week, villages in rows:
            if stage == 0:
                self._villages[area] = self._villages.get(area, 0) + sign * villages
                for what in STAGE_IDS:
                    self._put(area, what, week, 0, sign * villages)
            else:
                self._put(area, f"stage.{stage}", week, sign * villages, 0)

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


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of villages: the weeks of these stages and measures."""

    stages: tuple[int, ...]
    measures: tuple[str, ...]
    weeks: int

    @classmethod
    def of(cls, whats: Iterable[str], weeks: int, but: Container[str] = frozenset()) -> _Asked:
        """Those that are named, but some. Raises KeyError for an unknown measure."""
        asked = sorted(what for what in whats if what not in but)
        stages = tuple(_STAGE[what] for what in asked if what in _STAGE)
        return cls(stages, tuple(BY_ID[what].id for what in asked if what not in _STAGE), weeks)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Those of which anything is asked."""
        asked = ((_STAGES, self.stages), (_MEASURES, self.measures))
        return tuple(kind for kind, whats in asked if whats)

    def own(self, kind: str) -> dict[str, Any]:
        """The parameters of one kind."""
        whats = {"stages": list(self.stages)} if kind == _STAGES else {"measures": list(self.measures)}
        return whats | {"weeks": self.weeks}


_STAGES, _MEASURES = "weekly_stages", "weekly_measures"
_Rows = list[tuple[Any, ...]]


def _rows(
    con: duckdb.DuckDBPyConnection, filters: Filters, digits: int, villages: Sequence[str] | None, asked: _Asked
) -> tuple[_Rows, _Rows]:
    """The weeks of stages, with how many villages there are, and of measures: of a view or of villages."""
    found: list[_Rows] = []
    for kind in (_STAGES, _MEASURES) if asked.measures else (_STAGES,):
        if villages is None:
            found.append(sum_rows(con, f"scenario/{kind}", filters, digits, **asked.own(kind)))
        else:
            name = f"scenario/held_{kind}"
            own = asked.own(kind) | {"digits": digits, "villages": list(villages)}
            found.append(sql.rows(con, name, **sql.of_view(name, filters, **own)))
    return found[0], found[1] if asked.measures else []


def _ruled_rows(
    con: duckdb.DuckDBPyConnection,
    filters: Filters,
    digits: int,
    villages: Sequence[str] | None,
    asked: _Asked,
    ruling: Ruling,
) -> tuple[_Rows, _Rows]:
    """The weeks of stages and of measures under other rules; not how many villages there are."""
    if villages is None and filters.stage:  # of the rules in force, which the statement then does not see
        villages = fetch_village_codes(con, filters)
    own: dict[str, Any] = {"digits": digits} if villages is None else {"digits": digits, "villages": list(villages)}
    names = {kind: f"scenario/{kind if villages is None else f'held_{kind}'}" for kind in asked.kinds}
    params: dict[str, Any] = {}
    for kind, name in names.items():
        params |= sql.of_view(name, filters, **own, **asked.own(kind))
    found = dict(zip(names, ruled_rows(con, tuple(names.values()), ruling, **params), strict=True))
    return [row for row in found.get(_STAGES, ()) if row[1]], found.get(_MEASURES, [])

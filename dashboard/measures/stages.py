"""The funnel: how many villages have reached each of the eleven stages, and at which they stand.

It must not know what a stage means; that is in `queries/marts/village_stage.sql`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from dashboard.filters import Filters
from dashboard.measures.fetching import DIGITS
from dashboard.measures.results import AreaStages, StagePoint
from dashboard.measures.summed import sum_rows
from dashboard.programme import STAGES

if TYPE_CHECKING:
    import duckdb


class _Counts:
    """Villages per stage while rows come in; every village stands somewhere, so that standing adds up to all."""

    def __init__(self) -> None:
        self._reached = [0] * len(STAGES)
        self._standing = [0] * (len(STAGES) + 1)

    def take(self, kind: str, stage: int, villages: int) -> None:
        if kind == "reached":
            self._reached[stage - 1] = villages
        else:
            self._standing[stage] = villages

    def done(self) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        return sum(self._standing), tuple(self._reached), tuple(self._standing)


def fetch_stages(con: duckdb.DuckDBPyConnection, filters: Filters, by: str | None = None) -> list[AreaStages]:
    """Villages by stage on the view's day, for its areas of one level in code order; areas as in fetch_measures."""
    counts: dict[str, _Counts] = {} if by else {"": _Counts()}
    for area_code, kind, stage, villages in sum_rows(con, "areas/stages_at", filters, DIGITS[by or "nation"]):
        counts.setdefault(area_code, _Counts()).take(kind, stage, villages)
    return [AreaStages(code if by else filters.area, *of_area.done()) for code, of_area in counts.items()]


def fetch_stage_series(con: duckdb.DuckDBPyConnection, filters: Filters, days: Sequence[date]) -> list[StagePoint]:
    """Villages by stage of the whole view on several days, in the order given; the view's as-of plays no part."""
    counts = {day: _Counts() for day in days}
    if days:
        for day, kind, stage, villages in sum_rows(con, "areas/stage_series", filters, days=list(days)):
            counts[day].take(kind, stage, villages)
    return [StagePoint(day, *counts[day].done()) for day in days]

"""The funnel: how many villages have reached each of the eleven stages, and at which they stand.

It must not know what a stage means; that is in `queries/marts/village_stage.sql`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dashboard.filters import Filters
from dashboard.measures.fetching import DIGITS
from dashboard.measures.results import AreaStages, StagePoint
from dashboard.measures.summed import sum_rows
from dashboard.programme import STAGES

if TYPE_CHECKING:
    import duckdb


Count = tuple[str, date, str, int, int]
"""Area code, day, kind ('reached' or 'standing'), stage and how many villages."""


class _Counts:
    """Villages per stage while rows come in; every village stands somewhere, so that standing adds up to all."""

    def __init__(self) -> None:
        self._reached = [0] * len(STAGES)
        self._standing = [0] * (len(STAGES) + 1)

    def take(self, kind: str, stage: int, villages: int) -> None:
        if kind == "reached":
            self._reached[stage - 1] += villages
        else:
            self._standing[stage] += villages

    def done(self) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        return sum(self._standing), tuple(self._reached), tuple(self._standing)


def fetch_stages(con: duckdb.DuckDBPyConnection, filters: Filters, by: str | None = None) -> list[AreaStages]:
    """Villages by stage on the view's day, for its areas of one level in code order; areas as in fetch_measures."""
    return stages_from(fetch_counts(con, filters, DIGITS[by or "nation"], (filters.as_of,)), filters, by)


def fetch_counts(
    con: duckdb.DuckDBPyConnection, filters: Filters, digits: int, days: Sequence[date]
) -> tuple[Count, ...]:
    """Villages by stage on some days for the view's areas of a code length, by area; its as-of plays no part but for
    how far its villages are.
    """
    return tuple(sum_rows(con, "areas/stages_at", filters, digits, days=list(days))) if days else ()


def stages_from(found: Iterable[Count], filters: Filters, by: str | None = None) -> list[AreaStages]:
    """As fetch_stages: from the counts of the same areas or of smaller ones, on the view's day and on others."""
    digits = DIGITS[by or "nation"]
    counts: dict[str, _Counts] = {} if by else {"": _Counts()}
    for code, day, kind, stage, villages in found:
        if day == filters.as_of:
            counts.setdefault(code[:digits], _Counts()).take(kind, stage, villages)
    return [AreaStages(code if by else filters.area, *of_area.done()) for code, of_area in counts.items()]


def fetch_stage_series(con: duckdb.DuckDBPyConnection, filters: Filters, days: Sequence[date]) -> list[StagePoint]:
    """Villages by stage of the whole view on several days, in the order given; the view's as-of plays no part."""
    counts = {day: _Counts() for day in days}
    for _, day, kind, stage, villages in fetch_counts(con, filters, 0, days):
        counts[day].take(kind, stage, villages)
    return [StagePoint(day, *counts[day].done()) for day in days]

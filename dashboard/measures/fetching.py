"""Measures of a view: all of them for the areas of one level on its day, or some of them over several days.

Numerators and denominators are sums of changes up to a day (`queries/marts/measure_change.sql`); what they mean is in
`queries/measures/<id>.sql`. It must not know how a number is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.judging import BY_ID, ZERO, Targets, judge
from dashboard.measures.results import AreaMeasures, SeriesPoint
from dashboard.measures.summed import sum_rows
from dashboard.programme import MEASURES, Measure
from dashboard.store.rules import fetch_rules

if TYPE_CHECKING:
    import duckdb

NOTHING = (ZERO, ZERO)
DIGITS = {"nation": 0, "province": 2, "district": 4, "subdistrict": 6, "village": 8}


def fetch_measures(
    con: duckdb.DuckDBPyConnection,
    filters: Filters,
    by: str | None = None,
    measures: Iterable[str] | None = None,
    targets: Targets | None = None,
) -> list[AreaMeasures]:
    """Measures on the view's day, all or those named, for its areas of one level (a key of DIGITS) in code order.

    Areas are those with at least one target village of the year in the view. Without `by`, one row for the whole view
    under `filters.area`, also when it has no village: sums of 0, values missing. `targets` are others than the store's,
    to see what they would change. Raises KeyError for an unknown measure or level.
    """
    chosen = MEASURES if measures is None else tuple(BY_ID[id_] for id_ in measures)
    sums: dict[str, dict[str, tuple[Decimal, Decimal]]] = {} if by else {"": {}}
    wanted = None if measures is None else [m.id for m in chosen]
    found = sum_rows(con, "areas/measures_at", filters, DIGITS[by or "nation"], measures=wanted)
    for area_code, measure, numerator, denominator in found:
        sums.setdefault(area_code, {})[measure] = (numerator, denominator)
    targets = targets or fetch_targets(con, filters.fiscal_year)
    results = []
    for area_code, of_area in sums.items():
        code = area_code if by else filters.area
        values = {m.id: judge(m, *of_area.get(m.id, NOTHING), targets.of(m, code)) for m in chosen}
        results.append(AreaMeasures(code, values))
    return results


def fetch_targets(con: duckdb.DuckDBPyConnection, fiscal_year: int) -> Targets:
    """The targets of a year: what offices set, and below them the programme's own and its rules."""
    rows = sql.rows(con, "areas/targets", fiscal_year=fiscal_year)
    return Targets(rows, fetch_rules(con, fiscal_year))


def fetch_series(
    con: duckdb.DuckDBPyConnection, filters: Filters, measures: Iterable[str], days: Sequence[date]
) -> dict[str, list[SeriesPoint]]:
    """Some measures of the whole view on several days: measure id → one point per day, in the order given.

    The view's own as-of day plays no part: give no day after it to keep what has not happened out.
    Raises KeyError for an unknown measure.
    """
    chosen = [BY_ID[id_] for id_ in measures]
    return series_by_area(con, filters, 0, measures, days).get("") or _points(chosen, days, {})


def series_by_area(
    con: duckdb.DuckDBPyConnection, filters: Filters, digits: int, measures: Iterable[str], days: Sequence[date]
) -> dict[str, dict[str, list[SeriesPoint]]]:
    """As fetch_series for each of the view's areas of a code length in which one of the measures ever changed."""
    chosen = [BY_ID[id_] for id_ in measures]
    sums: dict[str, _Sums] = {}
    if chosen and days:
        own = {"measures": [m.id for m in chosen], "days": list(days)}
        for area_code, measure, day, *both in sum_rows(con, "areas/measure_series", filters, digits, **own):
            sums.setdefault(area_code, {})[measure, day] = (both[0], both[1])
    return {area_code: _points(chosen, days, of_area) for area_code, of_area in sums.items()}


_Sums = dict[tuple[str, date], tuple[Decimal, Decimal]]


def _points(chosen: Iterable[Measure], days: Sequence[date], sums: _Sums) -> dict[str, list[SeriesPoint]]:
    series: dict[str, list[SeriesPoint]] = {}
    for measure in chosen:
        points = series.setdefault(measure.id, [])
        for day in days:
            point = judge(measure, *sums.get((measure.id, day), NOTHING), None)
            points.append(SeriesPoint(day, point.value, point.numerator, point.denominator))
    return series


def fetch_years(con: duckdb.DuckDBPyConnection) -> list[int]:
    """The Buddhist-era fiscal years that have target villages, the earliest first."""
    return [year for (year,) in sql.rows(con, "areas/years")]

"""Measures of a view: all of them for the areas of one level on its day, or some of them over several days.

Numerators and denominators are sums of changes up to a day (`queries/marts/measure_change.sql`); what they mean is in
`queries/measures/<id>.sql`. It must not know how a number is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Context, Decimal
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
EVERYWHERE = "villages"  # the measure that every area with a village has
DIGITS = {"nation": 0, "province": 2, "district": 4, "subdistrict": 6, "village": 8}
Sums = tuple[Decimal, Decimal]
Change = tuple[str, str, date, str, str]
"""Area code, measure, day, and how much numerator and denominator changed up to it since the day before: decimals as
they are written, for many are read and few needed.
"""
_ADDING = Context(prec=80)  # sums have at most 38 digits


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
    wanted = None if measures is None else tuple(BY_ID[id_].id for id_ in measures)
    asked = None if wanted is None else (*wanted, EVERYWHERE)
    changes = fetch_changes(con, filters, DIGITS[by or "nation"], (filters.as_of,), asked)
    return measures_from(changes, targets or fetch_targets(con, filters.fiscal_year), filters, by, wanted)


def fetch_changes(
    con: duckdb.DuckDBPyConnection,
    filters: Filters,
    digits: int,
    days: Sequence[date],
    measures: Sequence[str] | None = None,
) -> tuple[Change, ...]:
    """What measures, all or those named, are made of on some days, for the view's areas of a code length, by area.

    The view's own as-of day plays no part but for how far its villages are.
    """
    if not days or measures == ():
        return ()
    wanted = None if measures is None else list(measures)
    return tuple(sum_rows(con, "areas/measure_series", filters, digits, measures=wanted, days=list(days)))


def measures_from(
    changes: Iterable[Change],
    targets: Targets,
    filters: Filters,
    by: str | None = None,
    measures: Sequence[str] | None = None,
) -> list[AreaMeasures]:
    """As fetch_measures: from the changes of the same areas or of smaller ones, on the view's day and on others."""
    chosen = MEASURES if measures is None else tuple(BY_ID[id_] for id_ in measures)
    sums = sums_until(filters.as_of, changes, DIGITS[by or "nation"])
    results = []
    for area_code, of_area in (sums if by else {"": sums.get("", {})}).items():
        code = area_code if by else filters.area
        values = {m.id: judge(m, *of_area.get(m.id, NOTHING), targets.of(m, code)) for m in chosen}
        results.append(AreaMeasures(code, values))
    return results


def sums_until(day: date, changes: Iterable[Change], digits: int) -> dict[str, dict[str, Sums]]:
    """Numerator and denominator by area of a code length and measure, of what changed up to a day."""
    sums: dict[str, dict[str, Sums]] = {}
    for code, id_, on_day, *more in changes:
        if on_day <= day:
            of_area = sums.setdefault(code[:digits], {})
            of_area[id_] = _added(of_area.get(id_, NOTHING), more)
    return sums


def _added(so_far: Sums, more: Sequence[str]) -> Sums:
    return _ADDING.add(so_far[0], Decimal(more[0])), _ADDING.add(so_far[1], Decimal(more[1]))


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
    wanted = tuple(BY_ID[id_].id for id_ in measures)
    return series_from(fetch_changes(con, filters, 0, days, wanted), wanted, days)


def series_from(
    changes: Iterable[Change], measures: Iterable[str], days: Sequence[date]
) -> dict[str, list[SeriesPoint]]:
    """As fetch_series: from the changes of a whole view on these days."""
    chosen = {id_: BY_ID[id_] for id_ in measures}
    changed: dict[tuple[str, date], Sequence[str]] = {(id_, day): more for _, id_, day, *more in changes}
    return {id_: _points(measure, days, changed) for id_, measure in chosen.items()}


def _points(
    measure: Measure, days: Sequence[date], changed: Mapping[tuple[str, date], Sequence[str]]
) -> list[SeriesPoint]:
    points, so_far = {}, NOTHING
    for day in sorted(set(days)):
        if (measure.id, day) in changed:
            so_far = _added(so_far, changed[measure.id, day])
        point = judge(measure, *so_far, None)
        points[day] = SeriesPoint(day, point.value, point.numerator, point.denominator)
    return [points[day] for day in days]


def fetch_years(con: duckdb.DuckDBPyConnection) -> list[int]:
    """The Buddhist-era fiscal years that have target villages, the earliest first."""
    return [year for (year,) in sql.rows(con, "areas/years")]

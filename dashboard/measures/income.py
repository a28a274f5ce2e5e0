"""What stands beside income_growth, so that a mean is never shown alone: pairs, coverage, medians, spread.

It must not know which household is paired; that is in `queries/marts/household_outcome.sql`.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.fetching import fetch_series, series_by_area
from dashboard.measures.results import IncomeDetail, SeriesPoint

if TYPE_CHECKING:
    import duckdb


def fetch_income_detail(con: duckdb.DuckDBPyConnection, filters: Filters) -> IncomeDetail:
    """The income outcome of the whole view on its day; see IncomeDetail for units and what may be missing."""
    return income_by_area(con, filters, 0).get("") or _detail(_NO_PAIR, fetch_series(con, filters, _EXACT, ()))


def income_by_area(con: duckdb.DuckDBPyConnection, filters: Filters, digits: int) -> dict[str, IncomeDetail]:
    """The income outcome of each of the view's areas of a code length where anybody ever practised."""
    rows = sql.records(con, "areas/income_detail", **sql.of_view("areas/income_detail", filters, digits=digits))
    paired = {row.pop("area_code"): row for row in rows}
    exact = series_by_area(con, filters, digits, _EXACT, (filters.as_of,))
    return {area_code: _detail(paired.get(area_code, _NO_PAIR), of_area) for area_code, of_area in exact.items()}


_EXACT = ("income_growth", "income_coverage")
_NO_PAIR = {"n_pairs": 0} | {
    field.name: None
    for field in fields(IncomeDetail)
    if field.name not in ("pairs", "practising", "coverage_pct", "growth_of_mean_pct")
}


def _detail(paired: dict[str, Any], exact: dict[str, list[SeriesPoint]]) -> IncomeDetail:
    growth, coverage = exact["income_growth"], exact["income_coverage"]
    return IncomeDetail(
        pairs=paired["n_pairs"],
        practising=int(coverage[0].denominator or 0) if coverage else 0,
        coverage_pct=coverage[0].value if coverage else None,
        growth_of_mean_pct=growth[0].value if growth else None,
        **{name: value for name, value in paired.items() if name != "n_pairs"},
    )

"""What stands beside income_growth, so that a mean is never shown alone: pairs, coverage, medians, spread.

It must not know which household is paired; that is in `queries/marts/household_outcome.sql`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.fetching import fetch_series
from dashboard.measures.results import IncomeDetail

if TYPE_CHECKING:
    import duckdb


def fetch_income_detail(con: duckdb.DuckDBPyConnection, filters: Filters) -> IncomeDetail:
    """The income outcome of the whole view on its day; see IncomeDetail for units and what may be missing."""
    (detail,) = sql.records(con, "areas/income_detail", **sql.of_view("areas/income_detail", filters))
    exact = fetch_series(con, filters, ("income_growth", "income_coverage"), (filters.as_of,))
    (growth,), (coverage,) = exact["income_growth"], exact["income_coverage"]
    return IncomeDetail(
        pairs=detail.pop("n_pairs"),
        practising=int(coverage.denominator or 0),
        coverage_pct=coverage.value,
        growth_of_mean_pct=growth.value,
        **detail,
    )

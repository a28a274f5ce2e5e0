"""What stands beside income_growth, so that a mean is never shown alone: pairs, coverage, medians, spread.

It must not know which household is paired; that is in `queries/marts/household_outcome.sql`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.fetching import NOTHING, Change, fetch_changes, sums_until
from dashboard.measures.judging import BY_ID, judge
from dashboard.measures.results import IncomeDetail

if TYPE_CHECKING:
    import duckdb


def fetch_income_detail(con: duckdb.DuckDBPyConnection, filters: Filters) -> IncomeDetail:
    """The income outcome of the whole view on its day; see IncomeDetail for units and what may be missing."""
    changes = fetch_changes(con, filters, 0, (filters.as_of,), _EXACT)
    return income_from(fetch_pairs(con, filters, 0), changes, filters)


def fetch_pairs(con: duckdb.DuckDBPyConnection, filters: Filters, digits: int) -> list[dict[str, Any]]:
    """The paired households of the view's areas of a code length that have one: area_code, n_pairs, and the means,
    medians and spread of IncomeDetail.
    """
    return sql.records(con, "areas/income_detail", **sql.of_view("areas/income_detail", filters, digits=digits))


def income_from(pairs: Sequence[Mapping[str, Any]], changes: Iterable[Change], filters: Filters) -> IncomeDetail:
    """As fetch_income_detail: from the pairs of the whole view and the changes of it or of its parts."""
    sums = sums_until(filters.as_of, changes, 0).get("", {})
    growth, coverage = (judge(BY_ID[id_], *sums.get(id_, NOTHING), None) for id_ in _EXACT)
    values: Mapping[str, Any] = pairs[0] if pairs else _NO_PAIR
    return IncomeDetail(
        pairs=values["n_pairs"],
        practising=int(coverage.denominator or 0),
        coverage_pct=coverage.value,
        growth_of_mean_pct=growth.value,
        **{name: value for name, value in values.items() if name not in ("area_code", "n_pairs")},
    )


_EXACT = ("income_growth", "income_coverage")
_NO_PAIR = {"n_pairs": 0} | {
    field.name: None
    for field in fields(IncomeDetail)
    if field.name not in ("pairs", "practising", "coverage_pct", "growth_of_mean_pct")
}

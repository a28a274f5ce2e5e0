"""Incomes before and after in groups of a view: areas of one level, types of occupation, rounds of follow-up.

Growth and coverage are the measures income_growth and income_coverage themselves; beside them stand the median and
what an interval needs. It must not know how a group is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.fetching import DIGITS, fetch_measures, fetch_targets
from dashboard.measures.income_stats import FEW, UNCERTAIN, Interval, Moments, growth_interval
from dashboard.measures.judging import BY_ID, ZERO, judge
from dashboard.measures.results import MeasureValue

if TYPE_CHECKING:
    import duckdb

GROWTH, COVERAGE, UP = "income_growth", "income_coverage", "households_income_up"
MEASURES = (GROWTH, COVERAGE, UP)
_MOMENTS = tuple(field.name for field in fields(Moments))


@dataclass(frozen=True, slots=True)
class Changes:
    """How the changes of a group's pairs lie. `mean_of_growths_pct` is the mean of the households' own growths, which
    is not the growth of the mean; n_up and n_same count pairs with more and with exactly as much as before.
    """

    moments: Moments
    median_change_pct: float
    mean_of_growths_pct: float
    n_up: int
    n_same: int

    @property
    def n_down(self) -> int:
        """Pairs with less than before."""
        return self.moments.n_pairs - self.n_up - self.n_same


@dataclass(frozen=True, slots=True)
class IncomeGroup:
    """A group (`key`: an area code, '' the whole view; or a type of occupation, '' not said) and its measures."""

    key: str
    growth: MeasureValue
    coverage: MeasureValue
    up: MeasureValue
    changes: Changes | None

    @property
    def pairs(self) -> int:
        """The paired households."""
        return int(self.coverage.numerator)

    @property
    def practising(self) -> int:
        """The target households that practise, paired or not."""
        return int(self.coverage.denominator or 0)

    @property
    def is_few(self) -> bool:
        """Whether there are pairs, but fewer than may be told of."""
        return 0 < self.pairs < FEW

    @property
    def is_uncertain(self) -> bool:
        """Whether there are so few pairs that a mean says little."""
        return 0 < self.pairs < UNCERTAIN

    @property
    def interval(self) -> Interval | None:
        """Of the growth of the mean, percent; None with fewer than two pairs."""
        return None if self.changes is None else growth_interval(self.changes.moments)


@dataclass(frozen=True, slots=True)
class IncomeRound:
    """A round of follow-up of the households that practise still: its pairs, for how many of them it is the latest,
    and the mean time since the baseline. `growth_before_pct` is the growth that the `n_before` of them that have an
    earlier follow-up stood at then: the same households, so that the two can be compared.
    """

    round: int
    n_pairs: int
    n_latest: int
    mean_months: float
    growth_pct: float
    median_change_pct: float
    mean_of_growths_pct: float
    interval: Interval | None
    n_before: int
    growth_before_pct: float | None

    @property
    def is_few(self) -> bool:
        """Whether there are fewer pairs than may be told of."""
        return self.n_pairs < FEW

    @property
    def is_uncertain(self) -> bool:
        """Whether there are so few pairs that a mean says little."""
        return self.n_pairs < UNCERTAIN


def fetch_income_groups(con: duckdb.DuckDBPyConnection, filters: Filters, by: str | None = None) -> list[IncomeGroup]:
    """The areas of one level (a key of DIGITS) with a village in the view, in code order; without `by`, one group for
    the whole view. Raises KeyError for an unknown level.
    """
    areas = fetch_measures(con, filters, by, MEASURES)
    changes = _changes(con, filters, digits=DIGITS[by or "nation"])
    return [_group(a.area_code if by else "", a.values, changes.get(a.area_code if by else "")) for a in areas]


def fetch_income_occupations(con: duckdb.DuckDBPyConnection, filters: Filters) -> list[IncomeGroup]:
    """The types of occupation in which somebody practises, whichever the view is limited to; the most pairs first."""
    asked = sql.of_view("pages/incomes_occupations", filters, measures=list(MEASURES))
    sums = {(key, id_): (n, of) for key, id_, n, of in sql.rows(con, "pages/incomes_occupations", **asked)}
    targets = fetch_targets(con, filters.fiscal_year)
    changes = _changes(con, replace(filters, occupation=None), digits=0, by_occupation=True)
    groups = []
    for key in dict.fromkeys(key for key, _ in sums):
        values = {
            id_: judge(BY_ID[id_], *sums.get((key, id_), (ZERO, ZERO)), targets.of(BY_ID[id_], filters.area))
            for id_ in MEASURES
        }
        groups.append(_group(key, values, changes.get(key)))
    practised = [group for group in groups if group.practising]
    return sorted(practised, key=lambda group: (-group.pairs, group.key))


def fetch_income_rounds(con: duckdb.DuckDBPyConnection, filters: Filters) -> list[IncomeRound]:
    """The rounds of follow-up that count for somebody who practises, the first first."""
    rows = sql.records(con, "pages/incomes_rounds", **sql.of_view("pages/incomes_rounds", filters))
    return [
        IncomeRound(
            round=row["group_key"],
            growth_pct=100 * row["change"] / row["baseline"],
            interval=growth_interval(_moments(row)),
            **{name: row[name] for name in _ROUND},
        )
        for row in rows
    ]


_ROUND = (
    "n_pairs", "n_latest", "mean_months", "median_change_pct", "mean_of_growths_pct", "n_before", "growth_before_pct",
)  # fmt: skip


def _changes(
    con: duckdb.DuckDBPyConnection, filters: Filters, *, digits: int, by_occupation: bool = False
) -> dict[str, Changes]:
    asked = sql.of_view("pages/incomes_groups", filters, digits=digits, by_occupation=by_occupation)
    return {
        row["group_key"]: Changes(
            _moments(row), row["median_change_pct"], row["mean_of_growths_pct"], row["n_up"], row["n_same"]
        )
        for row in sql.records(con, "pages/incomes_groups", **asked)
    }


def _moments(row: dict[str, Any]) -> Moments:
    return Moments(**{name: row[name] for name in _MOMENTS})


def _group(key: str, values: Any, changes: Changes | None) -> IncomeGroup:
    return IncomeGroup(key, values[GROWTH], values[COVERAGE], values[UP], changes)

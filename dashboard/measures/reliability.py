"""Which measures stand on a denominator that cannot be relied on, by which rule, and with which numbers.

A rule of `FLAGS` is told in words with its id (`reliability.<id>.name`, `.rule`, `.fact`). It must not know words or
how a flag is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.fetching import DIGITS, fetch_measures
from dashboard.measures.results import MeasureValue, Number
from dashboard.programme import MEASURES

if TYPE_CHECKING:
    import duckdb

LEAST_COVERAGE_PCT = 80
FEWEST = 5


@dataclass(frozen=True)
class Flag:
    """One rule and the measures whose denominator it is about."""

    id: str
    measures: tuple[str, ...]


FLAGS = (
    Flag("plan", ("households_trained", "practising", "spillover", "trainer_load")),
    Flag("coverage", ("income_growth", "households_income_up", "villages_income_up")),
    Flag("few", tuple(m.id for m in MEASURES if m.unit == "percent")),
    Flag("budget", ("budget_disbursed",)),
    Flag("unplanned", ("on_time",)),
    Flag("evidence", ("evidence_complete",)),
)
_NEEDED = ("households_selected", "income_coverage", *(m.id for m in MEASURES if m.unit == "percent"))


@dataclass(frozen=True)
class Doubt:
    """A rule that speaks against some measures of an area: `n` of `of` are what it counts (see `.fact`)."""

    area_code: str
    flag: str
    measures: tuple[str, ...]
    n: Number
    of: Number


def fetch_doubts(con: duckdb.DuckDBPyConnection, filters: Filters, by: str | None = None) -> list[Doubt]:
    """The rules that apply to the areas of one level, or to the whole view, in code order and the order of FLAGS."""
    counts = {
        row["area_code"]: row
        for row in sql.records(
            con,
            "pages/quality_denominators",
            **sql.of_view("pages/quality_denominators", filters, digits=DIGITS[by or "nation"]),
        )
    }
    found: list[Doubt] = []
    for area in fetch_measures(con, filters, by, _NEEDED):
        counted = counts.get(area.area_code if by else "")
        if counted:
            found += doubts_of(area.area_code, area.values, counted)
    return found


def doubts_of(area_code: str, values: Mapping[str, MeasureValue], counted: Mapping[str, Any]) -> Iterator[Doubt]:
    """The rules that apply to one area, from its measures and the counts of `pages/quality_denominators`."""
    selected, coverage = values["households_selected"], values["income_coverage"]
    few = tuple(id_ for id_ in FLAGS[2].measures if 0 < (values[id_].denominator or 0) < FEWEST)
    numbers = {
        "plan": (selected.numerator, selected.denominator or 0),
        "coverage": (coverage.numerator, coverage.denominator or 0),
        "few": (len(few), len(FLAGS[2].measures)),
        "budget": (counted["n_without_budget"], counted["n_villages"]),
        "unplanned": (counted["n_unplanned"], counted["n_held"]),
        "evidence": (counted["n_unknown"], counted["n_items"]),
    }
    for flag in FLAGS:
        n, of = numbers[flag.id]
        if _applies(flag.id, n, of):
            yield Doubt(area_code, flag.id, few if flag.id == "few" else flag.measures, n, of)


def _applies(flag: str, n: Number, of: Number) -> bool:
    """Nothing selected, practising or held yet is no doubt: the measure has no value then."""
    if flag == "plan":
        return n > 0 and n != of
    if flag == "coverage":
        return of > 0 and 100 * n < LEAST_COVERAGE_PCT * of
    return n > 0

"""What may be told of areas that are not one's own, for comparing with them: rates, never how many households.

A rate of households is that of counts rounded to fives and stands without them, so that no two views can be subtracted
from each other to find a household; one over fewer than five households is missing, and so is one of which the own part
leaves fewer than five others. Whole districts, provinces and the nation only, and no filters: these would make groups
small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import nan
from typing import TYPE_CHECKING

from dashboard.errors import OutsideYourAreas
from dashboard.filters import Filters
from dashboard.measures.fetching import DIGITS, fetch_measures
from dashboard.measures.income_stats import FEW
from dashboard.measures.results import AreaMeasures, AreaStages, MeasureValue

if TYPE_CHECKING:
    import duckdb

SMALLEST = 4  # digits of a district
GROWTH, COVERAGE = "income_growth", "income_coverage"
# measures whose denominator is a number of households; the growth of incomes is about those with a follow-up
OF_HOUSEHOLDS = frozenset(
    {"households_trained", "households_visited", "practising", "households_income_up", COVERAGE, "spillover"}
)
# measures whose counts are of villages, which are public
OF_VILLAGES = frozenset({"villages", "assemblies_held", "teams_complete", "training_complete", "villages_with_group"})


def may_compare_with(filters: Filters) -> bool:
    """Whether a view of areas beyond one's own may be told at all."""
    plain = replace(filters, compare_on=None, status_on=None)
    no_filters = plain == Filters(plain.fiscal_year, plain.as_of, plain.areas)
    return no_filters and all(len(code) <= SMALLEST for code in filters.areas)


def fetch_rates(con: duckdb.DuckDBPyConnection, filters: Filters, by: str | None) -> list[AreaMeasures]:
    """The measures of a view or its areas of a level as anybody may know them, whose areas they may be.

    It is given a connection that reads everything. Raises OutsideYourAreas for areas or filters that would make groups
    small.
    """
    if not may_compare_with(filters) or DIGITS[by or "nation"] > SMALLEST:
        raise OutsideYourAreas(areas=",".join(filters.areas))
    return told_measures(fetch_measures(con, filters, by))


def told_measures(found: Iterable[AreaMeasures], own: Iterable[AreaMeasures] = ()) -> list[AreaMeasures]:
    """Measures of other areas as they may be told; `own` are those of the part of them that is one's own."""
    parts = [area.values for area in own]
    return [AreaMeasures(a.area_code, {id_: _told(id_, a.values, parts) for id_ in a.values}) for a in found]


def told_stages(found: Iterable[AreaStages], _own: Iterable[AreaStages] = ()) -> list[AreaStages]:
    """Stages are about villages, which are public."""
    return list(found)


def households_behind(measure: str, values: Mapping[str, MeasureValue]) -> int | None:
    """How many households stand behind a measure; None when it is not about households."""
    if measure == GROWTH:
        return int(values[COVERAGE].numerator) if COVERAGE in values else None
    if measure in OF_HOUSEHOLDS and measure in values:
        return int(values[measure].denominator or 0)
    return None


def _told(measure: str, values: Mapping[str, MeasureValue], own: Iterable[Mapping[str, MeasureValue]]) -> MeasureValue:
    value = values[measure]
    if measure in OF_VILLAGES:
        return value
    unknown = replace(value, numerator=nan, denominator=nan)
    if value.denominator is None:  # a count of its own: nothing of it is a rate
        return replace(unknown, value=None, status="none")
    behind = households_behind(measure, values)
    others = None if behind is None else behind - sum(households_behind(measure, part) or 0 for part in own)
    few = (measure == GROWTH and behind is None) or (
        behind is not None and others is not None and (behind < FEW or 0 < others < FEW)
    )
    shown = None if few or value.value is None else _rounded(measure, value)
    return replace(unknown, value=shown, status="none" if few else value.status)


def _rounded(measure: str, value: MeasureValue) -> float:
    """A rate of households from counts rounded to fives; others as they are, to one decimal."""
    if measure in OF_HOUSEHOLDS and value.denominator and value.numerator is not None:
        whole = max(FEW, FEW * round(float(value.denominator) / FEW))
        return round(min(100 * FEW * round(float(value.numerator) / FEW) / whole, 100.0), 1)
    return round(float(value.value or 0), 0 if measure == GROWTH else 1)

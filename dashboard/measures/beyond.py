"""What may be told of areas that are not one's own, for comparing with them: rates, never how many households.

Whatever is told is made of the same cells: districts, and of a district that is one's own in part the rest of it. Of a
cell a count of households is known only as the five that it lies in (0–4, 5–9, …), and one with fewer than five
households behind a measure is not in that measure at all. An area is the sum of its cells, so that subtracting two
views gives nothing but cells, and one household more or less in a five changes no view. The own part is told as it is:
it is known. Whole districts, provinces and the nation only, and no filters: these would make groups small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from math import nan
from typing import TYPE_CHECKING

from dashboard.errors import OutsideYourAreas
from dashboard.filters import Filters
from dashboard.measures.fetching import DIGITS, NOTHING, fetch_measures
from dashboard.measures.income_stats import FEW
from dashboard.measures.judging import BY_ID, Target, judge
from dashboard.measures.results import AreaMeasures, AreaStages, MeasureValue
from dashboard.measures.stages import fetch_stages
from dashboard.measures.summed import sum_rows

if TYPE_CHECKING:
    import duckdb

SMALLEST = 4  # digits of a district: the cells
GROWTH, COVERAGE, LOAD, SELECTED = "income_growth", "income_coverage", "trainer_load", "households_selected"
# measures of which numerator and denominator are numbers of households
OF_HOUSEHOLDS = frozenset(
    {"households_trained", "households_visited", "practising", "households_income_up", COVERAGE, "spillover"}
)
IN_FIVES = OF_HOUSEHOLDS | {LOAD, SELECTED}  # of these two only the numerator is one
OF_CELLS = IN_FIVES | {GROWTH}
# measures whose counts are of villages, which are public
OF_VILLAGES = frozenset({"villages", "assemblies_held", "teams_complete", "training_complete", "villages_with_group"})
Sums = tuple[Decimal, Decimal]
Cells = Mapping[str, Mapping[str, Sums]]
"""District → measure → numerator and denominator."""


def may_compare_with(filters: Filters) -> bool:
    """Whether a view of areas beyond one's own may be told at all."""
    plain = replace(filters, compare_on=None, status_on=None)
    no_filters = plain == Filters(plain.fiscal_year, plain.as_of, plain.areas)
    return no_filters and all(len(code) <= SMALLEST for code in filters.areas)


def fetch_rates(con: duckdb.DuckDBPyConnection, filters: Filters, by: str | None = None) -> list[AreaMeasures]:
    """The measures of a view or its areas of a level as anybody may know them, whose areas they may be.

    It is given a connection that reads everything. Raises OutsideYourAreas for areas or filters that would make groups
    small.
    """
    check_comparable(filters, by)
    return told_measures(fetch_measures(con, filters, by), fetch_cells(con, filters), {})


def fetch_stages_beyond(con: duckdb.DuckDBPyConnection, filters: Filters, by: str | None = None) -> list[AreaStages]:
    """The stages of a view: they are about villages, which are public. Raises as `fetch_rates`."""
    check_comparable(filters, by)
    return fetch_stages(con, filters, by)


def check_comparable(filters: Filters, by: str | None) -> None:
    """Raise OutsideYourAreas for areas or filters that would make groups small."""
    if not may_compare_with(filters) or DIGITS[by or "nation"] > SMALLEST:
        raise OutsideYourAreas(areas=",".join(filters.areas))


def fetch_cells(con: duckdb.DuckDBPyConnection, filters: Filters) -> Cells:
    """The sums of each district of a view, as far as they are about households."""
    found: dict[str, dict[str, Sums]] = {}
    for code, measure, numerator, denominator in sum_rows(
        con, "areas/measures_at", filters, SMALLEST, measures=sorted(OF_CELLS)
    ):
        found.setdefault(code, {})[measure] = (numerator, denominator)
    return found


def told_measures(found: Iterable[AreaMeasures], cells: Cells, own: Cells) -> list[AreaMeasures]:
    """Measures of areas as they may be told to somebody: `cells` are those of all these areas, `own` what is theirs."""
    return [AreaMeasures(area.area_code, dict(_told_of(area, cells, own))) for area in found]


def _told_of(area: AreaMeasures, cells: Cells, own: Cells) -> Iterator[tuple[str, MeasureValue]]:
    inside = [code for code in cells if code.startswith(area.area_code)]
    for id_, value in area.values.items():
        if id_ in OF_CELLS:
            parts = [_part(id_, cells[code], own.get(code, {})) for code in inside]
            value = _judged(value, [part for part in parts if part is not None])
        yield id_, value if id_ in OF_VILLAGES else _without_counts(value)


def _part(measure: str, cell: Mapping[str, Sums], own: Mapping[str, Sums]) -> tuple[Sums, Decimal] | None:
    """What a cell adds to a measure, and the households behind that; None when nothing of it may be told."""
    whole, mine = cell.get(measure, NOTHING), own.get(measure, NOTHING)
    others, known = _behind(measure, cell) - _behind(measure, own), _behind(measure, own)
    if others < FEW:
        return (mine, known) if known else None
    top, bottom = whole[0] - mine[0], whole[1] - mine[1]
    if measure in IN_FIVES:
        top = _in_fives(top)
    if measure in OF_HOUSEHOLDS:
        bottom = _in_fives(bottom)
    if measure == SELECTED and _in_fives(bottom) == top:  # as many as the plan, which is public, as far as is told
        top = bottom
    return (mine[0] + top, mine[1] + bottom), known + others


def households_behind(measure: str, values: Mapping[str, MeasureValue]) -> int | None:
    """How many households stand behind a measure; None when it is not about households."""
    if measure == GROWTH:
        return int(values[COVERAGE].numerator) if COVERAGE in values else None
    if measure in OF_HOUSEHOLDS and measure in values:
        return int(values[measure].denominator or 0)
    return None


def _behind(measure: str, sums: Mapping[str, Sums]) -> Decimal:
    """How many households stand behind a measure: the growth of incomes is about those with a follow-up."""
    if measure == GROWTH:
        return sums.get(COVERAGE, NOTHING)[0]
    return sums.get(measure, NOTHING)[0 if measure == LOAD else 1]


def _in_fives(count: Decimal) -> Decimal:
    """Zero for 0–4, else the middle of the five that a count lies in."""
    five = count // FEW
    return FEW * five + FEW // 2 if five else Decimal(0)


def _judged(value: MeasureValue, parts: list[tuple[Sums, Decimal]]) -> MeasureValue:
    """A measure of what its cells add, with the status of that; missing where fewer than five households are left."""
    few = sum(behind for _, behind in parts) < FEW
    top, bottom = (Decimal(0), Decimal(0)) if few else (sum(sums[n] for sums, _ in parts) for n in (0, 1))
    target = None if value.target is None else Target.of(Decimal(repr(value.target)), value.target_from or "")
    return replace(judge(BY_ID[value.measure], top, bottom, target), target_from=value.target_from)


def _without_counts(value: MeasureValue) -> MeasureValue:
    """A rate alone, rounded; nothing of what is a count of its own."""
    unknown = replace(value, numerator=nan, denominator=nan)
    if value.denominator is None:
        return replace(unknown, value=None, status="none")
    if value.value is None:
        return unknown
    return replace(unknown, value=round(float(value.value), 0 if value.measure == GROWTH else 1))

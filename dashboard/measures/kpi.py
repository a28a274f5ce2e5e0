"""The answer of `sammachip kpi`: the measures of an area, or of the areas in it, as plain data.

Nothing is masked or rounded: it is the office's own. It must not import pandas, Streamlit or the list of places, for
a call has to be done well within a second.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard import sql
from dashboard.errors import LevelAboveArea, UnknownArea
from dashboard.filters import Filters
from dashboard.measures.fetching import DIGITS, fetch_measures
from dashboard.measures.results import AreaMeasures
from dashboard.messages import say

if TYPE_CHECKING:
    import duckdb


def kpi(
    con: duckdb.DuckDBPyConnection,
    area: str | None,
    by: str | None,
    fiscal_year: int,
    as_of: date,
    language: str = "th",
) -> dict[str, Any]:
    """`{"fiscal_year", "as_of", "area", "by", "rows": [{"area_code", "area_name", "measures": {id: …}}]}`.

    `area` is a DOPA code, None or '' the nation, whose code is given as None. Without `by` one row for the area, also
    when it has no village; with it (a key of DIGITS) the areas that have one, in code order. Raises UnknownArea and
    LevelAboveArea.
    """
    area = area or ""
    if area and sql.rows(con, "areas/is_known", area=area) != [(True,)]:
        raise UnknownArea(area=area)
    if by is not None and DIGITS[by] < len(area):
        raise LevelAboveArea(area=area, by=by)
    found = fetch_measures(con, Filters(fiscal_year, as_of, (area,) if area else ()), by)
    names = _names(con, [row.area_code for row in found], language)
    return {
        "fiscal_year": fiscal_year,
        "as_of": as_of.isoformat(),
        "area": area or None,
        "by": by,
        "rows": [_row(row, names) for row in found],
    }


def _names(con: duckdb.DuckDBPyConnection, codes: list[str], language: str) -> Mapping[str, str]:
    rows = sql.rows(con, "areas/names", codes=codes)
    names = dict(zip(codes, codes, strict=True))  # an area without a name goes by its code
    names.update((code, name_en if language == "en" else name_th) for code, name_th, name_en in rows)
    if "" in names:
        names[""] = say(language, "kpi.nation")
    return names


def _row(area: AreaMeasures, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "area_code": area.area_code or None,
        "area_name": names[area.area_code],
        "measures": {
            id_: {
                "value": v.value,
                "numerator": v.numerator,
                "denominator": v.denominator,
                "target": v.target,
                "status": v.status,
            }
            for id_, v in area.values.items()
        },
    }

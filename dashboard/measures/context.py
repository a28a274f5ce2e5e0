"""What other offices published about an area, beside the programme's own numbers: by indicator and year.

A year with fewer than 12 months is partial: it is never compared with a whole one. Areas are added up only where that
means something: sums (not means), all of the same months, all of the areas below in every year. It must not know how
a figure is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dashboard import sql

if TYPE_CHECKING:
    import duckdb

WHOLE_YEAR = 12
_NO_SUM = ("เฉลี่ย", "ร้อยละ", "อัตรา", "สัดส่วน", "average", "mean", "rate")


@dataclass(frozen=True, slots=True)
class ContextYear:
    """One figure. `months` is how many months it holds, None for a state at one time (a count of shops)."""

    year: int
    value: float
    months: int | None

    @property
    def is_partial(self) -> bool:
        """Whether the year is not whole, so that it must not be compared with one that is."""
        return self.months is not None and self.months < WHOLE_YEAR


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of one area, its years in order; `summed` are the areas that were added up (none: its own)."""

    name: str
    unit: str
    source: str
    is_fiscal_year: bool
    area_code: str
    summed: tuple[str, ...]
    years: tuple[ContextYear, ...]

    @property
    def change_pct(self) -> tuple[ContextYear, ContextYear, float] | None:
        """The last two whole years that follow each other, and the change between them in percent."""
        whole = [y for y in self.years if y.months == WHOLE_YEAR]
        if len(whole) < 2 or whole[-1].year - whole[-2].year != 1 or not whole[-2].value:
            return None
        return whole[-2], whole[-1], (whole[-1].value - whole[-2].value) / whole[-2].value * 100


def fetch_context(con: duckdb.DuckDBPyConnection, area_code: str) -> list[Indicator]:
    """The indicators of an area: its own, else the sum of the areas below it, else those of the closest area above.

    Those with most years come first, then by name.
    """
    rows = sql.records(con, "pages/context_values", area_code=area_code)
    found = []
    for key, group in groupby(rows, key=lambda r: (r["indicator"], r["source"], r["unit"])):
        chosen = _closest(list(group), area_code)
        if chosen is not None:
            area, summed, years = chosen
            name, source, unit = key
            found.append(Indicator(name, unit, source, _is_fiscal(rows, key), area, summed, years))
    return sorted(found, key=lambda i: (-len(i.years), i.name))


def fetch_context_parts(con: duckdb.DuckDBPyConnection, area_code: str, name: str, year: int) -> list[Indicator]:
    """One year of an indicator for each area one level below that has it, the largest figure first, then by code.

    Figures of one unit and source only: what stands in a list together can be compared.
    """
    rows = [
        r
        for r in sql.records(con, "pages/context_values", area_code=area_code)
        if r["indicator"] == name and r["year"] == year and len(r["area_code"]) > len(area_code)
    ]
    found = [
        Indicator(name, r["unit"], r["source"], r["is_fiscal_year"], r["area_code"], (),
                  (ContextYear(year, r["value"], r["months"]),))
        for r in rows
        if (r["unit"], r["source"]) == (rows[0]["unit"], rows[0]["source"])
    ]  # fmt: skip
    return sorted(found, key=lambda i: (-i.years[0].value, i.area_code))


def _is_fiscal(rows: Iterable[dict[str, Any]], key: tuple[str, str, str]) -> bool:
    return any(r["is_fiscal_year"] for r in rows if (r["indicator"], r["source"], r["unit"]) == key)


def _closest(rows: list[dict[str, Any]], area_code: str) -> tuple[str, tuple[str, ...], tuple[ContextYear, ...]] | None:
    by_area: dict[str, list[ContextYear]] = {}
    for row in rows:
        by_area.setdefault(row["area_code"], []).append(ContextYear(row["year"], row["value"], row["months"]))
    if area_code in by_area:
        return area_code, (), tuple(by_area[area_code])
    below = {code: years for code, years in by_area.items() if len(code) > len(area_code)}
    if area_code and below and (years := _sum(rows[0], below)):
        return area_code, tuple(sorted(below)), years
    above = [code for code in by_area if len(code) < len(area_code)]
    if above:
        nearest = max(above, key=len)
        return nearest, (), tuple(by_area[nearest])
    return None


def _sum(row: dict[str, Any], below: dict[str, list[ContextYear]]) -> tuple[ContextYear, ...]:
    """The years of all areas together; nothing when adding up would not be honest."""
    if "/" in row["unit"] or "%" in row["unit"] or any(word in row["indicator"].lower() for word in _NO_SUM):
        return ()
    years: dict[int, list[ContextYear]] = {}
    for figures in below.values():
        for figure in figures:
            years.setdefault(figure.year, []).append(figure)
    if any(len(ys) != len(below) or len({y.months for y in ys}) != 1 for ys in years.values()):
        return ()
    return tuple(ContextYear(year, sum(y.value for y in ys), ys[0].months) for year, ys in sorted(years.items()))

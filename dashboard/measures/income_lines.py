"""What other offices say people of an area earn, sorted by what it may be compared with.

The registers hold the income of a *household*, baht a year. Only a figure per household and year has the same unit; a
figure per person needs the number of members, which no register holds, and a figure of a month another period: those
stand beside the programme's numbers and are never divided into them. It must not know how a figure is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from dashboard import sql
from dashboard.filters import Filters

if TYPE_CHECKING:
    import duckdb

Per = Literal["household", "person", "other"]
_INCOME = ("รายได้", "income", "เส้น", "เกณฑ์", "line")
# what is left of an income, or is no income of people, is not one
_NOT_INCOME = (
    "คงเหลือ", "รายจ่าย", "จำหน่าย", "ร้อยละ", "จำนวน", "สัดส่วน", "จัดเก็บ", "ท้องถิ่น", "otop", "expen", "%", "remain",
)  # fmt: skip
_PERSON = ("บุคคล", "คน", "ต่อหัว", "person", "capita")
_HOUSEHOLD = ("ครัวเรือน", "ครอบครัว", "household", "family")
_BAHT = ("บาท", "baht", "thb")
_YEAR = ("ปี", "year", "annual")
_MONTH = ("เดือน", "month", "วัน", "day")


@dataclass(frozen=True, slots=True)
class IncomeFigure:
    """A figure of another office: `area_code` is the area it was published for ('' the nation), `of` the area of the
    view that it stands for (the same, or one inside it); `per` says what it may be compared with.
    """

    of: str
    area_code: str
    indicator: str
    unit: str
    source: str
    year: int
    value: float
    per: Per


@dataclass(frozen=True, slots=True)
class AgainstLine:
    """The paired households of an area against a figure per household and year: how many had less, before and after."""

    figure: IncomeFigure
    n_pairs: int
    n_below_before: int
    n_below_after: int
    mean_before_baht: float
    mean_after_baht: float
    median_after_baht: float


def per_what(indicator: str, unit: str) -> Per | None:
    """Of what a figure is the income: household and year, person, or something else; None when it is no income."""
    name, of = indicator.lower(), unit.lower()
    if not _has(of, _BAHT) or not _has(name, _INCOME) or _has(name, _NOT_INCOME) or "ล้าน" in of:
        return None
    if _has(name, _PERSON) or _has(of, _PERSON):
        return "person"
    if _has(of, _MONTH) or _has(name, ("ต่อเดือน", "รายเดือน")) or not _has(of, _YEAR):
        return "other"
    return "household" if _has(name, _HOUSEHOLD) or _has(of, _HOUSEHOLD) else "other"


def _has(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)


def fetch_income_figures(con: duckdb.DuckDBPyConnection, filters: Filters) -> list[IncomeFigure]:
    """The figures of the view's areas: each area's own, else of the closest area above it, else of the areas one level
    below that have a village in the view; of each indicator the newest whole year. By area and indicator.
    """
    found: list[IncomeFigure] = []
    for area in filters.areas or ("",):
        rows = [
            (row, per)
            for row in sql.records(con, "pages/context_values", area_code=area)
            if (per := per_what(row["indicator"], row["unit"])) and row["months"] in (None, 12)
        ]
        for key in dict.fromkeys((row["indicator"], row["source"], row["unit"]) for row, _ in rows):
            same = [(row, per) for row, per in rows if (row["indicator"], row["source"], row["unit"]) == key]
            found += _figures(area, same, _seen(con, filters, len(area) + 2))
    return sorted(found, key=lambda figure: (figure.of, figure.indicator))


def _seen(con: duckdb.DuckDBPyConnection, filters: Filters, digits: int) -> frozenset[str]:
    asked = sql.of_view("pages/incomes_areas_seen", filters, digits=digits)
    return frozenset(code for (code,) in sql.rows(con, "pages/incomes_areas_seen", **asked))


def _figures(area: str, rows: Sequence[tuple[dict[str, Any], Per]], seen: frozenset[str]) -> list[IncomeFigure]:
    above = [row["area_code"] for row, _ in rows if area.startswith(row["area_code"])]
    codes = [max(above, key=len)] if above else sorted({row["area_code"] for row, _ in rows} & seen)
    figures = []
    for code in codes:
        row, per = max((pair for pair in rows if pair[0]["area_code"] == code), key=lambda pair: pair[0]["year"])
        of = area if above else code
        figures.append(
            IncomeFigure(of, code, row["indicator"], row["unit"], row["source"], row["year"], row["value"], per)
        )
    return figures


def fetch_against_lines(con: duckdb.DuckDBPyConnection, filters: Filters) -> list[AgainstLine]:
    """The view's paired households against the figures per household: one row per area and indicator with a pair."""
    lines = [figure for figure in fetch_income_figures(con, filters) if figure.per == "household"]
    found = []
    for indicator in dict.fromkeys((line.indicator, line.source) for line in lines):
        same = [line for line in lines if (line.indicator, line.source) == indicator]
        name = "pages/incomes_against_lines"
        asked = sql.of_view(name, filters, codes=[line.of for line in same], lines=[line.value for line in same])
        rows = {row.pop("code"): row for row in sql.records(con, name, **asked)}
        found += [AgainstLine(line, **rows[line.of]) for line in same if line.of in rows]
    return found

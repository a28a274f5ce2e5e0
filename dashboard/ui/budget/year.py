"""Money through the fiscal year: disbursed by each day, on activities and materials, against the budget; the year
before at its own pace, when the store has it.

No expected pace is drawn: the registers hold no plan of spending, and none of the papers gives one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.money import draw_money
from dashboard.filters import Filters
from dashboard.measures import SeriesPoint, fetch_measures, fetch_series, fetch_years
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.budget.asked import Rows, months_of, sums_of
from dashboard.ui.budget.baht import Scale, exact, scale_of, short
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.download import draw_downloads
from dashboard.ui.progress.plan import month_days, series_days
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.tables import Column, Row, draw_table
from dashboard.ui.trend import month_ticks
from dashboard.ui.twins import draw_turn, shows_table
from dashboard.ui.view import View
from dashboard.ui.words import day, day_month, number, percent, t, year

_MEASURE = "budget_disbursed"


@dataclass(frozen=True)
class YearBefore:
    """The fiscal year before: what was disbursed of its own budget by the days that this year's days stand for."""

    fiscal_year: int
    points: tuple[tuple[date, SeriesPoint], ...]

    def on(self, day_: date) -> SeriesPoint | None:
        """The point that stands for a day of this year."""
        return next((point for this, point in self.points if this == day_), None)


def year_before(view: View, days: tuple[date, ...]) -> YearBefore | None:
    """The year before of the same areas; None when the store has none of it, or no budget.

    Villages chosen by where they stand in training or OTOP are this year's: then there is nothing to compare.
    """
    filters = view.filters
    before = filters.fiscal_year - 1
    if before not in data.fetch(fetch_years) or filters.training or filters.otop or not days:
        return None
    then = tuple(_year_earlier(d) for d in days)
    asked: Filters = replace(filters, fiscal_year=before, as_of=then[-1])
    if not data.fetch(fetch_measures, asked, None, (_MEASURE,))[0].values[_MEASURE].denominator:
        return None
    points = data.fetch(fetch_series, asked, (_MEASURE,), then)[_MEASURE]
    return YearBefore(before, tuple(zip(days, points, strict=True)))


def _year_earlier(day_: date) -> date:
    return day_.replace(year=day_.year - 1, day=28 if (day_.month, day_.day) == (2, 29) else day_.day)


def draw_year(view: View, *, key: str = "year") -> None:
    """The block: the chart or its table, what was spent before the year, and that no pace is expected."""
    sums = sums_of(view)
    unit = scale_of([sums["allocated_baht"], sums["disbursed_baht"]]).unit
    with block(key, t("budget.year_title"), t("budget.until", unit=unit, day=day(view.filters.as_of))) as menu:
        if shows_table(view, key):
            _draw_table(view, sums, key)
        else:
            _draw_chart(view, sums, key)
        st.caption(_said(view))
    if menu:
        with menu:
            draw_turn(view, key)
            _draw_downloads(view, key)


def _said(view: View) -> str:
    said = [t("budget.no_pace")]
    opening = _opening(view)
    if opening:
        said.insert(0, t("budget.opening", baht=short(opening)))
    before = year_before(view, month_days(view)[-1:])
    if before:
        point = before.points[0][1]
        said.insert(0, t("budget.before_now", year=year(before.fiscal_year), share=percent(point.value),
                         n=exact(point.numerator), of=exact(point.denominator)))  # fmt: skip
    return " · ".join(said)


def _spent(view: View, days: tuple[date, ...]) -> Rows:
    """What was spent by each of some days of the line or of its table, which are asked for together."""
    both = sorted({*series_days(view), *month_days(view)})
    found = {row["on_day"]: row for row in months_of(view, tuple(both))}
    return [found[day_] for day_ in days]


def _opening(view: View) -> Decimal:
    """What was spent by the first day of the year."""
    return sum((row["activity_baht"] + row["material_baht"] for row in _spent(view, series_days(view)[:1])), Decimal(0))


def _all_days(view: View) -> tuple[date, ...]:
    """The days of the line of the year before: the whole year, not only up to the as-of day."""
    ticks = month_ticks(view.filters.fiscal_year)
    return tuple(d for d, _ in ticks)


def _draw_chart(view: View, sums: dict[str, Any], key: str) -> None:
    days = series_days(view)
    rows = _spent(view, days)
    scale = scale_of([sums["allocated_baht"], sums["disbursed_baht"]])
    allocated = sums["allocated_baht"] if sums["n_villages"] > sums["n_without_budget"] else None
    before = year_before(view, _all_days(view)) if allocated else None
    line, words = _before_line(before, float(allocated or 0), scale)
    figure = draw_money(
        days,
        (_scaled(rows, "activity_baht", scale), _scaled(rows, "material_baht", scale)),
        [_hover(r) for r in rows],
        line,
        words,
        months=month_ticks(view.filters.fiscal_year),
        names=(t("budget.part.activities"), t("budget.part.materials"),
               t("budget.pace_of", year=year(view.filters.fiscal_year - 1))),
        allocated=None if allocated is None else float(allocated) / scale.divisor,
        allocated_label=t("budget.allocated_line", baht=short(allocated)),
        rest_label=t("plan.rest"),
        colours=palette(dark=is_dark()),
        size=letters(),
    )  # fmt: skip
    with st.container(key=f"short_{key}"):
        draw_chart(
            figure, [view.link(as_of=on.isoformat()) for on in days], key=f"{key}_chart",
            alt=t("budget.year_alt", day=day(view.filters.as_of), disbursed=exact(sums["disbursed_baht"]),
                  allocated=exact(allocated)),
        )  # fmt: skip


def _scaled(rows: Rows, column: str, scale: Scale) -> list[float]:
    return [float(r[column]) / scale.divisor for r in rows]


def _before_line(
    before: YearBefore | None, allocated: float, scale: Scale
) -> tuple[list[tuple[date, float]], list[str]]:
    """The share disbursed a year earlier, drawn as that share of this year's budget."""
    if before is None:
        return [], []
    known = [(d, p) for d, p in before.points if p.value is not None]
    return (
        [(d, float(p.value or 0) / 100 * allocated / scale.divisor) for d, p in known],
        [t("budget.before_hover", year=year(before.fiscal_year), share=percent(p.value), n=exact(p.numerator))
         for _, p in known],
    )  # fmt: skip


def _hover(row: dict[str, Any]) -> str:
    total = row["activity_baht"] + row["material_baht"]
    return (
        f"{day(row['on_day'])}<br><b>{exact(total)}</b><br>{t('budget.part.activities')} {exact(row['activity_baht'])}"
        f"<br>{t('budget.part.materials')} {exact(row['material_baht'])}"
    )


def _months(view: View) -> Rows:
    """By month: spent in it and by its end, the share of the budget, the share a year earlier."""
    days = month_days(view)
    total_before = _opening(view)
    points = data.fetch(fetch_series, view.filters, (_MEASURE,), days)[_MEASURE] if days else []
    before = year_before(view, days)
    found = []
    for row, point in zip(_spent(view, days), points, strict=True):
        total = row["activity_baht"] + row["material_baht"]
        then = before.on(row["on_day"]) if before else None
        found.append(
            {**row, "total_baht": total, "in_month_baht": total - total_before, "share": point.value,
             "before": then.value if then else None}
        )  # fmt: skip
        total_before = total
    return found


def _draw_table(view: View, sums: dict[str, Any], key: str) -> None:
    rows = _months(view)
    scale = scale_of([sums["disbursed_baht"]])
    columns = [
        Column("day", t("plan.day")),
        *(
            Column(k, f"{t(f'budget.{k}')} ({scale.unit})", "number")
            for k in ("in_month", "activities", "materials", "total")
        ),
        Column("share", t("budget.share"), "number"),
    ]
    has_before = any(r["before"] is not None for r in rows)
    if has_before:
        columns.append(Column("before", t("budget.pace_of", year=year(view.filters.fiscal_year - 1)), "number"))
    draw_table(
        columns,
        [
            Row(str(r["on_day"]), {
                "day": day(r["on_day"]), "in_month": scale.show(r["in_month_baht"]),
                "activities": scale.show(r["activity_baht"]), "materials": scale.show(r["material_baht"]),
                "total": scale.show(r["total_baht"]), "share": percent(r["share"]), "before": percent(r["before"]),
            }, href=view.link(as_of=r["on_day"].isoformat()))
            for r in rows
        ],
        key=f"{key}_table", caption=t("budget.year_title"), lead="day",
        nothing=t("plan.early", day=day_month(view.filters.as_of)), fill=True,
    )  # fmt: skip


def _draw_downloads(view: View, key: str) -> None:
    headings = {
        "on_day": t("plan.day"),
        "in_month_baht": f"{t('budget.in_month')} ({t('budget.baht')})",
        "activity_baht": f"{t('budget.activities')} ({t('budget.baht')})",
        "material_baht": f"{t('budget.materials')} ({t('budget.baht')})",
        "total_baht": f"{t('budget.total')} ({t('budget.baht')})",
        "share": f"{t('budget.share')} (%)",
        "before": f"{t('budget.pace_of', year=year(view.filters.fiscal_year - 1))} (%)",
    }
    rows = _months(view)
    if all(r["before"] is None for r in rows):
        headings.pop("before")
    draw_downloads(f"budget-{number(view.filters.fiscal_year).replace(',', '')}-{view.filters.as_of}", headings, rows,
                   about(view, t("budget.year_title"), len(rows)), key=key, chart=key)  # fmt: skip

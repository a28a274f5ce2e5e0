"""One measure of a view through the fiscal year, as a small line."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard.charts import draw_trend, palette
from dashboard.measures import fetch_measures, fetch_series
from dashboard.programme import first_day, last_day
from dashboard.thai import ENGLISH_MONTHS, THAI_MONTHS_SHORT
from dashboard.ui import data
from dashboard.ui.cards import target_words
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.measure_cards import trend_days
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.view import View
from dashboard.ui.words import day, day_month, language, measure_name, measured, t


def month_ticks(fiscal_year: int) -> list[tuple[date, str]]:
    """The first of every month of a fiscal year with its short name, and the last day without one."""
    start, end = first_day(fiscal_year), last_day(fiscal_year)
    names = [name[:3] for name in ENGLISH_MONTHS] if language() == "en" else THAI_MONTHS_SHORT
    months = [date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, 1) for n in range(12)]
    return [*((month, names[month.month - 1]) for month in months), (end, "")]


def draw_measure_trend(view: View, measure: str, *, key: str) -> None:
    """The line of a measure from the first of the fiscal year to the as-of day, with its target."""
    value = data.fetch(fetch_measures, view.filters)[0].values[measure]
    days = trend_days(view, points=40)
    points = data.fetch(fetch_series, view.filters, (measure,), days)[measure]
    marked = view.filters.compare_on
    inside = marked if marked and marked >= first_day(view.filters.fiscal_year) else None
    figure = draw_trend(
        days,
        [None if p.value is None else float(p.value) for p in points],
        [f"{day(p.day)}<br><b>{measured(measure, p.value)}</b>" for p in points],
        months=month_ticks(view.filters.fiscal_year),
        goal=None if value.target is None else float(value.target),
        goal_label=target_words(value),
        colours=palette(dark=is_dark()),
        marked=inside,
        marked_label=day_month(inside) if inside else "",
        size=letters(),
    )
    name = measure_name(measure)
    said = f"{measured(measure, points[0].value)} → {measured(measure, value.value)} {target_words(value)}"
    with st.container(key=f"rest_{key}", height=200, border=False):
        st.caption(t("trend.title", measure=measure_name(measure, short=True)))
        days_of = [view.link(as_of=p.day.isoformat()) for p in points]
        draw_chart(figure, days_of, key=f"{key}_chart", alt=t("trend.alt", measure=name, said=said))

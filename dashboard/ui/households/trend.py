"""How the neighbours who joined grow through the fiscal year, per hundred target households."""

from __future__ import annotations

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.plan import draw_plan
from dashboard.measures import SeriesPoint
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.download import draw_downloads
from dashboard.ui.progress.plan import month_days, points_of, series_days
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.tables import Column, Row, draw_table
from dashboard.ui.trend import month_ticks
from dashboard.ui.twins import draw_turn, shows_table
from dashboard.ui.view import View
from dashboard.ui.words import day, measure_name, measured, number, t

_MEASURE = "spillover"


def draw_growth(view: View, *, key: str = "joined_trend") -> None:
    """The line up to the as-of day, or its table by month."""
    days = series_days(view)
    points = points_of(view, (_MEASURE,), days)[_MEASURE] if days else []
    months = points_of(view, (_MEASURE,), month_days(view))[_MEASURE] if days else []
    title = t("hh.joined.trend")
    with block(key, title, t("hh.joined.trend_note"), menu=bool(points)) as menu:
        if not points or all(p.value is None for p in points):
            st.caption(t("hh.joined.nothing"))
        elif shows_table(view, key):
            _draw_table(view, months, key)
        else:
            _draw_chart(view, points, key)
    if menu:
        with menu:
            draw_turn(view, key)
            headings = {"day": t("plan.day"), "value": measure_name(_MEASURE), "n": t("hh.joined.n"),
                        "of": t("hh.joined.targets")}  # fmt: skip
            rows = [{"day": p.day, "value": p.value, "n": p.numerator, "of": p.denominator} for p in months]
            draw_downloads(f"{key}-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key,
                           chart=key)  # fmt: skip


def _draw_chart(view: View, points: list[SeriesPoint], key: str) -> None:
    figure = draw_plan(
        [(p.day, None if p.value is None else float(p.value)) for p in points],
        [f"{day(p.day)}<br><b>{measured(_MEASURE, p.value)}</b> ({number(p.numerator)})" for p in points],
        [],
        [],
        months=month_ticks(view.filters.fiscal_year),
        names=(t("plan.actual"), t("plan.planned")),
        goal=None,
        goal_label="",
        rest_label=t("plan.rest"),
        suffix="",
        colours=palette(dark=is_dark()),
        size=letters(),
    )
    last = points[-1]
    said = f"{measured(_MEASURE, last.value)} ({number(last.numerator)}/{number(last.denominator)})"
    with st.container(key=f"short_{key}"):
        draw_chart(
            figure, [view.link(as_of=p.day.isoformat()) for p in points], key=f"{key}_chart",
            alt=t("plan.alt", measure=measure_name(_MEASURE), day=day(view.filters.as_of), said=said, target=""),
        )  # fmt: skip


def _draw_table(view: View, points: list[SeriesPoint], key: str) -> None:
    draw_table(
        [Column("day", t("plan.day")), Column("value", measure_name(_MEASURE, short=True), "number"),
         Column("n", t("hh.joined.n"), "number"), Column("of", t("hh.joined.targets"), "number")],
        [
            Row(str(p.day), {"day": day(p.day), "value": measured(_MEASURE, p.value), "n": number(p.numerator),
                             "of": number(p.denominator)}, href=view.link(as_of=p.day.isoformat()))
            for p in points
        ],
        key=f"{key}_table", caption=t("hh.joined.trend"), lead="day", stacks=False,
    )  # fmt: skip

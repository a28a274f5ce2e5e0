"""Growth of income through the fiscal year, above the number of pairs it is over on each day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.outcome import draw_outcome
from dashboard.measures import MeasureValue, fetch_measures, fetch_series
from dashboard.measures.income_stats import FEW, UNCERTAIN
from dashboard.programme import last_day
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.cards import target_words
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.download import draw_downloads
from dashboard.ui.incomes.said import count_cell, few, signed
from dashboard.ui.measure_cards import trend_days
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.tables import Column, Row, draw_table
from dashboard.ui.trend import month_ticks
from dashboard.ui.twins import draw_turn, shows_table
from dashboard.ui.view import View
from dashboard.ui.words import day, measure_name, number, percent, t

KEY = "year"
POINTS = 40
_GROWTH, _COVERAGE = "income_growth", "income_coverage"
Points = list[dict[str, Any]]


def draw_through_year(view: View) -> None:
    """The block; a day with fewer pairs than may be told of shows no growth."""
    title = t("incomes.year.title")
    points = points_of(view)
    told = any(p["growth"] is not None for p in points)
    with block(KEY, title, t("incomes.year.note"), menu=told) as menu:
        if not told:
            st.caption(t("incomes.nothing"))
            return
        value = data.fetch(fetch_measures, view.filters)[0].values[_GROWTH]
        if shows_table(view, KEY):
            _draw_table(view, points, title)
        else:
            _draw_chart(view, points, value)
        if view.filters.as_of > points[-1]["day"]:
            st.caption(t("incomes.year.over", day=day(view.filters.as_of), growth=signed(value.value, value.target)))
    if menu:
        with menu:
            draw_turn(view, KEY)
            headings = {
                "day": t("incomes.day"),
                "growth": measure_name(_GROWTH),
                "pairs": t("incomes.pairs_help"),
                "practising": t("incomes.practising"),
                "coverage": measure_name(_COVERAGE),
            }
            rows = [p | {"pairs": few() if 0 < p["pairs"] < FEW else p["pairs"]} for p in points]
            draw_downloads(f"year-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=KEY,
                           chart=KEY)  # fmt: skip


def points_of(view: View) -> Points:
    """The days of the fiscal year up to the as-of day with growth, pairs, practising and coverage; none before it."""
    end = min(view.filters.as_of, last_day(view.filters.fiscal_year))
    asked = trend_days(replace(view, filters=replace(view.filters, as_of=end)), points=POINTS)
    days = tuple(dict.fromkeys(d for d in asked if d <= end))
    series = data.fetch(fetch_series, view.filters, (_GROWTH, _COVERAGE), days)
    return [
        {
            "day": growth.day,
            "growth": growth.value if coverage.numerator >= FEW else None,
            "pairs": int(coverage.numerator),
            "practising": int(coverage.denominator or 0),
            "coverage": coverage.value,
        }
        for growth, coverage in zip(series[_GROWTH], series[_COVERAGE], strict=True)
    ]


def _draw_chart(view: View, points: Points, value: MeasureValue) -> None:
    hovers = [
        f"<b>{day(p['day'])}</b><br>{signed(p['growth'], value.target)}<br>"
        f"{t('incomes.n_pairs', n=number(p['pairs']))} · {percent(p['coverage'])}"
        for p in points
    ]
    figure = draw_outcome(
        [p["day"] for p in points], [p["growth"] for p in points], [p["pairs"] for p in points],
        [p["growth"] is not None and p["pairs"] < UNCERTAIN for p in points], hovers,
        months=month_ticks(view.filters.fiscal_year), goal=None if value.target is None else float(value.target),
        goal_label=target_words(value),
        names=(t("incomes.year.sure", n=number(UNCERTAIN)), t("incomes.year.unsure", n=number(UNCERTAIN)),
               t("incomes.pairs")),
        colours=palette(dark=is_dark()), size=letters(),
    )  # fmt: skip
    last = points[-1]
    draw_chart(
        figure, [view.link(as_of=p["day"].isoformat()) for p in points], height=20 * letters() + 60,
        key=f"{KEY}_chart", dashed=True,
        alt=t("incomes.year.alt", growth=signed(last["growth"], value.target), n=number(last["pairs"]),
              day=day(last["day"])),
    )  # fmt: skip


def _draw_table(view: View, points: Points, title: str) -> None:
    rows = [
        Row(
            p["day"].isoformat(),
            {
                "day": day(p["day"]),
                "growth": signed(p["growth"]),
                "pairs": count_cell(
                    p["pairs"], is_few=0 < p["pairs"] < FEW, is_uncertain=FEW <= p["pairs"] < UNCERTAIN
                ),
                "coverage": percent(p["coverage"]),
            },
            href=view.link(as_of=p["day"].isoformat()),
        )
        for p in points
        if p["practising"]
    ]
    draw_table(
        [Column("day", t("incomes.day")), Column("growth", measure_name(_GROWTH, short=True), "number"),
         Column("pairs", t("incomes.pairs"), "number"), Column("coverage", t("incomes.coverage"), "number")],
        rows, key=f"{KEY}_twin", caption=title, lead="day", nothing=t("incomes.nothing"), fill=True,
    )  # fmt: skip

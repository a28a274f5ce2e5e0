"""When households stopped, month by month; the month is chosen by a click and stands in the address."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.years import draw_years
from dashboard.thai import format_month
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.download import draw_downloads
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.twins import draw_turn, shows_table
from dashboard.ui.view import View
from dashboard.ui.words import day, digits, language, number, t

_MONTHS = 12


def months_until(counted: dict[date, int], until: date) -> tuple[list[tuple[date, int]], int]:
    """The last twelve months up to the one of `until` with their counts, and how many fall before them."""
    months = [until.replace(day=1)]
    while len(months) < _MONTHS:
        months.insert(0, (months[0] - timedelta(days=1)).replace(day=1))
    return [(month, counted.get(month, 0)) for month in months], sum(
        n for month, n in counted.items() if month < months[0]
    )


def draw_months(view: View, *, key: str = "stopped_months") -> None:
    """How many stopped in each of the last twelve months; a click limits the list to a month."""
    rows = data.view_records("pages/households_stopped_months", view.filters)
    months, before = months_until({r["month"]: r["n"] for r in rows}, view.filters.as_of)
    title = t("hh.months.title")
    with block(key, title, menu=bool(rows)) as menu:
        if not rows:
            st.caption(t("hh.stopped.nothing"))
            return
        if shows_table(view, key):
            _draw_months_table(view, months, key)
        else:
            _draw_months_chart(view, months, key)
        said = [t("hh.months.before", n=number(before))] if before else []
        st.caption(" · ".join([*said, t("hh.months.partial", day=day(view.filters.as_of))]))
    if menu:
        with menu:
            draw_turn(view, key)
            plain: list[dict[str, object]] = [{"month": month_name(month), "n": n} for month, n in months]
            headings = {"month": t("hh.months.month"), "n": t("hh.stopped_by.n")}
            draw_downloads(f"{key}-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key,
                           chart=key)  # fmt: skip


def chosen_month(view: View) -> date | None:
    """The first day of the month that the address names (`month`, as 2017-03)."""
    try:
        return date.fromisoformat(f"{view.get('month')}-01")
    except ValueError:
        return None


def month_end(first: date) -> date:
    """The last day of the month that begins on a day."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _month_link(view: View, month: date) -> str:
    chosen = None if chosen_month(view) == month else f"{month:%Y-%m}"
    return view.link(month=chosen, stopped_page=None)


def month_name(month: date) -> str:
    """A month in short, as this session writes dates."""
    return format_month(month, language(), digits=digits())


def _draw_months_chart(view: View, months: list[tuple[date, int]], key: str) -> None:
    figure = draw_years(
        [month_name(month).split(" ")[0] for month, _ in months],
        [n for _, n in months],
        [number(n) if n else "" for _, n in months],
        [month != view.filters.as_of.replace(day=1) for month, _ in months],
        colours=palette(dark=is_dark()),
        size=letters(),
    )
    said = ", ".join(f"{month_name(month)} {number(n)}" for month, n in months if n)
    with st.container(key=f"short_{key}"):
        draw_chart(
            figure, [_month_link(view, month) for month, _ in months], key=f"{key}_chart",
            alt=t("hh.months.alt", said=said),
        )  # fmt: skip


def _draw_months_table(view: View, months: list[tuple[date, int]], key: str) -> None:
    most = max(n for _, n in months) or 1
    draw_table(
        [Column("name", t("hh.months.month")), Column("n", t("hh.stopped_by.n"), "bar")],
        [Row(str(month), {"name": month_name(month), "n": Cell(number(n), share=n / most * 100)},
             href=_month_link(view, month), tone="here" if chosen_month(view) == month else "") for month, n in months],
        key=f"{key}_table", caption=t("hh.months.title"), stacks=False, fill=True,
    )  # fmt: skip

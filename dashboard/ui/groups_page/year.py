"""Through the fiscal year: villages with a group against the target, groups and OTOP registrations, the year before."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.build_up import BuildUp, draw_build_up
from dashboard.measures import MeasureValue, SeriesPoint, fetch_measures, fetch_series, fetch_years
from dashboard.programme import first_day, last_day
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.cards import counted, target_words
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.download import draw_downloads
from dashboard.ui.progress.plan import month_days, points_of, series_days
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.tables import Column, Row, draw_table
from dashboard.ui.trend import month_ticks
from dashboard.ui.twins import draw_turn, shows_table
from dashboard.ui.view import View
from dashboard.ui.words import day, day_month, measured, number, percent, t, year

SHARE = "villages_with_group"
COUNTS = ("groups", "otop_registered")
Points = dict[str, list[SeriesPoint]]


def year_before(view: View) -> View | None:
    """The same view of the whole year before; None when it is not stored, or filters choose villages of one year."""
    filters = view.filters
    earlier = filters.fiscal_year - 1
    if filters.officers or filters.training or filters.otop or earlier not in data.fetch(fetch_years):
        return None
    other = replace(filters, fiscal_year=earlier, as_of=last_day(earlier), compare_on=None)
    if not data.fetch(fetch_measures, other, measures=("villages",))[0].values["villages"].numerator:
        return None
    return replace(view, filters=other)


def year_later(on: date) -> date:
    """The same day a year later; the 28th for the 29th of February."""
    if (on.month, on.day) == (2, 29):
        return date(on.year + 1, 2, 28)
    return on.replace(year=on.year + 1)


def year_earlier(on: date) -> date:
    """The same day a year earlier; of the last day of February the last day of February."""
    last = calendar.monthrange(on.year - 1, on.month)[1]
    ends = on.day == calendar.monthrange(on.year, on.month)[1]
    return date(on.year - 1, on.month, last if ends else on.day)


def _points(view: View, days: tuple[date, ...]) -> Points:
    return data.fetch(fetch_series, view.filters, (SHARE, *COUNTS), days)


def draw_year(view: View, *, key: str = "groups_year") -> None:
    """The block: two charts or their table; before the year begins, that it has not."""
    before = year_before(view)
    end = last_day(view.filters.fiscal_year)
    note = "" if view.filters.as_of >= end else t("plan.partial", day=day_month(view.filters.as_of))
    title = t("grp.year.title", year=year(view.filters.fiscal_year))
    begun = view.filters.as_of >= first_day(view.filters.fiscal_year)
    with block(key, title, note, menu=begun) as menu:
        if not begun:
            st.caption(t("plan.early", day=day(view.filters.as_of)))
            return
        if shows_table(view, key):
            _draw_table(view, before, key)
        else:
            _draw_charts(view, before, key)
        st.caption(_said(view, before))
    if menu:
        with menu:
            draw_turn(view, key)
            _draw_downloads(view, before, title, key)


def _said(view: View, before: View | None) -> str:
    if before is None:
        filters = view.filters
        limited = filters.officers or filters.training or filters.otop
        key = "grp.year.not_compared" if limited else "grp.year.no_year_before"
        return t(key, year=year(view.filters.fiscal_year - 1))
    days = (year_earlier(min(view.filters.as_of, last_day(view.filters.fiscal_year))),)
    points = _points(before, days)
    groups, registered = (number(points[m][0].numerator) for m in COUNTS)
    counts = t("grp.year.before", day=day(days[0]), groups=groups, registered=registered)
    if not _has_share(view):
        return counts
    share = points[SHARE][0]
    villages = t(
        "grp.year.before_villages", n=number(share.numerator), of=number(share.denominator), share=percent(share.value)
    )
    return f"{counts} · {villages}"


def _has_share(view: View) -> bool:
    """Whether the share of villages has a value: it is not told apart by occupation."""
    return view.filters.occupation is None


def _draw_charts(view: View, before: View | None, key: str) -> None:
    values = data.fetch(fetch_measures, view.filters)[0].values
    share, counts = st.columns(2, gap="medium") if _has_share(view) else (None, st.container())
    if share is not None:
        with share:
            st.markdown(f"**{t('grp.year.share')}**")
            _draw_chart(view, before, (SHARE,), values, f"{key}_share")
    with counts:
        st.markdown(f"**{t('grp.year.counts')}**")
        _draw_chart(view, before, COUNTS, values, f"{key}_counts")


def _draw_chart(
    view: View, before: View | None, measures: tuple[str, ...], values: Mapping[str, MeasureValue], key: str
) -> None:
    points = points_of(view, (SHARE, *COUNTS), series_days(view))
    lines = [_line(view, m, points[m], n, is_before=False) for n, m in enumerate(measures)]
    if before is not None:
        earlier = _points(before, series_days(before))
        lines += [_line(before, m, earlier[m], n, is_before=True) for n, m in enumerate(measures)]
    months = month_ticks(view.filters.fiscal_year)
    target = values[SHARE].target if measures == (SHARE,) else None
    figure = draw_build_up(
        lines,
        months=months,
        until=view.filters.as_of,
        goal=[] if target is None else [(months[0][0], float(target)), (months[-1][0], float(target))],
        goal_label=target_words(values[SHARE]) if target is not None else "",
        rest_label=t("plan.rest"),
        suffix="%" if measures == (SHARE,) else "",
        colours=palette(dark=is_dark()),
        size=letters(),
    )
    said = ", ".join(counted(values[m]) for m in measures)
    with st.container(key=f"short_{key}"):
        draw_chart(
            figure, [view.link(as_of=on.isoformat()) for on in series_days(view)], key=f"{key}_chart",
            alt=t("grp.year.alt", what=t("grp.year.share" if measures == (SHARE,) else "grp.year.counts"),
                  day=day(view.filters.as_of), said=said),
        )  # fmt: skip


def _value(measure: str, point: SeriesPoint) -> float | None:
    """What is drawn: the share of villages, or how many groups or registrations."""
    value = point.numerator if measure in COUNTS else point.value
    return None if value is None else float(value)


def _line(view: View, measure: str, points: list[SeriesPoint], series: int, *, is_before: bool) -> BuildUp:
    name = t(f"grp.year.line.{measure}", year=year(view.filters.fiscal_year))
    shown = [measured(measure, p.value) if measure == SHARE else number(p.numerator) for p in points]
    return BuildUp(
        name,
        [(year_later(p.day) if is_before else p.day, _value(measure, p)) for p in points],
        [f"{day(p.day)}<br>{name} <b>{words}</b>" for p, words in zip(points, shown, strict=True)],
        series,
        is_before,
    )


def _table(view: View, before: View | None) -> list[dict[str, object]]:
    days = month_days(view)
    now = points_of(view, (SHARE, *COUNTS), days)
    earlier = _points(before, tuple(year_earlier(on) for on in days)) if before else None
    rows = []
    for n, on in enumerate(days):
        row: dict[str, object] = {"day": on}
        for points, end in ((now, ""), (earlier, "_before")):
            if points:
                row |= {f"{m}{end}": points[m][n].numerator for m in COUNTS}
                row |= {f"share{end}": points[SHARE][n].value, f"villages{end}": points[SHARE][n].numerator}
        rows.append(row)
    return rows


def _headings(view: View, before: View | None) -> dict[str, str]:
    headings = {"day": t("plan.day")}
    for shown, end in ((view, ""), (before, "_before")):
        if shown:
            of = year(shown.filters.fiscal_year)
            headings |= {f"{m}{end}": t(f"grp.year.line.{m}", year=of) for m in COUNTS}
            if _has_share(view):
                headings[f"villages{end}"] = t("grp.year.villages", year=of)
                headings[f"share{end}"] = t("grp.year.percent", year=of)
    return headings


def _draw_table(view: View, before: View | None, key: str) -> None:
    headings = _headings(view, before)

    def words(column: str, value: object) -> str:
        if column == "day":
            return day(value)  # type: ignore[arg-type]
        return percent(value) if column.startswith("share") else number(value)  # type: ignore[arg-type]

    draw_table(
        [Column(name, label, "text" if name == "day" else "number") for name, label in headings.items()],
        [
            Row(
                str(row["day"]),
                {name: words(name, row[name]) for name in headings},
                href=view.link(as_of=str(row["day"])),
            )
            for row in _table(view, before)
        ],
        key=f"{key}_table", caption=t("grp.year.title", year=year(view.filters.fiscal_year)), lead="day", fill=True,
    )  # fmt: skip


def _draw_downloads(view: View, before: View | None, title: str, key: str) -> None:
    rows = _table(view, before)
    draw_downloads(f"groups-year-{view.filters.as_of}", _headings(view, before), rows, about(view, title, len(rows)),
                   key=key, chart=key)  # fmt: skip

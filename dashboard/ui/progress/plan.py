"""The plan against what happened, through the fiscal year, for the chosen measure.

A plan by day exists only where activities carry a planned day: assemblies and the five training days. For any other
measure the target is drawn as a level line, and the page says that there is no plan by day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.plan import draw_plan
from dashboard.measures import MeasureValue, SeriesPoint, fetch_measures, fetch_series
from dashboard.programme import first_day, last_day
from dashboard.store.rules import fetch_rules
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.cards import counted, target_words
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.download import draw_downloads
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.tables import Column, Row, draw_table
from dashboard.ui.trend import month_ticks
from dashboard.ui.twins import draw_turn, shows_table
from dashboard.ui.view import View
from dashboard.ui.words import day, day_month, measure_name, measure_of, measured, number, percent, t

PLANNED = {"assemblies_held": "occupation_assembly", "training_complete": "training_day"}


@dataclass(frozen=True)
class Plan:
    """The share of villages whose days are all planned by each day (percent), and how many have a whole plan."""

    days: tuple[tuple[date, int], ...]
    n_with_plan: int
    n_villages: int

    def share(self, on: date) -> float:
        """The share that should be done by the end of a day."""
        done = max((n for planned_on, n in self.days if planned_on <= on), default=0)
        return done / self.n_villages * 100 if self.n_villages else 0.0


def plan_of(view: View, measure: str, villages: int) -> Plan | None:
    """The plan of a measure, None when it is not planned by day."""
    if measure not in PLANNED:
        return None
    n_days = data.fetch(fetch_rules, view.filters.fiscal_year).training_days if measure == "training_complete" else 1
    rows = data.view_records("pages/progress_plan", view.filters, activity=PLANNED[measure], n_days=n_days)
    days = tuple((r["planned_on"], r["n_planned"]) for r in rows)
    return Plan(days, rows[0]["n_with_plan"] if rows else 0, villages)


def series_days(view: View) -> tuple[date, ...]:
    """Every seventh day of the fiscal year up to the as-of day, that day included; none before the year begins."""
    start, end = first_day(view.filters.fiscal_year), min(view.filters.as_of, last_day(view.filters.fiscal_year))
    days = [start + timedelta(days=n) for n in range(0, (end - start).days + 1, 7)]
    return tuple(days) if not days or days[-1] == end else (*days, end)


def month_days(view: View) -> tuple[date, ...]:
    """The last day of every month of the year up to the as-of day, and that day."""
    months = [month for month, _ in month_ticks(view.filters.fiscal_year)][1:]
    ends = [month - timedelta(days=1) for month in months[:-1]] + [last_day(view.filters.fiscal_year)]
    until = min(view.filters.as_of, last_day(view.filters.fiscal_year))
    past = [end for end in ends if end < until]
    return (*past, until) if until >= first_day(view.filters.fiscal_year) else ()


def points_of(view: View, measures: tuple[str, ...], days: tuple[date, ...]) -> dict[str, list[SeriesPoint]]:
    """Some measures on some of the days of the line and of its table, which are asked for together."""
    both = tuple(sorted({*series_days(view), *month_days(view)}))
    wanted = set(days)
    found = data.fetch(fetch_series, view.filters, measures, both)
    return {measure: [point for point in points if point.day in wanted] for measure, points in found.items()}


def draw_plan_line(view: View, measure: str, *, key: str = "plan") -> None:
    """The block: the line or its table, with what the plan is made of and whether the year is whole."""
    now = data.fetch(fetch_measures, view.filters)[0].values
    plan = plan_of(view, measure, int(now["villages"].numerator))
    title = t("plan.title") if plan else t("plan.title_target")
    with block(key, title, _until(view), measures=(measure,)) as menu:
        if shows_table(view, key):
            _draw_table(view, measure, plan, key)
        else:
            _draw_chart(view, measure, now[measure], plan, key)
        st.caption(_said(view, measure, now[measure], plan))
    if menu:
        with menu:
            draw_turn(view, key)
            _draw_downloads(view, measure, plan, title, key)


def _until(view: View) -> str:
    end = last_day(view.filters.fiscal_year)
    return "" if view.filters.as_of >= end else t("plan.partial", day=day_month(view.filters.as_of))


def _said(view: View, measure: str, value: MeasureValue, plan: Plan | None) -> str:
    if plan is None:
        return t("plan.none", measure=measure_name(measure)) if value.target is not None else t("plan.no_target")
    behind = plan.share(view.filters.as_of) - float(value.value or 0)
    said = t(
        "plan.behind" if behind > 0 else "plan.ahead",
        n=number(abs(behind), 1).removesuffix(".0"),
        plan=percent(plan.share(view.filters.as_of)),
        day=day_month(view.filters.as_of),
    )
    return f"{said} · {t('plan.with_plan', n=number(plan.n_with_plan), of=number(plan.n_villages))}"


def _draw_chart(view: View, measure: str, value: MeasureValue, plan: Plan | None, key: str) -> None:
    points = points_of(view, (measure,), series_days(view))[measure]
    months = month_ticks(view.filters.fiscal_year)
    planned: list[tuple[date, float]] = []
    if plan and plan.days:
        inside = [on for on, _ in plan.days if months[0][0] <= on <= months[-1][0]]
        planned = [(on, plan.share(on)) for on in (months[0][0], *inside, months[-1][0])]
    unit = measure_of(measure).unit
    figure = draw_plan(
        [(p.day, None if p.value is None else float(p.value)) for p in points],
        [f"{day(p.day)}<br><b>{measured(measure, p.value)}</b>" for p in points],
        planned,
        [f"{day(on)}<br>{t('plan.planned')} <b>{percent(share)}</b>" for on, share in planned],
        months=months,
        names=(t("plan.actual"), t("plan.planned")),
        goal=None if value.target is None else float(value.target),
        goal_label=target_words(value),
        rest_label=t("plan.rest"),
        suffix="%" if unit == "percent" else "",
        colours=palette(dark=is_dark()),
        size=letters(),
    )
    said = f"{t('plan.actual')} {measured(measure, value.value)} ({counted(value)})" + (
        f", {t('plan.planned')} {percent(plan.share(view.filters.as_of))}" if plan else ""
    )
    with st.container(key=f"short_{key}"):
        draw_chart(
            figure, [view.link(as_of=p.day.isoformat()) for p in points], key=f"{key}_chart",
            alt=t("plan.alt", measure=measure_name(measure), day=day(view.filters.as_of), said=said,
                  target=target_words(value)),
        )  # fmt: skip


def _table(view: View, measure: str, plan: Plan | None) -> list[dict[str, object]]:
    return [
        {"day": p.day, "value": p.value, "n": p.numerator, "of": p.denominator,
         "plan": round(plan.share(p.day), 2) if plan else None}
        for p in points_of(view, (measure,), month_days(view))[measure]
    ]  # fmt: skip


def _draw_table(view: View, measure: str, plan: Plan | None, key: str) -> None:
    columns = [
        Column("day", t("plan.day")),
        Column("value", measure_name(measure, short=True), "number"),
        Column("n", t("explain.numerator"), "number"),
        Column("of", t("explain.denominator"), "number"),
    ]
    if plan:
        columns.append(Column("plan", t("plan.planned"), "number"))
    rows = [
        Row(
            str(p.day),
            {
                "day": day(p.day),
                "value": measured(measure, p.value),
                "n": number(p.numerator),
                "of": number(p.denominator),
                "plan": percent(plan.share(p.day)) if plan else None,
            },
            href=view.link(as_of=p.day.isoformat()),
        )
        for p in points_of(view, (measure,), month_days(view))[measure]
    ]
    draw_table(
        columns,
        rows,
        key=f"{key}_table",
        caption=t("plan.caption", measure=measure_name(measure)),
        lead="day",
        nothing=t("plan.early", day=day(view.filters.as_of)),
        fill=True,
    )


def _draw_downloads(view: View, measure: str, plan: Plan | None, title: str, key: str) -> None:
    headings = {
        "day": t("plan.day"),
        "value": measure_name(measure),
        "n": t("explain.numerator"),
        "of": t("explain.denominator"),
        **({"plan": t("plan.planned_share")} if plan else {}),
    }
    rows = _table(view, measure, plan)
    said = about(view, f"{title}: {measure_name(measure)}", len(rows))
    draw_downloads(f"plan-{measure}-{view.filters.as_of}", headings, rows, said, key=key, chart=key)

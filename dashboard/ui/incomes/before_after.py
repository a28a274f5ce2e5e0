"""Incomes of the paired households before and after: means and medians side by side, and how the incomes lie."""

from __future__ import annotations

from math import sqrt
from typing import Any

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.spread import Mark, draw_levels
from dashboard.measures import IncomeDetail, fetch_income_detail
from dashboard.measures.income_groups import IncomeGroup, fetch_income_groups
from dashboard.measures.income_lines import IncomeFigure, fetch_income_figures
from dashboard.measures.income_stats import UNCERTAIN, Moments, mean_change_interval, verdict
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.download import draw_downloads
from dashboard.ui.incomes.said import ICON_OF, few, interval_baht, interval_percent, signed, signed_baht
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.twins import draw_turn, shows_table
from dashboard.ui.view import View
from dashboard.ui.words import measured, number, percent, t, year

Rows = list[dict[str, Any]]
KEY = "levels"
MOST_STEPS = 30


def whole(view: View) -> IncomeGroup:
    """The view as one group."""
    (group,) = data.fetch(fetch_income_groups, view.filters)
    return group


def pairs_note(group: IncomeGroup) -> str:
    """9,739 คู่ จาก 18,653 ครัวเรือนที่ประกอบสัมมาชีพ (52.2%)."""
    pairs = few() if group.is_few else number(group.pairs)
    coverage = percent(group.coverage.value, group.coverage.target)
    return t("incomes.pairs_of", n=pairs, of=number(group.practising), coverage=coverage)


def draw_before_after(view: View) -> None:
    """The block: the table of means and medians, what can be said of the target, and how incomes lie."""
    group = whole(view)
    changes = group.changes
    title = t("incomes.before_after.title")
    with block(KEY, title, pairs_note(group), menu=changes is not None and not group.is_few) as menu:
        if changes is None or group.is_few:
            say_nothing(group)
            return
        detail = data.fetch(fetch_income_detail, view.filters)
        _draw_means(group, changes.moments, detail)
        _draw_verdict(group, detail)
        steps = level_steps(view, group.pairs)
        if shows_table(view, KEY):
            _draw_table(view, steps, title)
        else:
            _draw_chart(view, steps, detail)
    if menu:
        with menu:
            draw_turn(view, KEY)
            _draw_downloads(view, steps, title)


def say_nothing(group: IncomeGroup) -> None:
    """Why there is nothing to show: nobody practises, nobody is paired, or too few are."""
    key = "few_pairs" if group.is_few else "no_pairs" if group.practising else "nobody"
    st.caption(t(f"incomes.{key}", n=few(), of=number(group.practising)))


def level_steps(view: View, pairs: int) -> Rows:
    """The steps of income from the lowest to the highest one with a household, those between without one too."""
    asked = max(8, min(MOST_STEPS, round(2 * sqrt(pairs))))
    found = {r["place"]: r for r in data.view_records("pages/incomes_levels", view.filters, n=asked)}
    size = next(iter(found.values()))["step_baht"]
    return [
        found.get(place)
        or {"place": place, "from_baht": place * size, "to_baht": (place + 1) * size, "step_baht": size,
            "n_before": 0, "n_after": 0}
        for place in range(min(found), max(found) + 1)
    ]  # fmt: skip


def _draw_means(group: IncomeGroup, moments: Moments, detail: IncomeDetail) -> None:
    over = t(f"incomes.over.{group.interval.over}") if group.interval else ""
    rows = [
        Row("mean", {
            "what": Cell(t("incomes.mean_row"), note=t("incomes.mean_row_note")),
            "before": number(detail.mean_baseline_baht), "after": number(detail.mean_latest_baht),
            "baht": Cell(signed_baht(detail.mean_change_baht), note=interval_baht(mean_change_interval(moments))),
            "pct": Cell(signed(group.growth.value, group.growth.target), note=interval_percent(group.interval)),
        }),
        Row("median", {
            "what": Cell(t("incomes.median_row"), note=t("incomes.median_row_note")),
            "before": number(detail.median_baseline_baht), "after": number(detail.median_latest_baht),
            "baht": signed_baht(detail.median_change_baht), "pct": signed(detail.median_change_pct),
        }),
    ]  # fmt: skip
    draw_table(
        [Column("what", t("incomes.of_pairs")), Column("before", t("incomes.before"), "number"),
         Column("after", t("incomes.after"), "number"),
         Column("baht", t("incomes.change_baht"), "number", help=over),
         Column("pct", t("incomes.change_pct"), "number", help=over)],
        rows, key="means_table", caption=t("incomes.before_after.title"), lead="what",
    )  # fmt: skip


def _draw_verdict(group: IncomeGroup, detail: IncomeDetail) -> None:
    """What the interval says of the target, what it is taken over, and the other mean that may be meant."""
    target, interval = group.growth.target, group.interval
    clear = verdict(interval, None if target is None else float(target))
    lines = []
    if interval and clear:
        said = t(f"incomes.said.{clear}", interval=interval_percent(interval), target=measured("income_growth", target))
        lines.append(f":material/{ICON_OF[clear]}: **{said}**")
    if group.is_uncertain:
        lines.append(f":material/warning: {t('incomes.uncertain', n=number(UNCERTAIN))}")
    notes = [t("incomes.growths_said", growths=signed(detail.mean_of_growths_pct), mean=signed(group.growth.value))]
    if interval and group.changes:
        villages = number(group.changes.moments.n_villages)
        notes.insert(0, t(f"incomes.over_{interval.over}", n=villages))
    lines += [f":gray[:small[{note}]]" for note in notes]
    st.markdown("  \n".join(lines))


def _line_mark(view: View) -> tuple[IncomeFigure, ...]:
    """The one average per household that stands for the whole view, when there is one."""
    figures = [f for f in data.fetch(fetch_income_figures, view.filters) if f.per == "household"]
    areas = view.filters.areas or ("",)
    return tuple(figures) if len(figures) == 1 and len(areas) == 1 and figures[0].of == areas[0] else ()


def _draw_chart(view: View, steps: Rows, detail: IncomeDetail) -> None:
    size = steps[0]["step_baht"]
    divisor = 1000 if size >= 1000 else 1
    edges = [r["from_baht"] / divisor for r in steps] + [(steps[-1]["from_baht"] + size) / divisor]
    is_open = steps[-1]["to_baht"] is None
    every = tick_every(size, len(steps), most=8)
    last = len(steps) - 1 if is_open else len(edges)  # the edge of the open step, or none
    ticks = [
        (edge, ("≥ " if n == last else "") + number(edge, 0 if float(edge).is_integer() else 1))
        for n, edge in enumerate(edges)
        if n == last or ((steps[0]["place"] + n) % every == 0 and n < last - every / 2)
    ]
    names = (t("incomes.before_word"), t("incomes.after_word"))
    marks = [
        Mark(f.value / divisor, t("incomes.line_mark", area=places.name(f.area_code), year=year(f.year)), "dot")
        for f in _line_mark(view)
        if edges[0] <= f.value / divisor <= edges[-1]
    ]
    figure = draw_levels(
        edges, [r["n_before"] for r in steps], [r["n_after"] for r in steps],
        [f"<b>{step_words(r['from_baht'], r['to_baht'])}</b><br>{names[0]} {number(r['n_before'])}"
         f"<br>{names[1]} {number(r['n_after'])}" for r in steps],
        names=names, ticks=ticks,
        titles=(t("incomes.axis_thousand" if divisor == 1000 else "incomes.axis_baht"), t("incomes.axis_households")),
        marks=marks, colours=palette(dark=is_dark()), size=letters(),
    )  # fmt: skip
    draw_chart(
        figure, [range_link(view, "level", r["from_baht"], r["to_baht"]) for r in steps], height=14 * letters() + 60,
        key=f"{KEY}_chart",
        alt=t("incomes.levels_alt", n=number(detail.pairs), before=number(detail.median_baseline_baht),
              after=number(detail.median_latest_baht)),
    )  # fmt: skip


def tick_every(size: float, steps: int, most: int) -> int:
    """How many steps lie between two ticks, so that there are at most `most` of them, at round values."""
    return next((n for n in (1, 2, 4, 5, 10, 20, 40) if steps <= n * most and _is_round(size * n)), steps)


def _is_round(value: float) -> bool:
    """Whether a value has a single digit before its zeros, or is 25 of them."""
    digits = f"{value:.6f}".replace(".", "").strip("0")
    return len(digits) == 1 or digits == "25"


def range_link(view: View, key: str, low: float | None, high: float | None) -> str:
    """The list of the households in a range of incomes (`level`) or changes (`change`); once more takes it away."""
    asked = "..".join("" if end is None else f"{end:.10g}" for end in (low, high))
    other = "level" if key == "change" else "change"
    return view.link(**{key: None if view.get(key) == asked else asked, other: None, "households_page": None})


def step_words(low: float | None, high: float | None) -> str:
    """A step in words: 200,000–225,000, ≥ 600,000, < −50,000."""
    if low is None:
        return t("incomes.below", n=_step(high))
    if high is None:
        return t("incomes.at_least", n=_step(low))
    return t("incomes.from_to", low=_step(low), high=_step(high))


def _step(value: float | None) -> str:
    return number(value, 0 if value is None or float(value).is_integer() else 1)


def _draw_table(view: View, steps: Rows, title: str) -> None:
    draw_table(
        [Column("step", t("incomes.step_baht")), Column("before", t("incomes.before_word"), "number"),
         Column("after", t("incomes.after_word"), "number")],
        [Row(str(r["place"]), {"step": step_words(r["from_baht"], r["to_baht"]), "before": number(r["n_before"]),
                               "after": number(r["n_after"])},
             href=range_link(view, "level", r["from_baht"], r["to_baht"])) for r in steps],
        key=f"{KEY}_twin", caption=title, lead="step", fill=True,
    )  # fmt: skip


def _draw_downloads(view: View, steps: Rows, title: str) -> None:
    headings = {
        "from_baht": t("incomes.from_baht"),
        "to_baht": t("incomes.to_baht"),
        "n_before": t("incomes.n_before_households"),
        "n_after": t("incomes.n_after_households"),
    }
    draw_downloads(f"incomes-{view.filters.as_of}", headings, steps, about(view, title, len(steps)), key=KEY, chart=KEY)

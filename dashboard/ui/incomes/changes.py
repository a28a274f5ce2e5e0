"""The change of each paired household: how many have more, as much, less, and by how much, in percent or in baht."""

from __future__ import annotations

from math import sqrt
from typing import Any

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.spread import Mark, draw_changes
from dashboard.measures import IncomeDetail, fetch_income_detail
from dashboard.measures.income_groups import Changes, IncomeGroup
from dashboard.measures.income_stats import mean_change_interval
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.download import draw_downloads
from dashboard.ui.incomes.before_after import range_link, say_nothing, tick_every, whole
from dashboard.ui.incomes.said import few, interval_baht, signed, signed_baht
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.tables import Column, Row, draw_table
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.twins import draw_turn, shows_table
from dashboard.ui.view import View
from dashboard.ui.words import measured, number, percent, t

Rows = list[dict[str, Any]]
KEY = "changes"
MOST_STEPS = 12


def draw_paired_changes(view: View) -> None:
    """The block; `unit` in the address is percent (default) or baht."""
    group = whole(view)
    changes = group.changes
    title, note = t("incomes.changes.title"), t("incomes.n_pairs", n=few() if group.is_few else number(group.pairs))
    with block(KEY, title, note, menu=changes is not None and not group.is_few) as menu:
        if changes is None or group.is_few:
            say_nothing(group)
            return
        units = [Tab("percent", t("incomes.in_percent")), Tab("baht", t("incomes.in_baht"))]
        unit = draw_tabs(view, units, key="changes_unit", label=t("incomes.unit"), own_key="unit", pills=True,
                         leaves=("change",))  # fmt: skip
        steps = change_steps(view, group.pairs, unit)
        if shows_table(view, KEY):
            _draw_table(view, steps, changes, unit, title)
        else:
            _draw_chart(view, steps, group, changes, unit)
    if menu:
        with menu:
            draw_turn(view, KEY)
            _draw_downloads(view, steps, unit, title)


def change_steps(view: View, pairs: int, unit: str) -> Rows:
    """The steps of change from the lowest to the highest one with a household, those between without one too."""
    asked = max(4, min(MOST_STEPS, round(sqrt(pairs))))
    rows = data.view_records("pages/incomes_changes", view.filters, in_percent=unit == "percent", n=asked)
    found = {r["place"]: r for r in rows}
    size = rows[0]["step_size"]
    return [
        found.get(place)
        or {"place": place, "from_value": (place - (place > 0)) * size, "to_value": (place + (place < 0)) * size,
            "step_size": size, "n_households": 0}
        for place in range(min(found), max(found) + 1)
    ]  # fmt: skip


def _draw_chart(view: View, steps: Rows, group: IncomeGroup, changes: Changes, unit: str) -> None:
    detail = data.fetch(fetch_income_detail, view.filters)
    sides = tuple(
        f"{t(f'incomes.side.{side}')}<br><b>{percent(n / group.pairs * 100)}</b>"
        for side, n in (("down", changes.n_down), ("same", changes.n_same), ("up", changes.n_up))
    )
    figure = draw_changes(
        [r["place"] for r in steps], [r["n_households"] for r in steps],
        [f"<b>{change_words(r, unit)}</b><br>{t('incomes.households', n=number(r['n_households']))}" for r in steps],
        step=steps[0]["step_size"], ticks=_ticks(steps, unit),
        titles=(t(f"incomes.axis_change_{unit}"), t("incomes.axis_households")),
        sides=(sides[0], sides[1], sides[2]), marks=_marks(group, changes, detail, unit),
        colours=palette(dark=is_dark()), size=letters(),
    )  # fmt: skip
    draw_chart(
        figure, [range_link(view, "change", r["from_value"], r["to_value"]) for r in steps],
        height=29 * letters() + 60, key=f"{KEY}_chart",
        alt=t("incomes.changes_alt", n=number(group.pairs), up=percent(group.up.value),
              down=percent(changes.n_down / group.pairs * 100), median=signed(changes.median_change_pct)),
    )  # fmt: skip


def _marks(group: IncomeGroup, changes: Changes, detail: IncomeDetail, unit: str) -> list[Mark]:
    if unit == "baht":
        interval = mean_change_interval(changes.moments)
        median, mean = detail.median_change_baht or 0.0, detail.mean_change_baht or 0.0
        words = t("incomes.mark.mean", value=signed_baht(mean))
        if interval:
            words = t("incomes.mark.mean_in", value=signed_baht(mean), interval=interval_baht(interval))
        return [
            Mark(median, t("incomes.mark.median", value=signed_baht(median))),
            Mark(mean, words, "dash", interval.low if interval else None, interval.high if interval else None),
        ]
    marks = [
        Mark(changes.median_change_pct, t("incomes.mark.median", value=signed(changes.median_change_pct))),
        Mark(changes.mean_of_growths_pct, t("incomes.mark.growths", value=signed(changes.mean_of_growths_pct)), "dash"),
    ]
    target = group.growth.target
    if target is not None:
        marks.append(Mark(float(target), t("incomes.mark.target", value=measured("income_growth", target)), "dot"))
    return marks


def _ticks(steps: Rows, unit: str) -> list[tuple[float, str]]:
    size = steps[0]["step_size"]
    low, high = steps[0]["place"], steps[-1]["place"]
    every = tick_every(size, high - low, most=8 if unit == "percent" else 6)
    values = [n * size for n in range(low, high + 1) if n % every == 0 and low < n < high]
    return [(v, signed(v).removesuffix("%") if unit == "percent" else signed_baht(v)) for v in values]


def change_words(step: dict[str, Any], unit: str) -> str:
    """A step in words: +2% ถึง +4%, เท่าเดิม, ลดลงเกิน 14%."""
    if step["place"] == 0:
        return t("incomes.side.same")
    said = signed if unit == "percent" else signed_baht
    if step["from_value"] is None:
        return t("incomes.down_over", n=said(abs(step["to_value"])).lstrip("+"))
    if step["to_value"] is None:
        return t("incomes.up_over", n=said(step["from_value"]).lstrip("+"))
    return t("incomes.interval", low=said(step["from_value"]), high=said(step["to_value"]))


def _draw_table(view: View, steps: Rows, changes: Changes, unit: str, title: str) -> None:
    pairs = changes.moments.n_pairs
    draw_table(
        [Column("step", t(f"incomes.axis_change_{unit}")), Column("n", t("incomes.axis_households"), "number"),
         Column("share", t("incomes.share"), "number")],
        [Row(str(r["place"]), {"step": change_words(r, unit), "n": number(r["n_households"]),
                               "share": percent(r["n_households"] / pairs * 100)},
             href=range_link(view, "change", r["from_value"], r["to_value"])) for r in steps],
        key=f"{KEY}_twin", caption=title, lead="step", fill=True,
    )  # fmt: skip
    st.caption(
        t("incomes.sides_said", up=percent(changes.n_up / pairs * 100), same=percent(changes.n_same / pairs * 100),
          down=percent(changes.n_down / pairs * 100))
    )  # fmt: skip


def _draw_downloads(view: View, steps: Rows, unit: str, title: str) -> None:
    headings = {
        "words": t(f"incomes.axis_change_{unit}"),
        "from_value": t("incomes.from_value"),
        "to_value": t("incomes.to_value"),
        "n_households": t("incomes.axis_households"),
    }
    rows = [r | {"words": change_words(r, unit)} for r in steps]
    draw_downloads(
        f"changes-{unit}-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=KEY, chart=KEY
    )

"""Income before and after in one village, household by household: the pairs that income_growth counts."""

from __future__ import annotations

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.pairs import draw_pairs
from dashboard.measures import IncomeDetail, fetch_income_detail
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.download import draw_downloads
from dashboard.ui.incomes.said import signed
from dashboard.ui.later import Later
from dashboard.ui.persons import shown_name
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.tables import Column, Row, draw_table
from dashboard.ui.twins import draw_turn, shows_table
from dashboard.ui.view import View
from dashboard.ui.village.asked import Rows, pairs_of
from dashboard.ui.village.households import change_pct
from dashboard.ui.village.one_house import chosen_house, draw_house_chip, house_links
from dashboard.ui.words import day, number, percent, t

FEW = 5  # below this, one household moves the mean


def draw_incomes(view: View, *, key: str = "pairs") -> None:
    """The block: dots or table, with pairs, median, mean and coverage always beside them."""
    rows = pairs_of(view)
    detail = data.fetch(fetch_income_detail, view.filters)
    title = t("pairs.title")
    with block(key, title, t("pairs.n", n=number(detail.pairs)), menu=bool(rows)) as menu:
        if not rows:
            st.caption(t("pairs.nothing"))
            return
        st.markdown(_said(detail))
        if detail.pairs < FEW:
            st.caption(f":material/warning: {t('pairs.few', n=number(FEW))}")
        draw_house_chip(view, key=key)
        if shows_table(view, key):
            _draw_table(view, rows, key)
        else:
            _draw_chart(view, rows, detail, key)
    if menu:
        with menu:
            draw_turn(view, key)
            _draw_downloads(view, rows, title, key)


def _said(detail: IncomeDetail) -> str:
    return t(
        "pairs.said",
        before=number(detail.mean_baseline_baht), after=number(detail.mean_latest_baht),
        growth=signed(detail.growth_of_mean_pct), median=signed(detail.median_change_pct),
        coverage=percent(detail.coverage_pct), n=number(detail.pairs), of=number(detail.practising),
    )  # fmt: skip


def _draw_chart(view: View, rows: Rows, detail: IncomeDetail, key: str) -> None:
    names = [t("pairs.house", house=shown_name(r["house_no"], "house")) for r in rows]
    hovers = [
        f"<b>{name}</b><br>{number(r['baseline_baht'])} → {number(r['latest_baht'])} "
        f"({signed(change_pct(r['baseline_baht'], r['latest_baht']))})<br>{day(r['latest_on'])}"
        for name, r in zip(names, rows, strict=True)
    ]
    chosen = chosen_house(view)
    figure = draw_pairs(
        [f"<b>{name}</b>" if r["house_no"] == chosen else name for name, r in zip(names, rows, strict=True)],
        [r["baseline_baht"] for r in rows], [r["latest_baht"] for r in rows], hovers,
        words=(t("pairs.before"), t("pairs.up"), t("pairs.down")), colours=palette(dark=is_dark()),
            size=letters(),
    )  # fmt: skip
    links = house_links(view)
    up = sum(r["latest_baht"] > r["baseline_baht"] for r in rows)
    draw_chart(
        figure, [links[r["house_no"]] for r in rows], by_row=True, height=90 + 24 * len(rows), key=f"{key}_chart",
        alt=t("pairs.alt", n=number(detail.pairs), up=number(up), median=signed(detail.median_change_pct)),
    )  # fmt: skip
    st.caption(t("pairs.unit"))


def _draw_table(view: View, rows: Rows, key: str) -> None:
    links, chosen = house_links(view), chosen_house(view)
    draw_table(
        [Column("house", t("households.house")), Column("before", t("households.before"), "number"),
         Column("after", t("households.after"), "number"), Column("change", t("households.change"), "number"),
         Column("on", t("households.after_on"), "number")],
        [
            Row(str(i), {"house": shown_name(r["house_no"], "house"), "before": number(r["baseline_baht"]),
                         "after": number(r["latest_baht"]), "on": day(r["latest_on"]),
                         "change": signed(change_pct(r["baseline_baht"], r["latest_baht"]))},
                href=links[r["house_no"]], tone="here" if r["house_no"] == chosen else "")
            for i, r in enumerate(rows)
        ],
        key=f"{key}_table", caption=t("pairs.title"), lead="house",
    )  # fmt: skip


def _draw_downloads(view: View, rows: Rows, title: str, key: str) -> None:
    headings = {
        "house": t("households.house"),
        "before": t("households.before"),
        "after": t("households.after"),
        "on": t("households.after_on"),
        "change": t("households.change"),
    }
    plain = Later(
        len(rows),
        lambda: [
            {
                "house": shown_name(r["house_no"], "house"),
                "before": r["baseline_baht"],
                "after": r["latest_baht"],
                "on": r["latest_on"],
                "change": change_pct(r["baseline_baht"], r["latest_baht"]),
            }
            for r in rows
        ],
    )
    draw_downloads(
        f"incomes-{view.filters.area}-{view.filters.as_of}",
        headings,
        plain,
        about(view, f"{title} {places.full_name(view.filters.area)}", len(plain)),
        key=key,
        chart=key,
    )

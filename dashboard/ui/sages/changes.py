"""Who left the teams and who came instead: through the year, by area, and the places that still stand empty."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.vacancies import draw_vacancies
from dashboard.thai import sort_key
from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Each, Later
from dashboard.ui.persons import shown_name
from dashboard.ui.sages.asked import Asked, month_word
from dashboard.ui.sages.calendar import month_short
from dashboard.ui.sages.rows import Rows, areas_left_of, months_of, n_all, places_left_of
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import day, number, percent, t
from dashboard.ui.worklist import Task, draw_worklist

_STATES = {"empty": False, "filled": True}
_YEAR = 12


def draw_changes(view: View, asked: Asked) -> None:
    """The part of the page about who left and who came."""
    with st.container(key="sages_split_changes"):
        _draw_months(view, asked)
        with st.container(key="sages_places", gap="xsmall"):
            _draw_places(view, asked)
        _draw_areas(view, asked)


def _draw_months(view: View, asked: Asked, *, key: str = "months") -> None:
    rows = months_of(view, asked)
    left, came = sum(r["n_left"] for r in rows), sum(r["n_replaced"] for r in rows)
    empty = rows[-1]["n_empty"] if rows else 0
    title = t("sages.changes")
    note = t("sages.changes_note", left=number(left), came=number(came), empty=number(empty))
    with block(key, title, note, menu=bool(rows)) as menu:
        if not left:
            st.caption(t("sages.changes_nothing", day=day(view.filters.as_of)))
        else:
            _draw_chart(view, rows, note, key)
            _draw_table(view, asked, rows, key)
    if menu:
        with menu:
            headings = {
                "begins_on": t("sages.month"), "n_left": t("sages.left"), "n_replaced": t("sages.replaced"),
                "n_empty": t("sages.empty_at_end"),
            }  # fmt: skip
            draw_downloads(f"changes-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key,
                           chart=key)  # fmt: skip


def _draw_chart(view: View, rows: Rows, note: str, key: str) -> None:
    figure = draw_vacancies(
        [month_short(r["begins_on"]) for r in rows],
        [r["n_left"] for r in rows],
        [r["n_replaced"] for r in rows],
        [r["n_empty"] for r in rows],
        [
            t("sages.changes_hover", day=day(r["ends_on"]), left=number(r["n_left"]), came=number(r["n_replaced"]),
              empty=number(r["n_empty"]))
            for r in rows
        ],
        names=(t("sages.left"), t("sages.replaced"), t("sages.empty_line")),
        n_months=_YEAR,
        colours=palette(dark=is_dark()),
        size=letters(),
    )  # fmt: skip
    with st.container(key=f"chart_{key}", height=190, border=False):
        months = [view.link(when=month_word(r["begins_on"]), places_page=None) for r in rows]
        draw_chart(figure, months, key=f"{key}_chart", alt=t("sages.changes_alt", said=note))


def _draw_table(view: View, asked: Asked, rows: Rows, key: str) -> None:
    """The months that anything happened in: a click limits the lists to those who left in it."""
    most = max((max(r["n_left"], r["n_replaced"]) for r in rows), default=0) or 1
    draw_table(
        [Column("name", t("sages.month")), Column("left", t("sages.left"), "bar"),
         Column("came", t("sages.replaced"), "bar"), Column("empty", t("sages.empty_at_end"), "number")],
        [
            Row(month_word(r["begins_on"]), {
                "name": month_short(r["begins_on"]),
                "left": Cell(number(r["n_left"]), share=r["n_left"] / most * 100),
                "came": Cell(number(r["n_replaced"]), share=r["n_replaced"] / most * 100),
                "empty": number(r["n_empty"]),
            }, href=view.link(when=None if here else month_word(r["begins_on"]), places_page=None),
                tone="here" if here else "")
            for r in rows
            if r["n_left"] or r["n_replaced"]
            for here in [asked.when is not None and asked.when.from_on == r["begins_on"] and not asked.when.is_week]
        ],
        key=f"{key}_table", caption=t("sages.changes"), stacks=False,
    )  # fmt: skip


def _draw_areas(view: View, asked: Asked, *, key: str = "left_areas") -> None:
    """The areas one level below, those with the most empty places first; a click goes down."""
    digits = view.child_digits
    rows = areas_left_of(view, asked)
    names = places.plain_names(r["area_code"] for r in rows)
    ranked = sorted(rows, key=lambda r: (-r["n_empty"], -r["n_left"], sort_key(names[r["area_code"]])))
    title = t("sages.changes_areas", level=places.level_word(digits))
    with block(key, title, t("sages.most_empty_first")) as menu:
        draw_table(
            [Column("name", places.level_word(digits)), Column("left", t("sages.left"), "number"),
             Column("came", t("sages.replaced"), "bar"), Column("empty", t("sages.empty"), "number"),
             Column("days", t("sages.median_days"), "number", help=t("sages.median_days_help"))],
            [_area_row(view, r, names[r["area_code"]]) for r in ranked],
            key=f"{key}_table", caption=title, fill=True, stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {
                "area_code": t("download.code"), "name": places.level_word(digits), "n_villages": t("sages.villages"),
                "n_left": t("sages.left"), "n_replaced": t("sages.replaced"), "n_empty": t("sages.empty"),
                "median_days": t("sages.median_days_help"), "longest_days": t("sages.longest_days"),
            }  # fmt: skip
            plain = Later(len(ranked), lambda: [{**r, "name": names[r["area_code"]]} for r in ranked])
            draw_downloads(f"changes-areas-{view.filters.as_of}", headings, plain, about(view, title, len(plain)),
                           key=key)  # fmt: skip


def _area_row(view: View, row: dict[str, Any], name: str) -> Row:
    left, came, empty = row["n_left"], row["n_replaced"], row["n_empty"]
    share = came / left * 100 if left else None
    return Row(
        row["area_code"],
        {
            "name": name,
            "left": number(left),
            "came": Cell(t("sages.n_and_share", n=number(came), share=percent(share)), share=share) if left else "–",
            "empty": Cell(number(empty), icon="error" if empty else "", status="behind" if empty else ""),
            "days": number(row["median_days"]),
        },
        href=area_link(view, row["area_code"]),
    )


def _draw_places(view: View, asked: Asked, *, key: str = "places") -> None:
    rows = {state: places_left_of(view, asked, is_filled=filled) for state, filled in _STATES.items()}
    state = draw_tabs(
        view,
        [Tab(id_, t(f"sages.places.{id_}"), number(n_all(rows[id_]))) for id_ in _STATES],
        key="sages_places_bar", label=t("sages.lists"), own_key="place", pills=True, leaves=("places_page",),
    )  # fmt: skip
    draw_worklist(
        view,
        Each(rows[state], lambda r: _task(view, r)),
        key=key,
        title=t(f"sages.places.{state}.title"),
        n_all=n_all(rows[state]),
        who=t("sages.who_left"),
        what=t("sages.successor"),
        since=t("sages.left_on"),
        more=[
            *([Column("days", t("sages.days_empty"), "number")] if state == "filled" else []),
            Column("team", t("sages.team_now")),
        ],
        nothing=t(f"sages.places.{state}.nothing"),
        help=t(f"sages.places.{state}.help"),
        fill=True,
    )


def _task(view: View, row: dict[str, Any]) -> Task:
    short = row["n_active"] < row["team_size"]
    now = f"{number(row['n_active'])}/{number(row['team_size'])}"
    tone = "" if row["is_filled"] else "behind" if short else "near"
    return Task(
        code=row["village_code"],
        who=shown_name(row["full_name"]),
        note=" · ".join(filter(None, (t(f"role.{row['role']}") if row["role"] else "", row["expertise"]))),
        what=_successor(row),
        since=row["left_on"],
        officer=row["officer"] or "",
        tone=tone,  # type: ignore[arg-type]
        tone_word="" if row["is_filled"] else t("sages.is_empty"),
        href=area_link(view, row["village_code"]),
        more={
            "days": number(row["days_empty"]),
            "team": Cell(now, icon="" if short else "check_circle", status="behind" if short else "met"),
        },
        plain={"days": row["days_empty"]},
    )


def _successor(row: dict[str, Any]) -> str:
    name = shown_name(row["successor"])
    if row["is_filled"]:
        return t("sages.replaced_by", name=name, day=day(row["replaced_on"]))
    return t("sages.found", name=name) if row["successor"] else t("sages.no_successor")

"""The neighbours who joined: in which occupations, in which villages most, and how it grows."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.filters import UNSAID
from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.households.asked import MOST_BARS, MOST_TASKS, rows_of
from dashboard.ui.households.trend import draw_growth
from dashboard.ui.later import Later
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t
from dashboard.ui.worklist import within

SHOWN = 50


def draw_neighbours(view: View) -> None:
    """The villages with the most neighbours beside their occupations and the line through the year."""
    villages, around = st.columns([6.6, 5], gap="medium")
    with villages:
        _draw_villages(view)
    with around:
        _draw_occupations(view)
        draw_growth(view)


def _draw_villages(view: View, *, key: str = "joined_villages") -> None:
    rows = rows_of(view, "neighbours_places", MOST_TASKS)
    n_all, n_villages = (rows[0]["n_all"], rows[0]["n_villages"]) if rows else (0, 0)
    most = rows[0]["n_neighbours"] if rows else 1
    names = places.plain_names(r["village_code"] for r in rows)
    title = t("hh.joined.villages")
    note = t("hh.joined.villages_note", n=number(n_all), of=number(n_villages)) if rows else ""
    with block(key, title, note, menu=bool(rows)) as menu:
        draw_table(
            [Column("rank", t("league.rank"), "number"), Column("name", t("place.village.word")),
             Column("n", t("hh.joined.n"), "bar"), Column("per", t("hh.joined.per"), "number"),
             Column("what", t("hh.joined.latest"), minor=True)],
            [
                Row(r["village_code"], {
                    "rank": number(rank),
                    "name": Cell(names[r["village_code"]], note=within(r["village_code"])),
                    "n": Cell(number(r["n_neighbours"]), share=r["n_neighbours"] / most * 100),
                    "per": number(r["per_hundred"], 1) if r["per_hundred"] is not None else None,
                    "what": Cell(r["latest_occupation"] or "–", note=day(r["latest_on"])),
                }, href=area_link(view, r["village_code"]))
                for rank, r in enumerate(rows[:SHOWN], start=1)
            ],
            key=f"{key}_table", caption=title, nothing=t("hh.joined.nothing"), fill=True,
        )  # fmt: skip
        if n_all > SHOWN:
            st.caption(t("hh.longer", n=number(SHOWN), of=number(n_all)))
        if rows:
            st.button(
                t("hh.joined.list"), on_click=_list, type="tertiary", key=f"{key}_list", icon=":material/list_alt:"
            )
    if menu:
        with menu:
            headings = {
                "village_code": t("download.code"), "name": t("place.village.word"), "within": t("attention.within"),
                "officer": t("worklist.officer"), "n_neighbours": t("hh.joined.n"), "n_targets": t("hh.joined.targets"),
                "per_hundred": t("hh.joined.per"),
            }  # fmt: skip
            plain = Later(
                len(rows),
                lambda: [{**r, "name": names[r["village_code"]], "within": within(r["village_code"])} for r in rows],
            )
            draw_downloads(f"{key}-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _list() -> None:
    st.query_params["tab"], st.query_params["state"] = "register", "neighbour"


def _draw_occupations(view: View, *, key: str = "joined_by") -> None:
    rows = rows_of(view, "neighbours_by", MOST_BARS)
    total, most = sum(r["n_neighbours"] for r in rows), max((r["n_neighbours"] for r in rows), default=1)
    title = t("hh.joined.by")
    with block(key, title, t("hh.joined.by_note", n=number(total)) if rows else "", menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("households.occupation")), Column("n", t("hh.joined.n"), "bar"),
             Column("targets", t("hh.joined.targets"), "number")],
            [
                Row(str(i), {"name": Cell(_occupation(r), note=r["occupation_type"]),
                             "n": Cell(number(r["n_neighbours"]), share=r["n_neighbours"] / most * 100),
                             "targets": number(r["n_targets"])},
                    href=view.link(occupation=r["occupation_type"] or UNSAID)
                    if view.filters.occupation is None else "")
                for i, r in enumerate(rows)
            ],
            key=f"{key}_table", caption=title, nothing=t("hh.joined.nothing"), fill=True, stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"occupation_type": t("filter.occupation"), "name": t("households.occupation"),
                        "n_neighbours": t("hh.joined.n"), "n_targets": t("hh.joined.targets")}  # fmt: skip
            plain = Later(len(rows), lambda: [{**r, "name": _occupation(r)} for r in rows])
            draw_downloads(f"{key}-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _occupation(r: dict[str, Any]) -> str:
    return r["occupation"] or t("hh.no_occupation")

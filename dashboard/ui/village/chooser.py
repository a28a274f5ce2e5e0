"""Which village: a box to type part of a name in, and the villages of the area with where they stand."""

from __future__ import annotations

import streamlit as st

from dashboard.programme import STAGES
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.persons import shown_name
from dashboard.ui.progress.village_heat import stage_of
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t
from dashboard.ui.worklist import asked_page, draw_pager

MOST_VILLAGES = 1000
PAGE = 50


def draw_chooser(view: View, *, key: str = "chooser") -> None:
    """The villages of the view, those first whose name comes first in the Thai dictionary."""
    typed = view.get("find")
    rows = data.view_records("pages/village_list", view.filters, typed=typed, n=MOST_VILLAGES)
    n_all = rows[0]["n_all"] if rows else 0
    title = t("chooser.title")
    with block(key, title, t("chooser.note", n=number(n_all)), menu=bool(rows)) as menu:
        st.session_state["village_find"] = typed
        st.text_input(
            t("chooser.find"), key="village_find", placeholder=t("chooser.find"), on_change=_find,
            label_visibility="collapsed", icon=":material/search:", width=420,
        )  # fmt: skip
        names = places.plain_names(r["village_code"] for r in rows)
        first = asked_page(view, "chooser_page", len(rows), PAGE) * PAGE
        shown = rows[first : first + PAGE]
        draw_table(
            [Column("name", t("place.village.word")), Column("within", t("chooser.within")),
             Column("officer", t("village.officer"), minor=True), Column("stage", t("chooser.stage"), "bar"),
             Column("reached", t("chooser.reached")), Column("on", t("chooser.since"), "number", minor=True)],
            [
                Row(r["village_code"], {
                    "name": names[r["village_code"]],
                    "within": " ".join(places.name(r["village_code"][:n]) for n in (6, 4)),
                    "officer": shown_name(r["officer"]),
                    "stage": Cell(stage_of(r["stage"]), share=r["stage"] / len(STAGES) * 100),
                    "reached": t(f"stage.{STAGES[r['stage'] - 1].id}.short") if r["stage"] else t("village.not_begun"),
                    "on": day(r["stage_on"]) if r["stage_on"] else "–",
                }, href=area_link(view, r["village_code"]))
                for r in shown
            ],
            key=f"{key}_table", caption=title, nothing=t("chooser.nothing"), fill=True,
        )  # fmt: skip
        if len(rows) > PAGE:
            word = t("worklist.page", first=number(first + 1), last=number(first + len(shown)), of=number(n_all))
            draw_pager(view, "chooser_page", first // PAGE + 1, -(-len(rows) // PAGE), word, key=f"{key}_pages")
        if n_all > MOST_VILLAGES:
            st.caption(t("chooser.longer", n=number(MOST_VILLAGES), of=number(n_all)))
    if menu:
        with menu:
            headings = {
                "village_code": t("download.code"),
                "name": t("place.village.word"),
                "within": t("chooser.within"),
                "officer": t("village.officer"),
                "stage": t("chooser.stage"),
                "stage_on": t("chooser.since"),
            }
            plain = [
                {
                    **r,
                    "name": names[r["village_code"]],
                    "officer": shown_name(r["officer"]),
                    "within": " ".join(places.name(r["village_code"][:n]) for n in (6, 4)),
                }
                for r in rows
            ]
            draw_downloads(f"villages-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _find() -> None:
    typed = str(st.session_state["village_find"] or "").strip()
    st.query_params.pop("chooser_page", None)
    if typed:
        st.query_params["find"] = typed
    else:
        st.query_params.pop("find", None)

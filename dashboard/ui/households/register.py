"""The register of households: searched, narrowed to a state or a trainer, page by page; a row opens its village."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.households.asked import CHUNK, PAGE, STATES, Rows, chosen_state, register_of
from dashboard.ui.households.overdue import draw_trainer_chip
from dashboard.ui.households.rows import officer_name
from dashboard.ui.later import Later
from dashboard.ui.persons import shown_name
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.village.households import state_cell
from dashboard.ui.words import day, number, t
from dashboard.ui.worklist import draw_pager, within

_KEY = "register"


def draw_register(view: View) -> None:
    """The box to search in, the choice of the state, and one page of the households that match."""
    page = page_of(view.get(f"{_KEY}_page"))
    skip = (page - 1) * PAGE // CHUNK * CHUNK
    rows = register_of(view, skip)
    if not rows and skip:  # an address from a longer list
        page, skip = 1, 0
        rows = register_of(view, skip)
    n_all = rows[0]["n_all"] if rows else 0
    first = (page - 1) * PAGE
    if first >= n_all:
        page, first = 1, 0
    shown = rows[first - skip : first - skip + PAGE]
    title = t("hh.register.title")
    with block(_KEY, title, t("hh.register.note", n=number(n_all)), menu=bool(rows)) as menu:
        _draw_search(view)
        draw_trainer_chip(view)
        _draw_rows(view, shown)
        if n_all > PAGE:
            word = t("worklist.page", first=number(first + 1), last=number(first + len(shown)), of=number(n_all))
            draw_pager(view, f"{_KEY}_page", page, (n_all - 1) // PAGE + 1, word, key=f"{_KEY}_pages")
    if menu:
        with menu:
            if n_all > len(rows):
                st.caption(t("hh.register.part", first=number(skip + 1), last=number(skip + len(rows)),
                             of=number(n_all)))  # fmt: skip
            _draw_downloads(view, rows, title)


def page_of(text: str) -> int:
    """The page that the address names, from 1; 1 when it names none."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _draw_search(view: View) -> None:
    names = {"": t("hh.state.all")} | {state: t(f"hh.state.{state}") for state in STATES}
    st.session_state["households_find"] = view.get("find")
    st.session_state["households_state"] = chosen_state(view)
    with st.container(horizontal=True, key="households_search", gap="small"):
        st.text_input(
            t("hh.register.find"), key="households_find", placeholder=t("hh.register.find"), on_change=_find,
            label_visibility="collapsed", icon=":material/search:", width=420,
        )  # fmt: skip
        st.selectbox(
            t("hh.register.state"), list(names), key="households_state", format_func=names.__getitem__,
            on_change=_choose, label_visibility="collapsed", width=300,
        )  # fmt: skip


def _find() -> None:
    _set("find", str(st.session_state["households_find"] or "").strip())


def _choose() -> None:
    _set("state", str(st.session_state["households_state"] or ""))


def _set(key: str, value: str) -> None:
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)
    st.query_params.pop(f"{_KEY}_page", None)


def _draw_rows(view: View, rows: Rows) -> None:
    names = places.names({r["village_code"] for r in rows})
    draw_table(
        [Column("name", t("households.head")), Column("where", t("worklist.where")),
         Column("occupation", t("households.occupation"), minor=True),
         Column("trained", t("households.trained"), "number", minor=True), Column("state", t("households.state")),
         Column("visit", t("households.visit"), "number"), Column("trainer", t("hh.trainer"), minor=True)],
        [
            Row(
                f"{r['village_code']}-{i}",
                {
                    "name": Cell(shown_name(r["head_name"]), note=_under_name(r)),
                    "where": Cell(names[r["village_code"]], note=within(r["village_code"])),
                    "occupation": _occupation(r),
                    "trained": day(r["trained_on"]) if r["trained_on"] else None,
                    "state": state_cell(r),
                    "visit": _visit(r),
                    "trainer": Cell(shown_name(r["trainer"]) if r["trainer"] else t("hh.no_trainer"),
                                    note=officer_name(r["officer"])),
                },
                href=area_link(view, r["village_code"]),
            )
            for i, r in enumerate(rows)
        ],
        key=f"{_KEY}_table", caption=t("hh.register.title"), nothing=t("hh.register.nothing"),
    )  # fmt: skip


def _under_name(r: dict[str, Any]) -> str:
    house = t("pairs.house", house=shown_name(r["house_no"], "house"))
    return house if r["is_target"] else f"{house} · {t('households.neighbour')}"


def _occupation(r: dict[str, Any]) -> Cell | None:
    learnt, wanted = r["occupation"], r["occupation_wanted"]
    if learnt:
        return Cell(learnt, note=t("hh.register.wanted", name=wanted) if wanted and wanted != learnt else "")
    return Cell(t("hh.register.wanted", name=wanted)) if wanted else None


def _visit(r: dict[str, Any]) -> Cell:
    text = day(r["last_visit_on"]) if r["last_visit_on"] else t("households.never") if r["trained_on"] else "–"
    if r["is_overdue"]:
        return Cell(text, icon="error", status="behind", word=t("households.overdue"))
    return Cell(text)


def _draw_downloads(view: View, rows: Rows, title: str) -> None:
    headings = {
        "village_code": t("download.code"), "village": t("place.village.word"), "house": t("households.house"),
        "head": t("households.head"), "target": t("households.target"), "trainer": t("hh.trainer"),
        "officer": t("worklist.officer"), "occupation_wanted": t("hh.wanted.wanted"),
        "occupation": t("households.occupation"), "occupation_type": t("filter.occupation"),
        "selected_on": t("hh.selected_on"), "trained_on": t("households.trained"),
        "practising_from": t("households.from"), "stopped_on": t("households.stopped_on"),
        "last_visit_on": t("households.visit"), "overdue": t("hh.state.overdue"),
    }  # fmt: skip

    def make() -> Rows:
        names = places.names({r["village_code"] for r in rows})
        return [
            {
                **r,
                "village": names[r["village_code"]],
                "house": shown_name(r["house_no"], "house"),
                "head": shown_name(r["head_name"]),
                "target": t("households.target") if r["is_target"] else t("households.neighbour"),
                "trainer": shown_name(r["trainer"]),
                "officer": officer_name(r["officer"]),
                "overdue": t("households.overdue") if r["is_overdue"] else None,
            }
            for r in rows
        ]

    plain = Later(len(rows), make)
    draw_downloads(f"households-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=_KEY)

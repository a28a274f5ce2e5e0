"""The register of groups: found by part of a name, filtered by the bars beside it, a page at a time."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.download import draw_downloads
from dashboard.ui.groups_page.asked import (
    MOST_DOWNLOADED,
    PAGE_SIZE,
    Choice,
    Rows,
    choice_of,
    facet_word,
    group_name,
    lacks,
    nothing_words,
    occupation_word,
)
from dashboard.ui.groups_page.facets import FACETS
from dashboard.ui.later import Later
from dashboard.ui.persons import shown_name
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t
from dashboard.ui.worklist import draw_pager, within

SORTS = ("registered", "name", "village", "members", "founded", "stars")
_COLUMN_OF = {"registered": "otop"}


def draw_register(view: View, *, key: str = "register") -> None:
    """The block: search, the choices as chips, the groups, the pages, the downloads of all that fit."""
    choice = choice_of(view)
    asked = view.get("register_page", "1")
    page = max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    rows = _rows(view, choice, (page - 1) * PAGE_SIZE, PAGE_SIZE)
    if not rows and page > 1:  # fewer groups than when the address was made
        page, rows = 1, _rows(view, choice, 0, PAGE_SIZE)
    n_all = rows[0]["n_all"] if rows else 0
    title = t("grp.register.title")
    with block(key, title, t("grp.register.note", n=number(n_all)), menu=bool(rows)) as menu:
        _draw_search(view)
        draw_chips(view, choice_chips(choice), key=f"{key}_chips")
        draw_table(
            _columns(view), [_row(view, r) for r in rows], key=f"{key}_table", caption=title, fill=True,
            nothing=nothing_words() if choice == Choice() else t("grp.register.nothing"),
        )  # fmt: skip
        pages = (n_all - 1) // PAGE_SIZE + 1 if n_all else 1
        if pages > 1:
            first = (page - 1) * PAGE_SIZE + 1
            word = t("worklist.page", first=number(first), last=number(first + len(rows) - 1), of=number(n_all))
            draw_pager(view, "register_page", page, pages, word, key=f"{key}_pages")
    if menu:
        with menu:
            _draw_downloads(view, choice, n_all, title, key)


def _rows(view: View, choice: Choice, skip: int, n: int) -> Rows:
    return data.view_records(
        "pages/groups_register", view.filters, **choice.params(), state=choice.state, sort=sort_of(view), skip=skip, n=n
    )


def sort_of(view: View) -> str:
    """What the register is sorted by: the latest registration first unless the address asks otherwise."""
    asked = view.get("list")
    return asked if asked in SORTS else SORTS[0]


def choice_chips(choice: Choice) -> list[Chip]:
    """What the register is limited to, as chips."""
    chips = [Chip("find", t("grp.register.found"), choice.typed)] if choice.typed else []
    return chips + [
        Chip(facet, t(f"grp.facet.{facet}"), facet_word(facet, value))
        for facet in FACETS
        if (value := choice.of(facet)) is not None
    ]


def _draw_search(view: View) -> None:
    st.session_state["groups_find"] = view.get("find")
    st.text_input(
        t("grp.register.find"), key="groups_find", placeholder=t("grp.register.find"), on_change=_find,
        label_visibility="collapsed", icon=":material/search:", width=420,
    )  # fmt: skip


def _find() -> None:
    typed = str(st.session_state["groups_find"] or "").strip()
    st.query_params.pop("register_page", None)
    if typed:
        st.query_params["find"] = typed
    else:
        st.query_params.pop("find", None)


def _columns(view: View) -> list[Column]:
    by = sort_of(view)

    def column(sort: str, label: str, kind: str, *, minor: bool = False) -> Column:
        up = sort in ("name", "village")
        return Column(
            _COLUMN_OF.get(sort, sort), label, kind, minor=minor,  # type: ignore[arg-type]
            sort_href=view.link(list=None if sort == SORTS[0] else sort, register_page=None),
            sorted=("up" if up else "down") if by == sort else "",
        )  # fmt: skip

    return [
        column("name", t("groups.name"), "text"),
        column("village", t("place.village.word"), "text"),
        column("members", t("grp.members"), "number"),
        column("founded", t("groups.founded"), "number"),
        column("registered", t("grp.registered_on"), "text"),
        Column("product", t("grp.product"), minor=True),
        column("stars", t("grp.facet.stars"), "number"),
    ]


def _row(view: View, r: dict[str, Any]) -> Row:
    code = r["village_code"]
    producer = facet_word("producer", r["producer_type"]) if r["producer_type"] else ""
    return Row(
        f"{code} {r['name']}",
        {
            "name": Cell(group_name(r), note=occupation_word(r["occupation_type"])),
            "village": Cell(places.name(code), note=within(code), href=area_link(view, code)),
            "members": number(r["members"]),
            "founded": day(r["founded_on"]),
            "otop": _state(r),
            "product": Cell(facet_word("category", r["otop_category"]), note=producer) if r["otop_category"] else None,
            "stars": facet_word("stars", str(r["stars"])) if r["stars"] else "–",
        },
    )


def _state(r: dict[str, Any]) -> Cell:
    if r["state"] == "registered":
        return Cell(day(r["registered_on"]), icon="workspace_premium", status="met", word=t("grp.state.registered"),
                    note=r["otop_number"] or t("grp.number_unsaid"))  # fmt: skip
    if r["state"] == "ready":
        return Cell(t("grp.state.ready"), icon="check_circle", status="met")
    return Cell(t("grp.state.waiting"), icon="remove")


def _draw_downloads(view: View, choice: Choice, n_all: int, title: str, key: str) -> None:
    headings = {
        "village_code": t("download.code"),
        "village": t("place.village.word"),
        "within": t("attention.within"),
        "officer": t("worklist.officer"),
        "name": t("groups.name"),
        "occupation": t("grp.occupation"),
        "members": t("grp.members"),
        "founded_on": t("groups.founded"),
        "state": t("grp.facet.state"),
        "registered_on": t("grp.registered_on"),
        "otop_number": t("grp.number"),
        "category": t("grp.facet.category"),
        "producer": t("grp.facet.producer"),
        "stars": t("grp.facet.stars"),
        "lacks": t("grp.lacks"),
    }

    def make() -> Rows:
        rows = _rows(view, choice, 0, MOST_DOWNLOADED)
        names = places.plain_names(r["village_code"] for r in rows)
        return [
            {
                **r,
                "village": names[r["village_code"]],
                "within": within(r["village_code"]),
                "officer": shown_name(r["officer"]) if r["officer"] else None,
                "name": group_name(r),
                "occupation": r["occupation_type"],
                "state": facet_word("state", r["state"]),
                "category": facet_word("category", r["otop_category"]) if r["otop_category"] else None,
                "producer": facet_word("producer", r["producer_type"]) if r["producer_type"] else None,
                "lacks": None if r["state"] == "registered" else lacks(r),
            }
            for r in rows
        ]

    plain = Later(min(n_all, MOST_DOWNLOADED), make)
    limited = " · ".join(f"{chip.kind} {chip.text}" for chip in choice_chips(choice))
    said = f"{title} ({limited})" if limited else title
    draw_downloads(f"groups-{view.filters.as_of}", headings, plain, about(view, said, len(plain)), key=key)
    if n_all > MOST_DOWNLOADED:
        st.caption(t("grp.register.longer", n=number(MOST_DOWNLOADED), of=number(n_all)))

"""The register of sages: searched by typing, limited by clicking the counts, a page at a time, to take along."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.count_files import draw_count_files
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.persons import may_see_persons, shown_name
from dashboard.ui.sages.asked import ROLES, STATUSES, Asked
from dashboard.ui.sages.rows import MOST_SAGES, PAGE, Rows, counts_of, n_all, register_of
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t
from dashboard.ui.worklist import draw_pager, within

_ICONS = {"ready": ("check_circle", "met"), "left": ("person_off", "none"), "undated": ("error", "behind")}
_DAY_OF = {"surveyed": "surveyed_on", "registered": "registered_on", "trained": "trained_on", "ready": "trained_on",
           "left": "left_on"}  # fmt: skip


def draw_register(view: View, asked: Asked) -> None:
    """The part of the page with the register."""
    left, right = st.columns([3, 9], gap="medium")
    with left:
        _draw_counts(view, asked, "status", STATUSES, asked.status, other=("role", asked.role))
        _draw_counts(view, asked, "role", ROLES, asked.role, other=("status", asked.status))
    with right:
        _draw_sages(view, asked)


def counted_by(counts: Rows, by: str, other: tuple[str, str | None]) -> dict[str, int]:
    """Sages by one thing, of those that are chosen by the other."""
    found: dict[str, int] = {}
    for row in counts:
        if other[1] in (None, row[other[0]]):
            found[row[by]] = found.get(row[by], 0) + row["n_sages"]
    return found


def _draw_counts(
    view: View, asked: Asked, by: str, order: tuple[str, ...], chosen: str | None, other: tuple[str, str | None]
) -> None:
    found = counted_by(counts_of(view, asked), by, other)
    total = sum(found.values())
    title = t(f"sages.by_{by}")
    with block(f"by_{by}", title, t("sages.n_people", n=number(total)), menu=bool(found)) as menu:
        draw_table(
            [Column("name", title), Column("n", t("sages.people"), "bar")],
            [
                Row(id_, {
                    "name": _named(by, id_),
                    "n": Cell(number(found[id_]), share=found[id_] / total * 100),
                }, href=view.link(**{by: None if id_ == chosen else id_}, page=None),
                    tone="here" if id_ == chosen else "")
                for id_ in order
                if found.get(id_)
            ],
            key=f"by_{by}_table", caption=title, nothing=t("sages.nobody_found"), stacks=False,
        )  # fmt: skip
    counted = [(_named(by, id_), found[id_]) for id_ in order if found.get(id_)]
    draw_count_files(view, menu, title, (title, t("sages.people")), counted, key=f"by_{by}")


def _named(by: str, id_: str) -> str:
    return t(f"role.{id_}" if by == "role" else f"sages.status.{id_}")


def _draw_sages(view: View, asked: Asked, *, key: str = "sages") -> None:
    page = page_of(view)
    rows = register_of(view, asked, skip=(page - 1) * PAGE)
    if not rows and page > 1:  # an address of a longer list
        page, rows = 1, register_of(view, asked)
    n = n_all(rows)
    title = t("sages.register")
    with block(key, title, t("sages.n_people", n=number(n)), menu=bool(rows)) as menu:
        st.session_state["sages_find"] = asked.typed
        st.text_input(
            t("sages.find"), key="sages_find", on_change=_find, label_visibility="collapsed",
            placeholder=t("sages.find" if may_see_persons() else "sages.find_masked"), icon=":material/search:",
            width=420,
        )  # fmt: skip
        _draw_table(view, rows, key)
        if n > PAGE:
            first = (page - 1) * PAGE
            word = t("worklist.page", first=number(first + 1), last=number(first + len(rows)), of=number(n))
            draw_pager(view, "page", page, -(-n // PAGE), word, key=f"{key}_pages")
    if menu:
        with menu:
            _draw_downloads(view, asked, n, title, key)


def page_of(view: View) -> int:
    """Which page of the register the address asks for, from 1."""
    asked = view.get("page", "1")
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _find() -> None:
    typed = str(st.session_state["sages_find"] or "").strip()
    st.query_params.pop("page", None)
    if typed:
        st.query_params["find"] = typed
    else:
        st.query_params.pop("find", None)


def _draw_table(view: View, rows: Rows, key: str) -> None:
    names = places.names({r["village_code"] for r in rows})
    draw_table(
        [Column("name", t("sages.name")), Column("role", t("sages.role")), Column("expertise", t("sages.expertise")),
         Column("where", t("place.village.word")), Column("status", t("sages.standing")),
         Column("phone", t("sages.phone"), "number", minor=True)],
        [
            Row(f"{r['village_code']}-{i}", {
                "name": Cell(shown_name(r["full_name"]),
                             note=t("team.took_over", name=shown_name(r["replaces"])) if r["replaces"] else ""),
                "role": t(f"role.{r['role']}") if r["role"] else "–",
                "expertise": r["expertise"] or "–",
                "where": Cell(names[r["village_code"]], note=within(r["village_code"]),
                              href=area_link(view, r["village_code"])),
                "status": status_cell(r),
                "phone": shown_name(r["phone"], "phone"),
            })
            for i, r in enumerate(rows)
        ],
        key=f"{key}_table", caption=t("sages.register"), nothing=t("sages.nobody_found"), fill=True,
    )  # fmt: skip


def status_cell(row: dict[str, Any]) -> Cell:
    """Where a sage stands, since when, and in which batch the training was."""
    icon, tone = _ICONS.get(row["status"], ("pending", "near"))
    on = row[_DAY_OF[row["status"]]] if row["status"] in _DAY_OF else None
    batch = t("sages.batch_of", n=row["batch"]) if row["batch"] and row["trained_on"] else ""
    note = " · ".join(filter(None, (day(on) if on else "", batch)))
    return Cell(t(f"sages.status.{row['status']}"), icon=icon, status=tone, note=note)


def _draw_downloads(view: View, asked: Asked, n: int, title: str, key: str) -> None:
    headings = {
        "name": t("sages.name"), "role": t("sages.role"), "expertise": t("sages.expertise"), "phone": t("sages.phone"),
        "village_code": t("download.code"), "where": t("place.village.word"), "within": t("attention.within"),
        "status": t("sages.standing"), "surveyed_on": t("sages.surveyed_on"), "registered_on": t("sages.registered_on"),
        "trained_on": t("sages.trained_on"), "centre": t("sages.centre"), "batch": t("sages.batch"),
        "left_on": t("sages.left_on"), "replaces": t("sages.replaces"), "officer": t("worklist.officer"),
    }  # fmt: skip

    def make() -> Rows:
        rows = register_of(view, asked, n=MOST_SAGES)
        names = places.names({r["village_code"] for r in rows})
        return [
            {
                **r,
                "name": shown_name(r["full_name"]),
                "role": t(f"role.{r['role']}") if r["role"] else "",
                "phone": shown_name(r["phone"], "phone") if r["phone"] else "",
                "where": names[r["village_code"]],
                "within": within(r["village_code"]),
                "status": t(f"sages.status.{r['status']}"),
                "centre": r["training_centre"],
                "replaces": shown_name(r["replaces"]) if r["replaces"] else "",
                "officer": shown_name(r["officer"]) if r["officer"] else "",
            }
            for r in rows
        ]

    plain = Later(min(n, MOST_SAGES), make)
    if n > MOST_SAGES:
        st.caption(t("sages.longer", n=number(MOST_SAGES), of=number(n)))
    draw_downloads(f"sages-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)

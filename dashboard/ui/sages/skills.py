"""What the active sages know against what the target households want to learn; a click limits the page to one."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Each
from dashboard.ui.sages.asked import Asked
from dashboard.ui.sages.rows import Rows, gaps_of, n_all, skills_of
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t
from dashboard.ui.worklist import Task, draw_worklist


def draw_skills(view: View, asked: Asked) -> None:
    """The part of the page about skills."""
    left, right = st.columns([5.6, 6.4], gap="medium")
    with left:
        _draw_table(view, asked)
    with right:
        _draw_gaps(view, asked)


def _draw_table(view: View, asked: Asked, *, key: str = "skills") -> None:
    everything = skills_of(view)
    rows = [r for r in everything if r["key"]]
    title = t("sages.skills")
    households = sum(r["n_households"] for r in everything)
    with block(key, title, t("sages.skills_note", n=number(len(rows)), of=number(households))) as menu:
        st.caption(t("sages.skills_help"))
        most = max((r["n_households"] for r in rows), default=0) or 1
        draw_table(
            [Column("name", t("sages.occupation")), Column("households", t("sages.households_want"), "bar"),
             Column("villages", t("sages.villages_want"), "number"), Column("exact", t("sages.villages_exact"), "bar"),
             Column("kin", t("sages.villages_kin"), "number", help=t("sages.villages_kin_help")),
             Column("lack", t("sages.villages_lack"), "number", help=t("sages.villages_lack_help"))],
            [_row(view, asked, r, most) for r in rows],
            key=f"{key}_table", caption=title, nothing=t("sages.skills_nothing"), fill=True,
        )  # fmt: skip
        unsaid = next((r for r in everything if not r["key"]), None)
        if unsaid:
            st.caption(t("sages.skills_unsaid", n=number(unsaid["n_households"]), sages=number(unsaid["n_sages"])))
        if n_all(everything) > len(everything):
            st.caption(t("sages.longer", n=number(len(everything)), of=number(n_all(everything))))
    if menu:
        with menu:
            _draw_downloads(view, rows, title, key)


def _row(view: View, asked: Asked, row: dict[str, Any], most: int) -> Row:
    share = row["n_exact"] / row["n_villages"] * 100 if row["n_villages"] else None
    chosen = asked.skill == row["key"]
    lack = row["n_lack"]
    return Row(
        row["key"],
        {
            "name": Cell(row["label"] or row["key"], note=row["type"] or t("sages.no_type")),
            "households": Cell(number(row["n_households"]), share=row["n_households"] / most * 100),
            "villages": number(row["n_villages"]),
            "exact": Cell(percent(share), share=share, title=number(row["n_exact"])) if row["n_villages"] else "–",
            "kin": number(row["n_kin"]),
            "lack": Cell(number(lack), icon="error" if lack else "", status="behind" if lack else "",
                         word=t("sages.villages_lack") if lack else ""),
        },
        href=view.link(skill=None if chosen else row["key"], gaps_page=None),
        tone="here" if chosen else "",
    )  # fmt: skip


def _draw_downloads(view: View, rows: Rows, title: str, key: str) -> None:
    headings = {
        "label": t("sages.occupation"), "type": t("sages.occupation_type"), "n_households": t("sages.households_want"),
        "n_villages": t("sages.villages_want"), "n_exact": t("sages.villages_exact"), "n_kin": t("sages.villages_kin"),
        "n_lack": t("sages.villages_lack"), "n_sages": t("sages.sages_know"),
    }  # fmt: skip
    draw_downloads(f"skills-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)


def _draw_gaps(view: View, asked: Asked, *, key: str = "gaps") -> None:
    rows = gaps_of(view, asked)
    near = places.names(r["near_code"] for r in rows if r["near_code"])
    draw_worklist(
        view,
        Each(rows, lambda r: _task(view, r, near)),
        key=key,
        title=t("sages.gaps"),
        n_all=n_all(rows),
        who=t("sages.occupation"),
        more=[Column("n", t("sages.households_want"), "number"), Column("near", t("sages.near"))],
        dated=False,
        nothing=t("sages.gaps_nothing"),
        help=t("sages.gaps_help"),
        fill=True,
    )


def _task(view: View, row: dict[str, Any], names: dict[str, str]) -> Task:
    return Task(
        code=row["village_code"],
        who=row["label"] or row["key"],
        note=t("sages.has_kin") if row["has_kin"] else t("sages.has_none"),
        officer=row["officer"] or "",
        tone="near" if row["has_kin"] else "behind",
        tone_word=t("sages.villages_kin" if row["has_kin"] else "sages.villages_lack"),
        href=area_link(view, row["village_code"]),
        more={"n": number(row["n_households"]), "near": _near(view, row, names)},
        plain={"n": row["n_households"]},
    )


def _near(view: View, row: dict[str, Any], names: dict[str, str]) -> Cell:
    """The closest village of the view whose sages know it."""
    code = row["near_code"]
    if not code:
        return Cell(t("sages.near_none"))
    where = t("sages.near_subdistrict" if row["is_in_subdistrict"] else "sages.near_district", n=number(row["n_near"]))
    return Cell(names[code], note=where, href=area_link(view, code))

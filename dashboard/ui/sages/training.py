"""The five training days: the calendar, what to act on beside it, and the meetings of the support teams below."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import streamlit as st

from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Each, Later
from dashboard.ui.sages.asked import HORIZONS, LISTS, Asked
from dashboard.ui.sages.calendar import draw_calendar
from dashboard.ui.sages.rows import Rows, meetings_of, n_all, rules_of, sessions_of
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t
from dashboard.ui.worklist import Task, draw_worklist

_URGENT = 7  # days before a training day at which its materials should have been accepted


def draw_training(view: View, asked: Asked) -> None:
    """The part of the page about the training days."""
    left, right = st.columns([5.35, 6.65], gap="medium")
    with left:
        draw_calendar(view, asked)
    with right:
        _draw_lists(view, asked)
    _draw_meetings(view)


def horizon_of(view: View) -> int:
    """How many days the list of training days to come looks ahead."""
    asked = view.get("days")
    return next((n for n in HORIZONS if str(n) == asked), HORIZONS[0])


def ends_of(view: View, asked: Asked, kind: str) -> tuple[date | None, date | None]:
    """Between which days a list looks: the chosen month or week; else the horizon for those to come, else all."""
    if asked.when:
        return asked.from_on, asked.to_on
    if kind == "planned":
        return None, view.filters.as_of + timedelta(days=horizon_of(view))
    return None, None


def _draw_lists(view: View, asked: Asked) -> None:
    rows = {kind: sessions_of(view, asked, kind, *ends_of(view, asked, kind)) for kind in LISTS}
    order = LISTS if rows["planned"] else ("late", *(kind for kind in LISTS if kind != "late"))
    with st.container(key="sages_lists", gap="xsmall"):
        kind = draw_tabs(
            view,
            [Tab(id_, _list_label(view, asked, id_), number(n_all(rows[id_]))) for id_ in order],
            key="sages_list_bar", label=t("sages.lists"), own_key="list", pills=True, leaves=("sessions_page",),
        )  # fmt: skip
        if kind == "planned" and not asked.when:
            draw_tabs(
                view, [Tab(str(n), t("sages.within", n=number(n))) for n in HORIZONS], key="sages_horizons",
                label=t("sages.horizon"), own_key="days", pills=True, leaves=("sessions_page",),
            )  # fmt: skip
        _draw_sessions(view, kind, rows[kind])


def _list_label(view: View, asked: Asked, kind: str) -> str:
    if kind == "planned" and not asked.when:
        return t("sages.list.planned_in", n=number(horizon_of(view)))
    return t(f"sages.list.{kind}")


def _draw_sessions(view: View, kind: str, rows: Rows, *, key: str = "sessions") -> None:
    n_days = rules_of(view).training_days
    draw_worklist(
        view,
        Each(rows, lambda r: _task(view, kind, r, n_days)),
        key=key,
        title=t(f"sages.list.{kind}.title"),
        n_all=n_all(rows),
        who=t("sages.training_day"),
        since=t("sages.held_on" if kind == "unequipped" else "sages.planned_on"),
        more=[Column("materials", t("sages.materials"))],
        nothing=t(f"sages.list.{kind}.nothing"),
        help=t(f"sages.list.{kind}.help"),
        fill=True,
    )


def _task(view: View, kind: str, row: dict[str, Any], n_days: int) -> Task:
    on = row["held_on"] if kind == "unequipped" else row["planned_on"]
    left = (on - view.filters.as_of).days
    materials = _materials(row, urgent=kind != "planned" or left <= _URGENT)
    tone = "behind" if kind == "late" else materials.status if materials.status != "met" else ""
    return Task(
        code=row["village_code"],
        who=t("sages.day_of", n=number(row["day_no"]), of=number(n_days)),
        note=(t("sages.in_days", n=number(left)) if left else t("sages.today")) if kind == "planned" else "",
        since=on,
        officer=row["officer"] or "",
        tone=tone,  # type: ignore[arg-type]
        tone_word=t(f"sages.list.{kind}") if kind == "late" else materials.text if tone else "",
        href=area_link(view, row["village_code"]),
        more={"materials": materials},
    )


def _materials(row: dict[str, Any], *, urgent: bool) -> Cell:
    """Whether the materials are (or were on the day) all accepted, and how many are by now."""
    if row["is_equipped"]:
        return Cell(t("sages.materials_ready"), note=day(row["ready_on"]), icon="check_circle", status="met")
    bad = ("error", "behind") if urgent else ("contrast", "near")
    if not row["n_materials"]:
        return Cell(t("sages.materials_none"), icon=bad[0], status=bad[1])
    if row["ready_on"]:
        return Cell(t("sages.materials_after"), note=day(row["ready_on"]), icon=bad[0], status=bad[1])
    said = t("sages.materials_some", n=number(row["n_accepted"]), of=number(row["n_materials"]))
    return Cell(said, icon=bad[0], status=bad[1])


def _draw_meetings(view: View, *, key: str = "meetings") -> None:
    """The support teams' meetings by district."""
    rows = meetings_of(view)
    names = places.plain_names(r["district_code"] for r in rows)
    held = sum(r["n_held"] for r in rows)
    met = sum(r["n_held"] > 0 for r in rows)
    title = t("sages.meetings")
    with block(key, title, t("sages.meetings_note", n=number(held), met=number(met), of=number(n_all(rows)))) as menu:
        st.caption(t("sages.meetings_help"))
        draw_table(
            [Column("name", t("place.district.word")), Column("held", t("sages.meetings_held"), "number"),
             Column("last", t("sages.meetings_last"), "number"), Column("people", t("sages.participants"), "number"),
             Column("next", t("sages.meetings_next"))],
            [
                Row(r["district_code"], {
                    "name": names[r["district_code"]],
                    "held": number(r["n_held"]),
                    "last": day(r["last_on"]) if r["last_on"] else "–",
                    "people": number(r["n_participants"]),
                    "next": _next(r),
                }, href=view.link(area=r["district_code"]))
                for r in rows
            ],
            key=f"{key}_table", caption=title, fill=True, stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {
                "district_code": t("download.code"), "name": t("place.district.word"),
                "n_held": t("sages.meetings_held"), "last_on": t("sages.meetings_last"),
                "n_participants": t("sages.participants"), "next_on": t("sages.meetings_next"),
                "n_late": t("sages.meetings_late"),
            }  # fmt: skip
            plain = Later(len(rows), lambda: [{**r, "name": names[r["district_code"]]} for r in rows])
            draw_downloads(f"support-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _next(row: dict[str, Any]) -> Cell:
    if row["n_late"]:
        return Cell(t("sages.n_late", n=number(row["n_late"])), icon="error", status="behind")
    if row["next_on"]:
        return Cell(day(row["next_on"]))
    if not row["n_held"]:
        return Cell(t("sages.meetings_none"), icon="contrast", status="near")
    return Cell(t("sages.meetings_over"))

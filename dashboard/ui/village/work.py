"""The work in a village: activities with the five training days, materials on their way, groups, visits."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.persons import shown_name
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.village.asked import MOST_VISITS, Rows, activities_of, groups_of, materials_of, visits_of
from dashboard.ui.village.one_house import chosen_house, draw_house_chip
from dashboard.ui.words import day, number, t


def draw_activities(view: View, *, key: str = "activities") -> None:
    """Every activity and training day: planned, held, how late, money and evidence."""
    rows = activities_of(view)
    held = sum(r["held_on"] is not None for r in rows)
    with block(key, t("activities.title"), t("activities.note", n=number(held), of=number(len(rows))),
               menu=bool(rows)) as menu:  # fmt: skip
        draw_activity_rows(rows, key=f"{key}_table")
    headings = {
        "activity": t("activities.activity"),
        "planned_on": t("activities.planned"),
        "held_on": t("activities.held"),
        "participants": t("activities.participants"),
        "spent_baht": t("activities.spent"),
        "evidence": t("activities.evidence"),
    }
    plain = [{**r, "activity": activity_name(r), "evidence": _yes_no(r["evidence_complete"])} for r in rows]
    _draw_menu(view, menu, key, t("activities.title"), headings, plain)


def draw_activity_rows(rows: Rows, *, key: str) -> None:
    """The table of some activities."""
    draw_table(
        [Column("name", t("activities.activity")), Column("planned", t("activities.planned"), "number"),
         Column("held", t("activities.held"), "number"), Column("spent", t("activities.spent"), "number", minor=True),
         Column("evidence", t("activities.evidence"))],
        [
            Row(str(i), {"name": activity_name(r), "planned": day(r["planned_on"]), "held": _held(r),
                         "spent": number(r["spent_baht"]), "evidence": _evidence(r["evidence_complete"])})
            for i, r in enumerate(rows)
        ],
        key=key, caption=t("activities.title"), nothing=t("activities.nothing"),
    )  # fmt: skip


def activity_name(r: dict[str, Any]) -> str:
    """An activity by name; a training day with its number."""
    if r["activity"] == "training_day":
        return t("activities.training_day", n=number(r["day_no"] or 1))
    return t(f"activity.{r['activity']}")


def _held(r: dict[str, Any]) -> Cell:
    if r["held_on"] is None:
        if r["is_overdue"]:
            return Cell(t("activities.not_held"), icon="error", status="behind")
        return Cell(t("activities.to_come"))
    late = (r["held_on"] - r["planned_on"]).days if r["planned_on"] else 0
    note = t("activities.late", n=number(late)) if late > 0 else ""
    return Cell(day(r["held_on"]), note=note, icon="" if late <= 7 else "error", status="" if late <= 7 else "behind")


def _evidence(complete: bool | None) -> Cell:
    if complete is None:
        return Cell("–")
    if complete:
        return Cell(t("activities.complete"), icon="check_circle", status="met")
    return Cell(t("activities.incomplete"), icon="error", status="behind")


def _yes_no(complete: bool | None) -> str:
    return "" if complete is None else t("activities.complete" if complete else "activities.incomplete")


def draw_materials(view: View, *, key: str = "materials") -> None:
    """The materials of the village and how far each is on its way."""
    rows = materials_of(view)
    accepted = sum(r["accepted_on"] is not None for r in rows)
    with block(key, t("materials.title"), t("materials.note", n=number(accepted), of=number(len(rows))),
               menu=bool(rows)) as menu:  # fmt: skip
        draw_material_rows(rows, key=f"{key}_table")
    headings = {
        "item": t("materials.item"),
        "category": t("materials.category"),
        "occupation": t("materials.occupation"),
        "quantity": t("materials.quantity"),
        "unit": t("materials.unit"),
        "cost_baht": t("materials.cost"),
        "ordered_on": t("materials.ordered"),
        "delivered_on": t("materials.delivered"),
        "accepted_on": t("materials.accepted"),
        "paid_on": t("materials.paid"),
        "evidence": t("activities.evidence"),
    }
    plain = [{**r, "evidence": _yes_no(r["evidence_complete"])} for r in rows]
    _draw_menu(view, menu, key, t("materials.title"), headings, plain)


def draw_material_rows(rows: Rows, *, key: str) -> None:
    """The table of some materials."""
    draw_table(
        [Column("name", t("materials.item")), Column("cost", t("materials.cost"), "number"),
         Column("delivered", t("materials.delivered"), "number", minor=True),
         Column("accepted", t("materials.accepted"), "number"), Column("evidence", t("activities.evidence"))],
        [
            Row(str(i), {"name": Cell(r["item"], note=_amount(r)), "cost": number(r["cost_baht"]),
                         "delivered": day(r["delivered_on"]) if r["delivered_on"] else "–",
                         "accepted": day(r["accepted_on"]) if r["accepted_on"]
                         else Cell(t("materials.not_accepted"), icon="contrast", status="near"),
                         "evidence": _evidence(r["evidence_complete"])})
            for i, r in enumerate(rows)
        ],
        key=key, caption=t("materials.title"), nothing=t("materials.nothing"),
    )  # fmt: skip


def _amount(r: dict[str, Any]) -> str:
    amount = f"{number(r['quantity'])} {r['unit'] or ''}".strip() if r["quantity"] is not None else ""
    return " · ".join(filter(None, (r["occupation"], amount)))


def draw_groups(view: View, *, key: str = "groups") -> None:
    """The groups founded in the village and their way to OTOP."""
    rows = groups_of(view)
    with block(key, t("groups.title"), "", menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("groups.name")), Column("members", t("groups.members"), "number"),
             Column("founded", t("groups.founded"), "number"), Column("otop", t("groups.otop"))],
            [
                Row(str(i), {"name": Cell(r["name"], note=r["occupation_type"] or ""), "members": number(r["members"]),
                             "founded": day(r["founded_on"]), "otop": _otop(r)})
                for i, r in enumerate(rows)
            ],
            key=f"{key}_table", caption=t("groups.title"), nothing=t("groups.nothing"),
        )  # fmt: skip
    headings = {
        "name": t("groups.name"), "occupation_type": t("files.occupation"), "members": t("groups.members"),
        "founded_on": t("groups.founded"), "otop_registered_on": t("groups.otop"), "category": t("files.category"),
        "stars": t("files.stars"),
    }  # fmt: skip
    plain = [{**r, "category": t(f"otop.{r['otop_category']}") if r["otop_category"] else None} for r in rows]
    _draw_menu(view, menu, key, t("groups.title"), headings, plain)


def _otop(r: dict[str, Any]) -> Cell:
    if not r["otop_registered_on"]:
        return Cell(t("groups.not_registered"), icon="contrast", status="near")
    stars = t("groups.stars", n=number(r["stars"])) if r["stars"] else ""
    category = t(f"otop.{r['otop_category']}") if r["otop_category"] else ""
    return Cell(
        day(r["otop_registered_on"]),
        icon="check_circle",
        status="met",
        note=" · ".join(filter(None, (category, stars))),
    )


def draw_visits(view: View, *, key: str = "visits") -> None:
    """The latest visits and calls: who, which household, what was found."""
    rows = visits_of(view, chosen_house(view))
    n_all = rows[0]["n_all"] if rows else 0
    with block(key, t("visits.title"), t("visits.note", n=number(n_all)), menu=bool(rows)) as menu:
        draw_house_chip(view, key=key)
        draw_table(
            [Column("on", t("visits.on")), Column("house", t("households.house")),
             Column("name", t("visits.visitor")), Column("finding", t("visits.finding"))],
            [
                Row(str(i), {"on": day(r["visited_on"]), "house": shown_name(r["house_no"], "house"),
                             "name": Cell(shown_name(r["visitor"]), note=_how(r)),
                             "finding": Cell(r["finding"] or "–", note=r["problem"] or "")})
                for i, r in enumerate(rows)
            ],
            key=f"{key}_table", caption=t("visits.title"), nothing=t("visits.nothing"), fill=True,
        )  # fmt: skip
        if n_all > MOST_VISITS:
            st.caption(t("visits.longer", n=number(MOST_VISITS), of=number(n_all)))
    headings = {
        "visited_on": t("visits.on"),
        "house": t("households.house"),
        "visitor": t("visits.visitor"),
        "how": t("visits.how"),
        "finding": t("visits.finding"),
        "problem": t("visits.problem"),
    }
    plain = [
        {**r, "house": shown_name(r["house_no"], "house"), "visitor": shown_name(r["visitor"]), "how": _how(r)}
        for r in rows
    ]
    _draw_menu(view, menu, key, t("visits.title"), headings, plain)


def _how(r: dict[str, Any]) -> str:
    role = t(f"visitor.{r['visitor_role']}") if r["visitor_role"] else ""
    return " · ".join(filter(None, (role, t("visits.by_phone") if r["by_phone"] else "")))


def _draw_menu(
    view: View, menu: Any, key: str, title: str, headings: dict[str, str], rows: list[dict[str, object]]
) -> None:
    if not menu:
        return
    with menu:
        draw_downloads(
            f"{key}-{view.filters.area}-{view.filters.as_of}",
            headings,
            rows,
            about(view, f"{title} {places.full_name(view.filters.area)}", len(rows)),
            key=key,
        )

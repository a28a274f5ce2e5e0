"""The team of a village: who, in which role, trained or not, active or left, replaced by whom."""

from __future__ import annotations

from typing import Any

from dashboard.store.rules import fetch_rules
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.persons import shown_name
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.village.asked import Rows, team_of
from dashboard.ui.words import day, number, t


def draw_team(view: View, *, key: str = "team") -> None:
    """The block with the sages of the village and how many of the rule's number are active."""
    rows = team_of(view)
    active = sum(r["is_active"] for r in rows)
    title = t("team.title")
    note = t("team.note", n=number(active), of=number(data.fetch(fetch_rules, view.filters.fiscal_year).team_size))
    with block(key, title, note, menu=bool(rows)) as menu:
        draw_team_rows(rows, key=f"{key}_table")
    if menu:
        with menu:
            headings = {
                "name": t("team.name"),
                "role": t("team.role"),
                "expertise": t("team.expertise"),
                "phone": t("team.phone"),
                "trained": t("team.trained"),
                "left": t("team.left"),
                "replaces": t("team.replaces"),
                "by": t("team.replaced_by"),
                "n": t("team.households"),
            }
            plain = [
                {
                    "name": shown_name(r["full_name"]),
                    "role": _role(r["role"]),
                    "expertise": r["expertise"],
                    "phone": shown_name(r["phone"], "phone"),
                    "trained": r["trained_on"],
                    "left": r["left_on"],
                    "replaces": shown_name(r["replaces"]),
                    "by": shown_name(r["replaced_by"]),
                    "n": r["n_households"],
                }
                for r in rows
            ]
            draw_downloads(
                f"team-{view.filters.area}-{view.filters.as_of}",
                headings,
                plain,
                about(view, f"{title} {places.full_name(view.filters.area)}", len(plain)),
                key=key,
            )


def draw_team_rows(rows: Rows, *, key: str) -> None:
    """The table of sages; those who left stand last and say who took over."""
    columns = [
        Column("name", t("team.name")),
        Column("role", t("team.role")),
        Column("trained", t("team.trained"), "number"),
        Column("n", t("team.households"), "number"),
        Column("state", t("team.state")),
    ]
    draw_table(
        columns,
        [
            Row(
                str(i),
                {
                    "name": Cell(shown_name(r["full_name"]), note=" · ".join(
                        filter(None, (r["expertise"], shown_name(r["phone"], "phone") if r["phone"] else "")))),
                    "role": _role(r["role"]),
                    "trained": day(r["trained_on"]) if r["trained_on"] else Cell("–", word=t("team.not_trained")),
                    "n": number(r["n_households"]) if r["n_households"] else "–",
                    "state": _state(r),
                },
            )
            for i, r in enumerate(rows)
        ],
        key=key, caption=t("team.title"), nothing=t("team.nothing"),
    )  # fmt: skip


def _role(role: str | None) -> str:
    return t(f"role.{role}") if role else "–"


def _state(row: dict[str, Any]) -> Cell:
    if row["is_active"]:
        replaced = t("team.took_over", name=shown_name(row["replaces"])) if row["replaces"] else ""
        return Cell(t("team.active"), icon="check_circle", status="met", note=replaced)
    if row["left_on"]:
        by = shown_name(row["replaced_by"]) if row["replaced_by"] else ""
        return Cell(
            t("team.left_on", day=day(row["left_on"])),
            icon="person_off",
            status="behind",
            note=t("team.replaced", name=by) if by else t("team.not_replaced"),
        )
    return Cell(t("team.not_registered"), icon="pending", status="near")

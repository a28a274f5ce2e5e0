"""What is open in a village, counted from the rows that the page shows; a click shows the rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from dashboard.programme import Rules
from dashboard.store.rules import fetch_rules
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.parts import part
from dashboard.ui.picture_file import begin_block
from dashboard.ui.view import View
from dashboard.ui.village.asked import Rows, activities_of, households_of, materials_of, team_of
from dashboard.ui.village.households import draw_household_rows
from dashboard.ui.village.team import draw_team_rows
from dashboard.ui.village.work import draw_activity_rows, draw_material_rows
from dashboard.ui.words import day, number, t


@dataclass(frozen=True)
class Kind:
    """A kind of problem: how urgent it is, its icon, and which rows lie behind it."""

    id: str
    tone: str
    icon: str
    shows: str


KINDS = {
    k.id: k
    for k in (
        Kind("team_short", "behind", "group_remove", "team"),
        Kind("trained_before_materials", "behind", "inventory_2", "materials"),
        Kind("activities_overdue", "behind", "event_busy", "activities"),
        Kind("visits_overdue", "behind", "directions_walk", "households"),
        Kind("materials_missing", "near", "local_shipping", "materials"),
        Kind("households_short", "near", "family_home", "households"),
        Kind("evidence_missing", "near", "receipt_long", "evidence"),
        Kind("no_follow_up", "near", "savings", "households"),
        Kind("no_baseline", "near", "request_quote", "households"),
    )
}


@dataclass(frozen=True)
class Problem:
    """One open problem: its kind, how many, and a day where one matters."""

    id: str
    n: int
    on: date | None = None


def open_problems(team: Rows, households: Rows, activities: Rows, materials: Rows, rules: Rules) -> list[Problem]:
    """The problems that apply, in the order of KINDS."""
    targets = [h for h in households if h["is_target"]]
    training = [a["held_on"] for a in activities if a["activity"] == "training_day" and a["held_on"]]
    waiting = [m for m in materials if m["accepted_on"] is None]
    late = [m for m in materials if training and (m["accepted_on"] is None or m["accepted_on"] > min(training))]
    counts = {
        "team_short": rules.team_size - sum(s["is_active"] for s in team),
        "trained_before_materials": len(late),
        "activities_overdue": sum(a["is_overdue"] for a in activities),
        "visits_overdue": sum(h["is_visit_overdue"] for h in targets),
        "materials_missing": 0 if late else len(waiting),
        "households_short": rules.households_per_village - len(targets),
        "evidence_missing": sum(r["evidence_complete"] is False for r in [*activities, *materials]),
        "no_follow_up": sum(h["lacks_follow_up"] for h in targets),
        "no_baseline": sum(h["lacks_baseline"] for h in targets),
    }
    return [
        Problem(id_, counts[id_], min(training) if id_ == "trained_before_materials" and training else None)
        for id_ in KINDS
        if counts[id_] > 0
    ]


def draw_problems(view: View, *, key: str = "problems") -> None:
    """The list of what is open; nothing open is said as well."""
    found = open_problems(
        team_of(view),
        households_of(view),
        activities_of(view),
        materials_of(view),
        data.fetch(fetch_rules, view.filters.fiscal_year),
    )
    with block(key, t("problems.title"), t("problems.note") if found else "",
               menu=bool(found)) as menu:  # fmt: skip
        opened = part("attention")(
            key=key,
            data={"lines": [_line(p) for p in found], "nothing": t("problems.nothing"), "label": t("problems.title"),
                  "fill": False},
            on_open_change=lambda: None,
        ).open  # fmt: skip
    if menu:
        with menu:
            headings = {"text": t("problems.title"), "n": t("files.n"), "on": t("files.problem_on")}
            rows = [{"text": t(f"problems.{p.id}"), "n": p.n, "on": p.on} for p in found]
            title = f"{t('problems.title')} {places.full_name(view.filters.area)}"
            draw_downloads(f"problems-{view.filters.area}-{view.filters.as_of}", headings, rows,
                           about(view, title, len(rows)), key=key)  # fmt: skip
    if opened and str(opened) in KINDS:
        _open(str(opened), view)


def _line(problem: Problem) -> dict[str, object]:
    kind = KINDS[problem.id]
    return {
        "id": problem.id, "tone": kind.tone, "icon": kind.icon, "count": number(problem.n),
        "text": t(f"problems.{problem.id}"), "areas": [],
        "rest": t("problems.since", day=day(problem.on)) if problem.on else "",
    }  # fmt: skip


_WANTED: dict[str, Callable[[dict[str, Any]], bool]] = {
    "visits_overdue": lambda h: h["is_target"] and h["is_visit_overdue"],
    "no_follow_up": lambda h: h["is_target"] and h["lacks_follow_up"],
    "no_baseline": lambda h: h["is_target"] and h["lacks_baseline"],
    "households_short": lambda h: h["is_target"],
    "activities_overdue": lambda a: a["is_overdue"],
    "evidence_missing": lambda r: r["evidence_complete"] is False,
}


def _any(_row: dict[str, Any]) -> bool:
    return True


def _open(id_: str, view: View) -> None:
    wanted, shows = _WANTED.get(id_, _any), KINDS[id_].shows

    @st.dialog(t(f"problems.{id_}"), width="large")
    def _rows() -> None:
        begin_block("")
        st.caption(t(f"problems.{id_}.help"))
        if shows == "team":
            draw_team_rows(team_of(view), key="problem_rows")
        elif shows == "households":
            draw_household_rows([h for h in households_of(view) if wanted(h)], key="problem_rows")
        if shows in ("activities", "evidence"):
            draw_activity_rows([a for a in activities_of(view) if wanted(a)], key="problem_rows")
        if shows in ("materials", "evidence"):
            draw_material_rows([m for m in materials_of(view) if wanted(m)], key="problem_materials")

    _rows()

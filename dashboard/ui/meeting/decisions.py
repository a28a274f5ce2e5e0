"""The decisions about a view as a list: what is open, overdue, done; each opens to be changed, all leave as a file."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.meeting.decisions import Decision, Standing
from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.meeting.decision_form import draw_change, draw_new
from dashboard.ui.meeting.kept import standings, state_of
from dashboard.ui.persons import shown_name
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.tabs import Tab, chosen_tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.viewer import viewer
from dashboard.ui.words import day, measure_name, number, t

STATES = ("open", "overdue", "done", "dropped", "all")
TONES = {"open": "near", "overdue": "behind", "done": "met", "dropped": "none"}


def draw_decisions(view: View, decisions: Sequence[Decision]) -> None:
    """The list at the left; at the right the chosen decision, or the form of a new one."""
    found = standings(view, decisions)
    counts = {state: sum(_is(s, state) for s in found) for state in STATES}
    state = chosen_tab(view, STATES, "state")
    if not view.get("state") and not counts["open"] and found:
        state = "all"
    tabs = [
        Tab(
            id_,
            t(f"decisions.state.{id_}"),
            number(counts[id_]),
            tone="behind" if id_ == "overdue" and counts[id_] else "",
        )
        for id_ in STATES
    ]
    draw_tabs(view, tabs, key="decision_states", label=t("decisions.states"), own_key="state", pills=True)
    chosen = next((d for d in decisions if str(d.id) == view.get("decision")), None)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _draw_list(view, [s for s in found if _is(s, state)], state, chosen)
    with right:
        if chosen is not None:
            draw_change(view, chosen)
        elif viewer().may("decide"):
            draw_new(view)


def _is(standing: Standing, state: str) -> bool:
    if state == "open":  # what is late is open, too
        return standing.now.status == "open"
    return state in ("all", state_of(standing))


def _draw_list(view: View, found: Sequence[Standing], state: str, chosen: Decision | None) -> None:
    title = t("decisions.list")
    names = places.names({s.now.decided.area_code for s in found})
    with block("decisions", title, t(f"decisions.state.{state}")) as menu:
        draw_table(
            [Column("name", t("decisions.what"), "prose"), Column("where", t("decisions.area")),
             Column("due", t("decisions.due"), "number"),
             Column("status", t("decisions.status"), "status")],
            [_row(view, s, names, chosen) for s in found],
            key="decisions_table", caption=title, nothing=t("decisions.none"),
        )  # fmt: skip
    if menu:
        with menu:
            _download(view, found, names, title)


def _row(view: View, standing: Standing, names: dict[str, str], chosen: Decision | None) -> Row:
    decided, state = standing.now.decided, state_of(standing)
    is_here = chosen is not None and chosen.id == standing.id
    who = f"{decided.who} ({shown_name(decided.person)})" if decided.person else decided.who
    taken = t("decisions.taken_on", day=day(standing.taken_on))
    said = " · ".join(filter(None, (who, taken, standing.now.note)))
    measure = measure_name(decided.measure, short=True) if decided.measure else ""
    return Row(
        str(standing.id),
        {
            "name": Cell(f"{number(standing.id)}. {decided.what}", note=said),
            "where": Cell(names[decided.area_code], note=measure),
            "due": day(decided.due_on),
            "status": Cell(t(f"meeting.status.{state}"), status=TONES[state], word=t(f"meeting.status.{state}")),
        },
        href=view.link(decision=None if is_here else str(standing.id)),
        tone="here" if is_here else "",
    )


def _download(view: View, found: Sequence[Standing], names: dict[str, str], title: str) -> None:
    headings = {
        "id": t("decisions.number"), "what": t("decisions.what"), "who": t("decisions.who"),
        "person": t("decisions.person"), "code": t("download.code"), "area": t("decisions.area"),
        "measure": t("decisions.measure"), "taken": t("decisions.taken_day"), "due": t("decisions.due"),
        "status": t("decisions.status"), "since": t("decisions.since"), "note": t("decisions.note"),
    }  # fmt: skip
    rows: list[dict[str, object]] = [
        {
            "id": s.id,
            "what": s.now.decided.what,
            "who": s.now.decided.who,
            "person": shown_name(s.now.decided.person) if s.now.decided.person else None,
            "code": s.now.decided.area_code or None,
            "area": names[s.now.decided.area_code],
            "measure": measure_name(s.now.decided.measure) if s.now.decided.measure else None,
            "taken": s.taken_on,
            "due": s.now.decided.due_on,
            "status": t(f"meeting.status.{state_of(s)}"),
            "since": s.status_since,
            "note": s.now.note or None,
        }
        for s in found
    ]
    draw_downloads(f"decisions-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key="decisions")

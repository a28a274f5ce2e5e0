"""Decisions inside the show: what its forms offer and what comes back, a new one or how one stands now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import streamlit as st

from dashboard.errors import SammachipError, UnknownDecision
from dashboard.intake.report import words_of
from dashboard.meeting.decisions import LONGEST, Decided, Decision, DecisionStatus
from dashboard.ui.meeting.asked import RANKED, Asked
from dashboard.ui.meeting.choices import area_choices
from dashboard.ui.meeting.kept import change_decision, known_decisions, may_change, standings, take_decision
from dashboard.ui.view import View
from dashboard.ui.words import day, language, measure_name, number, t

DAYS = (7, 14, 30, 60, 90)
_ANSWER = "meeting_answer"
_HOWS: Mapping[str, DecisionStatus | None] = {"done": "done", "later": None, "note": None, "dropped": "dropped"}
_LABELS = ("title", "what", "who", "person", "due", "area", "measure", "save", "cancel", "settle", "which", "how",
           "new_due", "note", "none_open")  # fmt: skip


def form_of(view: View, asked: Asked, decisions: tuple[Decision, ...]) -> dict[str, Any]:
    """What the forms of a new decision and of one that is open offer."""
    as_of = view.filters.as_of
    known = {standing.now.decided.who for standing in standings(view, decisions)}
    return {
        "areas": [{"value": code, "text": name} for code, name in area_choices(view).items()],
        "measures": [{"value": "", "text": t("decisions.no_measure")}]
        + [{"value": id_, "text": measure_name(id_)} for id_ in RANKED],
        "days": [
            {"value": on.isoformat(), "text": t("decisions.in_days", n=number(n), day=day(on))}
            for n, on in ((n, as_of + timedelta(days=n)) for n in DAYS)
        ]
        + [{"value": "", "text": t("decisions.other_day")}],
        "first": as_of.isoformat(),
        "known": sorted(known),
        "league": asked.league,
        "longest": LONGEST,
        "open": _open(view, decisions),
        "hows": [{"value": how, "text": t(f"decisions.how.{how}")} for how in _HOWS],
        "labels": {name: t(f"decisions.{name}") for name in _LABELS},
    }


def _open(view: View, decisions: tuple[Decision, ...]) -> list[dict[str, Any]]:
    """The open decisions that this meeting may change, the overdue first."""
    by_id = {decision.id: decision for decision in decisions}
    found = [(s, by_id[s.id]) for s in standings(view, decisions) if s.now.status == "open"]
    return [
        {
            "value": str(standing.id),
            "text": f"{number(standing.id)}. {standing.now.decided.what} · {standing.now.decided.who} · "
            f"{day(standing.now.decided.due_on)}",
            "area_code": standing.now.decided.area_code,
            "due": standing.now.decided.due_on.isoformat(),
            "seen": len(decision.versions),
        }
        for standing, decision in found
        if may_change(decision) and decision.versions[-1].on <= view.filters.as_of
    ]


def take(view: View) -> None:
    """Keep what was given in the show, and answer it."""
    given = (st.session_state.get("show") or {}).get("decided") or {}
    try:
        text = _settled(view, given) if "how" in given else _new(view, given)
        answer = {"ok": True, "text": text}
    except ValueError:
        answer = {"ok": False, "text": t("decisions.no_day")}
    except SammachipError as error:
        answer = {"ok": False, "text": words_of(error, language())}
    st.session_state[_ANSWER] = answer | {"n": str(given.get("nonce", ""))}


def take_answer() -> dict[str, Any] | None:
    """The answer to what was given last, once."""
    answer: dict[str, Any] | None = st.session_state.pop(_ANSWER, None)
    return answer


def _new(view: View, given: Mapping[str, Any]) -> str:
    decided = Decided(
        what=str(given.get("what", "")),
        who=str(given.get("who", "")),
        due_on=date.fromisoformat(str(given.get("due", ""))),
        area_code=str(given.get("area_code", "")),
        measure=str(given.get("measure", "")),
        person=str(given.get("person", "")),
    )
    return t("decisions.taken", id=number(take_decision(decided, view.filters.as_of).id))


def _settled(view: View, given: Mapping[str, Any]) -> str:
    """Change an open decision as its form has it. Raises UnknownDecision and what `change_decision` raises."""
    id_, how = str(given.get("id", "")), str(given.get("how", ""))
    old = next((decision for decision in known_decisions() if str(decision.id) == id_), None)
    if old is None or how not in _HOWS:
        raise UnknownDecision(id=id_)
    now = old.versions[-1].decided
    due = date.fromisoformat(str(given.get("day", ""))) if how == "later" else now.due_on
    new = change_decision(
        old, view.filters.as_of, decided=replace(now, due_on=due), status=_HOWS[how], note=str(given.get("note", "")),
        seen=int(given.get("seen", 0)),
    )  # fmt: skip
    return t("decisions.settled" if len(new.versions) > len(old.versions) else "decisions.same", id=number(new.id))

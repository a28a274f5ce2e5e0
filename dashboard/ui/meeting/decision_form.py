"""The form of a decision: a new one, or one to be changed, done or dropped, with everything it has been before."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import streamlit as st

from dashboard.errors import SammachipError
from dashboard.intake.report import words_of
from dashboard.meeting.decisions import LONGEST, Decided, Decision, DecisionStatus, Version
from dashboard.thai import format_month
from dashboard.ui import places
from dashboard.ui.blocks import block
from dashboard.ui.import_report import plain
from dashboard.ui.meeting.asked import RANKED
from dashboard.ui.meeting.choices import area_choices
from dashboard.ui.meeting.kept import change_decision, may_change, take_decision
from dashboard.ui.persons import may_see_persons, shown_name
from dashboard.ui.view import View
from dashboard.ui.words import day, digits, language, measure_name, number, t

_SAID = "meeting_decision_said"
_DUE_IN = 14
_MONTHS = 24


def draw_new(view: View) -> None:
    """The form of a new decision, taken in the meeting of the view's day."""
    as_of = view.filters.as_of
    empty = Decided("", "", as_of + timedelta(days=_DUE_IN), view.filters.area, view.get("measure"))
    with block("decision_new", t("decisions.new"), t("decisions.of_meeting", day=day(as_of)), menu=False):
        _say()
        _draw_fields(view, "new", empty, as_of)
        st.button(t("decisions.save"), type="primary", icon=":material/check:", key="decision_save", on_click=_add,
                  args=(as_of,))  # fmt: skip


def draw_change(view: View, decision: Decision) -> None:
    """A decision to be changed, done or dropped; what it has been before."""
    last, as_of = decision.versions[-1], view.filters.as_of
    with block("decision_change", t("decisions.one", id=number(decision.id)), menu=False):
        _say()
        if as_of < last.on:
            st.info(t("decisions.changed_later", day=day(last.on)), icon=":material/info:")
        elif may_change(decision):
            _draw_change_form(view, decision, last)
        else:
            st.markdown(plain(last.decided.what))
        _draw_history(decision)


def _draw_change_form(view: View, decision: Decision, last: Version) -> None:
    key, on = f"d{decision.id}_{len(decision.versions)}", view.filters.as_of
    if last.status == "open":
        _draw_fields(view, key, last.decided, decision.taken_on)
    else:
        st.markdown(f"**{plain(last.decided.what)}**")
    st.text_input(t("decisions.note"), key=f"{key}_note", max_chars=LONGEST["note"], help=t("decisions.note_help"))
    with st.container(horizontal=True, key="decision_buttons"):
        buttons: list[tuple[str, DecisionStatus | None, str]] = (
            [("done", "done", "check_circle"), ("change", None, "edit"), ("dropped", "dropped", "close")]
            if last.status == "open"
            else [("reopen", "open", "replay")]
        )
        for id_, status, icon in buttons:
            st.button(
                t(f"decisions.do.{id_}"), icon=f":material/{icon}:", key=f"{key}_{id_}",
                type="primary" if id_ == "done" else "secondary",
                on_click=_change, args=(decision, key, on, status),
            )  # fmt: skip


def _draw_fields(view: View, key: str, now: Decided, first: date) -> None:
    """The fields of a decision, filled with what it is now."""
    st.text_area(t("decisions.what"), now.what, key=f"{key}_what", max_chars=LONGEST["what"], height=100)
    left, right = st.columns(2)
    left.text_input(t("decisions.who"), now.who, key=f"{key}_who", max_chars=LONGEST["who"])
    if may_see_persons() or not now.person:
        right.text_input(t("decisions.person"), now.person, key=f"{key}_person", max_chars=LONGEST["person"],
                         help=t("decisions.person_help"))  # fmt: skip
    _draw_day(key, now.due_on, first)
    areas = area_choices(view)
    if now.area_code not in areas:
        areas |= places.names([now.area_code])
    codes, measures = list(areas), ["", *RANKED]
    named = {"": t("decisions.no_measure")} | {id_: measure_name(id_) for id_ in RANKED}
    left, right = st.columns(2)
    left.selectbox(t("decisions.area"), codes, codes.index(now.area_code) if now.area_code in codes else 0,
                   key=f"{key}_area", format_func=lambda code: areas[code])  # fmt: skip
    right.selectbox(t("decisions.measure"), measures, measures.index(now.measure) if now.measure in measures else 0,
                    key=f"{key}_measure", format_func=lambda id_: named[id_])  # fmt: skip


def _draw_day(key: str, due: date, first: date) -> None:
    """The day it is due, in the reader's calendar."""
    start = min(first, due).replace(day=1)
    months = [date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, 1) for n in range(_MONTHS)]
    if due.replace(day=1) not in months:
        months.append(due.replace(day=1))
    names = {m: format_month(m, language(), digits=digits(), short=False) for m in months}
    days = {n: number(n) for n in range(1, 32)}
    left, right = st.columns([1, 2])
    left.selectbox(t("decisions.due"), list(days), due.day - 1, key=f"{key}_day", format_func=lambda n: days[n])
    right.selectbox(t("frame.month"), months, months.index(due.replace(day=1)), key=f"{key}_month",
                    format_func=lambda m: names[m])  # fmt: skip


def _given(key: str, before: Decided | None) -> Decided:
    """What stands in the fields of a form."""
    state = st.session_state
    month: date = state[f"{key}_month"]
    due = month.replace(day=min(int(state[f"{key}_day"]), calendar.monthrange(month.year, month.month)[1]))
    person = state.get(f"{key}_person", before.person if before else "")
    return Decided(
        state[f"{key}_what"], state[f"{key}_who"], due, state[f"{key}_area"], state[f"{key}_measure"], person
    )


def _trying(work: Callable[[], str], widgets: Sequence[str] = ()) -> None:
    """Do something with the decisions and say how it went; on success the fields are empty again."""
    try:
        said = (True, work())
    except SammachipError as error:
        said = (False, words_of(error, language()))
    st.session_state[_SAID] = said
    if said[0]:
        for name in widgets:
            st.session_state.pop(name, None)


def _say() -> None:
    said = st.session_state.pop(_SAID, None)
    if said:
        (st.success if said[0] else st.error)(
            plain(said[1]), icon=":material/check:" if said[0] else ":material/error:"
        )


def _add(on: date) -> None:
    def work() -> str:
        new = take_decision(_given("new", None), on)
        return t("decisions.taken", id=number(new.id))

    _trying(work, ("new_what", "new_who", "new_person"))


def _change(old: Decision, key: str, on: date, status: DecisionStatus | None) -> None:
    last = old.versions[-1]

    def work() -> str:
        decided = _given(key, last.decided) if last.status == "open" else None
        note = str(st.session_state.get(f"{key}_note", ""))
        new = change_decision(old, on, decided=decided, status=status, note=note)
        return t("decisions.kept" if len(new.versions) > len(old.versions) else "decisions.same")

    _trying(work)


def _draw_history(decision: Decision) -> None:
    """Every version, the newest first: when, how it stood, what was said and what is different from before."""
    st.markdown(f"**{t('decisions.history')}**")
    versions = decision.versions
    lines = []
    for n in range(len(versions) - 1, -1, -1):
        version, before = versions[n], versions[n - 1] if n else None
        said = [f"{day(version.on)}: {t(f'meeting.status.{version.status}') if n else t('decisions.first')}"]
        said += _differences(version.decided, before.decided) if before else [version.decided.what]
        said += [version.note] if version.note else []
        lines.append("- " + plain(" · ".join(said)))
    st.markdown("\n".join(lines))


def _differences(now: Decided, before: Decided) -> list[str]:
    told = {
        "what": (now.what, before.what),
        "who": (now.who, before.who),
        "person": (shown_name(now.person), shown_name(before.person)),
        "due": (day(now.due_on), day(before.due_on)),
        "area": (places.name(now.area_code), places.name(before.area_code)),
        "measure": (
            measure_name(now.measure) if now.measure else "–",
            measure_name(before.measure) if before.measure else "–",
        ),
    }
    return [f"{t(f'decisions.{key}')}: {new}" for key, (new, old) in told.items() if new != old]

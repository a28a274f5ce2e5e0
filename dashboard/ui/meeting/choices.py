"""What the meeting is prepared with: last meeting's day, the measure of the league, a scenario, a named template."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from dashboard.measures.fetching import fetch_measures
from dashboard.meeting.saved import LONGEST_NAME
from dashboard.programme import first_day
from dashboard.scenario.answers import level_below
from dashboard.ui import data, places
from dashboard.ui.filter_line import pick_day
from dashboard.ui.meeting.asked import NO_DAY, RANKED, Asked
from dashboard.ui.meeting.kept import (
    forget_template,
    known_decisions,
    last_meeting,
    save_template,
    templates_kept,
)
from dashboard.ui.view import View, compare_day
from dashboard.ui.viewer import viewer
from dashboard.ui.whatif.kept import known_scenarios
from dashboard.ui.words import day, measure_name, number, t

_NAME = "meeting_template_name"


def areas_below(view: View) -> tuple[str, ...]:
    """The codes of the areas one level below the view that have villages."""
    found = data.fetch(fetch_measures, view.filters, level_below(view.filters), ("villages",))
    return tuple(area.area_code for area in found)


def area_choices(view: View) -> dict[str, str]:
    """The areas a decision may be about: those of the view and those one level below, code → name."""
    return places.names([*(view.filters.areas or ("",)), *areas_below(view)])


def draw_choices(view: View, asked: Asked) -> None:
    """The controls in a row, set from the address; they write nothing else."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="meeting_choices"):
        label = t("meeting.since_is", day=day(asked.since)) if asked.since else t("meeting.no_since")
        with st.popover(label, icon=":material/history:", help=t("meeting.since_help")):
            _draw_since(view, asked)
        named = {id_: measure_name(id_) for id_ in RANKED}
        st.session_state["meeting_league"] = asked.league
        st.selectbox(
            t("meeting.league"), RANKED, key="meeting_league", format_func=lambda id_: named[id_],
            on_change=_choose, args=("league", "meeting_league"), width=310,
        )  # fmt: skip
        _draw_scenario(asked)
        _draw_templates(asked)


def _set(key: str, value: str) -> None:
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)
    st.query_params.pop("show", None)


def _choose(key: str, widget: str) -> None:
    _set(key, str(st.session_state[widget] or ""))


def _draw_since(view: View, asked: Asked) -> None:
    as_of = view.filters.as_of
    last = last_meeting(view, known_decisions())
    ways = {
        "last": last,
        "month": compare_day("month", as_of),
        "quarter": compare_day("quarter", as_of),
        "two_weeks": as_of - timedelta(days=14),
    }
    st.caption(t("meeting.since_help"))
    for name, on in ways.items():
        if on and on != asked.since and (name == "last" or on != last):
            st.button(
                t(f"meeting.since.{name}", day=day(on)), key=f"meeting_way_{name}", type="tertiary", on_click=_set,
                args=("since", "" if name == "last" else on.isoformat()),
            )  # fmt: skip
    if asked.since is not None:
        st.button(t("meeting.since.none"), key="meeting_way_none", type="tertiary", on_click=_set,
                  args=("since", NO_DAY))  # fmt: skip
    first = first_day(view.filters.fiscal_year)
    months = [on for n in range(12) if (on := date(first.year + (9 + n) // 12, (9 + n) % 12 + 1, 1)) < as_of]
    pick_day("meeting_since", asked.since or last or as_of, months, "since")


def _draw_scenario(asked: Asked) -> None:
    saved = {s.text: s.name for s in known_scenarios() if s.text}
    named = {"": t("meeting.no_scenario"), **saved}
    if asked.scenario not in named:
        named[asked.scenario] = t("meeting.this_scenario")
    st.session_state["meeting_scenario"] = asked.scenario
    st.selectbox(
        t("meeting.scenario"), list(named), key="meeting_scenario", format_func=lambda text: named[text],
        on_change=_choose, args=("s", "meeting_scenario"), width=240,
    )  # fmt: skip


def _draw_templates(asked: Asked) -> None:
    kept = templates_kept()
    found = {saved.id: saved for saved in kept.all()}
    here = next((s.name for s in found.values() if s.text == asked.slides and s.league == asked.league), "")
    label = t("meeting.template_is", name=here) if here else t("meeting.templates", n=number(len(found)))
    with st.popover(label, icon=":material/bookmarks:"):
        if not found:
            st.caption(t("meeting.templates.none"))
        names = {id_: saved.name for id_, saved in found.items()}
        for id_, saved in found.items():
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                st.button(names[id_], key=f"meeting_template_{id_}", type="tertiary", on_click=_use, width="stretch",
                          args=(saved.text, saved.league), icon=":material/slideshow:")  # fmt: skip
                if viewer().may("decide"):
                    st.button("", key=f"meeting_forget_{id_}", icon=":material/delete:", type="tertiary",
                              help=t("meeting.templates.forget", name=saved.name), on_click=forget_template,
                              args=(id_,))  # fmt: skip
        if viewer().may("decide"):
            st.text_input(t("meeting.templates.name"), key=_NAME, max_chars=LONGEST_NAME)
            st.button(t("meeting.templates.save"), type="primary", key="meeting_template_save", on_click=_save,
                      args=(asked.slides, asked.league))  # fmt: skip


def _use(slides: str, league: str) -> None:
    _set("slides", slides)
    _set("league", league)


def _save(slides: str, league: str) -> None:
    name = str(st.session_state.get(_NAME, "")).strip()
    if name:
        save_template(name, slides, league)
        st.session_state[_NAME] = ""
        st.toast(t("meeting.templates.saved", name=name), icon=":material/bookmark_added:")

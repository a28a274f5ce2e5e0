"""Beside the breadcrumb: fiscal year, as-of day, what to compare with, several areas, filters. All of it in the
address.

The controls are set from the view on every run and only write the address; nothing else remembers a choice.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from dashboard.programme import default_day, first_day, last_day
from dashboard.thai import format_month
from dashboard.ui import places
from dashboard.ui.comparison import compared_words
from dashboard.ui.filter_choice import draw_filter_choice
from dashboard.ui.view import COMPARISONS, DEFAULT_COMPARISON, View, compare_day
from dashboard.ui.words import day, digits, language, number, t, year

DAYS = ("month", "quarter")


def draw_filters(view: View, years: Sequence[int], today: date, applies: Sequence[str]) -> None:
    """The controls of the frame's second line, set from the view."""
    filters = view.filters
    known = {y: t("frame.fiscal_year_is", year=year(y)) for y in sorted({*years, filters.fiscal_year}, reverse=True)}
    st.session_state["frame_fy"] = filters.fiscal_year
    st.selectbox(
        t("frame.fiscal_year"),
        list(known),
        key="frame_fy",
        format_func=known.__getitem__,
        label_visibility="collapsed",
        on_change=_choose_year,
        args=(today,),
        width=140,
    )
    with st.popover(t("frame.as_of_is", day=day(filters.as_of)), icon=":material/calendar_today:"):
        _draw_as_of(view, today)
    label = t("frame.compared_with", day=compared_words(view)) if view.compared else t("frame.not_compared")
    with st.popover(label, icon=":material/compare_arrows:"):
        _draw_compare(view)
    chosen = len(filters.areas) > 1 or filters.without
    with st.popover(
        t("frame.areas_chosen") if chosen else t("frame.areas"),
        icon=":material/checklist:",
        type="primary" if chosen else "secondary",
        help=t("frame.areas_help"),
    ):
        _draw_areas(view)
    if applies:
        draw_filter_choice(view, applies)


def _set(**changes: str | None) -> None:
    for key, value in changes.items():
        if value:
            st.query_params[key] = value
        else:
            st.query_params.pop(key, None)


def _choose_year(today: date) -> None:
    chosen = int(st.session_state["frame_fy"])
    _set(fy=str(chosen), as_of=default_day(chosen, today).isoformat())


def months_of(fiscal_year: int) -> list[date]:
    """The first day of each month of a fiscal year."""
    start = first_day(fiscal_year)
    return [date(start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1, 1) for n in range(12)]


def pick_day(key: str, current: date, months: Sequence[date], on_change: str, label: str = "") -> None:
    """Choose a day, `on_change` in the address, in the reader's calendar: `st.date_input` shows the common era only.

    Labels are made here, not in `format_func`: that may be asked where there is no session.
    """
    longest = calendar.monthrange(current.year, current.month)[1]
    days = {n: number(n) for n in range(1, longest + 1)}
    names = {
        month: format_month(month, language(), digits=digits(), short=False)
        for month in sorted({*months, current.replace(day=1)})
    }
    st.session_state[f"{key}_day"], st.session_state[f"{key}_month"] = current.day, current.replace(day=1)
    with st.container(horizontal=True, gap="small"):
        st.selectbox(
            label or t("frame.day"),
            list(days),
            key=f"{key}_day",
            format_func=days.__getitem__,
            on_change=_picked,
            args=(key, on_change),
            width=90,
        )
        st.selectbox(
            t("frame.month"),
            list(names),
            key=f"{key}_month",
            format_func=names.__getitem__,
            on_change=_picked,
            args=(key, on_change),
            width=190,
        )


def _picked(key: str, name: str) -> None:
    month: date = st.session_state[f"{key}_month"]
    longest = calendar.monthrange(month.year, month.month)[1]
    _set(**{name: month.replace(day=min(int(st.session_state[f"{key}_day"]), longest)).isoformat()})


def _draw_as_of(view: View, today: date) -> None:
    filters = view.filters
    first, last = first_day(filters.fiscal_year), last_day(filters.fiscal_year)
    month_end = compare_day("month", filters.as_of)
    quarter_end = compare_day("quarter", filters.as_of)
    shortcuts = {
        "today": today,
        "week_before": filters.as_of - timedelta(days=7),
        "month_end": month_end,
        "quarter_end": quarter_end,
        "year_end": last,
    }
    st.caption(t("frame.as_of_help"))
    for name, to in shortcuts.items():
        if to and first <= to <= min(last, max(today, first)) and to != filters.as_of:
            st.button(
                t(f"frame.shortcut.{name}", day=day(to)),
                key=f"frame_as_of_{name}",
                type="tertiary",
                on_click=_set,
                kwargs={"as_of": to.isoformat()},
            )
    pick_day("frame_as_of", filters.as_of, months_of(filters.fiscal_year), "as_of")


def _draw_compare(view: View) -> None:
    as_of, words = view.filters.as_of, {}
    for word in (*COMPARISONS, "day", "area"):
        words[word] = t(f"frame.compare.{word}", day=day(compare_day(word, as_of)) if word in DAYS else "")
    if view.compare in COMPARISONS:
        st.session_state["frame_compare"] = view.compare
    else:
        st.session_state["frame_compare"] = "day" if view.compare_area is None else "area"
    st.radio(
        t("frame.compare_with"),
        list(words),
        key="frame_compare",
        format_func=words.__getitem__,
        on_change=_choose_comparison,
        args=(view,),
    )
    if view.compare_area:
        _draw_compared_area(view)
    elif view.compare not in COMPARISONS and view.filters.compare_on:
        months = [*months_of(view.filters.fiscal_year - 1), *months_of(view.filters.fiscal_year)]
        pick_day("frame_compare", view.filters.compare_on, months, "compare")


def _choose_comparison(view: View) -> None:
    word = st.session_state["frame_compare"]
    if word == "day":
        word = (view.filters.as_of - timedelta(days=30)).isoformat()
    elif word == "area":
        word = next(iter(_to_compare(view)), "nation")
    _set(compare=None if word == DEFAULT_COMPARISON else word)


def _to_compare(view: View) -> dict[str, str]:
    """The areas a view can stand beside: what lies above it and its siblings; in the nation, the provinces."""
    here, year_ = places.trail(view.filters)[-1], view.filters.fiscal_year
    above = {code: places.name(code) for code in places.above(here) if code}
    beside = places.children(here[:-2], year_) if here else places.children("", year_)
    beside = {code: places.name(code) for code in beside if code not in view.filters.areas}
    return above | beside


def _draw_compared_area(view: View) -> None:
    names = _to_compare(view)
    code = view.compare_area or ""
    names.setdefault(code, places.full_name(code))
    st.session_state["frame_compare_area"] = code
    st.selectbox(
        t("frame.compare_area"),
        list(names),
        key="frame_compare_area",
        format_func=names.__getitem__,
        on_change=_compare_area,
        filter_mode="contains",
    )


def _compare_area() -> None:
    _set(compare=st.session_state["frame_compare_area"])


def _draw_areas(view: View) -> None:
    filters = view.filters
    above = places.trail(filters)[-1]
    names = places.children(above, filters.fiscal_year)
    st.caption(t("frame.areas_help"))
    st.session_state["frame_areas"] = [code for code in filters.areas if code in names]
    st.session_state["frame_without"] = [code for code in filters.without if code in names]
    word = places.level_word(min(len(above) + 2, 8))
    st.multiselect(
        t("frame.only_areas", level=word),
        list(names),
        key="frame_areas",
        placeholder=t("frame.all_areas"),
        format_func=lambda code: names.get(code, code),
        on_change=_choose_areas,
        args=(above,),
    )
    st.multiselect(
        t("frame.without_areas", level=word),
        list(names),
        key="frame_without",
        placeholder=t("frame.none_left_out"),
        format_func=lambda code: names.get(code, code),
        on_change=_choose_areas,
        args=(above,),
    )


def _choose_areas(above: str) -> None:
    areas, without = st.session_state["frame_areas"], st.session_state["frame_without"]
    _set(area=",".join(areas) or above or None, without=",".join(without) or None)

"""The frame around every page: navigation, whose data it is, where and when we look, in which language.

`draw` is called by `app.py` before the page runs; `view` gives a page what it is limited to. The whole view
stands in the address and is written back complete, so that it survives moving between pages and can be sent
to somebody.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from dashboard.errors import OutsideYourAreas, StoreIsEmpty, UnreadableOption
from dashboard.filters import Filters
from dashboard.measures import fetch_years
from dashboard.measures.view_facts import fetch_data_facts
from dashboard.messages import LANGUAGES
from dashboard.persons import name_key
from dashboard.settings import read_settings
from dashboard.ui import data
from dashboard.ui.about import sentence
from dashboard.ui.arrivals import draw_arrivals
from dashboard.ui.breadcrumb import draw_breadcrumb
from dashboard.ui.chart_clicks import draw_touch
from dashboard.ui.chips import draw_chips
from dashboard.ui.comparison import compared_words
from dashboard.ui.filter_chips import day_chip, filter_chips
from dashboard.ui.filter_line import draw_filters
from dashboard.ui.meeting.back import back_to_meeting
from dashboard.ui.own_words import draw_own_words
from dashboard.ui.parts import page_style, part
from dashboard.ui.sections import PageInfo, existing
from dashboard.ui.trouble import draw_trouble
from dashboard.ui.view import FRAME_KEYS, View, read_view
from dashboard.ui.viewer import viewer
from dashboard.ui.viewer_line import draw_viewing_as, viewer_line
from dashboard.ui.words import day, digits, language, number, t

STALE_DAYS = 30
"""Real data whose newest import is older are called old."""

_LAST = "_last_address"
_NOW = "_view"


def view() -> View:
    """The view of this run, for pages. Raises StoreIsEmpty when there is nothing to look at."""
    data.snapshot()
    return address()


def address() -> View:
    """The view of this run also where there is nothing to look at yet, for what needs no data."""
    found: View = st.session_state[_NOW]
    return found


def _query() -> dict[str, str]:
    """The address; an empty one, as the browser's own links have, takes the frame's part from the last
    view.
    """
    query = st.query_params.to_dict()
    kept: dict[str, str] = st.session_state.get(_LAST, {})
    return query if any(key in query for key in FRAME_KEYS) else {**kept, **query}


def _years() -> tuple[int, ...]:
    try:
        return tuple(data.fetch(fetch_years))
    except StoreIsEmpty:
        return ()


def draw(page: PageInfo) -> None:
    """Everything of the frame for this page. Raises UnreadableOption for an address that cannot be read."""
    data.begin_showing()
    st.html(page_style())
    query = _query()
    for key in ("lang", "digits"):  # words are needed even where the rest cannot be read
        if key in query and st.query_params.get(key) != query[key]:
            st.query_params[key] = query[key]
    years, today = _years(), read_settings().day()
    try:
        now = read_view(query, page=page.url, years=years, today=today, applies=page.applies)
    except UnreadableOption:  # the way out must stay: the navigation and the page's name
        plain = read_view({}, page=page.url, years=years, today=today)
        _draw_rail(page, plain)
        _draw_band(page, plain, (), today)
        raise
    now = _within_reach(page, now)
    st.session_state[_NOW] = now
    st.session_state[_LAST] = {k: v for k, v in now.to_query().items() if k in FRAME_KEYS}
    _draw_rail(page, now)
    draw_arrivals(page.id, partial(_draw_band, page, now, years, today))
    draw_viewing_as()
    if not years:
        return
    draw_trouble(data.snapshot())
    if page.filtered:
        _write_address(now)
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="filters"):
            with st.container(key="where"):
                draw_breadcrumb(now)
            draw_filters(now, years, today, page.applies)
        draw_chips(now, [*day_chip(now, today), *filter_chips(now)], key="filter_chips")
    data.begin_asking()


def _within_reach(page: PageInfo, now: View) -> View:
    """The view as far as who looks may see. Raises OutsideYourAreas, with the frame of the own areas around it."""
    person = viewer()
    try:
        return replace(now, filters=_with_names(person.limited(now.filters)))
    except OutsideYourAreas:
        own = replace(now, filters=now.filters.of(*person.areas))
        st.session_state[_NOW] = own
        _draw_rail(page, own)
        raise


def _with_names(filters: Filters) -> Filters:
    """The view with the names of its officers: an address has their keys. One that nobody has stays as it is."""
    keys = tuple(sorted({name_key(name) for name in filters.officers if name}))
    if not keys or not _years():
        return filters
    known = {row["key"]: row["officer"] for row in data.records("pages/officer_names", keys=keys)}
    return replace(filters, officers=tuple(known.get(name_key(name), name) for name in filters.officers))


def _write_address(now: View) -> None:
    query = now.to_query()
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)


def _draw_rail(page: PageInfo, now: View) -> None:
    pages = [info for info in existing() if not info.needs or viewer().may(info.needs)]
    sections = [
        {
            "label": t(f"section.{name}") if len({p.section for p in pages}) > 1 else "",
            "pages": [
                {
                    "label": t(f"page.{p.id}.nav"),
                    "icon": p.icon,
                    "href": now.link(p.url) if p.url != now.page else now.link(),
                    "current": p.id == page.id,
                }
                for p in pages
                if p.section == name
            ],
        }
        for name in dict.fromkeys(p.section for p in pages)
    ]
    other = next(name for name in LANGUAGES if name != language())
    other_digits = "arabic" if digits() == "thai" else "thai"
    switches = [
        {
            "label": t(f"frame.language.{other}"),
            "title": t("frame.switch_language"),
            "lang": other,
            "href": now.link(lang=other),
        }
    ]
    if language() == "th":
        switches.append(
            {
                "label": t(f"frame.digits.{other_digits}"),
                "title": t("frame.switch_digits"),
                "lang": "th",
                "href": now.link(digits=other_digits if other_digits == "thai" else None),
            }
        )
    part("rail")(
        key="rail",
        default={"wide": False},
        on_wide_change=lambda: None,
        data={
            "language": language(),
            "title": f"{t(f'page.{page.id}.title')} · {t('frame.brand')}",
            "home": now.link(""),
            "sections": sections,
            "switches": switches,
            "words": {
                "brand": t("frame.brand"),
                "programme": t("frame.programme"),
                "pages": t("frame.pages"),
                "menu": t("frame.menu"),
            },
            "about": {"label": t("frame.about"), "href": now.link("settings", tab="about")},
            "viewer": viewer_line(now),
        },
    )
    draw_own_words()
    draw_touch()


def _draw_band(page: PageInfo, now: View, years: tuple[int, ...], today: date) -> None:
    facts: list[dict[str, str]] = []
    example = False
    if years:
        example = data.snapshot().kind == "example"
        stored = data.records("pages/last_import")[0]["stored_on"]
        if stored:
            age = (today - stored).days
            is_old = age > STALE_DAYS and not example
            facts.append(
                {
                    "icon": "cloud_upload",
                    "text": t("frame.facts.last_import", day=day(stored))
                    + (f" · {t('frame.facts.days_ago', n=number(age))}" if is_old else ""),
                    "tone": "warn" if is_old else "",
                }
            )
        known = data.fetch(fetch_data_facts, now.filters)
        if known.n_villages:
            facts.append(
                {
                    "icon": "checklist",
                    "title": t("frame.facts.complete_help"),
                    "text": t(
                        "frame.facts.complete",
                        n=number(known.n_with_registers),
                        of=number(known.n_villages),
                    ),
                }
            )
    part("band")(
        key="band",
        data={
            "title": t(f"page.{page.id}.title"),
            "back": {"href": back_to_meeting(now), "label": t("meeting.back")} if now.meeting else None,
            "example": t("frame.example") if example else "",
            "example_note": t("frame.example_note") if example else "",
            "facts": facts,
            "on_paper": " · ".join(filter(None, (sentence(now), _compared(now)))) if years and page.filtered else "",
        },
    )


def _compared(now: View) -> str:
    words = compared_words(now)
    return f"{t('about.compared')} {words}" if words else ""


def has_villages(now: View) -> bool:
    """Whether the view has any target village of its fiscal year."""
    return bool(data.fetch(fetch_data_facts, now.filters).n_villages)

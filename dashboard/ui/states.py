"""What a page shows when there is nothing to show, or something went wrong: calm words and what to do
next.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.errors import NotKnown, OutsideYourAreas, SammachipError, SignInNeeded, StoreIsEmpty
from dashboard.filters import from_query
from dashboard.intake.report import words_of
from dashboard.measures.view_facts import fetch_data_facts
from dashboard.ui import data, places
from dashboard.ui.filter_chips import filter_chips
from dashboard.ui.import_report import plain
from dashboard.ui.parts import page_style, part
from dashboard.ui.sections import DEFAULT, existing, script_of
from dashboard.ui.view import View
from dashboard.ui.viewer import viewer
from dashboard.ui.viewer_line import draw_sign_in, draw_sign_out
from dashboard.ui.words import language, number, t, unit, year

log = logging.getLogger("sammachip")


@contextmanager
def boundary() -> Iterator[None]:
    """The one place where errors become words. What nobody foresaw is logged whole and told calmly."""
    try:
        yield
    except StoreIsEmpty:
        show_empty_store()
    except SignInNeeded:
        st.html(page_style())  # no frame was drawn for somebody whom nobody knows
        draw_sign_in()
    except OutsideYourAreas as error:
        show_outside(error)
    except NotKnown as error:
        st.html(page_style())
        with show_error(error):
            draw_sign_out()
    except SammachipError as error:
        show_error(error)
    except Exception:
        log.exception("a page failed")
        _show("error", t("error.unknown"), t("error.unknown.todo"))


def draw_loading() -> None:
    """The shape of a page, seen only while the server works and nothing of the page has come yet (page.css)."""
    with st.container(key="loading"):
        shapes = "<i></i>" * _CARDS + "<i class='rest'></i>"
        st.html(f"<div class='loading' aria-hidden='true'>{shapes}</div>")


_CARDS = 6


def _show(icon: str, title: str, todo: str = "") -> DeltaGenerator:
    """The calm middle of the page; what it returns takes the way out."""
    state = st.container(key="state", horizontal_alignment="center", gap="small")
    state.markdown(f":material/{icon}:")
    state.subheader(title, anchor=False)
    if todo:
        state.write(todo)
    return state


def show_error(error: SammachipError) -> DeltaGenerator:
    """An error a person can act on, in their words, with the way back to the overview."""
    state = _show("info", words_of(error, language()))
    state.page_link(script_of(DEFAULT), label=t("state.start_again"), icon=":material/home:")
    return state


def show_outside(error: OutsideYourAreas) -> None:
    """Somebody asked for areas that are not theirs: which, and the way to the own ones."""
    asked = ", ".join(places.full_name(code) for code in str(error.facts["areas"]).split(",") if code)
    state = _show("lock", t("error.outside_your_areas", areas=asked or places.full_name("")))
    own = {"area": ",".join(viewer().areas)}
    state.page_link(script_of(DEFAULT), label=t("access.go_own"), icon=":material/home:", query_params=own)


def show_empty_store() -> None:
    """Nothing has been imported yet: where to begin."""
    state = _show("inbox", t("error.store_is_empty"), t("state.empty_store_todo"))
    for page in existing():
        if page.id == "import":
            state.page_link(page.path, label=t("state.go_import"), icon=":material/upload_file:")


def show_no_villages(view: View) -> None:
    """The view has no target village: which filters leave none, with the way to take each away; or the area has none in
    the fiscal year.
    """
    where = ", ".join(places.full_name(code) for code in view.filters.areas) or places.full_name("")
    set_ = {chip.key: f"{chip.kind}: {chip.text}" for chip in filter_chips(view) if not chip.idle}
    set_.pop("occupation", None)  # of households: it leaves no village out
    n_all = _villages_without(view, set_)
    if set_ and n_all:
        _show_filtered_out(view, where, set_, n_all)
        return
    state = _show(
        "search_off",
        t("state.no_villages", area=where, year=year(view.filters.fiscal_year)),
        t("state.no_villages_todo"),
    )
    query = view.at_area("").to_query()
    state.page_link(script_of(DEFAULT), label=t("state.go_nation"), icon=":material/home:", query_params=query)


def _show_filtered_out(view: View, where: str, set_: Mapping[str, str], n_all: int) -> None:
    state = _show(
        "filter_alt_off",
        t("state.filtered_out", area=plain(where), year=year(view.filters.fiscal_year)),
        t("state.filtered_out_todo", n=number(n_all)),
    )
    ways = [
        (t("state.without_filter", filter=words), _villages_without(view, [key]), view.link(**{key: None}))
        for key, words in set_.items()
    ]
    if len(set_) > 1:
        ways.append((t("state.without_filters"), n_all, view.link(**dict.fromkeys(set_))))
    word = places.level_word(8)
    shown = [
        {
            "id": str(n),
            "label": label,
            "count": number(found),
            "unit": unit(number(found), word),
            "icon": "",
            "href": href,
            "current": False,
        }
        for n, (label, found, href) in enumerate(ways)
    ]  # fmt: skip
    with state:
        part("tabbar")(key="ways_out", data={"label": t("state.ways_out"), "pills": True, "tabs": shown})


def _villages_without(view: View, keys: Collection[str]) -> int:
    """How many target villages the view has without these filters."""
    kept = {key: value for key, value in view.filters.to_query().items() if key not in {*keys, "compare"}}
    filters = from_query(kept, default_year=view.filters.fiscal_year, default_day=view.filters.as_of)
    return data.fetch(fetch_data_facts, filters).n_villages

"""What a page shows when there is nothing to show, or something went wrong: calm words and what to do
next.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.errors import SammachipError, StoreIsEmpty
from dashboard.intake.report import words_of
from dashboard.ui import places
from dashboard.ui.sections import DEFAULT, existing, script_of
from dashboard.ui.view import View
from dashboard.ui.words import language, t, year

log = logging.getLogger("sammachip")


@contextmanager
def boundary() -> Iterator[None]:
    """The one place where errors become words. What nobody foresaw is logged whole and told calmly."""
    try:
        yield
    except StoreIsEmpty:
        show_empty_store()
    except SammachipError as error:
        show_error(error)
    except Exception:
        log.exception("a page failed")
        _show("error", t("error.unknown"), t("error.unknown.todo"))


def _show(icon: str, title: str, todo: str = "") -> DeltaGenerator:
    """The calm middle of the page; what it returns takes the way out."""
    state = st.container(key="state", horizontal_alignment="center", gap="small")
    state.markdown(f":material/{icon}:")
    state.subheader(title, anchor=False)
    if todo:
        state.write(todo)
    return state


def show_error(error: SammachipError) -> None:
    """An error a person can act on, in their words, with the way back to the overview."""
    state = _show("info", words_of(error, language()))
    state.page_link(script_of(DEFAULT), label=t("state.start_again"), icon=":material/home:")


def show_empty_store() -> None:
    """Nothing has been imported yet: where to begin."""
    state = _show("inbox", t("error.store_is_empty"), t("state.empty_store_todo"))
    for page in existing():
        if page.id == "import":
            state.page_link(page.path, label=t("state.go_import"), icon=":material/upload_file:")


def show_no_villages(view: View) -> None:
    """The area has no target village in the fiscal year (or everything was left out)."""
    where = ", ".join(places.full_name(code) for code in view.filters.areas) or places.full_name("")
    state = _show(
        "search_off",
        t("state.no_villages", area=where, year=year(view.filters.fiscal_year)),
        t("state.no_villages_todo"),
    )
    query = view.at_area("").to_query()
    state.page_link(script_of(DEFAULT), label=t("state.go_nation"), icon=":material/home:", query_params=query)

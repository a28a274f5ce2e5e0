"""What another office imports comes onto the screen by itself, some seconds after it is published, with a quiet word.

The server looks for all of its windows and tells them (`telling`), because a run of each page for each look would take
the processors from those who click. For the same reason a window whose numbers are all as they were is not drawn
again. It must not know what a page shows.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Final

import streamlit as st

from dashboard.errors import SammachipError
from dashboard.settings import read_settings
from dashboard.ui import data
from dashboard.ui.parts import part
from dashboard.ui.words import t

NEWEST: Final = "/newest"
_SHOWN = "_shown_snapshot"
_UNASKED = "_unasked_run"
_UNANSWERED = "_unanswered_click"
STILL = ("meeting",)
"""Pages that do not move under people's eyes: they show what is new at the next click."""
OWN = ("import", "settings")
"""Pages that say themselves what they stored."""
COUNTS = ("whatif",)
"""Pages that keep what they worked out from answers."""


def draw_arrivals(page: str, draw_band: Callable[[], object]) -> None:
    """The band, which tells how new the data is; tell once that it is newer than what this session showed before, and
    listen whether it is.
    """
    now = newest_mark()
    before = st.session_state.get(_SHOWN, now)
    st.session_state[_SHOWN] = now
    if now != before and page not in OWN:
        st.toast(t("frame.arrived"), icon=":material/sync:")
    if read_settings().fresh_s and page not in STILL:
        _look(page, draw_band)
    else:
        draw_band()


@st.fragment
def _look(page: str, draw_band: Callable[[], object]) -> None:
    """A window that looked by itself and found something newer is drawn again where that changes what it shows, and
    where it changes the band alone, that alone: the first import of a day is news for everybody.
    """
    if _UNASKED in st.session_state:
        if page in (*OWN, *COUNTS) or not data.is_as_shown():
            st.rerun()
        del st.session_state[_UNASKED]
        if (now := newest_mark()) != st.session_state[_SHOWN]:
            st.session_state[_SHOWN] = now
            st.toast(t("frame.arrived_elsewhere"), icon=":material/sync:")
    with data.beside_the_page():
        draw_band()
    asked = {"shown": st.session_state[_SHOWN], "every": read_settings().fresh_s, "address": f".{NEWEST}"}
    part("arrivals")(key="arrivals", data=asked, on_arrived_change=_note_arrival)


def _note_arrival() -> None:
    st.session_state[_UNASKED] = True


def was_asked_for() -> bool:
    """Whether a person waits for this run; a window that noticed newer data starts one by itself."""
    asked = not st.session_state.pop(_UNASKED, False) or _UNANSWERED in st.session_state
    if asked:
        st.session_state[_UNANSWERED] = True
    return asked


def is_wanted() -> None:
    """Raises Streamlit's own exceptions where a newer click waits, or the window was closed."""
    _ = _UNANSWERED in st.session_state


def note_answered() -> None:
    """The run of a click has come to its end."""
    st.session_state.pop(_UNANSWERED, None)


def newest_mark() -> str:
    """What tells the snapshot apart that a page would be drawn with now, and says nothing else of it; '' in an empty
    store.
    """
    try:
        return sha256(str(data.snapshot().path).encode()).hexdigest()[:16]
    except SammachipError:
        return ""

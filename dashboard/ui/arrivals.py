"""What another office imports comes onto the screen by itself, some seconds after it is published, with a quiet word.

It must not know what a page shows.
"""

from __future__ import annotations

import streamlit as st

from dashboard.errors import SnapshotUnreadable, StoreIsEmpty
from dashboard.settings import read_settings
from dashboard.ui import data
from dashboard.ui.words import t

_SHOWN = "_shown_snapshot"
STILL = ("meeting",)
"""Pages that do not move under people's eyes: they show what is new at the next click."""
OWN = ("import", "settings")
"""Pages that say themselves what they stored."""


def draw_arrivals(page: str) -> None:
    """Tell once that the data is newer than what this session showed before, and look now and then whether it is."""
    now = _newest()
    before = st.session_state.get(_SHOWN, now)
    st.session_state[_SHOWN] = now
    if now != before and page not in OWN:
        st.toast(t("frame.arrived"), icon=":material/sync:")
    every = read_settings().fresh_s
    if every and page not in STILL:
        st.fragment(_look, run_every=every)(now)


def _look(shown: str) -> None:
    if _newest() != shown:
        st.rerun()


def _newest() -> str:
    """The snapshot that the page would be drawn with now; '' in an empty store."""
    try:
        return data.snapshot().id
    except (StoreIsEmpty, SnapshotUnreadable):
        return ""

"""The two parts of the page, slides and decisions; and how long the numbers took, where that was long."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.meeting.decisions import Decision
from dashboard.ui.meeting.asked import TABS
from dashboard.ui.meeting.deck import Shown
from dashboard.ui.meeting.kept import standings
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import number, t

SLOW_S = 1.0


def draw_parts(view: View, decisions: Sequence[Decision]) -> None:
    """The tabs; what is overdue is counted on its own."""
    found = standings(view, decisions)
    n_open, n_late = sum(s.now.status == "open" for s in found), sum(s.is_overdue for s in found)
    late = Tab("decisions", t("meeting.tab.decisions"), number(n_late), t("meeting.overdue"), "behind")
    waiting = Tab("decisions", t("meeting.tab.decisions"), number(n_open) if n_open else "")
    slides = t("meeting.back" if view.get("show") and view.get("tab") == "decisions" else "meeting.tab.slides")
    draw_tabs(
        view, [Tab(TABS[0], slides), late if n_late else waiting], key="meeting_tabs",
        label=t("meeting.tabs"),
    )  # fmt: skip


def draw_time(shown: Shown) -> None:
    """How long the slides took to make, when somebody had to wait."""
    if shown.seconds >= SLOW_S:
        st.caption(t("meeting.took", seconds=number(shown.seconds, 1)))

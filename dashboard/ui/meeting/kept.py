"""Where the decisions and templates of the store that is shown are kept, and which decisions there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dashboard.meeting.decisions import Decision, concerns
from dashboard.meeting.keeping import Decisions
from dashboard.meeting.saved import SavedTemplates
from dashboard.settings import read_settings
from dashboard.store import store_for_reading
from dashboard.ui import data
from dashboard.ui.view import View, compare_day


def decisions_kept() -> Decisions:
    """The decisions of the store that is shown: the example's are apart."""
    return Decisions(store_for_reading(read_settings()).folder, data.snapshot().kind)


def templates_kept() -> SavedTemplates:
    """Its named templates."""
    return SavedTemplates(store_for_reading(read_settings()).folder, data.snapshot().kind)


def known_decisions() -> tuple[Decision, ...]:
    """Every decision, read anew in each run: another session may have taken one. Raises DecisionsUnreadable."""
    return decisions_kept().all()


def last_meeting(view: View, decisions: Iterable[Decision]) -> date | None:
    """The day of the last meeting before the view's own: the last one in which a decision about it was taken or
    changed, else the end of the month before.
    """
    as_of, areas = view.filters.as_of, view.filters.areas
    days = [
        version.on
        for decision in decisions
        for version in decision.versions
        if version.on < as_of and concerns(version.decided.area_code, areas)
    ]
    return max(days, default=None) or compare_day("month", as_of)

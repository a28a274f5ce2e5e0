"""What the address asks of the meeting beyond the view: last meeting's day, league, scenario, slides and their order.

A scenario or an order that cannot be read is an error like any other address (UnreadableOption); the rest falls back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.meeting.agenda import LEAGUE
from dashboard.meeting.template import Template, from_text
from dashboard.programme import MEASURES
from dashboard.scenario.address import rewritten
from dashboard.ui.meeting.kept import known_decisions, last_meeting
from dashboard.ui.view import View

TABS = ("slides", "decisions")
NO_DAY = "none"
QUICKEST_S, USUAL_S = 2, 20
RANKED = tuple(m.id for m in MEASURES if m.id != "villages")


@dataclass(frozen=True)
class Asked:
    """The page's own part of the address, read. `show` is the slide that is shown, '' while the meeting is prepared."""

    tab: str
    since: date | None
    league: str
    scenario: str
    slides: str
    template: Template
    show: str
    is_dark: bool
    pace: int


def asked_of(view: View) -> Asked:
    """What the address of a view asks for. Raises UnreadableOption."""
    tab, league, slides = view.get("tab"), view.get("league"), view.get("slides")
    return Asked(
        tab if tab in TABS else TABS[0],
        _since(view),
        league if league in RANKED else LEAGUE,
        rewritten(view.get("s")),
        slides,
        from_text(slides),
        view.get("show"),
        view.get("dark") == "1",
        _pace(view.get("pace")),
    )


def _pace(text: str) -> int:
    """Seconds that a slide stands while the show advances by itself."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 and int(text) >= QUICKEST_S else USUAL_S


def _since(view: View) -> date | None:
    asked = view.get("since")
    if asked == NO_DAY:
        return None
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return last_meeting(view, known_decisions())
    return day if day < view.filters.as_of else last_meeting(view, known_decisions())

"""The way back from a page to the slide it was opened from. What the address says is read, never trusted: the way
always leads to the meeting's own page.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from dashboard.ui.view import FRAME_KEYS, View

PAGE = "meeting"
OWN_KEYS = ("tab", "since", "league", "s", "slides", "show", "dark", "pace")


def back_to_meeting(view: View) -> str:
    """The address of the slide from which somebody came to this page."""
    known = {*FRAME_KEYS, *OWN_KEYS} - {PAGE, "lang", "digits"}
    query = {key: value for key, value in parse_qsl(view.meeting) if key in known}
    query |= {key: value for key, value in (("lang", view.language), ("digits", view.digits)) if value}
    return f"./{PAGE}?{urlencode(query, safe=',')}"

"""What the meeting page asks to have as a file: the meeting that its address shows."""

from __future__ import annotations

from dashboard.decks.ordering import Order
from dashboard.ui.meeting.asked import Asked
from dashboard.ui.view import View
from dashboard.ui.words import digits, language


def order_of(view: View, asked: Asked) -> Order:
    """The meeting of the address, in the session's language and digits; what may be told is not said here."""
    return Order(
        view.filters, asked.since, asked.template, asked.scenario, asked.league, language=language(), digits=digits()
    )

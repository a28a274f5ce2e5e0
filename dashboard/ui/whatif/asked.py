"""What the address asks of the page beyond the view: question, changes, measure, day, scenarios beside it.

Changes that cannot be read are an error like any other address (UnreadableOption); the rest falls back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import streamlit as st

from dashboard.programme import last_day
from dashboard.scenario.address import from_text, to_text
from dashboard.scenario.answers import WHATS
from dashboard.scenario.borrowing import with_told_rates
from dashboard.scenario.changes import Change, Stack
from dashboard.scenario.naming import fetch_stack
from dashboard.ui import data
from dashboard.ui.view import View
from dashboard.ui.words import t

TABS = ("land", "pace", "rate", "areas", "officers", "rules")
DEFAULT_WHAT = "practising"
MOST_BESIDE = 3


@dataclass(frozen=True)
class Asked:
    """The page's own part of the address, read.

    `text` is the stack's, `counted` the one that projections are asked for with: it has numbers for rates of areas that
    may not be read. `what` is a measure or a stage (`stage.1`), `beside` ids of saved scenarios.
    """

    tab: str
    stack: Stack
    text: str
    counted: str
    what: str
    until: date
    beside: tuple[int, ...]

    @property
    def measure(self) -> str:
        """The measure to add up by area; a stage has no total of a scenario."""
        return self.what if not self.what.startswith("stage.") else DEFAULT_WHAT


def asked_of(view: View) -> Asked:
    """What the address of a view asks for. Raises UnreadableOption."""
    tab, what = view.get("tab"), view.get("what")
    stack = data.fetch(fetch_stack, view.get("s"))
    return Asked(
        tab if tab in TABS else TABS[0],
        stack,
        to_text(stack),
        to_text(with_told_rates(data.fetch, view.filters, stack)),
        what if what in WHATS else DEFAULT_WHAT,
        _until(view),
        tuple(int(part) for part in view.get("beside").split(",") if part.isascii() and part.isdigit())[:MOST_BESIDE],
    )


def _until(view: View) -> date:
    try:
        return date.fromisoformat(view.get("until"))
    except ValueError:
        return last_day(view.filters.fiscal_year)


def stack_link(view: View, stack: Stack) -> str:
    """The address of the same page with another stack."""
    return view.link(s=to_text(stack) or None)


def add_change(change: Change) -> None:
    """Put a change on top of the address's stack (for callbacks of widgets)."""
    st.query_params["s"] = to_text(from_text(st.query_params.get("s", "")).with_change(change))


def add_button(change: Change | None, *, key: str) -> None:
    """The button of a form that puts its change on the stack; idle while there is none."""
    st.button(
        t("whatif.add"), icon=":material/add:", type="primary", key=f"whatif_add_{key}", disabled=change is None,
        on_click=add_change, args=(change,),
    )  # fmt: skip


def decimal_of(typed: float) -> Decimal:
    """A typed number with at most three decimals, as short as it can be written."""
    return Decimal(f"{typed:.3f}").normalize()

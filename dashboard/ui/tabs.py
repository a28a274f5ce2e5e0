"""The parts of a page, one shown at a time; which one stands in the address, so that a link opens it.

    chosen = draw_tabs(view, [Tab("money", t("…")), Tab("evidence", t("…"), number(12), t("…"), "near")],
                       key="budget_tabs", label=t("…"))

Each is a real link and may say what waits behind it. `pills` are the smaller choice inside a block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from dashboard.ui import data
from dashboard.ui.parts import part
from dashboard.ui.view import View
from dashboard.ui.words import unit

# on a phone a part that was asked for comes before the cards of the whole page
_PART_FIRST = """<style>@media (max-width: 899px) {
  .stElementContainer[class*="_cards"], [data-testid="stLayoutWrapper"]:has(> .st-key-block_money) { order: 2; }
}</style>"""
_ICONS = {"behind": "error", "near": "contrast", "met": "check_circle"}


@dataclass(frozen=True)
class Tab:
    """One part: `count` waits behind it (`unit` says what it counts), `tone` tells how urgent that is."""

    id: str
    label: str
    count: str = ""
    unit: str = ""
    tone: Literal["", "behind", "near", "met"] = ""


def chosen_tab(view: View, ids: Sequence[str], own_key: str = "tab") -> str:
    """The part that the address names (`own_key`); the first when it names none that there is."""
    asked = view.get(own_key)
    return asked if asked in ids else ids[0]


def draw_tabs(
    view: View,
    tabs: Sequence[Tab],
    *,
    key: str,
    label: str,
    own_key: str = "tab",
    pills: bool = False,
    leaves: Sequence[str] = (),
) -> str:
    """The links in a row; the id of the part to show. `leaves` are own keys that another part does not keep."""
    chosen = chosen_tab(view, [tab.id for tab in tabs], own_key)
    shown = [
        {
            **vars(tab),
            "unit": unit(tab.count, tab.unit),
            "icon": _ICONS.get(tab.tone, ""),
            "href": view.link(**dict.fromkeys(leaves), **{own_key: None if tab is tabs[0] else tab.id}),
            "current": tab.id == chosen,
        }
        for tab in tabs
    ]
    part("tabbar")(key=key, data={"label": label, "pills": pills, "tabs": shown})
    if not pills:
        if chosen != tabs[0].id:
            st.html(_PART_FIRST)
        data.begin_asking()  # what the counts on the tabs asked is not behind the first block
    return chosen

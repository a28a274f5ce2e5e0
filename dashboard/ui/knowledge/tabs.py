"""The two parts of the page: the records, and where none is written yet."""

from __future__ import annotations

from typing import Literal

from dashboard.ui.knowledge.asked import LISTED, facts_of, n_villages, without_of
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import number, t


def draw_knowledge_tabs(view: View) -> str:
    """The tabs with what waits behind them; the id of the part to show."""
    without = without_of(view)
    n = without[0]["n_all"] if without else 0
    tone: Literal["", "near", "met"] = "near" if n else "met" if n_villages(view) else ""
    return draw_tabs(
        view,
        [
            Tab("find", t("know.tab.find"), number(facts_of(view)["n_records"]), t("know.records")),
            Tab("without", t("know.tab.without"), number(n), t("know.villages"), tone),
        ],
        key="knowledge_tabs",
        label=t("know.tabs"),
        leaves=LISTED,
    )

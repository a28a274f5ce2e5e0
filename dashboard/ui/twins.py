"""Every chart has its twin: the same numbers as a table. Which of the two is shown stands in the address."""

from __future__ import annotations

import streamlit as st

from dashboard.ui.view import View
from dashboard.ui.words import t


def shows_table(view: View, key: str) -> bool:
    """Whether the address asks for the table of this block instead of its chart."""
    return view.get(key) == "table"


def draw_turn(view: View, key: str) -> None:
    """The button of a block's menu that turns the chart into the table and back."""
    table = shows_table(view, key)

    def _turn() -> None:
        if table:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = "table"

    st.button(
        t("block.as_chart" if table else "block.as_table"), on_click=_turn, type="tertiary", key=f"{key}_turn",
        icon=":material/bar_chart:" if table else ":material/table:",
    )  # fmt: skip

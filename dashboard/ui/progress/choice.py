"""The measure that movers, picture and plan show: chosen once, kept in the address (`measure`)."""

from __future__ import annotations

import streamlit as st

from dashboard.programme import MEASURES
from dashboard.ui.view import View
from dashboard.ui.words import measure_name, t

DEFAULT = "practising"
CHOICES = tuple(m.id for m in MEASURES if m.id != "villages")


def chosen_measure(view: View) -> str:
    """The measure that the address names; practising when it names none that there is."""
    asked = view.get("measure", DEFAULT)
    return asked if asked in CHOICES else DEFAULT


def draw_choice(view: View) -> str:
    """The box to choose a measure from, set from the address; the measure it shows."""
    st.session_state["progress_measure"] = chosen_measure(view)
    st.selectbox(
        t("progress.measure"), CHOICES, key="progress_measure", format_func=measure_name, on_change=_choose,
        label_visibility="collapsed", width=320,
    )  # fmt: skip
    return chosen_measure(view)


def _choose() -> None:
    chosen = st.session_state["progress_measure"]
    if chosen and chosen != DEFAULT:
        st.query_params["measure"] = chosen
    else:
        st.query_params.pop("measure", None)

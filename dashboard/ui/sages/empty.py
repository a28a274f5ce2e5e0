"""What the page says when there is nothing to count yet: before the fiscal year, or without a register of sages."""

from __future__ import annotations

import streamlit as st

from dashboard.programme import first_day
from dashboard.ui.sages.asked import Asked
from dashboard.ui.sages.rows import counts_of
from dashboard.ui.sections import existing
from dashboard.ui.view import View
from dashboard.ui.words import day, t, year


def draw_early(view: View) -> None:
    """A word above the numbers of a day before the fiscal year begins."""
    begins = first_day(view.filters.fiscal_year)
    if view.filters.as_of < begins:
        st.info(
            t("sages.early", year=year(view.filters.fiscal_year), day=day(begins)), icon=":material/hourglass_empty:"
        )


def draw_no_sages(view: View, asked: Asked) -> None:
    """Where the register of sages comes from, when none of the view was known by the day."""
    if asked.tab == "training" or asked.typed or asked.skill or counts_of(view, asked):
        return
    with st.container(key="sages_none", gap="xsmall"):
        st.info(t("sages.none", day=day(view.filters.as_of)), icon=":material/inbox:")
        for page in existing():
            if page.id == "import":
                st.page_link(page.path, label=t("state.go_import"), icon=":material/upload_file:")

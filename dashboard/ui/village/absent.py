"""A village that is not a target of the chosen year: said in words, with the years in which it is one."""

from __future__ import annotations

import streamlit as st

from dashboard.ui import data, places
from dashboard.ui.states import show_no_villages
from dashboard.ui.view import View
from dashboard.ui.village.asked import is_village
from dashboard.ui.words import t, year


def show_absent(view: View) -> None:
    """What the page shows when its view has no target village of the year."""
    rows = data.records("pages/village_years", village_code=view.filters.area) if is_village(view) else []
    if not rows:
        show_no_villages(view)
        return
    with st.container(key="state", horizontal_alignment="center", gap="small"):
        st.subheader(
            t("village.absent", name=places.full_name(view.filters.area), year=year(view.filters.fiscal_year)),
            anchor=False,
        )
        for row in rows:
            other = row["fiscal_year"]
            st.button(
                t("village.see_year", year=year(other)), key=f"village_year_{other}", on_click=_choose, args=(other,)
            )


def _choose(fiscal_year: int) -> None:
    st.query_params["fy"] = str(fiscal_year)
    st.query_params.pop("as_of", None)
    st.query_params.pop("compare", None)

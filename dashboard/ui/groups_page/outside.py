"""Groups that count nowhere, because their village is in no list of target villages: said, and where to see them."""

from __future__ import annotations

import streamlit as st

from dashboard.filters import Filters
from dashboard.ui import data
from dashboard.ui.sections import existing
from dashboard.ui.view import FRAME_KEYS, View
from dashboard.ui.words import number, t


def outside_of(filters: Filters) -> tuple[int, int]:
    """How many groups of the view's areas count nowhere, and in how many village codes they are."""
    rows = [
        row["n_groups"]
        for row in data.view_records("pages/groups_outside", filters)
        # these villages are in no view: village_scope has target villages only
        if (not filters.areas or row["village_code"].startswith(filters.areas))
        and not row["village_code"].startswith(filters.without)
    ]
    return sum(rows), len(rows)


def draw_outside(view: View) -> None:
    """A line when there are any, with the way to the page of data quality where there is one."""
    groups, villages = outside_of(view.filters)
    if not groups:
        return
    st.caption(t("grp.outside", n=number(groups), villages=number(villages)))
    for page in existing():
        if page.id == "quality":
            query = {key: value for key, value in view.to_query().items() if key in FRAME_KEYS}
            query |= {"tab": "warnings", "warning": "village_not_stored"}
            st.page_link(page.path, label=t("grp.outside_link"), icon=":material/fact_check:", query_params=query)

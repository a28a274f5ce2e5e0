"""What the page says where there is no record to search: why, and how the first ones come."""

from __future__ import annotations

import streamlit as st

from dashboard.ui import data
from dashboard.ui.knowledge.files import draw_form_file
from dashboard.ui.parts import part
from dashboard.ui.sections import existing
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t


def draw_none(view: View) -> None:
    """No record of the view by its day: whether there are any elsewhere or later, the form, the way to import."""
    nation = view.at_area("").filters
    elsewhere = data.view_records("pages/knowledge_facts", nation)[0]["n_records"] if view.filters.areas else 0
    with st.container(key="knowledge_none", gap="xsmall"):
        st.info(t("know.none", day=day(view.filters.as_of)), icon=":material/inbox:")
        if elsewhere:
            links = [{"text": t("know.whole_nation"), "href": view.link(area=""),
                      "note": t("know.n", n=number(elsewhere))}]  # fmt: skip
            part("found")(
                key="knowledge_elsewhere",
                data={"label": "", "first": 1, "records": [],
                      "nothing": {"text": t("know.elsewhere"), "lead": "", "links": links}},
            )  # fmt: skip
        st.write(t("know.how"))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            draw_form_file("none")
            for page in existing():
                if page.id == "import":
                    st.page_link(page.path, label=t("state.go_import"), icon=":material/upload_file:")

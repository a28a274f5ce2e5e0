"""The box to type a question in, what it is limited to as chips, and the order of the list."""

from __future__ import annotations

import streamlit as st

from dashboard.knowledge.asking import MOST_LETTERS
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.knowledge.asked import FACETS, LISTED, Asked, facet_word
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import t


def draw_search(view: View, asked: Asked) -> None:
    """The box; below it a word about a question that tells nothing, and the choices."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="knowledge_search"):
        st.session_state["knowledge_q"] = view.get("q")
        st.text_input(
            t("know.search"), key="knowledge_q", placeholder=t("know.search_hint"), on_change=_search,
            label_visibility="collapsed", icon=":material/search:", max_chars=MOST_LETTERS, width=560,
        )  # fmt: skip
        if asked.search.asked.groups:
            draw_tabs(
                view, [Tab("best", t("know.sort.best")), Tab("newest", t("know.sort.newest"))],
                key="knowledge_sort", label=t("know.sort"), own_key="sort", pills=True, leaves=LISTED,
            )  # fmt: skip
    if asked.typed and not asked.search.asked.groups:
        st.caption(t("know.no_letters"))
    elif asked.search.asked.is_of_fillers:
        st.caption(t("know.only_fillers"))
    draw_chips(view, choice_chips(asked), key="knowledge_chips")


def choice_chips(asked: Asked) -> list[Chip]:
    """What the list is limited to, as chips."""
    chips = [Chip("q", t("know.question"), asked.typed)] if asked.typed else []
    return chips + [
        Chip(facet, t(f"know.facet.{facet}"), facet_word(facet, value))
        for facet in FACETS
        if (value := asked.of(facet)) is not None
    ]


def _search() -> None:
    typed = str(st.session_state["knowledge_q"] or "").strip()
    for key in LISTED:
        st.query_params.pop(key, None)
    if typed:
        st.query_params["q"] = typed
    else:
        st.query_params.pop("q", None)

"""Where officers are moved: evening out with its limits, and villages given to somebody by hand."""

from __future__ import annotations

import streamlit as st

from dashboard.scenario.changes import Cap, EvenOut, Hand, Load
from dashboard.scenario.loads import District, fetch_districts
from dashboard.ui import data, places
from dashboard.ui.view import View
from dashboard.ui.whatif.asked import add_change
from dashboard.ui.whatif.said import officer_name
from dashboard.ui.words import t

LOADS: tuple[Load, ...] = ("villages", "households", "visits")


def draw_officer_form(view: View, codes: list[str]) -> None:
    """Both forms for some districts."""
    names = places.names(codes)
    with st.container(key="whatif_form", border=True):
        even, hand = st.columns([6, 5], gap="large")
        with even:
            where, by, most, moves = st.columns([4, 3, 2, 2], vertical_alignment="top")
            districts = where.multiselect(t("whatif.form.districts"), codes, format_func=lambda c: names[c],
                                          key="whatif_even_where", placeholder=t("whatif.every_district"))  # fmt: skip
            labels = {load: t(f"whatif.load.{load}") for load in LOADS}
            load = by.selectbox(t("whatif.form.by"), LOADS, format_func=lambda x: labels[x], key="whatif_even_by")
            limit = most.number_input(t("whatif.form.most"), 1, None, None, 1, key="whatif_even_most",
                                      placeholder=t("whatif.form.no_limit"))  # fmt: skip
            few = moves.number_input(t("whatif.form.moves"), 0, None, None, 1, key="whatif_even_moves",
                                     placeholder=t("whatif.form.no_limit"))  # fmt: skip
            change = EvenOut(tuple(districts), load, int(limit or 0), None if few is None else int(few))
            st.button(t("whatif.even"), icon=":material/balance:", type="primary", key="whatif_add_even",
                      on_click=add_change, args=(change,))  # fmt: skip
        with hand:
            _draw_hand(view, codes, names)


def _draw_hand(view: View, codes: list[str], names: dict[str, str]) -> None:
    which, what, to = st.columns([3, 4, 4], vertical_alignment="top")
    code = which.selectbox(t("whatif.form.district"), codes, format_func=lambda c: names[c], key="whatif_hand_where")
    if code is None:
        return
    found: list[District] = data.fetch(fetch_districts, view.filters.of(code))
    villages = {v.code: v for district in found for v in district.villages}
    officers = [name for district in found for name in district.officers]
    named = {c: f"{places.name(c)} ({officer_name(v.officer)})"
             for c, v in villages.items()}  # fmt: skip
    chosen = what.multiselect(t("whatif.form.villages"), list(villages), format_func=lambda c: named[c],
                              key=f"whatif_hand_what_{code}", placeholder=t("whatif.form.choose"))  # fmt: skip
    shown = {name: officer_name(name) for name in officers}
    officer = to.selectbox(t("whatif.form.to"), officers, format_func=lambda n: shown[n], key=f"whatif_hand_to_{code}")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.button(t("whatif.hand"), icon=":material/back_hand:", key="whatif_add_hand",
                  disabled=not (chosen and officer), on_click=add_change,
                  args=(Hand(tuple(chosen), officer or ""),))  # fmt: skip
        limit = st.number_input(t("whatif.form.cap"), 0, None, None, 1, key=f"whatif_cap_{code}", width=190,
                                placeholder=t("whatif.form.no_limit"))  # fmt: skip
        st.button(t("whatif.cap"), icon=":material/vertical_align_top:", key="whatif_add_cap",
                  disabled=limit is None or not officer, on_click=add_change,
                  args=(Cap(code, officer or "", int(limit or 0)),))  # fmt: skip

"""ภาพรวม: at most eight measures, the stages, the areas one level below, and what needs attention today."""

import streamlit as st

from dashboard.ui import frame
from dashboard.ui.attention import draw_attention_block
from dashboard.ui.funnel import draw_stage_funnel
from dashboard.ui.league import draw_league
from dashboard.ui.measure_cards import draw_measures
from dashboard.ui.states import show_no_villages
from dashboard.ui.tables import fit_screen

MEASURES = (
    "leaders_trained",
    "teams_complete",
    "households_selected",
    "training_complete",
    "practising",
    "income_growth",
    "villages_with_group",
    "otop_registered",
)

view = frame.view()
if not frame.has_villages(view):
    show_no_villages(view)
    st.stop()

draw_measures(view, MEASURES)
with st.container(key="overview_row"):
    stages, league, attention = st.columns([2.8, 5.8, 2.7], gap="medium")
    with attention:
        draw_attention_block(view)
    with stages:
        draw_stage_funnel(view)
    with league:
        draw_league(view)
    fit_screen("overview")

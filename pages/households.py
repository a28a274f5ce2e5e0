"""ครัวเรือน: whom to see today, the way from selection to income, who looks after them, who stopped, who joined."""

import streamlit as st

from dashboard.ui import frame
from dashboard.ui.households.areas import draw_areas
from dashboard.ui.households.load import draw_load
from dashboard.ui.households.neighbours import draw_neighbours
from dashboard.ui.households.overdue import draw_overdue
from dashboard.ui.households.parts import draw_parts
from dashboard.ui.households.register import draw_register
from dashboard.ui.households.selection import draw_selection
from dashboard.ui.households.stopped import draw_stopped
from dashboard.ui.households.style import STYLE
from dashboard.ui.households.way import draw_way
from dashboard.ui.measure_cards import draw_measures
from dashboard.ui.states import show_no_villages

MEASURES = (
    "households_selected",
    "households_trained",
    "households_visited",
    "practising",
    "spillover",
    "trainer_load",
)
PARTS = {
    "overdue": draw_overdue,
    "areas": draw_areas,
    "trainers": draw_load,
    "stopped": draw_stopped,
    "joined": draw_neighbours,
    "selection": draw_selection,
    "register": draw_register,
}

view = frame.view()
if not frame.has_villages(view):
    show_no_villages(view)
    st.stop()

st.html(STYLE)
with st.container(key="households_page"):
    with st.container(key="households_glance"):
        draw_measures(view, MEASURES, key="households_cards")
        draw_way(view)
    with st.container(key="households_part"):
        PARTS[draw_parts(view)](view)

"""ความก้าวหน้า: areas × stages, who moved, the picture, plan against result, and what lies around the programme."""

import streamlit as st

from dashboard.ui import frame
from dashboard.ui.context import draw_context
from dashboard.ui.progress.choice import draw_choice
from dashboard.ui.progress.heat import draw_heat
from dashboard.ui.progress.movers import draw_movers
from dashboard.ui.progress.picture import draw_areas, follow_click
from dashboard.ui.progress.plan import draw_plan_line
from dashboard.ui.progress.style import STYLE
from dashboard.ui.states import show_no_villages
from dashboard.ui.words import t

view = frame.view()
if not frame.has_villages(view):
    show_no_villages(view)
    st.stop()

st.html(STYLE)
follow_click(view)
draw_heat(view)
with st.container(horizontal=True, key="progress_choice", gap="small"):
    st.markdown(f"**{t('progress.measure')}**", width="content")
    measure = draw_choice(view)
with st.container(key="progress_measured"):
    picture, movers, plan = st.columns([3.7, 4.1, 3.8], gap="medium")
    with picture:
        draw_areas(view, measure)
    with movers:
        draw_movers(view, measure)
    with plan:
        draw_plan_line(view, measure)
draw_context(view)

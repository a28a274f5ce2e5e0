"""จำลองสถานการณ์: six questions of a meeting, answered from a stack of changes; nothing stored is touched."""

import streamlit as st

from dashboard.ui import frame
from dashboard.ui.states import show_no_villages
from dashboard.ui.whatif.asked import asked_of
from dashboard.ui.whatif.stack_bar import draw_stack
from dashboard.ui.whatif.style import STYLE
from dashboard.ui.whatif.tabs import draw_answer, draw_questions

view = frame.view()
if not frame.has_villages(view):
    show_no_villages(view)
    st.stop()

asked = asked_of(view)
st.html(STYLE)
draw_questions(view)
draw_stack(view, asked)
draw_answer(view, asked)

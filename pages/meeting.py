"""ประชุม: the meeting as slides of the live data, shown on the whole screen; the decisions taken in it."""

import streamlit as st

from dashboard.ui import frame
from dashboard.ui.blocks import block
from dashboard.ui.meeting.asked import asked_of
from dashboard.ui.meeting.choices import draw_choices
from dashboard.ui.meeting.decisions import draw_decisions
from dashboard.ui.meeting.deck import shown_of
from dashboard.ui.meeting.kept import known_decisions
from dashboard.ui.meeting.parts import draw_parts, draw_time
from dashboard.ui.meeting.show import draw_show
from dashboard.ui.meeting_files.drawing import draw_files
from dashboard.ui.meeting_files.ordering import order_of
from dashboard.ui.states import show_no_villages
from dashboard.ui.words import t

view = frame.view()
if not frame.has_villages(view):
    show_no_villages(view)
    st.stop()

asked = asked_of(view)
decisions = known_decisions()
draw_parts(view, decisions)
if asked.tab == "decisions":
    draw_decisions(view, decisions)
    st.stop()

draw_choices(view, asked)
draw_files(view, order_of(view, asked), decisions)
with block("meeting_slides", t("meeting.slides"), t("meeting.slides.note")):
    shown = shown_of(view, asked, decisions)
    draw_time(shown)
    draw_show(view, asked, shown, decisions)

"""ปราชญ์และการอบรม: teams, training days, who left and came, batches, skills, the register; one part at a time."""

import streamlit as st

from dashboard.ui import frame
from dashboard.ui.measure_cards import draw_measures
from dashboard.ui.sages.asked import asked_of
from dashboard.ui.sages.batches import draw_batches
from dashboard.ui.sages.changes import draw_changes
from dashboard.ui.sages.empty import draw_early, draw_no_sages
from dashboard.ui.sages.register import draw_register
from dashboard.ui.sages.skills import draw_skills
from dashboard.ui.sages.style import STYLE
from dashboard.ui.sages.tabs import draw_limits, draw_parts
from dashboard.ui.sages.teams import draw_teams
from dashboard.ui.sages.training import draw_training
from dashboard.ui.states import show_no_villages

MEASURES = ("sages_surveyed", "leaders_trained", "teams_complete", "training_complete", "on_time")
PARTS = {
    "team": draw_teams,
    "training": draw_training,
    "changes": draw_changes,
    "batches": draw_batches,
    "skills": draw_skills,
    "register": draw_register,
}

view = frame.view()
if not frame.has_villages(view):
    show_no_villages(view)
    st.stop()

asked = asked_of(view)
st.html(STYLE)
draw_early(view)
draw_measures(view, MEASURES, key="sages_cards")
draw_parts(view, asked)
draw_limits(view, asked)
draw_no_sages(view, asked)
PARTS[asked.tab](view, asked)

"""รายหมู่บ้าน: one village's whole story on one page; without a village, the list to choose one from."""

import streamlit as st

from dashboard.ui import frame
from dashboard.ui.measure_cards import draw_measures
from dashboard.ui.meeting.of_village import draw_village_decisions
from dashboard.ui.village.absent import show_absent
from dashboard.ui.village.around import draw_around
from dashboard.ui.village.asked import is_village
from dashboard.ui.village.chooser import draw_chooser
from dashboard.ui.village.head import draw_head
from dashboard.ui.village.households import draw_households
from dashboard.ui.village.incomes import draw_incomes
from dashboard.ui.village.knowledge import draw_knowledge
from dashboard.ui.village.problems import draw_problems
from dashboard.ui.village.style import STYLE
from dashboard.ui.village.team import draw_team
from dashboard.ui.village.work import draw_activities, draw_groups, draw_materials, draw_visits

MEASURES = (
    "households_selected", "households_trained", "households_visited", "practising", "income_growth", "trainer_load",
    "budget_disbursed", "evidence_complete",
)  # fmt: skip

view = frame.view()
if not frame.has_villages(view):
    show_absent(view)
    st.stop()
st.html(STYLE)
if not is_village(view):
    draw_chooser(view)
    st.stop()

draw_head(view)
draw_measures(view, MEASURES, key="village_cards")
problems, team = st.columns([4, 7], gap="medium")
with problems:
    draw_problems(view)
    draw_village_decisions(view)
with team:
    draw_team(view)
draw_households(view)
incomes, around = st.columns([7, 4], gap="medium")
with incomes:
    draw_incomes(view)
with around:
    draw_groups(view)
    draw_knowledge(view)
    draw_around(view)
activities, materials = st.columns(2, gap="medium")
with activities:
    draw_activities(view)
with materials:
    draw_materials(view)
draw_visits(view)

"""รายได้: before and after honestly: how incomes lie and changed, where, in what, when, and what to doubt."""

import streamlit as st

from dashboard.ui import frame
from dashboard.ui.incomes.against import draw_against
from dashboard.ui.incomes.before_after import draw_before_after
from dashboard.ui.incomes.changes import draw_paired_changes
from dashboard.ui.incomes.doubts import draw_doubts
from dashboard.ui.incomes.from_occupation import draw_from_occupation
from dashboard.ui.incomes.groups import draw_areas, draw_occupations
from dashboard.ui.incomes.missing import draw_missing
from dashboard.ui.incomes.rounds import draw_rounds
from dashboard.ui.incomes.style import STYLE
from dashboard.ui.incomes.through_year import draw_through_year
from dashboard.ui.measure_cards import draw_measures
from dashboard.ui.states import show_no_villages

MEASURES = ("income_growth", "households_income_up", "villages_income_up", "income_coverage", "practising")

view = frame.view()
if not frame.has_villages(view):
    show_no_villages(view)
    st.stop()

st.html(STYLE)
draw_measures(view, MEASURES, key="incomes_cards")
levels, changes = st.columns(2, gap="medium")
with levels:
    draw_before_after(view)
with changes:
    draw_paired_changes(view)
areas, occupations = st.columns(2, gap="medium")
with areas:
    draw_areas(view)
with occupations:
    draw_occupations(view)
rounds, year = st.columns(2, gap="medium")
with rounds:
    draw_rounds(view)
with year:
    draw_through_year(view)
craft, against = st.columns(2, gap="medium")
with craft:
    draw_from_occupation(view)
with against:
    draw_against(view)
doubts, missing = st.columns([4, 7], gap="medium")
with doubts:
    draw_doubts(view)
with missing:
    draw_missing(view)

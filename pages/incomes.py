"""รายได้: before and after honestly: how incomes lie and changed, where, in what, when, and what to doubt."""

import streamlit as st

from dashboard.ui import frame
from dashboard.ui.incomes.against import draw_against
from dashboard.ui.incomes.before_after import draw_before_after
from dashboard.ui.incomes.changes import draw_paired_changes
from dashboard.ui.incomes.doubts import draw_doubts
from dashboard.ui.incomes.from_occupation import draw_from_occupation
from dashboard.ui.incomes.groups import draw_areas, draw_occupations
from dashboard.ui.incomes.households import draw_households
from dashboard.ui.incomes.missing import draw_missing
from dashboard.ui.incomes.rounds import draw_rounds
from dashboard.ui.incomes.style import STYLE
from dashboard.ui.incomes.tabs import draw_parts
from dashboard.ui.incomes.through_year import draw_through_year
from dashboard.ui.measure_cards import draw_measures
from dashboard.ui.states import show_no_villages

MEASURES = ("income_growth", "households_income_up", "villages_income_up", "income_coverage", "practising")

# what each part of the page shows side by side, and how wide
PARTS = {
    "change": ((1, draw_before_after), (1, draw_paired_changes)),
    "where": ((1, draw_areas), (1, draw_occupations)),
    "time": ((4, draw_rounds), (7, draw_through_year)),
    "beside": ((1, draw_from_occupation), (1, draw_against)),
    "missing": ((4, draw_doubts), (7, draw_missing)),
}

view = frame.view()
if not frame.has_villages(view):
    show_no_villages(view)
    st.stop()

st.html(STYLE)
draw_measures(view, MEASURES, key="incomes_cards")
part = draw_parts(view)
chosen = PARTS[part]
for column, (_, draw) in zip(st.columns([width for width, _ in chosen], gap="medium"), chosen, strict=True):
    with column:
        draw(view)
if part == "change":
    draw_households(view)

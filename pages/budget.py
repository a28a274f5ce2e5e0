"""งบประมาณและวัสดุ: the money, the gathered list of materials, evidence, delivery in time, how long steps take."""

import streamlit as st

from dashboard.ui import frame
from dashboard.ui.budget.areas import draw_area_sums
from dashboard.ui.budget.delivery import draw_days_spread, draw_deliveries, draw_delivery_villages
from dashboard.ui.budget.evidence import draw_unproved, draw_unproved_areas, draw_unproved_officers
from dashboard.ui.budget.kinds import draw_kinds, draw_standings
from dashboard.ui.budget.limits import draw_limits, draw_parts
from dashboard.ui.budget.materials import draw_materials
from dashboard.ui.budget.over import draw_over
from dashboard.ui.budget.steps import draw_area_days, draw_steps, draw_unpaid
from dashboard.ui.budget.style import STYLE
from dashboard.ui.budget.sums import draw_sums
from dashboard.ui.budget.year import draw_year
from dashboard.ui.measure_cards import draw_measures
from dashboard.ui.states import show_no_villages

MEASURES = ("budget_disbursed", "evidence_complete", "materials_accepted", "on_time")
# what each part of the page shows on its left, on its right and below, and how wide the columns are
PARTS = {
    "money": ((3, 5), (draw_year,), (draw_area_sums,), (draw_over,)),
    "materials": ((3, 7), (draw_standings, draw_kinds), (draw_materials,), ()),
    "evidence": ((3, 6), (draw_unproved_areas, draw_unproved_officers), (draw_unproved,), ()),
    "delivery": ((4, 7), (draw_deliveries, draw_days_spread), (draw_delivery_villages,), ()),
    "steps": ((4, 7), (draw_area_days,), (draw_steps, draw_unpaid), ()),
}

view = frame.view()
if not frame.has_villages(view):
    show_no_villages(view)
    st.stop()

st.html(STYLE)
draw_measures(view, MEASURES, key="budget_cards")
draw_sums(view)
tab = draw_parts(view)
draw_limits(view, tab)
widths, left, right, below = PARTS[tab]
for column, blocks in zip(st.columns(widths, gap="medium"), (left, right), strict=True):
    with column:
        for draw in blocks:
            draw(view)
for draw in below:
    draw(view)

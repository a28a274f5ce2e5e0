"""กลุ่มอาชีพและ OTOP: the way to registration, what comes next, the year and the league, the register, the market."""

import streamlit as st

from dashboard.ui import frame
from dashboard.ui.groups_page.facets import draw_facets
from dashboard.ui.groups_page.league import draw_group_league
from dashboard.ui.groups_page.market import draw_market
from dashboard.ui.groups_page.occupations import draw_occupations
from dashboard.ui.groups_page.outside import draw_outside
from dashboard.ui.groups_page.register import draw_register
from dashboard.ui.groups_page.style import STYLE
from dashboard.ui.groups_page.tabs import draw_group_tabs
from dashboard.ui.groups_page.times import draw_times
from dashboard.ui.groups_page.todo import draw_next_villages, draw_ready
from dashboard.ui.groups_page.way import draw_way
from dashboard.ui.groups_page.year import draw_year
from dashboard.ui.measure_cards import draw_measures
from dashboard.ui.states import show_no_villages

MEASURES = ("villages_with_group", "groups", "otop_registered", "practising", "spillover")

view = frame.view()
if not frame.has_villages(view):
    show_no_villages(view)
    st.stop()

st.html(STYLE)
draw_measures(view, MEASURES, key="groups_cards")
parts = {
    "way": ((4.6, 6.8), (draw_way, draw_occupations), (draw_times,)),
    "ready": ((1,), (draw_ready,)),
    "next": ((1,), (draw_next_villages,)),
    "year": ((5.2, 6.2), (draw_group_league,), (draw_year,)),
    "register": ((3.5, 7.9), (draw_facets,), (draw_register, draw_outside)),
    "market": ((1,), (draw_market,)),
}
shares, *sides = parts[draw_group_tabs(view)]
for column, blocks in zip(st.columns(shares, gap="medium"), sides, strict=True):
    with column:
        for draw in blocks:
            draw(view)

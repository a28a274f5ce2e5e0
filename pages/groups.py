"""กลุ่มอาชีพและ OTOP: the way to registration, what comes next, the year and the league, the register, the market."""

from collections.abc import Callable

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
from dashboard.ui.view import View

MEASURES = ("villages_with_group", "groups", "otop_registered", "practising", "spillover")

view = frame.view()
if not frame.has_villages(view):
    show_no_villages(view)
    st.stop()

st.html(STYLE)
draw_measures(view, MEASURES, key="groups_cards")
columns: dict[str, tuple[tuple[float, tuple[Callable[[View], None], ...]], ...]] = {
    "way": ((4.6, (draw_way, draw_occupations)), (6.8, (draw_times,))),
    "ready": ((1, (draw_ready,)),),
    "next": ((1, (draw_next_villages,)),),
    "year": ((5.2, (draw_group_league,)), (6.2, (draw_year,))),
    "register": ((3.5, (draw_facets,)), (7.9, (draw_register, draw_outside))),
    "market": ((1, (draw_market,)),),
}
chosen = columns[draw_group_tabs(view)]
for column, (_, blocks) in zip(st.columns([share for share, _ in chosen], gap="medium"), chosen, strict=True):
    with column:
        for draw in blocks:
            draw(view)

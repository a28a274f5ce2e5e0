"""คลังความรู้: the sages' knowledge records: search, choose, read and print one; villages without any."""

import streamlit as st

from dashboard.ui import frame
from dashboard.ui.knowledge.asked import asked_of, facts_of
from dashboard.ui.knowledge.empty import draw_none
from dashboard.ui.knowledge.facets import draw_facets
from dashboard.ui.knowledge.record import draw_record
from dashboard.ui.knowledge.results import draw_results
from dashboard.ui.knowledge.style import STYLE
from dashboard.ui.knowledge.tabs import draw_knowledge_tabs
from dashboard.ui.knowledge.without import draw_coverage, draw_without

view = frame.view()
asked = asked_of(view)
st.html(STYLE)
if asked.record:
    draw_record(view, asked)
    st.stop()

if draw_knowledge_tabs(view) == "without":
    coverage, villages = st.columns([5, 6.6], gap="medium")
    with coverage:
        draw_coverage(view)
    with villages:
        draw_without(view)
elif not facts_of(view)["n_records"]:
    draw_none(view)
    draw_without(view)
else:
    results, facets = st.columns([8, 3.4], gap="medium")
    with results:
        draw_results(view, asked)
    with facets:
        draw_facets(view, asked)

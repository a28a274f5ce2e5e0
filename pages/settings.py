"""ตั้งค่า: the programme's rules and targets of a year, what was changed, about the dashboard and its store."""

import streamlit as st

from dashboard.ui import frame
from dashboard.ui.settings_page.about_page import draw_help, draw_language, draw_registers, draw_store
from dashboard.ui.settings_page.access import draw_mine, draw_people, draw_view_as
from dashboard.ui.settings_page.audit import draw_audit
from dashboard.ui.settings_page.credits import draw_credits, draw_libraries
from dashboard.ui.settings_page.history import draw_changes
from dashboard.ui.settings_page.parts import draw_parts, draw_years
from dashboard.ui.settings_page.personal import draw_personal
from dashboard.ui.settings_page.rules import draw_rules
from dashboard.ui.settings_page.style import STYLE
from dashboard.ui.settings_page.targets import draw_targets

# what each part of the page shows, column by column
PARTS = {
    "rules": ((draw_rules,),),
    "targets": ((draw_targets,),),
    "history": ((draw_changes,),),
    "access": ((draw_people,), (draw_mine, draw_view_as)),
    "personal": ((draw_personal,),),
    "audit": ((draw_audit,),),
    "about": ((draw_store, draw_help, draw_language), (draw_registers, draw_libraries), (draw_credits,)),
}

view = frame.address()
st.html(STYLE)
tab = draw_parts(view)
if tab in ("rules", "targets"):
    draw_years(view, key="settings_years")
for column, blocks in zip(st.columns(len(PARTS[tab]), gap="medium"), PARTS[tab], strict=True):
    with column:
        for draw in blocks:
            draw(view)

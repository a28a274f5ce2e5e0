"""The six questions as tabs, and what each draws."""

from __future__ import annotations

from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.whatif.area_form import draw_area_form
from dashboard.ui.whatif.asked import TABS, Asked
from dashboard.ui.whatif.forms import draw_rate_form, draw_rule_form
from dashboard.ui.whatif.land import draw_land
from dashboard.ui.whatif.officers import draw_officers
from dashboard.ui.whatif.pace import draw_pace
from dashboard.ui.whatif.total import draw_total
from dashboard.ui.words import t


def draw_questions(view: View) -> None:
    """The tabs."""
    draw_tabs(view, [Tab(id_, t(f"whatif.tab.{id_}")) for id_ in TABS], key="whatif_tabs", label=t("whatif.tabs"))


def draw_answer(view: View, asked: Asked) -> None:
    """The part of the page that the chosen tab shows."""
    if asked.tab == "land":
        draw_land(view, asked)
    elif asked.tab == "pace":
        draw_pace(view, asked)
    elif asked.tab == "officers":
        draw_officers(view, asked)
    else:
        if asked.tab == "rate":
            draw_rate_form(view, asked)
        elif asked.tab == "areas":
            draw_area_form(view)
        else:
            draw_rule_form(view, asked)
        draw_total(view, asked)

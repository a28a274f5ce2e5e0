"""One household of the village, chosen by a click on its dot or its row: the lists show it alone.

In the address stands a key, so that a link that is sent around tells no house number and no name.
"""

from __future__ import annotations

from dashboard.persons import name_key
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.persons import shown_name
from dashboard.ui.view import View
from dashboard.ui.village.asked import households_of
from dashboard.ui.words import t

KEY = "house"


def house_links(view: View) -> dict[str, str]:
    """House number → the address that shows this household alone; for the chosen one, all again."""
    chosen = view.get(KEY)
    keys = _keys(view)
    return {house: view.link(house=None if key == chosen else key) for house, key in keys.items()}


def chosen_house(view: View) -> str | None:
    """The house number that the address asks for; None for all, and where the village has no such household."""
    asked = view.get(KEY)
    return next((house for house, key in _keys(view).items() if key == asked), None) if asked else None


def draw_house_chip(view: View, *, key: str) -> None:
    """The chip that shows all households again, where one was chosen."""
    house = chosen_house(view)
    if house is not None:
        draw_chips(view, [Chip(KEY, t("households.house"), shown_name(house, "house"))], key=f"{key}_house")


def _keys(view: View) -> dict[str, str]:
    village = view.filters.area
    return {r["house_no"]: name_key(f"{village} {r['house_no']} {r['head_name']}") for r in households_of(view)}

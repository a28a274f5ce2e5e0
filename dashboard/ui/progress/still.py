"""Only the areas that stand still, when the address asks for them (`still=1`): the list behind the overview's line."""

from __future__ import annotations

from dashboard.measures.attention import fetch_attention_areas
from dashboard.ui import data
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.view import View
from dashboard.ui.words import t


def standing_still(view: View) -> frozenset[str] | None:
    """The codes of the areas one level below that stand still (see `queries/pages/attention_standing_still.sql`);
    None when the address does not ask for them.
    """
    if view.get("still") != "1":
        return None
    found = data.fetch(fetch_attention_areas, "standing_still", view.filters, view.child_digits)
    return frozenset(code for code, _ in found)


def draw_still_chip(view: View, *, key: str) -> None:
    """What the table is limited to, with the way back to all areas."""
    if view.get("still") == "1":
        draw_chips(view, [Chip("still", "", t("heat.still"))], key=f"{key}_chips")

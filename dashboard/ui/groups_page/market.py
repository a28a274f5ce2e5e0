"""What other offices published about OTOP in the area: sales by year, producers, products."""

from __future__ import annotations

from dashboard.ui.context import draw_context
from dashboard.ui.view import View

NAMED = "OTOP"


def draw_market(view: View) -> None:
    """The block of the context indicators that name OTOP."""
    draw_context(view, key="otop_context", named=NAMED)

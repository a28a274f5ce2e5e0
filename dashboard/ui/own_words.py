"""Streamlit's own words in the language shown: its widgets speak English and take no translation.

The English side of the catalogue is what Streamlit says, letter by letter; a test looks whether it still does.
"""

from __future__ import annotations

from functools import cache

from dashboard.messages import catalogue, say
from dashboard.ui.parts import part
from dashboard.ui.words import language, t

_PREFIX = "own."


def own_words() -> list[str]:
    """The keys of what Streamlit says."""
    return [key for key in catalogue("en") if key.startswith(_PREFIX)]


def draw_own_words() -> None:
    """Keep Streamlit's words in the language shown while the page changes; draws nothing."""
    now = language()
    part("own_words")(
        key="own_words", data={"pairs": _pairs(), "icons": {"more_horiz": t("block.menu")}, "translated": now != "en"}
    )


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    return tuple((say("en", key), say("th", key)) for key in own_words())

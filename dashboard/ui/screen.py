"""What is known of the reader's screen: the look, and whether it is a projector's."""

from __future__ import annotations

import streamlit as st


def is_dark() -> bool:
    """Whether the reader looks at the dark theme."""
    return st.context.theme.type == "dark"


def is_wide() -> bool:
    """Whether the screen is a projector's (the navigation tells): charts need larger letters there."""
    return bool((st.session_state.get("rail") or {}).get("wide"))


def letters() -> int:
    """The size of a chart's letters in pixels."""
    return 18 if is_wide() else 13

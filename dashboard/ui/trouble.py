"""The band over every page when the newest data are damaged and the last good ones are shown instead."""

from __future__ import annotations

import streamlit as st

from dashboard.store import Snapshot
from dashboard.ui.words import t


def draw_trouble(snapshot: Snapshot) -> None:
    """Say what is wrong, what is shown instead and what to do; nothing when nothing is wrong."""
    if snapshot.trouble is not None:
        words = t(f"trouble.{snapshot.trouble.code}", file=snapshot.trouble.file, used=snapshot.id)
        st.warning(f"{words}  \n{t('trouble.todo')}", icon=":material/warning:")

"""The empty registers to take away."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.intake.templates import template
from dashboard.registers import REGISTERS
from dashboard.ui.words import language, t

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_templates() -> None:
    """A button per register; the workbook is made when it is asked for."""
    with st.container(horizontal=True, gap="small"):
        for register in REGISTERS:
            st.download_button(
                t(f"register.{register.name}"),
                partial(template, register.name, language()),
                f"{register.name}.xlsx",
                _XLSX,
                key=f"template_{register.name}",
                icon=":material/table:",
                on_click="ignore",
                type="tertiary",
            )

"""Who changes a setting and why, and that they have seen what it changes: the last step before it is stored."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.errors import SammachipError
from dashboard.intake.report import words_of
from dashboard.store.changing import Progress, Signed
from dashboard.ui.words import language, t

_DONE = "_setting_done"


def draw_signing(key: str, label: str, icon: str, store_it: Callable[[Signed, Progress], str], *, of: object) -> None:
    """Name, reason, the confirmation and the button that stores; `store_it` returns what is said once it is done.

    `of` is what is confirmed: another value has to be confirmed anew.
    """
    who, why = st.columns([1, 2])
    signed = Signed(
        who.text_input(t("settings.by"), key=f"{key}_by", max_chars=120),
        why.text_input(t("settings.reason"), key=f"{key}_reason", max_chars=300, placeholder=t("settings.reason.hint")),
    )
    sure = st.checkbox(t("settings.confirm"), key=f"{key}_sure_{of}")
    if st.button(label, type="primary", icon=icon, key=f"{key}_store", disabled=not sure):
        bar = st.progress(0.0, t("settings.storing"))

        def tell(step: str, share: float) -> None:
            bar.progress(share, t(f"progress.{step}"))

        try:
            done = store_it(signed, tell)
        except SammachipError as error:
            st.error(words_of(error, language()), icon=":material/error:")
            return
        finally:
            bar.empty()
        st.session_state[_DONE] = done
        close_form()
        st.rerun()


def close_form() -> None:
    """Leave what is being changed: the address says so."""
    for own in ("edit", "measure", "on", "remove"):
        st.query_params.pop(own, None)


def draw_done() -> None:
    """That the last change of this session was stored, once."""
    done = st.session_state.pop(_DONE, None)
    if done:
        st.success(done, icon=":material/check_circle:")

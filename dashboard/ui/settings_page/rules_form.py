"""Changing the rules of a year: the new values, what they would move (from a rehearsal of the very change), storing."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.errors import SammachipError
from dashboard.intake.report import words_of
from dashboard.measures.moving import Moves, what_moves
from dashboard.programme import RULES
from dashboard.store.changing import Progress, Signed, rehearsed_rules
from dashboard.ui import data
from dashboard.ui.settings_page.acts import set_rules
from dashboard.ui.settings_page.asked import rules_now, seen, store, values_of, year_of
from dashboard.ui.settings_page.moves import draw_moves
from dashboard.ui.settings_page.signing import close_form, draw_signing
from dashboard.ui.turns import drawing
from dashboard.ui.view import View
from dashboard.ui.words import language, number, t, year

_PREVIEW = "_rules_preview"


def draw_rules_form(view: View) -> None:
    """The new values; then what would move, then storing it."""
    fiscal_year = year_of(view)
    now = values_of(rules_now(fiscal_year))
    with st.container(key="rules_form", border=True):
        st.subheader(t("settings.rules.form", year=year(fiscal_year)), anchor=False)
        values = {}
        for rule, column in zip(RULES, st.columns(len(RULES), vertical_alignment="bottom"), strict=True):
            values[rule.id] = int(
                column.number_input(
                    f"{t(f'rule.{rule.id}.name')} ({t(f'rule.{rule.id}.unit')})", rule.lowest, rule.highest,
                    now[rule.id], 1, key=f"rule_{fiscal_year}_{rule.id}", help=t(f"rule.{rule.id}.help"),
                )
            )  # fmt: skip
        wanted = {id_: value for id_, value in values.items() if value != now[id_]}
        with st.container(horizontal=True):
            asked = st.button(
                t("settings.preview"), type="primary", icon=":material/preview:", disabled=not wanted,
                key="rules_preview",
            )  # fmt: skip
            st.button(t("settings.cancel"), type="tertiary", key="rules_cancel", on_click=_leave)
        if not wanted:
            st.caption(t("settings.rules.unchanged"))
            return
        moves = _preview(view, wanted, asked=asked)
        if moves is None:
            return
        draw_moves(view, moves, key="rules_moves")

        def store_it(signed: Signed, progress: Progress) -> str:
            return t("settings.rules.done", batch=set_rules(fiscal_year, wanted, signed, progress))

        label = t("settings.rules.store", n=number(len(wanted)))
        draw_signing("rules", label, ":material/save:", store_it, of=sorted(wanted.items()))


def _leave() -> None:
    close_form()
    st.session_state.pop(_PREVIEW, None)


def _preview(view: View, wanted: Mapping[str, int], *, asked: bool) -> Moves | None:
    """What these values would move on this store: worked out when asked for, remembered while nothing changes."""
    key = (seen(view), tuple(sorted(wanted.items())), data.snapshot().id)
    known = st.session_state.get(_PREVIEW)
    if not asked and (known is None or known[0] != key):
        return None
    if known is None or known[0] != key:
        moves = _rehearse(view, wanted)
        if moves is None:
            return None
        known = st.session_state[_PREVIEW] = (key, moves)
    found: Moves = known[1]
    return found


def _rehearse(view: View, wanted: Mapping[str, int]) -> Moves | None:
    bar = st.progress(0.0, t("settings.rehearsing"))

    def tell(step: str, share: float) -> None:
        bar.progress(share, t(f"progress.{step}"))

    try:
        with (
            drawing.given_up(),
            rehearsed_rules(store(), year_of(view), wanted, tell) as after,
            data.snapshot().open() as before,
        ):
            bar.progress(0.85, t("settings.comparing"))
            return what_moves(before, after, seen(view))
    except SammachipError as error:
        st.error(words_of(error, language()), icon=":material/error:")
        return None
    finally:
        bar.empty()

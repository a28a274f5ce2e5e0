"""Setting a target is an import of one row through the ordinary door; removing one is a change of settings.

Both show first which areas would be judged by another target; both are batches that can be taken back.
"""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import streamlit as st

from dashboard.errors import SammachipError
from dashboard.intake.importing import import_files
from dashboard.intake.report import ImportReport, words_of
from dashboard.measures.moving import Move, target_moves
from dashboard.programme import MEASURES
from dashboard.registers import PLACE_CODES, Place, by_name
from dashboard.settings import read_settings
from dashboard.store.changing import remove_target
from dashboard.ui import data, places
from dashboard.ui.settings_page.asked import store, targets_now, whole_year
from dashboard.ui.settings_page.moves import draw_move_rows
from dashboard.ui.settings_page.rules import draw_signature
from dashboard.ui.view import View
from dashboard.ui.words import language, measure_name, measure_of, number, t, year

_DONE = "_target_done"
NATION = "-"  # in the address: the target of the nation
MOST_DECIMALS = "%.4g"


def draw_target_done() -> None:
    """That the last change of this session was stored, once."""
    done = st.session_state.pop(_DONE, None)
    if done:
        st.success(done, icon=":material/check_circle:")


def draw_target_form(view: View, fiscal_year: int) -> None:
    """Which measure, for whom, how much; then what it would move, then storing it."""
    measures = [m.id for m in MEASURES]
    asked, on = view.get("measure"), view.get("on")
    codes = _areas(fiscal_year, on)
    with st.container(key="target_form", border=True):
        st.subheader(t("settings.targets.form", year=year(fiscal_year)), anchor=False)
        names = {m: measure_name(m) for m in measures}
        where = {c: _area_word(c) for c in codes}
        first, second, third = st.columns([5, 4, 2], vertical_alignment="bottom")
        measure = first.selectbox(
            t("kpi.measure"), measures, measures.index(asked) if asked in measures else measures.index("practising"),
            key=f"target_measure_{asked}", format_func=names.__getitem__,
        )  # fmt: skip
        area = second.selectbox(
            t("league.area"), codes, codes.index(on) if on in codes else 0, key=f"target_area_{on}",
            format_func=where.__getitem__,
        )  # fmt: skip
        code = "" if area == NATION else area
        now = next((r.target for r in targets_now(fiscal_year) if (r.measure, r.area_code) == (measure, code)), None)
        target = third.number_input(
            f"{t('kpi.target')} ({t('settings.unit.' + measure_of(measure).unit)})", 0.0, 1_000_000.0, now, 1.0,
            format=MOST_DECIMALS, key=f"target_value_{fiscal_year}_{measure}_{area}",
        )  # fmt: skip
        if target is None or target == now:
            st.caption(t("settings.targets.unchanged" if target is not None else "settings.targets.fill"))
            st.button(t("settings.cancel"), type="tertiary", key="target_cancel", on_click=close_form)
            return
        moves = data.fetch(target_moves, whole_year(fiscal_year), measure, code, float(target))
        _draw_moves(view, moves, "target_moves")
        with st.container(horizontal=True):
            if st.button(t("settings.targets.store"), type="primary", icon=":material/save:", key="target_store"):
                _store(fiscal_year, code, measure, float(target))
            st.button(t("settings.cancel"), type="tertiary", key="target_cancel", on_click=close_form)


def _areas(fiscal_year: int, on: str) -> list[str]:
    """The nation, the year's provinces and districts, and the area that the address asks for."""
    rows = data.records("pages/settings_areas", fiscal_year=fiscal_year)
    codes = [NATION, *(row["code"] for row in rows)]
    given = {r.area_code for r in targets_now(fiscal_year)}
    return codes if on in codes or on not in given else [*codes, on]


def _area_word(code: str) -> str:
    if code == NATION:
        return places.name("")
    return places.name(code) if len(code) == 2 else f"{places.name(code[:2])} › {places.name(code)}"


def close_form() -> None:
    """Leave the form or the removal: the address says so."""
    for own in ("edit", "measure", "on", "remove"):
        st.query_params.pop(own, None)


def _draw_moves(view: View, moves: list[Move], key: str) -> None:
    turned = sum(move.before.status != move.after.status for move in moves)
    st.caption(t("settings.targets.moves", n=number(len(moves)), turned=number(turned)))
    draw_move_rows(view, moves[:100], title=t("settings.targets.judged"), key=key, with_area=True)


def _store(fiscal_year: int, area_code: str, measure: str, target: float) -> None:
    """One row of the register, imported like any file."""
    try:
        report = import_target(fiscal_year, area_code, measure, target)
    except SammachipError as error:
        st.error(words_of(error, language()), icon=":material/error:")
        return
    if report.batch is None or report.n_rejected:
        st.error("  \n".join(r.message(language()) for r in report.rejects), icon=":material/error:")
        return
    st.session_state[_DONE] = t("settings.targets.done", batch=report.batch)
    close_form()
    st.rerun()


def import_target(fiscal_year: int, area_code: str, measure: str, target: float) -> ImportReport:
    """Import a register of one target into the store that is shown, strictly: refused, it stores nothing."""
    register, here = by_name()["targets"], store()
    code = PLACE_CODES[Place.ANY]["area_code"][0]
    year_, measure_, target_ = (register.column(c).heading for c in ("fiscal_year", "measure", "target"))
    with tempfile.TemporaryDirectory(prefix="sammachip-") as folder:
        path = Path(folder) / f"{t('settings.targets.file', year=fiscal_year)}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(
                [[year_, code, measure_, target_], [fiscal_year, area_code, measure, repr(target)]]
            )
        return import_files([path], here, read_settings(), kind=here.current().kind, strict=True)


def draw_removal(view: View, fiscal_year: int) -> None:
    """What removing a target would move, and the button that does it."""
    measure, _, area = view.get("remove").partition("~")
    code = "" if area == NATION else area
    row = next((r for r in targets_now(fiscal_year) if (r.measure, r.area_code) == (measure, code)), None)
    if row is None:
        return
    with st.container(key="target_removal", border=True):
        st.subheader(t("settings.targets.removal", measure=measure_name(measure), area=places.name(code)), anchor=False)
        moves = data.fetch(target_moves, whole_year(fiscal_year), measure, code, None)
        _draw_moves(view, moves, "removal_moves")
        signed = draw_signature("removal")
        with st.container(horizontal=True):
            if st.button(t("settings.targets.remove_yes"), type="primary", icon=":material/delete:", key="remove_yes"):
                try:
                    batch = remove_target(store(), fiscal_year, code, measure, signed)
                except SammachipError as error:
                    st.error(words_of(error, language()), icon=":material/error:")
                    return
                st.session_state[_DONE] = t("settings.targets.removed", batch=batch)
                close_form()
                st.rerun()
            st.button(t("settings.cancel"), type="tertiary", key="removal_cancel", on_click=close_form)

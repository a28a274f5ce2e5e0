"""Setting a target of an area, or removing one: both show first what they change, both are batches of settings."""

from __future__ import annotations

import streamlit as st

from dashboard.measures.moving import Move, target_moves
from dashboard.programme import MEASURES
from dashboard.store.changing import Progress, Signed
from dashboard.ui import data, places
from dashboard.ui.settings_page.acts import remove_target, set_target
from dashboard.ui.settings_page.asked import seen, targets_now, year_of
from dashboard.ui.settings_page.moves import draw_move_rows
from dashboard.ui.settings_page.signing import close_form, draw_signing
from dashboard.ui.view import View
from dashboard.ui.words import measure_name, measure_of, number, t, year

NATION = "-"  # in the address: the target of the nation
MOST_MOVES = 100
_FORMAT = "%.10g"  # as many digits as it has, never an exponent


def draw_target_form(view: View) -> None:
    """Which measure, for whom, how much; then what it would move, then storing it."""
    fiscal_year = year_of(view)
    measures = [m.id for m in MEASURES]
    asked, on = view.get("measure"), view.get("on") or view.filters.area or NATION
    where = _areas(fiscal_year, on)
    with st.container(key="target_form", border=True):
        st.subheader(t("settings.targets.form", year=year(fiscal_year)), anchor=False)
        names = {m: measure_name(m) for m in measures}
        first, second, third = st.columns([5, 4, 2], vertical_alignment="bottom")
        measure = first.selectbox(
            t("kpi.measure"), measures, measures.index(asked) if asked in measures else measures.index("practising"),
            key=f"target_measure_{asked}", format_func=names.__getitem__,
        )  # fmt: skip
        area = second.selectbox(
            t("league.area"), list(where), list(where).index(on) if on in where else 0, key=f"target_area_{on}",
            format_func=where.__getitem__,
        )  # fmt: skip
        code = "" if area == NATION else area
        now = next((r.target for r in targets_now(fiscal_year) if (r.measure, r.area_code) == (measure, code)), None)
        about_it = measure_of(measure)
        target = third.number_input(
            f"{t('kpi.target')} ({t('settings.unit.' + about_it.unit)})", 0.0, float(about_it.highest_target), now, 1.0,
            format=_FORMAT, key=f"target_value_{fiscal_year}_{measure}_{area}",
        )  # fmt: skip
        if target is None or target == now:
            st.caption(t("settings.targets.unchanged" if target is not None else "settings.targets.fill"))
        else:
            _draw_moves(view, data.fetch(target_moves, seen(view), measure, code, float(target)), "target_moves")

            def store_it(signed: Signed, progress: Progress) -> str:
                batch = set_target(fiscal_year, code, measure, float(target), signed, progress)
                return t("settings.targets.done", batch=batch)

            draw_signing("target", t("settings.targets.store"), ":material/save:", store_it, of=(measure, area, target))
        st.button(t("settings.cancel"), type="tertiary", key="target_cancel", on_click=close_form)


def _areas(fiscal_year: int, on: str) -> dict[str, str]:
    """Code → words: the nation, the year's provinces and districts, and the area that the address asks for."""
    rows = data.records("pages/settings_areas", fiscal_year=fiscal_year)
    codes = [row["code"] for row in rows]
    names = places.names(codes)
    found = {NATION: places.name("")} | {
        code: names[code] if len(code) == 2 else f"{names[code[:2]]} › {names[code]}" for code in codes
    }
    if on in found or not on.isdigit() or data.records("areas/is_known", area=on) != [{"is_known": True}]:
        return found
    return {**found, on: places.full_name(on)}


def _draw_moves(view: View, moves: list[Move], key: str) -> None:
    turned = sum(move.turns for move in moves)
    st.caption(t("settings.targets.moves", n=number(len(moves)), turned=number(turned)))
    draw_move_rows(
        view, moves[:MOST_MOVES], title=t("settings.targets.judged"), key=key, with_area=True, with_change=False
    )
    if len(moves) > MOST_MOVES:
        st.caption(t("attention.longer", n=number(MOST_MOVES), of=number(len(moves))))


def draw_removal(view: View) -> None:
    """What removing a target would move, and the button that does it."""
    fiscal_year = year_of(view)
    measure, _, area = view.get("remove").partition("~")
    code = "" if area == NATION else area
    row = next((r for r in targets_now(fiscal_year) if (r.measure, r.area_code) == (measure, code)), None)
    if row is None:
        return
    with st.container(key="target_removal", border=True):
        st.subheader(t("settings.targets.removal", measure=measure_name(measure), area=places.name(code)), anchor=False)
        _draw_moves(view, data.fetch(target_moves, seen(view), measure, code, None), "removal_moves")

        def store_it(signed: Signed, _progress: Progress) -> str:
            batch = remove_target(fiscal_year, code, measure, signed)
            return t("settings.targets.removed", batch=batch)

        draw_signing("removal", t("settings.targets.remove_yes"), ":material/delete:", store_it, of=(measure, area))
        st.button(t("settings.cancel"), type="tertiary", key="removal_cancel", on_click=close_form)

"""The programme's rules of a year: what they are, where they come from, and changing them.

What would move is shown first, from a rehearsal of the very change; the change itself is a batch that can be undone.
"""

from __future__ import annotations

import streamlit as st

from dashboard.errors import SammachipError
from dashboard.intake.report import words_of
from dashboard.measures.moving import Moves, what_moves
from dashboard.programme import RULES, rules_of
from dashboard.store.changing import Signed, change_rules, rehearsed_rules
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.settings_page.asked import is_own, last_change, rules_now, store, values_of, whole_year, year_of
from dashboard.ui.settings_page.moves import draw_moves
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, language, measure_name, number, t, year

_DONE = "_rules_done"
_PREVIEW = "_rules_preview"


def draw_rules(view: View, *, key: str = "rules") -> None:
    """The table of the rules with their sources, and the way to change them."""
    fiscal_year = year_of(view)
    title = t("settings.rules", year=year(fiscal_year))
    with block(key, title, t("settings.rules.note")) as menu:
        _draw_done()
        draw_table(
            [Column("name", t("settings.rule")), Column("value", t("settings.rule.value"), "number"),
             Column("own", t("settings.rule.programme"), "number"), Column("source", t("settings.source")),
             Column("moves", t("settings.rule.moves"))],
            [_row(fiscal_year, rule.id) for rule in RULES],
            key=f"{key}_table", caption=title,
        )  # fmt: skip
        st.caption(t("settings.rules.source"))
        if view.get("edit") == "rules":
            _draw_form(view, fiscal_year)
        else:
            st.button(t("settings.edit"), icon=":material/edit:", key=f"{key}_edit", on_click=_edit)
    if menu:
        with menu:
            headings = {"name": t("settings.rule"), "value": t("settings.rule.value"), "unit": t("settings.unit"),
                        "own": t("settings.rule.programme"), "source": t("settings.source")}  # fmt: skip
            now, own = values_of(rules_now(fiscal_year)), values_of(rules_of(fiscal_year))
            rows: list[dict[str, object]] = [
                {"name": t(f"rule.{r.id}.name"), "value": now[r.id], "unit": t(f"rule.{r.id}.unit"), "own": own[r.id],
                 "source": _source(fiscal_year, r.id)[0]}
                for r in RULES
            ]  # fmt: skip
            draw_downloads(f"rules-{fiscal_year}", headings, rows, about(view, title, len(rows)), key=key)


def _edit() -> None:
    st.query_params["edit"] = "rules"


def _row(fiscal_year: int, rule: str) -> Row:
    (info,) = (r for r in RULES if r.id == rule)
    source, note = _source(fiscal_year, rule)
    own = getattr(rules_of(fiscal_year), rule)
    unit = t(f"rule.{rule}.unit")
    is_changed = is_own(fiscal_year, rule)
    return Row(
        rule,
        {
            "name": Cell(t(f"rule.{rule}.name"), note=t(f"rule.{rule}.help")),
            "value": f"{number(getattr(rules_now(fiscal_year), rule))} {unit}",
            "own": f"{number(own)} {unit}",
            "source": Cell(source, note=note, icon="edit" if is_changed else "account_balance"),
            "moves": measure_name(info.measure, short=True),
        },
    )  # fmt: skip


def _source(fiscal_year: int, rule: str) -> tuple[str, str]:
    """Where a rule comes from: the programme, or the office's change, with when, who and why."""
    if not is_own(fiscal_year, rule):
        return t("settings.source.programme"), ""
    batch = last_change(fiscal_year, rule)
    if batch is None:
        return t("settings.source.office"), ""
    first = batch.changes[0]
    told = [t("import_page.batch", batch=batch.batch_id), day(batch.stored_at.date()),
            first.changed_by or "", first.reason or ""]  # fmt: skip
    return t("settings.source.office"), " · ".join(filter(None, told))


def _draw_form(view: View, fiscal_year: int) -> None:
    """The new values, who and why; then what would move, then storing it."""
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
        signed = draw_signature("rules")
        wanted = {id_: value for id_, value in values.items() if value != now[id_]}
        with st.container(horizontal=True):
            asked = st.button(
                t("settings.preview"), type="primary", icon=":material/preview:", disabled=not wanted,
                key="rules_preview",
            )  # fmt: skip
            st.button(t("settings.cancel"), type="tertiary", key="rules_cancel", on_click=_close)
        if not wanted:
            st.caption(t("settings.rules.unchanged"))
            return
        moves = _preview(fiscal_year, wanted, asked=asked)
        if moves is None:
            return
        draw_moves(view, moves, fiscal_year, key="rules_moves")
        if st.button(t("settings.rules.store", n=number(len(wanted))), type="primary", icon=":material/save:",
                     key="rules_store"):  # fmt: skip
            _store(fiscal_year, wanted, signed)


def draw_signature(key: str) -> Signed:
    """Who changes a setting and why: both may stay empty."""
    who, why = st.columns([1, 2])
    return Signed(
        who.text_input(t("settings.by"), key=f"{key}_by", max_chars=120),
        why.text_input(t("settings.reason"), key=f"{key}_reason", max_chars=300, placeholder=t("settings.reason.hint")),
    )


def _close() -> None:
    st.query_params.pop("edit", None)
    st.session_state.pop(_PREVIEW, None)


def _preview(fiscal_year: int, wanted: dict[str, int], *, asked: bool) -> Moves | None:
    """What these values would move on this store: worked out when asked for, remembered while nothing changes."""
    key = (fiscal_year, tuple(sorted(wanted.items())), data.snapshot().id)
    known = st.session_state.get(_PREVIEW)
    if not asked and (known is None or known[0] != key):
        return None
    if known is None or known[0] != key:
        moves = _rehearse(fiscal_year, wanted)
        if moves is None:
            return None
        known = st.session_state[_PREVIEW] = (key, moves)
    found: Moves = known[1]
    return found


def _rehearse(fiscal_year: int, wanted: dict[str, int]) -> Moves | None:
    bar = st.progress(0.0, t("settings.rehearsing"))

    def tell(step: str, share: float) -> None:
        bar.progress(share, t(f"progress.{step}"))

    try:
        with rehearsed_rules(store(), fiscal_year, wanted, tell) as after, data.snapshot().open() as before:
            bar.progress(0.85, t("settings.comparing"))
            return what_moves(before, after, whole_year(fiscal_year))
    except SammachipError as error:
        st.error(words_of(error, language()), icon=":material/error:")
        return None
    finally:
        bar.empty()


def _store(fiscal_year: int, wanted: dict[str, int], signed: Signed) -> None:
    bar = st.progress(0.0, t("settings.storing"))

    def tell(step: str, share: float) -> None:
        bar.progress(share, t(f"progress.{step}"))

    try:
        batch = change_rules(store(), fiscal_year, wanted, signed, tell)
    except SammachipError as error:
        st.error(words_of(error, language()), icon=":material/error:")
        return
    finally:
        bar.empty()
    st.session_state[_DONE] = batch
    _close()
    st.rerun()


def _draw_done() -> None:
    """That the last change of this session was stored, once."""
    batch = st.session_state.pop(_DONE, None)
    if batch is not None:
        st.success(t("settings.rules.done", batch=batch), icon=":material/check_circle:")

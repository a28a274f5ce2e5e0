"""What a change would move, before it is stored: measures of the view and the nation, stages, warnings, districts."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.measures import MeasureValue
from dashboard.measures.moving import Move, Moves
from dashboard.programme import STAGES
from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.cards import change_of, counted, status_word, target_words
from dashboard.ui.download import draw_downloads
from dashboard.ui.settings_page.asked import seen
from dashboard.ui.tables import Cell, Column, Row, change_cell, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, measure_name, measured, number, t, year

_ICONS = {"met": "check_circle", "near": "contrast", "behind": "error"}


def draw_moves(view: View, moves: Moves, *, key: str) -> None:
    """The measures of the view, when it is not the nation, and of the nation; stages and warnings; the districts that
    move most.
    """
    filters = seen(view)
    st.markdown(f"**{t('settings.moves', year=year(filters.fiscal_year), day=day(filters.as_of))}**")
    if not moves.nation and not moves.stages and not moves.warnings:
        st.info(t("settings.moves.nothing"), icon=":material/info:")
        return
    left, right = st.columns([5, 6], gap="medium")
    with left:
        if filters.areas:
            where = ", ".join(places.full_name(code) for code in filters.areas)
            title = t("settings.moves.here", area=where)
            draw_move_rows(view, moves.here, title=title, key=f"{key}_here", with_area=False)
        draw_move_rows(view, moves.nation, title=t("settings.moves.nation"), key=f"{key}_nation", with_area=False)
        _draw_counts(view, moves, key)
    with right:
        title = t("settings.moves.areas", n=number(moves.n_areas))
        draw_move_rows(view, moves.areas, title=title, key=f"{key}_areas", with_area=True)


def draw_move_rows(
    view: View, moves: Sequence[Move], *, title: str, key: str, with_area: bool, with_change: bool = True
) -> None:
    """Measures before and after, with numerator and denominator, target and status of each; the change of the value
    where it can be another one.
    """
    names = places.names({move.area_code for move in moves}) if with_area else {}
    columns = [
        Column("measure", t("kpi.measure")), Column("before", t("settings.before"), "number"),
        Column("after", t("settings.after"), "number"),
    ]  # fmt: skip
    if with_change:
        columns.append(Column("change", t("settings.change"), "change"))
    if with_area:
        columns.insert(0, Column("area", t("league.area")))
    with block(key, title, menu=bool(moves)) as menu:
        draw_table(
            columns,
            [_row(str(i), move, names) for i, move in enumerate(moves)],
            key=f"{key}_table", caption=title, lead="area" if with_area else "measure",
            nothing=t("settings.moves.none"), fill=True,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"code": t("download.code"), "area": t("league.area"), "measure": t("kpi.measure")}
            for when in ("before", "after"):
                said = t(f"settings.{when}")
                headings |= {when: said, f"{when}_n": f"{said}: {t('explain.numerator')}",
                             f"{when}_of": f"{said}: {t('explain.denominator')}",
                             f"{when}_target": f"{said}: {t('kpi.target')}",
                             f"{when}_status": f"{said}: {t('kpi.status')}"}  # fmt: skip
            rows = [_plain(move, names) for move in moves]
            draw_downloads(key, headings, rows, about(view, title, len(rows)), key=key)


def _row(id_: str, move: Move, names: dict[str, str]) -> Row:
    measure = move.before.measure
    change = change_of(measure, move.after.value, move.before.value)
    return Row(
        id_,
        {
            "area": names.get(move.area_code, ""),
            "measure": measure_name(measure, short=True),
            "before": _value(move.before),
            "after": _value(move.after),
            "change": change_cell(change) if change.words else None,
        },
    )


def _value(value: MeasureValue) -> Cell:
    status = value.status if value.status in _ICONS else ""
    return Cell(
        measured(value.measure, value.value, value.target),
        icon=_ICONS.get(status, ""), status=status, word=status_word(status) if status else "",
        note=" · ".join(filter(None, (counted(value), target_words(value)))),
    )  # fmt: skip


def _plain(move: Move, names: dict[str, str]) -> dict[str, object]:
    row: dict[str, object] = {"code": move.area_code, "area": names.get(move.area_code, places.name(move.area_code)),
                              "measure": measure_name(move.before.measure)}  # fmt: skip
    for when, value in (("before", move.before), ("after", move.after)):
        row |= {when: value.value, f"{when}_n": value.numerator, f"{when}_of": value.denominator,
                f"{when}_target": value.target, f"{when}_status": status_word(value.status)}  # fmt: skip
    return row


def _draw_counts(view: View, moves: Moves, key: str) -> None:
    """Stages and warnings that count otherwise."""
    rows = [
        (t(f"stage.{STAGES[number_ - 1].id}.name"), t("settings.moves.villages"), before, after)
        for number_, before, after in moves.stages
    ] + [(t(f"warning.{code}"), t("settings.moves.warnings"), before, after) for code, before, after in moves.warnings]
    title = t("settings.moves.counts")
    with block(f"{key}_counts", title, menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("settings.moves.what")), Column("before", t("settings.before"), "number"),
             Column("after", t("settings.after"), "number")],
            [Row(str(i), {"name": Cell(name, note=unit), "before": number(before), "after": number(after)})
             for i, (name, unit, before, after) in enumerate(rows)],
            key=f"{key}_counts_table", caption=title, nothing=t("settings.moves.none"),
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"name": t("settings.moves.what"), "unit": t("settings.unit"), "before": t("settings.before"),
                        "after": t("settings.after")}  # fmt: skip
            plain = [dict(zip(headings, row, strict=True)) for row in rows]
            draw_downloads(f"{key}-counts", headings, plain, about(view, title, len(plain)), key=f"{key}_counts")

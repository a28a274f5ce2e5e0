"""The stage funnel of a view: as bars that lead somewhere, or the same numbers as a table."""

from __future__ import annotations

import streamlit as st

from dashboard.measures import AreaStages, fetch_stages
from dashboard.programme import STAGES
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.comparison import compared_stages, compared_words
from dashboard.ui.download import draw_downloads
from dashboard.ui.parts import part
from dashboard.ui.picture_file import note_chart
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t


def draw_stage_funnel(view: View, *, key: str = "funnel") -> None:
    """Villages that reached each stage by the as-of day, with the mark of the day that is compared with."""
    now = data.fetch(fetch_stages, view.filters)[0]
    before = compared_stages(view).get("")
    since = compared_words(view, short=True)
    title = t("funnel.title", n=number(now.villages))
    note = t("funnel.mark", day=since) if since and view.get(key) != "table" else ""
    with block(key, title, note) as menu:
        if view.get(key) == "table":
            _draw_table(now, before, view, key)
        else:
            _draw_bars(now, before, view, key)
    if menu:
        with menu:
            _draw_menu(now, before, view, key, title)


def _shares(now: AreaStages) -> list[float]:
    return [n / now.villages * 100 if now.villages else 0.0 for n in now.reached]


def _draw_bars(now: AreaStages, before: AreaStages | None, view: View, key: str) -> None:
    since = compared_words(view)
    bars = []
    for i, (stage, n, share) in enumerate(zip(STAGES, now.reached, _shares(now), strict=True)):
        facts = {"stage": t(f"stage.{stage.id}.name"), "n": number(n), "of": number(now.villages)}
        told = [t("funnel.hover", **facts, share=percent(share))]
        if before:
            told.append(t("funnel.hover_before", day=since, n=number(before.reached[i])))
        # another area has another number of villages: the mark says its share of them
        then = before.reached[i] / before.villages * 100 if before and before.villages else None
        bars.append(
            {
                "id": stage.id,
                "name": t(f"funnel.{stage.id}.short"),
                "count": number(n),
                "percent": percent(share),
                "share": share,
                "before": then if then != share else None,
                "hover": "\n".join((*told, t("funnel.hover_click"))),
                "href": _link(view, i),
                "here": _is_chosen(view, i),
            }
        )
    part("stages")(key=f"{key}_chart", data={"label": t("funnel.caption"), "stages": bars})
    note_chart()


def _is_chosen(view: View, i: int) -> bool:
    return view.filters.stage == -(i + 1)


def _link(view: View, i: int) -> str:
    """To the villages that have not reached a stage; from there back to all."""
    return view.link(stage=None if _is_chosen(view, i) else f"-{i + 1}")


def _rows(now: AreaStages, before: AreaStages | None) -> list[dict[str, object]]:
    return [
        {
            "number": stage.number,
            "stage": t(f"stage.{stage.id}.name"),
            "reached": n,
            "share": round(share, 1),
            "before": before.reached[i] if before else None,
            "standing": now.standing[stage.number],
        }
        for i, (stage, n, share) in enumerate(zip(STAGES, now.reached, _shares(now), strict=True))
    ]


def _draw_table(now: AreaStages, before: AreaStages | None, view: View, key: str) -> None:
    columns = [
        Column("stage", t("funnel.stage")),
        Column("share", t("funnel.reached"), kind="bar"),
        Column("reached", t("funnel.count"), kind="number"),
    ]
    if before:
        columns.append(Column("before", t("funnel.before", day=compared_words(view)), kind="number"))
    rows = [
        Row(
            str(r["number"]),
            {
                "stage": t(f"funnel.{STAGES[i].id}.short"),
                "share": Cell(percent(_shares(now)[i]), share=_shares(now)[i]),
                "reached": number(now.reached[i]),
                "before": _before(before, i, view) if before else None,
            },
            href=_link(view, i),
            tone="here" if _is_chosen(view, i) else "",
        )
        for i, r in enumerate(_rows(now, before))
    ]
    draw_table(columns, rows, key=f"{key}_table", caption=t("funnel.caption"), lead="stage", fill=True)


def _before(before: AreaStages, i: int, view: View) -> str:
    """The count on another day; of another area the share, for it has another number of villages."""
    return number(before.reached[i]) if view.compare_area is None else percent(_shares(before)[i])


def _draw_menu(now: AreaStages, before: AreaStages | None, view: View, key: str, title: str) -> None:
    table = view.get(key) == "table"

    def _turn() -> None:
        if table:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = "table"

    st.button(
        t("block.as_chart" if table else "block.as_table"),
        on_click=_turn,
        type="tertiary",
        key=f"{key}_turn",
        icon=":material/bar_chart:" if table else ":material/table:",
    )
    headings = {
        "number": t("funnel.number"),
        "stage": t("funnel.stage"),
        "reached": t("funnel.count"),
        "share": t("funnel.reached"),
        "before": t("funnel.before", day=compared_words(view)),
        "standing": t("funnel.standing"),
    }
    rows = _rows(now, before)
    draw_downloads(f"stages-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key, chart=key)

"""The stage funnel of a view: as a chart, or the same numbers as a table."""

from __future__ import annotations

import streamlit as st

from dashboard.charts import CONFIG, draw_funnel, palette
from dashboard.measures import AreaStages, fetch_stages
from dashboard.programme import STAGES
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.comparison import compared_stages, compared_words
from dashboard.ui.download import draw_downloads
from dashboard.ui.screen import is_dark, letters
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
            _draw_chart(now, before, view, key)
    if menu:
        with menu:
            _draw_menu(now, before, view, key, title)


def _shares(now: AreaStages) -> list[float]:
    return [n / now.villages * 100 if now.villages else 0.0 for n in now.reached]


def _draw_chart(now: AreaStages, before: AreaStages | None, view: View, key: str) -> None:
    names = [t(f"funnel.{stage.id}.short") for stage in STAGES]
    since = compared_words(view)
    hovers = [
        t(
            "funnel.hover",
            stage=t(f"stage.{stage.id}.name"),
            n=number(n),
            of=number(now.villages),
            share=percent(share),
        )
        + (f"<br>{t('funnel.hover_before', day=since, n=number(before.reached[i]))}" if before else "")
        + t("funnel.hover_click")
        for i, (stage, n, share) in enumerate(zip(STAGES, now.reached, _shares(now), strict=True))
    ]
    figure = draw_funnel(
        names,
        now.reached,
        [f"<b>{number(n)}</b>  {percent(share)}" for n, share in zip(now.reached, _shares(now), strict=True)],
        hovers,
        most=now.villages,
        colours=palette(dark=is_dark()),
        before=_as_of_villages(before, now.villages) if before else (),
        size=letters(),
    )
    said = ", ".join(f"{name} {number(n)}" for name, n in zip(names, now.reached, strict=True))
    with st.container(key=f"fill_{key}", height=440, border=False):
        st.plotly_chart(
            figure,
            height="stretch",
            theme=None,
            config=CONFIG,
            key=f"{key}_chart",
            on_select=lambda: _choose(f"{key}_chart"),
            alt=t("funnel.alt", of=number(now.villages), said=said),
        )


def _as_of_villages(before: AreaStages, villages: int) -> list[float]:
    """What is compared with, on the scale of these villages: another area has another number of them."""
    return [n / before.villages * villages if before.villages else 0.0 for n in before.reached]


def _choose(chart: str) -> None:
    """A click on a stage limits the page to the villages that have not reached it; once more takes that away."""
    state = st.session_state.get(chart)
    stages = [int(p["customdata"]) for p in (state.selection.points if state else []) if p.get("customdata")]
    if stages:
        chosen = f"-{stages[0]}"
        if st.query_params.get("stage") == chosen:
            del st.query_params["stage"]
        else:
            st.query_params["stage"] = chosen


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
            href=view.link(stage=None if view.filters.stage == -(i + 1) else f"-{i + 1}"),
            tone="here" if view.filters.stage == -(i + 1) else "",
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

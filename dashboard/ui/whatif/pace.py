"""What must we do? The pace each area needs to reach its target by a day, beside the paces that there were."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from dashboard.programme import last_day
from dashboard.scenario.answers import WHATS, what_we_must_do
from dashboard.scenario.pacing import Pace, Verdict, has_pace
from dashboard.ui import data, places
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.filter_line import months_of, pick_day
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.whatif.asked import DEFAULT_WHAT, Asked
from dashboard.ui.whatif.said import ICONS, pace_words, tied, what_name, what_value
from dashboard.ui.whatif.total import scenario_about
from dashboard.ui.words import day, number, t

PACED = tuple(what for what in WHATS if has_pace(what))
_STATUS = {"reached": "met", "keep": "met", "faster": "near", "record": "near", "impossible": "behind"}
_ORDER = {"impossible": 0, "record": 1, "faster": 2, "keep": 3, "reached": 4}


def draw_pace(view: View, asked: Asked) -> None:
    """The choice of measure and day, and the table of the areas, the most pressing first."""
    what = asked.what if asked.what in PACED else DEFAULT_WHAT
    _draw_choice(view, asked, what)
    title = t("whatif.pace", what=what_name(what), day=day(asked.until))
    found = data.fetch(what_we_must_do, view.filters, what, asked.until, asked.counted)
    found = sorted(found, key=lambda p: (_ORDER.get(p.verdict, 5), -(p.needed or 0), p.area_code))
    with block("whatif_pace", title, t("whatif.pace.note"), measures=tied(what)) as menu:
        st.caption(summary(found))
        names = places.names(p.area_code for p in found)
        draw_table(
            [Column("name", t("whatif.area")), Column("verdict", t("whatif.verdict")),
             Column("now", t("whatif.now"), "number"), Column("target", t("whatif.scenario_target"), "number"),
             Column("missing", t("whatif.missing"), "number"), Column("needed", t("whatif.needed"), "number"),
             Column("recent", t("whatif.recent"), "number"), Column("best", t("whatif.best"), "number"),
             Column("siblings", t("whatif.siblings"), "number")],
            [_row(p, names[p.area_code]) for p in found],
            key="whatif_pace_table", caption=title, fill=True,
        )  # fmt: skip
        st.caption(t("whatif.pace.method"))
    if menu:
        with menu:
            _downloads(view, asked, found, names, title)


def summary(found: list[Pace]) -> str:
    """How many areas stand where, in words; the impossible said plainly."""
    counts = {v: sum(p.verdict == v for p in found) for v in get_args(Verdict)}
    return " · ".join(
        t("whatif.pace.count", n=number(n), verdict=t(f"whatif.verdict.{v}")) for v, n in counts.items() if n
    )


def _row(found: Pace, name: str) -> Row:
    status = _STATUS.get(found.verdict, "none")
    return Row(
        found.area_code,
        {
            "name": name,
            "verdict": Cell(t(f"whatif.verdict.{found.verdict}"), status=status, icon=ICONS.get(status, ""),
                            note=why(found)),
            "now": what_value(found.what, found.now, found.target),
            "target": what_value(found.what, found.target),
            "missing": number(found.missing),
            "needed": pace_words(found.needed),
            "recent": pace_words(found.recent),
            "best": pace_words(found.best),
            "siblings": pace_words(found.siblings),
        },
    )  # fmt: skip


def why(found: Pace) -> str:
    """Why it is impossible."""
    if found.verdict != "impossible":
        return ""
    if not found.weeks:
        return t("whatif.impossible.no_day")
    if found.needed is not None and found.record is not None and found.needed > found.record:
        return t("whatif.impossible.record", n=pace_words(found.record))
    return t("whatif.impossible.too_much")


def _draw_choice(view: View, asked: Asked, what: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="whatif_choice"):
        named = {id_: what_name(id_) for id_ in PACED}
        st.session_state["whatif_pace_what"] = what
        st.selectbox(t("whatif.measure"), PACED, key="whatif_pace_what", format_func=lambda id_: named[id_],
                     on_change=_choose, width=360)  # fmt: skip
        months = [*months_of(view.filters.fiscal_year), *months_of(view.filters.fiscal_year + 1)]
        pick_day("whatif_until", asked.until, months, "until", t("whatif.until"))
        st.caption(f"{t('whatif.until.year')}: {day(last_day(view.filters.fiscal_year))}")


def _choose() -> None:
    st.query_params["what"] = st.session_state["whatif_pace_what"]


def _downloads(view: View, asked: Asked, found: list[Pace], names: dict[str, str], title: str) -> None:
    headings = {
        "code": t("whatif.area_code"), "name": t("whatif.area"), "verdict": t("whatif.verdict"), "now": t("whatif.now"),
        "target": t("whatif.scenario_target"), "missing": t("whatif.missing"), "needed": t("whatif.needed"),
        "recent": t("whatif.recent"), "best": t("whatif.best"), "siblings": t("whatif.siblings"),
    }  # fmt: skip
    rows: list[dict[str, object]] = [
        {"code": p.area_code, "name": names[p.area_code], "verdict": t(f"whatif.verdict.{p.verdict}"), "now": p.now,
         "target": p.target, "missing": p.missing, "needed": p.needed, "recent": p.recent, "best": p.best,
         "siblings": p.siblings}
        for p in found
    ]  # fmt: skip
    draw_downloads(f"scenario-pace-{view.filters.as_of}", headings, rows, scenario_about(view, asked, title, len(rows)),
                   key="whatif_pace")  # fmt: skip

"""Where do we land? Every measure and stage on the last day of the year, and one of them area by area."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.outlook import Landing, draw_outlook
from dashboard.measures.judging import BY_ID
from dashboard.scenario.answers import WHATS, one_history, where_we_land
from dashboard.scenario.changes import RateAs
from dashboard.scenario.projecting import Projection
from dashboard.scenario.trying import scale_of
from dashboard.ui import data, places
from dashboard.ui.blocks import block
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.download import draw_downloads
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.trend import month_ticks
from dashboard.ui.twins import draw_turn, shows_table
from dashboard.ui.view import View
from dashboard.ui.whatif.asked import Asked
from dashboard.ui.whatif.said import ICONS, tied, what_name, what_value
from dashboard.ui.whatif.total import scenario_about
from dashboard.ui.words import day, number, t

_STATUS = {"reaches": "met", "open": "near", "misses": "behind", "none": ""}


def draw_land(view: View, asked: Asked) -> None:
    """All measures at the left; at the right the chosen one as a line, and by area."""
    left, right = st.columns([13, 10], gap="medium")
    with left:
        _draw_all(view, asked)
    with right:
        _draw_line(view, asked)
        _draw_areas(view, asked)


def _draw_all(view: View, asked: Asked) -> None:
    title = t("whatif.land", day=day(asked.until))
    found = data.fetch(where_we_land, view.filters, asked.until, WHATS[1:], asked.counted)
    with block("whatif_land", title, t("whatif.land.note")) as menu:
        _draw_rows(view, asked, found, "what", title, "whatif_land_table")
        st.caption(t("whatif.land.method"))
        if any(isinstance(change, RateAs) for change in asked.stack.active):
            st.caption(f":material/info: {t('whatif.land.rates')}")
    if menu:
        with menu:
            _downloads(view, asked, found, title, "whatif_land")


def _draw_areas(view: View, asked: Asked) -> None:
    title = t("whatif.land.areas", what=what_name(asked.what))
    found = data.fetch(where_we_land, view.filters, asked.until, (asked.what,), asked.counted, by_area=True)
    with block("whatif_land_areas", title, measures=tied(asked.what)) as menu:
        _draw_rows(view, asked, found, "area", title, "whatif_land_areas_table")
    if menu:
        with menu:
            _downloads(view, asked, found, title, "whatif_land_areas")


def _draw_rows(
    view: View, asked: Asked, found: Sequence[Projection], by: Literal["what", "area"], title: str, key: str
) -> None:
    names = places.names(p.area_code for p in found) if by == "area" else {}
    rows = [
        Row(
            p.what if by == "what" else p.area_code,
            {
                "name": what_name(p.what) if by == "what" else names[p.area_code],
                "now": what_value(p.what, p.now, p.target),
                "then": landing_cell(p),
                "error": error_cell(p),
            },
            href=view.link(what=p.what) if by == "what" else view.link(area=p.area_code),
            tone="here" if by == "what" and p.what == asked.what else "",
        )
        for p in found
    ]
    draw_table(
        [Column("name", t("whatif.measure" if by == "what" else "whatif.area")),
         Column("now", t("whatif.now"), "number"), Column("then", t("whatif.projected"), "interval"),
         Column("error", t("whatif.error"), help=t("whatif.error.help"), minor=True)],
        rows, key=key, caption=title, fill=True,
    )  # fmt: skip


def landing_cell(found: Projection) -> Cell:
    """The value in its interval on a way of 0 to 100 %, whether it clears the target; or why nothing can be told."""
    if found.value is None or found.low is None or found.high is None:
        return Cell(t(f"whatif.reason.{found.reason}"))
    if found.reason:
        return Cell(what_value(found.what, found.value, found.target), note=t(f"whatif.reason.{found.reason}"))
    value, low, high = (what_value(found.what, v, found.target) for v in (found.value, found.low, found.high))
    words = t("whatif.between", value=value, low=low, high=high)
    is_share = found.method in ("share", "slowing") or (found.method == "level" and found.what != "income_growth")
    drawn = is_share and (found.what not in BY_ID or BY_ID[found.what].unit == "percent")
    return Cell(
        words,
        share=found.value if drawn else None,
        low=found.low if drawn else None,
        high=found.high if drawn else None,
        zero=0.0 if drawn else None,
        goal=float(found.target) if drawn and found.target is not None and found.target <= 100 else None,
        status=_STATUS[found.outlook],
        icon=ICONS.get(_STATUS[found.outlook], ""),
        word=t(f"whatif.outlook.{found.outlook}") if found.outlook != "none" else "",
    )


def reason_words(found: Projection) -> str:
    """Why nothing can be told, or nothing changes; '' for a projection."""
    return t(f"whatif.reason.{found.reason}") if found.reason else ""


def error_cell(found: Projection) -> Cell | str:
    """How wrong the method was on past weeks, or that the history is too short to know."""
    if found.method == "given" or found.value is None or found.reason:
        return "–"
    if found.backtest is None:
        return t("whatif.error.short")
    unit = "points" if found.what not in BY_ID or BY_ID[found.what].unit == "percent" else "number"
    tried = t("whatif.error.tried", weeks=number(found.backtest.weeks), tries=number(found.backtest.tries))
    return Cell(t(f"whatif.error.{unit}", n=number(found.backtest.error, 1)), note=tried)


def _draw_line(view: View, asked: Asked) -> None:
    title = t("whatif.line", what=what_name(asked.what))
    (found,) = data.fetch(where_we_land, view.filters, asked.until, (asked.what,), asked.counted)
    history = data.fetch(one_history, view.filters, asked.what, asked.counted)
    factor = scale_of(asked.what)
    has_size = asked.what not in BY_ID or BY_ID[asked.what].has_denominator
    points = [
        (history.day(week), float(factor * top / bottom) if has_size and bottom else None if has_size else float(top))
        for week, (top, bottom) in enumerate(zip(history.numerators, history.denominators, strict=True))
    ]
    with block("whatif_line", title, measures=tied(asked.what)) as menu:
        if shows_table(view, "whatif_line"):
            draw_table(
                [Column("day", t("whatif.day")), Column("value", _so_far(asked), "number")],
                [
                    Row(str(on), {"day": day(on), "value": what_value(asked.what, value)},
                        href=view.link(as_of=on.isoformat()))
                    for on, value in points[::-4]
                ],
                key="whatif_line_table", caption=title, lead="day",
            )  # fmt: skip
        else:
            _draw_chart(view, asked, found, points)
    if menu:
        with menu:
            draw_turn(view, "whatif_line")
            headings = {"day": t("whatif.day"), "value": _so_far(asked), "low": t("whatif.low"),
                        "projected": t("whatif.projected"), "high": t("whatif.high")}  # fmt: skip
            rows: list[dict[str, object]] = [{"day": on, "value": value} for on, value in points]
            rows.append({"day": found.day, "low": found.low, "projected": found.value, "high": found.high})
            chart = "" if shows_table(view, "whatif_line") else "whatif_line"
            told = scenario_about(view, asked, title, len(rows))
            draw_downloads(f"scenario-line-{asked.what}", headings, rows, told, key="whatif_line", chart=chart)


def _so_far(asked: Asked) -> str:
    """What the weeks so far are: of other villages, rules or rates they are a scenario as well."""
    return t("whatif.scenario" if asked.stack.active else "whatif.actual")


def _draw_chart(view: View, asked: Asked, found: Projection, points: list[tuple[date, float | None]]) -> None:
    what, landing = asked.what, None
    if found.value is not None and found.low is not None and found.high is not None and not found.reason:
        said = f"{day(found.day)}<br>{t('whatif.projected')} <b>{landing_cell(found).text}</b>"
        landing = Landing(found.day, found.value, found.low, found.high, said, view.link(tab="pace"))
    goal = "" if found.target is None else t("card.target", target=what_value(what, found.target))
    figure = draw_outlook(
        points,
        [f"{day(on)}<br><b>{what_value(what, value)}</b>" for on, value in points],
        landing,
        months=month_ticks(view.filters.fiscal_year),
        names=(_so_far(asked), t("whatif.projected")),
        goal=None if found.target is None else float(found.target),
        goal_label=goal,
        suffix="%" if what not in BY_ID or BY_ID[what].unit == "percent" else "",
        colours=palette(dark=is_dark()),
        size=letters(),
    )
    with st.container(key="short_whatif_line"):
        draw_chart(
            figure, [view.link(as_of=on.isoformat()) for on, _ in points], key="whatif_line_chart",
            alt=t("whatif.line.alt", what=what_name(what), now=what_value(what, found.now),
                  landing=landing_cell(found).text, day=day(found.day)),
        )  # fmt: skip


def _downloads(view: View, asked: Asked, found: Sequence[Projection], title: str, key: str) -> None:
    headings = {
        "code": t("whatif.area_code"), "what": t("whatif.measure"), "now": t("whatif.now"), "low": t("whatif.low"),
        "value": t("whatif.projected"), "high": t("whatif.high"), "target": t("whatif.scenario_target"),
        "outlook": t("whatif.outlook"), "error": t("whatif.error"), "reason": t("whatif.reason"),
    }  # fmt: skip
    rows: list[dict[str, object]] = [
        {"code": p.area_code, "what": what_name(p.what), "now": p.now, "low": p.low, "value": p.value, "high": p.high,
         "target": p.target, "outlook": t(f"whatif.outlook.{p.outlook}"),
         "error": p.backtest.error if p.backtest else None, "reason": reason_words(p)}
        for p in found
    ]  # fmt: skip
    draw_downloads(f"scenario-land-{view.filters.as_of}", headings, rows, scenario_about(view, asked, title, len(rows)),
                   key=key)  # fmt: skip

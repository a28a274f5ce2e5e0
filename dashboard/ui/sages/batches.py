"""The batches of the learning centres: who came from where, before or after the first quarter; who is still to go."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.batches import draw_batches as draw_batch_weeks
from dashboard.measures import fetch_measures
from dashboard.programme import first_day
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Each
from dashboard.ui.persons import shown_name
from dashboard.ui.sages.asked import UNSAID, Asked, week_of
from dashboard.ui.sages.rows import Rows, batches_of, leaders_missing_of, n_all
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.trend import month_ticks
from dashboard.ui.view import View
from dashboard.ui.words import day, day_month, number, percent, t, year
from dashboard.ui.worklist import Task, draw_worklist

_MOST_DISTRICTS = 3


def end_of_first_quarter(fiscal_year: int) -> date:
    """31 December in a Buddhist-era fiscal year."""
    return date(first_day(fiscal_year).year, 12, 31)


def draw_batches(view: View, asked: Asked) -> None:
    """The part of the page about the batches."""
    left, right = st.columns([6, 6], gap="medium")
    with left:
        _draw_weeks(view, asked)
        _draw_table(view, asked)
    with right:
        _draw_missing(view, asked)


def _quarter_words(view: View) -> str:
    """How many villages had their leader trained by the end of the first quarter, or that it is not over yet."""
    end = end_of_first_quarter(view.filters.fiscal_year)
    if view.filters.as_of < end:
        return t("sages.quarter_open", day=day(end), n=number((end - view.filters.as_of).days))
    value = data.fetch(fetch_measures, view.filters.at(end), measures=("leaders_trained",))[0].values["leaders_trained"]
    return t("sages.quarter", n=number(value.numerator), of=number(value.denominator), share=percent(value.value),
             day=day(end))  # fmt: skip


def _draw_weeks(view: View, asked: Asked, *, key: str = "batch_weeks") -> None:
    """Leaders trained in a batch, by week; the table below it has the same by batch."""
    rows = batches_of(view, asked, centre=None)
    weeks = leaders_by_week(rows)
    with block(key, t("sages.batch_weeks"), t("sages.n_people", n=number(sum(weeks.values()))),
               menu=bool(weeks)) as menu:  # fmt: skip
        st.markdown(_quarter_words(view))
        if not weeks:
            return
        end = end_of_first_quarter(view.filters.fiscal_year)
        months = month_ticks(view.filters.fiscal_year)
        inside = {w: n for w, n in sorted(weeks.items()) if months[0][0] <= w <= months[-1][0]}
        figure = draw_batch_weeks(
            list(inside),
            list(inside.values()),
            [t("sages.batch_hover", day=day(w), n=number(n)) for w, n in inside.items()],
            border=end,
            border_label=t("sages.quarter_end"),
            months=months,
            colours=palette(dark=is_dark()),
            size=letters(),
        )
        late = sum(n for w, n in weeks.items() if w > end)
        with st.container(key=f"chart_{key}", height=190, border=False):
            draw_chart(
                figure, [view.link(when=w.isoformat()) for w in inside], key=f"{key}_chart",
                alt=t("sages.batch_alt", n=number(sum(weeks.values())), late=number(late)),
            )  # fmt: skip
    if menu:
        with menu:
            headings = {"begins_on": t("sages.week_of"), "n_leaders": t("role.leader")}
            plain = [{"begins_on": week, "n_leaders": n} for week, n in sorted(weeks.items())]
            title = t("sages.batch_weeks")
            draw_downloads(f"batch-weeks-{view.filters.as_of}", headings, plain, about(view, title, len(plain)),
                           key=key, chart=key)  # fmt: skip


def leaders_by_week(rows: Rows) -> dict[date, int]:
    """Leaders by the Monday of the week in which their batch began."""
    weeks: Counter[date] = Counter()
    for row in rows:
        weeks[week_of(row["first_on"])] += row["n_leaders"]
    return {week: n for week, n in weeks.items() if n}


def _draw_table(view: View, asked: Asked, *, key: str = "batches") -> None:
    rows = batches_of(view, asked, centre=asked.centre)
    if asked.when:
        rows = [r for r in rows if asked.when.from_on <= r["first_on"] <= asked.when.to_on]
        rows = [r | {"n_all": len(rows)} for r in rows]
    title = t("sages.batches")
    most = max((r["n_people"] for r in rows), default=0) or 1
    centres = {r["centre"] for r in batches_of(view, asked, centre=None)}
    note = number(n_all(rows)) if len(centres) != 1 else f"{number(n_all(rows))} · {_centre(*centres)}"
    with block(key, title, note, menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("sages.batch")), Column("when", t("sages.trained_on"), "number"),
             Column("people", t("sages.trained_people"), "bar"), Column("from", t("sages.from_districts")),
             Column("early", t("sages.first_quarter"))],
            [_batch_row(view, asked, r, most, several=len(centres) > 1) for r in rows],
            key=f"{key}_table", caption=title, nothing=t("sages.batches_nothing"), fill=True,
        )  # fmt: skip
        if n_all(rows) > len(rows):
            st.caption(t("sages.longer", n=number(len(rows)), of=number(n_all(rows))))
    if menu:
        with menu:
            headings = {
                "centre": t("sages.centre"), "batch": t("sages.batch"), "first_on": t("sages.first_on"),
                "last_on": t("sages.last_on"), "n_people": t("sages.trained_people"), "n_leaders": t("role.leader"),
                "n_villages": t("sages.villages"), "from": t("sages.from_districts"), "early": t("sages.first_quarter"),
            }  # fmt: skip
            plain = [
                {**r, "from": ", ".join(places.name(d) for d in r["districts"]), "early": _early(r).text} for r in rows
            ]
            draw_downloads(f"batches-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _centre(centre: str) -> str:
    return centre or t("sages.unsaid")


def _batch_row(view: View, asked: Asked, row: dict[str, Any], most: int, *, several: bool) -> Row:
    name = t("sages.batch_no", n=row["batch"] or "–")
    if row["trained_year"] != view.filters.fiscal_year:
        name += f" ({year(row['trained_year'])})"
    names = [places.name(code) for code in row["districts"]]
    more = t("sages.and_more_districts", n=number(len(names) - _MOST_DISTRICTS))
    first, last = row["first_on"], row["last_on"]
    chosen = asked.centre == row["centre"]
    return Row(
        f"{row['centre']}-{row['batch']}-{row['trained_year']}",
        {
            "name": Cell(
                name, note=_centre(row["centre"]), href=view.link(centre=None if chosen else row["centre"] or UNSAID)
            )
            if several
            else name,
            "when": Cell(day(first), note=f"– {day_month(last)}" if last != first else ""),
            "people": Cell(number(row["n_people"]), share=row["n_people"] / most * 100),
            "from": Cell(", ".join(names[:_MOST_DISTRICTS]), note=more if len(names) > _MOST_DISTRICTS else ""),
            "early": _early(row),
        },
    )


def _early(row: dict[str, Any]) -> Cell:
    if row["is_early"]:
        return Cell(t("sages.in_quarter"), icon="check_circle", status="met")
    return Cell(t("sages.after_quarter"), icon="contrast", status="near")


def _draw_missing(view: View, asked: Asked, *, key: str = "no_leader") -> None:
    rows = leaders_missing_of(view, asked)
    draw_worklist(
        view,
        Each(rows, lambda r: _task(view, r)),
        key=key,
        title=t("sages.no_leader"),
        n_all=n_all(rows),
        who=t("sages.leader_known"),
        since=t("sages.known_since"),
        more=[Column("training", t("sages.next_training"))] if any(r["next_on"] for r in rows) else (),
        nothing=t("sages.no_leader_nothing"),
        help=t("sages.no_leader_help"),
        fill=True,
    )


def _task(view: View, row: dict[str, Any]) -> Task:
    gone = row["trained_left_on"]
    what = t("sages.trained_left", day=day(gone)) if gone else t(
        "sages.not_trained" if row["full_name"] else "sages.no_leader_known")  # fmt: skip
    left = (row["next_on"] - view.filters.as_of).days if row["next_on"] else 0
    coming = t("sages.in_days", n=number(left)) if left else t("sages.today")
    return Task(
        code=row["village_code"],
        who=shown_name(row["full_name"]) if row["full_name"] else t("sages.nobody_named"),
        note=what,
        since=row["known_since"],
        officer=row["officer"] or "",
        tone="behind" if row["next_on"] or not row["full_name"] else "near",
        tone_word=t("sages.not_trained"),
        href=area_link(view, row["village_code"]),
        more={"training": Cell(day(row["next_on"]), note=coming) if row["next_on"] else "–"},
        plain={"training": row["next_on"]},
    )

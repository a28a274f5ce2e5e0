"""The calendar of the training days: what was held, is still to come, is late, and where the materials were missing.

A click on a month or a week limits the lists beside it. The table has the same numbers by month.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

import streamlit as st

from dashboard.programme import first_day, last_day
from dashboard.thai import THAI_MONTHS_SHORT, format_month
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.parts import part
from dashboard.ui.picture_file import note_chart
from dashboard.ui.sages.asked import Asked, Period, month_word, week_of
from dashboard.ui.sages.rows import Rows, days_of
from dashboard.ui.sages.tabs import period_words
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.trend import month_ticks
from dashboard.ui.twins import draw_turn, shows_table
from dashboard.ui.view import View
from dashboard.ui.words import day, digits, language, number, t

_LEVELS = 4  # depths of colour of a day


@dataclass(frozen=True)
class Count:
    """Training days of some days: held, still to come, late, and (of all three) without all materials accepted."""

    held: int = 0
    planned: int = 0
    late: int = 0
    bare: int = 0

    @property
    def all(self) -> int:
        """All of them, each once."""
        return self.held + self.planned + self.late

    def __add__(self, other: Count) -> Count:
        return Count(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def counts_by_day(rows: Rows) -> dict[date, Count]:
    """The rows of the calendar by day."""
    return {r["on_day"]: Count(r["n_held"], r["n_planned"], r["n_late"], r["n_unequipped"]) for r in rows}


def months_with(counts: dict[date, Count], months: Sequence[date]) -> list[date]:
    """The months (their first days) with anything in them."""
    found = {on.replace(day=1) for on in counts}
    return [month for month in months if month in found]


def draw_calendar(view: View, asked: Asked, *, key: str = "calendar") -> None:
    """The block with the calendar or its table."""
    counts = counts_by_day(days_of(view, asked))
    first, last = first_day(view.filters.fiscal_year), last_day(view.filters.fiscal_year)
    inside = {on: n for on, n in counts.items() if first <= on <= last}
    outside = sum(n.all for on, n in counts.items() if on not in inside)
    total = sum(inside.values(), Count())
    note = t("sages.calendar_note", held=number(total.held), planned=number(total.planned), late=number(total.late))
    months = [month for month, _ in month_ticks(view.filters.fiscal_year)][:-1]
    with block(key, t("sages.calendar"), note if inside else "", menu=bool(inside)) as menu:
        if shows_table(view, key):
            _draw_table(view, asked, inside, months, key)
        else:
            _draw_days(view, asked, inside, months, key)
        if outside:
            st.caption(t("sages.calendar_outside", n=number(outside)))
    if menu:
        with menu:
            draw_turn(view, key)
            _draw_downloads(view, inside, key)


def _draw_days(view: View, asked: Asked, counts: dict[date, Count], months: list[date], key: str) -> None:
    shown = months_with(counts, months)
    quiet = [month_short(m) for m in months if m not in shown]
    most = max((n.all for n in counts.values()), default=0)
    note_chart()
    part("day_calendar")(
        key=f"{key}_days",
        data={
            "label": t("sages.calendar"),
            "weekdays": t("sages.weekdays").split(","),
            "months": [_month_data(view, asked, m, counts, most) for m in shown],
            "legend": [
                {"kind": "held", "mark": "", "text": t("sages.key.held")},
                {"kind": "planned", "mark": "", "text": t("sages.key.planned")},
                {"kind": "", "mark": "late", "text": t("sages.key.late")},
                {"kind": "", "mark": "bare", "text": t("sages.key.bare")},
            ],
            "rest": t("sages.calendar_rest", months=" ".join(quiet)) if quiet else "",
            "nothing": t("sages.calendar_nothing"),
        },
    )


def month_short(month: date) -> str:
    """A month without its year: มี.ค. or Mar."""
    if language() == "en":
        return format_month(month, "en", short=True).split(" ")[0]
    return THAI_MONTHS_SHORT[month.month - 1]


def _month_data(view: View, asked: Asked, month: date, counts: dict[date, Count], most: int) -> dict[str, object]:
    days = [month + timedelta(days=n) for n in range(31) if (month + timedelta(days=n)).month == month.month]
    total = sum((counts[d] for d in days if d in counts), Count())
    here = asked.when is not None and not asked.when.is_week and asked.when.from_on == month
    name = format_month(month, language(), digits=digits())
    return {
        "id": month_word(month),
        "name": name,
        "count": number(total.all),
        "spoken": f"{name}: {_said(total)}",
        "here": here,
        "href": view.link(when=None if here else month_word(month), sessions_page=None),
        "weeks": [_week_data(view, asked, week, days, counts, most) for week in dict.fromkeys(map(week_of, days))],
    }


def _week_data(
    view: View, asked: Asked, monday: date, days: list[date], counts: dict[date, Count], most: int
) -> dict[str, object]:
    week = [monday + timedelta(days=n) for n in range(7)]
    inside = [d for d in week if d in days]
    total = sum((counts[d] for d in inside if d in counts), Count())
    here = asked.when is not None and asked.when.is_week and asked.when.from_on == monday
    words = period_words(Period(monday, week[-1], is_week=True))
    return {
        "id": f"{inside[0].isoformat()}",
        "label": f"{words}: {_said(total)}",
        "here": here,
        "href": view.link(when=None if here else monday.isoformat(), sessions_page=None) if total.all else "",
        "days": [_day_data(d, counts.get(d), most, d == view.filters.as_of) if d in days else None for d in week],
    }


def _day_data(on: date, count: Count | None, most: int, today: bool) -> dict[str, object]:
    facts: dict[str, object] = {"n": number(on.day), "today": today}
    if count is None:
        return facts
    kind = "held" if count.held else "planned" if count.planned else "late"
    level = -(-count.all * _LEVELS // most) if most else 0
    return facts | {
        "kind": kind, "level": level - 1, "late": count.late > 0, "bare": round(count.bare / count.all * 100),
        "title": f"{day(on)}: {_said(count)}",
    }  # fmt: skip


def _said(count: Count) -> str:
    parts = [
        t(f"sages.count.{name}", n=number(n))
        for name, n in (("held", count.held), ("planned", count.planned), ("late", count.late), ("bare", count.bare))
        if n
    ]
    return " · ".join(parts) or t("sages.count.none")


def _draw_table(view: View, asked: Asked, counts: dict[date, Count], months: list[date], key: str) -> None:
    names = ("held", "planned", "late", "bare")
    draw_table(
        [Column("name", t("sages.month")), *(Column(n, t(f"sages.heading.{n}"), "number") for n in names)],
        [
            Row(month_word(month), {
                "name": format_month(month, language(), digits=digits()),
                **{n: Cell(number(getattr(total, n))) for n in names},
            }, href=view.link(when=month_word(month), sessions_page=None),
                tone="here" if asked.when and not asked.when.is_week and asked.when.from_on == month else "")
            for month, total in _by_month(counts, months)
        ],
        key=f"{key}_table", caption=t("sages.calendar"), nothing=t("sages.calendar_nothing"), fill=True, stacks=False,
    )  # fmt: skip


def _by_month(counts: dict[date, Count], months: list[date]) -> list[tuple[date, Count]]:
    return [
        (month, sum((n for on, n in counts.items() if on.replace(day=1) == month), Count()))
        for month in months_with(counts, months)
    ]


def _draw_downloads(view: View, counts: dict[date, Count], key: str) -> None:
    names = ("held", "planned", "late", "bare")
    headings = {"day": t("sages.day"), **{n: t(f"sages.heading.{n}") for n in names}}
    rows = [{"day": on, **{n: getattr(count, n) for n in names}} for on, count in sorted(counts.items())]
    title = t("sages.calendar")
    draw_downloads(f"training-days-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)

"""Whether the materials are there for the training they are needed for: how many villages, which, by how many days."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.charts import palette
from dashboard.charts.around_day import draw_around_day
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.budget.asked import (
    DELIVERIES,
    KNOWN_DELIVERIES,
    MOST_TASKS,
    OPEN_DELIVERIES,
    Rows,
    deliveries_of,
    delivery_villages_of,
)
from dashboard.ui.budget.spread import BINS, Bin, binned, median_days
from dashboard.ui.chart_clicks import draw_chart
from dashboard.ui.count_files import draw_count_files
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Each
from dashboard.ui.screen import is_dark, letters
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.twins import draw_turn, shows_table
from dashboard.ui.view import View
from dashboard.ui.words import day, number, percent, t
from dashboard.ui.worklist import Task, draw_worklist

TONES = {"trained_without": "behind", "overdue": "behind", "urgent": "behind", "late": "near", "in_time": "met"}
_ICONS = {"behind": "error", "near": "contrast", "met": "check_circle"}


def chosen_deliveries(view: View) -> tuple[str, ...]:
    """How the listed villages stand: the one that the address names, else all for which something is to be done; with
    a class of days, those whose days are known.
    """
    asked = view.get("delivery")
    if asked in DELIVERIES:
        return (asked,)
    return KNOWN_DELIVERIES if chosen_days(view) else OPEN_DELIVERIES


def chosen_days(view: View) -> Bin | None:
    """The class of days between training and materials that the address names (`days`)."""
    return next((b for b in BINS if b.id == view.get("days")), None)


def days_words(b: Bin) -> str:
    """A class of days in words: before the training 1–7 days."""
    return f"{t(f'budget.{_side(b)}_training')} {t(f'budget.bin.{b.id}')}"


def _days_link(view: View, b: Bin) -> str:
    chosen = None if view.get("days") == b.id else b.id
    return view.link(days=chosen, delivery=None, delivery_page=None)


def draw_deliveries(view: View, *, key: str = "deliveries") -> None:
    """How many villages stand how, as bars; a click shows which."""
    rows = deliveries_of(view)
    counts = {s: sum(r["n_villages"] for r in rows if r["standing"] == s) for s in DELIVERIES}
    total = sum(counts.values())
    chosen = view.get("delivery")
    with block(key, t("budget.deliveries_title"), t("budget.of_all", n=number(total))) as menu:
        draw_table(
            [Column("name", t("budget.how")), Column("n", t("heat.villages"), "bar")],
            [
                Row(s, {
                    "name": Cell(t(f"budget.delivery.{s}"), icon=_ICONS.get(TONES.get(s, ""), "remove"),
                                 status=TONES.get(s, "none")),
                    "n": Cell(_with_share(n, total), share=n / total * 100 if total else 0),
                }, href=view.link(delivery=None if chosen == s else s, delivery_page=None, days=None),
                    tone="here" if chosen == s else "")
                for s, n in counts.items()
            ],
            key=f"{key}_table", caption=t("budget.deliveries_title"), stacks=False,
        )  # fmt: skip
        st.caption(t("budget.deliveries_help"))
    named = [(t(f"budget.delivery.{s}"), n) for s, n in counts.items()]
    draw_count_files(view, menu, t("budget.deliveries_title"), (t("budget.how"), t("heat.villages")), named, key=key)


def _with_share(n: int, total: int) -> str:
    return f"{number(n)} ({percent(n / total * 100)})" if total else number(n)


def draw_days_spread(view: View, *, key: str = "spread") -> None:
    """How many days the materials were there before the training, or after it; a chart or its table."""
    rows = [r for r in deliveries_of(view) if r["days_late"] is not None]
    n, middle = sum(r["n_villages"] for r in rows), median_days(rows)
    title = t("budget.spread_title")
    with block(key, title, t("budget.of_known", n=number(n)), menu=bool(rows)) as menu:
        if not rows:
            st.caption(t("budget.spread_nothing"))
            return
        counts = binned(rows)
        if shows_table(view, key):
            _draw_table(view, counts, n, key)
        else:
            _draw_chart(view, counts, n, middle, key)
        st.caption(_said(middle))
    if menu:
        with menu:
            draw_turn(view, key)
            headings = {"days_late": t("budget.days_late"), "n_villages": t("heat.villages")}
            draw_downloads(f"delivery-days-{view.filters.as_of}", headings, _by_day(rows),
                           about(view, title, len(_by_day(rows))), key=key, chart=key)  # fmt: skip


def _by_day(rows: Rows) -> Rows:
    days = sorted({r["days_late"] for r in rows})
    return [{"days_late": d, "n_villages": sum(r["n_villages"] for r in rows if r["days_late"] == d)} for d in days]


def _said(middle: float | None) -> str:
    if middle is None:
        return ""
    key = "budget.median_late" if middle > 0 else "budget.median_early" if middle < 0 else "budget.median_same"
    return t(key, n=number(abs(middle), 0 if float(middle).is_integer() else 1))


def _draw_chart(view: View, counts: list[int], n: int, middle: float | None, key: str) -> None:
    words = [t(f"budget.bin.{b.id}") for b in BINS]
    figure = draw_around_day(
        words, counts, [number(c) for c in counts], [b.is_late for b in BINS],
        names=(t("budget.before_training"), t("budget.after_training")),
        colours=palette(dark=is_dark()), size=letters(),
    )  # fmt: skip
    late = sum(c for b, c in zip(BINS, counts, strict=True) if b.is_late)
    with st.container(key=f"short_{key}"):
        draw_chart(
            figure, [_days_link(view, b) for b in BINS], key=f"{key}_chart",
            alt=t("budget.spread_alt", n=number(n), late=number(late), said=_said(middle)),
        )  # fmt: skip


def _side(b: Bin) -> str:
    return "after" if b.is_late else "before"


def _draw_table(view: View, counts: list[int], n: int, key: str) -> None:
    draw_table(
        [Column("name", t("budget.days_late")), Column("n", t("heat.villages"), "bar"),
         Column("share", t("budget.share_of"), "number")],
        [
            Row(b.id, {
                "name": days_words(b),
                "n": Cell(number(c), share=c / n * 100), "share": percent(c / n * 100),
            }, href=_days_link(view, b), tone="here" if view.get("days") == b.id else "")
            for b, c in zip(BINS, counts, strict=True)
        ],
        key=f"{key}_table", caption=t("budget.spread_title"), stacks=False,
    )  # fmt: skip


def draw_delivery_villages(view: View, *, key: str = "delivery") -> None:
    """The villages that stand as chosen, what waits for a training first."""
    chosen = chosen_deliveries(view)
    days = chosen_days(view)
    rows = delivery_villages_of(view, chosen, (days.first, days.last) if days else None)
    n_all = rows[0]["n_all"] if rows else 0
    is_waiting = any(r["waiting_baht"] for r in rows)
    title = t(f"budget.delivery.{chosen[0]}") if len(chosen) == 1 else t("budget.delivery_open")
    if days:
        title = days_words(days)
    help_ = t(f"budget.delivery_help.{chosen[0]}") if len(chosen) == 1 else t("budget.delivery_open_help")
    if n_all > MOST_TASKS:
        help_ += f" · {t('budget.longer', n=number(MOST_TASKS), of=number(n_all))}"
    draw_worklist(
        view, Each(rows, _task), key=key, title=title, n_all=n_all, who=t("budget.todo"),
        more=(Column("needed", t("budget.training_on"), "number"),
              *([Column("ready", t("budget.accepted_on"), "number")] if any(r["ready_on"] for r in rows) else []),
              Column("n_ready", t("budget.n_ready"), "number", help=t("budget.n_ready_help")),
              *([Column("baht", t("budget.waiting_baht"), "number", minor=True)] if is_waiting else [])),
        dated=False, help=help_, nothing=t("budget.delivery_nothing"), fill=True,
    )  # fmt: skip


def _days_words(late: int) -> str:
    if not late:
        return t("budget.same_day")
    return t("budget.late_by" if late > 0 else "budget.early_by", n=number(abs(late)))


def _todo(r: dict[str, Any]) -> str:
    """What is to be done for a village that waits: have the rest delivered, or accept what is there."""
    if r["ready_on"] or not r["n_materials"]:
        return ""
    if r["n_delivered"] < r["n_materials"]:
        return t("budget.todo.deliver", n=number(r["n_materials"] - r["n_delivered"]))
    return t("budget.todo.accept", n=number(r["n_materials"] - r["n_accepted"]))


def _task(r: dict[str, Any]) -> Task:
    late = r["days_late"]
    days = "" if late is None else _days_words(late)
    todo, standing = _todo(r), t(f"budget.delivery.{r['standing']}")
    needed = t("budget.held" if r["is_held"] else "budget.planned")
    return Task(
        r["village_code"], todo or days or standing,
        officer=r["officer"] or "",
        tone=TONES.get(r["standing"], ""), note=standing if todo or days else "",  # type: ignore[arg-type]
        more={
            "needed": Cell(day(r["needed_on"]), note=needed) if r["needed_on"] else None,
            "ready": day(r["ready_on"]) if r["ready_on"] else None,
            "n_ready": Cell(t("budget.n_of", n=number(r["n_accepted"]), of=number(r["n_materials"])),
                            note=t("budget.n_delivered", n=number(r["n_delivered"]))),
            "baht": number(r["waiting_baht"]) if r["waiting_baht"] else None,
        },
        plain={"needed": r["needed_on"], "ready": r["ready_on"],
               "n_ready": f"{r['n_accepted']}/{r['n_materials']}", "baht": r["waiting_baht"]},
    )  # fmt: skip

"""Who stopped: when, after how long, after what, in which occupation; and how many of those who begin keep on."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.filters import UNSAID
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.download import draw_downloads
from dashboard.ui.households.asked import LASTS, MOST_BARS, MOST_TASKS, Rows, rows_of
from dashboard.ui.households.rows import about_household
from dashboard.ui.households.stopped_months import chosen_month, draw_months, month_end, month_name
from dashboard.ui.later import Each
from dashboard.ui.persons import shown_name
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, number, percent, t
from dashboard.ui.worklist import Task, draw_worklist

LASTED = (0, 31, 61, 91, 181)  # the first day of each class of how long a household had practised


def draw_stopped(view: View) -> None:
    """What can be learnt of those who stopped, then who they are."""
    kept, after = st.columns(2, gap="medium")
    with kept:
        _draw_kept(view)
        _draw_occupations(view)
        _draw_lasted(view)
    with after:
        _draw_after(view)
        draw_months(view)
    _draw_list(view)


def _draw_kept(view: View, *, key: str = "kept") -> None:
    rows = data.view_records("pages/households_kept", view.filters, lasts=LASTS)
    title = t("hh.kept.title")
    observed = any(r["n_observed"] for r in rows)
    with block(key, title, t("hh.kept.note"), menu=observed) as menu:
        draw_table(
            [Column("name", t("hh.kept.after")), Column("share", t("hh.kept.share"), "bar"),
             Column("n", t("hh.kept.n"), "number"), Column("of", t("hh.kept.of"), "number")],
            [
                Row(str(r["n_days"]), {"name": t("hh.kept.days", n=number(r["n_days"])),
                                       "share": _share_cell(r["n_kept"], r["n_observed"]),
                                       "n": number(r["n_kept"]) if r["n_observed"] else None,
                                       "of": number(r["n_observed"])})
                for r in rows
            ] if observed else [],
            key=f"{key}_table", caption=title, nothing=t("hh.kept.nothing"), stacks=False,
        )  # fmt: skip
        st.caption(t("hh.kept.help"))
    if menu:
        with menu:
            headings = {"n_days": t("hh.kept.after"), "n_kept": t("hh.kept.n"), "n_observed": t("hh.kept.of")}
            draw_downloads(f"{key}-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)


def _share_cell(n: int, of: int, full: float = 1.0) -> Cell | None:
    """A part of a whole as a bar from zero to `full` (a part of 1); None of nothing."""
    return Cell(percent(n / of * 100), share=n / of / full * 100) if of else None


def _largest(rows: Rows, n: str, of: str) -> float:
    """The largest part of a whole among the rows: shares of a few percent are drawn against it, or none is seen."""
    return max((r[n] / r[of] for r in rows if r[of]), default=0) or 1.0


def _draw_occupations(view: View, *, key: str = "stopped_by") -> None:
    rows = rows_of(view, "stopped_by", MOST_BARS)
    by_type, full = view.filters.occupation is None, _largest(rows, "n_stopped", "n_began")
    title = t("hh.stopped_by.title" if by_type else "hh.stopped_by.title_within")
    with block(key, title, t("hh.stopped_by.note") if by_type and rows else "", menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("filter.occupation") if by_type else t("households.occupation")),
             Column("share", t("hh.stopped_by.share"), "bar"), Column("n", t("hh.stopped_by.n"), "number"),
             Column("of", t("hh.stopped_by.of"), "number")],
            [
                Row(str(i), {"name": _occupation(r), "share": _share_cell(r["n_stopped"], r["n_began"], full),
                             "n": number(r["n_stopped"]), "of": number(r["n_began"])},
                    href=view.link(occupation=r["occupation_type"] or UNSAID) if by_type else "")
                for i, r in enumerate(rows)
            ],
            key=f"{key}_table", caption=title, nothing=t("hh.kept.nothing"), stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"name": t("households.occupation"), "n_stopped": t("hh.stopped_by.n"),
                        "n_began": t("hh.stopped_by.of")}  # fmt: skip
            plain = [{**r, "name": _occupation(r)} for r in rows]
            draw_downloads(f"{key}-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _occupation(r: dict[str, Any]) -> str:
    text = r["occupation_type"] if r["occupation"] is None else r["occupation"]
    return text or t("filter.occupation.none")


def _draw_after(view: View, *, key: str = "stopped_after") -> None:
    rows = rows_of(view, "stopped_after", MOST_BARS)
    stopped, full = sum(r["n_stopped"] for r in rows), _largest(rows, "n_stopped", "n")
    title = t("hh.after.title")
    with block(key, title, t("hh.after.note"), menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("hh.after.problem")), Column("share", t("hh.after.share"), "bar"),
             Column("n", t("hh.stopped_by.n"), "number"), Column("of", t("hh.after.of"), "number")],
            [
                Row(str(i), {"name": _after(r), "share": _share_cell(r["n_stopped"], r["n"], full),
                             "n": number(r["n_stopped"]), "of": number(r["n"])})
                for i, r in enumerate(rows)
            ] if stopped else [],
            key=f"{key}_table", caption=title, nothing=t("hh.stopped.nothing"), fill=True, stacks=False,
        )  # fmt: skip
        if stopped:
            st.caption(t("hh.after.help"))
    if menu:
        with menu:
            headings = {"name": t("hh.after.problem"), "n_stopped": t("hh.stopped_by.n"), "n": t("hh.after.of")}
            plain = [{**r, "name": _after(r)} for r in rows]
            draw_downloads(f"{key}-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _after(r: dict[str, Any]) -> str:
    if r["problem"] is None:
        return t("hh.overdue.never")
    return r["problem"] or t("hh.after.no_problem")


def _draw_lasted(view: View, *, key: str = "stopped_lasts") -> None:
    rows = data.view_records("pages/households_stopped_lasts", view.filters, lasts=LASTED)
    total, most = sum(r["n"] for r in rows), max((r["n"] for r in rows), default=1)
    title = t("hh.lasted.title")
    with block(key, title, menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("hh.lasted.days")), Column("n", t("hh.stopped_by.n"), "bar")],
            [Row(str(r["from_days"]), {"name": _lasted(r["from_days"]),
                                       "n": Cell(number(r["n"]), share=r["n"] / most * 100)}) for r in rows],
            key=f"{key}_table", caption=title, nothing=t("hh.stopped.nothing"), stacks=False,
        )  # fmt: skip
        if rows:
            st.caption(t("hh.lasted.note", n=number(total)))
    if menu:
        with menu:
            headings = {"name": t("hh.lasted.days"), "n": t("hh.stopped_by.n")}
            plain = [{"name": _lasted(r["from_days"]), "n": r["n"]} for r in rows]
            draw_downloads(f"{key}-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _lasted(from_days: int | None) -> str:
    if from_days is None:
        return t("hh.lasted.unknown")
    at = LASTED.index(from_days)
    if at + 1 == len(LASTED):
        return t("hh.lasted.over", n=number(from_days - 1))
    to = number(LASTED[at + 1] - 1)
    return t("hh.lasted.up_to", n=to) if at == 0 else t("hh.lasted.between", n=number(from_days), to=to)


def _draw_list(view: View) -> None:
    month = chosen_month(view)
    if month:
        draw_chips(view, [Chip("month", t("hh.months.month"), month_name(month))], key="stopped_chips")
    rows = rows_of(view, "stopped", from_on=month, to_on=month_end(month) if month else None)
    n_all = rows[0]["n_all"] if rows else 0
    draw_worklist(
        view,
        Each(rows, _task),
        key="stopped",
        title=t("hh.stopped.title"),
        n_all=n_all,
        who=t("hh.household"),
        what=t("hh.stopped.last_found"),
        since=t("households.stopped_on"),
        more=(
            Column("from", t("households.from"), "number", minor=True),
            Column("days", t("hh.stopped.lasted"), "number"),
            Column("trainer", t("hh.trainer")),
        ),
        nothing=t("hh.stopped.nothing"),
        fill=True,
    )
    if n_all > MOST_TASKS:
        st.caption(t("hh.longer", n=number(MOST_TASKS), of=number(n_all)))


def _task(r: dict[str, Any]) -> Task:
    found = t("hh.stopped.never") if r["last_visit_on"] is None else r["problem"] or r["finding"] or "–"
    lasted = None if r["n_days"] is None else t("hh.kept.days", n=number(r["n_days"]))
    return Task(
        r["village_code"],
        who=shown_name(r["head_name"]),
        note=about_household(r),
        what=found,
        since=r["stopped_on"],
        officer=r["officer"] or "",
        more={
            "what": Cell(found, note=day(r["last_visit_on"]) if r["last_visit_on"] else "",
                         icon="error" if r["problem"] else "", status="behind" if r["problem"] else ""),
            "from": day(r["practising_from"]) if r["practising_from"] else None,
            "days": lasted,
            "trainer": shown_name(r["trainer"]),
        },
        plain={"from": r["practising_from"], "days": r["n_days"], "trainer": shown_name(r["trainer"])},
    )  # fmt: skip

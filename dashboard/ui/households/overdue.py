"""Whom to call or to see today: the households whose visit is overdue, and how many each officer and trainer has."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.filters import UNSAID
from dashboard.persons import name_key
from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.download import draw_downloads
from dashboard.ui.households.asked import MOST_TASKS, Rows, overdue_of, rows_of, trainer_key, trainer_of
from dashboard.ui.households.rows import about_household, days_between, officer_name, trainer_cell
from dashboard.ui.later import Each, Later
from dashboard.ui.persons import shown_name
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, number, percent, t
from dashboard.ui.worklist import Task, draw_worklist

SHOWN = 30  # officers and trainers on the screen; the download has more
VERY_LATE = 60  # days: twice the rule


def draw_overdue(view: View) -> None:
    """The list beside the counts by officer and by trainer."""
    listed, counted = st.columns([8, 3.8], gap="medium")
    with listed:
        draw_trainer_chip(view)
        _draw_list(view)
    with counted:
        _draw_officers(view)
        _draw_trainers(view)


def draw_trainer_chip(view: View) -> None:
    """The chosen trainer, to take away."""
    chosen = trainer_of(view)
    if chosen:
        name = shown_name(chosen["trainer"]) if chosen["trainer"] else t("hh.no_trainer")
        draw_chips(view, [Chip("trainer", t("hh.trainer"), f"{name} · {places.name(chosen['village_code'])}")],
                   key="trainer_chip")  # fmt: skip


def _draw_list(view: View) -> None:
    rows = overdue_of(view)
    n_all = rows[0]["n_all"] if rows else 0
    draw_worklist(
        view,
        Each(rows, lambda r: _task(view, r)),
        key="overdue",
        title=t("hh.overdue.title"),
        n_all=n_all,
        who=t("hh.household"),
        what=t("hh.overdue.what"),
        since=t("hh.overdue.since"),
        more=(Column("trainer", t("hh.trainer")),),
        nothing=t("hh.overdue.nothing"),
        help=t("hh.overdue.help"),
        fill=True,
    )
    if n_all > MOST_TASKS:
        st.caption(t("hh.longer", n=number(MOST_TASKS), of=number(n_all)))


def _task(view: View, r: dict[str, Any]) -> Task:
    late = days_between(r["since_on"], view.filters.as_of) > VERY_LATE
    found = _found(r)
    return Task(
        r["village_code"],
        who=shown_name(r["head_name"]),
        note=about_household(r),
        what=f"{found.text} · {found.note}",
        since=r["since_on"],
        officer=r["officer"] or "",
        tone="behind" if late else "near",
        tone_word=t("hh.overdue.very_late" if late else "hh.overdue.late"),
        more={
            "what": found,
            "trainer": trainer_cell(r["trainer"], r["trainer_phone"], is_active=r["trainer_is_active"]),
        },
        plain={"trainer": shown_name(r["trainer"])},
    )


def _found(r: dict[str, Any]) -> Cell:
    """What the last visit found, a problem before anything else, or that there was none; since which training."""
    trained = t("hh.trained_on", day=day(r["trained_on"]))
    if r["last_visit_on"] is None:
        return Cell(t("hh.overdue.never"), note=trained)
    by_phone = t("visits.by_phone") if r["by_phone"] else ""
    if r["problem"]:
        note = " · ".join(filter(None, (r["finding"], by_phone, trained)))
        return Cell(r["problem"], note=note, icon="error", status="behind", word=t("visits.problem"))
    note = " · ".join(filter(None, (by_phone, trained)))
    return Cell(r["finding"] or t("hh.overdue.nothing_noted"), note=note)


def _draw_officers(view: View, *, key: str = "overdue_officers") -> None:
    rows = rows_of(view, "overdue_officers")
    title = t("hh.officers.title")
    chosen = view.filters.officers
    with block(key, title, t("hh.officers.note", n=number(rows[0]["n_all"])) if rows else "", menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("worklist.officer")), Column("n", t("hh.officers.n"), "bar"),
             Column("never", t("hh.officers.never"), "number")],
            [
                Row(
                    name_key(r["officer"]) or UNSAID,
                    {
                        "name": Cell(officer_name(r["officer"]),
                                     note=t("hh.officers.villages", n=number(r["n_villages"]))),
                        "n": Cell(f"{number(r['n_overdue'])} ({percent(_share(r))})", share=_share(r)),
                        "never": number(r["n_never"]),
                    },
                    href=view.link(officer=None if r["officer"] in chosen else r["officer"] or UNSAID),
                    tone="here" if r["officer"] in chosen else "",
                )
                for r in rows[:SHOWN]
            ],
            key=f"{key}_table", caption=title, nothing=t("hh.overdue.nothing"), fill=True, stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            _draw_officer_downloads(view, rows, title, key)


def _share(r: dict[str, Any]) -> float:
    return float(r["n_overdue"] / r["n_trained"] * 100)


def _draw_officer_downloads(view: View, rows: Rows, title: str, key: str) -> None:
    headings = {
        "officer": t("worklist.officer"),
        "n_villages": t("hh.officers.n_villages"),
        "n_trained": t("hh.officers.n_trained"),
        "n_overdue": t("hh.officers.n"),
        "n_never": t("hh.officers.never"),
        "longest_since": t("hh.overdue.since"),
    }
    plain = Later(len(rows), lambda: [{**r, "officer": officer_name(r["officer"])} for r in rows])
    draw_downloads(f"{key}-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _draw_trainers(view: View, *, key: str = "overdue_trainers") -> None:
    rows = rows_of(view, "overdue_trainers")
    n_all, most = (rows[0]["n_all"], rows[0]["n_overdue"]) if rows else (0, 1)
    title = t("hh.trainers.title")
    names = places.names(r["village_code"] for r in rows[:SHOWN])
    with block(key, title, t("hh.trainers.note", n=number(n_all)) if rows else "", menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("hh.trainer")), Column("n", t("hh.officers.n"), "bar")],
            [_trainer_row(view, r, names[r["village_code"]], most) for r in rows[:SHOWN]],
            key=f"{key}_table", caption=title, nothing=t("hh.overdue.nothing"), fill=True, stacks=False,
        )  # fmt: skip
        if n_all > SHOWN:
            st.caption(t("hh.shown", n=number(SHOWN), of=number(n_all)))
    if menu:
        with menu:
            headings = {
                "trainer": t("hh.trainer"), "village_code": t("download.code"), "village": t("place.village.word"),
                "phone": t("team.phone"), "n_overdue": t("hh.officers.n"), "n_never": t("hh.officers.never"),
                "longest_since": t("hh.overdue.since"),
            }  # fmt: skip
            plain = Later(len(rows), lambda: _plain_trainers(rows))
            draw_downloads(f"{key}-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _plain_trainers(rows: Rows) -> Rows:
    names = places.names(r["village_code"] for r in rows)
    return [
        {**r, "trainer": _trainer_name(r), "village": names[r["village_code"]],
         "phone": shown_name(r["phone"], "phone")}
        for r in rows
    ]  # fmt: skip


def _trainer_name(r: dict[str, Any]) -> str:
    return shown_name(r["trainer"]) if r["trainer"] else t("hh.no_trainer")


def _trainer_row(view: View, r: dict[str, Any], village: str, most: int) -> Row:
    key = trainer_key(r["village_code"], r["trainer_mark"])
    here = view.get("trainer") == key
    gone = "" if r["is_active"] or not r["trainer"] else t("hh.trainer_gone")
    never = t("hh.trainers.never", n=number(r["n_never"])) if r["n_never"] else ""
    return Row(
        key,
        {
            "name": Cell(_trainer_name(r), note=" · ".join(filter(None, (village, never, gone)))),
            "n": Cell(number(r["n_overdue"]), share=r["n_overdue"] / most * 100),
        },
        href=view.link(trainer=None if here else key, overdue_page=None),
        tone="here" if here else "",
    )

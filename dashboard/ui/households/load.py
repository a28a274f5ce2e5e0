"""Who looks after how many: the load of the trainers against the rule, and households whom nobody looks after."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.store.rules import fetch_rules
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.households.asked import MOST_TASKS, Rows, rows_of, trainer_key
from dashboard.ui.later import Each
from dashboard.ui.persons import shown_name
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t
from dashboard.ui.worklist import Task, draw_worklist


def draw_load(view: View) -> None:
    """The distribution and those above the rule beside the households without a trainer."""
    if view.filters.occupation is not None:
        st.caption(f":material/info: {t('hh.all_occupations')}")
    spread, without = st.columns([4.4, 7], gap="medium")
    with spread:
        _draw_spread(view)
        _draw_over(view)
    with without:
        _draw_uncared(view)


def spread_of(rows: Rows, rule: int) -> list[tuple[int, bool, int]]:
    """How many trainers look after 0, 1, … households up to the rule, and after more: (households, or more, trainers).

    The last entry, one above the rule, stands for all above it.
    """
    counted = dict.fromkeys(range(rule + 2), 0)
    for r in rows:
        counted[min(r["n_households"], rule + 1)] += r["n_sages"]
    return [(n, n > rule, sages) for n, sages in counted.items()]


def _draw_spread(view: View, *, key: str = "load") -> None:
    rows = data.view_records("pages/households_load", view.filters)
    rule = data.fetch(fetch_rules, view.filters.fiscal_year).households_per_trainer
    spread = spread_of(rows, rule)
    n_sages = sum(n for _, _, n in spread)
    most = max(n for _, _, n in spread) or 1
    cared = sum(r["n_households"] * r["n_sages"] for r in rows)
    title = t("hh.load.title")
    with block(key, title, t("hh.load.note", n=number(n_sages), rule=number(rule)), menu=bool(n_sages)) as menu:
        draw_table(
            [Column("name", t("hh.load.households")), Column("n", t("hh.load.sages"), "bar"),
             Column("share", t("hh.share"), "number")],
            [
                Row(str(n), {"name": _load_cell(n, or_more=more, rule=rule),
                             "n": Cell(number(sages), share=sages / most * 100),
                             "share": percent(sages / n_sages * 100)})
                for n, more, sages in spread
            ] if n_sages else [],
            key=f"{key}_table", caption=title, nothing=t("hh.load.nothing"), stacks=False,
        )  # fmt: skip
        if n_sages:
            st.caption(t("hh.load.sum", n=number(cared)))
    if menu:
        with menu:
            headings = {"n_households": t("hh.load.households"), "n_sages": t("hh.load.sages")}
            draw_downloads(f"{key}-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)


def _load_cell(n: int, *, or_more: bool, rule: int) -> Cell:
    text = t("hh.load.or_more" if or_more else "hh.load.exactly", n=number(n))
    if or_more:
        return Cell(text, icon="error", status="behind", word=t("hh.load.over_rule"), note=t("hh.load.over_rule"))
    return Cell(text, note=t("hh.load.the_rule") if n == rule else "")


def _draw_over(view: View) -> None:
    rows = rows_of(view, "load_over")
    draw_worklist(
        view,
        Each(rows, lambda r: _over_task(view, r)),
        key="load_over",
        title=t("hh.load.over_title"),
        n_all=rows[0]["n_all"] if rows else 0,
        who=t("hh.trainer"),
        more=(Column("n", t("hh.households"), "number"),),
        dated=False,
        nothing=t("hh.load.over_nothing"),
    )  # fmt: skip


def _over_task(view: View, r: dict[str, Any]) -> Task:
    return Task(
        r["village_code"],
        who=shown_name(r["trainer"]),
        note=t("hh.load.over", n=number(r["n_households"] - r["n_rule"])),
        tone="behind",
        tone_word=t("hh.load.over_rule"),
        href=view.link(tab="register", trainer=trainer_key(r["village_code"], r["trainer_mark"]), state=None, find=None,
                       register_page=None),
        more={"n": number(r["n_households"])},
        plain={"n": r["n_households"]},
    )  # fmt: skip


def _draw_uncared(view: View) -> None:
    rows = rows_of(view, "uncared")
    first = rows[0] if rows else {"n_all": 0, "n_households_all": 0}
    draw_worklist(
        view,
        Each(rows, lambda r: _uncared_task(view, r)),
        key="uncared",
        title=t("hh.uncared.title"),
        n_all=first["n_all"],
        who=t("hh.uncared.who"),
        what=t("hh.uncared.what"),
        since=t("hh.uncared.since"),
        more=(Column("n", t("hh.households"), "number"),),
        nothing=t("hh.uncared.nothing"),
        help=t("hh.uncared.help", n=number(first["n_households_all"])) if rows else "",
        fill=True,
    )
    if first["n_all"] > MOST_TASKS:
        st.caption(t("hh.longer", n=number(MOST_TASKS), of=number(first["n_all"])))


def _uncared_task(view: View, r: dict[str, Any]) -> Task:
    why = t(f"hh.uncared.{r['why']}")
    by = t("team.replaced", name=shown_name(r["replaced_by"])) if r["replaced_by"] else ""
    if r["why"] == "left" and not by:
        by = t("team.not_replaced")
    return Task(
        r["village_code"],
        who=shown_name(r["trainer"]) if r["trainer"] else t("hh.no_trainer"),
        note=by,
        what=why,
        since=r["left_on"],
        officer=r["officer"] or "",
        tone="behind" if r["why"] in ("left", "none") else "near",
        tone_word=why,
        href=view.link(tab="register", trainer=trainer_key(r["village_code"], r["trainer_mark"]), state=None, find=None,
                       register_page=None),
        more={"n": number(r["n_households"])},
        plain={"n": r["n_households"]},
    )  # fmt: skip

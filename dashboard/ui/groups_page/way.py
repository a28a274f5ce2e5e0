"""The way from practising households to groups, OTOP and stars: how many villages and groups are at each step."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

import streamlit as st

from dashboard.measures import MeasureValue, fetch_measures
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.cards import status_word
from dashboard.ui.download import draw_downloads
from dashboard.ui.groups_page.asked import way_of
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t


@dataclass(frozen=True)
class Step:
    """A step: how many villages are there, and how many households or groups (`unit`), out of `of` (None: of nothing
    before it).
    """

    id: str
    villages: int
    n: int
    unit: str
    of: int | None = None


def steps_of(counts: dict[str, int], households: int | None) -> list[Step]:
    """The steps to the stars; `households` are the target households of the view."""
    return [
        Step("practising", counts["n_villages_practising"], counts["n_households"], "households", households),
        Step("grouped", counts["n_villages_grouped"], counts["n_groups"], "groups"),
        Step("registered", counts["n_villages_registered"], counts["n_registered"], "groups", counts["n_groups"]),
        Step("starred", counts["n_villages_starred"], counts["n_starred"], "groups", counts["n_registered"]),
    ]


def villages_needed(value: MeasureValue) -> int | None:
    """The fewest villages with a group that reach the target; None without a target or without villages."""
    if value.target is None or not value.denominator:
        return None
    exact = Decimal(str(value.target)) * Decimal(str(value.denominator)) / 100
    return int(exact.to_integral_value(ROUND_CEILING))


def draw_way(view: View, *, key: str = "way") -> None:
    """The block: a row for each step, the villages as a bar, and what is missing to the target."""
    values = data.fetch(fetch_measures, view.filters)[0].values
    practising, grouped = values["practising"], values["villages_with_group"]
    counts = way_of(view)
    villages, steps = counts["n_villages"], steps_of(counts, int(practising.denominator or 0))
    title = t("grp.way.title")
    with block(key, title, t("grp.way.note", n=number(villages))) as menu:
        draw_table(
            [Column("name", t("grp.way.step")), Column("villages", t("grp.way.villages"), "bar"),
             Column("n", t("grp.way.n"), help=t("grp.way.n_help"))],
            [_row(step, villages, grouped) for step in steps],
            key=f"{key}_table", caption=title,
        )  # fmt: skip
        st.caption(_missing(grouped, view))
    if menu:
        with menu:
            _draw_downloads(view, villages, steps, title, key)


def _row(step: Step, villages: int, grouped: MeasureValue) -> Row:
    share = step.villages / villages * 100 if villages else None
    has_goal = step.id == "grouped" and grouped.target is not None and bool(grouped.denominator)
    return Row(
        step.id,
        {
            "name": t(f"grp.way.{step.id}"),
            "villages": Cell(
                f"{number(step.villages)} ({percent(share, grouped.target if has_goal else None)})",
                share=share,
                goal=float(grouped.target or 0) if has_goal else None,
                status=grouped.status if has_goal else "",
                word=status_word(grouped.status) if has_goal else "",
            ),
            "n": _counted(step),
        },
    )


def _counted(step: Step) -> str:
    words = t(f"grp.way.{step.unit}", n=number(step.n))
    if step.of is None:
        return words
    return f"{words} ({percent(step.n / step.of * 100 if step.of else None)})"


def _missing(grouped: MeasureValue, view: View) -> str:
    if view.filters.occupation is not None:
        return t("grp.way.by_occupation")
    needed = villages_needed(grouped)
    if needed is None:
        return t("grp.way.no_target")
    words = {"n": number(needed), "target": percent(grouped.target), "of": number(grouped.denominator)}
    missing = needed - int(grouped.numerator)
    if missing <= 0:
        return t("grp.way.reached", **words)
    return t("grp.way.missing", missing=number(missing), **words)


def _draw_downloads(view: View, villages: int, steps: list[Step], title: str, key: str) -> None:
    headings = {
        "step": t("grp.way.step"),
        "villages": t("grp.way.villages"),
        "share": t("grp.way.share"),
        "n": t("grp.way.count"),
        "unit": t("grp.way.unit"),
        "of": t("grp.way.out_of"),
    }
    rows: list[dict[str, object]] = [
        {
            "step": t(f"grp.way.{step.id}"),
            "villages": step.villages,
            "share": step.villages / villages * 100 if villages else None,
            "n": step.n,
            "unit": t(f"grp.way.{step.unit}.unit"),
            "of": step.of,
        }
        for step in steps
    ]
    draw_downloads(f"groups-way-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)

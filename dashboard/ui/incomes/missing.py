"""Whom to ask next: households that practise without a pair, and those whose incomes look like a slip of the pen."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from dashboard.measures.income_stats import JUMP
from dashboard.ui import data
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.incomes.rounds import round_word
from dashboard.ui.later import Each
from dashboard.ui.persons import shown_name
from dashboard.ui.tables import Cell, Column
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t
from dashboard.ui.worklist import Task, draw_worklist

KINDS = ("follow_up", "baseline", "both", "zero")
JUMPS = "jump"
MOST_ROWS = 500
_LONG, _VERY_LONG = 90, 180  # days of practising without a pair
Rows = list[dict[str, Any]]


def chosen_kind(view: View) -> str:
    """The kind that the address asks for (`ask`): one of KINDS, JUMPS, or all that are missing."""
    asked = view.get("ask")
    return asked if asked in (*KINDS, JUMPS) else ""


def draw_missing(view: View) -> None:
    """The worklist of the chosen kind, the longest waiting first; what it is limited to stands above it."""
    kind = chosen_kind(view)
    if kind:
        draw_chips(view, [Chip("ask", "", t(f"incomes.doubt.{kind}", times=number(JUMP)))], key="ask_chips")
    if kind == JUMPS:
        _draw_jumps(view)
        return
    rows = data.view_records("pages/incomes_missing", view.filters, missing=kind or None, n=MOST_ROWS)
    draw_worklist(
        view, Each(rows, lambda row: _missing_task(view, row)), key="missing", title=t("incomes.missing.title"),
        n_all=rows[0]["n_all"] if rows else 0, who=t("incomes.missing.household"), what=t("incomes.missing.what"),
        since=t("incomes.missing.since"), more=[Column("last", t("incomes.missing.last"), "number")],
        nothing=t("incomes.missing.nothing"), help=t("incomes.missing.help"), fill=True,
    )  # fmt: skip


def _missing_task(view: View, row: dict[str, Any]) -> Task:
    tone = tone_of((view.filters.as_of - row["practising_since"]).days)
    return Task(
        row["village_code"], who=shown_name(row["head_name"]), note=_house(row),
        what=t(f"incomes.missing.{row['missing']}"), since=row["practising_since"],
        officer=row["officer"] or "",
        tone=tone, tone_word=t(f"incomes.missing.tone.{tone}", n=number(_VERY_LONG if tone == "behind" else _LONG))
        if tone else "",
        more={"last": _last(row["last_on"], row["last_round"])}, plain={"last": row["last_on"]},
    )  # fmt: skip


def tone_of(days: int) -> Literal["", "behind", "near"]:
    """How urgent it is to ask a household that has practised for so many days without a pair."""
    return "behind" if days >= _VERY_LONG else "near" if days >= _LONG else ""


def _last(on: date | None, round_: int | None) -> Cell | None:
    if on is None or round_ is None:
        return None
    return Cell(day(on), note=round_word(round_))


def _house(row: dict[str, Any]) -> str:
    house = t("pairs.house", house=shown_name(row["house_no"], "house"))
    trainer = t("households.trainer", name=shown_name(row["trainer"])) if row["trainer"] else ""
    return " · ".join(filter(None, (house, trainer)))


def jumps_of(view: View) -> Rows:
    """The pairs that changed more than JUMP times, the largest change first; empty without any."""
    return data.view_records("pages/incomes_jumps", view.filters, n=MOST_ROWS)


def _draw_jumps(view: View) -> None:
    rows = jumps_of(view)
    draw_worklist(
        view, Each(rows, _jump_task), key="jumps", title=t("incomes.jumps.title", times=number(JUMP)),
        n_all=rows[0]["n_all"] if rows else 0, who=t("incomes.missing.household"), since=t("incomes.jumps.since"),
        more=[Column("before", t("incomes.before"), "number"), Column("after", t("incomes.after"), "number"),
              Column("times", t("incomes.jumps.times"), "number")],
        nothing=t("incomes.jumps.nothing"), help=t("incomes.jumps.help"), fill=True,
    )  # fmt: skip


def _jump_task(row: dict[str, Any]) -> Task:
    times = row["latest_baht"] / row["baseline_baht"]
    said = f"×{number(times, 1)}" if times >= 1 or not times else f"÷{number(1 / times, 1)}"
    return Task(
        row["village_code"], who=shown_name(row["head_name"]), note=_house(row), since=row["latest_on"],
        officer=row["officer"] or "",
        more={"before": number(row["baseline_baht"]), "after": number(row["latest_baht"]), "times": said},
        plain={"before": row["baseline_baht"], "after": row["latest_baht"], "times": round(times, 2)},
    )  # fmt: skip

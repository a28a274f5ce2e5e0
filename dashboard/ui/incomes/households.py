"""The households behind a bar of the two charts: those in the chosen range of incomes or of changes, one by one.

The address says which: `level=100000..125000` (baht before), `change=4..8` with `unit` (percent or baht); an open end
is left out, `0..0` is no change.
"""

from __future__ import annotations

import re
from typing import Any

from dashboard.ui import data
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.incomes.before_after import step_words, whole
from dashboard.ui.incomes.changes import change_words
from dashboard.ui.incomes.said import signed, signed_baht
from dashboard.ui.later import Each
from dashboard.ui.persons import shown_name
from dashboard.ui.tables import Column
from dashboard.ui.view import View
from dashboard.ui.words import number, t
from dashboard.ui.worklist import Task, draw_worklist

MOST_ROWS = 500
_RANGE = re.compile(r"(-?\d+(?:\.\d+)?)?\.\.(-?\d+(?:\.\d+)?)?")


def chosen_range(view: View) -> tuple[str, float | None, float | None] | None:
    """What the address chooses: level, percent or baht, and its two ends (None is open); None without a choice."""
    for key in ("change", "level"):
        found = _RANGE.fullmatch(view.get(key))
        if found and any(found.groups()):
            low, high = (None if end is None else float(end) for end in found.groups())
            of = key if key == "level" else "baht" if view.get("unit") == "baht" else "percent"
            return of, low, high
    return None


def draw_households(view: View) -> None:
    """The list, with its range as a chip; nothing where no bar was chosen or too few households may be told apart."""
    chosen = chosen_range(view)
    if chosen is None or whole(view).is_few:
        return
    of, low, high = chosen
    kind = "level" if of == "level" else "change"
    words = range_words(of, low, high)
    draw_chips(view, [Chip(kind, t(f"incomes.chosen.{kind}"), words)], key="range_chips")
    rows = data.view_records("pages/incomes_households", view.filters, of=of, low=low, high=high, n=MOST_ROWS)
    draw_worklist(
        view, Each(rows, _task), key="households",
        title=f"{t(f'incomes.chosen.{kind}')}: {words}", n_all=rows[0]["n_all"] if rows else 0,
        who=t("incomes.missing.household"), since=t("incomes.jumps.since"),
        more=[Column("before", t("incomes.before"), "number"), Column("after", t("incomes.after"), "number"),
              Column("baht", t("incomes.change_baht"), "number"), Column("pct", t("incomes.change_pct"), "number")],
        nothing=t("incomes.chosen.nothing"), help=t("incomes.chosen.help"), fill=True,
    )  # fmt: skip


def range_words(of: str, low: float | None, high: float | None) -> str:
    """A range as its bar says it."""
    if of == "level":
        return step_words(low or 0.0, high)
    place = 0 if low == high == 0 else 1
    return change_words({"place": place, "from_value": low, "to_value": high}, of)


def _task(row: dict[str, Any]) -> Task:
    house = t("pairs.house", house=shown_name(row["house_no"], "house"))
    return Task(
        row["village_code"], who=shown_name(row["head_name"]),
        note=" · ".join(filter(None, (house, row["occupation"] or ""))), since=row["latest_on"],
        officer=shown_name(row["officer"]) if row["officer"] else "",
        more={"before": number(row["baseline_baht"]), "after": number(row["latest_baht"]),
              "baht": signed_baht(row["change_baht"]), "pct": signed(row["change_pct"])},
        plain={"before": row["baseline_baht"], "after": row["latest_baht"], "baht": row["change_baht"],
               "pct": round(row["change_pct"], 2)},
    )  # fmt: skip

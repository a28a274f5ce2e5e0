"""Villages that spent more than their own budget: never hidden in the sum of an area that has enough."""

from __future__ import annotations

from typing import Any

from dashboard.ui.budget.asked import MOST_VILLAGES, over_budget_of
from dashboard.ui.budget.baht import short
from dashboard.ui.later import Each
from dashboard.ui.tables import Cell, Column
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t
from dashboard.ui.worklist import Task, draw_worklist


def draw_over(view: View, *, key: str = "over") -> None:
    """The list, the most above the budget first; nothing when no village is above."""
    rows = over_budget_of(view)
    if not rows:
        return
    n_all = rows[0]["n_all"]
    help_ = t("budget.over_help", baht=short(rows[0]["over_all_baht"]))
    if n_all > len(rows):
        help_ += f" · {t('budget.longer', n=number(MOST_VILLAGES), of=number(n_all))}"
    draw_worklist(
        view, Each(rows, _task), key=key, title=t("budget.over_title"), n_all=n_all, who=t("budget.over_by"),
        more=(Column("budget", t("budget.column.budget"), "number"),
              Column("spent", t("budget.column.spent"), "number")),
        dated=False, help=help_, fill=True,
    )  # fmt: skip


def _task(r: dict[str, Any]) -> Task:
    spent = r["activity_baht"] + r["material_baht"]
    share = percent(spent / r["budget_baht"] * 100) if r["budget_baht"] else ""
    return Task(
        r["village_code"], t("budget.in_baht", n=number(r["over_baht"])), tone="behind", tone_word=t("budget.over"),
        note=t("budget.of_budget", share=share) if share else "",
        officer=r["officer"] or "",
        more={"budget": number(r["budget_baht"]), "spent": Cell(number(spent))},
        plain={"budget": r["budget_baht"], "spent": spent},
    )  # fmt: skip

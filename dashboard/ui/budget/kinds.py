"""The materials by category and by how far they are, as bars: a click limits the list beside them."""

from __future__ import annotations

from typing import Any

from dashboard.filters import UNSAID
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.budget.asked import STANDINGS, categories_of, standings_of, wanted_of
from dashboard.ui.budget.baht import Scale, scale_of
from dashboard.ui.count_files import draw_count_files
from dashboard.ui.download import draw_downloads
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, t

_FRESH = {"item": None, "items_page": None}


def draw_kinds(view: View, *, key: str = "kinds") -> None:
    """The categories as bars; a click limits the list to one, another takes the limit away."""
    wanted = wanted_of(view)
    rows = categories_of(view, wanted)
    most = max((r["cost_baht"] for r in rows), default=0)
    scale = scale_of([most])
    with block(key, t("budget.kinds_title"), number(len(rows)), menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("budget.category")), Column("cost", scale.unit, "bar")],
            [
                Row(r["category"] or UNSAID, {
                    "name": Cell(r["category"] or t("budget.no_category"),
                                 note=t("budget.kind_note", n=number(r["n_items"]), villages=number(r["n_villages"]))),
                    "cost": _bar(r["cost_baht"], most, scale),
                }, href=view.link(**_FRESH, category=None if wanted.category == r["category"]
                                  else r["category"] or UNSAID),
                    tone="here" if wanted.category == r["category"] else "")
                for r in rows
            ],
            key=f"{key}_table", caption=t("budget.kinds_title"), nothing=t("budget.no_materials"), stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"category": t("budget.category"), "cost_baht": t("budget.sheet.cost_baht"),
                        "n_items": t("files.n_items"), "n_villages": t("heat.villages")}  # fmt: skip
            plain = [{**r, "category": r["category"] or t("budget.no_category")} for r in rows]
            said = about(view, t("budget.kinds_title"), len(plain))
            draw_downloads(f"kinds-{view.filters.as_of}", headings, plain, said, key=key)


def draw_standings(view: View, *, key: str = "standings") -> None:
    """How far the materials are, as bars; a click limits the list to one step."""
    wanted = wanted_of(view)
    found = standings_of(view, wanted)
    total = sum(r["cost_baht"] for r in found.values())
    scale = scale_of([r["cost_baht"] for r in found.values()])
    with block(key, t("budget.standings_title"), "") as menu:
        draw_table(
            [Column("name", t("budget.standing")), Column("cost", scale.unit, "bar")],
            [
                Row(name, {
                    "name": Cell(t(f"budget.standing.{name}"), note=_rows(found.get(n))),
                    "cost": _bar(found[n]["cost_baht"] if n in found else 0, total, scale),
                }, href=view.link(**_FRESH, status=None if wanted.standing == n else name),
                    tone="here" if wanted.standing == n else "")
                for n, name in enumerate(STANDINGS)
            ],
            key=f"{key}_table", caption=t("budget.standings_title"), stacks=False,
        )  # fmt: skip
    costs = [(t(f"budget.standing.{s}"), found[n]["cost_baht"] if n in found else 0) for n, s in enumerate(STANDINGS)]
    headings = t("budget.standing"), t("budget.sheet.cost_baht")
    draw_count_files(view, menu, t("budget.standings_title"), headings, costs, key=key)


def _rows(row: dict[str, Any] | None) -> str:
    return t("budget.rows_note", n=number(row["n_rows"]), villages=number(row["n_villages"])) if row else ""


def _bar(baht: Any, most: Any, scale: Scale) -> Cell:
    return Cell(scale.show(baht), share=float(baht / most * 100) if most else 0)

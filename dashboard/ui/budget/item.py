"""One gathered item: which villages need it, how much, at what price, how far it is on its way."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.budget.asked import MOST_VILLAGES, STANDINGS, Rows, item_rows_of
from dashboard.ui.budget.baht import amount, price, short
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t
from dashboard.ui.worklist import within

_ICONS = {0: ("error", "behind"), 1: ("contrast", "near"), 2: ("contrast", "near"), 3: ("check_circle", "met"),
          4: ("check_circle", "met")}  # fmt: skip


def asked_item(view: View) -> tuple[str, str, str] | None:
    """Category, item and unit that the address names; None when it names no item."""
    parts = view.get("item").split("|")
    return (parts[0], "|".join(parts[1:-1]), parts[-1]) if len(parts) >= 3 else None


def draw_item(view: View, *, key: str = "item") -> bool:
    """The block of the item that the address names; whether there was one."""
    asked = asked_item(view)
    if asked is None:
        return False
    category, item_key, unit_key = asked
    rows = item_rows_of(view, item_key, unit_key, category)
    if not rows:
        return False
    title = t("budget.item_title", item=rows[0]["item"], unit=rows[0]["unit"] or "–")
    n_villages = len({r["village_code"] for r in rows})
    note = t("budget.item_note", n=number(n_villages), baht=short(sum(r["cost_baht"] or 0 for r in rows)))
    with block(key, title, note) as menu:
        _draw_way(view, rows)
        _draw_rows(view, rows, key)
        if rows[0]["n_all"] > len(rows):
            st.caption(t("budget.longer", n=number(MOST_VILLAGES), of=number(rows[0]["n_all"])))
    if menu:
        with menu:
            _draw_downloads(view, rows, title, key)
    return True


def _draw_way(view: View, rows: Rows) -> None:
    """The way back to the list, and what the prices are compared with."""
    said = [f"[:material/arrow_back: {t('budget.back')}]({view.link(item=None)})"]
    median = rows[0]["median_price_baht"]
    dear = sum(r["is_dear"] for r in rows)
    if median is not None:
        said.append(t("budget.median", price=price(median)))
    if dear:
        said.append(t("budget.n_dear", n=number(dear)))
    st.markdown(" · ".join(said))


def _draw_rows(view: View, rows: Rows, key: str) -> None:
    names = places.names({r["village_code"] for r in rows})
    draw_table(
        [
            Column("name", t("place.village.word")), Column("occupation", t("budget.occupation"), minor=True),
            Column("quantity", t("budget.quantity"), "number"), Column("price", t("budget.unit_price"), "number"),
            Column("cost", t("budget.cost"), "number"), Column("standing", t("budget.where")),
            Column("needed", t("budget.training_on"), "number"),
        ],
        [
            Row(f"{n}", {
                "name": Cell(names[r["village_code"]], note=within(r["village_code"])),
                "occupation": r["occupation"] or "–",
                "quantity": amount(r["quantity"]) if r["quantity"] is not None else None,
                "price": _price(r),
                "cost": number(r["cost_baht"]) if r["cost_baht"] is not None else None,
                "standing": _standing(r),
                "needed": day(r["needed_on"]) if r["needed_on"] else None,
            }, href=area_link(view, r["village_code"]))
            for n, r in enumerate(rows)
        ],
        key=f"{key}_table", caption=t("budget.item_caption"), fill=True,
    )  # fmt: skip


def _price(r: dict[str, Any]) -> Cell | None:
    if r["unit_price_baht"] is None:
        return None
    if r["is_dear"]:
        return Cell(price(r["unit_price_baht"]), icon="error", status="behind", note=t("budget.dear"))
    return Cell(price(r["unit_price_baht"]))


def _standing(r: dict[str, Any]) -> Cell:
    icon, status = _ICONS[r["standing"]]
    on = r[("ordered_on", "ordered_on", "delivered_on", "accepted_on", "paid_on")[r["standing"]]]
    return Cell(t(f"budget.standing.{STANDINGS[r['standing']]}"), icon=icon, status=status, note=day(on) if on else "")


def _draw_downloads(view: View, rows: Rows, title: str, key: str) -> None:
    names = ("village_code", "name", "within", "occupation", "quantity", "unit", "unit_price_baht", "cost_baht",
             "standing", "ordered_on", "delivered_on", "accepted_on", "paid_on", "needed_on")  # fmt: skip

    def make() -> Rows:
        known = places.names({r["village_code"] for r in rows})
        return [
            {
                **r,
                "name": known[r["village_code"]],
                "within": within(r["village_code"]),
                "standing": t(f"budget.standing.{STANDINGS[r['standing']]}"),
            }
            for r in rows
        ]

    plain = Later(len(rows), make)  # fmt: skip
    draw_downloads(f"material-{view.filters.as_of}", {n: t(f"budget.sheet.{n}") for n in names}, plain,
                   about(view, title, len(plain)), key=key)  # fmt: skip

"""The materials that the villages need, gathered as they are bought: one line an item and unit."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.budget.alike import draw_alike
from dashboard.ui.budget.asked import MOST_ITEMS, Rows, items_of, wanted_of
from dashboard.ui.budget.baht import amount, price, short
from dashboard.ui.budget.gathered import gathered_headings, item_id, limited, sorted_items, standing_cell
from dashboard.ui.budget.item import draw_item
from dashboard.ui.budget.procurement import draw_procurement
from dashboard.ui.download import draw_downloads
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t
from dashboard.ui.worklist import draw_pager

SHOWN = 25
_FRESH = {"item": None, "items_page": None}


def draw_materials(view: View) -> None:
    """The item that the address names with its villages; else the whole list, and what in it may be the same."""
    if not draw_item(view):
        draw_items(view)
        draw_alike(view)


def draw_items(view: View, *, key: str = "items") -> None:
    """The gathered list with its search, its order and the workbook for procurement."""
    wanted = wanted_of(view)
    rows = items_of(view, wanted)
    n_all = rows[0]["n_all"] if rows else 0
    total = sum(r["cost_baht"] for r in rows)
    note = t("budget.items_note", n=number(n_all), baht=short(total))
    with block(key, t("budget.items_title"), note, menu=bool(rows)) as menu:
        with st.container(horizontal=True, vertical_alignment="center", key=f"{key}_tools", gap="small"):
            _draw_search(view)
            if rows:
                draw_procurement(view, wanted, rows)
        _draw_list(view, rows, key)
        st.caption(_lacking(rows))
        if n_all > len(rows):
            st.caption(t("budget.longer", n=number(MOST_ITEMS), of=number(n_all)))
    if menu:
        with menu:
            _draw_downloads(view, rows, key)


def _draw_search(view: View) -> None:
    st.session_state["budget_find"] = view.get("find")
    st.text_input(
        t("budget.find"), key="budget_find", placeholder=t("budget.find"), on_change=_find,
        label_visibility="collapsed", icon=":material/search:", width=300,
    )  # fmt: skip


def _find() -> None:
    typed = str(st.session_state["budget_find"] or "").strip()
    for own in _FRESH:
        st.query_params.pop(own, None)
    if typed:
        st.query_params["find"] = typed
    else:
        st.query_params.pop("find", None)


def _draw_list(view: View, rows: Rows, key: str) -> None:
    sort = view.get("items", "cost")
    ranked = sorted_items(rows, sort)
    asked = view.get("items_page", "1")
    last = max((len(ranked) - 1) // SHOWN, 0)
    page = min(max(int(asked), 1) - 1 if asked.isascii() and asked.isdigit() else 0, last)
    shown = ranked[page * SHOWN : (page + 1) * SHOWN]
    draw_table(
        _columns(view, sort), [_row(view, r) for r in shown], key=f"{key}_table", caption=t("budget.items_title"),
        lead="item", nothing=t("budget.no_items" if view.get("find") or view.get("status") else "budget.no_materials"),
        fill=True,
    )  # fmt: skip
    if last:
        word = t("worklist.page", first=number(page * SHOWN + 1), last=number(page * SHOWN + len(shown)),
                 of=number(len(ranked)))  # fmt: skip
        draw_pager(view, "items_page", page + 1, last + 1, word, key=f"{key}_pages")


def _columns(view: View, sort: str) -> list[Column]:
    by, turned = sort.removeprefix("-"), sort.startswith("-")

    def column(name: str, label: str, kind: str, *, minor: bool = False, help_: str = "") -> Column:
        down = (name not in ("item", "needed")) != turned
        return Column(
            name, label, kind,  # type: ignore[arg-type]
            sort_href=view.link(items=f"-{name}" if by == name and not turned else name, items_page=None),
            sorted=("down" if down else "up") if by == name else "", help=help_, minor=minor,
        )  # fmt: skip

    return [
        column("item", t("budget.item"), "text"),
        column("quantity", t("budget.quantity"), "number"),
        column("villages", t("heat.villages"), "number"),
        column("price", t("budget.price"), "number", help_=t("budget.price_help")),
        column("cost", t("budget.cost"), "number"),
        Column("standing", t("budget.where"), help=t("budget.where_help")),
        column("needed", t("budget.needed"), "number", help_=t("budget.needed_help")),
    ]


def _row(view: View, r: dict[str, Any]) -> Row:
    return Row(
        item_id(r),
        {
            "item": Cell(r["item"], note=r["category"] or t("budget.no_category")),
            "quantity": Cell(amount(r["quantity"]), note=r["unit"]),
            "villages": number(r["n_villages"]),
            "price": _price(r),
            "cost": number(r["cost_baht"]),
            "standing": standing_cell(r),
            "needed": _needed(view, r),
        },
        href=view.link(item=item_id(r), items_page=view.get("items_page") or None),
    )


def _price(r: dict[str, Any]) -> Cell:
    if r["median_price_baht"] is None:
        return Cell("–", note=t("budget.no_price"))
    same = r["lowest_price_baht"] == r["highest_price_baht"]
    note = "" if same else f"{price(r['lowest_price_baht'])}–{price(r['highest_price_baht'])}"
    if r["n_dear"]:
        return Cell(price(r["median_price_baht"]), note=note, icon="contrast", status="near",
                    word=t("budget.n_dear", n=number(r["n_dear"])))  # fmt: skip
    return Cell(price(r["median_price_baht"]), note=note)


def _needed(view: View, r: dict[str, Any]) -> Cell | None:
    if r["needed_on"] is None:
        return None
    gone = (view.filters.as_of - r["needed_on"]).days
    if gone > 0:
        return Cell(day(r["needed_on"]), icon="error", status="behind", note=t("budget.days_gone", n=number(gone)))
    return Cell(day(r["needed_on"]), note=t("budget.days_left", n=number(-gone)))


def _lacking(rows: Rows) -> str:
    said = [t("budget.gathered_how")]
    for name in ("n_without_quantity", "n_without_price", "n_dear"):
        n = sum(r[name] for r in rows)
        if n:
            said.append(t(f"budget.rows.{name}", n=number(n)))
    return " · ".join(said)


def _draw_downloads(view: View, rows: Rows, key: str) -> None:
    title = t("budget.items_title")
    draw_downloads(f"materials-{view.filters.as_of}", gathered_headings(), rows,
                   about(view, limited(title, wanted_of(view)), len(rows)), key=key)  # fmt: skip

"""What to doubt in the incomes: missing and odd ones by kind, and how far they could move the mean."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from dashboard.measures.income_groups import IncomeGroup, fetch_income_groups
from dashboard.measures.income_stats import JUMP, growth_if_others_stood_still, growth_without, others_growth_at
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.incomes.before_after import whole
from dashboard.ui.incomes.groups import LEVELS
from dashboard.ui.incomes.missing import JUMPS, KINDS, chosen_kind, jumps_of
from dashboard.ui.incomes.said import signed
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import measured, number, t

HALF = 50.0  # coverage below which a mean speaks of fewer households than it leaves out


def draw_doubts(view: View) -> None:
    """The block: how many of each kind (a click shows them in the list beside), and what they could mean."""
    group = whole(view)
    title = t("incomes.doubts.title")
    rows = _rows(view)
    with block("doubts", title, menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("incomes.doubts.kind")), Column("n", t("incomes.doubts.n"), "number")],
            [_shown(view, kind, n) for kind, n in rows],
            key="doubts_table", caption=title, nothing=t("incomes.doubts.nothing"),
        )  # fmt: skip
        for said in _consequences(view, group):
            st.markdown(f":small[{said}]")
    if menu:
        with menu:
            headings = {"kind": t("incomes.doubts.kind"), "n": t("incomes.doubts.n")}
            plain: list[dict[str, object]] = [{"kind": _name(kind), "n": n} for kind, n in rows]
            draw_downloads(
                f"doubts-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key="doubts"
            )


def _rows(view: View) -> list[tuple[str, int]]:
    """(kind, how many), those of the list first; kinds without any are left out."""
    missing = {r["missing"]: r["n_households"] for r in data.view_records("pages/incomes_missing_kinds", view.filters)}
    jumps = jumps_of(view)
    after = data.view_records("pages/incomes_after", view.filters)[0]["n_households"]
    craft = data.view_records("pages/incomes_from_occupation", view.filters)
    more = next(r["n_more_than_all"] for r in craft if r["occupation_type"] is None)
    groups = data.fetch(fetch_income_groups, view.filters, LEVELS[view.child_digits // 2])
    thin = sum(g.coverage.value is not None and g.coverage.value < HALF for g in groups)
    found = [(kind, missing.get(kind, 0)) for kind in KINDS]
    found += [(JUMPS, jumps[0]["n_all"] if jumps else 0), ("more", more), ("thin", thin), ("after", after)]
    return [(kind, n) for kind, n in found if n]


def _name(kind: str) -> str:
    return t(f"incomes.doubt.{kind}", times=number(JUMP), half=number(HALF))


def _shown(view: View, kind: str, n: int) -> Row:
    listed = kind in (*KINDS, JUMPS)
    here = chosen_kind(view) == kind
    href = view.link(ask=None if here else kind, missing_page=None, jumps_page=None) if listed else ""
    if kind == "thin":
        href = view.link(tab="where", sort="-coverage")
    unit = places.level_word(view.child_digits) if kind == "thin" else ""
    return Row(
        kind, {"name": Cell(_name(kind), note=t(f"incomes.doubt.{kind}.todo")), "n": Cell(number(n), note=unit)},
        href=href, tone="here" if here else "",
    )  # fmt: skip


def _consequences(view: View, group: IncomeGroup) -> list[str]:
    """In words: growth without the odd ones, and what the households without a pair could do to it."""
    if group.is_few or group.growth.value is None:
        return []
    growth, target = float(group.growth.value), group.growth.target
    said = []
    jumps = jumps_of(view)
    if jumps:
        without = growth_without(
            float(group.growth.numerator), float(group.growth.denominator or 0),
            float(_decimal(jumps[0]["all_change_baht"])), float(_decimal(jumps[0]["all_baseline_baht"])),
        )  # fmt: skip
        said.append(
            t("incomes.doubts.without", n=number(jumps[0]["n_all"]), times=number(JUMP),
              growth=signed(growth, target), without=signed(without, target))
        )  # fmt: skip
    others = group.practising - group.pairs
    still = growth_if_others_stood_still(growth, group.pairs, group.practising)
    if others > 0 and still is not None:
        said.append(t("incomes.doubts.still", n=number(others), growth=signed(still, target)))
    if target is not None and others > 0:
        needed = others_growth_at(float(target), growth, group.pairs, group.practising)
        if needed is not None:
            key = "incomes.doubts.to_stay" if growth >= target else "incomes.doubts.to_reach"
            said.append(t(key, target=measured("income_growth", target), growth=signed(needed)))
    return said


def _decimal(value: object) -> Decimal:
    return Decimal(str(value))

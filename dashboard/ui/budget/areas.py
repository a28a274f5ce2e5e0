"""The money of the areas one level below: allocated, ordered, accepted, disbursed, its share, evidence; a click goes
down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.measures import AreaMeasures
from dashboard.thai import sort_key
from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.budget.asked import area_measures_of, area_sums_of, sums_of, whole_measures_of
from dashboard.ui.budget.baht import Scale, Sum, exact, scale_of
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.progress.columns import sort_column
from dashboard.ui.tables import Cell, Column, Row, bar_cell, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import measure_name, number, percent, t

SUMS = ("allocated", "ordered", "accepted", "disbursed")
_DEFAULT = "-share"


@dataclass(frozen=True)
class AreaRow:
    """One area: its measures and its sums."""

    code: str
    measures: AreaMeasures
    sums: dict[str, Any]

    def baht(self, name: str) -> Sum:
        """A sum of SUMS; the disbursed and the allocated ones are the measure's own."""
        value = self.measures.values["budget_disbursed"]
        if name == "allocated":
            return None if self.sums["n_without_budget"] == self.sums["n_villages"] else value.denominator
        if name == "disbursed":
            return value.numerator
        return self.sums[f"{name}_baht"] if self.sums["n_materials"] else None

    @property
    def share(self) -> float | None:
        """The share disbursed, percent."""
        value = self.measures.values["budget_disbursed"].value
        return None if value is None else float(value)

    @property
    def unproved(self) -> int:
        """Activities and materials without complete evidence."""
        value = self.measures.values["evidence_complete"]
        return int((value.denominator or 0) - value.numerator)

    def value(self, by: str) -> float | None:
        """What a column sorts by."""
        if by == "share":
            return self.share
        if by == "unproved":
            return self.unproved
        if by == "villages":
            return int(self.sums["n_villages"])
        baht = self.baht(by) if by in SUMS else self.share
        return None if baht is None else float(baht)


def draw_area_sums(view: View, *, key: str = "areas") -> None:
    """The block with the table; `sort` in the address orders it, the lowest share first unless it says otherwise."""
    sums = area_sums_of(view)
    rows = [AreaRow(a.area_code, a, sums[a.area_code]) for a in area_measures_of(view)]
    names = places.plain_names(r.code for r in rows)
    sort = view.get("sort", _DEFAULT)
    ranked = sorted_rows(rows, names, sort)
    whole = AreaRow("", whole_measures_of(view), sums_of(view))
    scale = scale_of([r.baht(name) for r in rows for name in ("allocated", "ordered", "disbursed")])
    title = t("budget.areas_title", level=places.level_word(view.child_digits))
    with block(key, title, t("budget.areas_note", n=number(len(rows)))) as menu:
        draw_table(
            _columns(view, sort, scale),
            [_row(view, r, names[r.code], scale) for r in ranked],
            key=f"{key}_table",
            caption=title,
            nothing=t("league.nothing"),
            total=_row(view, whole, t("heat.total"), scale) if len(ranked) > 1 else None,
            fill=True,
            stacks=False,
        )
    if menu:
        with menu:
            _draw_downloads(view, ranked, names, title, key)


def sorted_rows(rows: list[AreaRow], names: Mapping[str, str], sort: str) -> list[AreaRow]:
    """The rows as `sort` asks (a `-` before a column turns it round); areas without a value last."""
    by, turned = sort.removeprefix("-"), sort.startswith("-")
    in_order = sorted(rows, key=lambda r: (sort_key(names[r.code]), r.code))
    if by == "name":
        return in_order[::-1] if turned else in_order
    known = [(r, v) for r in in_order if (v := r.value(by)) is not None]
    known.sort(key=lambda pair: pair[1] * (1 if turned else -1))
    return [r for r, _ in known] + [r for r in in_order if r.value(by) is None]


def _columns(view: View, sort: str, scale: Scale) -> list[Column]:
    columns = [sort_column(view, sort, "name", places.level_word(view.child_digits), "text")]
    if view.child_digits < 8:
        columns.append(sort_column(view, sort, "villages", t("heat.villages"), "number"))
    columns += [
        sort_column(
            view, sort, name, f"{t(f'budget.column.{name}')} ({scale.unit})", "number", t(f"budget.help.{name}")
        )
        for name in SUMS
    ]
    columns.append(sort_column(view, sort, "share", t("budget.share"), "bar", measure_name("budget_disbursed")))
    columns.append(sort_column(view, sort, "unproved", t("budget.unproved"), "number", t("budget.help.unproved")))
    return columns


def _row(view: View, row: AreaRow, name: str, scale: Scale) -> Row:
    cells: dict[str, str | Cell | None] = {
        "name": Cell(name, note=_without(row)),
        "villages": number(row.sums["n_villages"]),
        "share": _share(row),
        "unproved": number(row.unproved),
    }
    for column in SUMS:
        baht = row.baht(column)
        cells[column] = None if baht is None else Cell(scale.show(baht), title=exact(baht))
    return Row(row.code, cells, href=area_link(view, row.code) if row.code else "")


def _without(row: AreaRow) -> str:
    without = row.sums["n_without_budget"]
    if not without:
        return ""
    return (
        t("budget.no_budget") if without == row.sums["n_villages"] else t("budget.n_without_budget", n=number(without))
    )


def _share(row: AreaRow) -> Cell | None:
    value = row.measures.values["budget_disbursed"]
    if value.value is None:
        return None
    if float(value.value) > 100:
        return Cell(percent(value.value), share=100, status="behind", word=t("budget.over"))
    return bar_cell(value)


def _draw_downloads(view: View, rows: list[AreaRow], names: Mapping[str, str], title: str, key: str) -> None:
    baht = t("budget.baht")
    headings = {
        "code": t("download.code"),
        "name": t("league.area"),
        "villages": t("heat.villages"),
        "without": t("budget.column.without_budget"),
        **{name: f"{t(f'budget.column.{name}')} ({baht})" for name in SUMS},
        "activities": f"{t('budget.part.activities')} ({baht})",
        "materials": f"{t('budget.part.materials')} ({baht})",
        "share": f"{measure_name('budget_disbursed')} (%)",
        "over": t("budget.column.over_villages"),
        "unproved": t("budget.help.unproved"),
        "unproved_baht": f"{t('budget.column.unproved_baht')} ({baht})",
    }
    plain = Later(len(rows), lambda: [
        {
            "code": r.code, "name": names[r.code], "villages": r.sums["n_villages"],
            "without": r.sums["n_without_budget"], **{name: r.baht(name) for name in SUMS},
            "activities": r.sums["activity_baht"], "materials": r.sums["material_baht"], "share": r.share,
            "over": r.sums["n_over_budget"], "unproved": r.unproved,
            "unproved_baht": r.sums["activity_unproved_baht"] + r.sums["material_unproved_baht"],
        }
        for r in rows
    ])  # fmt: skip
    draw_downloads(f"budget-areas-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)

"""Incomes of the programme beside the figures of other offices: a share only where the unit is the same."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.measures.income_lines import AgainstLine, IncomeFigure, fetch_against_lines, fetch_income_figures
from dashboard.measures.income_stats import FEW
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.incomes.said import count_cell, few
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t, year


def draw_against(view: View) -> None:
    """The block: shares below an average per household; figures in another unit stand apart, undivided."""
    lines = data.fetch(fetch_against_lines, view.filters)
    figures = data.fetch(fetch_income_figures, view.filters)
    others = [figure for figure in figures if figure.per != "household"]
    title = t("incomes.against.title")
    with block("against", title, menu=bool(figures)) as menu:
        if not figures:
            st.caption(t("incomes.against.nothing"))
            return
        if lines:
            _draw_lines(lines)
            st.caption(t("incomes.against.average"))
        else:
            st.caption(t("incomes.against.no_household"))
        if others:
            _draw_others(others)
            st.caption(t("incomes.against.other_units"))
        sources = dict.fromkeys(figure.source for figure in figures if figure.source)
        st.caption("  \n".join(t("context.source", source=source) for source in sources))
    if menu:
        with menu:
            _draw_downloads(view, lines, others, title)


def _draw_lines(lines: Sequence[AgainstLine]) -> None:
    rows = [
        Row(
            f"{n}",
            {
                "name": Cell(_area(line.figure), note=f"{line.figure.indicator} · {_year(line.figure)}"),
                "line": number(line.figure.value),
                "pairs": count_cell(line.n_pairs, is_few=line.n_pairs < FEW, is_uncertain=FEW <= line.n_pairs < 30),
                "after": None if line.n_pairs < FEW else number(line.mean_after_baht),
                "below_before": _share(line.n_below_before, line.n_pairs),
                "below_after": _share(line.n_below_after, line.n_pairs),
            },
            tone="faint" if line.n_pairs < FEW else "",
        )
        for n, line in enumerate(lines)
    ]
    draw_table(
        [Column("name", t("incomes.against.figure")), Column("line", t("incomes.against.line"), "number"),
         Column("after", t("incomes.against.mean_after"), "number"), Column("pairs", t("incomes.pairs"), "number"),
         Column("below_before", t("incomes.against.below_before"), "number"),
         Column("below_after", t("incomes.against.below_after"), "number")],
        rows, key="against_table", caption=t("incomes.against.title"),
    )  # fmt: skip


def _share(n: int, of: int) -> str | None:
    return None if of < FEW else percent(n / of * 100)


def _area(figure: IncomeFigure) -> str:
    if figure.of == figure.area_code:
        return places.name(figure.of)
    return t("incomes.against.of_area", area=places.name(figure.of), above=places.name(figure.area_code))


def _year(figure: IncomeFigure) -> str:
    return t("context.year", year=year(figure.year))


def _draw_others(figures: Sequence[IncomeFigure]) -> None:
    rows = [
        Row(
            str(n),
            {
                "name": Cell(figure.indicator, note=f"{places.name(figure.area_code)} · {_year(figure)}"),
                "value": number(figure.value),
                "unit": Cell(figure.unit, note=t(f"incomes.against.per_{figure.per}")),
            },
        )
        for n, figure in enumerate(figures)
    ]
    draw_table(
        [Column("name", t("incomes.against.other")), Column("value", t("context.value"), "number"),
         Column("unit", t("context.unit"))],
        rows, key="against_others", caption=t("incomes.against.other"),
    )  # fmt: skip


def _draw_downloads(view: View, lines: Sequence[AgainstLine], others: Sequence[IncomeFigure], title: str) -> None:
    headings = {
        "code": t("download.code"),
        "area": t("context.area"),
        "indicator": t("context.indicator"),
        "year": t("context.which_year"),
        "value": t("context.value"),
        "unit": t("context.unit"),
        "per": t("incomes.against.compared"),
        "pairs": t("incomes.pairs_help"),
        "before": t("incomes.against.mean_before"),
        "after": t("incomes.against.mean_after"),
        "below_before": t("incomes.against.below_before"),
        "below_after": t("incomes.against.below_after"),
        "source": t("about.source"),
    }
    rows: list[dict[str, object]] = []
    for line in lines:
        row = _plain(line.figure) | {"pairs": few() if line.n_pairs < FEW else line.n_pairs}
        if line.n_pairs >= FEW:
            row |= {
                "before": line.mean_before_baht,
                "after": line.mean_after_baht,
                "below_before": line.n_below_before / line.n_pairs * 100,
                "below_after": line.n_below_after / line.n_pairs * 100,
            }
        rows.append(row)
    rows += [_plain(figure) for figure in others]
    draw_downloads(f"against-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key="against")


def _plain(figure: IncomeFigure) -> dict[str, object]:
    return {
        "code": figure.area_code,
        "area": _area(figure),
        "indicator": figure.indicator,
        "year": figure.year,
        "value": figure.value,
        "unit": figure.unit,
        "per": t(f"incomes.against.per_{figure.per}"),
        "source": figure.source,
    }

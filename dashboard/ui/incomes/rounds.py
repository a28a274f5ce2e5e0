"""Round by round of follow-up: how incomes stood at each, and whether the same households had more than before."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.measures import fetch_measures
from dashboard.measures.income_groups import IncomeRound, fetch_income_rounds
from dashboard.measures.income_stats import FEW
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.incomes.intervals import Axis, axis_of, interval_cell
from dashboard.ui.incomes.said import count_cell, few, signed
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import Value, number, t


def draw_rounds(view: View) -> None:
    """The block: one row per round, against the same baseline, of the households that practise still."""
    rounds = data.fetch(fetch_income_rounds, view.filters)
    target = data.fetch(fetch_measures, view.filters)[0].values["income_growth"].target
    title = t("incomes.rounds.title")
    with block("rounds", title, t("incomes.rounds.note"), menu=bool(rounds)) as menu:
        _draw_table(view, rounds, target, title)
        if any(r.n_before for r in rounds):
            st.caption(t("incomes.rounds.same"))
    if menu:
        with menu:
            _draw_downloads(view, rounds, title)


def round_word(round_: int) -> str:
    """รอบก่อน, or ครั้งที่ 2."""
    return t("incomes.round_n", n=number(round_)) if round_ else t("incomes.round_baseline")


def sorted_rounds(rounds: Sequence[IncomeRound], order: str) -> list[IncomeRound]:
    """The rounds as `order` asks: round, months, pairs, median or mean; a `-` before it turns it round."""
    by, turned = order.removeprefix("-"), order.startswith("-")
    key = {"months": "mean_months", "pairs": "n_pairs", "median": "median_change_pct", "mean": "growth_pct"}.get(by)
    falls = key is not None
    return sorted(rounds, key=lambda r: getattr(r, key or "round"), reverse=falls != turned)


def _draw_table(view: View, rounds: Sequence[IncomeRound], target: Value, title: str) -> None:
    order = view.get("rsort", "round")
    by, turned = order.removeprefix("-"), order.startswith("-")

    def column(key: str, label: str, kind: str = "number", help_: str = "") -> Column:
        rising = turned if key != "round" else not turned
        return Column(
            key, label, kind,  # type: ignore[arg-type]
            sort_href=view.link(rsort=f"-{key}" if by == key and not turned else key),
            sorted=("up" if rising else "down") if by == key else "", help=help_,
        )  # fmt: skip

    told = [r for r in rounds if not r.is_few]
    axis = axis_of(
        ((r.growth_pct, r.interval, r.is_uncertain) for r in told), None if target is None else float(target)
    )
    columns = [
        column("round", t("incomes.round"), "text"),
        column("months", t("incomes.months"), help_=t("incomes.months_help")),
        column("pairs", t("incomes.pairs"), help_=t("incomes.rounds.pairs_help")),
        Column("latest", t("incomes.latest"), "number", help=t("incomes.latest_help"), minor=True),
        column("median", t("incomes.median"), help_=t("incomes.median_help")),
        column("mean", t("incomes.mean"), "interval", t("incomes.mean_help")),
    ]
    if any(r.n_before for r in rounds):
        columns.append(Column("before", t("incomes.before_round"), "number", help=t("incomes.rounds.same")))
    draw_table(
        columns,
        [_row(r, target, axis) for r in sorted_rounds(rounds, order)],
        key="rounds_table", caption=title, lead="round", nothing=t("incomes.nothing"),
    )  # fmt: skip


def _row(r: IncomeRound, target: Value, axis: Axis) -> Row:
    cells: dict[str, str | Cell | None] = {
        "round": round_word(r.round),
        "months": number(r.mean_months, 1),
        "pairs": count_cell(r.n_pairs, is_few=r.is_few, is_uncertain=r.is_uncertain),
        "latest": None if r.is_few else number(r.n_latest),
    }
    if not r.is_few:
        cells |= {
            "median": signed(r.median_change_pct),
            "mean": interval_cell(r.growth_pct, r.interval, target, axis),
            "before": _before(r),
        }
    return Row(str(r.round), cells, tone="faint" if r.is_few else "")


def _before(r: IncomeRound) -> Cell | None:
    """What the same households stood at before, when enough of them were measured then."""
    if not r.n_before or r.growth_before_pct is None:
        return None
    if r.n_before < FEW:
        return Cell(few())
    return Cell(signed(r.growth_before_pct), note=t("incomes.n_pairs", n=number(r.n_before)))


def _draw_downloads(view: View, rounds: Sequence[IncomeRound], title: str) -> None:
    headings = {
        "round": t("incomes.round"),
        "months": t("incomes.months_help"),
        "pairs": t("incomes.rounds.pairs_help"),
        "latest": t("incomes.latest_help"),
        "median": t("incomes.median_help"),
        "mean": t("incomes.mean_help"),
        "low": t("incomes.low"),
        "high": t("incomes.high"),
        "growths": t("incomes.mean_of_growths"),
        "n_before": t("incomes.n_before"),
        "before": t("incomes.rounds.same"),
    }
    rows = [
        {"round": r.round, "months": r.mean_months, "pairs": few()}
        if r.is_few
        else {
            "round": r.round, "months": r.mean_months, "pairs": r.n_pairs, "latest": r.n_latest,
            "median": r.median_change_pct, "mean": r.growth_pct, "low": r.interval and r.interval.low,
            "high": r.interval and r.interval.high, "growths": r.mean_of_growths_pct, "n_before": r.n_before,
            "before": r.growth_before_pct if r.n_before >= FEW else None,
        }
        for r in rounds
    ]  # fmt: skip
    draw_downloads(f"rounds-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key="rounds")

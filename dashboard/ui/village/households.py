"""The households of a village: training, practising, last visit, income before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.persons import shown_name
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.village.asked import Rows, households_of
from dashboard.ui.village.one_house import chosen_house, draw_house_chip, house_links
from dashboard.ui.words import day, number, percent, t


def draw_households(view: View, *, key: str = "households") -> None:
    """The block with all households: targets first, then neighbours who joined."""
    chosen = chosen_house(view)
    rows = [r for r in households_of(view) if chosen in (None, r["house_no"])]
    targets = sum(r["is_target"] for r in rows)
    title = t("households.title")
    note = t("households.note", n=number(targets), others=number(len(rows) - targets))
    with block(key, title, note, menu=bool(rows)) as menu:
        draw_house_chip(view, key=key)
        draw_household_rows(rows, key=f"{key}_table", fill=True, links=house_links(view))
    if menu:
        with menu:
            _draw_downloads(view, rows, title, key)


def draw_household_rows(rows: Rows, *, key: str, fill: bool = False, links: Mapping[str, str] | None = None) -> None:
    """The table of some households; `links` are where their rows lead, by house number."""
    columns = [
        Column("house", t("households.house"), "number"), Column("name", t("households.head")),
        Column("occupation", t("households.occupation"), minor=True),
        Column("trained", t("households.trained"), "number", minor=True),
        Column("state", t("households.state")), Column("visit", t("households.visit"), "number"),
        Column("before", t("households.before"), "number"), Column("after", t("households.after"), "number"),
        Column("change", t("households.change"), "change"),
    ]  # fmt: skip
    shown = [_row(i, r, (links or {}).get(r["house_no"], "")) for i, r in enumerate(rows)]
    draw_table(columns, shown, key=key, caption=t("households.title"), nothing=t("households.nothing"), fill=fill)


def _row(place: int, r: dict[str, Any], href: str) -> Row:
    visit = Cell(day(r["last_visit_on"]) if r["last_visit_on"] else t("households.never"))
    if r["is_visit_overdue"]:
        visit = Cell(visit.text, icon="error", status="behind", word=t("households.overdue"))
    elif not r["last_visit_on"] and not r["trained_on"]:
        visit = Cell("–")
    return Row(
        str(place),
        {
            "house": shown_name(r["house_no"], "house"),
            "name": Cell(shown_name(r["head_name"]), note=_under_name(r)),
            "occupation": r["occupation"] or "–",
            "trained": day(r["trained_on"]) if r["trained_on"] else "–",
            "state": state_cell(r),
            "visit": visit,
            "before": number(r["baseline_baht"]) if r["baseline_baht"] is not None else "–",
            "after": number(r["latest_baht"]) if r["latest_baht"] is not None else "–",
            "change": _change(r),
        },
        href=href,
    )


def _under_name(r: dict[str, Any]) -> str:
    kind = "" if r["is_target"] else t("households.neighbour")
    trainer = t("households.trainer", name=shown_name(r["trainer"])) if r["trainer"] else ""
    return " · ".join(filter(None, (kind, trainer)))


def state_cell(r: dict[str, Any]) -> Cell:
    """Whether a household practises, stopped, was trained only, or not yet."""
    if r["is_practising"]:
        return Cell(t("households.practising"), icon="check_circle", status="met")
    if r["stopped_on"]:
        return Cell(t("households.stopped", day=day(r["stopped_on"])), icon="cancel", status="behind")
    if r["trained_on"]:
        return Cell(t("households.not_yet"), icon="contrast", status="near")
    return Cell(t("households.not_trained"), icon="remove")


def change_pct(before: float | None, after: float | None) -> float | None:
    """The change of an income in percent; None without a baseline above zero or a follow-up."""
    return None if not before or after is None or before <= 0 else (after - before) / before * 100


def _change(r: dict[str, Any]) -> Cell | None:
    change = change_pct(r["baseline_baht"], r["latest_baht"])
    if change is None:
        return None
    if abs(change) < 0.05:
        return Cell(t("change.same"), icon="arrow_right_alt", tone="same")
    up = change > 0
    return Cell(
        f"{'+' if up else '−'}{percent(abs(change))}",
        icon="arrow_upward" if up else "arrow_downward",
        tone="good" if up else "bad",
        note="" if r["is_paired"] else t("households.not_counted"),
    )


def _draw_downloads(view: View, rows: Rows, title: str, key: str) -> None:
    headings = {
        "house": t("households.house"),
        "head": t("households.head"),
        "target": t("households.target"),
        "trainer": t("households.trainer_name"),
        "occupation": t("households.occupation"),
        "trained": t("households.trained"),
        "from": t("households.from"),
        "stopped": t("households.stopped_on"),
        "visit": t("households.visit"),
        "visits": t("households.n_visits"),
        "before": t("households.before"),
        "after": t("households.after"),
        "after_on": t("households.after_on"),
        "change": t("households.change"),
    }
    plain = Later(
        len(rows),
        lambda: [
            {
                "house": shown_name(r["house_no"], "house"),
                "head": shown_name(r["head_name"]),
                "target": t("households.target") if r["is_target"] else t("households.neighbour"),
                "trainer": shown_name(r["trainer"]),
                "occupation": r["occupation"],
                "trained": r["trained_on"],
                "from": r["practising_from"],
                "stopped": r["stopped_on"],
                "visit": r["last_visit_on"],
                "visits": r["n_visits"],
                "before": r["baseline_baht"],
                "after": r["latest_baht"],
                "after_on": r["latest_on"],
                "change": change_pct(r["baseline_baht"], r["latest_baht"]),
            }
            for r in rows
        ],
    )
    draw_downloads(
        f"households-{view.filters.area}-{view.filters.as_of}",
        headings,
        plain,
        about(view, f"{title} {places.full_name(view.filters.area)}", len(plain)),
        key=key,
    )

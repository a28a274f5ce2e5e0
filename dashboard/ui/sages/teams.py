"""Teams: how many villages have how many active sages, where the teams stand by area, and whom to find now."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from dashboard.measures import fetch_measures
from dashboard.thai import sort_key
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Each
from dashboard.ui.persons import shown_name
from dashboard.ui.sages.asked import Asked
from dashboard.ui.sages.rows import n_all, short_of, sizes_of
from dashboard.ui.tables import Cell, Column, Row, bar_cell, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, day_month, measure_name, number, percent, t
from dashboard.ui.worklist import Task, draw_worklist

_LEVELS = ("nation", "province", "district", "subdistrict", "village")
_MEASURES = ("teams_complete", "leaders_trained", "training_complete")


def draw_teams(view: View, asked: Asked) -> None:
    """The part of the page about teams."""
    with st.container(key="sages_split_team"):
        _draw_sizes(view, asked)
        _draw_short(view, asked)
        _draw_areas(view)


def _draw_sizes(view: View, asked: Asked, *, key: str = "sizes") -> None:
    rows = sizes_of(view, asked)
    total = sum(r["n_villages"] for r in rows)
    title = t("sages.sizes")
    with block(key, title, t("sages.n_villages", n=number(total))) as menu:
        draw_table(
            [Column("name", t("sages.active_members")), Column("n", t("sages.villages"), "bar"),
             Column("share", t("sages.share"), "number")],
            [_size_row(view, r, total, asked) for r in rows],
            key=f"{key}_table", caption=title, stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"size": t("sages.active_members"), "n": t("sages.villages"), "share": t("sages.share")}
            plain = [
                {"size": _size_label(r), "n": r["n_villages"], "share": _share(r["n_villages"], total)} for r in rows
            ]
            draw_downloads(f"teams-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _share(n: int, of: int) -> float | None:
    return round(n / of * 100, 2) if of else None


def _size_label(row: dict[str, Any]) -> str:
    above = row["n_active"] > row["team_size"]
    return t("sages.or_more" if above else "sages.members", n=number(row["n_active"]))


def _size_row(view: View, row: dict[str, Any], total: int, asked: Asked) -> Row:
    n, short = row["n_villages"], row["n_active"] < row["team_size"]
    chosen = asked.size == row["n_active"]
    share = n / total * 100 if total else 0.0
    status = ("behind" if n else "none") if short else "met"
    return Row(
        str(row["n_active"]),
        {
            "name": Cell(_size_label(row), icon="error" if short and n else "", status=status,
                         word=t("sages.is_short") if short else ""),
            "n": Cell(number(n), share=share),
            "share": percent(share),
        },
        href=view.link(size=None if chosen else str(row["n_active"]), short_page=None) if short and n else "",
        tone="here" if chosen else "",
    )  # fmt: skip


def _draw_areas(view: View, *, key: str = "team_areas") -> None:
    """The areas one level below by complete teams, the fewest first; a click goes down."""
    digits = view.child_digits
    areas = data.fetch(fetch_measures, view.filters, by=_LEVELS[digits // 2])
    names = places.plain_names(a.area_code for a in areas)
    ranked = sorted(
        areas, key=lambda a: (a.values["teams_complete"].value or 0, sort_key(names[a.area_code]), a.area_code)
    )
    title = t("sages.team_areas", level=places.level_word(digits))
    with block(key, title, t("sages.fewest_first")) as menu:
        draw_table(
            [Column("name", places.level_word(digits)),
             Column("teams_complete", t("sages.complete_short"), "bar"),
             Column("leaders_trained", t("sages.leaders_short"), "number")],
            [
                Row(a.area_code, {
                    "name": names[a.area_code],
                    "teams_complete": bar_cell(a.values["teams_complete"]),
                    "leaders_trained": percent(a.values["leaders_trained"].value,
                                               a.values["leaders_trained"].target),
                }, href=area_link(view, a.area_code))
                for a in ranked
            ],
            key=f"{key}_table", caption=title, fill=True, stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"code": t("download.code"), "name": places.level_word(digits), "villages": t("sages.villages")}
            for m in _MEASURES:
                headings |= {m: measure_name(m), f"{m}_n": t("download.numerator", measure=measure_name(m))}
            plain: list[dict[str, object]] = []
            for a in ranked:
                row: dict[str, object] = {"code": a.area_code, "name": names[a.area_code]}
                row["villages"] = a.values["villages"].numerator
                for m in _MEASURES:
                    row |= {m: a.values[m].value, f"{m}_n": a.values[m].numerator}
                plain.append(row)
            draw_downloads(f"team-areas-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def _draw_short(view: View, asked: Asked, *, key: str = "short") -> None:
    rows = short_of(view, asked)
    draw_worklist(
        view,
        Each(rows, lambda r: _task(view, r)),
        key=key,
        title=t("sages.short"),
        n_all=n_all(rows),
        who=t("sages.missing"),
        what=t("sages.why"),
        since=t("sages.short_since"),
        more=[Column("training", t("sages.next_training"))],
        nothing=t("sages.short_nothing"),
        help=t("sages.short_help"),
        fill=True,
    )


def _task(view: View, row: dict[str, Any]) -> Task:
    training = _training(row, view.filters.as_of)
    return Task(
        code=row["village_code"],
        who=t("sages.n_missing", n=number(row["n_missing"])),
        note=t("sages.now_of", n=number(row["n_active"]), of=number(row["team_size"])),
        what=why_short(row),
        since=row["short_since"],
        officer=row["officer"] or "",
        tone="behind" if row["tier"] < 2 or row["n_active"] == 0 else "near",
        tone_word=t("sages.is_short"),
        href=area_link(view, row["village_code"]),
        more={"training": training},
        plain={"training": row["next_on"] if row["tier"] == 0 else training.text},
    )


def why_short(row: dict[str, Any]) -> str:
    """Who left without anybody in the place; in a team that was never whole, how many are on the way."""
    said = [
        t(
            "sages.gone_found" if gone["replaced_by"] else "sages.gone",
            name=shown_name(gone["full_name"]),
            day=day(gone["left_on"]),
            successor=shown_name(gone["replaced_by"]),
        )
        for gone in row["gone"]
        if not gone["is_filled"]
    ]
    if row["n_empty"] > len(said):
        said.append(t("sages.and_more", n=number(row["n_empty"] - len(said))))
    if row["n_waiting"]:
        said.append(t("sages.waiting", n=number(row["n_waiting"])))
    return " · ".join(said) or t("sages.nobody" if row["n_active"] == 0 else "sages.never_whole")


def _training(row: dict[str, Any], as_of: date) -> Cell:
    """The next training day with the days left, or that it is late, not planned or over."""
    if row["tier"] == 0:
        left = (row["next_on"] - as_of).days
        note = t("sages.in_days", n=number(left)) if left else t("sages.today")
        return Cell(day(row["next_on"]), note=note)
    if row["tier"] == 1:
        return Cell(t("sages.training_late"), note=day_month(row["late_on"]))
    return Cell(t("sages.training_unplanned" if row["tier"] == 2 else "sages.training_over"))

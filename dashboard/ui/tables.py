"""An accessible table of areas (or anything else): columns described as data, bars and status in the cells.

    draw_table(
        [Column("name", t("…")), Column("practising", t("…"), "bar", sort_href=view.link(sort="practising"))],
        [Row("4016", {"name": "ภูเวียง", "practising": bar_cell(value)}, href=area_link(view, "4016"))],
        key="league", caption=t("…"),
    )

A row with `href` is a link as a whole (its `lead` cell is the real link); with `chooses=True` and no `href`,
a click returns the row's id. On narrow screens rows stack into cards when `stacks` is true. Nothing is cut
off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from dashboard.measures import MeasureValue
from dashboard.ui.cards import Change, status_word
from dashboard.ui.parts import part
from dashboard.ui.picture_file import note_chart
from dashboard.ui.words import measured

Kind = Literal["text", "prose", "number", "bar", "heat", "status", "change", "interval"]

CHARTS = ("bar", "heat", "interval")
"""The kinds of columns that draw a number: a table with one of them is a chart, too."""


@dataclass(frozen=True)
class Column:
    """A column. `kind` says how cells are drawn (prose: sentences); `sort_href` makes the heading a link that sorts.

    A `minor` column is left out where rows are stacked on a phone; a column with the key `rank` loses its
    label there.
    """

    key: str
    label: str
    kind: Kind = "text"
    sort_href: str = ""
    sorted: Literal["", "up", "down"] = ""
    help: str = ""
    minor: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell. `share` (0–100) is the bar, the heat or the dot of an interval, `goal` the mark on the bar, `low` and
    `high` the ends of the interval, `zero` its zero line (all on one way of 0–100, ends beyond it are cut), `word` the
    status for screen readers beside its icon, `note` a smaller second line, `tone` good, bad or same, `href` a link of
    its own (in a row that is a link as a whole, the cell's own wins), `title` what is read and shown on hovering.
    """

    text: str
    share: float | None = None
    goal: float | None = None
    status: str = ""
    word: str = ""
    icon: str = ""
    note: str = ""
    tone: str = ""
    href: str = ""
    title: str = ""
    low: float | None = None
    high: float | None = None
    zero: float | None = None


@dataclass(frozen=True)
class Row:
    """A row: its id, its cells by column key (a string or a Cell), where a click leads; `here` is the chosen one,
    `faint` one that says little.
    """

    id: str
    cells: Mapping[str, str | Cell | None]
    href: str = ""
    tone: Literal["", "here", "faint"] = ""


@dataclass(frozen=True)
class _Data:
    columns: list[dict[str, object]]
    rows: list[dict[str, object]]
    total: dict[str, object] | None
    lead: str
    caption: str
    nothing: str
    fill: bool
    stacks: bool
    chooses: bool
    charts: bool
    extra: dict[str, object] = field(default_factory=dict)


def bar_cell(value: MeasureValue, *, full: float = 100, with_status: bool = True) -> Cell:
    """A measure as a bar from zero to `full`, its target as a mark, its status as icon and word."""
    shown = None if value.value is None else float(value.value) / full * 100
    return Cell(
        measured(value.measure, value.value, value.target),
        share=shown,
        goal=None if value.target is None or float(value.target) >= full else float(value.target) / full * 100,
        status=value.status,
        word=status_word(value.status) if with_status and value.target is not None else "",
    )


def change_cell(change: Change) -> Cell:
    """A change since another day, with its arrow."""
    return Cell(change.short or "–", icon=change.icon if change.words else "", tone=change.tone)


def draw_table(
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    key: str,
    caption: str,
    lead: str = "name",
    nothing: str = "",
    total: Row | None = None,
    fill: bool = False,
    stacks: bool = True,
    chooses: bool = False,
) -> str | None:
    """Draw the table; the id of the row that was chosen in this run (only with `chooses`).

    `lead` is the column that names the row; `caption` is read to people who cannot see it; `nothing` stands
    in the place of a table without rows; `fill` ends the table where the screen ends and scrolls inside (see
    `fit_screen`).
    """
    data = _Data(
        columns=[vars(column) for column in columns],
        rows=[_row(row) for row in rows],
        total=_row(total) if total else None,
        lead=lead,
        caption=caption,
        nothing=nothing,
        fill=fill,
        stacks=stacks,
        chooses=chooses,
        charts=any(column.kind in CHARTS for column in columns),
    )
    if rows and data.charts:
        note_chart()
    chosen = part("area_table")(key=key, data=vars(data), on_chosen_change=lambda: None)
    return str(chosen.chosen) if chosen.chosen else None


def fit_screen(key: str) -> None:
    """Let blocks with `fill` end where the screen ends: call it inside `st.container(key=f"{key}_row")`,
    after them.
    """
    part("fit")(key=f"fit_{key}", data={"row": key})


def _row(row: Row) -> dict[str, object]:
    cells = {name: vars(cell) if isinstance(cell, Cell) else cell for name, cell in row.cells.items()}
    return {"id": row.id, "cells": cells, "href": row.href, "tone": row.tone}

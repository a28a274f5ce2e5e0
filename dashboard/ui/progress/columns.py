"""The headings of the tables of stages: each sorts by its column, and turns the order round when it does already."""

from __future__ import annotations

from dashboard.programme import STAGES
from dashboard.ui.tables import Column
from dashboard.ui.view import View
from dashboard.ui.words import number, t


def sort_column(view: View, sort: str, key: str, label: str, kind: str, help_: str = "") -> Column:
    """A column whose heading sorts by it, and turns the order round when it is sorted already."""
    by, turned = sort.removeprefix("-"), sort.startswith("-")
    rising = turned if key != "name" else not turned
    return Column(
        key, label, kind,  # type: ignore[arg-type]
        sort_href=view.link(sort=f"-{key}" if by == key and not turned else key),
        sorted=("up" if rising else "down") if by == key else "", help=help_,
    )  # fmt: skip


def stage_columns(view: View, sort: str) -> list[Column]:
    """A column for each of the eleven stages, with its number before the short name."""
    return [
        sort_column(view, sort, f"s{s.number}", f"{number(s.number)} {t(f'stage.{s.id}.short')}", "heat",
                    t(f"stage.{s.id}.name"))
        for s in STAGES
    ]  # fmt: skip

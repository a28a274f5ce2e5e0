"""The types of occupation: practising households, groups and registered groups of each; a click sets the filter."""

from __future__ import annotations

from typing import Any

from dashboard.filters import UNSAID
from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.groups_page.asked import occupation_word
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, t


def occupation_link(view: View, occupation_type: str) -> str:
    """The address with this type of occupation chosen; without it when it is chosen already."""
    chosen = view.filters.occupation == occupation_type
    return view.link(occupation=None if chosen else occupation_type or UNSAID, register_page=None)


def draw_occupations(view: View, *, key: str = "occupations") -> None:
    """The block: every type of the view, the most groups first, the chosen one marked."""
    rows = data.view_records("pages/groups_occupations", view.filters)
    most = max((r["n_groups"] for r in rows), default=0)
    title = t("grp.occupations.title")
    with block(key, title, t("grp.occupations.note"), menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("grp.occupation")), Column("households", t("grp.practising"), "number"),
             Column("groups", t("grp.groups"), "bar"), Column("registered", t("grp.registered"), "number")],
            [_row(view, r, most) for r in rows],
            key=f"{key}_table", caption=title, nothing=t("grp.occupations.nothing"), stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {
                "occupation": t("grp.occupation"),
                "n_households": t("grp.practising"),
                "n_groups": t("grp.groups"),
                "n_registered": t("grp.registered"),
            }
            plain = [{**r, "occupation": occupation_word(r["occupation_type"])} for r in rows]
            name = f"groups-occupations-{view.filters.as_of}"
            draw_downloads(name, headings, plain, about(view, title, len(plain)), key=key)


def _row(view: View, r: dict[str, Any], most: int) -> Row:
    return Row(
        r["occupation_type"] or UNSAID,
        {
            "name": occupation_word(r["occupation_type"]),
            "households": number(r["n_households"]),
            "groups": Cell(number(r["n_groups"]), share=r["n_groups"] / most * 100 if most else 0),
            "registered": number(r["n_registered"]),
        },
        href=occupation_link(view, r["occupation_type"]),
        tone="here" if view.filters.occupation == r["occupation_type"] else "",
    )

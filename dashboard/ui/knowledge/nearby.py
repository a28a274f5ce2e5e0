"""What comes near a record: the same subject anywhere, and other records of the same place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.filters import Filters
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.knowledge.asked import category_word
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import t

SHOWN = 5


def draw_nearby(view: View, row: dict[str, Any]) -> None:
    """Two short lists of records that are read next; each opens its record."""
    everywhere = Filters(view.filters.fiscal_year, view.filters.as_of)
    for name in ("alike", "near_place"):
        rows = data.view_records(f"pages/knowledge_{name}", everywhere, record_id=row["record_id"], n=SHOWN)
        with block(f"knowledge_{name}", t(f"know.{name}"), menu=bool(rows)) as menu:
            _draw_list(view, rows, name)
        if menu:
            with menu:
                _draw_downloads(view, rows, f"{t(f'know.{name}')}: {row['title']}", name)


def _draw_list(view: View, rows: Sequence[dict[str, Any]], name: str) -> None:
    names = places.names(row["area_code"] for row in rows if row["area_code"])
    draw_table(
        [Column("name", t("know.title"))],
        [
            Row(row["record_id"], {"name": Cell(row["title"], note=_note(row, names))}, href=_link(view, row))
            for row in rows
        ],
        key=f"knowledge_{name}_table", caption=t(f"know.{name}"), nothing=t(f"know.{name}.nothing"), stacks=False,
    )  # fmt: skip


def _draw_downloads(view: View, rows: Sequence[dict[str, Any]], title: str, name: str) -> None:
    headings = {
        "title": t("know.title"), "category": t("know.facet.category"), "area_code": t("download.code"),
        "area": t("league.area"),
    }  # fmt: skip
    names = places.names(row["area_code"] for row in rows if row["area_code"])
    plain: list[dict[str, object]] = [
        {**row, "category": category_word(row["category"]), "area": names.get(row["area_code"], "")} for row in rows
    ]
    told = about(view, title, len(plain))
    draw_downloads(f"knowledge-{name}-{view.filters.as_of}", headings, plain, told, key=f"knowledge_{name}")


def _note(row: dict[str, Any], names: dict[str, str]) -> str:
    """What it is about and from where: หัตถกรรม · บ้านท่าขาม ม.7 อ.ศรีบุญเรือง จ.หนองบัวลำภู."""
    code = row["area_code"]
    where = [names.get(code, ""), *(places.name(code[:n]) for n in (4, 2) if len(code) > n)]
    return " · ".join(filter(None, (category_word(row["category"]), " ".join(filter(None, where)))))


def _link(view: View, row: dict[str, Any]) -> str:
    """The record in this view, or, when it lies outside, in that of its district."""
    code, filters = row["area_code"], view.filters
    inside = not filters.areas or any(code.startswith(area) for area in filters.areas)
    if inside and not any(code.startswith(area) for area in filters.without):
        return view.link(record=row["record_id"])
    return view.link(area=code[:4], record=row["record_id"])

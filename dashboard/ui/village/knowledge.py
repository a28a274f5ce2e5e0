"""The knowledge records of the village: each opens where it is read and printed."""

from __future__ import annotations

from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.knowledge.asked import category_word
from dashboard.ui.persons import shown_name
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.village.asked import knowledge_of
from dashboard.ui.words import day, number, t


def draw_knowledge(view: View, *, key: str = "knowledge") -> None:
    """A line per record: its title, whose it is, what about and since when."""
    rows = knowledge_of(view)
    title = t("page.knowledge.title")
    with block(key, title, number(len(rows)) if rows else "", menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("know.title")), Column("on", t("know.recorded"), "number")],
            [
                Row(
                    r["record_id"],
                    {
                        "name": Cell(r["title"], note=f"{shown_name(r['owner'])} · {category_word(r['category'])}"),
                        "on": day(r["recorded_on"]),
                    },
                    href=view.link("knowledge", record=r["record_id"]),
                )
                for r in rows
            ],
            key=f"{key}_table", caption=title, nothing=t("village.no_knowledge"), stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {
                "title": t("know.title"), "owner": t("know.owner"), "category": t("know.facet.category"),
                "recorded_on": t("know.recorded"),
            }  # fmt: skip
            plain = [{**r, "owner": shown_name(r["owner"]), "category": category_word(r["category"])} for r in rows]
            draw_downloads(f"knowledge-{view.filters.as_of}", headings, plain, about(view, title, len(rows)), key=key)

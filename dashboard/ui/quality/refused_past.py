"""What became of the rows that each import refused: brought right since, refused once more, or still waiting."""

from __future__ import annotations

from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.quality.asked import MOST
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t


def draw_refused_past(view: View, *, key: str = "refused_past") -> None:
    """A row per import that refused rows of the view, the newest first; nothing when none ever did."""
    rows = data.view_records("pages/quality_refused_past", view.filters, n=MOST)
    if not rows:
        return
    title, done = t("quality.past"), sum(r["n_corrected"] for r in rows)
    note = t("quality.past.note", n=number(done), of=number(sum(r["n_refused"] for r in rows)))
    with block(key, title, note) as menu:
        draw_table(
            [Column("name", t("quality.refused.batch")), Column("refused", t("quality.past.refused"), "number"),
             Column("corrected", t("quality.past.corrected"), "number"),
             Column("again", t("quality.past.again"), "number"), Column("open", t("quality.past.open"), "number")],
            [
                Row(str(r["batch_id"]), {
                    "name": Cell(t("import_page.batch", batch=r["batch_id"]), note=day(r["stored_at"].date())),
                    "refused": number(r["n_refused"]),
                    "corrected": number(r["n_corrected"]),
                    "again": number(r["n_again"]),
                    "open": number(r["n_open"]),
                })
                for r in rows
            ],
            key=f"{key}_table", caption=title, stacks=False, fill=True,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"batch_id": t("quality.refused.batch"), "on": t("explain.stored_on"),
                        "n_refused": t("quality.past.refused"), "n_corrected": t("quality.past.corrected"),
                        "n_again": t("quality.past.again"), "n_open": t("quality.past.open")}  # fmt: skip
            plain = [{**r, "on": r["stored_at"].date()} for r in rows]
            draw_downloads("refused-past", headings, plain, about(view, title, len(plain)), key=key)

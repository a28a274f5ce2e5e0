"""What should be known and is not: the pieces by how many villages lack them, and the villages of a chosen one."""

from __future__ import annotations

from typing import Any

from dashboard.ui import data
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Each
from dashboard.ui.quality.asked import MOST, pieces_of
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, percent, t
from dashboard.ui.worklist import Task, draw_worklist


def chosen_piece(view: View) -> str:
    """The piece of the address; the one that most villages lack when it names none that is due."""
    found = pieces_of(view)
    asked = view.get("piece")
    return asked if asked in {r["piece"] for r in found} else str(found[0]["piece"]) if found else ""


def draw_pieces(view: View, *, key: str = "pieces") -> None:
    """A row per piece with the share of villages that have it whole; a click shows the villages that lack it."""
    found, chosen = pieces_of(view), chosen_piece(view)
    title = t("quality.pieces")
    with block(key, title, t("quality.pieces.note"), menu=bool(found)) as menu:
        draw_table(
            [Column("name", t("quality.piece")), Column("whole", t("quality.piece.whole"), "bar"),
             Column("lacking", t("quality.piece.lacking_of"), "number")],
            [
                Row(r["piece"], {
                    "name": Cell(t(f"quality.piece.{r['piece']}")),
                    "whole": _whole(r["n_due"], r["n_lacking"]),
                    "lacking": f"{number(r['n_lacking'])} / {number(r['n_due'])}",
                }, href=view.link(piece=r["piece"], lacking_page=None), tone="here" if r["piece"] == chosen else "")
                for r in found
            ],
            key=f"{key}_table", caption=title, nothing=t("quality.pieces.nothing"), fill=True, stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"piece": t("quality.piece"), "n_due": t("quality.piece.due"),
                        "n_lacking": t("quality.piece.lacking"), "n_missing": t("quality.piece.missing")}  # fmt: skip
            rows = [{**r, "piece": t(f"quality.piece.{r['piece']}")} for r in found]
            draw_downloads(f"pieces-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)


def _whole(due: int, lacking: int) -> Cell:
    share = (due - lacking) / due * 100
    return Cell(percent(share, 100), share=share)


def draw_lacking(view: View, *, key: str = "lacking") -> None:
    """The villages that lack the chosen piece, those that lack most of it first."""
    piece = chosen_piece(view)
    if not piece:
        return
    rows = data.view_records("pages/quality_lacking", view.filters, piece=piece, n=MOST)
    counts_rows = piece in ("sage_days", "trainer", "occupation", "material_prices", "baseline", "spending")

    def task(r: dict[str, Any]) -> Task:
        who = t("quality.lacks_rows", n=number(r["n_missing"])) if counts_rows else t("quality.lacks")
        return Task(r["village_code"], who=who, officer=r["officer"] or "")

    draw_worklist(
        view, Each(rows, task), key=key, title=t("quality.lacking", piece=t(f"quality.piece.{piece}")),
        n_all=rows[0]["n_all"] if rows else 0, who=t("quality.lacking.who"), nothing=t("quality.lacking.nothing"),
        dated=False, help=t(f"quality.piece.{piece}.help"),
    )  # fmt: skip

"""What meetings decided about a village and everything above it that is still open: the village's part of the work."""

from __future__ import annotations

from dashboard.ui import places
from dashboard.ui.blocks import block
from dashboard.ui.meeting.kept import decision_link, known_decisions, standings, state_of
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t

MOST = 5
TONES = {"open": "near", "overdue": "behind"}


def draw_village_decisions(view: View) -> None:
    """The open decisions, the overdue first; nothing where there is none."""
    found = [s for s in standings(view, known_decisions()) if s.now.status == "open"]
    if not found:
        return
    names = places.names({s.now.decided.area_code for s in found[:MOST]})
    more = len(found) - MOST
    with block("village_decisions", t("decisions.list"), t("decisions.more", n=number(more)) if more > 0 else "",
               menu=False):  # fmt: skip
        draw_table(
            [Column("name", t("decisions.what"), "prose"), Column("due", t("decisions.due"), "number"),
             Column("status", t("decisions.status"), "status")],
            [
                Row(
                    str(s.id),
                    {
                        "name": Cell(
                            s.now.decided.what, note=f"{s.now.decided.who} · {names[s.now.decided.area_code]}"
                        ),
                        "due": day(s.now.decided.due_on),
                        "status": Cell(t(f"meeting.status.{state_of(s)}"), status=TONES[state_of(s)],
                                       word=t(f"meeting.status.{state_of(s)}")),
                    },
                    href=decision_link(view, s),
                )
                for s in found[:MOST]
            ],
            key="village_decisions_table", caption=t("decisions.list"),
        )  # fmt: skip

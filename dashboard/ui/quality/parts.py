"""The parts of the page as tabs that say what waits behind each."""

from __future__ import annotations

from dashboard.ui.quality.asked import doubts_of, pieces_of, refused_counts_of, silence_of, warnings_of
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import number, t

_LEAVES = ("sort", "piece", "warning", "register", "reason", "flag", "level", "dimension", "lacking_page",
           "failing_page", "findings_page", "refused_page", "succeeded_page")  # fmt: skip


def draw_parts(view: View) -> str:
    """The tabs; the id of the part to show, `nothing_refused` for refused rows where there are none."""
    silence = silence_of(view)
    counts = {
        "areas": sum(r["n_lacking"] for r in pieces_of(view)),
        "warnings": sum(r["n"] for r in warnings_of(view).values()),
        "refused": sum(refused_counts_of(view)["register"].values()),
        "silent": silence[0]["n_silent"] if silence else 0,
        "denominators": len(doubts_of(view)),
    }
    tabs = [
        Tab(id_, t(f"quality.tab.{id_}"), number(n), t(f"quality.tab.{id_}.unit"), _tone(id_, n))  # type: ignore[arg-type]
        for id_, n in counts.items()
    ]
    chosen = draw_tabs(view, tabs, key="quality_tabs", label=t("quality.tabs"), leaves=_LEAVES)
    return "nothing_refused" if chosen == "refused" and not counts["refused"] else chosen


def _tone(id_: str, n: int) -> str:
    if not n:
        return "met"
    return "behind" if id_ in ("refused", "silent") else "near"

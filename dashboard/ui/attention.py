"""What needs attention today, as lines; each leads to the list of the page that works on it, with the same number."""

from __future__ import annotations

from dashboard.measures.attention import AttentionLine, fetch_attention
from dashboard.ui import data, places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.download import draw_downloads
from dashboard.ui.meeting.overdue import overdue_line
from dashboard.ui.parts import part
from dashboard.ui.view import View
from dashboard.ui.words import number, t

ICONS = {
    "materials_late": "inventory_2",
    "teams_short": "group_remove",
    "visits_overdue": "event_busy",
    "standing_still": "pause_circle",
    "groups_ready": "workspace_premium",
}
# the page, and the part of its address, where the list of what a line counts stands
LISTS: dict[str, tuple[str, dict[str, str]]] = {
    "materials_late": ("budget", {"tab": "delivery"}),
    "teams_short": ("sages", {"left": "1"}),
    "visits_overdue": ("households", {}),
    "standing_still": ("progress", {"still": "1"}),
    "groups_ready": ("groups", {"tab": "ready", "ready": "now"}),
}
_MOST_AREAS = 2
MOST = 5


def list_link(view: View, id_: str, area: str | None = None) -> str:
    """The address of the list behind a line, of the view or of one of its areas; it counts every occupation, as the
    overview does.
    """
    page, own = LISTS[id_]
    if id_ == "standing_still" and area is not None:
        own = {}  # an area that stands still is looked at whole
    return view.link(page, area=area, **own, occupation=None)


def draw_attention(lines: list[AttentionLine], view: View, *, key: str) -> None:
    """The lines (at most five are shown), most urgent first; a click on one opens its list. What a meeting decided and
    is overdue comes before them.
    """
    level = places.level_word(view.child_digits)
    shown = overdue_line(view)
    shown += [
        {
            "id": line.kind.id,
            "tone": line.kind.tone,
            "icon": ICONS[line.kind.id],
            "count": number(line.n),
            "text": t(f"attention.{line.kind.id}", level=level),
            "href": list_link(view, line.kind.id),
            "areas": [
                {
                    "name": places.name(code),
                    "href": list_link(view, line.kind.id, code),
                    "count": "" if line.kind.counts_areas else number(n),
                }
                for code, n in line.areas[:_MOST_AREAS]
            ],
            "rest": t("attention.rest", n=number(len(line.areas) - _MOST_AREAS), level=level)
            if len(line.areas) > _MOST_AREAS
            else "",
        }
        for line in lines[: MOST - len(shown)]
    ]
    part("attention")(
        key=key,
        data={
            "lines": shown,
            "nothing": t("attention.nothing"),
            "label": t("overview.attention"),
            "fill": True,
            "meeting": {"href": view.link("meeting"), "text": t("attention.meeting")},
        },
    )


def draw_attention_block(view: View, *, key: str = "attention") -> None:
    """The lines of the view as a block, with a file of all of them by area."""
    lines = data.fetch(fetch_attention, view.filters, view.child_digits)
    title = t("overview.attention")
    names = places.names({code for line in lines for code, _ in line.areas})
    with block(key, title, menu=bool(lines)) as menu:
        draw_attention(lines, view, key=key)
    if not menu:
        return
    level = places.level_word(view.child_digits)
    headings = {
        "line": title,
        "n": t("files.n"),
        "code": t("download.code"),
        "area": level,
        "in_area": t("files.in_area"),
    }
    rows: list[dict[str, object]] = [
        {
            "line": t(f"attention.{line.kind.id}", level=level),
            "n": line.n,
            "code": code,
            "area": names[code],
            "in_area": n,
        }
        for line in lines
        for code, n in line.areas
    ]
    with menu:
        draw_downloads(f"attention-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)

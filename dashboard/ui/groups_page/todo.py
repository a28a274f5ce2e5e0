"""What comes next: groups to register as OTOP, the readiest first, and villages that can found their first group."""

from __future__ import annotations

from typing import Any

from dashboard.ui.groups_page.asked import (
    FEWEST_HOUSEHOLDS,
    group_name,
    has_register,
    lacks,
    next_of,
    nothing_words,
    occupation_word,
    ready_of,
)
from dashboard.ui.tables import Column
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import number, t
from dashboard.ui.worklist import Task, draw_worklist


def draw_ready(view: View, *, key: str = "ready") -> None:
    """The groups that are not registered: the ready ones, then those that the rule still asks something of."""
    rows = ready_of(view)
    n_all, n_ready = (rows[0]["n_all"], rows[0]["n_ready"]) if rows else (0, 0)
    counts = {"all": n_all, "now": n_ready, "later": n_all - n_ready}
    asked = draw_tabs(
        view,
        [Tab(id_, t(f"grp.ready.{id_}"), number(n)) for id_, n in counts.items()],
        key=f"{key}_list", label=t("grp.ready.title"), own_key="ready", pills=True, leaves=(f"{key}_page",),
    )  # fmt: skip
    shown = [r for r in rows if asked == "all" or r["is_ready"] == (asked == "now")]
    draw_worklist(
        view,
        [_group(r) for r in shown],
        key=key,
        title=t("grp.ready.title"),
        n_all=counts[asked],
        who=t("groups.name"),
        what=t("grp.lacks"),
        since=t("groups.founded"),
        more=[Column("members", t("grp.members"), "number"),
              Column("households", t("grp.households_here"), "number", help=t("grp.households_help"))],
        nothing=_no_tasks(),
        help=t("grp.ready.help", n=number(n_ready), rest=number(n_all - n_ready)),
        fill=True,
    )  # fmt: skip


def _no_tasks() -> str:
    return t("grp.ready.nothing") if has_register() else nothing_words()


def _group(r: dict[str, Any]) -> Task:
    return Task(
        r["village_code"],
        who=group_name(r),
        what=lacks(r),
        since=r["founded_on"],
        officer=r["officer"] or "",
        tone="met" if r["is_ready"] else "near",
        tone_word=t("grp.state.ready" if r["is_ready"] else "grp.state.waiting"),
        note=occupation_word(r["occupation_type"]),
        more={"members": number(r["members"]), "households": number(r["n_households"])},
        plain={"members": r["members"], "households": r["n_households"]},
    )


def draw_next_villages(view: View, *, key: str = "next") -> None:
    """The villages without a group in which most households practise, with what most of them do."""
    rows = next_of(view)
    chosen = view.filters.occupation is not None
    draw_worklist(
        view,
        [_village(r) for r in rows],
        key=key,
        title=t("grp.next.title"),
        n_all=rows[0]["n_all"] if rows else 0,
        who=t("grp.next.who"),
        since=t("grp.next.since"),
        more=[Column("households", t("grp.practising"), "number")],
        nothing=t("grp.next.nothing", n=number(FEWEST_HOUSEHOLDS)),
        help=t("grp.next.help_type" if chosen else "grp.next.help", n=number(FEWEST_HOUSEHOLDS)),
        fill=True,
    )


def _village(r: dict[str, Any]) -> Task:
    return Task(
        r["village_code"],
        who=occupation_word(r["most_type"]),
        since=r["trained_on"],
        officer=r["officer"] or "",
        note=t("grp.next.of_type", n=number(r["n_of_most_type"])),
        more={"households": number(r["n_households"])},
        plain={"households": r["n_households"]},
    )

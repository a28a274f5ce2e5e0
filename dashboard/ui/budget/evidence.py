"""Financial evidence that is not complete: of which activities held and materials paid, whose, since when, how much."""

from __future__ import annotations

from typing import Any

from dashboard.filters import UNSAID
from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.budget.areas import AreaRow
from dashboard.ui.budget.asked import (
    KINDS,
    MOST_TASKS,
    area_measures_of,
    area_sums_of,
    order_of,
    sums_of,
    unproved_of,
    unproved_officers_of,
)
from dashboard.ui.budget.baht import exact, short
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Each, Later
from dashboard.ui.persons import shown_name
from dashboard.ui.tables import Cell, Column, Row, draw_table
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t
from dashboard.ui.worklist import Task, draw_worklist


def draw_unproved_areas(view: View, *, key: str = "unproved_areas") -> None:
    """How many in each area one level below; a click goes down."""
    sums = area_sums_of(view)
    rows = [AreaRow(a.area_code, a, sums[a.area_code]) for a in area_measures_of(view)]
    rows = sorted((r for r in rows if r.unproved), key=lambda r: (-r.unproved, r.code))
    names = places.plain_names(r.code for r in rows)
    most = max((r.unproved for r in rows), default=0)
    word = places.level_word(view.child_digits)
    title = t("budget.unproved_areas", level=word)

    def baht(r: AreaRow) -> Any:
        return r.sums["activity_unproved_baht"] + r.sums["material_unproved_baht"]

    with block(key, title, "", menu=bool(rows)) as menu:
        draw_table(
            [Column("name", word), Column("n", t("budget.n_unproved"), "bar")],
            [
                Row(r.code, {"name": Cell(names[r.code], note=exact(baht(r))),
                             "n": Cell(number(r.unproved), share=r.unproved / most * 100)},
                    href=area_link(view, r.code))
                for r in rows
            ],
            key=f"{key}_table", caption=title, nothing=t("budget.proved"), fill=True, stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"code": t("download.code"), "name": word, "n": t("budget.n_unproved"), "baht": t("budget.baht")}
            plain = Later(
                len(rows),
                lambda: [{"code": r.code, "name": names[r.code], "n": r.unproved, "baht": baht(r)} for r in rows],
            )
            draw_downloads(f"evidence-areas-{view.filters.as_of}", headings, plain, about(view, title, len(plain)),
                           key=key)  # fmt: skip


def draw_unproved_officers(view: View, *, key: str = "unproved_officers") -> None:
    """How many in the villages of each officer; a click limits the view to them."""
    rows = unproved_officers_of(view)
    most = max((r["n"] for r in rows), default=0)
    title = t("budget.unproved_officers")
    with block(key, title, number(rows[0]["n_all"]) if rows else "", menu=bool(rows)) as menu:
        draw_table(
            [Column("name", t("worklist.officer")), Column("n", t("budget.n_unproved"), "bar")],
            [
                Row(str(n), {
                    "name": Cell(_officer(r["officer"]),
                                 note=f"{exact(r['cost_baht'])} · {t('budget.oldest', day=day(r['since_on']))}"),
                    "n": Cell(number(r["n"]), share=r["n"] / most * 100),
                }, href=view.link(officer=r["officer"] or UNSAID, evidence_page=None))
                for n, r in enumerate(rows)
            ],
            key=f"{key}_table", caption=title, nothing=t("budget.proved"), fill=True, stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"officer": t("worklist.officer"), "n": t("budget.n_unproved"),
                        "n_villages": t("heat.villages"), "cost_baht": t("budget.baht"),
                        "since_on": t("budget.since")}  # fmt: skip
            plain = Later(len(rows), lambda: [{**r, "officer": _officer(r["officer"])} for r in rows])
            draw_downloads(f"evidence-officers-{view.filters.as_of}", headings, plain, about(view, title, len(plain)),
                           key=key)  # fmt: skip


def _officer(name: str) -> str:
    return shown_name(name) if name else t("budget.no_officer")


def draw_unproved(view: View, *, key: str = "evidence") -> None:
    """The list, of both kinds or of one; by days or by baht."""
    sums = sums_of(view)
    counts = {"": sums["n_activity_unproved"] + sums["n_material_unproved"],
              **{kind: sums[f"n_{kind}_unproved"] for kind in KINDS}}  # fmt: skip
    draw_tabs(
        view, [Tab(kind, t(f"budget.kind.{kind or 'all'}"), number(n)) for kind, n in counts.items()],
        key=f"{key}_kinds", label=t("budget.kinds_of_evidence"), own_key="kind", pills=True, leaves=(f"{key}_page",),
    )  # fmt: skip
    rows = unproved_of(view)
    n_all = rows[0]["n_all"] if rows else 0
    help_ = t("budget.evidence_help", baht=short(rows[0]["baht_all"])) if rows else ""
    if n_all > MOST_TASKS:
        help_ += f" · {t('budget.longer', n=number(MOST_TASKS), of=number(n_all))}"
    draw_worklist(
        view, Each(rows, _task), key=key, title=t("budget.evidence_title"), n_all=n_all,
        who=t("budget.what"), since=t("budget.since"), more=(baht_column(view),), help=help_,
        nothing=t("budget.proved" if sums["n_held"] or sums["n_materials"] else "budget.nothing_spent"), fill=True,
    )  # fmt: skip


def baht_column(view: View) -> Column:
    """The column of sums in a list of things to do: its heading puts the dearest first, and again the oldest."""
    by_baht = order_of(view) == "baht"
    return Column(
        "baht", t("budget.baht"), "number", sort_href=view.link(order=None if by_baht else "baht"),
        sorted="down" if by_baht else "", help=t("budget.order_help"),
    )  # fmt: skip


def task_of(r: dict[str, Any], who: str, note: str, since: Any) -> Task:
    """A line of a list: what, where, since when, whose village, how many baht."""
    cost = r["cost_baht"]
    return Task(
        r["village_code"], who, since=since, officer=r["officer"] or "", note=note,
        more={"baht": number(cost) if cost is not None else None}, plain={"baht": cost},
    )  # fmt: skip


def _task(r: dict[str, Any]) -> Task:
    if r["kind"] == "material":
        return task_of(r, r["what"], _joined(t("budget.kind.material"), r["occupation"]), r["since_on"])
    name = t("activities.training_day", n=number(r["day_no"] or 1)) if r["what"] == "training_day" else t(
        f"activity.{r['what']}"
    )  # fmt: skip
    return task_of(r, name, t("budget.kind.activity"), r["since_on"])


def _joined(*parts: str | None) -> str:
    return " · ".join(p for p in parts if p)

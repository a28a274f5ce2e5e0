"""How long materials take from one step to the next, where it takes longest, and what waits for its payment."""

from __future__ import annotations

from typing import Any

from dashboard.thai import sort_key
from dashboard.ui import places
from dashboard.ui.about import about
from dashboard.ui.blocks import block, strip
from dashboard.ui.breadcrumb import area_link
from dashboard.ui.budget.asked import MOST_TASKS, STEPS, UNPAID_DAYS, days_of, unpaid_of
from dashboard.ui.budget.baht import short
from dashboard.ui.budget.evidence import baht_column, task_of
from dashboard.ui.download import draw_downloads
from dashboard.ui.later import Later
from dashboard.ui.parts import part
from dashboard.ui.picture_file import note_chart
from dashboard.ui.progress.columns import sort_column
from dashboard.ui.tables import Cell, Row, draw_table
from dashboard.ui.view import View
from dashboard.ui.words import number, t
from dashboard.ui.worklist import draw_worklist

_DEFAULT = "whole"


def days_words(days: float | None) -> str:
    """A median of days: 12 or 12.5."""
    return number(days, 0 if days is None or float(days).is_integer() else 1)


def draw_steps(view: View, *, key: str = "steps") -> None:
    """The median days of each step beside each other, with the slowest tenth and how many they are over."""
    found = days_of(view, 0).get("", {})
    turned = sum(found[s]["n_out_of_order"] for s in STEPS[:3] if s in found)
    title = t("budget.steps_title")
    with strip(key, title, t("budget.out_of_order", n=number(turned)) if turned else "") as menu:
        part("money")(key=key, data={"label": title, "figures": [_figure(s, found.get(s)) for s in STEPS], "parts": []})
        note_chart()
    with menu:
        headings = {"step": t("budget.step"), "median_days": t("budget.days_median"), "n": t("budget.n_rows")}
        rows = Later(
            len(STEPS), lambda: [{"n": 0, **found.get(s, {}), "step": t(f"budget.step_help.{s}")} for s in STEPS]
        )
        draw_downloads(f"steps-{view.filters.as_of}", headings, rows, about(view, title, len(rows)), key=key)


def _figure(step: str, row: dict[str, Any] | None) -> dict[str, object]:
    known = row if row and row["n"] else None
    return {
        "id": step, "label": t(f"budget.step.{step}"), "value": days_words(known["median_days"] if known else None),
        "unit": t("budget.days_median") if known else "", "title": t(f"budget.step_help.{step}"),
        "note": t("budget.step_note", ninth=number(known["ninth_days"]), n=number(known["n"]))
        if known else t("budget.step_nothing"), "href": "", "tone": "", "note_tone": "",
    }  # fmt: skip


def draw_area_days(view: View, *, key: str = "area_days") -> None:
    """The median days of each step in the areas one level below, the slowest first; a click goes down."""
    found = days_of(view, view.child_digits)
    names = places.plain_names(found)
    sort = view.get("sort", _DEFAULT)
    word = places.level_word(view.child_digits)
    title = t("budget.area_days_title", level=word)
    codes = sorted_codes(found, names, sort)
    slowest = max((row["median_days"] or 0 for steps in found.values() for row in steps.values()), default=0)
    with block(key, title, t("budget.area_days_note"), menu=bool(found)) as menu:
        draw_table(
            [sort_column(view, sort, "name", word, "text"),
             *(sort_column(view, sort, s, t(f"budget.step_short.{s}"), "bar" if s == _DEFAULT else "number",
                           t(f"budget.step_help.{s}")) for s in STEPS)],
            [
                Row(code, {"name": Cell(names[code], note=t("budget.n_paid", n=number(_n(found[code])))),
                           **{s: _cell(found[code].get(s), slowest) for s in STEPS}}, href=area_link(view, code))
                for code in codes
            ],
            key=f"{key}_table", caption=title, nothing=t("budget.step_nothing"), fill=True, stacks=False,
        )  # fmt: skip
    if menu:
        with menu:
            headings = {"code": t("download.code"), "name": word}
            for s in STEPS:
                headings |= {s: t(f"budget.step_help.{s}"), f"n_{s}": f"n: {t(f'budget.step.{s}')}"}
            plain = Later(len(codes), lambda: [
                {"code": code, "name": names[code],
                 **{s: found[code][s]["median_days"] for s in STEPS if s in found[code]},
                 **{f"n_{s}": found[code][s]["n"] for s in STEPS if s in found[code]}}
                for code in codes
            ])  # fmt: skip
            draw_downloads(f"days-{view.filters.as_of}", headings, plain, about(view, title, len(plain)), key=key)


def sorted_codes(found: dict[str, dict[str, dict[str, Any]]], names: dict[str, str], sort: str) -> list[str]:
    """The areas as `sort` asks (name or a step), the slowest first; those without the step last."""
    by, turned = sort.removeprefix("-"), sort.startswith("-")
    in_order = sorted(found, key=lambda code: (sort_key(names[code]), code))
    if by == "name":
        return in_order[::-1] if turned else in_order
    step = by if by in STEPS else _DEFAULT

    def value(code: str) -> float | None:
        row = found[code].get(step)
        return None if row is None or row["median_days"] is None else float(row["median_days"])

    known = sorted(
        ((c, v) for c in in_order if (v := value(c)) is not None), key=lambda p: p[1] * (1 if turned else -1)
    )
    return [c for c, _ in known] + [c for c in in_order if value(c) is None]


def _n(steps: dict[str, dict[str, Any]]) -> int:
    return int(steps["payment"]["n"]) if "payment" in steps else 0


def _cell(row: dict[str, Any] | None, slowest: float) -> Cell | None:
    if row is None or row["median_days"] is None:
        return None
    return Cell(days_words(row["median_days"]), share=float(row["median_days"]) / slowest * 100 if slowest else 0)


def draw_unpaid(view: View, *, key: str = "unpaid") -> None:
    """Materials accepted more than UNPAID_DAYS days ago and not paid."""
    rows = unpaid_of(view)
    n_all = rows[0]["n_all"] if rows else 0
    help_ = t("budget.unpaid_help", days=number(UNPAID_DAYS), baht=short(rows[0]["baht_all"])) if rows else ""
    if n_all > MOST_TASKS:
        help_ += f" · {t('budget.longer', n=number(MOST_TASKS), of=number(n_all))}"
    draw_worklist(
        view, [task_of(r, r["item"], r["occupation"] or "", r["accepted_on"]) for r in rows], key=key,
        title=t("budget.unpaid_title", days=number(UNPAID_DAYS)), n_all=n_all, who=t("budget.item"),
        since=t("budget.accepted_on"), more=(baht_column(view),), help=help_,
        nothing=t("budget.unpaid_nothing", days=number(UNPAID_DAYS)), fill=True,
    )  # fmt: skip

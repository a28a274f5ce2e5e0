"""The parts of the page as tabs that say what waits behind them, and what the page is limited to as chips."""

from __future__ import annotations

from typing import Literal

from dashboard.thai import format_month
from dashboard.ui.chips import Chip, draw_chips
from dashboard.ui.sages.asked import Asked, Period
from dashboard.ui.sages.rows import rules_of, skills_of, waiting_of
from dashboard.ui.tabs import Tab, draw_tabs
from dashboard.ui.view import View
from dashboard.ui.words import day, day_month, digits, language, number, t

# on which parts each of the page's own filters has an effect; `skill` has one on all
_APPLIES = {
    "when": ("training", "changes", "batches"),
    "size": ("team",),
    "left": ("team",),
    "centre": ("batches",),
    "role": ("register",),
    "status": ("register",),
    "find": ("register",),
}
PAGES = ("short_page", "sessions_page", "places_page", "no_leader_page", "gaps_page", "page")


def draw_parts(view: View, asked: Asked) -> None:
    """The six parts of the page."""
    waiting, days = waiting_of(view, asked), number(rules_of(view).training_days)
    counts = {
        "team": waiting.short,
        "training": waiting.late,
        "changes": waiting.empty,
        "batches": waiting.no_leader,
        "skills": waiting.gaps,
        "register": waiting.sages,
    }
    draw_tabs(
        view,
        [Tab(id_, t(f"sages.tab.{id_}", days=days), number(n), t(f"sages.tab.{id_}.unit"), _tone(id_, n))
         for id_, n in counts.items()],
        key="sages_tabs",
        label=t("sages.tabs"),
        leaves=PAGES,
    )  # fmt: skip


def _tone(id_: str, n: int) -> Literal["", "behind", "near", "met"]:
    if id_ == "register":
        return ""
    return ("near" if id_ == "skills" else "behind") if n else "met"


def draw_limits(view: View, asked: Asked) -> None:
    """The page's own filters as chips; one without effect on this part says so."""
    found = []
    if asked.skill:
        found.append(Chip("skill", t(f"sages.chip.skill.{_role_of_skill(asked)}"), skill_label(view, asked.skill)))
    texts = {
        "when": period_words(asked.when) if asked.when else "",
        "size": t("sages.members", n=number(asked.size)) if asked.size is not None else "",
        "left": t("sages.after_leaving") if asked.after_leaving else "",
        "centre": "" if asked.centre is None else asked.centre or t("sages.unsaid"),
        "role": t(f"role.{asked.role}") if asked.role else "",
        "status": t(f"sages.status.{asked.status}") if asked.status else "",
        "find": asked.typed,
    }
    for key, text in texts.items():
        if text:
            idle = "" if asked.tab in _APPLIES[key] else t("sages.chip.idle")
            found.append(Chip(key, t(f"sages.chip.{key}"), text, idle=idle))
    draw_chips(view, found, key="sages_limits")


def _role_of_skill(asked: Asked) -> str:
    """An occupation limits sages to those who know it, and villages to those that want it."""
    return "known" if asked.tab == "register" else "wanted"


def skill_label(view: View, skill: str) -> str:
    """An occupation as it is mostly written; its key when nobody in the view wants or knows it."""
    return next((r["label"] for r in skills_of(view) if r["key"] == skill and r["label"]), skill)


def period_words(when: Period) -> str:
    """A month by name, a week by its first and last day."""
    if not when.is_week:
        return format_month(when.from_on, language(), digits=digits())
    return t("sages.week", first=day_month(when.from_on), last=day(when.to_on))

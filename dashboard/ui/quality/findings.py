"""The rows of one warning as a list of things to do: who, what, where, since when, for whom."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from dashboard.ui import data
from dashboard.ui.later import Each
from dashboard.ui.persons import shown_name
from dashboard.ui.quality.asked import MOST, warning_words
from dashboard.ui.quality.warnings import chosen_warning
from dashboard.ui.view import View
from dashboard.ui.words import day, number, t
from dashboard.ui.worklist import Task, draw_worklist

Facts = dict[str, Any]
Words = Callable[[dict[str, Any], Facts], tuple[str, str]]  # who, what


def draw_findings(view: View, *, key: str = "findings") -> None:
    """The rows of the chosen warning: who, what, where, since when, for whom."""
    code = chosen_warning(view)
    rows = data.view_records("pages/quality_findings", view.filters, code=code, n=MOST)
    draw_worklist(
        view, Each(rows, lambda r: _task(code, r)), key=key, title=warning_words(code),
        n_all=rows[0]["n_all"] if rows else 0, who=t("quality.finding.who"), what=t("quality.finding.what"),
        nothing=t("quality.finding.nothing"), help=t(f"quality.todo.{code}"),
    )  # fmt: skip


def _task(code: str, row: dict[str, Any]) -> Task:
    facts: Facts = json.loads(row["facts"])
    who, what = _WORDS[code](row, facts)
    since = row["from_on"]
    if code == "no_sages":
        since = date.fromisoformat(facts["since"])
    if code == "district_silent":
        since = date.fromisoformat(facts["newest_on"]) if facts["newest_on"] else None
    return Task(
        row["place_code"], who=who, what=what, since=since,
        officer=row["officer"] or "",
    )  # fmt: skip


def _over(counted: str, named: str) -> Words:
    """Rows that count more than the rule: who has them, how many of how many."""

    def words(row: dict[str, Any], facts: Facts) -> tuple[str, str]:
        who = shown_name(row["entity_key"]) if row["entity_key"] else t(f"quality.who.{named}")
        return who, t(f"quality.what.{named}", n=number(facts[counted]), planned=number(facts["planned"]))

    return words


def _phone(row: dict[str, Any], facts: Facts) -> tuple[str, str]:
    names = ", ".join(shown_name(name) for name in facts["names"])
    phone = shown_name(row["entity_key"], "phone")
    return names, t("quality.what.phone", phone=phone, n=number(facts["people"]))


def _jump(row: dict[str, Any], facts: Facts) -> tuple[str, str]:
    before, after = facts["baseline_baht"], facts["latest_baht"]
    words = t("quality.what.income_jump", before=number(before), after=number(after), times=number(after / before, 1))
    return _house(row), words


def _baseline(row: dict[str, Any], facts: Facts) -> tuple[str, str]:
    on = facts["measured_on"]
    return _house(row), t("quality.what.baseline_zero", day=day(date.fromisoformat(on)) if on else "–")


def _house(row: dict[str, Any]) -> str:
    return t("quality.who.house", house=shown_name(row["entity_key"], "house"))


def _not_stored(row: dict[str, Any], _facts: Facts) -> tuple[str, str]:
    key = row["entity_key"] or ""
    if row["register"] == "activities":
        activity, _, nth = key.rpartition(" ")
        key = t("activities.training_day", n=nth) if activity == "training_day" else t(f"activity.{activity}")
    who = shown_name(key) if row["register"] == "sages" else key
    return who, t(f"register.{row['register']}")


def _silent(_row: dict[str, Any], facts: Facts) -> tuple[str, str]:
    newest = facts["newest_on"]
    words = t("quality.what.silent", day=day(date.fromisoformat(newest))) if newest else t("quality.what.never")
    return t("quality.who.district"), words


_WORDS: dict[str, Words] = {
    "district_silent": _silent,
    "no_sages": lambda _row, _facts: (t("quality.silence.sages"), t("quality.what.no_sages")),
    "households_over_20": _over("households", "households"),
    "team_over_5": _over("members", "team"),
    "trainer_over_4": _over("households", "trainer"),
    "phone_shared": _phone,
    "village_not_stored": _not_stored,
    "baseline_zero": _baseline,
    "income_jump": _jump,
}

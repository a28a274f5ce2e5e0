"""The rows of the page: every part asks here, so that a count and the list behind it are the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.programme import Rules
from dashboard.store.rules import fetch_rules
from dashboard.ui import data
from dashboard.ui.persons import may_see_persons
from dashboard.ui.sages.asked import Asked
from dashboard.ui.view import View

Rows = list[dict[str, Any]]
MOST = 1000  # of a list of things to do
MOST_DAYS = 1500
MOST_SKILLS = 200
MOST_BATCHES = 400
MOST_DISTRICTS = 1000
MOST_SAGES = 10_000  # that leave in one file
PAGE = 25


def rules_of(view: View) -> Rules:
    """The rules of the view's fiscal year."""
    return data.fetch(fetch_rules, view.filters.fiscal_year)


def n_all(rows: Rows) -> int:
    """How many rows there are, also those beyond the bound of the query."""
    return int(rows[0]["n_all"]) if rows else 0


def sizes_of(view: View, asked: Asked) -> Rows:
    """Villages by the number of active sages, from none to one above the rule (and more)."""
    return data.view_records("pages/sages_team_sizes", view.filters, skill=asked.skill)


def short_of(view: View, asked: Asked) -> Rows:
    """Villages whose team is short, the most urgent first."""
    return data.view_records(
        "pages/sages_teams_short", view.filters, size=asked.size, skill=asked.skill, after_leaving=asked.after_leaving,
        n=MOST,
    )  # fmt: skip


def days_of(view: View, asked: Asked) -> Rows:
    """The calendar of the training days."""
    return data.view_records("pages/sages_training_days", view.filters, skill=asked.skill, n=MOST_DAYS)


def sessions_of(view: View, asked: Asked, kind: str, from_on: date | None, to_on: date | None) -> Rows:
    """Training days of one kind of LISTS between two days."""
    return data.view_records(
        "pages/sages_training_list", view.filters, skill=asked.skill, kind=kind, from_on=from_on, to_on=to_on, n=MOST
    )


def meetings_of(view: View) -> Rows:
    """The meetings of the support teams by district."""
    return data.view_records("pages/sages_support_team", view.filters, n=MOST_DISTRICTS)


def months_of(view: View, asked: Asked) -> Rows:
    """Who left, whose place was filled, what stood empty, by month."""
    return data.view_records("pages/sages_departure_months", view.filters, skill=asked.skill)


def places_left_of(view: View, asked: Asked, *, is_filled: bool | None) -> Rows:
    """The places that people left, in the period when one is asked for."""
    return data.view_records(
        "pages/sages_departures", view.filters, skill=asked.skill, is_filled=is_filled,
        from_on=asked.from_on, to_on=asked.to_on, n=MOST,
    )  # fmt: skip


def areas_left_of(view: View, asked: Asked) -> Rows:
    """The same counted for the areas one level below."""
    return data.view_records(
        "pages/sages_departure_areas", view.filters, skill=asked.skill, digits=view.child_digits,
        from_on=asked.from_on, to_on=asked.to_on,
    )  # fmt: skip


def batches_of(view: View, asked: Asked, *, centre: str | None) -> Rows:
    """The batches of one learning centre, or of all (None)."""
    return data.view_records("pages/sages_batches", view.filters, skill=asked.skill, centre=centre, n=MOST_BATCHES)


def leaders_missing_of(view: View, asked: Asked) -> Rows:
    """Villages without a trained leader."""
    return data.view_records("pages/sages_leaders_missing", view.filters, skill=asked.skill, n=MOST)


def skills_of(view: View) -> Rows:
    """Occupations wanted against occupations known."""
    return data.view_records("pages/sages_skills", view.filters, n=MOST_SKILLS)


def gaps_of(view: View, asked: Asked) -> Rows:
    """Villages that want an occupation which none of their active sages knows."""
    return data.view_records("pages/sages_skill_gaps", view.filters, skill=asked.skill, n=MOST)


def counts_of(view: View, asked: Asked) -> Rows:
    """Sages by role and status, of those that were searched for."""
    return data.view_records(
        "pages/sages_register_counts", view.filters, skill=asked.skill, typed=asked.typed, by_name=may_see_persons()
    )


def register_of(view: View, asked: Asked, *, skip: int = 0, n: int = PAGE) -> Rows:
    """The sages that were searched for and chosen, `n` of them after `skip`."""
    return data.view_records(
        "pages/sages_register", view.filters, skill=asked.skill, typed=asked.typed, by_name=may_see_persons(),
        role=asked.role, status=asked.status, skip=skip, n=n,
    )  # fmt: skip


@dataclass(frozen=True)
class Waiting:
    """What waits behind each part of the page."""

    short: int
    late: int
    empty: int
    no_leader: int
    gaps: int
    sages: int


def waiting_of(view: View, asked: Asked) -> Waiting:
    """The counts of the tabs, each from the rows that its part shows."""
    months = months_of(view, asked)
    return Waiting(
        short=sum(r["n_villages"] for r in sizes_of(view, asked) if r["n_active"] < r["team_size"]),
        late=sum(r["n_late"] for r in days_of(view, asked)),
        empty=months[-1]["n_empty"] if months else 0,
        no_leader=n_all(leaders_missing_of(view, asked)),
        gaps=sum(r["n_kin"] + r["n_lack"] for r in skills_of(view) if r["key"] and asked.skill in (None, r["key"])),
        sages=sum(r["n_sages"] for r in counts_of(view, asked)),
    )

"""What the page asks the store, so that every block of it shows the same rows, and the words that blocks share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.filters import UNSAID
from dashboard.registers import by_name
from dashboard.ui import data
from dashboard.ui.persons import shown_name
from dashboard.ui.view import View
from dashboard.ui.words import number, t

Rows = list[dict[str, Any]]
STATES = ("registered", "ready", "waiting")
STARS = ("5", "4", "3", "2", "1")
MOST_TASKS = 500
MOST_DOWNLOADED = 10_000
PAGE_SIZE = 25
FEWEST_HOUSEHOLDS = 5  # as many as the smallest group that may be registered has members


def _choices(column: str) -> tuple[str, ...]:
    return tuple(value for value, _ in by_name()["groups"].column(column).choices)


@dataclass(frozen=True)
class Choice:
    """Which groups the register shows: None is all, '' those of which the register does not say.

    Category, producer and stars are of registered groups; with another state they are not asked for.
    """

    typed: str = ""
    state: str | None = None
    category: str | None = None
    producer: str | None = None
    stars: str | None = None

    def params(self) -> dict[str, Any]:
        """The parameters of the queries of the register and of its facets."""
        return {"typed": self.typed, "category": self.category, "producer": self.producer, "stars": self.stars}

    def of(self, facet: str) -> str | None:
        """What is chosen in a facet."""
        chosen: str | None = getattr(self, facet)
        return chosen


def facet_values(facet: str) -> tuple[str, ...]:
    """Every value of a facet in the order it is shown; '' last, where the register may be silent."""
    if facet == "state":
        return STATES
    if facet == "stars":
        return (*STARS, "")
    return (*_choices("otop_category" if facet == "category" else "producer_type"), "")


def facet_word(facet: str, value: str) -> str:
    """A value of a facet in words."""
    if not value:
        return t("grp.no_stars" if facet == "stars" else "grp.unsaid")
    if facet == "stars":
        return t("groups.stars", n=number(int(value)))
    return t({"state": "grp.state", "category": "otop", "producer": "grp.producer"}[facet] + f".{value}")


def choice_of(view: View) -> Choice:
    """The choice that the address makes; a value that there is not makes none."""

    def asked(facet: str) -> str | None:
        value = "" if view.get(facet) == UNSAID else view.get(facet) or None
        return value if value in facet_values(facet) else None

    state = asked("state")
    if state in ("ready", "waiting"):
        return Choice(view.get("find"), state)
    return Choice(view.get("find"), state, asked("category"), asked("producer"), asked("stars"))


def way_of(view: View) -> dict[str, int]:
    """The counts at each step of the way (`queries/pages/groups_way.sql`) of the whole view."""
    rows = data.view_records("pages/groups_way", view.filters, digits=0)
    return {key: n for key, n in rows[0].items() if key != "area_code"}


def ready_of(view: View) -> Rows:
    """The groups that are not registered, the readiest first; `n_all` and `n_ready` on each row count all of them."""
    return data.view_records("pages/groups_ready", view.filters, n=MOST_TASKS)


def next_of(view: View) -> Rows:
    """The villages without a group in which enough households practise; `n_all` on each row counts all of them."""
    return data.view_records("pages/groups_next_villages", view.filters, least=FEWEST_HOUSEHOLDS, n=MOST_TASKS)


def has_register() -> bool:
    """Whether any register of groups was ever imported."""
    return bool(data.records("pages/register_imports", registers=("groups",)))


def nothing_words() -> str:
    """Why there is no group to show: none founded yet, or no register of them."""
    return t("grp.nothing" if has_register() else "grp.no_register")


def occupation_word(occupation_type: str) -> str:
    """A type of occupation, or that the register does not say."""
    return occupation_type or t("grp.unsaid")


def group_name(row: dict[str, Any]) -> str:
    """A group by its name; a sole owner's is a person's."""
    return shown_name(row["name"]) if row["producer_type"] == "sole_owner" else str(row["name"])


def lacks(row: dict[str, Any]) -> str:
    """What a group still lacks before it can be registered, as the rule and the register have it."""
    missing = []
    if row["members_to_go"] is None:
        missing.append(t("grp.lacks.members_unknown"))
    elif row["members_to_go"]:
        missing.append(t("grp.lacks.members", n=number(row["members_to_go"])))
    if row["days_to_go"]:
        missing.append(t("grp.lacks.days", n=number(row["days_to_go"])))
    unsaid = ("otop_category", "producer_type", "occupation_type")
    missing += [t(f"grp.lacks.{column}") for column in unsaid if not row[column]]
    return " · ".join(missing) or t("grp.lacks.nothing")

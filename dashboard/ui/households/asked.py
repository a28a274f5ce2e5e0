"""What the page asks the store, and the parts of its address that are its own: `tab`, `state`, `find`, `trainer`.

A trainer stands in the address as the village's code and a mark made of the name (see
`queries/pages/households_trainer.sql`), so that a link that is passed on names nobody.
"""

from __future__ import annotations

import re
from typing import Any

from dashboard.ui import data, persons
from dashboard.ui.view import View

Rows = list[dict[str, Any]]

MOST_TASKS = 500  # of a list of things to do; what is more is counted and said
MOST_BARS = 100
LASTS = (30, 60, 90, 180)  # days after the start at which it is asked who still practises
PAGE, CHUNK = 25, 1000  # households of the register on one page, and fetched (and downloaded) at once

# the states a household of the register can be looked for by, in the order of the way
STATES = (
    "selected", "untrained", "trained", "unvisited", "visited", "overdue", "not_begun", "stopped", "practising",
    "no_income", "not_up", "up", "uncared", "neighbour",
)  # fmt: skip

_TRAINER = re.compile(r"(\d{8})-([0-9a-f]{8})?")


def chosen_state(view: View) -> str:
    """The state that the address names; '' (all households) when it names none that there is."""
    asked = view.get("state")
    return asked if asked in STATES else ""


def trainer_key(village_code: str, mark: str) -> str:
    """How a trainer of a village stands in the address; without a mark, the households that name no trainer."""
    return f"{village_code}-{mark}"


def chosen_trainer(view: View) -> dict[str, str | None]:
    """The parameters of the one trainer that the address names; null for all."""
    found = _TRAINER.fullmatch(view.get("trainer"))
    if not found:
        return {"trainer_village": None, "trainer_mark": None}
    return {"trainer_village": found[1], "trainer_mark": found[2] or ""}


def trainer_of(view: View) -> dict[str, Any] | None:
    """The chosen trainer: `trainer` (None: none named) and `village_code`; None when none is chosen or known."""
    chosen = chosen_trainer(view)
    rows = data.records("pages/households_trainer", **chosen) if chosen["trainer_village"] else []
    return rows[0] if rows else None


def counts_of(view: View) -> dict[str, int]:
    """How many things wait in each part of the page."""
    return dict(data.view_records("pages/households_counts", view.filters)[0])


def lost_of(view: View, digits: int = 0) -> dict[str, dict[str, int]]:
    """Area code → households that no measure counts (see `queries/pages/households_lost.sql`)."""
    return {r["area_code"]: r for r in data.view_records("pages/households_lost", view.filters, digits=digits)}


def overdue_of(view: View) -> Rows:
    """The visits that are overdue, the most urgent first, at most MOST_TASKS; `n_all` counts all."""
    return data.view_records("pages/households_overdue", view.filters, n=MOST_TASKS, **chosen_trainer(view))


def register_of(view: View, skip: int) -> Rows:
    """CHUNK households after the first `skip`, narrowed by the address; `n_all` counts all that match."""
    return data.view_records(
        "pages/households_register",
        view.filters,
        state=chosen_state(view),
        typed=view.get("find").strip(),
        persons=persons.may_see_persons(),
        n=CHUNK,
        skip=skip,
        **chosen_trainer(view),
    )


def rows_of(view: View, name: str, n: int = MOST_TASKS, **own: Any) -> Rows:
    """The rows of another query of the page that is bounded by `n`."""
    return data.view_records(f"pages/households_{name}", view.filters, n=n, **own)

"""The one village of a view, and its rows: every block of the page asks here, so that all show the same rows."""

from __future__ import annotations

from typing import Any

from dashboard.ui import data
from dashboard.ui.view import View

Rows = list[dict[str, Any]]
MOST_VISITS = 20


def is_village(view: View) -> bool:
    """Whether the view's one area is a village."""
    return len(view.filters.area) == 8


def head_of(view: View) -> dict[str, Any]:
    """What the register of villages says about the village (see `queries/pages/village_head.sql`)."""
    return _of(view, "head", fiscal_year=view.filters.fiscal_year)[0]


def stages_of(view: View) -> dict[int, dict[str, Any]]:
    """Stage number → since when it is reached, or when it was lost; stages never reached are missing."""
    return {r["stage"]: r for r in _of(view, "stages", fiscal_year=view.filters.fiscal_year)}


def team_of(view: View) -> Rows:
    """The sages of the village, active ones first."""
    return _of(view, "team")


def households_of(view: View) -> Rows:
    """The households of the village, targets first."""
    return _of(view, "households")


def pairs_of(view: View) -> Rows:
    """The households whose income can be compared, as income_growth does."""
    return _of(view, "pairs")


def activities_of(view: View) -> Rows:
    """The activities of the village in the order of the calendar."""
    return _of(view, "activities")


def materials_of(view: View) -> Rows:
    """The materials of the village."""
    return _of(view, "materials")


def groups_of(view: View) -> Rows:
    """The occupational groups of the village."""
    return _of(view, "groups")


def knowledge_of(view: View) -> Rows:
    """The knowledge records that name the village, the newest first."""
    return _of(view, "knowledge")


def visits_of(view: View, house_no: str | None = None) -> Rows:
    """The latest visits, at most MOST_VISITS, to one household or (None) all; `n_all` on each row counts all."""
    return _of(view, "visits", house_no=house_no, n=MOST_VISITS)


def _of(view: View, name: str, **more: object) -> Rows:
    return data.records(f"pages/village_{name}", village_code=view.filters.area, as_of=view.filters.as_of, **more)

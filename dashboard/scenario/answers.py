"""The answers to the questions of a meeting, the same for the page and the command.

Each is a function of a connection (or a way to ask one) and values that can key a cache.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from dashboard.filters import Filters
from dashboard.measures.judging import BY_ID, Targets
from dashboard.measures.results import Number
from dashboard.programme import MEASURES
from dashboard.scenario.address import from_text
from dashboard.scenario.applying import ScenarioResult, apply, rules_with, target_rows_with
from dashboard.scenario.borrowing import with_told_rates
from dashboard.scenario.fetching import LEVELS, Ask, child_digits, fetch_base, fetch_target_rows
from dashboard.scenario.going import fetch_scenario_histories
from dashboard.scenario.handing import DistrictPlan, plan_districts
from dashboard.scenario.histories import STAGE_IDS, History
from dashboard.scenario.loads import fetch_districts
from dashboard.scenario.naming import fetch_stack
from dashboard.scenario.pacing import Pace, paces
from dashboard.scenario.projecting import Projection, project_all
from dashboard.store.rules import fetch_rules

if TYPE_CHECKING:
    import duckdb

WHATS = (*(m.id for m in MEASURES), *STAGE_IDS)
# the measure whose target a stage is held to; a stage without one has none
_MEASURE_OF_STAGE = {
    1: "sages_surveyed", 2: "leaders_trained", 3: "teams_complete", 4: "households_selected", 5: "assemblies_held",
    6: "materials_accepted", 7: "training_complete", 9: "villages_income_up", 10: "villages_with_group",
}  # fmt: skip


def targets_of(con: duckdb.DuckDBPyConnection, filters: Filters, text: str) -> Targets:
    """The targets of the year with those of a scenario's text. Raises UnreadableOption."""
    changes = from_text(text).active
    rows = fetch_target_rows(con, filters.fiscal_year)
    return Targets(target_rows_with(rows, changes), rules_with(fetch_rules(con, filters.fiscal_year), changes))


def target_of(targets: Targets, what: str, area_code: str) -> Number | None:
    """The target of a measure or stage in an area; None without one."""
    measure = what if what in BY_ID else _MEASURE_OF_STAGE.get(int(what.removeprefix("stage.")))
    found = None if measure is None else targets.of(BY_ID[measure], area_code)
    return None if found is None else found.number


def where_we_land(
    con: duckdb.DuckDBPyConnection,
    filters: Filters,
    day: date,
    whats: Iterable[str] = WHATS,
    text: str = "",
    *,
    by_area: bool = False,
) -> list[Projection]:
    """Each measure and stage on a later day, for the view or its areas one level below, as a scenario makes them."""
    targets = targets_of(con, filters, text)
    histories = fetch_scenario_histories(con, filters, whats, text, by_area=by_area)
    return project_all(histories, day, [target_of(targets, h.what, h.area_code) for h in histories])


def one_history(con: duckdb.DuckDBPyConnection, filters: Filters, what: str, text: str = "") -> History:
    """The weeks behind one measure or stage of a view, as a scenario makes them."""
    (found,) = fetch_scenario_histories(con, filters, [what], text)
    return found


def what_we_must_do(
    con: duckdb.DuckDBPyConnection, filters: Filters, what: str, day: date, text: str = ""
) -> list[Pace]:
    """The pace that each area one level below the view needs for a measure or stage, as a scenario makes them."""
    targets = targets_of(con, filters, text)
    histories = fetch_scenario_histories(con, filters, [what], text, by_area=True)
    return paces(histories, day, {h.area_code: target_of(targets, what, h.area_code) for h in histories})


def level_below(filters: Filters) -> str:
    """The level of a view's areas, a key of DIGITS."""
    return LEVELS[child_digits(filters)]


def what_if(ask: Ask, filters: Filters, text: str) -> ScenarioResult:
    """The total and its areas as a scenario's text makes them. Raises UnreadableOption.

    It takes an Ask (`fetching.asking` of a connection), for most of what it needs is the same for every scenario.
    """
    stack = with_told_rates(ask, filters, ask(fetch_stack, text))
    return apply(fetch_base(ask, filters, stack), stack)


def who_does_what(con: duckdb.DuckDBPyConnection, filters: Filters, text: str) -> list[DistrictPlan]:
    """Each district's officers before and after a scenario's changes. Raises UnreadableOption."""
    return plan_districts(fetch_districts(con, filters), fetch_stack(con, text))

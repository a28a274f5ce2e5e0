"""Brings everything an agenda is made of, in a fixed number of queries whatever the number of areas.

It asks by way of an `Ask` (see `scenario.fetching`), so that a page gives what it remembers and a command its store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dashboard import sql
from dashboard.errors import UnreadableOption
from dashboard.filters import Filters
from dashboard.measures.attention import AttentionLine, fetch_attention
from dashboard.measures.fetching import fetch_measures
from dashboard.measures.income_groups import IncomeGroup, fetch_income_groups
from dashboard.measures.results import AreaMeasures, AreaStages
from dashboard.measures.stages import fetch_stages
from dashboard.measures.view_facts import fetch_data_facts
from dashboard.meeting.problems import OPPORTUNITY, STEPS, problems_of
from dashboard.meeting.scenario_words import places_in
from dashboard.meeting.slides import Footing, Money, Problem
from dashboard.programme import first_day
from dashboard.scenario.answers import level_below, what_if
from dashboard.scenario.applying import ScenarioResult
from dashboard.scenario.changes import Change
from dashboard.scenario.fetching import Ask, child_digits
from dashboard.scenario.naming import fetch_stack

if TYPE_CHECKING:
    import duckdb

VILLAGE = 8


@dataclass(frozen=True)
class AgendaFacts:
    """What a meeting about a view is told from: the whole and its areas one level below (in code order), now and on the
    last meeting's day (None, empty: there was none).

    `changes` are those of the scenario that are on, `ready` the groups ready for OTOP by area, `names` the places on
    the slides: code → (Thai, English).
    """

    footing: Footing
    n_with_registers: int
    whole: AreaMeasures
    whole_then: AreaMeasures | None
    areas: tuple[AreaMeasures, ...]
    areas_then: Mapping[str, AreaMeasures]
    stages: AreaStages
    stages_then: AreaStages | None
    area_stages: Mapping[str, AreaStages]
    area_stages_then: Mapping[str, AreaStages]
    problems: Mapping[str, tuple[Problem, ...]]
    income: IncomeGroup
    area_incomes: tuple[IncomeGroup, ...]
    ready: tuple[tuple[str, int], ...]
    money: Money
    area_money: tuple[Money, ...]
    scenario_text: str
    changes: tuple[Change, ...]
    scenario: ScenarioResult | None
    names: Mapping[str, tuple[str, str]]


def fetch_facts(
    ask: Ask,
    filters: Filters,
    since: date | None,
    *,
    is_example: bool,
    snapshot: str,
    scenario: str = "",
    also_named: Iterable[str] = (),
) -> AgendaFacts:
    """The facts of a meeting about a view, held on its as-of day after one on the day `since`.

    `scenario` is the text of one, '' none; `also_named` are further codes to name (those of decisions). Raises
    UnreadableOption for a scenario that cannot be read, and for a last meeting that is not before this one. One before
    the fiscal year has no numbers to compare with.
    """
    if since is not None and since >= filters.as_of:
        raise UnreadableOption(option="since", value=since.isoformat())
    level, digits = level_below(filters), child_digits(filters)
    areas = tuple(ask(fetch_measures, filters, level))
    whole_then, stages_then, areas_then, area_stages_then = _on(ask, filters, since, level)
    area_stages = {stages.area_code: stages for stages in ask(fetch_stages, filters, level)}
    attention = tuple(ask(fetch_attention, filters, VILLAGE))
    problems = _problems(areas, area_stages, attention, ask(fetch_lacking, filters))
    codes = {*filters.areas, *filters.without, *also_named, *(area.area_code for area in areas)}
    codes |= {code for found in problems.values() for problem in found for code, _ in problem.villages}
    changes: tuple[Change, ...] = ask(fetch_stack, scenario).active
    codes |= places_in(changes)
    money = ask(fetch_money, filters, 0)
    return AgendaFacts(
        footing=Footing(filters, since, is_example, snapshot, ask(fetch_stored_on)),
        n_with_registers=ask(fetch_data_facts, filters).n_with_registers,
        whole=ask(fetch_measures, filters)[0],
        whole_then=whole_then,
        areas=areas,
        areas_then=areas_then,
        stages=ask(fetch_stages, filters)[0],
        stages_then=stages_then,
        area_stages=area_stages,
        area_stages_then=area_stages_then,
        problems=problems,
        income=ask(fetch_income_groups, filters)[0],
        area_incomes=tuple(ask(fetch_income_groups, filters, level)),
        ready=_ready(attention, digits),
        money=money[0] if money else Money(filters.area, 0, 0, 0, 0, 0, 0),
        area_money=tuple(ask(fetch_money, filters, digits)),
        scenario_text=scenario,
        changes=changes,
        scenario=what_if(ask, filters, scenario) if scenario else None,
        names=ask(fetch_names, tuple(sorted(code for code in codes if code))),
    )


def _on(
    ask: Ask, filters: Filters, day: date | None, level: str
) -> tuple[AreaMeasures | None, AreaStages | None, dict[str, AreaMeasures], dict[str, AreaStages]]:
    """The same villages on another day."""
    if day is None or day < first_day(filters.fiscal_year):
        return None, None, {}, {}
    then = filters.at(day)
    return (
        ask(fetch_measures, then)[0],
        ask(fetch_stages, then)[0],
        {area.area_code: area for area in ask(fetch_measures, then, level)},
        {stages.area_code: stages for stages in ask(fetch_stages, then, level)},
    )


def _problems(
    areas: Iterable[AreaMeasures],
    stages: Mapping[str, AreaStages],
    attention: tuple[AttentionLine, ...],
    lacking: Mapping[str, tuple[tuple[str, int], ...]],
) -> dict[str, tuple[Problem, ...]]:
    return {a.area_code: problems_of(a, attention, lacking, stages[a.area_code].villages) for a in areas}


def _ready(attention: Iterable[AttentionLine], digits: int) -> tuple[tuple[str, int], ...]:
    """The groups that are ready to be registered, by area, the most first."""
    found: dict[str, int] = {}
    for line in attention:
        if line.kind.id == OPPORTUNITY:
            for village, n in line.areas:
                found[village[:digits]] = found.get(village[:digits], 0) + n
    return tuple(sorted(found.items(), key=lambda area: (-area[1], area[0])))


def fetch_lacking(con: duckdb.DuckDBPyConnection, filters: Filters) -> dict[str, tuple[tuple[str, int], ...]]:
    """What each village lacks of the steps of the programme, by measure: (village code, how many)."""
    name = "areas/measures_at"
    rows = sql.rows(con, name, **sql.of_view(name, filters, digits=VILLAGE, measures=list(STEPS)))
    found: dict[str, list[tuple[str, int]]] = {}
    for village, measure, numerator, denominator in rows:
        if measure in STEPS and denominator > numerator:
            found.setdefault(measure, []).append((village, int(denominator - numerator)))
    return {measure: tuple(villages) for measure, villages in found.items()}


def fetch_money(con: duckdb.DuckDBPyConnection, filters: Filters, digits: int) -> list[Money]:
    """The money of a view's areas of a code length (0: the whole view under its own area), in code order."""
    rows = sql.records(con, "pages/budget_sums", **sql.of_view("pages/budget_sums", filters, digits=digits))
    return [
        Money(
            area_code=row["area_code"] if digits else filters.area,
            allocated_baht=float(row["allocated_baht"]),
            ordered_baht=float(row["ordered_baht"]),
            accepted_baht=float(row["accepted_baht"]),
            disbursed_baht=float(row["disbursed_baht"]),
            n_without_budget=int(row["n_without_budget"]),
            n_over_budget=int(row["n_over_budget"]),
        )
        for row in rows
    ]


def fetch_names(con: duckdb.DuckDBPyConnection, codes: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """The names of places: code → (Thai, English; the Thai one where there is no other)."""
    rows = sql.rows(con, "areas/names", codes=list(codes)) if codes else []
    return {code: (name_th, name_en or name_th) for code, name_th, name_en in rows}


def fetch_stored_on(con: duckdb.DuckDBPyConnection) -> date | None:
    """The day on which the newest import was stored."""
    found: date | None = sql.rows(con, "pages/last_import")[0][0]
    return found

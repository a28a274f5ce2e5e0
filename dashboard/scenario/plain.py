"""Answers as plain data, for `sammachip whatif --format json`: every one says that it is a scenario, and of what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dashboard.filters import Filters
from dashboard.measures.results import MeasureValue
from dashboard.scenario.applying import AreaResult, ScenarioResult
from dashboard.scenario.handing import DistrictPlan
from dashboard.scenario.loads import OfficerLoad
from dashboard.scenario.pacing import Pace
from dashboard.scenario.projecting import Projection


def head(question: str, filters: Filters, text: str) -> dict[str, Any]:
    """What every answer begins with."""
    return {
        "is_scenario": True,
        "question": question,
        "scenario": text,
        "fiscal_year": filters.fiscal_year,
        "as_of": filters.as_of.isoformat(),
        "area": filters.area or None,
    }


def projection(found: Projection) -> dict[str, Any]:
    """One row of *where do we land?*."""
    tried = found.backtest
    return {
        "area_code": found.area_code or None,
        "what": found.what,
        "day": found.day.isoformat(),
        "now": found.now,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "target": found.target,
        "outlook": found.outlook,
        "method": found.method,
        "window_weeks": found.window or None,
        "backtest": None if tried is None else {"weeks": tried.weeks, "tries": tried.tries, "error": tried.error},
        "reason": found.reason or None,
    }


def pace(found: Pace) -> dict[str, Any]:
    """One row of *what must we do?*; paces in units a week."""
    return {
        "area_code": found.area_code or None,
        "what": found.what,
        "day": found.day.isoformat(),
        "weeks": found.weeks,
        "now": found.now,
        "target": found.target,
        "missing": found.missing,
        "needed_a_week": found.needed,
        "last_four_weeks": found.recent,
        "best_four_weeks": found.best,
        "siblings_median": found.siblings,
        "fastest_sibling": found.record,
        "verdict": found.verdict,
    }


def total(found: ScenarioResult) -> dict[str, Any]:
    """The total before and after, its areas and the effects."""
    return {
        "before": _measures(found.before.values()),
        "after": _measures(found.after.values()),
        "areas": [_area(area) for area in found.areas],
        "effects": {
            id_: [{"area_code": e.area_code, "effect": e.effect} for e in effects]
            for id_, effects in found.effects.items()
            if effects
        },
    }


def _area(area: AreaResult) -> dict[str, Any]:
    return {
        "area_code": area.area_code,
        "before": None if area.before is None else _measures(area.before.values()),
        "after": None if area.after is None else _measures(area.after.values()),
    }


def _measures(values: Iterable[MeasureValue]) -> dict[str, Any]:
    return {
        v.measure: {
            "value": v.value,
            "numerator": v.numerator,
            "denominator": v.denominator,
            "target": v.target,
            "status": v.status,
        }
        for v in values
    }


def plan(found: DistrictPlan) -> dict[str, Any]:
    """One district of *what if we move officers?*."""
    return {
        "district_code": found.district_code,
        "outcome": found.outcome,
        "before": [_load(load) for load in found.before],
        "after": [_load(load) for load in found.after],
        "moves": [
            {
                "village_code": move.village.code,
                "village_name": move.village.name,
                "from": move.village.officer or None,
                "to": move.to,
                "by": move.by,
                "km": move.km,
                "is_near": move.is_near,
            }
            for move in found.moves
        ],
        "refused": list(found.refused),
    }


def _load(load: OfficerLoad) -> dict[str, Any]:
    return {
        "officer": load.officer or None,
        "villages": load.villages,
        "households": load.households,
        "visits_due": load.visits,
    }

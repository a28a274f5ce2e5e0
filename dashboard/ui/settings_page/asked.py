"""Which year the page sets, and the store it writes to: every block of the page asks here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures import fetch_years
from dashboard.programme import RULES, Rules, default_day, fiscal_year_of
from dashboard.settings import read_settings
from dashboard.store import Store, store_for_reading
from dashboard.store.history import Batch, batches
from dashboard.store.rules import fetch_rules
from dashboard.ui import data
from dashboard.ui.view import View

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class TargetRow:
    """One row of the targets register."""

    measure: str
    area_code: str
    target: float


def store() -> Store:
    """The store that the dashboard shows."""
    return store_for_reading(read_settings())


def years() -> list[int]:
    """The years that can be set, the latest first: those with villages, this one and the next."""
    this = fiscal_year_of(read_settings().day())
    return sorted({*data.fetch(fetch_years), this, this + 1}, reverse=True)


def year_of(view: View) -> int:
    """The year that the page sets: the view's, when it can be set."""
    asked = view.filters.fiscal_year
    return asked if asked in years() else years()[0]


def seen(view: View) -> Filters:
    """What a change is measured on: the view's areas on its day, or on another year's last day or today; no filters."""
    fiscal_year, asked = year_of(view), view.filters
    day = asked.as_of if asked.fiscal_year == fiscal_year else default_day(fiscal_year, read_settings().day())
    return Filters(fiscal_year, day, asked.areas, asked.without)


def rules_now(fiscal_year: int) -> Rules:
    """The rules that the year is counted by."""
    return data.fetch(fetch_rules, fiscal_year)


def values_of(rules: Rules) -> dict[str, int]:
    """Rule id → value, of the rules that can be set."""
    return {rule.id: getattr(rules, rule.id) for rule in RULES}


def targets_now(fiscal_year: int) -> list[TargetRow]:
    """The targets that offices set for the year, by measure, the nation first."""
    return data.fetch(_targets, fiscal_year)


def _targets(con: duckdb.DuckDBPyConnection, fiscal_year: int) -> list[TargetRow]:
    return sorted(
        (TargetRow(*row) for row in sql.rows(con, "areas/targets", fiscal_year=fiscal_year)),
        key=lambda row: (row.measure, row.area_code),
    )


def history() -> list[Batch]:
    """All batches, the newest first."""
    return data.fetch(batches)


def last_change(fiscal_year: int, rule: str) -> Batch | None:
    """The batch that last set a rule of the year and stands."""
    for batch in history():
        if batch.undone_at is None and any(
            c.kind == "rule" and c.fiscal_year == fiscal_year and c.item == rule for c in batch.changes
        ):
            return batch
    return None

"""Is the store sound, and what is doubtful in its data: the warnings of the contract, each with its rows.

Health are identities that must hold in every snapshot; data quality is what `queries/checks/` finds, as the mart
`quality_finding` keeps it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

import duckdb

from dashboard import sql


@dataclass(frozen=True)
class Fault:
    """An identity of the store that does not hold; `health.<code>` are its words."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Warned:
    """One doubtful thing: the register and place it is in, the person, house or item, and facts as json."""

    code: str
    register: str
    place_code: str
    entity: str
    facts: str


def health(con: duckdb.DuckDBPyConnection) -> list[Fault]:
    """Every identity that is broken: none in a sound store."""
    return [Fault(row["code"], row) for name in sql.names("health") for row in sql.records(con, name)]


def data_quality(con: duckdb.DuckDBPyConnection, today: date) -> dict[str, list[Warned]]:
    """Warning code → what is doubtful on that day, by place; of several fiscal years only once."""
    found: dict[str, list[Warned]] = defaultdict(list)
    for code, register, place_code, entity, facts in sql.rows(con, "quality/warnings_on", today=today):
        found[code].append(Warned(code, register, place_code or "", entity or "", facts or ""))
    return dict(found)

"""What measures and stages come to under other rules of the year: the files that make the marts, asked once more.

A rule changes when a village is counted; nothing here says how, so that a scenario counts exactly as a store would in
which the office had set these rules. Only measures and stages that turn on a changed rule are asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from dashboard import sql
from dashboard.programme import RULES, Rules

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Ruling:
    """Other rules of the year, and the measures and stages (`stage.3`) whose counts turn on one that is changed."""

    rules: Rules
    measures: tuple[str, ...]
    stages: tuple[str, ...]


def ruling_of(actual: Rules, then: Rules) -> Ruling | None:
    """What turns on the rules that are changed; None when nothing counts otherwise (a rule may be only a target)."""
    changed = [r for r in RULES if r.stage is not None and getattr(actual, r.id) != getattr(then, r.id)]
    if not changed:
        return None
    return Ruling(then, tuple(r.measure for r in changed), tuple(f"stage.{r.stage}" for r in changed))


def ruled_rows(
    con: duckdb.DuckDBPyConnection, names: Sequence[str], ruling: Ruling, **params: Any
) -> list[list[tuple[Any, ...]]]:
    """The rows of each of some queries that read `measure_change` or `village_stage`, of what turns on the rules alone:
    asked for together, so that it is counted once.
    """
    tables = [*_limits(params), ("programme_rules", sql.text("scenario/other_rules"))]
    tables.append(("measure_change", _changes(ruling.measures)))
    if any("village_stage" in sql.tables(name) for name in names):
        tables.append(("village_stage", sql.selection("marts/village_stage")))
    return sql.rows_as_if(con, names, tuple(tables), **asdict(ruling.rules), **params)


def _limits(params: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The registers behind the measures, of the villages that are asked for alone."""
    if "villages" in params:
        villages = "select unnest($villages::varchar[])"
    elif params["scope"]["areas"]:
        villages = "select village_code from village_scope($scope)"
    else:
        return
    for register, column in _REGISTERS:
        yield register, f"from {register} where {column} in ({villages})"


_REGISTERS = (
    ("village_year", "village_code"),
    ("sages", "village_code"),
    ("households", "village_code"),
    ("activities", "place_code"),
)
_NO_CHANGE = "from measure_change where false"


def _changes(measures: Sequence[str]) -> str:
    """The changes of measures as the files that define them give them under the rules at hand, as the mart has them."""
    every = " union all by name ".join([_NO_CHANGE, *(f"({sql.text(f'measures/{id_}')})" for id_ in measures)])
    return f"from ({every}) where numerator <> 0 or denominator <> 0"

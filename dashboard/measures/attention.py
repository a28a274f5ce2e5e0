"""What needs attention today: at most five computed lines, each with the areas that carry most of it.

Every line is one query of `queries/pages/attention_*.sql`; here is which there are, how urgent, and what
they need to know. It must not know words or how a line is shown (`attention.<id>` names its messages).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from dashboard import sql
from dashboard.filters import Filters
from dashboard.programme import STAGES, first_day

if TYPE_CHECKING:
    import duckdb

Tone = Literal["behind", "near", "met"]


@dataclass(frozen=True)
class AttentionKind:
    """A line: its id and query, how urgent it is, and whether it counts areas instead of what lies in
    them.
    """

    id: str
    tone: Tone
    counts_areas: bool = False


KINDS = (
    AttentionKind("materials_late", "behind"),
    AttentionKind("teams_short", "behind"),
    AttentionKind("visits_overdue", "near"),
    AttentionKind("standing_still", "near", counts_areas=True),
    AttentionKind("groups_ready", "met"),
)


@dataclass(frozen=True)
class AttentionLine:
    """A line that applies: how many villages, households, areas or groups, and (area code, how many), most
    first.
    """

    kind: AttentionKind
    n: int
    areas: tuple[tuple[str, int], ...]


def fetch_attention(con: duckdb.DuckDBPyConnection, filters: Filters, digits: int) -> list[AttentionLine]:
    """The lines that apply at `filters.as_of`, counted by areas of this code length (2, 4, 6, 8).

    A line without anything to count is left out.
    """
    return attention_by_area(con, filters, 0, digits).get("", [])


def attention_by_area(
    con: duckdb.DuckDBPyConnection, filters: Filters, of_digits: int, digits: int
) -> dict[str, list[AttentionLine]]:
    """The lines of each of the view's areas of a code length that has any, as in fetch_attention."""
    lines: dict[str, list[AttentionLine]] = {}
    for kind in KINDS:
        found: dict[str, list[tuple[str, int]]] = {}
        for code, n in _areas(con, kind, filters, digits):
            found.setdefault(code[:of_digits], []).append((code, n))
        for of_area, areas in found.items():
            n = len(areas) if kind.counts_areas else sum(n for _, n in areas)
            lines.setdefault(of_area, []).append(AttentionLine(kind, n, tuple(areas)))
    return lines


def fetch_attention_areas(
    con: duckdb.DuckDBPyConnection, id_: str, filters: Filters, digits: int
) -> tuple[tuple[str, int], ...]:
    """The areas of one line at another level, for its list: (area code, how many), most first."""
    return _areas(con, next(kind for kind in KINDS if kind.id == id_), filters, digits)


def _areas(
    con: duckdb.DuckDBPyConnection, kind: AttentionKind, filters: Filters, digits: int
) -> tuple[tuple[str, int], ...]:
    name = f"pages/attention_{kind.id}"
    known: dict[str, Any] = {
        **sql.of_view(name, filters),
        "digits": digits,
        "first_day": first_day(filters.fiscal_year),
        "n_stages": len(STAGES),
    }
    params = {key: value for key, value in known.items() if key in sql.parameters(name)}
    return tuple((str(row[0]), int(row[1])) for row in sql.rows(con, name, **params))

"""The villages that groups hold, and their sums: under a code of their own below the closest area (see `membership`).

A village stands under its area and the number of the groups that hold it, so that a nation's villages are a few sums.
Those of an area of which there are most stand under its own code: what is left of its sums are theirs, and only the
others are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from dashboard import sql
from dashboard.filters import Filters
from dashboard.programme import MEASURES
from dashboard.scenario.membership import MARK, GroupKey
from dashboard.scenario.ruling import Ruling, ruled_rows
from dashboard.scenario.standing import fetch_standings, ground_of, over
from dashboard.scenario.sums import NOTHING, Exact, Pair, Sums

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Held:
    """Which groups hold the villages of each code, and the sums of the codes with a MARK."""

    groups: Mapping[str, frozenset[GroupKey]]
    sums: Mapping[str, Sums]


def fetch_held(
    con: duckdb.DuckDBPyConnection, filters: Filters, keys: Sequence[GroupKey], known: Sequence[str]
) -> Held:
    """The villages of groups below the known codes of a view, which hold all of them."""
    under, groups = _under(con, filters, keys, known)
    return Held(groups, _sums_under(con, filters, under))


def fetch_ruled(
    con: duckdb.DuckDBPyConnection, filters: Filters, ruling: Ruling, known: Sequence[str], keys: Sequence[GroupKey]
) -> dict[str, Sums]:
    """What turns on other rules, for each known code and for each that `fetch_held` gives sums of for these groups."""
    codes, lengths = frozenset(known), sorted({len(code) for code in known})
    name, view = "areas/measures_at", over(filters, known)
    asked = sql.of_view(name, view, digits=lengths[-1], measures=list(ruling.measures))
    found: dict[str, dict[str, Pair]] = {code: dict.fromkeys(ruling.measures, NOTHING) for code in known}
    (rows,) = ruled_rows(con, (name,), ruling, **asked)
    for area, measure, numerator, denominator in rows:
        for code in {area[:length] for length in lengths} & codes:
            so_far = found[code][measure]
            found[code][measure] = so_far[0] + _exact(numerator), so_far[1] + _exact(denominator)
    of_groups = _sums_under(con, filters, _under(con, filters, keys, known)[0], ruling) if keys else {}
    return {**found, **of_groups}


def _sums_under(
    con: duckdb.DuckDBPyConnection, filters: Filters, under: Mapping[str, str], ruling: Ruling | None = None
) -> dict[str, Sums]:
    """The sums of villages by the code they stand under; under other rules only what turns on these."""
    name, measures = "scenario/held_measures", ruling.measures if ruling else [m.id for m in MEASURES]
    sums = {code: dict.fromkeys(measures, NOTHING) for code in under.values()}
    if not sums:
        return {}
    asked = sql.of_view(name, filters, villages=list(under), labels=list(under.values()))
    (rows,) = ruled_rows(con, (name,), ruling, **asked) if ruling else (sql.rows(con, name, **asked),)
    for code, measure, numerator, denominator in rows:
        sums[code][measure] = _exact(numerator), _exact(denominator)
    return dict(sums)


def _under(
    con: duckdb.DuckDBPyConnection, filters: Filters, keys: Sequence[GroupKey], known: Sequence[str]
) -> tuple[dict[str, str], dict[str, frozenset[GroupKey]]]:
    """The code with a MARK that villages stand under, and the groups that hold those of each code around them."""
    ground = ground_of(filters, keys, known).around_groups()
    under: dict[str, str] = {}
    groups_of_code: dict[str, frozenset[GroupKey]] = {}
    numbers: dict[frozenset[GroupKey], int] = {}
    for alike in fetch_standings(con, ground, "of each code"):
        code = alike.code
        if alike.villages is not None:
            code += f"{MARK}{numbers.setdefault(alike.groups, len(numbers))}"
            under |= dict.fromkeys(alike.villages, code)
        groups_of_code[code] = alike.groups
    return under, groups_of_code


def fetch_village_codes(con: duckdb.DuckDBPyConnection, filters: Filters) -> list[str]:
    """The codes of a view's villages."""
    found = sql.rows(con, "scenario/village_codes", **sql.of_view("scenario/village_codes", filters))
    return [code for (code,) in found]


def _exact(number: Decimal) -> Exact:
    return int(number) if number == int(number) else Fraction(number)

"""The villages that groups hold, and their sums: under a code of their own below the closest area (see `membership`).

A village stands under its area and the number of the groups that hold it, so that a nation's villages are a few sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from dashboard import sql
from dashboard.filters import Filters
from dashboard.programme import MEASURES
from dashboard.scenario.changes import Group
from dashboard.scenario.membership import MARK, GroupKey, closest_of
from dashboard.scenario.ruling import Ruling, ruled_rows
from dashboard.scenario.sums import NOTHING, Exact, Sums

if TYPE_CHECKING:
    import duckdb


EVERYTHING = ""


@dataclass(frozen=True)
class Held:
    """Which groups hold the villages of each code, and their sums."""

    groups: Mapping[str, frozenset[GroupKey]]
    sums: Mapping[str, Sums]


def fetch_held(
    con: duckdb.DuckDBPyConnection, filters: Filters, keys: Sequence[GroupKey], known: Sequence[str]
) -> Held:
    """The villages of groups below the known codes of a view, which hold all of them."""
    villages, groups = _under(con, filters, keys, known)
    return Held(groups, _sums(con, filters, list(villages), list(villages.values()), groups))


def _sums(
    con: duckdb.DuckDBPyConnection,
    filters: Filters,
    villages: list[str],
    labels: list[str],
    codes: Iterable[str],
    ruling: Ruling | None = None,
) -> dict[str, Sums]:
    """The sums of villages by label, for every code; under other rules only what turns on these."""
    name, measures = "scenario/held_measures", ruling.measures if ruling else [m.id for m in MEASURES]
    asked = sql.of_view(name, filters, villages=villages, labels=labels)
    sums = {code: dict.fromkeys(measures, NOTHING) for code in codes}
    rows = ruled_rows(con, name, ruling, **asked) if ruling else sql.rows(con, name, **asked)
    for code, measure, numerator, denominator in rows:
        sums[code][measure] = _exact(numerator), _exact(denominator)
    return dict(sums)


def fetch_ruled(
    con: duckdb.DuckDBPyConnection, filters: Filters, ruling: Ruling, known: Sequence[str], keys: Sequence[GroupKey]
) -> dict[str, Sums]:
    """What turns on other rules, for each known code and for each that `fetch_held` gives of these groups."""
    under, groups = _under(con, filters, keys, known) if keys else ({}, {})
    villages, labels = list(under), list(under.values())
    codes, lengths = frozenset(known), sorted({len(code) for code in known})
    for village in fetch_village_codes(con, filters.of(*(() if EVERYTHING in codes else known))):
        held = [village[:length] for length in lengths if village[:length] in codes]
        villages += [village] * len(held)
        labels += held
    return _sums(con, filters, villages, labels, [*known, *groups], ruling)


def _under(
    con: duckdb.DuckDBPyConnection, filters: Filters, keys: Sequence[GroupKey], known: Sequence[str]
) -> tuple[dict[str, str], dict[str, frozenset[GroupKey]]]:
    """The code that each village stands under, and the groups that hold those of a code."""
    codes, longest = frozenset(known), max(len(code) for code in known)
    under: dict[str, str] = {}
    groups_of: dict[str, frozenset[GroupKey]] = {}
    numbers: dict[frozenset[GroupKey], int] = {}
    made: dict[tuple[str, frozenset[GroupKey]], str] = {}
    for village, groups in fetch_groups_of(con, filters, keys).items():
        place = (village[:longest], groups)
        if place not in made:
            made[place] = f"{closest_of(village, codes)}{MARK}{numbers.setdefault(groups, len(numbers))}"
            groups_of[made[place]] = groups
        under[village] = made[place]
    return under, groups_of


def fetch_groups_of(
    con: duckdb.DuckDBPyConnection, filters: Filters, keys: Sequence[GroupKey]
) -> dict[str, frozenset[GroupKey]]:
    """The groups that hold each village that is held by any, among those of their areas."""
    found: dict[str, frozenset[GroupKey]] = {}
    for key in keys:
        areas, group = key
        joined: dict[frozenset[GroupKey], frozenset[GroupKey]] = {}  # one object for the same groups
        nothing: frozenset[GroupKey] = frozenset()
        for village in fetch_village_codes(con, group_view(filters, group, areas or filters.areas)):
            before = found.get(village, nothing)
            if before not in joined:
                joined[before] = before | {key}
            found[village] = joined[before]
    return found


def fetch_village_codes(con: duckdb.DuckDBPyConnection, filters: Filters) -> list[str]:
    """The codes of a view's villages."""
    found = sql.rows(con, "scenario/village_codes", **sql.of_view("scenario/village_codes", filters))
    return [code for (code,) in found]


def group_view(filters: Filters, group: Group, areas: Iterable[str]) -> Filters:
    """The view of a group's villages in some areas."""
    return replace(
        filters.of(*areas),
        officers=filters.officers if group.officer is None else (group.officer,),
        training=group.training or filters.training,
        otop=group.otop or filters.otop,
        stage=group.stage or filters.stage,
    )


def _exact(number: Decimal) -> Exact:
    return int(number) if number == int(number) else Fraction(number)

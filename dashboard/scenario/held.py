"""The villages that groups hold, and their sums: under a code of their own below the closest area (see `membership`).

A village stands under its area and the number of the groups that hold it, so that a nation's villages are a few sums.
Those of an area of which there are most stand under its own code: what is left of its sums are theirs, and only the
others are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
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
from dashboard.scenario.sums import NOTHING, Exact, Pair, Sums

if TYPE_CHECKING:
    import duckdb


EVERYTHING = ""


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
    name, view = "areas/measures_at", _over(filters, known)
    asked = sql.of_view(name, view, digits=lengths[-1], measures=list(ruling.measures))
    found: dict[str, dict[str, Pair]] = {code: dict.fromkeys(ruling.measures, NOTHING) for code in known}
    for area, measure, numerator, denominator in ruled_rows(con, name, ruling, **asked):
        for code in {area[:length] for length in lengths} & codes:
            so_far = found[code][measure]
            found[code][measure] = so_far[0] + _exact(numerator), so_far[1] + _exact(denominator)
    under = _under(con, filters, keys, known)[0] if keys else {}
    return {**found, **_sums_under(con, filters, under, ruling)}


def _sums_under(
    con: duckdb.DuckDBPyConnection, filters: Filters, under: Mapping[str, str], ruling: Ruling | None = None
) -> dict[str, Sums]:
    """The sums of villages by the code they stand under; under other rules only what turns on these."""
    name, measures = "scenario/held_measures", ruling.measures if ruling else [m.id for m in MEASURES]
    sums = {code: dict.fromkeys(measures, NOTHING) for code in under.values()}
    if not sums:
        return {}
    asked = sql.of_view(name, filters, villages=list(under), labels=list(under.values()))
    rows = ruled_rows(con, name, ruling, **asked) if ruling else sql.rows(con, name, **asked)
    for code, measure, numerator, denominator in rows:
        sums[code][measure] = _exact(numerator), _exact(denominator)
    return dict(sums)


def _under(
    con: duckdb.DuckDBPyConnection, filters: Filters, keys: Sequence[GroupKey], known: Sequence[str]
) -> tuple[dict[str, str], dict[str, frozenset[GroupKey]]]:
    """The code with a MARK that villages stand under, and the groups that hold those of each code that any hold."""
    codes, longest, nothing = frozenset(known), max(len(code) for code in known), frozenset[GroupKey]()
    groups_of = fetch_groups_of(con, filters, keys)
    closest = {place: closest_of(place, codes) for place in {village[:longest] for village in groups_of}}
    inside = fetch_village_codes(con, _over(filters, set(closest.values()))) if closest else []
    places = [(village[:longest], groups_of.get(village, nothing)) for village in inside]
    sizes: Counter[tuple[str, frozenset[GroupKey]]] = Counter()
    code_of: dict[tuple[str, frozenset[GroupKey]], str] = {}
    for place, size in Counter(places).items():
        code_of[place] = closest.get(place[0]) or closest_of(place[0], codes)
        sizes[code_of[place], place[1]] += size
    most = dict(code_and_groups for code_and_groups, _ in reversed(sizes.most_common()))
    groups_of_code, numbers = dict(most), dict[frozenset[GroupKey], int]()
    for place, code in code_of.items():
        if place[1] != most[code]:
            code_of[place] = f"{code}{MARK}{numbers.setdefault(place[1], len(numbers))}"
            groups_of_code[code_of[place]] = place[1]
    pairs = zip(inside, places, strict=True)
    return {village: code for village, place in pairs if MARK in (code := code_of[place])}, groups_of_code


def _over(filters: Filters, codes: Collection[str]) -> Filters:
    """A view that has these codes in it: many of them are not told apart from the view that they are in."""
    if EVERYTHING in codes:
        return filters.of()
    if len(codes) <= _FEW:
        return filters.of(*codes)
    whole = filters.areas or (EVERYTHING,)
    return filters.of(*whole, *(code for code in codes if not code.startswith(whole)))


_FEW = 8


def fetch_groups_of(
    con: duckdb.DuckDBPyConnection, filters: Filters, keys: Sequence[GroupKey]
) -> dict[str, frozenset[GroupKey]]:
    """The groups that hold each village that is held by any, among those of their areas."""
    found: dict[str, frozenset[GroupKey]] = {}
    for key in keys:
        areas, group = key
        joined: dict[frozenset[GroupKey], frozenset[GroupKey]] = {}  # one object for the same groups
        nothing: frozenset[GroupKey] = frozenset()
        held = fetch_village_codes(con, group_view(filters, group, areas or filters.areas))
        if not found:
            found = dict.fromkeys(held, frozenset((key,)))
            continue
        for village in held:
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

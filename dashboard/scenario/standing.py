"""Where the villages of a scenario stand: below which of the codes that it knows, and held by which of its groups.

Villages that stand alike are told together, and of most only their number, so that a nation's villages stay where they
are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from dashboard import sql
from dashboard.filters import Filters
from dashboard.scenario.changes import Group
from dashboard.scenario.membership import GroupKey

if TYPE_CHECKING:
    import duckdb

EVERYTHING = ""
_FEW = 8
But = Literal["of each code", "of all"]
"""Of which alike villages, the largest of these, only the number is asked for."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Villages that stand alike: the closest known code above them, the groups that hold them, how many they are; and
    their codes, None where only the number was asked for.
    """

    code: str
    groups: frozenset[GroupKey]
    n_villages: int
    villages: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Ground:
    """The villages of a view by where they stand; `groups` are the views of what `keys` hold."""

    view: Filters
    known: tuple[str, ...]
    keys: tuple[GroupKey, ...] = ()
    groups: tuple[Filters, ...] = ()

    def around_groups(self) -> Ground:
        """Only the villages of known codes in which a group may hold any."""
        areas = {area for view in self.groups for area in view.areas or (EVERYTHING,)}
        codes = [code for code in self.known if any(code.startswith(a) or a.startswith(code) for a in areas)]
        return replace(self, view=over(self.view, codes))

    def steps(self) -> sql.Tables:
        """The steps of a statement up to `standing`."""
        held = "from village_scope($group_{n}) select village_code, {bit}::bigint as groups"
        each = (held.format(n=n, bit=1 << n) for n in range(len(self.groups)))
        every = " union all ".join(("select null::varchar as village_code, 0::bigint as groups where false", *each))
        if len(self.groups) > 1:
            every = f"from ({every}) select village_code, sum(groups)::bigint as groups group by village_code"
        return ("grouped", every), ("standing", sql.text("scenario/standing"))

    def params(self) -> dict[str, Any]:
        """What these steps ask for."""
        of_groups = {f"group_{n}": view.params()["scope"] for n, view in enumerate(self.groups)}
        return {"around": self.view.params()["scope"], "known": list(self.known)} | of_groups

    def groups_of(self, bits: int) -> frozenset[GroupKey]:
        """The groups of a sum of bits."""
        return frozenset(key for n, key in enumerate(self.keys) if bits >> n & 1)


def ground_of(filters: Filters, keys: Sequence[GroupKey], known: Collection[str]) -> Ground:
    """The villages below known codes, with the groups of a view that may hold them; its other filters stay in force."""
    groups = tuple(group_view(filters, group, areas or filters.areas) for areas, group in keys)
    return Ground(over(filters, known), tuple(sorted(known)), tuple(keys), groups)


def fetch_standings(con: duckdb.DuckDBPyConnection, ground: Ground, but: But | None) -> list[Standing]:
    """All that have a village, in order of code and groups."""
    (found,) = sql.rows_as_if(con, ("scenario/standings",), ground.steps(), **ground.params(), but=but)
    return [
        Standing(code, ground.groups_of(bits), n_villages, None if villages is None else tuple(villages))
        for code, bits, n_villages, villages in sorted(found, key=lambda row: row[:2])
    ]


def over(filters: Filters, codes: Collection[str]) -> Filters:
    """A view that has these codes in it: many of them are not told apart from the view that they are in."""
    if EVERYTHING in codes:
        return filters.of()
    if len(codes) <= _FEW:
        return filters.of(*codes)
    whole = filters.areas or (EVERYTHING,)
    return filters.of(*whole, *(code for code in codes if not code.startswith(whole)))


def group_view(filters: Filters, group: Group, areas: Iterable[str]) -> Filters:
    """The view of a group's villages in some areas."""
    return replace(
        filters.of(*areas),
        officers=filters.officers if group.officer is None else (group.officer,),
        training=group.training or filters.training,
        otop=group.otop or filters.otop,
        stage=group.stage or filters.stage,
    )

"""Who looks after which village, and how much work that is: villages, households, visits due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard import sql
from dashboard.filters import Filters
from dashboard.scenario.changes import Load

if TYPE_CHECKING:
    import duckdb

NOBODY = ""


@dataclass(frozen=True, slots=True)
class Village:
    """A village, its officer (NOBODY = none named), its work, and where it lies when that is known."""

    code: str
    name: str
    officer: str
    households: int
    visits: int
    latitude: float | None = None
    longitude: float | None = None

    def load(self, by: Load) -> int:
        """How much of a kind of work waits here."""
        return 1 if by == "villages" else self.households if by == "households" else self.visits


@dataclass(frozen=True, slots=True)
class OfficerLoad:
    """The work of one officer."""

    officer: str
    villages: int
    households: int
    visits: int

    def load(self, by: Load) -> int:
        """One kind of it."""
        return {"villages": self.villages, "households": self.households, "visits": self.visits}[by]


@dataclass(frozen=True, slots=True)
class District:
    """The villages of a district in code order and its officers by name, with the subdistrict in each one's charge."""

    code: str
    villages: tuple[Village, ...]
    officers: Mapping[str, str]


def loads_of(district: District, assigned: Mapping[str, str]) -> tuple[OfficerLoad, ...]:
    """The work of each officer when villages are assigned so (code → officer); NOBODY last when there is any."""
    sums = {name: [0, 0, 0] for name in sorted(district.officers)}
    for village in district.villages:
        work = sums.setdefault(assigned[village.code], [0, 0, 0])
        for place, amount in enumerate((1, village.households, village.visits)):
            work[place] += amount
    named = [OfficerLoad(name, *work) for name, work in sums.items() if name != NOBODY]
    return (*named, *(OfficerLoad(NOBODY, *sums[NOBODY]) for _ in range(NOBODY in sums)))


def now_of(district: District) -> dict[str, str]:
    """Who looks after each village now."""
    return {village.code: village.officer for village in district.villages}


def fetch_districts(con: duckdb.DuckDBPyConnection, filters: Filters) -> list[District]:
    """The districts of the view, whole: also those villages of a district that lie outside the view's area.

    An officer is one of the register of officers or one named by a village of the district.
    """
    codes = sorted({code[:4] for code in filters.areas})
    whole = Filters(filters.fiscal_year, filters.as_of, tuple(codes), filters.without)
    villages: dict[str, list[Village]] = {}
    for row in sql.rows(con, "scenario/officer_villages", **sql.of_view("scenario/officer_villages", whole)):
        villages.setdefault(row[0][:4], []).append(Village(*row))
    homes: dict[str, dict[str, str]] = {}
    for district, officer, home in sql.rows(
        con, "scenario/officer_pool", **sql.of_view("scenario/officer_pool", whole)
    ):
        homes.setdefault(district, {})[officer] = home
    return [District(code, tuple(found), _officers(found, homes.get(code, {}))) for code, found in villages.items()]


def _officers(villages: Iterable[Village], homes: Mapping[str, str]) -> dict[str, str]:
    named = {village.officer for village in villages if village.officer != NOBODY}
    return {name: homes.get(name, "") for name in sorted(named | homes.keys())}

"""The histories of a scenario: of the villages that it looks at, by its rules, at the rates that its areas take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dashboard.filters import Filters
from dashboard.scenario.applying import rules_with
from dashboard.scenario.changes import Change, RateAs
from dashboard.scenario.fetching import LEVELS, child_digits
from dashboard.scenario.histories import History, fetch_histories
from dashboard.scenario.naming import fetch_stack
from dashboard.scenario.ruling import Ruling, ruling_of
from dashboard.scenario.seeing import NOT_MOVED, Moved, fetch_moved
from dashboard.scenario.taking import Weeks, own_weeks, rated, take_rates
from dashboard.store.rules import fetch_rules

if TYPE_CHECKING:
    import duckdb

_VILLAGES = "villages"


def fetch_scenario_histories(
    con: duckdb.DuckDBPyConnection, filters: Filters, whats: Iterable[str], text: str, *, by_area: bool = False
) -> list[History]:
    """The histories of measures and stages as a scenario's text makes them: of the areas one level below the view in
    code order, or of the whole under the view's own area. Raises UnreadableOption.
    """
    going, asked = _going(con, filters, fetch_stack(con, text).active), list(whats)
    taken = rated(going.changes, asked)
    found = going.fetch([what for what in asked if what not in taken], child_digits(filters) if by_area else 0)
    if taken:
        found += going.take(taken, by_area=by_area)
    known = {(history.area_code, history.what): history for history in found}
    areas = sorted({area for area, _ in known})
    return [replace(known[area, what], area_code=area or filters.area) for area in areas for what in asked]


def _going(con: duckdb.DuckDBPyConnection, filters: Filters, changes: Sequence[Change]) -> _Going:
    rules = fetch_rules(con, filters.fiscal_year)
    ruling = ruling_of(rules, rules_with(rules, changes))
    return _Going(con, filters, changes, fetch_moved(con, filters, changes), ruling)


@dataclass(frozen=True)
class _Going:
    """A scenario over a view; areas are codes of so many digits, 0 digits and '' are the whole."""

    con: duckdb.DuckDBPyConnection
    filters: Filters
    changes: Sequence[Change]
    moved: Moved
    ruling: Ruling | None

    def fetch(self, whats: Sequence[str], digits: int) -> list[History]:
        """Histories of the villages that the scenario looks at."""
        by = LEVELS[digits] if digits else None
        found = fetch_histories(self.con, self.filters, whats, by, self.moved, self.ruling)
        return found if by else [replace(history, area_code="") for history in found]

    def take(self, measures: Sequence[str], *, by_area: bool) -> list[History]:
        """Those of measures whose rate some areas take from elsewhere: put together from areas, as their total is."""
        digits = child_digits(self.filters)
        deeper = {code for c in self.changes if isinstance(c, RateAs) for code in c.areas if len(code) > digits}
        found: dict[tuple[str, str], Weeks] = {}
        known = _Known(self.con, tuple(measures), self.ruling)
        for length in sorted({digits, *map(len, deeper)}):
            of_level = known.weeks(self.filters, length, self.moved)
            found |= {key: weeks for key, weeks in of_level.items() if length == digits or key[0] in deeper}
        if not found:
            return self.fetch(measures, digits if by_area else 0)
        sources = _Sources(known, replace(self.filters, without=()))
        totals: dict[tuple[str, str], Weeks] = {}
        for (code, id_), weeks in take_rates(own_weeks(found), self.changes, digits, sources).items():
            key = code[:digits] if by_area else "", id_
            totals[key] = totals[key].plus(weeks) if key in totals else weeks
        return [History(code, id_, self.filters.as_of, w.tops, w.bottoms) for (code, id_), w in totals.items()]


@dataclass(frozen=True)
class _Known:
    """The weeks of some measures by area (of so many digits) and measure, each view brought once."""

    con: duckdb.DuckDBPyConnection
    measures: tuple[str, ...]
    ruling: Ruling | None
    _found: dict[tuple[Filters, int, Moved], Mapping[tuple[str, str], Weeks]] = field(default_factory=dict)

    def weeks(self, filters: Filters, digits: int, moved: Moved = NOT_MOVED) -> Mapping[tuple[str, str], Weeks]:
        key = filters, digits, moved
        if key not in self._found:
            asked, by = [*self.measures, _VILLAGES], LEVELS[digits] if digits else None
            histories = fetch_histories(self.con, filters, asked, by, moved, self.ruling)
            self._found[key] = _by_area(histories, self.measures)
        return self._found[key]


@dataclass(frozen=True)
class _Sources:
    """The weeks of the areas that rates are taken from (`taking.Sources`)."""

    known: _Known
    filters: Filters
    _of_areas: dict[tuple[str, int], Sequence[Mapping[str, Weeks]]] = field(default_factory=dict)

    def of(self, code: str) -> Mapping[str, Weeks]:
        """Those of an area by measure."""
        return next(iter(self._bring(code, len(code))), {})

    def below(self, code: str) -> Sequence[Mapping[str, Weeks]]:
        """Those of the areas one level below."""
        return self._bring(code, len(code) + 2)

    def _bring(self, code: str, digits: int) -> Sequence[Mapping[str, Weeks]]:
        if (code, digits) not in self._of_areas:
            of_areas: dict[str, dict[str, Weeks]] = {}
            for (area, id_), weeks in self.known.weeks(self.filters.of(code), digits).items():
                of_areas.setdefault(area, {})[id_] = weeks
            self._of_areas[code, digits] = tuple(of_areas[area] for area in sorted(of_areas))
        return self._of_areas[code, digits]


def _by_area(histories: Iterable[History], measures: Sequence[str]) -> dict[tuple[str, str], Weeks]:
    known = {(h.area_code, h.what): h for h in histories}
    areas = {area for area, _ in known}
    return {
        (area, id_): Weeks(
            known[area, id_].numerators, known[area, id_].denominators, known[area, _VILLAGES].numerators
        )
        for area in areas
        for id_ in measures
    }

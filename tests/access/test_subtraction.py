"""Small groups of other areas cannot be found by subtracting what may be seen from each other.

Two worlds that differ only in a few households of others look the same to whoever has areas of their own: every row
that their connection reads and everything they are told of others on any day. What is the same in both cannot tell one
from the other, however it is put together; and the tests notice when something does.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import stores
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.access.roles import Person
from dashboard.filters import Filters
from dashboard.measures import beyond
from dashboard.measures.beyond import FEW, fetch_rates, fetch_stages_beyond, told_measures
from dashboard.measures.results import AreaMeasures, MeasureValue
from dashboard.store import Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables
from dashboard.store.scoped import RULES, cursor_for, make_scope, open_scoped
from dashboard.ui import data

Group = tuple[int, int]  # households that practise, of how many
START = date(2016, 11, 1)
# villages of others with few households of a kind, at the same stages in both worlds:
# (village, of how many, trained, practising, visited, paired)
HERE = [("40010102", 21, 1, 1, 0, 1), ("39040102", 24, 12, 5, 5, 1), ("39010101", 2, 1, 1, 0, 1)]
THERE = [("40010102", 24, 4, 3, 2, 4), ("39040102", 20, 14, 9, 8, 4), ("39010101", 4, 3, 4, 2, 3)]
DAYS = [START + timedelta(days=n) for n in (29, 30, 80, 90, 100, 160)]


def practising(code: str, who: int, of: int) -> AreaMeasures:
    value = MeasureValue("practising", 100 * who / of if of else None, who, of, 85, "programme", "none")
    return AreaMeasures(code, {"practising": value})


def told(cells: dict[str, Group], own: dict[str, Group], area: str = "40") -> MeasureValue:
    """What somebody with `own` is told of an area in which there are these groups."""
    groups = [group for code, group in cells.items() if code.startswith(area)]
    whole = practising(area, sum(g[0] for g in groups), sum(g[1] for g in groups))
    (found,) = told_measures([whole], sums(cells), sums(own))
    return found.values["practising"]


def sums(groups: dict[str, Group]) -> beyond.Cells:
    return {code: {"practising": (Decimal(who), Decimal(of))} for code, (who, of) in groups.items()}


# --- a search, and the search that finds something where the whole is rounded instead of its parts


def solutions(seen: list[MeasureValue], own: list[Group], of: int) -> set[int]:
    """How many of another district's `of` may practise: whoever knows its size and the own groups tries them all."""
    return {
        x
        for x in range(of + 1)
        if all(
            told({"4016": mine, "4001": (x, of)}, {"4016": mine}) == value
            for value, mine in zip(seen, own, strict=True)
        )
    }


OWN = [(n, 100) for n in range(60, 72)]  # on twelve days one more practises each day


@pytest.mark.parametrize(("hidden", "of"), [(x, of) for of in (7, 20, 40) for x in range(min(of, 9))])
def test_a_solver_with_the_own_numbers_of_many_days_finds_no_count(hidden: int, of: int) -> None:
    seen = [told({"4016": mine, "4001": (hidden, of)}, {"4016": mine}) for mine in OWN]
    found = solutions(seen, OWN, of)
    assert hidden in found
    assert found >= set(range(hidden // FEW * FEW, min(hidden // FEW * FEW + FEW, of + 1)))


def test_the_solver_finds_the_count_where_the_whole_is_rounded(monkeypatch: pytest.MonkeyPatch) -> None:
    def as_a_whole(found: Any, cells: Any, _own: Any) -> list[AreaMeasures]:
        who, of = (5 * round(float(sum(cell["practising"][n] for cell in cells.values())) / 5) for n in (0, 1))
        return [practising(area.area_code, who, of) for area in found]

    monkeypatch.setattr(f"{__name__}.told_measures", as_a_whole)
    seen = [told({"4016": mine, "4001": (3, 20)}, {"4016": mine}) for mine in OWN]
    assert solutions(seen, OWN, 20) == {3}


COUNTS = st.integers(0, 30)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    five=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)).map(sorted), min_size=3, max_size=3),
    moved=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=6, max_size=6),
    own=st.tuples(COUNTS, COUNTS).map(sorted),
)
def test_a_household_more_in_a_five_changes_no_view(
    five: list[list[int]], moved: list[tuple[int, int]], own: list[int]
) -> None:
    """Districts 4001 and 3904, and the rest of 4016, of which a part is one's own."""
    mine = {"4016": (own[0], own[1])}
    worlds = []
    for shift in (moved[:3], moved[3:]):
        others = [(FEW * a + x, FEW * b + y) for (a, b), (x, y) in zip(five, shift, strict=True)]
        cells = dict(zip(("4001", "3904"), others[:2], strict=True))
        worlds.append(cells | {"4016": (others[2][0] + own[0], others[2][1] + own[1])})
    for area in ("", "40", "39", "4001", "4016", "3904"):
        assert told(worlds[0], mine, area) == told(worlds[1], mine, area)


def test_a_rate_is_that_of_fives() -> None:
    assert told({"4001": (52, 103)}, {}).value == 51.0  # 52 of 102
    assert told({"4001": (4, 20)}, {}).value == 0.0
    assert told({"4001": (4, 4)}, {}).value is None
    assert told({"4001": (5, 5)}, {}).value == 100.0
    assert told({"4001": (51, 60), "4002": (3, 4)}, {}).value == told({"4001": (51, 60)}, {}).value
    own = told({"4001": (51, 60), "4016": (17, 20)}, {"4016": (17, 20)})
    assert (own.value, own.status) == (84.1, "near")  # 52 + 17 of 62 + 20: its status is that of what is told
    assert told({"4016": (17, 20)}, {"4016": (17, 20)}).value == 85.0
    assert told({"4016": (20, 23)}, {"4016": (17, 20)}).value == 85.0  # three others: only the own part


@pytest.mark.parametrize(("selected", "shown"), [(200, 100.0), (203, 100.0), (190, 96.0), (210, 106.0), (3, 0.0)])
def test_as_many_as_the_plan_is_the_plan(selected: int, shown: float) -> None:
    area = AreaMeasures("40", {"households_selected": MeasureValue("households_selected", 0, 0, 0, None, None, "none")})
    cells = {"4001": {"households_selected": (Decimal(selected), Decimal(200))}}
    (found,) = told_measures([area], cells, {})
    assert found.values["households_selected"].value == shown


# --- two stores, and everything that is read of them


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two stores that differ in a few households of others, and in how many rows their import had by that."""
    folders = tmp_path_factory.mktemp("here"), tmp_path_factory.mktemp("there")
    for folder, others in zip(folders, (HERE, THERE), strict=True):
        store = Store(folder)
        with store.building("real") as building:
            create_tables(building.con)
            stores.fill(building.con, stores.VILLAGES[:6])
            for village in others:
                _add_village(building.con, *village)
            for table in ("villages", "sages", "households", "incomes", "activities", "materials", "visits", "groups"):
                building.con.execute(f"update {table} set first_batch_id = 1, batch_id = 1")
            building.con.execute(
                "update batch_registers set n_read = n_read + (select count(*) from households), "
                "n_new = (select count(*) from households), warnings = '{\"dates_read\": ' || n_read || '}'"
            )
            building.con.execute("update batches set stored_at = '2017-05-30'")
            build_marts(building.con)
    return folders


def _add_village(con: Any, code: str, of: int, trained: int, practising: int, visited: int, paired: int) -> None:
    con.execute("insert into villages (fiscal_year, village_code, village_name) values (2560, ?, 'บ้านน้อย')", [code])
    con.execute("insert into sages (village_code, full_name, role, registered_on) values (?, 'ก', 'trainer', ?)",
                [code, START])  # fmt: skip
    for n in range(of):
        on = [START + timedelta(days=d) if n < many else None for d, many in ((70, trained), (80, practising))]
        con.execute(
            "insert into households (village_code, house_no, target, selected_on, trained_on, practising_from, "
            "first_batch_id, batch_id) values (?, ?, true, ?, ?, ?, 1, 1)",
            [code, f"{n}", START + timedelta(days=30), *on],
        )
        if n < visited:
            con.execute("insert into visits (village_code, house_no, visited_on) values (?, ?, ?)",
                        [code, f"{n}", START + timedelta(days=90)])  # fmt: skip
        for round_ in (0, 1) if n < paired else ():
            con.execute(
                "insert into incomes (village_code, house_no, round, measured_on, income_baht) values (?, ?, ?, ?, ?)",
                [code, f"{n}", round_, START + timedelta(days=20 + 130 * round_), 50_000 + 5_000 * round_],
            )


@contextmanager
def looking(folder: Path, person: Person, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("SAMMACHIP_STORE", str(folder))
        patch.setattr(data, "viewer", lambda: person)
        yield


def read(folder: Path, areas: tuple[str, ...]) -> dict[str, list[Any]]:
    """Every row that somebody with these areas can read at all."""
    with open_scoped(Store(folder).current()) as con, cursor_for(con, make_scope(con, areas)) as cursor:
        return {
            table: sorted(map(repr, cursor.execute(f'select * from "{table}"').fetchall()))
            for table in RULES
            if table not in ("marts_made", "store_format")
        }


def heard(folder: Path, areas: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> dict[Any, str]:
    """Everything that they are told of others: each area there is on each of the days."""
    found: dict[Any, str] = {}
    with looking(folder, Person("somebody@x", "district", areas), monkeypatch):
        for day, area in product(DAYS, ("", "39", "40", "3901", "3904", "4001", "4016")):
            filters = Filters(2560, day, (area,) if area else ())
            for by in (None, "province", "district"):
                found[day, area, by] = repr(data.fetch(fetch_rates, filters, by))
            found[day, area, "stages"] = repr(data.fetch(fetch_stages_beyond, filters))
    return found


PERSONS = [("4016",), ("401601",), ("4016", "40010101")]


@pytest.mark.parametrize("areas", PERSONS, ids=",".join)
def test_no_row_and_no_rate_tells_two_worlds_apart(
    areas: tuple[str, ...], worlds: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = (read(folder, areas) for folder in worlds)
    assert here.keys() == there.keys()
    assert {table for table in here if here[table] != there[table]} == set()
    here_told, there_told = (heard(folder, areas, monkeypatch) for folder in worlds)
    assert {asked for asked in here_told if here_told[asked] != there_told[asked]} == set()
    assert sum("value=" in answer for answer in here_told.values()) > 50


def _as_they_are(found: Any, _cells: Any, _own: Any) -> Any:
    return found


def test_the_walk_notices_a_rate_that_is_told_as_it_is(
    worlds: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "told_measures", _as_they_are)
    data.forget()
    here, there = (heard(folder, ("4016",), monkeypatch) for folder in worlds)
    assert {asked[1] for asked in here if here[asked] != there[asked]} >= {"", "39", "40", "3901"}


def test_the_walk_notices_how_many_rows_of_others_an_import_had(
    worlds: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RULES, "batch_registers", "batch")
    here, there = (read(folder, ("4016",)) for folder in worlds)
    assert {table for table in here if here[table] != there[table]} == {"batch_registers"}


def test_who_reads_all_rows_of_an_import_is_told_how_many_there_were(worlds: tuple[Path, Path]) -> None:
    for folder in worlds:
        part, whole = read(folder, ("4016",))["batch_registers"], read(folder, ("39", "40"))["batch_registers"]
        assert (len(part), len(whole)) == (8, 8)
        known = [register for _, register, _, _, n_read, *_ in map(literal_eval, whole) if n_read is not None]
        assert known == ["households"]  # of the others the numbers are made up: no rows are found again
        assert all(n_read is None for _, _, _, _, n_read, *_ in map(literal_eval, part))

"""How long the steps to OTOP take: quartiles of what is done, who waits beside them, the median that counts both."""

from __future__ import annotations

import random
import statistics
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
import stores
from group_stores import CLOTH, FOOD, OTHER
from random_registers import YEAR, Maker, store

from dashboard.filters import Filters
from dashboard.measures.group_steps import Wait, fetch_group_steps, median_with_waiting, quantile, wait_of
from dashboard.store import Store


@pytest.fixture(scope="module")
def con(group_store: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with Store(group_store).current().open() as connection:
        yield connection


def filters(day: date = stores.TODAY, *areas: str, occupation: str | None = None) -> Filters:
    return Filters(stores.FISCAL_YEAR, day, areas, occupation=occupation)


def test_the_days_of_what_is_done_and_of_those_that_wait(con: duckdb.DuckDBPyConnection) -> None:
    whole = fetch_group_steps(con, filters(), 2).whole
    # training complete on 5 January; groups on 1 February, twice on 1 March, on 2 April; one group came before
    assert whole["founding"] == Wait(4, 0, 1, (48.0, 55.0, 63.0), None, None, 55)
    # 20 and 150 days; one registered before it was founded; five wait, one of them as long: 6/7 × 1/2 undone
    assert whole["registering"] == Wait(2, 5, 1, (52.5, 85.0, 117.5), 91.0, 150, 150)


def test_what_has_not_happened_yet_is_waited_for(con: duckdb.DuckDBPyConnection) -> None:
    founding = fetch_group_steps(con, filters(date(2017, 3, 15)), 2).whole["founding"]
    assert (founding.done, founding.waiting, founding.before) == (3, 1, 1)
    assert founding.median_waiting == (date(2017, 3, 15) - date(2017, 1, 5)).days
    assert fetch_group_steps(con, filters(date(2017, 1, 5)), 2).whole["founding"].waiting == 4  # from the day itself on
    assert fetch_group_steps(con, filters(date(2017, 1, 4)), 2).whole["founding"] == Wait()  # not complete yet


def test_areas_and_types(con: duckdb.DuckDBPyConnection) -> None:
    steps = fetch_group_steps(con, filters(), 4)
    assert set(steps.areas) == {"4016", "4001", "3904"}
    assert steps.areas["4016"]["founding"] == steps.whole["founding"]
    assert steps.areas["4001"]["registering"].quartiles == (150.0, 150.0, 150.0)
    assert set(steps.types) == {CLOTH, OTHER, FOOD, ""}
    # five villages are trained and have households that work with cloth, one of them has a group of it
    cloth = steps.types[CLOTH]["founding"]
    assert (cloth.done, cloth.waiting, cloth.quartiles) == (1, 4, (86.0, 86.0, 86.0))
    # of the types without a household only the village that has the group is told
    assert (steps.types[FOOD]["founding"].done, steps.types[FOOD]["founding"].waiting) == (1, 0)
    assert steps.types[OTHER]["founding"].before == 1


@pytest.mark.parametrize("occupation", [CLOTH, OTHER, FOOD, ""])
def test_the_filter_of_a_type_gives_what_the_table_says_of_it(con: duckdb.DuckDBPyConnection, occupation: str) -> None:
    of_all = fetch_group_steps(con, filters(), 2).types[occupation]
    chosen = fetch_group_steps(con, filters(occupation=occupation), 2)
    assert chosen.whole == of_all
    assert set(chosen.types) == {CLOTH, OTHER, FOOD, ""}  # the others stay, to be chosen instead


def test_nothing_in_the_view_gives_nothing(con: duckdb.DuckDBPyConnection) -> None:
    steps = fetch_group_steps(con, filters(stores.TODAY, "92"), 4)
    assert steps.whole == {"founding": Wait(), "registering": Wait()}
    assert steps.areas == {}


@pytest.mark.parametrize("seed", range(3))
def test_every_village_and_group_is_done_waiting_or_before(seed: int) -> None:
    made = Maker(seed).make()
    day = date(2016, 10, 30)
    with store(made) as con:
        steps = fetch_group_steps(con, Filters(YEAR, day), 4)
        trained = con.execute(
            "select count(*) from village_stage where fiscal_year = ? and stage = 7 and from_on <= ? and to_on > ?",
            [YEAR, day, day],
        ).fetchone()
    villages = {v["village_code"] for v in made["villages"] if v["fiscal_year"] == YEAR}
    groups = [g for g in made["groups"] if g["village_code"] in villages and g["founded_on"] <= day]
    done = [
        (g["otop_registered_on"] - g["founded_on"]).days
        for g in groups
        if g["otop_registered_on"] and g["founded_on"] <= g["otop_registered_on"] <= day
    ]
    founding, registering = steps.whole["founding"], steps.whole["registering"]
    assert trained
    assert founding.done + founding.waiting + founding.before == trained[0]
    assert registering.done + registering.waiting + registering.before == len(groups)
    assert registering.done == len(done)
    if done:
        assert registering.quartiles
        assert registering.quartiles[1] == statistics.median(done)
    for step, whole in steps.whole.items():
        assert sum(area[step].done + area[step].waiting for area in steps.areas.values()) == whole.done + whole.waiting


# -- the figures by themselves


def test_quantiles_are_those_of_the_values_one_by_one() -> None:
    chance = random.Random(1)
    for _ in range(50):
        values = [chance.randrange(30) for _ in range(chance.randrange(2, 40))]
        found = [quantile(Counter(values), part, 4) for part in (1, 2, 3)]
        assert found == pytest.approx(statistics.quantiles(values, n=4, method="inclusive"))


@pytest.mark.parametrize(
    ("done", "waiting", "expected"),
    [
        ({10: 1, 20: 1, 30: 1}, {}, 20),  # without anybody waiting the median itself
        ({10: 1, 20: 1}, {}, 10),  # half of all exactly
        ({10: 1}, {10: 1}, 10),  # done before who waits on the same day: one of two
        ({10: 1}, {9: 1}, 10),  # who waited 9 days says nothing of the tenth
        ({10: 1}, {11: 2}, None),  # a third only
        ({10: 2, 40: 1}, {20: 3, 50: 1}, 40),  # 6/8 of 7.. after day 10: 5/7; of the two left on day 40 one: 5/14
        ({}, {5: 3}, None),
    ],
)
def test_the_median_counts_those_who_wait(done: dict[int, int], waiting: dict[int, int], expected: int | None) -> None:
    assert median_with_waiting(done, waiting) == expected


def test_ignoring_who_waits_would_look_faster() -> None:
    found = wait_of({10: 4, 60: 4}, {50: 4})
    assert found.quartiles
    assert found.quartiles[1] == 35.0
    assert found.expected == 60
    assert (found.done, found.waiting, found.longest_waiting) == (8, 4, 50)


def test_nobody_and_only_those_before() -> None:
    assert wait_of({}, {}) == Wait()
    assert wait_of({}, {}, 3) == Wait(before=3)

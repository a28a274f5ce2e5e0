"""What the page of households counts: the same as the measures, the same in every list, and as plain Python says."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest
from random_registers import START, YEAR, Maker, Registers, insert, store

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures import fetch_measures
from dashboard.measures.attention import fetch_attention_areas
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables

DAYS = [START + timedelta(days=n) for n in (13, 29, 41, 75)]
TYPES = (None, "เกษตร", "")
EVERYTHING = 100_000
OWN: dict[str, Any] = {
    "digits": 0, "lasts": [0, 5, 12], "n": EVERYTHING, "persons": True, "skip": 0, "state": "", "trainer_mark": None,
    "trainer_village": None, "typed": "", "from_on": None, "to_on": None,
}  # fmt: skip


def ask(con: duckdb.DuckDBPyConnection, name: str, filters: Filters, **own: Any) -> list[dict[str, Any]]:
    query = f"pages/households_{name}"
    wanted = {key: value for key, value in OWN.items() if key in sql.parameters(query)} | own
    return sql.records(con, query, **sql.of_view(query, filters, **wanted))


def described(seed: int) -> Registers:
    """Random registers whose households name a trainer and occupations, whose visits found something."""
    registers, chance = Maker(seed).make(), random.Random(seed)
    for row in registers["households"]:
        row["trainer"] = chance.choice((None, *(f"ปราชญ์ {n}" for n in range(6))))
        row["occupation_wanted"] = chance.choice((None, "ทอผ้า", "อาชีพทอ ผ้า, เลี้ยงไก่", "เลี้ยงไก่"))
        row["occupation"] = chance.choice((None, "ทอผ้า", "เลี้ยงไก่"))
    for row in registers["visits"]:
        row["finding"], row["problem"] = "ทำต่อเนื่อง", chance.choice((None, "ขาดตลาด", "น้ำไม่พอ"))
    return registers


@pytest.fixture(scope="module", params=range(2))
def seen(request: pytest.FixtureRequest) -> Iterator[tuple[duckdb.DuckDBPyConnection, Registers]]:
    registers = described(4000 + request.param)
    with store(registers) as con:
        yield con, registers


def targets(registers: Registers, day: date, occupation: str | None = None) -> list[dict[str, Any]]:
    """The target households of the year that are selected by a day."""
    codes = {v["village_code"] for v in registers["villages"] if v["fiscal_year"] == YEAR}
    return [
        h
        for h in registers["households"]
        if h["target"]
        and h["village_code"] in codes
        and h["selected_on"] <= day
        and (occupation is None or (h["occupation_type"] or "") == occupation)
    ]


def by(day: date, event: date | None) -> bool:
    return event is not None and event <= day


def is_overdue(household: dict[str, Any], registers: Registers, day: date) -> bool:
    """The rule in words: trained, not stopped, nobody there for more than 30 days since the training."""
    if not by(day, household["trained_on"]) or by(day, household["stopped_on"]):
        return False
    key = (household["village_code"], household["house_no"])
    came = [v["visited_on"] for v in registers["visits"] if (v["village_code"], v["house_no"]) == key]
    last = max([household["trained_on"], *(d for d in came if household["trained_on"] <= d <= day)])
    return (day - last).days > 30


def test_every_list_of_overdue_visits_agrees_with_the_rule(
    seen: tuple[duckdb.DuckDBPyConnection, Registers],
) -> None:
    con, registers = seen
    met = 0
    for day in DAYS:
        late = [h for h in targets(registers, day) if is_overdue(h, registers, day)]
        met += len(late)
        wanted = {(h["village_code"], h["house_no"]) for h in late}
        filters = Filters(YEAR, day)
        listed = ask(con, "overdue", filters)
        assert {(r["village_code"], r["house_no"]) for r in listed} == wanted
        assert all(r["n_all"] == len(wanted) for r in listed)
        assert dict(fetch_attention_areas(con, "visits_overdue", filters, 8)) == Counter(code for code, _ in wanted)
        assert sum(r["n_overdue"] for r in ask(con, "overdue_officers", filters)) == len(wanted)
        trainers = {(r["village_code"], r["trainer"]): r["n_overdue"] for r in ask(con, "overdue_trainers", filters)}
        assert trainers == Counter((h["village_code"], h["trainer"]) for h in late)
        assert ask(con, "counts", filters)[0]["n_overdue"] == len(wanted)
        register = ask(con, "register", filters, state="overdue")
        assert {(r["village_code"], r["house_no"]) for r in register} == wanted
        of_villages = {
            (code, r["house_no"])
            for code in {h["village_code"] for h in targets(registers, day)}
            for r in sql.records(con, "pages/village_households", village_code=code, as_of=day)
            if r["is_visit_overdue"]
        }
        assert of_villages == wanted
    assert met > 20  # the days are such that the rule is met often


@pytest.mark.parametrize("occupation", TYPES)
def test_the_states_of_the_register_are_the_numbers_of_the_measures(
    seen: tuple[duckdb.DuckDBPyConnection, Registers], occupation: str | None
) -> None:
    con, _ = seen
    for day in DAYS if occupation is None else DAYS[1::2]:
        filters = Filters(YEAR, day, occupation=occupation)
        m = fetch_measures(con, filters)[0].values
        trained, visited, up = m["households_trained"], m["households_visited"], m["households_income_up"]
        wanted = {
            "selected": trained.denominator,
            "trained": trained.numerator,
            "untrained": (trained.denominator or 0) - trained.numerator,
            "visited": visited.numerator,
            "unvisited": (visited.denominator or 0) - visited.numerator,
            "practising": m["practising"].numerator,
            "up": up.numerator,
            "not_up": (up.denominator or 0) - up.numerator,
            "no_income": m["practising"].numerator - m["income_coverage"].numerator,
        }
        for state, n in wanted.items():
            rows = ask(con, "register", filters, state=state)
            assert len(rows) == n, (day, state)
            assert all(r["n_all"] == n for r in rows)
        lost = ask(con, "lost", filters)
        assert sum(r["n_selected"] for r in lost) == trained.denominator
        assert len(ask(con, "register", filters, state="not_begun")) == sum(r["n_not_begun"] for r in lost)
        assert len(ask(con, "register", filters, state="stopped")) == sum(r["n_stopped"] for r in lost)
        joined = m["spillover"].numerator
        assert sum(r["n_neighbours"] for r in ask(con, "neighbours_by", filters)) == joined
        assert sum(r["n_neighbours"] for r in ask(con, "neighbours_places", filters)) == joined
        assert ask(con, "counts", filters)[0]["n_neighbours"] == joined


@pytest.mark.parametrize("occupation", TYPES)
def test_who_is_lost_after_the_training_adds_up(
    seen: tuple[duckdb.DuckDBPyConnection, Registers], occupation: str | None
) -> None:
    con, registers = seen
    for day in DAYS:
        (row,) = ask(con, "lost", Filters(YEAR, day, occupation=occupation)) or [None]
        selected = targets(registers, day, occupation)
        if row is None:
            assert selected == []
            continue
        trained = [h for h in selected if by(day, h["trained_on"])]
        stopped = [h for h in selected if by(day, h["stopped_on"])]
        practising = [h for h in selected if by(day, h["practising_from"]) and not by(day, h["stopped_on"])]
        assert row["n_trained_practising"] == sum(h in trained for h in practising)
        assert row["n_stopped"] == len(stopped)
        assert row["n_not_begun"] == sum(h not in practising and h not in stopped for h in trained)
        stopped_trained = sum(h in trained for h in stopped)
        assert row["n_trained_practising"] + row["n_not_begun"] + stopped_trained == len(trained)


def test_every_target_household_is_looked_after_or_listed(
    seen: tuple[duckdb.DuckDBPyConnection, Registers],
) -> None:
    con, registers = seen
    for day in DAYS:
        filters = Filters(YEAR, day)
        load = fetch_measures(con, filters)[0].values["trainer_load"]
        spread, uncared = ask(con, "load", filters), ask(con, "uncared", filters)
        assert sum(r["n_sages"] for r in spread) == load.denominator
        cared = sum(r["n_households"] * r["n_sages"] for r in spread)
        without = sum(r["n_households"] for r in uncared)
        assert cared + without == load.numerator == len(targets(registers, day))
        assert all(r["n_households_all"] == without and r["n_all"] == len(uncared) for r in uncared)
        assert ask(con, "counts", filters)[0]["n_uncared"] == without
        assert len(ask(con, "register", filters, state="uncared")) == without
        over = ask(con, "load_over", filters)
        assert Counter(r["n_households"] for r in over) == {
            r["n_households"]: r["n_sages"] for r in spread if r["n_households"] > 4
        }
        for r in uncared[:3]:
            of_one = {"trainer_village": r["village_code"], "trainer_mark": r["trainer_mark"]}
            found = ask(con, "register", filters, state="selected", **of_one)
            assert [h["trainer"] for h in found] == [r["trainer"]] * r["n_households"]


def test_who_stopped_is_the_same_in_every_part(seen: tuple[duckdb.DuckDBPyConnection, Registers]) -> None:
    con, registers = seen
    for occupation in TYPES[:2]:
        for day in DAYS[1::2]:
            filters = Filters(YEAR, day, occupation=occupation)
            stopped = [h for h in targets(registers, day, occupation) if by(day, h["stopped_on"])]
            assert len(ask(con, "stopped", filters)) == len(stopped)
            months = {r["month"]: r["n"] for r in ask(con, "stopped_months", filters)}
            assert months == Counter(h["stopped_on"].replace(day=1) for h in stopped)
            assert sum(r["n"] for r in ask(con, "stopped_lasts", filters)) == len(stopped)
            assert sum(r["n_stopped"] for r in ask(con, "stopped_by", filters)) == len(stopped)
            assert ask(con, "counts", filters)[0]["n_stopped"] == len(stopped)
            trained = [h for h in stopped if by(day, h["trained_on"]) and h["trained_on"] <= h["stopped_on"]]
            told = sum(r["n_stopped"] for r in ask(con, "stopped_after", filters))
            assert told == sum(h["selected_on"] <= h["stopped_on"] for h in trained)


def test_who_keeps_on_is_asked_of_those_observed_so_long(seen: tuple[duckdb.DuckDBPyConnection, Registers]) -> None:
    con, registers = seen
    for day in DAYS:
        rows = {r["n_days"]: r for r in ask(con, "kept", Filters(YEAR, day))}
        for lasts in OWN["lasts"]:
            began = [
                h
                for h in targets(registers, day)
                if h["practising_from"] and h["practising_from"] + timedelta(days=lasts) <= day
            ]
            kept = [h for h in began if not by(h["practising_from"] + timedelta(days=lasts), h["stopped_on"])]
            assert (rows[lasts]["n_observed"], rows[lasts]["n_kept"]) == (len(began), len(kept)), (day, lasts)


def test_the_selection_is_judged_village_by_village(seen: tuple[duckdb.DuckDBPyConnection, Registers]) -> None:
    con, registers = seen
    codes = {v["village_code"] for v in registers["villages"] if v["fiscal_year"] == YEAR}
    for day in DAYS:
        selected = targets(registers, day)
        began = {
            code: min((a["held_on"] for a in registers["activities"] if a["place_code"] == code
                       and a["activity"] == "training_day" and by(day, a["held_on"])), default=date.max)
            for code in codes
        }  # fmt: skip
        counted = Counter(h["village_code"] for h in selected)
        late = Counter(h["village_code"] for h in selected if h["selected_on"] > began[h["village_code"]])
        wanted = {code: (counted[code], late[code]) for code in codes if counted[code] != 20 or late[code]}
        rows = ask(con, "selection", Filters(YEAR, day))
        assert {r["village_code"]: (r["n_selected"], r["n_late"]) for r in rows} == wanted
        for r in rows[:1]:
            assert r["n_fewer"] == sum(counted[code] < 20 for code in codes)
            assert r["n_more"] == sum(counted[code] > 20 for code in codes)
            assert r["n_with_late"] == len(late)
            assert r["n_villages"] == len(codes)
        off = ask(con, "counts", Filters(YEAR, day))[0]["n_off_rule"]
        assert off == sum(counted[code] != 20 for code in codes)


def test_wanted_and_learnt_are_compared_by_the_occupations_they_name(
    seen: tuple[duckdb.DuckDBPyConnection, Registers],
) -> None:
    con, registers = seen
    named = {"ทอผ้า": {"ทอผ้า"}, "อาชีพทอ ผ้า, เลี้ยงไก่": {"ทอผ้า", "เลี้ยงไก่"}, "เลี้ยงไก่": {"เลี้ยงไก่"}}
    for day in DAYS:
        trained = [h for h in targets(registers, day) if by(day, h["trained_on"])]
        both = [h for h in trained if h["occupation_wanted"] and h["occupation"]]
        rows = ask(con, "wanted", Filters(YEAR, day))
        got = [h for h in both if h["occupation"] in named[h["occupation_wanted"]]]
        assert {r["occupation_wanted"]: (r["n_wanted"], r["n_got"]) for r in rows} == {
            wanted: (n, sum(h["occupation_wanted"] == wanted for h in got))
            for wanted, n in Counter(h["occupation_wanted"] for h in both).items()
        }
        for r in rows:
            assert (r["n_both"], r["n_same"], r["n_trained"]) == (len(both), len(got), len(trained))


def test_the_areas_add_up_to_the_whole(seen: tuple[duckdb.DuckDBPyConnection, Registers]) -> None:
    con, _ = seen
    for day in DAYS:
        whole = Counter[str]()
        for r in ask(con, "lost", Filters(YEAR, day)):
            whole.update({key: n for key, n in r.items() if key != "area_code"})
        for digits in (2, 4, 6, 8):
            parts = Counter[str]()
            for r in ask(con, "lost", Filters(YEAR, day), digits=digits):
                parts.update({key: n for key, n in r.items() if key != "area_code"})
            assert parts == whole


def test_the_register_comes_page_by_page_in_one_order(seen: tuple[duckdb.DuckDBPyConnection, Registers]) -> None:
    con, _ = seen
    filters = Filters(YEAR, DAYS[-1])
    everything = [(r["village_code"], r["house_no"]) for r in ask(con, "register", filters)]
    pages = [
        (r["village_code"], r["house_no"])
        for skip in range(0, len(everything), 7)
        for r in ask(con, "register", filters, n=7, skip=skip)
    ]
    assert pages == everything
    assert len(set(everything)) == len(everything)
    numbers = [(code, int(house.split("/")[0])) for code, house in everything]
    assert numbers == sorted(numbers)  # house 10 comes after house 9


# -- given and expected, at the borders

HERE, THERE, TEAM = "39040101", "39040102", "39040103"
TRAINED = date(2017, 1, 10)


def after(days: int) -> date:
    return TRAINED + timedelta(days=days)


def household(village: str, house: str, **facts: Any) -> dict[str, Any]:
    return {
        "village_code": village, "house_no": house, "head_name": f"นาย {house}", "target": True, "trainer": None,
        "selected_on": date(2016, 12, 1), "trained_on": TRAINED, "practising_from": None, "stopped_on": None,
    } | facts  # fmt: skip


def visit(village: str, house: str, on: date, **facts: Any) -> dict[str, Any]:
    return {
        "village_code": village, "house_no": house, "visited_on": on, "visitor": "ก", "by_phone": False,
        "finding": None, "problem": None,
    } | facts  # fmt: skip


@pytest.fixture(scope="module")
def borders() -> Iterator[duckdb.DuckDBPyConnection]:
    """Three villages: each house of the first is one case of the rule, of the second one place in the order, of the
    third one way of being looked after.
    """
    with duckdb.connect(":memory:") as con:
        create_tables(con)
        insert(con, "villages", [
            {"fiscal_year": YEAR, "village_code": code, "village_name": name, "officer": "พัฒนากร"}
            for code, name in ((HERE, "โนนทอง"), (THERE, "หนองบัว"), (TEAM, "ดอนแก้ว"))
        ])  # fmt: skip
        insert(con, "households", [
            household(HERE, "plain", trainer="ครู ข"),
            household(HERE, "called"),
            household(HERE, "early"),
            household(HERE, "stopped", practising_from=after(1), stopped_on=after(50)),
            household(HERE, "neighbour", target=False),
            household(HERE, "late", selected_on=after(40)),
            household(HERE, "twice"),
            *(household(THERE, str(n)) for n in (1, 2, 3, 4)),
            *(household(TEAM, str(n), trained_on=None, trainer=trainer)
              for n, trainer in enumerate(("อยู่", "พ้น", "ไม่มีชื่อนี้", "ยังไม่ขึ้นทะเบียน", None))),
        ])  # fmt: skip
        insert(con, "visits", [
            visit(HERE, "called", after(40), by_phone=True),
            visit(HERE, "early", after(-1)),
            visit(HERE, "twice", after(5), visitor="ก", problem="น้ำไม่พอ", finding="หยุดพัก"),
            visit(HERE, "twice", after(5), visitor="ง", finding="ดี"),
            visit(THERE, "1", after(9)),
            visit(THERE, "2", after(9), problem="น้ำไม่พอ"),
            visit(THERE, "3", after(20), problem="น้ำไม่พอ"),
        ])  # fmt: skip
        insert(con, "sages", [
            {"village_code": TEAM, "full_name": name, "role": "trainer", "registered_on": registered,
             "left_on": left, "replaces": replaces}
            for name, registered, left, replaces in (
                ("อยู่", TRAINED, None, None), ("พ้น", TRAINED, after(20), None), ("แทน", after(25), None, "พ้น"),
                ("ยังไม่ขึ้นทะเบียน", None, None, None),
            )
        ])  # fmt: skip
        build_marts(con)
        yield con


def overdue(con: duckdb.DuckDBPyConnection, day: date, village: str = HERE) -> dict[str, dict[str, Any]]:
    return {r["house_no"]: r for r in ask(con, "overdue", Filters(YEAR, day, (village,)))}


@pytest.mark.parametrize(
    ("house", "days", "expected"),
    [
        ("plain", (0, 30, 31), (False, False, True)),
        ("called", (39, 40, 70, 71), (True, False, False, True)),  # a call is a visit; before it, it has not happened
        ("stopped", (49, 50, 90), (True, False, False)),
        ("neighbour", (90,), (False,)),
        ("late", (39, 40), (False, True)),  # of those trained before they are selected
    ],
)
def test_a_visit_is_overdue_from_the_thirty_first_day(
    borders: duckdb.DuckDBPyConnection, house: str, days: tuple[int, ...], expected: tuple[bool, ...]
) -> None:
    assert tuple(house in overdue(borders, after(n)) for n in days) == expected


def test_a_visit_before_the_training_does_not_count(borders: duckdb.DuckDBPyConnection) -> None:
    row = overdue(borders, after(31))["early"]
    assert (row["since_on"], row["last_visit_on"]) == (TRAINED, None)


def test_of_two_visits_on_a_day_the_one_that_names_a_problem_is_told(borders: duckdb.DuckDBPyConnection) -> None:
    row = overdue(borders, after(36))["twice"]
    assert (row["problem"], row["finding"], row["last_visit_on"]) == ("น้ำไม่พอ", "หยุดพัก", after(5))
    gaps = borders.execute(
        "select n_visits, from_on, to_on from visit_gap where house_no = 'twice' order by from_on"
    ).fetchall()
    assert gaps == [(0, TRAINED, after(5)), (2, after(5), date(9999, 12, 31))]


def test_the_longest_without_a_visit_comes_first_and_a_problem_before_none(
    borders: duckdb.DuckDBPyConnection,
) -> None:
    assert list(overdue(borders, after(90), THERE)) == ["4", "2", "1", "3"]
    two = ask(borders, "overdue", Filters(YEAR, after(90), (THERE,)), n=2)
    assert [(r["house_no"], r["n_all"]) for r in two] == [("4", 4), ("2", 4)]


def test_why_nobody_looks_after_a_household_and_who_took_over(borders: duckdb.DuckDBPyConnection) -> None:
    before = {r["trainer"]: r["why"] for r in ask(borders, "uncared", Filters(YEAR, after(19), (TEAM,)))}
    rows = {r["trainer"]: r for r in ask(borders, "uncared", Filters(YEAR, after(25), (TEAM,)))}
    others = {"ไม่มีชื่อนี้": "unknown", "ยังไม่ขึ้นทะเบียน": "unregistered", None: "none"}
    assert before == others
    assert {name: r["why"] for name, r in rows.items()} == others | {"พ้น": "left"}
    assert (rows["พ้น"]["left_on"], rows["พ้น"]["replaced_by"]) == (after(20), "แทน")
    assert rows[None]["trainer_mark"] == ""


@pytest.mark.parametrize(
    ("typed", "seen", "hidden"),
    [("นาย plain", 1, 0), ("ครู ข", 1, 0), ("plain", 1, 0), ("โนนทอง", 7, 7), (HERE, 7, 7), ("%", 0, 0)],
)
def test_the_search_finds_persons_only_for_those_who_may_see_them(
    borders: duckdb.DuckDBPyConnection, typed: str, seen: int, hidden: int
) -> None:
    filters = Filters(YEAR, after(60))
    assert len(ask(borders, "register", filters, typed=typed)) == seen
    assert len(ask(borders, "register", filters, typed=typed, persons=False)) == hidden

"""Moving officers: every village exactly one officer, never worse than now, few moves, short ways, limits kept."""

from __future__ import annotations

from datetime import date

import pytest
import random_registers
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_parts import of

from dashboard.filters import Filters
from dashboard.measures import fetch_measures
from dashboard.scenario.changes import Cap, EvenOut, Hand, Stack
from dashboard.scenario.evening import cost, even_out, step_by_step
from dashboard.scenario.handing import plan_districts
from dashboard.scenario.loads import NOBODY, District, Village, fetch_districts, loads_of, now_of
from dashboard.scenario.ways import kilometres

QUICK = settings(max_examples=25, deadline=None)
OFFICERS = ("ก", "ข", "ค", "ง")
EVEN = EvenOut(())


def district(*rows: tuple[str, str, int, int], spare: dict[str, str] | None = None) -> District:
    """A district of villages (code, officer, households, visits), with officers who have none."""
    villages = tuple(Village(code, code, officer, *work) for code, officer, *work in sorted(rows))
    named = {v.officer for v in villages if v.officer} | set(spare or {})
    return District("4016", villages, {name: (spare or {}).get(name, "") for name in sorted(named)})


def bunched(*numbers: int) -> District:
    """Officers with so many villages each, all in one subdistrict."""
    names = [OFFICERS[i] for i, n in enumerate(numbers) for _ in range(n)]
    rows = [(f"401601{place:02}", name, 20, place) for place, name in enumerate(names, start=1)]
    return district(*rows, spare=dict.fromkeys(OFFICERS[: len(numbers)], ""))


@st.composite
def districts(draw: st.DrawFn) -> District:
    rows = draw(
        st.lists(
            st.tuples(st.integers(1, 3), st.integers(1, 9), st.sampled_from(OFFICERS), st.integers(0, 25),
                      st.integers(0, 9)),
            min_size=1, max_size=14, unique_by=lambda row: row[:2],
        )
    )  # fmt: skip
    return district(
        *((f"4016{t:02}{m:02}", name, h, v) for t, m, name, h, v in rows),
        spare=dict.fromkeys(draw(st.lists(st.sampled_from(OFFICERS), max_size=4)), "401601"),
    )


@given(districts(), st.sampled_from(["villages", "households", "visits"]), st.one_of(st.none(), st.integers(0, 5)))
@QUICK
def test_an_evened_district_is_never_worse_than_now(found: District, by: str, moves: int | None) -> None:
    change = EvenOut((), by, moves=moves)
    now, evened = now_of(found), even_out(found, change)
    assert evened.outcome == "best"
    assert evened.assigned.keys() == {v.code for v in found.villages}
    assert set(evened.assigned.values()) <= set(found.officers)
    before, after = ([x.load(by) for x in loads_of(found, plan)] for plan in (now, evened.assigned))
    assert sum(before) == sum(after)
    assert max(after) <= max(before)
    assert min(after) >= min(before)
    mean = sum(before) / len(before)
    assert sum(abs(x - mean) for x in after) <= sum(abs(x - mean) for x in before) + 1e-6
    moved = sum(evened.assigned[code] != officer for code, officer in now.items())
    assert moves is None or moved <= moves
    assert cost(found, change, evened.assigned) <= cost(found, change, now) + 1e-6


@given(districts(), st.sampled_from(["villages", "households", "visits"]))
@QUICK
def test_the_plan_made_step_by_step_is_never_worse_than_now(found: District, by: str) -> None:
    change = EvenOut((), by)
    plan = step_by_step(found, change, sorted(found.officers))
    assert cost(found, change, plan) <= cost(found, change, now_of(found))
    assert plan.keys() == {v.code for v in found.villages}


@pytest.mark.parametrize(("now", "then", "moves"), [
    ((4, 4, 4), (4, 4, 4), 0), ((9, 0), (5, 4), 4), ((10, 1, 1), (4, 4, 4), 6), ((5, 4, 3), (4, 4, 4), 1),
    ((6, 4), (5, 5), 1), ((5, 4), (5, 4), 0), ((8, 8, 8, 5), (8, 7, 7, 7), 2),
])  # fmt: skip
def test_villages_are_shared_out_with_the_fewest_moves(now: tuple[int, ...], then: tuple[int, ...], moves: int) -> None:
    found = bunched(*now)
    (plan,) = plan_districts([found], of(EVEN))
    assert sorted((x.villages for x in plan.after), reverse=True) == list(then)
    assert [x.villages for x in plan.before] == list(now)
    assert len(plan.moves) == moves


def test_a_cap_on_moves_and_a_limit_on_an_officer() -> None:
    found = bunched(9, 0)
    assert sorted(x.villages for x in plan_districts([found], of(EvenOut((), moves=1)))[0].after) == [1, 8]
    assert plan_districts([found], of(EvenOut((), moves=0)))[0].moves == ()
    (limited,) = plan_districts([found], of(EvenOut((), most=5)))
    assert max(x.villages for x in limited.after) == 5
    (refused,) = plan_districts([found], of(EvenOut((), most=4)))
    assert (refused.outcome, refused.moves, refused.after) == ("impossible", (), refused.before)


@pytest.mark.parametrize(("now", "caps", "then"), [
    ((9, 0, 0), {"ก": 1}, [1, 4, 4]), ((3, 3, 3), {"ข": 0}, [4, 0, 5]), ((9, 0, 0), {"ก": 9}, [3, 3, 3]),
])  # fmt: skip
def test_the_limit_of_one_officer_is_kept(now: tuple[int, ...], caps: dict[str, int], then: list[int]) -> None:
    found = bunched(*now)
    limits = [Cap("4016", name, most) for name, most in caps.items()]
    (plan,) = plan_districts([found], of(EVEN, *limits, Cap("4001", "ค", 0)))
    assert plan.outcome == "best"
    assert sorted(x.villages for x in plan.after) == sorted(then)
    for load in plan.after:
        assert load.villages <= caps.get(load.officer, 9)
    by_steps = step_by_step(found, EVEN, sorted(found.officers), caps)
    assert all(x.villages <= caps.get(x.officer, 9) for x in loads_of(found, by_steps))


def test_limits_that_cannot_be_kept_change_nothing() -> None:
    found = bunched(4, 4)
    (plan,) = plan_districts([found], of(EVEN, Cap("4016", "ก", 1), Cap("4016", "ข", 1)))
    assert (plan.outcome, plan.moves) == ("impossible", ())


def test_a_village_goes_to_the_officer_who_is_near() -> None:
    rows = [("40160101", "ก"), ("40160102", "ก"), ("40160103", "ก"), ("40160201", "ก"), ("40160202", "ข"),
            ("40160301", "ค"), ("40160302", "ค")]  # fmt: skip
    (plan,) = plan_districts([district(*((code, name, 20, 0) for code, name in rows))], of(EVEN))
    assert [(m.village.code, m.to, m.is_near, m.by) for m in plan.moves] == [("40160201", "ข", True, "even")]


def test_coordinates_count_before_subdistricts() -> None:
    def at(code: str, officer: str, north: float) -> Village:
        return Village(code, code, officer, 20, 0, 16.0 + north, 102.0)

    villages = (at("40160101", "ก", 0), at("40160102", "ก", 0.5), at("40160103", "ก", 0.1), at("40160104", "ข", 0.6))
    found = District("4016", villages, {"ก": "", "ข": ""})
    (plan,) = plan_districts([found], of(EVEN))
    assert [(m.village.code, m.to) for m in plan.moves] == [("40160102", "ข")]
    assert plan.moves[0].km == pytest.approx(11.12, abs=0.01)
    assert kilometres(Village("1", "", "", 0, 0), list(villages)) is None


def test_a_village_without_an_officer_gets_one() -> None:
    found = district(("40160101", "ก", 20, 0), ("40160102", NOBODY, 20, 0), ("40160103", "ข", 20, 0),
                     ("40160104", "ข", 20, 0))  # fmt: skip
    (plan,) = plan_districts([found], of(EVEN))
    assert [(m.village.code, m.to) for m in plan.moves] == [("40160102", "ก")]
    assert [x.officer for x in plan.before] == ["ก", "ข", NOBODY]
    assert [x.officer for x in plan.after] == ["ก", "ข"]


def test_nobody_to_share_among() -> None:
    (plan,) = plan_districts([district(("40160101", NOBODY, 20, 0))], of(EVEN))
    assert (plan.outcome, plan.moves) == ("no_officer", ())


def test_changes_by_hand_come_on_top_and_only_to_officers_of_the_district() -> None:
    found = bunched(9, 0)
    (plan,) = plan_districts([found], of(EVEN, Hand(("40160101",), "ข"), Hand(("40160102", "39010101"), "นายไม่มี")))
    given = {m.village.code: (m.to, m.by) for m in plan.moves}
    assert given["40160101"] == ("ข", "hand")
    assert plan.refused == ("40160102",)
    assert sum(x.villages for x in plan.after) == 9
    assert {x.villages for x in plan.after} == {4, 5} or {x.villages for x in plan.after} == {3, 6}
    (only,) = plan_districts([found], of(Hand(("40160101",), "ข")))
    assert (only.outcome, [x.villages for x in only.after]) == (None, [8, 1])


def test_only_the_named_districts_and_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    villages = (Village("40010101", "", "ก", 1, 1), Village("40010102", "", "ก", 1, 1))
    other = District("4001", villages, {"ก": "", "ข": ""})
    plans = plan_districts([other, bunched(9, 0)], of(EvenOut(("4016",))), lambda *now: told.append(now))
    assert [(p.district_code, p.outcome) for p in plans] == [("4001", None), ("4016", "best")]
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert plan_districts([other], Stack())[0].moves == ()


def test_when_time_is_up_the_plan_is_still_not_worse() -> None:
    rows = [(f"401601{m:02}", OFFICERS[0], 7 + 13 * m % 29, 3 + 17 * m % 31) for m in range(1, 30)]
    found = district(*rows, spare=dict.fromkeys(("ข", "ค", "ง", "จ", "ฉ", "ช"), ""))
    change = EvenOut((), "visits")
    evened = even_out(found, change, seconds=0.001)
    assert evened.outcome in ("time", "best")
    assert cost(found, change, evened.assigned) < cost(found, change, now_of(found)) / 2


@pytest.mark.parametrize("seed", [1, 3])
def test_loads_add_up_to_the_measures(seed: int) -> None:
    con = random_registers.store(random_registers.Maker(seed).make())
    view = Filters(2560, date(2016, 11, 20), ("39",))
    found = fetch_districts(con, view)
    (measures,) = fetch_measures(con, view, None, ["households_selected"])
    loads = [load for d in found for load in loads_of(d, now_of(d))]
    assert sum(load.villages for load in loads) == len({v.code for d in found for v in d.villages})
    assert sum(len(d.villages) for d in found) == fetch_measures(con, view)[0].values["villages"].value
    assert sum(load.households for load in loads) == measures.values["households_selected"].numerator
    (one,) = fetch_districts(con, Filters(2560, view.as_of, (found[0].villages[0].code,)))
    assert one == found[0]  # a district is shared out whole, whatever of it is looked at

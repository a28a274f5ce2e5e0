"""Scenarios: what must hold for any numbers, exact answers for a few, and addresses that say the same both ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import duckdb
import pytest
import random_registers
from hypothesis import given, settings
from scenario_parts import (
    COUNTED,
    DISTRICTS,
    OFFICER,
    PROVINCES,
    SUBDISTRICTS,
    base_of,
    codes,
    of,
    parts,
    rate_to,
    rates,
    some_codes,
    stacks,
)

from dashboard.errors import UnreadableOption
from dashboard.filters import Filters
from dashboard.measures import fetch_measures
from dashboard.persons import name_key
from dashboard.programme import MEASURES, Rules
from dashboard.scenario.address import RATED, from_text, to_text
from dashboard.scenario.answers import WHATS, what_if
from dashboard.scenario.applying import apply
from dashboard.scenario.changes import BEST, MEDIAN, Group, Hand, In, Out, RateAs, RuleAs, Stack, Step, TargetAs
from dashboard.scenario.fetching import asking, fetch_base
from dashboard.scenario.going import fetch_scenario_histories
from dashboard.scenario.held import fetch_held, fetch_ruled, fetch_village_codes
from dashboard.scenario.histories import fetch_histories
from dashboard.scenario.membership import group_keys
from dashboard.scenario.naming import with_names
from dashboard.scenario.ruling import ruling_of
from dashboard.scenario.seeing import fetch_moved
from dashboard.scenario.standing import group_view
from dashboard.scenario.sums import NOTHING, added, sums_of

QUICK = settings(max_examples=30, deadline=None)
DAY = date(2016, 11, 5)


@given(stacks)
@settings(max_examples=200, deadline=None)
def test_a_stack_says_the_same_on_its_way_through_an_address(stack: Stack) -> None:
    assert to_text(from_text(to_text(stack))) == to_text(stack)
    assert with_names(from_text(to_text(stack)), {name_key(name): name for name in (OFFICER, "ก")}) == stack


@pytest.mark.parametrize("text", [
    "x.39", "r.practising", "r.nothing...best", "r.practising.3..best", "r....85", "r.practising...NaN", "o.", "i.",
    "o.39.stage.12", "o.39.shoe.1", "t.practising.39,40.5", "t.practising.39.", "u.team_size.0", "u.team_size.51",
    "u.income_up_pct.4", "e.39.villages..", "e.3901.shoes..", "h.3901.ก", "h.39010101.", "~", "r.practising...a39x",
    "r.villages...best", "--o.39", "c.40.3.ก", "c.4001..ก", "c.4001.3.", "c.4001.-1.ก",
    "~".join(["o.39"] * 41),
])  # fmt: skip
def test_a_text_that_cannot_be_read_whole_is_refused(text: str) -> None:
    with pytest.raises(UnreadableOption):
        from_text(text)


def test_addresses_are_short_and_plain() -> None:
    stack = Stack(
        (
            Step(RateAs("practising", ("4001", "4002"), BEST)),
            Step(Out((), Group(stage=-7)), on=False),
            Step(RateAs("practising", (), Decimal("87.5"), only_better=False)),
            Step(Hand(("40010101",), OFFICER)),
        )
    )
    assert to_text(stack) == (
        "r.practising.4001,4002..best~-o..stage.-7~r.practising..all.87.5~h.40010101.%7Ef43ee82ca6"
    )


@given(parts)
@QUICK
def test_no_change_is_the_actual_exactly(made: dict) -> None:
    base = base_of(made)
    for stack in (Stack(), Stack((Step(Out(("39",)), on=False), Step(rate_to("practising", (), "0"), on=False)))):
        result = apply(base, stack)
        assert result.after == result.before
        assert all(area.after == area.before for area in result.areas)
        assert not any(result.effects.values())


@given(parts)
@QUICK
def test_areas_that_take_their_own_rates_change_nothing(made: dict) -> None:
    base = base_of(made, digits=4)
    stack = of(*(RateAs("", (code,), code, only_better=False) for code in DISTRICTS))
    assert apply(base, stack).after == apply(base, Stack()).before


def test_groups_are_taken_as_so_many_for_each_village() -> None:
    of_code = {"390101": {"villages": (10, 0), "groups": (5, 0)}, "400101": {"villages": (4, 0), "groups": (4, 0)}}
    base = base_of({code: {**dict.fromkeys(COUNTED, NOTHING), **sums} for code, sums in of_code.items()})
    best = apply(base, from_text("r.groups...best"))
    assert (best.before["groups"].value, best.after["groups"].value) == (9, 14)
    assert [(e.area_code, e.effect) for e in best.effects["groups"]] == [("39", 5)]
    number = apply(base, from_text("r.groups.39.all.0.2"))
    assert (number.after["groups"].value, number.after["villages"].value) == (6, 14)
    assert apply(base, from_text("r.groups.39..0.2")).after["groups"].value == 9  # it does better already


@given(parts, some_codes)
@QUICK
def test_what_is_out_and_what_is_in_make_the_whole(made: dict, chosen: tuple[str, ...]) -> None:
    base = base_of(made)
    out = apply(base, of(Out(chosen)))
    only = apply(base, of(Out(()), In(chosen)))
    for id_, whole in out.before.items():
        assert out.after[id_].numerator + only.after[id_].numerator == whole.numerator
        assert (out.after[id_].denominator or 0) + (only.after[id_].denominator or 0) == (whole.denominator or 0)
    back = apply(base, of(Out(chosen), In(chosen)))
    assert back.after == back.before


@given(parts, stacks)
@QUICK
def test_effects_of_areas_add_up_to_the_difference_of_the_total(made: dict, stack: Stack) -> None:
    known = tuple(s for s in stack.steps if not (isinstance(s.change, Out | In) and s.change.group))
    result = apply(base_of(made, digits=4), Stack(known))
    for id_, effects in result.effects.items():
        before, after = result.before[id_].value, result.after[id_].value
        if before is None or after is None:
            assert effects == ()
        else:
            assert sum(e.effect for e in effects) == pytest.approx(after - before, abs=1e-6, rel=1e-9)


@given(parts, rates)
@QUICK
def test_a_better_rate_never_makes_an_area_worse(made: dict, change: RateAs) -> None:
    result = apply(base_of(made, digits=4), of(replace(change, only_better=True)))
    info = next(m for m in MEASURES if m.id == change.measure)
    for area in result.areas:
        was, now = area.before[info.id].value, area.after[info.id].value
        assert (was is None) == (now is None)
        if was is not None and info.id != "trainer_load":
            assert now >= was
        for other in RATED:
            assert other == info.id or area.after[other] == area.before[other]


@given(parts)
@QUICK
def test_the_best_and_the_median_come_from_the_siblings(made: dict) -> None:
    base = base_of(made, view=("40",), digits=4)
    values = [area.before["practising"].value for area in apply(base, Stack()).areas]
    known = [value for value in values if value is not None]
    best = apply(base, of(RateAs("practising", (), BEST))).areas
    middle = apply(base, of(RateAs("practising", (), MEDIAN, only_better=False))).areas
    for area, level in zip(best, middle, strict=True):
        if area.before["practising"].value is not None:
            assert area.after["practising"].value == pytest.approx(max(known))
            assert level.after["practising"].value == pytest.approx(sum(known) / len(known))  # one or two of them


def made_of(**of_measure: dict[str, tuple[int, int]]) -> dict:
    return {code: {m.id: of_measure.get(m.id, {}).get(code, (0, 0)) for m in MEASURES} for code in SUBDISTRICTS}


SMALL = made_of(
    villages={"390101": (2, 0), "390201": (1, 0), "400101": (1, 0)},
    practising={"390101": (10, 40), "390201": (15, 20), "400101": (20, 20)},
    trainer_load={"390101": (40, 8), "390201": (20, 5), "400101": (20, 5)},
    households_selected={"390101": (30, 40), "390201": (20, 20), "400101": (20, 20)},
)


def test_a_district_that_takes_the_best_rate() -> None:
    result = apply(base_of(SMALL, view=("39",), digits=4), of(RateAs("practising", ("3901",), BEST)))
    assert (result.before["practising"].value, result.after["practising"].value) == (100 * 25 / 60, 75)
    assert (result.after["practising"].numerator, result.after["practising"].denominator) == (45, 60)
    assert [(e.area_code, e.effect) for e in result.effects["practising"]] == [("3901", 100 * 20 / 60)]
    assert result.after["practising"].status == "behind"  # below nine tenths of 85


def test_a_subdistrict_that_takes_a_number_is_told_apart_from_its_district() -> None:
    result = apply(base_of(SMALL, view=("39",), digits=4), of(rate_to("practising", ("390101",), "100")))
    assert [(a.area_code, a.after["practising"].value) for a in result.areas] == [("390101", 100), ("3902", 75)]


def test_a_load_is_lowered_by_more_trainers_not_by_fewer_households() -> None:
    result = apply(base_of(SMALL, view=("39",), digits=4), of(RateAs("trainer_load", (), BEST)))
    assert (result.before["trainer_load"].value, result.after["trainer_load"].value) == (60 / 13, 4)
    assert (result.after["trainer_load"].numerator, result.after["trainer_load"].denominator) == (60, 15)


def test_an_area_from_elsewhere_comes_in_and_one_goes_out() -> None:
    result = apply(base_of(SMALL, view=("39",), digits=4), of(Out(("3901",)), In(("4001",))))
    assert result.after["practising"].value == 100 * 35 / 40
    kept = {a.area_code: (a.before is not None, a.after is not None) for a in result.areas}
    assert kept == {"3901": (True, False), "3902": (True, True), "4001": (False, True)}
    assert result.after["villages"].value == 2


def test_the_later_change_wins_where_two_speak_of_the_same_villages() -> None:
    base = base_of(SMALL, view=("39",), digits=4)
    assert apply(base, of(Out(("39",)), In(("390101",)))).after["villages"].value == 2
    assert apply(base, of(In(("390101",)), Out(("39",)))).after["villages"].value == 0
    nothing = apply(base, of(Out(("39",))))
    assert nothing.after["practising"].value is None
    assert nothing.effects["practising"] == ()


def test_a_target_counts_in_its_area_and_everywhere_below() -> None:
    base = base_of(SMALL, view=("40",), digits=4)
    result = apply(base, of(TargetAs("practising", "40", Decimal(100))))
    assert [a.before["practising"].target for a in result.areas] == [70]
    assert [a.after["practising"].target for a in result.areas] == [100]
    assert (result.before["practising"].target, result.after["practising"].target) == (60, 100)


def test_rules_of_the_year_that_are_plain_numbers() -> None:
    base = base_of(SMALL, view=("39",), digits=4)
    more = {code: {"households_selected": (s["households_selected"][0], 25 * s["villages"][0])}
            for code, s in base.sums.items()}  # fmt: skip
    result = apply(
        replace(base, ruled=more), of(RuleAs("households_per_village", 25), RuleAs("households_per_trainer", 5))
    )
    assert result.after["households_selected"].value == 100 * 50 / 75
    assert (result.before["trainer_load"].status, result.after["trainer_load"].status) == ("behind", "met")


@pytest.mark.parametrize("seed", range(4))
def test_a_scenario_of_a_real_store_agrees_with_its_measures(seed: int) -> None:
    con = random_registers.store(random_registers.Maker(seed).make())
    for areas in ((), ("39",), ("3904", "40")):
        view = Filters(2560, DAY, areas)
        (actual,) = fetch_measures(con, view)
        assert apply(fetch_base(asking(con), view, Stack()), Stack()).after == actual.values
        left_out = of(Out(("3904", "40010101")))
        (without,) = fetch_measures(con, replace(view, without=("3904", "40010101")))
        assert apply(fetch_base(asking(con), view, left_out), left_out).after == without.values
        narrowed = replace(view, without=("3904", "40010101"))
        assert apply(fetch_base(asking(con), narrowed, Stack()), Stack()).after == without.values
        back = of(In(("40010101",)))
        (almost,) = fetch_measures(con, replace(view, areas=areas or ("",), without=("3904",)))
        if not areas or "40" in areas:
            assert apply(fetch_base(asking(con), narrowed, back), back).after == almost.values


@pytest.mark.parametrize("group", [Group(officer="ก"), Group(officer=""), Group(training="none"), Group(stage=-1),
                                   Group(stage=1), Group(otop="none")])  # fmt: skip
def test_a_group_of_villages_goes_out_and_stays_alone(group: Group) -> None:
    con = random_registers.store(random_registers.Maker(3).make())
    view = Filters(2560, DAY)
    (whole,), (part,) = fetch_measures(con, view), fetch_measures(con, group_view(view, group, ()))
    out, alone = of(Out((), group)), of(Out(("39", "40", "92")), In(("39", "40", "92"), group))
    left = apply(fetch_base(asking(con), view, out), out)
    assert apply(fetch_base(asking(con), view, alone), alone).after == part.values
    for id_, value in whole.values.items():
        assert float(left.after[id_].numerator) == pytest.approx(float(value.numerator - part.values[id_].numerator))


@pytest.mark.parametrize("seed", range(3))
def test_rules_that_stay_as_they_are_give_what_there_is(seed: int) -> None:
    con = random_registers.store(random_registers.Maker(seed).make())
    view, rules = Filters(2560, DAY), Rules()
    ruling = ruling_of(replace(rules, team_size=4, training_days=3, leaders_per_village=2, households_per_village=9),
                       rules)  # fmt: skip
    assert ruling is not None
    groups = group_keys(of(Out((), Group(stage=-1))).active)
    known = ("", "39", "3904", "40")
    held, found = fetch_held(con, view, groups, known), fetch_ruled(con, view, ruling, known, groups)
    actual = {code: sums_of(fetch_measures(con, view.of(code))[0]) for code in known} | dict(held.sums)
    assert found == {code: {id_: sums[id_] for id_ in ruling.measures} for code, sums in actual.items()}


@pytest.mark.parametrize("text", ["", "o.3904", "i.92~o..stage.-3", "o..officer.ก"])
def test_the_rules_of_a_scenario_give_what_storing_them_would(text: str) -> None:
    """One for one with a store whose rules were really changed: the total, its areas, and the weeks of stages."""
    from dashboard.store.changing import _set_rules
    from dashboard.store.marts import build_marts
    from dashboard.store.state import Building

    con = random_registers.store(random_registers.Maker(5).make())
    values = {"team_size": 4, "training_days": 2, "leaders_per_village": 2, "households_per_village": 10,
              "households_per_trainer": 6}  # fmt: skip
    rules = [RuleAs(rule, value) for rule, value in values.items()]
    moves, view = from_text(text), Filters(2560, DAY, ("39", "40"))
    villages = set(fetch_village_codes(con, Filters(2560, DAY)))
    moved = fetch_moved(con, view, moves.active)
    before = {code for code in villages if code[:2] in view.areas}
    then = (before - set(moved.out) if moved.left is None else set(moved.left)) | set(moved.into)
    scenario = what_if(asking(con), view, to_text(Stack((*of(*rules).steps, *moves.steps))))
    weeks = fetch_histories(con, view, WHATS, None, moved, ruling_of(Rules(), scenario.rules))
    _set_rules(Building(con, "", None), 2560, values, 0)
    build_marts(con)
    stored = view.of(*then)
    assert scenario.after == fetch_measures(con, stored)[0].values
    for found, expected in zip(weeks, fetch_histories(con, stored, WHATS), strict=True):
        assert found.what == expected.what
        assert found.numerators == pytest.approx(expected.numerators, abs=1e-3)
        assert found.denominators == pytest.approx(expected.denominators, abs=1e-3)


@pytest.mark.parametrize("text", ["o..stage.-3", "o..stage.3", "o.39~o.40", "o.39", "o..stage.3~i.92.stage.3"])
def test_weeks_are_the_same_whether_the_rest_is_read_or_taken_away(text: str) -> None:
    con, view = random_registers.store(random_registers.Maker(5).make()), Filters(2560, DAY)
    every = set(fetch_village_codes(con, view))
    moved = fetch_moved(con, view, from_text(text).active)
    out = set(moved.out) if moved.left is None else every - set(moved.left)
    assert out < every
    assert (moved.left is not None) == (2 * len(out) > len(every))
    parts = {"out": tuple(out), "left": tuple(every - out)}
    read = fetch_histories(con, view, WHATS, "district", replace(moved, **parts))
    taken_away = fetch_histories(con, view, WHATS, "district", replace(moved, **parts | {"left": None}))
    assert len(read) == len(taken_away)
    for one, other in zip(read, taken_away, strict=True):
        assert (one.area_code, one.what) == (other.area_code, other.what)
        assert one.numerators == pytest.approx(other.numerators, abs=1e-3)
        assert one.denominators == pytest.approx(other.denominators, abs=1e-3)


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    return random_registers.store(random_registers.Maker(2).make())


@pytest.mark.parametrize("view", [
    Filters(2560, DAY), Filters(2560, DAY, ("39", "40"), ("3904",)), Filters(2560, DAY, officers=("ก",)),
])  # fmt: skip
@pytest.mark.parametrize("text", [
    "i.40.training.none~o..stage.-1", "o..stage.3~i.92.stage.-3~u.team_size.3", "o.39~i.3904.stage.-2",
    "o..officer.~i.40.officer.", "i.40010101~o.4001.stage.-2",
])  # fmt: skip
def test_the_last_week_is_what_the_scenario_says_of_the_day(
    view: Filters, text: str, con: duckdb.DuckDBPyConnection
) -> None:
    after = what_if(asking(con), view, text).after
    for history in fetch_scenario_histories(con, view, [m.id for m in MEASURES], text):
        assert history.numerators[-1] == pytest.approx(float(after[history.what].numerator), abs=1e-3), history.what
        expected = float(after[history.what].denominator or 0)
        assert history.denominators[-1] == pytest.approx(expected, abs=1e-3), history.what


@given(codes)
@QUICK
def test_sums_are_the_same_whichever_codes_are_known(chosen: tuple[str, ...]) -> None:
    made = {code: {m.id: (i + 1, 2 * i + 3) for m in MEASURES} for i, code in enumerate(SUBDISTRICTS)}
    base = base_of(made, view=PROVINCES)
    fewer = replace(base, sums={c: s for c, s in base.sums.items() if len(c) == 2 or c in chosen})
    whole = added((1, s) for s in made.values())
    for known in (base, fewer):
        assert apply(known, Stack()).after["practising"].numerator == whole["practising"][0]

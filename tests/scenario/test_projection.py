"""Where we land and what we must do: exact answers on made histories, bounds that hold for any, and a real store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
import random_registers
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.measures import fetch_measures, fetch_series, fetch_stage_series
from dashboard.programme import MEASURES, last_day
from dashboard.scenario import answers
from dashboard.scenario.address import from_text
from dashboard.scenario.applying import apply
from dashboard.scenario.fetching import asking, child_digits, fetch_base
from dashboard.scenario.going import fetch_scenario_histories
from dashboard.scenario.histories import STAGE_IDS, History, fetch_histories
from dashboard.scenario.pacing import paces
from dashboard.scenario.projecting import project
from dashboard.scenario.taking import Weeks, take_rates

AS_OF = date(2017, 6, 30)
END = AS_OF + timedelta(weeks=10)
QUICK = settings(max_examples=60, deadline=None)


def history(numerators: Any, denominators: Any = 100, what: str = "practising", area: str = "40") -> History:
    tops = np.asarray(list(numerators), dtype=float)
    bottoms = np.full_like(tops, denominators) if np.isscalar(denominators) else np.asarray(denominators, dtype=float)
    return History(area, what, AS_OF, tops, bottoms)


def test_a_constant_chance_is_carried_on_exactly() -> None:
    reached = [1000 * (1 - 0.9**week) for week in range(20)]
    found = project(history(reached, 1000), END)
    assert found.value == pytest.approx(100 * (1 - 0.9**29))
    assert found.backtest is not None
    assert found.backtest.error == pytest.approx(0, abs=1e-9)
    assert found.backtest.tries >= 3
    assert found.low < found.value < found.high <= 100
    assert found.reason == ""


def test_gains_and_losses_come_to_rest_below_all() -> None:
    now, reached = 0.0, []
    for _ in range(40):
        reached.append(now)
        now = now + 0.2 * (1000 - now) - 0.05 * now
    found = project(history(reached, 1000, "teams_complete"), AS_OF + timedelta(weeks=30))
    assert found.value == pytest.approx(80, abs=0.6)


def test_a_chance_that_fades_does_not_run_to_the_top() -> None:
    reached = [800 * (1 - 0.5**week) for week in range(16)]
    found = project(history(reached, 1000), AS_OF + timedelta(weeks=20), 85)
    assert found.method == "slowing"
    assert 79 < found.value < 82
    assert found.outlook == "misses"


def test_what_stands_still_stays_and_what_is_whole_stays_whole() -> None:
    assert project(history([0, *[50] * 20]), END).value == pytest.approx(50, abs=1e-6)
    done = project(history([0, *[100] * 20]), END, 85)
    assert (done.value, done.high, done.outlook) == (100, 100, "reaches")


@pytest.mark.parametrize(("villages", "misses"), [(100_000, False), (1_000_000_000, True)])
def test_what_may_end_less_than_half_a_village_below_its_target_does_not_miss_it(villages: int, misses: bool) -> None:
    reached = [villages * (1 - 0.5**week) for week in range(14)]
    found = project(history(reached, villages), AS_OF + timedelta(weeks=10), 100)
    assert 99 < found.high < 100
    assert (found.outlook == "misses") is misses


def test_a_day_that_has_come_needs_no_guess() -> None:
    found = project(history(range(20)), AS_OF, 85)
    assert (found.value, found.low, found.high, found.reason) == (19, 19, 19, "year_over")
    assert project(history(range(20)), AS_OF - timedelta(days=9)).value == 19


def test_a_short_history_is_said_to_be_short() -> None:
    assert project(history([0, 0, 0, 5, 9, 12]), END).reason == "too_short"
    assert project(history([0, 0, 0, 0]), END).reason == "nothing_yet"
    assert project(history([0, 0, 0], 0), END).reason == "nothing_yet"
    young = project(history([0, 3, 6, 9, 12, 15, 17]), END)
    assert (young.reason, young.backtest) == ("", None)


def test_counts_go_on_without_a_ceiling_and_quotas_stay() -> None:
    groups = project(history(range(0, 40, 2), 0, "groups"), END)
    assert (groups.method, groups.value) == ("count", 38 + 20)
    growth = project(history([3.0] * 20, [100.0] * 20, "income_growth"), END, 3)
    assert (growth.method, growth.value, growth.low, growth.high, growth.outlook) == ("level", 3, 3, 3, "reaches")
    assert project(history([5] * 9, 0, "villages"), END).method == "given"


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=2, max_size=30),
       st.sampled_from([*(m.id for m in MEASURES), *STAGE_IDS]), st.integers(0, 40))  # fmt: skip
@QUICK
def test_an_interval_holds_its_value_and_a_share_stays_a_share(
    weeks: list[tuple[int, int]], what: str, ahead: int
) -> None:
    tops, bottoms = zip(*((min(a, b), max(a, b)) for a, b in weeks), strict=True)
    found = project(history(tops, bottoms, what), AS_OF + timedelta(weeks=ahead), 85)
    if found.value is None:
        assert found.reason in ("nothing_yet", "too_short", "given", "year_over")
        return
    assert found.low - 1e-9 <= found.value <= found.high + 1e-9
    if found.method in ("share", "slowing"):
        assert found.low >= 0
        assert found.high <= 100


@given(st.lists(st.integers(0, 12), min_size=8, max_size=25), st.integers(1, 20))
@QUICK
def test_without_losses_a_later_day_is_never_worse(steps: list[int], ahead: int) -> None:
    reached = np.minimum(np.cumsum(steps), 100)
    near, far = (project(history(reached), AS_OF + timedelta(weeks=w)) for w in (ahead, ahead + 5))
    if near.value is not None and near.window == far.window and near.method == far.method:
        assert far.value >= near.value - 1e-9 >= near.now - 1e-6


@pytest.mark.parametrize("seed", [1, 4])
def test_histories_are_the_measures_and_stages_of_those_days(seed: int) -> None:
    con = random_registers.store(random_registers.Maker(seed).make())
    view = Filters(2560, date(2016, 11, 20), ("39",))
    whats = [*(m.id for m in MEASURES), *STAGE_IDS]
    whole = {h.what: h for h in fetch_histories(con, view, whats)}
    days = [whole["practising"].day(week) for week in range(whole["practising"].weeks + 1)]
    assert (days[-1], len(days)) == (view.as_of, 8)
    series = fetch_series(con, view, [m.id for m in MEASURES], days)
    for measure, points in series.items():
        assert whole[measure].numerators == pytest.approx([float(p.numerator) for p in points])
        assert whole[measure].denominators == pytest.approx([float(p.denominator or 0) for p in points])
    for stage, id_ in enumerate(STAGE_IDS):
        points = fetch_stage_series(con, view, days)
        assert list(whole[id_].numerators) == [p.reached[stage] for p in points]
        assert set(whole[id_].denominators) == {points[-1].villages}
    parts = fetch_histories(con, view, ["practising", "stage.1"], "village")
    assert {h.area_code for h in parts} == {a.area_code for a in fetch_measures(con, view, "village", ["villages"])}
    for what in ("practising", "stage.1"):
        added = sum(h.numerators for h in parts if h.what == what)
        assert added == pytest.approx(whole[what].numerators)


def test_a_history_before_the_year_begins_is_one_day() -> None:
    con = random_registers.store(random_registers.Maker(1).make())
    (found,) = fetch_histories(con, Filters(2560, date(2016, 9, 1)), ["practising"])
    assert found.weeks == 0
    assert project(found, last_day(2560)).reason in ("nothing_yet", "too_short")


def steady(area: str, each: int, size: int, so_far: int = 20, what: str = "practising") -> History:
    return history([each * week for week in range(so_far + 1)], size, what, area)


def test_the_pace_that_an_area_needs_beside_those_there_were() -> None:
    areas = [steady("4001", 2, 100), steady("4002", 4, 100), steady("4003", 1, 200), steady("4004", 5, 100)]
    found = {p.area_code: p for p in paces(areas, END, dict.fromkeys(("4001", "4002", "4003", "4004"), 85))}
    first = found["4001"]
    assert (first.now, first.missing, first.weeks, first.needed) == (40, 45, 10, 4.5)
    assert (first.recent, first.best, first.verdict) == (2, 2, "record")  # 4004 managed 5 of 100 a week
    assert first.siblings == pytest.approx(3)  # the median of 2, 4, 0.5 and 5 of 100
    assert (found["4002"].needed, found["4002"].verdict) == (0.5, "keep")
    assert (found["4003"].missing, found["4003"].needed, found["4003"].verdict) == (150, 15, "impossible")
    assert found["4003"].record == pytest.approx(10)
    assert (found["4004"].missing, found["4004"].verdict) == (0, "reached")


def test_own_best_weeks_count_before_those_of_others() -> None:
    (found,) = paces([history([0, 0, 10, 20, 30, 40, 40, 40, 40, 40, 40])], END, {"40": 85})
    assert (found.recent, found.best, found.needed, found.verdict) == (0, 10, 4.5, "faster")


@pytest.mark.parametrize(("target", "day", "verdict"), [
    (40, END, "reached"), (40.0, AS_OF, "reached"), (41, AS_OF, "impossible"), (101, END, "impossible"),
    (None, END, "no_target"), (60, END, "keep"), (60.1, END, "impossible"),
])  # fmt: skip
def test_verdicts_at_their_borders(target: float | None, day: date, verdict: str) -> None:
    (found,) = paces([steady("40", 2, 100)], day, {"40": target})
    assert found.verdict == verdict


def test_units_are_whole_but_baht_are_not() -> None:
    (villages,) = paces([steady("40", 1, 33, 10, "stage.3")], END, {"40": 50})
    assert villages.missing == 7  # 16.5 of 33 means 17
    (money,) = paces([steady("40", 1, 33, 10, "budget_disbursed")], END, {"40": 50})
    assert money.missing == 6.5


def test_what_has_no_pace_and_what_has_nothing_to_reach() -> None:
    (growth,) = paces([steady("40", 1, 100, 10, "income_growth")], END, {"40": 3})
    assert growth.verdict == "no_pace"
    (empty,) = paces([steady("40", 0, 0)], END, {"40": 85})
    assert (empty.verdict, empty.now, empty.missing) == ("nothing_to_reach", None, None)
    (groups,) = paces([steady("40", 1, 0, 10, "groups")], END, {"40": 15})
    assert (groups.now, groups.missing, groups.verdict) == (10, 5, "keep")


@pytest.fixture(scope="module")
def con() -> Any:
    """A store that nobody changes."""
    return random_registers.store(random_registers.Maker(3).make())


@pytest.mark.parametrize("areas", [(), ("39",), ("3904", "40")])
@pytest.mark.parametrize("text", [
    "", "o.3904", "i.92", "o.39~i.390401", "o.39~i.390401~o.39040101", "o..officer.ก", "o.39,40,92", "i.4001~o.40",
    "o.3904.training.none~i.92", "-o.3904", "o..stage.-3", "o..stage.-3~i.39.stage.1", "i.40.otop.none~o..officer.",
    "o..stage.-3~o..training.none~i.390401.stage.-3", "o.39~i.39.stage.2~o.390401",
    "r.practising...best", "r....median", "r.practising.3904..a40~o.39", "r.practising.3904.all.55~r.groups...a39",
    "r.practising.390401.all.20~r....a40~i.92", "u.households_per_village.9~r.households_selected...best~o..stage.-3",
    "r.practising...100~r.trainer_load...best", "r....best~-o.39",
])  # fmt: skip
def test_a_projection_looks_at_the_villages_of_the_scenario(con: Any, areas: tuple[str, ...], text: str) -> None:
    view, stack = Filters(2560, date(2016, 11, 20), areas), from_text(text)
    scenario, digits = apply(fetch_base(asking(con), view, stack), stack), child_digits(view)
    whats = ["villages", "practising", "households_selected", "budget_disbursed", "income_growth", "groups",
             "trainer_load"]  # fmt: skip
    for history in fetch_scenario_histories(con, view, whats, text):
        then = scenario.after[history.what]
        assert history.numerators[-1] == pytest.approx(float(then.numerator), abs=1e-3)
        assert history.denominators[-1] == pytest.approx(float(then.denominator or 0), abs=1e-3)
    expected = {area.area_code: area.after for area in scenario.areas if area.after is not None}
    told = dict.fromkeys(((code[:digits], what) for code in expected for what in whats), 0.0)
    for history in fetch_scenario_histories(con, view, whats, text, by_area=True):
        code = history.area_code if (history.area_code, history.what) in told else history.area_code[:2]  # a province
        told[code, history.what] += history.numerators[-1]
    said = dict.fromkeys(told, 0.0)
    for code, after in expected.items():  # an area that takes a rate of its own is told apart from the one around it
        for what in whats:
            said[code[:digits], what] += float(after[what].numerator)
    assert told == pytest.approx(said, abs=1e-3)
    (landing,) = answers.where_we_land(con, view, END, ["practising"], text=text)
    assert landing.now == pytest.approx(scenario.after["practising"].value)
    assert landing.area_code == view.area


def test_areas_that_take_their_own_rates_go_on_as_they_do(con: Any) -> None:
    view = Filters(2560, date(2016, 11, 20))
    own = "~".join(f"r..{code}.all.a{code}" for code in ("39", "40", "92"))
    for by_area in (False, True):
        actual = fetch_scenario_histories(con, view, answers.WHATS, "", by_area=by_area)
        taken = fetch_scenario_histories(con, view, answers.WHATS, own, by_area=by_area)
        for one, other in zip(actual, taken, strict=True):
            assert (one.area_code, one.what) == (other.area_code, other.what)
            assert other.numerators == pytest.approx(one.numerators, abs=1e-6)
            assert other.denominators == pytest.approx(one.denominators, abs=1e-6)


def weeks(*tops: float, size: float = 100, villages: float = 10) -> Weeks:
    made = np.array(tops)
    return Weeks(made, np.full_like(made, size), np.full_like(made, villages))


@dataclass
class Elsewhere:
    """Areas that rates are taken from: 4001 to 4003."""

    areas: dict[str, Weeks]

    def of(self, code: str) -> dict[str, Weeks]:
        return {"practising": self.areas[code]} if code in self.areas else {}

    def below(self, code: str) -> list[dict[str, Weeks]]:
        return [self.of(area) for area in sorted(self.areas) if area[:-2] == code]


ELSEWHERE = Elsewhere({"4001": weeks(0, 10, 20, size=50), "4002": weeks(0, 60, 60), "4003": weeks(10, 20, 30)})


@pytest.mark.parametrize(("change", "tops"), [
    ("r.practising.4003..a4001", (0, 20, 40)),  # the other's rate in every week, of its own hundred
    ("r.practising.4003..best", (0, 60, 60)),
    ("r.practising.4003..median", (0, 20, 40)),
    ("r.practising.4003..a4004", (10, 20, 30)),  # there is no such area
    ("r.practising.4003..20", (10, 20, 30)),  # it does better already
    ("r.practising.4003.all.20", (0, 60 / 7, 20)),  # 8 of 7 times what is left in each week
    ("r.practising.4003..65", (55, 60, 65)),  # half of what is left in each week
    ("r.practising.4003..100", (100, 100, 100)),
    ("r.practising.4002..65", (12.5, 65, 65)),
    ("r.groups.4003..2", (10, 20, 30)),
])  # fmt: skip
def test_an_area_goes_the_way_of_the_rate_that_it_takes(change: str, tops: tuple[float, ...]) -> None:
    (taker,) = from_text(change).active[0].areas
    own = {(taker, "practising"): ELSEWHERE.areas[taker]}
    found = take_rates(own, from_text(change).active, 4, ELSEWHERE)[taker, "practising"]
    assert found.tops == pytest.approx(tops)
    assert list(found.bottoms) == list(own[taker, "practising"].bottoms)

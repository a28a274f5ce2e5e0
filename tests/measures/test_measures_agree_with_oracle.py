"""Every measure and stage, at every level, on random days, equals an independent recomputation."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from measure_oracle import Oracle, stages_of_village, standing
from random_registers import SPAN, START, YEAR, Maker, Registers, store

from dashboard.filters import OTOP, TRAINING, Filters
from dashboard.measures import MeasureValue, fetch_measures, fetch_series, fetch_stage_series, fetch_stages
from dashboard.programme import MEASURES

LEVELS = {"nation": 0, "province": 2, "district": 4, "subdistrict": 6, "village": 8}
SEEDS = range(8)


def days_of(seed: int) -> list[date]:
    chosen = random.Random(seed).sample(range(-1, SPAN + 9), 4)
    return [START + timedelta(days=n) for n in chosen]


def close(found: float | None, wanted: float | None) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return abs(found - wanted) <= 1e-9 * max(1.0, abs(wanted))


def assert_equal(found: MeasureValue, wanted: dict[str, Any], where: str) -> None:
    for part in ("value", "numerator", "denominator", "target"):
        assert close(getattr(found, part), wanted[part]), (where, part, found, wanted)
    assert (found.target_from, found.status) == (wanted["target_from"], wanted["status"]), (where, found, wanted)


def areas(registers: Registers, year: int, digits: int, within: str = "") -> list[str]:
    codes = {v["village_code"] for v in registers["villages"] if v["fiscal_year"] == year}
    return sorted({c[:digits] for c in codes if c.startswith(within)})


@pytest.mark.parametrize("seed", SEEDS)
def test_measures_of_every_level(seed: int) -> None:
    registers = Maker(seed).make()
    with store(registers) as con:
        for day in days_of(seed):
            for year in (YEAR, YEAR + 1):
                for by, digits in LEVELS.items():
                    found = fetch_measures(con, Filters(year, day), by)
                    assert [a.area_code for a in found] == areas(registers, year, digits)
                    for area in found:
                        oracle = Oracle(registers, year, day, area.area_code)
                        assert list(area.values) == [m.id for m in MEASURES]
                        for m in MEASURES:
                            where = f"{m.id} {area.area_code} {year} {day}"
                            assert_equal(area.values[m.id], oracle.answer(m.id), where)


@pytest.mark.parametrize("seed", SEEDS)
def test_measures_of_a_view_with_areas_in_and_out(seed: int) -> None:
    registers = Maker(seed).make()
    day = days_of(seed)[0]
    with store(registers) as con:
        for area, without in (
            ("39", ("3904",)),
            ("3904", ()),
            ("40", ("40010101", "39")),
            ("11", ()),
            ("92010199", ()),
        ):
            (found,) = fetch_measures(con, Filters(YEAR, day, (area,), without))
            oracle = Oracle(registers, YEAR, day, area, without)
            assert found.area_code == area
            for m in MEASURES:
                assert_equal(found.values[m.id], oracle.answer(m.id), f"{m.id} {area} without {without}")
        # several areas together, one inside another: no village counts twice
        (both,) = fetch_measures(con, Filters(YEAR, day, ("39", "3904", "92")))
        (apart,) = fetch_measures(con, Filters(YEAR, day, without=tuple(f"{n}" for n in range(40, 90))))
        assert both.area_code == ""
        assert {k: v.numerator for k, v in both.values.items()} == {k: v.numerator for k, v in apart.values.items()}


def training_of(registers: Registers, code: str, day: date) -> str:
    held = {
        a["day_no"]
        for a in registers["activities"]
        if a["place_code"] == code and a["activity"] == "training_day" and a["held_on"] and a["held_on"] <= day
    }
    return "complete" if len(held) >= 5 else "started" if held else "none"


def otop_of(registers: Registers, code: str, day: date) -> str:
    founded = [g for g in registers["groups"] if g["village_code"] == code and g["founded_on"] <= day]
    registered = any(g["otop_registered_on"] and g["otop_registered_on"] <= day for g in founded)
    return "registered" if registered else "group" if founded else "none"


@pytest.mark.parametrize("seed", SEEDS)
def test_measures_of_a_view_filtered_by_officer_training_and_otop(seed: int) -> None:
    registers = Maker(seed).make()
    status_on, day = sorted(days_of(seed)[:2])
    with store(registers) as con:
        for officers in (("ก",), ("ข", ""), ()):
            for training in ("", *TRAINING):
                for otop in ("", *OTOP):
                    view = Filters(YEAR, day, officers=officers, training=training, otop=otop, status_on=status_on)
                    (found,) = fetch_measures(con, view)
                    oracle = Oracle(
                        registers, YEAR, day, "",
                        keeps=lambda v, of=officers, to=training, ot=otop: (
                            (not of or (v["officer"] or "") in of)
                            and (not to or training_of(registers, v["village_code"], status_on) == to)
                            and (not ot or otop_of(registers, v["village_code"], status_on) == ot)
                        ),
                    )  # fmt: skip
                    for m in MEASURES:
                        assert_equal(found.values[m.id], oracle.answer(m.id), f"{m.id} {view}")


@pytest.mark.parametrize("seed", SEEDS)
def test_measures_of_the_villages_that_have_reached_a_stage_or_have_not(seed: int) -> None:
    registers = Maker(seed).make()
    status_on, day = sorted(days_of(seed)[:2])
    with store(registers) as con:
        for stage in range(1, 12):
            held = {c for c in areas(registers, YEAR, 8) if stages_of_village(registers, YEAR, status_on, c)[stage - 1]}
            for sign in (1, -1):
                (found,) = fetch_measures(con, Filters(YEAR, day, stage=sign * stage, status_on=status_on))
                oracle = Oracle(
                    registers, YEAR, day, "",
                    keeps=lambda v, held=held, reached=sign > 0: (v["village_code"] in held) == reached,
                )  # fmt: skip
                for m in MEASURES:
                    assert_equal(found.values[m.id], oracle.answer(m.id), f"{m.id} {sign * stage}")


@pytest.mark.parametrize("seed", SEEDS)
def test_measures_of_one_type_of_occupation_and_their_sum(seed: int) -> None:
    registers = Maker(seed).make()
    day = days_of(seed)[0]
    types = ("", "เกษตร", "ค้าขาย")
    with store(registers) as con:
        (whole,) = fetch_measures(con, Filters(YEAR, day))
        parts = [fetch_measures(con, Filters(YEAR, day, occupation=kind))[0] for kind in types]
        for m in MEASURES:
            if not m.by_occupation:
                continue
            for kind, found in zip(types, parts, strict=True):
                oracle = Oracle(registers, YEAR, day, "", occupation=kind)
                assert_equal(found.values[m.id], oracle.answer(m.id), f"{m.id} {kind}")
            assert sum(p.values[m.id].numerator for p in parts) == pytest.approx(whole.values[m.id].numerator)


def test_the_villages_of_a_status_stay_the_same_on_another_day() -> None:
    view = Filters(YEAR, START, training="complete")
    assert view.at(START + timedelta(days=3)).params()["scope"] == view.params()["scope"]


@pytest.mark.parametrize("seed", SEEDS)
def test_series_are_the_measures_of_each_day(seed: int) -> None:
    registers = Maker(seed).make()
    days = [*days_of(seed), START + timedelta(days=400), date(2015, 1, 1)]
    with store(registers) as con:
        for area in ((), ("39",)):
            series = fetch_series(con, Filters(YEAR, START, area), [m.id for m in MEASURES], days)
            for i, day in enumerate(days):
                (wanted,) = fetch_measures(con, Filters(YEAR, day, area))
                for m in MEASURES:
                    point, value = series[m.id][i], wanted.values[m.id]
                    assert (point.day, point.value, point.numerator, point.denominator) == (
                        day, value.value, value.numerator, value.denominator,
                    )  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_stages_of_every_level_and_day(seed: int) -> None:
    registers = Maker(seed).make()
    with store(registers) as con:
        for day in days_of(seed):
            village = {c: stages_of_village(registers, YEAR, day, c) for c in areas(registers, YEAR, 8)}
            for by, digits in LEVELS.items():
                found = fetch_stages(con, Filters(YEAR, day), by)
                assert [a.area_code for a in found] == areas(registers, YEAR, digits)
                for area in found:
                    own = [s for c, s in village.items() if c.startswith(area.area_code)]
                    stands = Counter(standing(s) for s in own)
                    assert area.villages == len(own)
                    assert area.reached == tuple(sum(s[k] for s in own) for k in range(11)), (area, day)
                    assert area.standing == tuple(stands[k] for k in range(12)), (area, day)
            (whole,) = fetch_stages(con, Filters(YEAR, day))
            (point,) = fetch_stage_series(con, Filters(YEAR, START), [day])
            assert (point.day, point.villages, point.reached, point.standing) == (
                day, whole.villages, whole.reached, whole.standing,
            )  # fmt: skip


def test_the_random_registers_reach_what_they_are_meant_to_test() -> None:
    statuses: Counter[tuple[str, str]] = Counter()
    stages: Counter[int] = Counter()
    for seed in range(24):
        registers = Maker(seed).make()
        day = START + timedelta(days=SPAN - 2)
        for code in areas(registers, YEAR, 4):
            oracle = Oracle(registers, YEAR, day, code)
            statuses.update((m.id, oracle.answer(m.id)["status"]) for m in MEASURES)
        for code in areas(registers, YEAR, 8):
            stages.update(k for k, holds in enumerate(stages_of_village(registers, YEAR, day, code), 1) if holds)
    assert all(statuses[m.id, s] for m in MEASURES if m.target for s in ("met", "behind")), statuses
    assert set(stages) == set(range(1, 12))

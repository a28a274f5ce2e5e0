"""Every measure on every slide is what `sammachip kpi` says of the same area on the same day: tiles, bars, tables.

With SAMMACHIP_DECK_STORE (a folder), SAMMACHIP_DECK_AREA and SAMMACHIP_DECK_DAY the same is asked of that store.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import stores

from dashboard.decks.ordering import Meeting
from dashboard.filters import Filters
from dashboard.measures.kpi import kpi
from dashboard.meeting.blocks import Bars, Table, Tile
from dashboard.scenario.answers import what_if
from dashboard.scenario.applying import ScenarioResult
from dashboard.scenario.fetching import asking
from dashboard.store import Store

Hold = Callable[..., Meeting]
Values = dict[str, dict[str, Any]]
# stages that are a measure of villages; the others add up to those of the whole
STAGES = {
    1: "sages_surveyed", 2: "leaders_trained", 3: "teams_complete", 5: "assemblies_held", 6: "materials_accepted",
    7: "training_complete", 9: "villages_income_up", 10: "villages_with_group",
}  # fmt: skip


def asked(small_store: Path) -> tuple[Path, str, date, date]:
    folder = os.environ.get("SAMMACHIP_DECK_STORE")
    if folder:
        day = date.fromisoformat(os.environ["SAMMACHIP_DECK_DAY"])
        return Path(folder), os.environ["SAMMACHIP_DECK_AREA"], day, day.replace(day=1)
    return small_store, "40", stores.TODAY, date(2017, 1, 31)


def same(shown: float | None, value: float | None) -> bool:
    """Whether two numbers are one, apart from their kind."""
    return shown is None if value is None else shown == pytest.approx(value, rel=1e-12)


def kpis_of(folder: Path, area: str, by: str | None, day: date) -> Values:
    """kpi's measures: area code → measure → value, numerator, denominator …"""
    with Store(folder).current().open() as con:
        answer = kpi(con, area, by, 2560, day, "th")
    return {r["area_code"]: r["measures"] for r in answer["rows"]}


def values_of(found: Values) -> Values:
    return {area: {id_: m["value"] for id_, m in of_area.items()} for area, of_area in found.items()}


@dataclass
class Told:
    """The meeting, and kpi's measures of its area and of those below, now and on the last meeting's day."""

    meeting: Meeting
    now: Values
    then: Values
    scenario: ScenarioResult

    def blocks(self, kind: str, of: type[Any]) -> list[tuple[str, Any]]:
        """The blocks of a type on the slides of a kind, each with its slide's area."""
        slides = [slide for slide in self.meeting.slides if slide.kind == kind]
        return [(s.area_code, b) for s in slides for row in s.rows for b in row if isinstance(b, of)]


@pytest.fixture(scope="module")
def all_told(small_store: Path, hold: Hold) -> Told:
    folder, area, day, since = asked(small_store)
    view, text = Filters(2560, day, (area,)), f"o.{area}01~r.practising...best"
    meeting = hold(folder, view, since=since, scenario=text, league="households_visited")
    now, then = (kpis_of(folder, area, None, on) | kpis_of(folder, area, "district", on) for on in (day, since))
    with Store(folder).current().open() as con:
        return Told(meeting, now, then, what_if(asking(con), view, text))


@pytest.fixture(scope="module")
def told(all_told: Told) -> tuple[Meeting, Values, Values]:
    """The meeting, and the values alone."""
    return all_told.meeting, values_of(all_told.now), values_of(all_told.then)


def test_every_tile_is_kpis(told: tuple[Meeting, Values, Values]) -> None:
    meeting, now, _ = told
    seen = set()
    for slide in meeting.slides:
        for tile in (b for row in slide.rows for b in row if isinstance(b, Tile) and b.measure):
            value = now[slide.area_code][tile.measure]
            is_small = tile.number is None and "น้อยกว่า" in tile.value
            assert is_small or same(tile.number, value)
            seen.add((slide.area_code, tile.measure))
    assert {area for area, _ in seen} == set(now)
    assert len({measure for _, measure in seen}) == 23


def test_every_bar_of_areas_is_kpis(told: tuple[Meeting, Values, Values]) -> None:
    meeting, now, then = told
    seen = []
    for slide in meeting.slides:
        measure = {"league": meeting.order.league, "income": "income_growth"}.get(slide.kind)
        for bar in (r for row in slide.rows for b in row if measure and isinstance(b, Bars) for r in b.rows):
            assert measure is not None
            small = "น้อยกว่า" in bar.shown
            assert small or same(bar.number, now[bar.area_code][measure])
            if slide.kind == "league" and bar.then is not None:
                assert same(bar.then, then[bar.area_code][measure])
            seen.append((slide.kind, bar.area_code))
    assert [kind for kind, _ in seen].count("league") == len(now) - 1
    assert len(seen) == len(set(seen))


def test_every_number_of_what_changed_is_kpis(told: tuple[Meeting, Values, Values]) -> None:
    meeting, now, then = told
    own, before = now[meeting.order.filters.area], then[meeting.order.filters.area]
    names = {meeting.words.measure(id_, short=True): id_ for id_ in own}
    n_rows = 0
    for slide in (s for s in meeting.slides if s.kind == "changes"):
        for table in (b for row in slide.rows for b in row if isinstance(b, Table)):
            for name, was, is_, _change in table.rows:
                id_ = names[name.text]
                for cell, value in ((was, before[id_]), (is_, own[id_])):
                    assert same(cell.number, value)
                n_rows += 1
    assert n_rows > 0


def test_every_stage_is_the_measure_it_turns_on(all_told: Told) -> None:
    whole = all_told.meeting.order.filters.area
    reached: dict[str, list[int]] = {}
    for kind in ("area", "changes"):
        for area, bars in all_told.blocks(kind, Bars):
            code = area if kind == "area" else whole
            for values, share_of in ((all_told.now, "number"), (all_told.then, "then")):
                villages = values[code]["villages"]["value"]
                counts = [round(getattr(bar, share_of) * villages / 100) for bar in bars.rows]
                for n, id_ in STAGES.items():
                    assert counts[n - 1] == values[code][id_]["numerator"], (code, n)
                    assert same(getattr(bars.rows[n - 1], share_of), counts[n - 1] * 100 / villages)
                if share_of == "number":
                    reached[code] = counts
                    assert [bar.shown.rpartition("(")[2] for bar in bars.rows] == [f"{n:,})" for n in counts]
    assert reached.keys() == all_told.now.keys()
    below = [counts for code, counts in reached.items() if code != whole]
    assert reached[whole] == [sum(counts) for counts in zip(*below, strict=True)]


def test_the_money_is_kpis_and_adds_up(all_told: Told) -> None:
    area = all_told.meeting.order.filters.area
    ((_, money),) = all_told.blocks("budget", Bars)
    allocated, ordered, accepted, disbursed = (bar.number for bar in money.rows)
    spent = all_told.now[area]["budget_disbursed"]
    assert same(allocated, spent["denominator"])
    assert same(disbursed, spent["numerator"])
    names = {all_told.meeting.words.place(code): code for code in all_told.now}
    rows = [row for _, table in all_told.blocks("budget", Table) for row in table.rows]
    for row in rows:
        of_area = all_told.now[names[row[0].text]]["budget_disbursed"]
        assert same(row[1].number, of_area["denominator"])
        assert same(row[4].number, of_area["numerator"])
    for n, whole in enumerate((allocated, ordered, accepted, disbursed), start=1):
        assert same(whole, sum(row[n].number for row in rows))
    assert len(rows) == len(all_told.now) - 1


def test_counts_on_the_title_the_incomes_and_otop_are_kpis(all_told: Told) -> None:
    area = all_told.meeting.order.filters.area
    kpis = all_told.now[area]
    areas, villages = (tile.number for _, tile in all_told.blocks("title", Tile)[:2])
    assert (areas, villages) == (len(all_told.now) - 1, kpis["villages"]["value"])
    income = {tile.label: tile for _, tile in all_told.blocks("income", Tile)}
    say = all_told.meeting.words.say
    assert same(income[say("show.income.pairs")].number, kpis["income_coverage"]["numerator"])
    assert same(income[say("show.income.coverage")].number, kpis["income_coverage"]["value"])
    ready = next(t for _, t in all_told.blocks("otop", Tile) if t.label == say("show.otop.ready"))
    assert ready.number == sum(bar.number for _, bars in all_told.blocks("otop", Bars) for bar in bars.rows)
    assert ready.number <= kpis["groups"]["value"]


def test_every_mover_is_kpis(all_told: Told) -> None:
    measure, places = all_told.meeting.order.league, all_told.meeting.words.place
    names = {places(code): code for code in all_told.now}
    rows = [row for _, table in all_told.blocks("league", Table) for row in table.rows]
    assert rows
    for name, was, is_, change in rows:
        then, now = (values[names[name.text]][measure]["value"] for values in (all_told.then, all_told.now))
        assert same(was.number, then)
        assert same(is_.number, now)
        assert same(change.number, now - then)


def test_a_scenario_stands_beside_kpis_and_is_that_of_the_command(all_told: Told) -> None:
    area, words = all_told.meeting.order.filters.area, all_told.meeting.words
    names = {words.measure(id_): id_ for id_ in all_told.now[area]}
    rows = [row for _, table in all_told.blocks("scenario", Table) for row in table.rows]
    assert {names[row[0].text] for row in rows} >= {"villages", "practising"}
    for name, actual, scenario, *_ in rows:
        id_ = names[name.text]
        assert same(actual.number, all_told.now[area][id_]["value"])
        assert same(scenario.number, all_told.scenario.after[id_].value)

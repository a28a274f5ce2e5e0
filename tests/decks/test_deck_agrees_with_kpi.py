"""Every measure on every slide is what `sammachip kpi` says of the same area on the same day: tiles, bars, tables.

With SAMMACHIP_DECK_STORE (a folder), SAMMACHIP_DECK_AREA and SAMMACHIP_DECK_DAY the same is asked of that store.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import stores

from dashboard.decks.ordering import Meeting
from dashboard.filters import Filters
from dashboard.measures.kpi import kpi
from dashboard.meeting.blocks import Bars, Table, Tile
from dashboard.store import Store

Hold = Callable[..., Meeting]
Values = dict[str, dict[str, Any]]


def asked(small_store: Path) -> tuple[Path, str, date, date]:
    folder = os.environ.get("SAMMACHIP_DECK_STORE")
    if folder:
        day = date.fromisoformat(os.environ["SAMMACHIP_DECK_DAY"])
        return Path(folder), os.environ["SAMMACHIP_DECK_AREA"], day, day.replace(day=1)
    return small_store, "40", stores.TODAY, date(2017, 1, 31)


def same(shown: float | None, value: float | None) -> bool:
    """Whether two numbers are one, apart from their kind."""
    return shown is None if value is None else shown == pytest.approx(value, rel=1e-12)


def values_of(folder: Path, area: str, by: str | None, day: date) -> Values:
    """kpi's values: area code → measure → value."""
    with Store(folder).current().open() as con:
        answer = kpi(con, area, by, 2560, day, "th")
    return {r["area_code"]: {id_: m["value"] for id_, m in r["measures"].items()} for r in answer["rows"]}


@pytest.fixture(scope="module")
def told(small_store: Path, hold: Hold) -> tuple[Meeting, Values, Values]:
    """The meeting, and kpi's values of its area and of those below, now and on the last meeting's day."""
    folder, area, day, since = asked(small_store)
    meeting = hold(folder, Filters(2560, day, (area,)), since=since)
    now, then = (values_of(folder, area, None, on) | values_of(folder, area, "district", on) for on in (day, since))
    return meeting, now, then


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

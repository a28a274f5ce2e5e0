"""The one drawing of a deck: finished words beside the raw numbers, continued where one slide could not be read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import stores

from dashboard.filters import Filters
from dashboard.meeting.agenda import agenda
from dashboard.meeting.blocks import Bars, Cell, Column, Point, Points, Table, Text, Tile
from dashboard.meeting.decisions import Decided, Decision, Version
from dashboard.meeting.drawn import as_json, drawn, room
from dashboard.meeting.fetching import AgendaFacts, fetch_facts
from dashboard.meeting.fitting import GAP, INNER, columns_of, height, packed, scale_of, text_lines
from dashboard.meeting.scenario_words import places_in, said
from dashboard.meeting.words import Words
from dashboard.messages import LANGUAGES
from dashboard.scenario.address import from_text
from dashboard.scenario.fetching import asking
from dashboard.store import Store

SINCE = date(2017, 1, 31)
VIEW = Filters(stores.FISCAL_YEAR, stores.TODAY, ("40",))
SCENARIO = "r.practising.4001..best"


@pytest.fixture(scope="module")
def facts(small_store: Path) -> AgendaFacts:
    snapshot = Store(small_store).current()
    with snapshot.open() as con:
        return fetch_facts(
            asking(con), VIEW, SINCE, is_example=snapshot.kind == "example", snapshot=snapshot.id, scenario=SCENARIO
        )


def decision(id_: int, what: str = "เร่งตรวจรับวัสดุ", on: date = SINCE) -> Decision:
    return Decision(id_, (Version(on, Decided(what, "พัฒนาการอำเภอ", on + timedelta(days=14), "4016")),))


def slide(found: Any, id_: str) -> Any:
    return next(s for s in found if s.id == id_)


def blocks(found: Any, kind: type) -> list[Any]:
    return [block for row in found.rows for block in row if isinstance(block, kind)]


def test_a_tile_holds_the_value_its_words_and_how_it_changed(facts: AgendaFacts) -> None:
    deck = agenda(facts)
    found = drawn(deck, Words.of(deck))
    tiles = {tile.measure: tile for part in found if part.slide_id == "measures" for tile in blocks(part, Tile)}
    assert len(tiles) == 23
    visited = tiles["households_visited"]
    assert (visited.number, visited.value, visited.target, visited.status) == (80, "80%", "100%", "behind")
    assert (visited.change, visited.tone, visited.since) == ("+80 จุด", "good", "จาก 31 ม.ค. 2560")
    assert visited.n == "จาก 100 ครัวเรือน"
    assert (tiles["villages"].value, tiles["villages"].status_word, tiles["villages"].target) == ("6", "", "")
    assert slide(found, "measures").lead.startswith("ถึงเป้า ")


def test_every_number_of_a_slide_is_the_agendas(facts: AgendaFacts) -> None:
    deck = agenda(facts)
    found = drawn(deck, Words.of(deck))
    area = slide(found, "area.4016")
    own = {line.measure: line for line in slide(deck.slides, "area.4016").body.lines}
    assert {t.measure: (t.number, t.status) for t in blocks(area, Tile)} == {
        id_: (own[id_].value, own[id_].status) for id_ in (t.measure for t in blocks(area, Tile))
    }
    (stages,) = blocks(area, Bars)
    body = slide(deck.slides, "area.4016").body
    assert [bar.number for bar in stages.rows] == [n * 100 / body.stages.villages for n in body.stages.reached]
    assert [bar.then for bar in stages.rows] == [n * 100 / 5 for n in body.stages_then.reached]
    assert stages.rows[7].shown == "80% (4)"
    (problems,) = blocks(area, Points)
    assert next((p.text, p.status, len(p.details)) for p in problems.items) == (
        "100 ครัวเรือนใน 5 หมู่บ้านไม่ได้รับการติดตามเกิน 30 วัน", "near", 5,
    )  # fmt: skip
    assert problems.items[0].details[0].href == "village?fy=2560&as_of=2017-05-31&area=40160101"


def test_the_league_the_incomes_and_the_money(facts: AgendaFacts) -> None:
    deck = agenda(facts, league="households_visited")
    found = drawn(deck, Words.of(deck))
    (league,) = blocks(slide(found, "league"), Bars)
    assert [(b.label, b.number, b.shown, b.area_code) for b in league.rows] == [
        ("1. ภูเวียง", 80, "80%", "4016"), ("–. เมืองขอนแก่น", None, "–", "4001"),
    ]  # fmt: skip
    assert (league.least, league.most, league.target, league.target_shown) == (0, 100, 100, "100%")
    (incomes,) = blocks(slide(found, "income"), Bars)
    low, high = incomes.rows[1].low, incomes.rows[1].high
    assert (incomes.rows[0].number, incomes.rows[1].number) == (None, 7.75)
    assert 0 < low < 7.75 < high <= incomes.most
    (money,) = blocks(slide(found, "budget"), Bars)
    assert [(b.number, b.shown) for b in money.rows][:3] == [(300_000, "300,000"), (1_200, "1,200"), (1_200, "1,200")]
    (areas,) = blocks(slide(found, "budget"), Table)
    assert [row[1].number for row in areas.rows] == [50_000, 250_000]


def test_a_slide_leads_to_the_page_behind_it(facts: AgendaFacts) -> None:
    deck = agenda(facts)
    hrefs = {s.slide_id: s.href for s in drawn(deck, Words.of(deck))}
    query = "?fy=2560&as_of=2017-05-31&area=40"
    assert hrefs["title"] == query
    assert hrefs["area.4016"] == f"{query}16"
    assert hrefs["league"] == f"progress{query}&measure=practising"
    assert hrefs["scenario"] == f"whatif{query}&s={SCENARIO}"
    assert hrefs["decisions"] == f"meeting{query}&tab=decisions"
    own = drawn(deck, Words.of(deck), lambda page, area, keys: f"{page}/{area}/{','.join(keys)}")
    assert slide(own, "league").href == "progress/40/measure"


def test_what_last_time_left_open_comes_right_after_the_title(facts: AgendaFacts) -> None:
    deck = agenda(facts, [decision(1), decision(2, "ติดตามครัวเรือน", stores.TODAY)])
    found = drawn(deck, Words.of(deck))
    assert [s.id for s in found][:2] == ["title", "last_time"]
    (table,) = blocks(slide(found, "last_time"), Table)
    assert [cell.text for cell in table.rows[0]] == [
        "1. เร่งตรวจรับวัสดุ", "พัฒนาการอำเภอ", "อำเภอภูเวียง", "14 ก.พ. 2560", "เลยกำหนด",
    ]  # fmt: skip
    assert table.rows[0][4].status == "overdue"
    taken, still = blocks(slide(found, "decisions"), Table)
    assert (taken.heading, [row[0].text for row in taken.rows]) == ("มติครั้งนี้", ["2. ติดตามครัวเรือน"])
    assert [row[0].text for row in still.rows] == ["1. เร่งตรวจรับวัสดุ"]
    assert "last_time" not in [s.id for s in drawn(agenda(facts), Words.of(deck))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_slide_holds_more_than_fits(facts: AgendaFacts, language: Any) -> None:
    long = "เร่งรัดการตรวจรับวัสดุการฝึกอาชีพให้ครบทุกหมู่บ้านภายในเดือนนี้และรายงานผลต่อที่ประชุมทุกสัปดาห์ " * 4
    deck = agenda(facts, [decision(n, f"{n} {long}"[:400]) for n in range(1, 31)])
    found = drawn(deck, Words.of(deck, language))
    for part in found:
        used = sum(height(row, INNER / part.scale) for row in part.rows) + GAP * (len(part.rows) - 1)
        assert used * part.scale <= room(part.title, part.lead, part.foot) + 0.01, part.id
    last_time = [part for part in found if part.slide_id == "last_time"]
    assert [p.part for p in last_time] == list(range(1, len(last_time) + 1))
    assert {p.parts for p in last_time} == {len(last_time)}
    assert len(last_time) > 3
    assert len({part.id for part in found}) == len(found)
    shown = [row[0].text.split(".")[0] for p in last_time for t in blocks(p, Table) for row in t.rows]
    assert shown == [str(n) for n in range(1, 31)]


def test_the_same_in_english_with_other_words_only(facts: AgendaFacts) -> None:
    deck = agenda(facts)
    thai, english = (drawn(deck, Words.of(deck, language)) for language in LANGUAGES)

    def numbers(found: Any) -> Any:
        tiles = [(t.measure, t.number, t.status) for s in found for t in blocks(s, Tile)]
        bars = [(b.number, b.then, b.low, b.high) for s in found for c in blocks(s, Bars) for b in c.rows]
        return tiles, bars

    assert numbers(thai) == numbers(english)
    text = json.dumps(as_json(english), ensure_ascii=False)
    assert not any("\u0e01" <= letter <= "\u0e5b" for letter in text.replace("บ้านทดสอบ", ""))
    digits = json.dumps(as_json(drawn(deck, Words.of(deck, "th", "thai"))), ensure_ascii=False)
    assert "๘๐%" in digits


def test_it_is_plain_data(facts: AgendaFacts) -> None:
    deck = agenda(facts, [decision(1)])
    plain = as_json(drawn(deck, Words.of(deck)))
    assert json.loads(json.dumps(plain)) == json.loads(json.dumps(plain, allow_nan=False))
    assert {block["kind"] for s in plain for row in s["rows"] for block in row} == {
        "tile", "bars", "table", "points", "text",
    }  # fmt: skip
    assert {s["is_scenario"] for s in plain if s["kind"] == "scenario"} == {True}


# -- what fits


def table(n: int) -> Table:
    return Table("", (Column("a", 1.0),), tuple((Cell(str(i)),) for i in range(n)))


def test_a_long_table_is_continued_evenly() -> None:
    parts = packed([(table(26),)], 75)
    assert [len(part[0][0].rows) for part in parts] == [13, 13]  # type: ignore[union-attr]
    assert [row[0].text for part in parts for row in part[0][0].rows] == [str(i) for i in range(26)]  # type: ignore[union-attr]


def test_a_table_is_not_torn_where_a_slide_of_its_own_holds_it() -> None:
    above = (Text("ข้อความ"),)
    assert [len(part) for part in packed([above, (table(12),)], 75)] == [2]
    assert [len(part) for part in packed([above, (table(14),)], 75)] == [1, 1]
    assert [len(part) for part in packed([above, (table(18),)], 75)] == [1, 1, 1]


def test_little_on_a_slide_is_drawn_larger() -> None:
    assert scale_of([(Text("ข้อความ"),)], 75) == 1.5
    assert scale_of([(table(10),)], 75) == 1.4
    assert scale_of([(table(14),)], 75) == 1.0


def test_an_empty_row_begins_a_slide_and_a_high_row_has_one_of_its_own() -> None:
    text = (Text("ก"),)
    assert packed([text, (), text], 75) == [(text,), (text,)]
    giant = (Points("", (Point("ก" * 9000), Point("ข"))),)
    assert len(packed([text, giant, text], 75)) == 3


@pytest.mark.parametrize(
    ("n", "sizes"), [(0, []), (8, [(8,)]), (9, [(5, 4)]), (26, [(13, 13)]), (28, [(14, 14)]), (29, [(8, 7), (7, 7)])]
)
def test_many_bars_stand_in_two_columns(n: int, sizes: list[tuple[int, ...]]) -> None:
    found = columns_of(range(n), 14)
    assert [tuple(len(column) for column in part) for part in found] == sizes
    assert [x for part in found for column in part for x in column] == list(range(n))


def test_marks_above_and_below_take_no_room() -> None:
    assert text_lines("กี่" * 10, 16.5) == text_lines("ก" * 10, 16.5) == 1
    assert text_lines("ก" * 30, 16.5) == 3


# -- a scenario in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scenario_is_said_and_names_its_places(facts: AgendaFacts, language: Any) -> None:
    words = Words.of(agenda(facts), language)
    changes = from_text("r.practising.4001..best~t.practising.40.90~-o.3904").active
    assert places_in(changes) == {"4001", "40"}
    found = said(words, changes)
    assert len(found) == 2
    assert ("ขอนแก่น" if language == "th" else "Khon Kaen") in found[0]
    assert "90%" in found[1]


def test_names_of_an_example_are_said_as_such(facts: AgendaFacts) -> None:
    example = replace(facts, footing=replace(facts.footing, is_example=True))
    deck = agenda(example)
    found = drawn(deck, Words.of(deck))
    assert all(part.is_example and part.foot[0] == "ข้อมูลสาธิต" for part in found)
    assert "ตัวเลขสมมติ" in blocks(found[0], Text)[0].text

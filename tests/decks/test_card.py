"""One area's card: its numbers, its place among its siblings, what it does not tell, and that nothing is cut off."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import stores
from PIL import Image
from programs import LAUNCH_ARGS, find_chromium

from dashboard.decks.card import OF_VILLAGE, card_document, card_of
from dashboard.decks.making import make_file
from dashboard.decks.ordering import Meeting
from dashboard.filters import Filters
from dashboard.measures import fetch_measures
from dashboard.meeting.agenda import Privacy
from dashboard.meeting.blocks import Tile
from dashboard.store import Store

Hold = Callable[..., Meeting]


def view(area: str) -> Filters:
    return Filters(stores.FISCAL_YEAR, stores.TODAY, (area,) if area else ())


def test_a_card_has_the_measures_of_its_area(hold: Hold, small_store: Path) -> None:
    card = card_of(hold(small_store, view("40160101")))
    with Store(small_store).current().open() as con:
        values = fetch_measures(con, view("40160101"))[0].values
    assert [(tile.measure, tile.number, tile.status) for tile in card.tiles] == [
        (id_, values[id_].value, values[id_].status) for id_ in OF_VILLAGE
    ]
    assert card.title.startswith("บ้าน")
    assert card.above.endswith("อำเภอภูเวียง จังหวัดขอนแก่น")
    assert "31 พ.ค. 2560" in " ".join(card.foot)


@pytest.mark.parametrize(
    ("area", "league", "rank"),
    [
        ("40160101", "practising", "อันดับ 1 จาก 5 หมู่บ้าน ในอำเภอภูเวียง"),  # all practise: they share the first place
        ("4016", "practising", "อันดับ 1 จาก 2 อำเภอ ในจังหวัดขอนแก่น"),
        ("4016", "households_visited", ""),  # the other district has no value: nobody to be ranked among
        ("", "practising", ""),
    ],
)
def test_a_card_tells_the_place_among_siblings(
    hold: Hold, small_store: Path, area: str, league: str, rank: str
) -> None:
    assert card_of(hold(small_store, view(area), league=league)).rank == rank


def test_villages_are_ranked_by_the_measure_that_is_asked_for(hold: Hold, small_store: Path) -> None:
    meeting = hold(small_store, view("4016"), league="budget_disbursed")
    with Store(small_store).current().open() as con:
        values = {a.area_code: a.values["budget_disbursed"].value for a in fetch_measures(con, view("4016"), "village")}
    for code, value in values.items():
        own = hold(small_store, view(code), league="budget_disbursed")
        place = 1 + sum(other > value for other in values.values())
        assert card_of(own).rank.startswith(f"อันดับ {place} จาก {len(values)} ")
    area = meeting.facts.areas[0].area_code
    assert card_of(meeting, area).title == meeting.words.area(area)
    with pytest.raises(KeyError):
        card_of(meeting, "4001")


def test_few_households_have_no_value_and_no_place(hold: Hold, small_store: Path) -> None:
    meeting = hold(small_store, view("40160101"))
    few = {
        id_: replace(v, denominator=4, numerator=3, value=75) if id_ == "practising" else v
        for id_, v in meeting.facts.whole.values.items()
    }
    facts = replace(meeting.facts, whole=replace(meeting.facts.whole, values=few))
    siblings = tuple(facts.whole if s.area_code == "40160101" else s for s in meeting.siblings)
    own = replace(meeting, facts=facts, siblings=siblings)
    tile = next(tile for tile in card_of(own).tiles if tile.measure == "practising")
    assert (tile.number, tile.value, tile.status) == (None, "น้อยกว่า 5 ครัวเรือน", "none")
    assert card_of(own).rank == ""
    assert "75%" not in card_document(card_of(own), "th")
    told = replace(own, order=replace(own.order, privacy=Privacy(tells_few=True)))
    assert next(tile for tile in card_of(told).tiles if tile.measure == "practising").number == 75


def test_the_card_of_example_data_says_so(hold: Hold, tmp_path: Path) -> None:
    stores.build_store(tmp_path / "store", kind="example")
    card = card_of(hold(tmp_path / "store", view("4016"), language="en"))
    assert card.sample == "Example data"
    assert "Example data" not in card.foot


def test_a_card_is_a_square_that_line_shows_whole(meeting: Meeting, tmp_path: Path) -> None:
    if find_chromium() is None:
        pytest.skip("no Chromium, Chrome or Edge on this machine")
    make_file(meeting, tmp_path / "card.png")
    with Image.open(io.BytesIO((tmp_path / "card.png").read_bytes())) as picture:
        assert picture.size == (1040, 1040)
        shades = picture.convert("RGB").getcolors(1 << 20) or []
    assert (0x1F, 0x5A, 0x7A) in [colour for _, colour in shades]
    assert len(shades) > 50


@pytest.mark.browser
def test_nothing_on_a_card_is_cut_off(hold: Hold, small_store: Path) -> None:
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium, Chrome or Edge on this machine")
    long = Tile("ครัวเรือนเป้าหมายที่ผ่านการฝึกอาชีพแล้วทั้งหมด", "น้อยกว่า 5 ครัวเรือน", None, "x", "≤ 100%", "behind",
                "ต่ำกว่าเป้า", "+100.5 จุด", "good")  # fmt: skip
    documents = []
    for language in ("th", "en"):
        card = card_of(hold(small_store, view("40160101"), language=language))
        name = "บ้านหนองบัวโคกสว่างพัฒนาสามัคคีใหม่ หมู่ที่ 12"
        worst = replace(card, title=name, tiles=(long,) * 6, sample="ข้อมูลสาธิต", rank="อันดับ 128 จาก 528 หมู่บ้าน",
                        foot=(*card.foot, "พัฒนากร: นายส…, นางม…, น.ส.ก…"))  # fmt: skip
        documents += [card_document(one, language) for one in (card, worst)]
    with ThreadPoolExecutor(1) as alone:  # another test's browser may live in this thread
        assert alone.submit(cut_off, path, documents).result() == []


def cut_off(path: str, documents: list[str]) -> list[str]:
    """What of some cards stands outside its box or the card."""
    from playwright.sync_api import sync_playwright

    found: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(LAUNCH_ARGS))
        page = browser.new_page(viewport={"width": 520, "height": 520})
        for document in documents:
            page.set_content(document)
            page.wait_for_function("document.fonts.status === 'loaded'")
            page.wait_for_timeout(100)
            found += page.evaluate(
                """() => [...document.querySelectorAll('.card, .card *')].filter((e) => {
                    const box = e.getBoundingClientRect();
                    return e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline'
                        || box.bottom > 520.5 || box.right > 520.5;
                }).map((e) => `${e.tagName}.${e.className} ${e.textContent.slice(0, 30)}`)"""
            )
        browser.close()
    return found

"""Every slide of a province with 26 districts, in both languages: read from afar, nothing cut or over anything."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import stores
from playwright.sync_api import Browser, Page

from dashboard import places
from dashboard.filters import Filters
from dashboard.meeting.agenda import agenda
from dashboard.meeting.decisions import Decided, Decision, Version
from dashboard.meeting.drawn import as_json, drawn
from dashboard.meeting.fetching import AgendaFacts, fetch_facts
from dashboard.meeting.words import Words
from dashboard.messages import LANGUAGES
from dashboard.scenario.fetching import asking
from dashboard.settings import ROOT
from dashboard.store import Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables

PARTS = ROOT / "dashboard" / "ui" / "parts"
FACES = ROOT / "dashboard" / "static"
RANGES = {"thai": "U+0E01-0E5B,U+200C-200D", "latin": "U+0000-00FF,U+2000-22FF"}
SINCE = date(2017, 3, 31)
LONG = "เร่งรัดการตรวจรับวัสดุฝึกอาชีพให้ครบทุกหมู่บ้านก่อนสิ้นเดือน และรายงานจังหวัดทุกวันศุกร์จนกว่าจะครบ"
# what is cut, laid over something else, or wider than its place
WRONG = """(least) => [...document.querySelectorAll(".slide")].flatMap((slide) => {
  const box = slide.getBoundingClientRect(), foot = slide.querySelector("footer").getBoundingClientRect();
  const found = [];
  const say = (what, e) => found.push(`${slide.dataset.slide} ${what} ${e.className} ${e.textContent.slice(0, 40)}`);
  if (foot.bottom > box.bottom + 1) say("foot", slide);
  for (const e of slide.querySelectorAll("header *, .body *, footer *")) {
    const own = e.getBoundingClientRect();
    if (!own.width || e.closest(".hidden, svg")) continue;
    if (own.right > box.right - 2 || own.left < box.left || own.top < box.top) say("outside", e);
    if (e.closest(".body") && own.bottom > foot.top + 1) say("over the foot", e);
    const text = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (text && parseFloat(getComputedStyle(e).fontSize) < least) say("small", e);
    if (text && getComputedStyle(e).display !== "inline" && e.scrollWidth > e.clientWidth + 1) say("too wide", e);
  }
  for (const row of slide.querySelectorAll(".row")) {
    const boxes = [...row.children].map((e) => e.getBoundingClientRect());
    boxes.slice(1).forEach((b, n) => {
      if (b.left < boxes[n].right - 1 && b.top < boxes[n].bottom - 1) say("over its neighbour", row);
    });
  }
  return found;
})"""
SIZES = """() => [...document.querySelectorAll(".tile .value")].filter((e) => !e.classList.contains("few"))
  .map((e) => parseFloat(getComputedStyle(e).fontSize))"""


@pytest.fixture(scope="module")
def wide_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A province with every one of its districts, names as long as they come."""
    districts = sorted(code for code in places.all_places() if len(code) == 4 and code.startswith("40"))
    assert len(districts) == 26
    subdistricts = [min(c for c in places.all_places() if len(c) == 6 and c.startswith(d)) for d in districts]
    villages = [f"{code}{moo:02}" for code in subdistricts for moo in (1, 12)]
    folder = tmp_path_factory.mktemp("wide")
    with pytest.MonkeyPatch.context() as patch, Store(folder).building("example") as building:
        patch.setattr(stores, "reached", lambda place: 11 - place * 5 % 12)
        create_tables(building.con)
        stores.fill(building.con, villages)
        building.con.execute("update villages set village_name = 'บ้านหนองแวงสระพังทองพัฒนา'")
        build_marts(building.con)
    return folder


def facts_of(store: Path, *areas: str) -> AgendaFacts:
    snapshot = Store(store).current()
    with snapshot.open() as con:
        return fetch_facts(
            asking(con), Filters(stores.FISCAL_YEAR, stores.TODAY, areas), SINCE, is_example=True,
            snapshot=snapshot.id, scenario="r.practising.4001,4002,4003,4004,4005..best~t.income_growth.40.5",
        )  # fmt: skip


@pytest.fixture(scope="module")
def facts(wide_store: Path) -> AgendaFacts:
    return facts_of(wide_store, "40")


@pytest.fixture(scope="module")
def village_facts(wide_store: Path) -> AgendaFacts:
    """Several villages that were chosen: their names are the longest labels there are."""
    with Store(wide_store).current().open() as con:
        codes = [code for (code,) in con.execute("select village_code from villages order by 1 limit 24").fetchall()]
    return facts_of(wide_store, *codes)


def decisions() -> Iterator[Decision]:
    for n in range(1, 13):
        on = SINCE if n < 8 else stores.TODAY
        decided = Decided(LONG * (1 + n % 3), "สำนักงานพัฒนาชุมชนอำเภอเมืองขอนแก่น", on + timedelta(days=20), "4001",
                          person="นายสมชาย ใจดี")  # fmt: skip
        yield Decision(n, (Version(on, decided),))


def document(facts: AgendaFacts, language: Any, slides: str = "") -> str:
    deck = agenda(facts, list(decisions()))
    plain = as_json(drawn(deck, Words.of(deck, language)))
    style = (PARTS / "slides.css").read_text(encoding="utf-8") + slides
    for name, letters in RANGES.items():
        for weight in (400, 600, 700):
            face = base64.b64encode((FACES / f"sarabun-{name}-{weight}.woff2").read_bytes()).decode()
            style += (
                f"@font-face{{font-family:Sarabun;font-weight:{weight};unicode-range:{letters};"
                f"src:url(data:font/woff2;base64,{face})}}"
            )
    script = "".join((PARTS / f"{name}.js").read_text(encoding="utf-8") for name in ("shared", "slides"))
    told = json.dumps(plain, ensure_ascii=False).replace("</", "<\\/")
    return (
        f"<!doctype html><html lang={language}><meta charset=utf-8><style>body{{margin:0}}"
        f".sheet{{width:100vw;height:100vh}}{style}</style><body><script>{script};drawDeck(document.body,{told});"
        "</script></body></html>"
    )


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda e: errors.append(str(e)))
    yield page
    page.close()
    assert errors == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slide_can_be_read_from_afar(page: Page, facts: AgendaFacts, language: str) -> None:
    page.set_content(document(facts, language))
    page.evaluate("document.fonts.ready")
    ids = page.eval_on_selector_all(".slide", "found => found.map((e) => e.dataset.slide)")
    assert sum(id_.startswith("area.") and "~" not in id_ for id_ in ids) == 26
    assert {"last_time~2", "budget~2", "scenario", "decisions"} <= set(ids)
    # width, height, the smallest letters, the smallest numbers of tiles: 18 px and 40 px are asked for
    screens = ((1366, 768, 18, 40), (1920, 1080, 25, 60), (1024, 768, 14, 36), (1123, 794, 16, 40))
    for width, height, least, number in screens:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(200)
        assert page.evaluate(WRONG, least) == [], (width, height)
        assert min(page.evaluate(SIZES)) >= number


def test_long_names_of_villages_are_not_cut(page: Page, village_facts: AgendaFacts) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.set_content(document(village_facts, "th"))
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(200)
    assert page.evaluate(WRONG, 18) == []


def test_on_a_phone_slides_are_scrolled_and_never_smaller_than_can_be_read(page: Page, facts: AgendaFacts) -> None:
    page.set_content(document(facts, "th", ".sheet{overflow-y:auto}"))
    page.evaluate("document.fonts.ready")
    for width, height in ((390, 844), (844, 390)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(200)
        assert page.evaluate(WRONG, 16) == [], (width, height)
        assert min(page.evaluate(SIZES)) >= 40


def test_markup_in_a_name_is_shown_letter_by_letter(page: Page, facts: AgendaFacts) -> None:
    evil = "<img src=x onerror=alert(1)>"
    deck = agenda(facts, [Decision(1, (Version(SINCE, Decided(evil, evil, stores.TODAY, "4001")),))])
    slides = json.dumps(as_json(drawn(deck, Words.of(deck))), ensure_ascii=False).replace("</", "<\\/")
    text = document(facts, "th")
    page.set_content(text)
    page.evaluate(f"drawDeck(document.body, {slides})")
    assert page.locator(".slide img").count() == 0
    assert evil in page.locator("[data-slide=last_time] td").first.inner_text()

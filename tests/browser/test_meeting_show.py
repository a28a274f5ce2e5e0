"""The show driven by keys alone: every key, black, the way to a page and back, decisions; fingers and axe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation
from seeing import serious_findings
from visits import Visit, start_server, until, visiting

from dashboard.access.audit import AuditLog
from dashboard.meeting.keeping import Decisions
from dashboard.store import Store

MEETING = "meeting?area=40&fy=2560&as_of=2017-05-31&since=2017-01-31"
SEEN = """() => {
  const root = [...document.querySelectorAll("*")].find((e) => e.shadowRoot?.querySelector(".stage")).shadowRoot;
  const one = (what) => root.querySelector(`.stage ${what}`);
  return {
    open: root.querySelector(".over").matches(":popover-open"), slide: one(".slide")?.dataset.slide,
    place: one(".place")?.textContent, black: !one(".blackout").hidden, panel: one(".panel .card")?.ariaLabel || "",
    note: one(".note").textContent, live: one("p.hidden").textContent, dark: one(".deck").classList.contains("dark"),
    show: new URL(location).searchParams.get("show"), focus: root.activeElement?.dataset.focus || "",
  };
}"""


@pytest.fixture(scope="module")
def own_store(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose decisions these tests write."""
    return Path(shutil.copytree(small_store, tmp_path_factory.mktemp("show") / "store"))


@pytest.fixture(scope="module")
def own_server(own_store: Path) -> Iterator[str]:
    """The dashboard on it; the program that draws PDFs never ends by itself there."""
    endless = own_store.parent / "endless.sh"
    endless.write_text("#!/bin/sh\nexec sleep 600\n")
    endless.chmod(0o755)
    process, address = start_server(own_store, own_store / "log", more={"SAMMACHIP_BROWSER": str(endless)})
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture
def at(window: Page, own_server: str) -> Iterator[Visit]:
    with visiting(window, own_server) as seen:
        yield seen


def begin(at: Visit, query: str = "") -> Page:
    page = at.open(MEETING + query)
    page.get_by_role("button", name="เริ่มนำเสนอ").wait_for()
    page.get_by_role("button", name="เริ่มนำเสนอ").focus()
    page.keyboard.press("Enter")
    until(page, f"({SEEN})().open")
    return page


def seen(page: Page) -> Any:
    page.wait_for_timeout(60)
    return page.evaluate(SEEN)


def shows(page: Page, slide: str) -> None:
    """Wait for a slide, also through a reload."""
    until(page, f"({SEEN})().slide === '{slide}'")


def after(page: Page, *keys: str) -> Any:
    for key in keys:
        page.keyboard.press(key)
    return seen(page)


def test_every_key_of_the_show(at: Visit) -> None:
    page = begin(at)
    first = seen(page)
    assert (first["slide"], first["show"], first["place"]) == ("title", "title", "1 / 13")
    assert first["live"].endswith("1 / 13")
    for key, slide in (
        ("ArrowRight", "measures"), ("PageDown", "measures~2"), (" ", "measures~3"), ("ArrowLeft", "measures~2"),
        ("PageUp", "measures"), ("End", "decisions"), ("ArrowRight", "decisions"), ("Home", "title"),
        ("ArrowLeft", "title"),
    ):  # fmt: skip
        found = after(page, key)
        assert (found["slide"], found["show"]) == (slide, slide), key
    for key in ("b", "."):
        assert after(page, key)["black"]
        assert after(page, "ArrowRight") | {"black": False} == first | {"note": ""}  # any key only lifts it
    assert after(page, "1", "1")["note"].endswith("11")
    assert after(page, "Enter")["place"] == "11 / 13"
    assert after(page, "9", "9", "Enter")["slide"] == "decisions"
    assert after(page, "4", "Escape")["slide"] == "decisions"
    assert after(page, "Home", "?")["panel"].startswith("ปุ่มลัด")
    assert after(page, "?")["panel"] == ""
    assert after(page, "l")["panel"].startswith("รายการสไลด์")
    assert after(page, "Tab", "Tab", "Enter")["slide"] == "measures~2"  # from the first line, two lines on
    assert after(page, "t")["dark"]
    assert not after(page, "t")["dark"]
    assert after(page, "Escape")["open"] is False
    at.still()
    ended = seen(page)
    assert (ended["show"], ended["focus"]) == (None, "at-measures")
    page.keyboard.press("Enter")
    assert seen(page)["slide"] == "measures"


def test_it_advances_by_itself_and_pauses(at: Visit) -> None:
    page = begin(at, "&pace=2")
    assert after(page, "p")["slide"] == "title"
    until(page, f"({SEEN})().slide === 'measures'")
    found = after(page, "p")
    assert "หยุด" in found["note"]
    page.wait_for_timeout(3_000)
    assert seen(page)["slide"] == found["slide"]
    assert "10 วินาทีต่อสไลด์" in after(page, "s")["note"]
    assert "pace=10" in page.url


def test_from_a_slide_to_its_page_and_back_to_the_same_slide(at: Visit) -> None:
    page = begin(at)
    after(page, "8", "Enter")
    there = seen(page)["slide"]
    assert there == "area.4001"
    page.keyboard.press("d")
    back = page.get_by_role("link", name="กลับไปที่ประชุม")
    back.wait_for()
    at.still()
    assert "area=4001" in page.url
    back.focus()
    page.keyboard.press("Enter")
    shows(page, "area.4001")
    at.still()
    assert seen(page)["open"]
    assert "since=2017-01-31" in page.url
    assert after(page, "ArrowRight")["slide"] == "area.4016"
    page.reload()
    shows(page, "area.4016")
    page.go_back()


def test_a_decision_is_taken_without_leaving_the_slide(at: Visit, own_store: Path) -> None:
    page = begin(at)
    after(page, "9", "Enter")
    assert seen(page)["slide"] == "area.4016"
    assert after(page, "n")["panel"] == "บันทึกมติที่ประชุม"
    page.keyboard.type("นัดติดตาม b n p")
    page.keyboard.press("Tab")
    page.keyboard.type("พัฒนาการอำเภอ")
    page.keyboard.press("Enter")
    until(page, f"({SEEN})().note.includes('บันทึกมติที่')")
    found = seen(page)
    assert (found["slide"], found["panel"], found["open"]) == ("area.4016", "", True)
    (new,) = Decisions(own_store, Store(own_store).current().kind).all()
    decided = new.versions[0].decided
    assert (decided.what, decided.who, decided.area_code, str(decided.due_on)) == (
        "นัดติดตาม b n p", "พัฒนาการอำเภอ", "4016", "2017-06-14",
    )  # fmt: skip
    assert after(page, "End")["slide"] == "decisions"
    assert page.locator(".stage .slide td").first.inner_text() == "1. นัดติดตาม b n p"
    # and it is closed without leaving the show
    assert after(page, "c")["panel"] == "ปิดหรือเลื่อนมติ"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("ส่งแล้ว c")
    page.keyboard.press("Enter")
    until(page, f"({SEEN})().note.includes('ปรับมติที่')")
    found = seen(page)
    assert (found["slide"], found["panel"], found["open"]) == ("decisions", "", True)
    (done,) = Decisions(own_store, Store(own_store).current().kind).all()
    assert [(v.status, v.note) for v in done.versions] == [("open", ""), ("done", "ส่งแล้ว c")]
    assert after(page, "c")["note"] == "ไม่มีมติที่ค้างให้ปิดหรือเลื่อน"


def test_a_file_is_made_called_off_and_fetched(at: Visit, own_store: Path, tmp_path: Path) -> None:
    page = at.open(MEETING)
    at.still()
    page.locator(".st-key-meeting_file_pdf button:visible").last.click()
    page.locator(".st-key-meeting_file_cancel button:visible").last.click(timeout=30_000)
    expect(page.locator(".st-key-meeting_files")).to_contain_text("ยกเลิกแล้ว", timeout=30_000)
    at.still()
    page.locator(".st-key-meeting_file_pptx button:visible").last.click()
    fetch = page.locator(".st-key-meeting_file_fetch button:visible").last
    fetch.wait_for(timeout=60_000)
    with page.expect_download(timeout=30_000) as download:
        fetch.click()
    download.value.save_as(tmp_path / "deck.pptx")
    assert download.value.suggested_filename == "deck-40-2017-05-31.pptx"
    assert len(Presentation(str(tmp_path / "deck.pptx")).slides) == 13
    records = AuditLog(own_store, Store(own_store).current().kind).records()
    assert [r.event.file for r in records if r.event.what == "export.deck"] == ["deck-40-2017-05-31.pptx"]


def test_a_finger_turns_the_slides(browser: Browser, own_server: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True, locale="th-TH")
    at = Visit(page, own_server)
    at.open(f"{MEETING}&show=measures")
    until(page, f"({SEEN})().open")
    swipe = """([from, to]) => {
      const has = (e) => e.shadowRoot?.querySelector(".stage");
      const stage = has([...document.querySelectorAll("*")].find(has));
      const touch = (x) => new Touch({ identifier: 1, target: stage, clientX: x, clientY: 300 });
      stage.dispatchEvent(new TouchEvent("touchstart", { touches: [touch(from)], changedTouches: [touch(from)] }));
      stage.dispatchEvent(new TouchEvent("touchend", { touches: [], changedTouches: [touch(to)] }));
    }"""
    page.evaluate(swipe, [300, 80])
    assert seen(page)["slide"] == "measures~2"
    page.evaluate(swipe, [80, 300])
    assert seen(page)["slide"] == "measures"
    page.evaluate(swipe, [200, 190])
    assert seen(page)["slide"] == "measures"
    page.locator(".tools [data-focus=show-next]").tap()
    assert seen(page)["slide"] == "measures~2"
    page.close()


def test_axe_finds_nothing_in_the_show(at: Visit) -> None:
    page = at.open(f"{MEETING}&show=area.4016&slides=area.4016,decisions")
    until(page, f"({SEEN})().open")
    page.wait_for_timeout(400)
    findings = {}
    for name, keys in (("slide", ()), ("dark", ("t",)), ("keys", ("t", "?")), ("form", ("?", "n"))):
        after(page, *keys)
        page.wait_for_timeout(200)
        findings[name] = serious_findings(page)
    assert findings == {"slide": [], "dark": [], "keys": [], "form": []}

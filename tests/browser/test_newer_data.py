"""What somebody else imports comes onto an open page without a click; nobody is asked who looks for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from other_office import bring, imported_days_ago
from playwright.sync_api import Browser, Page, expect
from stores import TODAY
from visits import IDLE, start_server, until

from dashboard.store import Store
from dashboard.ui.arrivals import NEWEST

WORDS = "มีข้อมูลใหม่เข้ามา หน้านี้แสดงชุดล่าสุดแล้ว"
AS_BEFORE = "มีข้อมูลใหม่เข้ามา สิ่งที่หน้านี้แสดงยังเป็นเหมือนเดิม"


@pytest.fixture
def office(small_store: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The dashboard's address, and its store."""
    store = Path(shutil.copytree(small_store, tmp_path / "store"))
    process, address = start_server(store, tmp_path / "log", more={"SAMMACHIP_FRESH_S": "1"})
    yield address, store
    process.terminate()
    process.wait(20)


@pytest.fixture
def groups(group_store: Path, tmp_path: Path) -> Store:
    """A store into which nobody has imported today."""
    store = Store(Path(shutil.copytree(group_store, tmp_path / "groups")))
    imported_days_ago(store)
    return store


def test_an_open_page_shows_what_is_newer(browser: Browser, office: tuple[str, Path]) -> None:
    address, store = office
    page = browser.new_page(locale="th-TH")
    told: list[str] = []
    page.on("websocket", lambda socket: told.append(socket.url) if socket.url.endswith(NEWEST) else None)
    page.goto(f"{address}/progress?area=4016")
    page.locator(".st-key-band h1").wait_for(timeout=90_000)
    until(page, IDLE)
    before = page.url
    with Store(store).building("real"):
        pass
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert page.url == before
    until(page, IDLE)
    expect(page.get_by_text(WORDS)).to_be_hidden(timeout=20_000)
    with Store(store).building("real"):
        pass
    expect(page.get_by_text(WORDS)).to_be_visible()  # it goes on listening
    assert page.url == before
    assert set(told) == {f"{address.replace('http', 'ws', 1)}{NEWEST}"}
    page.close()


def happens(page: Page, what: Callable[[], bool]) -> None:
    """Wait for something while the page goes on."""
    for _ in range(600):
        if what():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not happen")


def test_a_window_that_a_server_before_drew_is_drawn_anew_when_something_comes(
    browser: Browser, groups: Store, tmp_path: Path
) -> None:
    process, address = start_server(groups.folder, tmp_path / "log", more={"SAMMACHIP_FRESH_S": "1"})
    page = browser.new_page(locale="th-TH")
    page.goto(f"{address}/groups?area=4016&fy=2560&as_of={TODAY}")
    page.locator(".st-key-band h1").wait_for(timeout=90_000)
    until(page, IDLE)
    facts = page.locator(".st-key-band li").all_inner_texts()
    process.terminate()
    process.wait(20)
    heard: set[str] = set()
    page.on("websocket", lambda ws: ws.on("framereceived", lambda _: heard.add(ws.url.rpartition("/")[2])))
    port = int(address.rpartition(":")[2])
    process, _ = start_server(groups.folder, tmp_path / "log", more={"SAMMACHIP_FRESH_S": "1"}, port=port)
    try:
        happens(page, lambda: "newest" in heard)
        bring(groups, tmp_path / "more", {"groups": "members + 8 as members"})
        happens(page, lambda: page.locator(".st-key-band li").all_inner_texts()[:1] not in ([], facts[:1]))
        until(page, IDLE)
        assert page.locator(".st-key-band li").all_inner_texts()[1:] == facts[1:]
    finally:
        page.close()
        process.terminate()
        process.wait(20)


def test_a_page_that_stays_as_it_is_says_so_and_is_not_drawn_again(
    browser: Browser, groups: Store, tmp_path: Path
) -> None:
    process, address = start_server(groups.folder, tmp_path / "log", more={"SAMMACHIP_FRESH_S": "1"})
    try:
        page = browser.new_page(locale="th-TH")
        came: list[int] = []  # bytes of each word of the server
        page.on("websocket", lambda ws: ws.on("framereceived", lambda word: came.append(len(word))))
        page.goto(f"{address}/groups?area=4016&fy=2560&as_of={TODAY}")
        page.locator(".st-key-band h1").wait_for(timeout=90_000)
        until(page, IDLE)
        drawn, facts = sum(came), page.locator(".st-key-band li").all_inner_texts()
        came.clear()
        page.wait_for_timeout(5000)
        bring(groups, tmp_path / "second", {"groups": "members + 8 as members"})
        expect(page.get_by_text(AS_BEFORE)).to_be_visible()
        assert 0 < sum(came) < drawn / 6
        now = page.locator(".st-key-band li").all_inner_texts()
        assert (len(now), now[0] != facts[0], now[1:]) == (len(facts), True, facts[1:]), "the day of the last import"
        expect(page.get_by_text(AS_BEFORE)).to_be_hidden(timeout=20_000)
        page.locator(".st-key-breadcrumb a").first.click()  # to the nation, of which something is new
        until(page, f"!location.search.includes('area=4016') && {IDLE}")
        page.wait_for_timeout(5000)
        bring(groups, tmp_path / "third", {"groups": "members + 9 as members"})
        expect(page.get_by_text(WORDS)).to_be_visible()
        page.close()
    finally:
        process.terminate()
        process.wait(20)

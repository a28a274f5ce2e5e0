"""What somebody else imports comes onto an open page without a click; nobody is asked who looks for it."""

from __future__ import annotations

import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from visits import IDLE, start_server, until

from dashboard.store import Store
from dashboard.ui.arrivals import NEWEST

WORDS = "มีข้อมูลใหม่เข้ามา หน้านี้แสดงชุดล่าสุดแล้ว"


@pytest.fixture
def office(small_store: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The dashboard's address, and its store."""
    store = Path(shutil.copytree(small_store, tmp_path / "store"))
    process, address = start_server(store, tmp_path / "log", more={"SAMMACHIP_FRESH_S": "1"})
    yield address, store
    process.terminate()
    process.wait(20)


def test_an_open_page_shows_what_is_newer(browser: Browser, office: tuple[str, Path]) -> None:
    address, store = office
    page = browser.new_page(locale="th-TH")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith(NEWEST) else None)
    page.goto(f"{address}/progress?area=4016")
    page.locator(".st-key-band h1").wait_for(timeout=90_000)
    until(page, IDLE)
    before = page.url
    with Store(store).building("real"):
        pass
    expect(page.get_by_text(WORDS)).to_be_visible()
    assert page.url == before
    until(page, IDLE)
    n = len(asked)
    page.wait_for_timeout(2500)
    assert len(asked) > n, "it goes on looking"
    assert set(asked) == {f"{address}{NEWEST}"}
    page.close()


def test_the_mark_is_told_to_anybody_and_kept_by_nobody(office: tuple[str, Path]) -> None:
    address, store = office
    with urllib.request.urlopen(f"{address}{NEWEST}") as answer:  # noqa: S310 - our own address
        mark, kept, policy = answer.read().decode(), answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]
    assert len(mark) == 16
    assert Store(store).current().id not in mark
    assert (kept, policy) == ("no-store", "no-referrer")

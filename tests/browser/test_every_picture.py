"""Every chart of every page leaves as a picture, clicked in the browser: histograms, bar lists, calendars, strips."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import group_stores
import pytest
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage
from visits import Visit, start_server

from dashboard.ui.sections import existing

# every page with charts, and the parts of pages that have a kind of chart of their own
ADDRESSES = {
    "": "area=40", "progress": "area=4016", "village": "area=40160101", "households": "area=40&tab=areas",
    "incomes": "area=40", "groups": "area=40", "budget": "area=40", "sages": "area=40&tab=training",
    "quality": "area=40", "whatif": "area=40",
}  # fmt: skip
HEADS = """() => [...new Set([...document.querySelectorAll('[class*=st-key-block_head_]')]
  .filter((e) => e.getClientRects().length).map((e) => /st-key-block_head_(\\w+)/.exec(e.className)[1]))]"""
# what stands in a block and is a chart: drawn by Plotly, or a part that says so
DRAWS = """(key) => { const block = document.querySelector(`.st-key-block_${key}`);
  return [...block.querySelectorAll('*')].some((e) => e.shadowRoot
    ? e.shadowRoot.querySelector('[data-picture]') : e.matches('.js-plotly-plot')); }"""


@pytest.fixture(scope="module")
def drawn(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """A dark window on the dashboard with the store of groups, in which one page is opened after another."""
    folder = tmp_path_factory.mktemp("drawn")
    group_stores.build_group_store(folder / "store")
    process, address = start_server(folder / "store", folder / "log")
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="th-TH", color_scheme="dark")
    visit = Visit(page, address)
    visit.open()
    yield visit
    page.close()
    process.terminate()
    process.wait(20)


def ink(picture: Image.Image) -> float:
    """The share of the middle half of a picture that is not paper."""
    wide, high = picture.size
    part = picture.crop((0, high // 4, wide, high * 3 // 4))
    counted = part.getcolors(part.size[0] * part.size[1])
    assert counted
    return 1 - {colour: n for n, colour in counted}.get((255, 255, 255), 0) / (part.size[0] * part.size[1])


@pytest.mark.parametrize(("page", "query"), ADDRESSES.items(), ids=lambda v: v or "overview")
def test_every_chart_of_the_page_is_saved(drawn: Visit, page: str, query: str, tmp_path: Path) -> None:
    failed: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "warning":
            failed.append(message.text)

    window = drawn.page
    window.on("console", listen)
    drawn.go(f"{page}?{query}")
    saved = 0
    for key in window.evaluate(HEADS):
        menu = window.locator(f".st-key-block_head_{key} button:visible")
        if not menu.count() or not window.evaluate(DRAWS, key):
            continue
        menu.last.click()
        with window.expect_download() as download:
            window.locator(f".st-key-{key}_png button").click()
        path = tmp_path / f"{key}.png"
        download.value.save_as(path)
        picture = Image.open(path).convert("RGB")
        assert picture.size[0] > 600, key
        assert picture.getpixel((2, picture.size[1] - 2)) == (255, 255, 255), key  # light, although the page is dark
        assert ink(picture) > 0.01, key
        window.keyboard.press("Escape")
        window.wait_for_timeout(150)
        saved += 1
    window.remove_listener("console", listen)
    assert saved
    assert failed == []


def test_no_page_with_charts_is_forgotten() -> None:
    without = {"knowledge", "import", "settings", "meeting"}  # lists, forms, slides with files of their own
    assert {info.url for info in existing()} - ADDRESSES.keys() <= without

"""The knowledge page as people use it: search, open, read, go back; on paper; on every screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from knowledge_stores import RECORDS, build_knowledge_store
from playwright.sync_api import Page, expect
from seeing import keys_and_exact, serious_findings, texts_of, too_wide
from visits import Visit, start_server, visiting

ROWS = ".st-key-knowledge_found_list li.record"
TITLE = ".st-key-knowledge_article h2"


@pytest.fixture(scope="module")
def knowledge_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("knowledge_server")
    build_knowledge_store(folder / "store", "example")
    process, address = start_server(folder / "store", folder / "log")
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture
def there(window: Page, knowledge_server: str) -> Iterator[Visit]:
    with visiting(window, knowledge_server) as seen:
        yield seen


def search(visit: Visit, text: str) -> Page:
    box = visit.page.locator(".st-key-knowledge_q input")
    box.fill(text)
    box.press("Enter")
    visit.page.wait_for_url(re.compile("q="))
    visit.still()
    return visit.page


def test_search_open_read_next_and_back(there: Visit) -> None:
    page = there.open("knowledge?fy=2560&as_of=2017-05-31")
    expect(page.locator(ROWS)).to_have_count(8)
    search(there, "กี่")
    expect(page.locator(ROWS)).to_have_count(2)
    assert set(page.locator(f"{ROWS} mark").all_inner_texts()) == {"กี่"}
    page.locator(f"{ROWS} h3 a").first.click()
    expect(page.locator(TITLE)).to_have_text(RECORDS["mat"]["title"])
    there.still()
    assert "record=" in page.url
    page.locator(".st-key-knowledge_article .next").click()
    expect(page.locator(TITLE)).to_have_text(RECORDS["silk"]["title"])
    there.still()
    page.go_back()
    expect(page.locator(TITLE)).to_have_text(RECORDS["mat"]["title"])
    there.still()
    page.locator(".st-key-knowledge_article .back").click()
    expect(page.locator(ROWS)).to_have_count(2)
    assert page.locator(".st-key-knowledge_q input").input_value() == "กี่"
    page.locator(".st-key-knowledge_facets_category tr", has_text="หัตถกรรม").click()
    page.wait_for_url(re.compile("category="))
    there.still()
    page.locator(".st-key-knowledge_chips .all").click()
    expect(page.locator(ROWS)).to_have_count(8)


def test_a_record_on_paper_is_the_record_alone_and_says_that_it_is_an_example(there: Visit) -> None:
    page = there.open("knowledge?fy=2560&as_of=2017-05-31&q=กี่")
    page.locator(f"{ROWS} h3 a").first.click()
    expect(page.locator(TITLE)).to_be_visible()
    there.still()
    page.evaluate("window.print = () => { window.printed = true; }")
    page.locator(".st-key-knowledge_article .print").click()
    assert page.evaluate("window.printed") is True
    page.emulate_media(media="print")
    expect(page.locator(".st-key-knowledge_article .sample")).to_be_visible()
    expect(page.locator(".st-key-knowledge_article .foot")).to_be_visible()
    for hidden in (".st-key-knowledge_docx", ".st-key-block_knowledge_alike", ".st-key-filters", ".st-key-rail"):
        expect(page.locator(hidden)).to_be_hidden()
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    width, height = (float(n) for n in re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", paper)[0])
    assert (round(width), round(height)) == (595, 842)  # A4 upright, in points


def test_every_part_reads_well_in_both_themes_on_every_screen(there: Visit) -> None:
    page = there.open("knowledge?fy=2560&as_of=2017-05-31&q=กี่")
    address = page.locator(f"{ROWS} h3 a").first.get_attribute("href")
    assert address
    for path in ("knowledge?fy=2560&as_of=2017-05-31&q=กี่", address.removeprefix("./"), "knowledge?tab=without"):
        there.go(path)
        assert keys_and_exact(texts_of(page)) == []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.wait_for_timeout(500)
            assert serious_findings(page) == [], (path, scheme)
        for width, height in ((1920, 1080), (390, 844), (1366, 768)):
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(300)
            there.still()
            assert not too_wide(page), (path, width)

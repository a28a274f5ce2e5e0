"""What holds for every page in both languages, in both themes and on every screen; a page that is added needs no naming
here. One window shows a page in all of these ways: loading it for each would take most of the time.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from seeing import (
    AREA,
    FROM_REGISTERS,
    LATIN,
    LATIN_IN_THAI,
    PAGES,
    THAI,
    keys_and_exact,
    serious_findings,
    texts_of,
    too_wide,
)
from visits import Visit, until

from dashboard.ui.sections import PageInfo

PAPER = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"


@pytest.mark.parametrize("info", PAGES, ids=lambda p: p.id)
def test_in_both_languages_and_themes_on_every_screen(visit: Visit, info: PageInfo) -> None:
    path = f"{info.url}?{AREA}"
    page = visit.open(path)
    is_in_thai(page)
    findings = {"light": serious_findings(page)}
    light = page.evaluate(PAPER)
    page.emulate_media(color_scheme="dark")
    until(page, f"{PAPER} !== '{light}'", 10)
    visit.still()
    findings["dark"] = serious_findings(page, only="color-contrast")  # the theme changes nothing else
    assert findings == {"light": [], "dark": []}
    for width, height in ((1920, 1080), (390, 844), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        visit.still()
        assert not too_wide(page), width
    is_in_english(visit.go(f"{path}&lang=en"))


def is_in_thai(page: Page) -> None:
    assert page.evaluate("document.documentElement.lang") == "th"
    assert page.locator("[data-testid=stException]").count() == 0
    texts = texts_of(page)
    assert keys_and_exact(texts) == []
    words = sorted({word for text in texts for word in LATIN.findall(text)} - LATIN_IN_THAI)
    assert words == [], [t for t in texts if set(LATIN.findall(t)) - LATIN_IN_THAI]
    for chart in page.locator("[data-testid=stPlotlyChart]").all():
        said = chart.evaluate("e => e.getAttribute('aria-label') || e.querySelector('[aria-label]')?.ariaLabel || ''")
        assert len(said) > 15


def is_in_english(page: Page) -> None:
    """Nothing untranslated, nothing cut."""
    assert page.evaluate("document.documentElement.lang") == "en"
    texts = texts_of(page)
    assert keys_and_exact(texts) == []
    # what stands in Thai came from the registers, and the way back into Thai
    assert sorted({run for text in texts for run in THAI.findall(text)} - FROM_REGISTERS) == []
    assert not too_wide(page)

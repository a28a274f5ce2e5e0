"""What holds for every page in Thai, in both themes and on every screen; a page that is added needs no naming here."""

from __future__ import annotations

import pytest
from seeing import AREA, LATIN, LATIN_IN_THAI, PAGES, keys_and_exact, serious_findings, texts_of, too_wide
from visits import Visit

from dashboard.ui.sections import PageInfo


@pytest.mark.parametrize("info", PAGES, ids=lambda p: p.id)
def test_in_thai(visit: Visit, info: PageInfo) -> None:
    page = visit.open(f"{info.url}?{AREA}")
    page.wait_for_timeout(600)
    assert page.evaluate("document.documentElement.lang") == "th"
    assert page.locator("[data-testid=stException]").count() == 0
    texts = texts_of(page)
    assert keys_and_exact(texts) == []
    words = sorted({word for text in texts for word in LATIN.findall(text)} - LATIN_IN_THAI)
    assert words == [], [t for t in texts if set(LATIN.findall(t)) - LATIN_IN_THAI]
    for chart in page.locator("[data-testid=stPlotlyChart]").all():
        said = chart.evaluate("e => e.getAttribute('aria-label') || e.querySelector('[aria-label]')?.ariaLabel || ''")
        assert len(said) > 15
    findings = {"light": serious_findings(page)}
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(700)
    findings["dark"] = serious_findings(page, only="color-contrast")  # the theme changes nothing else
    assert findings == {"light": [], "dark": []}
    for width, height in ((1366, 768), (1920, 1080), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(400)
        visit.still()
        assert not too_wide(page), width

"""What holds for every page in English: nothing untranslated, nothing cut."""

from __future__ import annotations

import pytest
from seeing import AREA, FROM_REGISTERS, PAGES, THAI, keys_and_exact, texts_of, too_wide
from visits import IDLE, Visit, until

from dashboard.ui.sections import PageInfo


@pytest.mark.parametrize("info", PAGES, ids=lambda p: p.id)
def test_in_english(visit: Visit, info: PageInfo) -> None:
    page = visit.open(f"{info.url}?{AREA}&lang=en")
    page.wait_for_timeout(400)
    assert page.evaluate("document.documentElement.lang") == "en"
    texts = texts_of(page)
    assert keys_and_exact(texts) == []
    # what stands in Thai came from the registers, and the way back into Thai
    assert sorted({run for text in texts for run in THAI.findall(text)} - FROM_REGISTERS) == []
    assert not too_wide(page)


@pytest.mark.parametrize("info", [page for page in PAGES if page.id in ("overview", "groups")], ids=lambda p: p.id)
def test_what_is_changed_into_english_is_as_if_opened_in_it(visit: Visit, info: PageInfo) -> None:
    page = visit.open(f"{info.url}?{AREA}")
    page.locator(".st-key-rail a[href*='lang=en']").first.click()
    until(page, f"document.documentElement.lang === 'en' && {IDLE}")
    page.wait_for_timeout(400)
    assert sorted({run for text in texts_of(page) for run in THAI.findall(text)} - FROM_REGISTERS) == []

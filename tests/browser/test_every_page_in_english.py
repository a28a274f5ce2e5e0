"""What holds for every page in English: nothing untranslated, nothing cut."""

from __future__ import annotations

import pytest
from seeing import AREA, FROM_REGISTERS, PAGES, THAI, keys_and_exact, texts_of, too_wide
from visits import Visit

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

"""What-if in the browser: a change is put together, switched off and taken away by clicks; no tab breaks a rule."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from seeing import keys_and_exact, serious_findings, texts_of, too_wide
from visits import Visit

AREA = "area=40&fy=2560&as_of=2017-05-31"


def test_a_change_is_added_switched_off_and_taken_away(visit: Visit) -> None:
    page = visit.open(f"whatif?{AREA}&tab=rate&what=practising")
    page.get_by_role("button", name="เพิ่มการเปลี่ยนแปลง").click()
    expect(page).to_have_url(re.compile("s=r.practising...best"), timeout=30_000)
    steps = page.locator(".st-key-whatif_steps")
    steps.get_by_role("link", name="เปิดหรือปิด").click()
    expect(page).to_have_url(re.compile("s=-r.practising...best"), timeout=30_000)
    expect(steps.get_by_text("ปิด", exact=True)).to_be_visible(timeout=30_000)
    steps.get_by_role("link", name="นำออก").click()
    expect(steps).to_have_count(0, timeout=30_000)
    assert "s=" not in page.url.split("?")[1].replace("as_of=", "")
    assert visit.errors == []
    assert visit.left == []


def test_every_question_is_whole(visit: Visit) -> None:
    page = visit.open(f"whatif?{AREA}")
    for tab in ("pace", "rate", "areas", "officers", "rules"):
        page.set_viewport_size({"width": 1366, "height": 768})
        visit.go(f"whatif?{AREA}&tab={tab}&s=r.practising...best~-o.4001~e..villages..")
        page.locator("[class*=st-key-block_whatif]").first.wait_for(timeout=30_000)
        visit.still()
        assert keys_and_exact(texts_of(page)) == [], tab
        assert serious_findings(page) == [], tab
        for width, height in ((1366, 768), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            visit.still()
            assert not too_wide(page), (tab, width)

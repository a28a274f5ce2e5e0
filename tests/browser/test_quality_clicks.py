"""Data quality as people use it: from a share to the villages behind it, to their rows, and back."""

from __future__ import annotations

from playwright.sync_api import expect
from visits import Visit


def test_a_share_leads_to_the_villages_behind_it_and_on_to_one(visit: Visit) -> None:
    page = visit.open("quality?area=40&fy=2560&as_of=2017-05-31")
    row = page.locator(".st-key-quality_heat_table tbody tr", has_text="ภูเวียง")
    row.locator("td.heat").nth(1).locator("a").click()  # timeliness
    expect(page.locator(".st-key-breadcrumb b")).to_contain_text("ภูเวียง")
    visit.still()
    assert "dimension=timeliness" in page.url
    # five villages, of which the first has reached all stages and need not report
    villages = page.locator(".st-key-failing_table tbody tr")
    expect(villages).to_have_count(4)
    page.locator(".st-key-reasons_table tbody a").first.click()
    visit.still()
    assert "tab=silent" in page.url
    assert "level=village" in page.url
    expect(page.locator(".st-key-silence_table tbody tr")).to_have_count(5)
    page.go_back()
    visit.still()
    villages.first.locator("th").click()
    expect(page.locator(".st-key-breadcrumb b")).to_contain_text("บ้านทดสอบ")
    assert "/village?" in page.url


def test_a_dimension_can_be_chosen_by_keyboard_and_the_card_explains_itself(visit: Visit) -> None:
    page = visit.open("quality?area=40&fy=2560&as_of=2017-05-31")
    choice = page.locator(".st-key-dimension_choice a")
    expect(choice).to_have_count(4)
    choice.nth(2).focus()
    page.keyboard.press("Enter")
    visit.still()
    assert "dimension=consistency" in page.url
    expect(page.locator(".st-key-failing_table")).to_contain_text("ไม่พบข้อขัดกัน")
    page.locator(".st-key-quality_cards button, .st-key-quality_cards a").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("หมู่บ้านละไม่เกิน 12 รายการ")
    expect(dialog).to_contain_text("village_completeness", timeout=30_000)  # its reader loads on demand

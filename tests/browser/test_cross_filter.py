"""A click on a bar narrows the whole page; its chip takes it away, the back button too; tabs go by the arrow keys."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from visits import Visit


def waiting(page: Page, id_: str) -> str:
    """What the chosen part of a page says of how much waits in it."""
    return page.locator(f".st-key-{id_}_tabs a[aria-current] .number").inner_text()


def test_a_click_on_a_bar_narrows_the_page_and_its_chip_and_back_widen_it(visit: Visit) -> None:
    page = visit.open("budget?tab=evidence")
    assert waiting(page, "budget") == "32"
    page.locator(".st-key-unproved_officers_table tbody tr", has_text="พัฒนากร 4001").first.click()
    chip = page.locator(".st-key-filter_chips .chip", has_text="พัฒนากร 4001")
    expect(chip).to_be_visible()
    visit.still()
    assert "officer=" in page.url
    # everything follows: the tab, the list, the cards
    assert waiting(page, "budget") == "1"
    expect(page.locator(".st-key-evidence_table tbody tr")).to_have_count(1)
    expect(page.locator(".st-key-budget_cards")).to_contain_text("1/1 หมู่บ้าน")
    # a filter survives moving to another page, and back
    page.locator(".st-key-rail nav a", has_text="รายได้").click()
    expect(page.locator(".st-key-incomes_tabs")).to_be_visible()
    expect(chip).to_be_visible()
    visit.still()
    page.go_back()
    expect(page.locator(".st-key-budget_tabs")).to_be_visible()
    visit.still()
    chip.locator("a.off").click()
    expect(chip).to_have_count(0)
    visit.still()
    assert waiting(page, "budget") == "32"
    page.go_back()
    expect(chip).to_be_visible()
    visit.still()
    assert waiting(page, "budget") == "1"


def test_the_tabs_go_by_the_arrow_keys_and_open_with_enter(visit: Visit) -> None:
    page = visit.open("incomes?area=40")
    page.locator(".st-key-incomes_tabs a").first.focus()
    expect(page.locator(".st-key-incomes_tabs a").first).to_be_focused()
    page.keyboard.press("ArrowLeft")  # round to the last
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-incomes_tabs a[aria-current]")).to_contain_text("ข้อมูลที่ขาด")
    visit.still()
    assert "tab=missing" in page.url
    assert "area=40&" in page.url + "&"  # the arrows did not go to a neighbouring area
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-incomes_tabs a[aria-current]")).to_contain_text("ก่อนและหลัง")
    visit.still()


def test_a_line_of_the_overview_opens_its_list_and_a_way_out_opens_the_village(visit: Visit) -> None:
    page = visit.open("?area=40")
    line = page.locator(".st-key-attention a.headline", has_text="ไม่ได้รับการติดตาม")
    n = line.locator("b").inner_text()
    line.click()
    expect(page.locator(".st-key-households_tabs")).to_be_visible()
    visit.still()
    assert waiting(page, "households") == n
    visit.open("households?area=40&officer=x&otop=registered")
    page.locator(".st-key-ways_out a", has_text="เอาตัวกรองออกทั้งหมด").click()
    expect(page.locator(".st-key-households_tabs")).to_be_visible()
    visit.still()
    assert "officer" not in page.url
    assert "area=40" in page.url
    assert waiting(page, "households") == n

"""The overview as people use it: down by clicks, back, by link, by name, by keyboard; nothing leaves the machine."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from visits import Visit, until


def here(page: Page) -> str:
    return page.locator(".st-key-breadcrumb b").inner_text()


def go_down(visit: Visit, name: str) -> None:
    visit.page.locator(".st-key-league_table tbody tr", has_text=name).first.click()
    expect(visit.page.locator(".st-key-breadcrumb b")).to_contain_text(name)
    visit.still()


def test_clicks_lead_down_from_the_nation_to_the_villages_and_the_back_button_up(visit: Visit) -> None:
    page = visit.open()
    go_down(visit, "ขอนแก่น")
    go_down(visit, "ภูเวียง")
    assert "area=4016" in page.url
    first = page.locator(".st-key-league_table a.name").first.inner_text()
    go_down(visit, first)
    village = page.locator(".st-key-league_table a.name").first
    assert "/village?" in (village.get_attribute("href") or "").replace("./", "/")
    page.go_back()
    expect(page.locator(".st-key-breadcrumb b")).to_have_text("อ.ภูเวียง")
    page.go_back()
    expect(page.locator(".st-key-breadcrumb b")).to_have_text("จ.ขอนแก่น")
    page.go_forward()
    expect(page.locator(".st-key-breadcrumb b")).to_have_text("อ.ภูเวียง")


def test_a_link_opens_the_same_view_for_somebody_else(visit: Visit) -> None:
    page = visit.open("?area=4016&fy=2560&as_of=2017-03-31&compare=quarter&lang=en&sort=name")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert here(page) == "Phu Wiang"
    assert page.locator(".st-key-filters button", has_text="As of 31 Mar 2017").is_visible()
    assert page.locator(".st-key-league_table th[aria-sort]").inner_text().startswith("Subdistrict")


def test_any_place_is_found_by_part_of_its_name(visit: Visit) -> None:
    page = visit.open()
    page.locator(".st-key-breadcrumb input").fill("เวียง")
    page.locator(".st-key-breadcrumb [role=option]", has_text="อำเภอภูเวียง").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-breadcrumb b")).to_have_text("อ.ภูเวียง")
    visit.still()


def test_everything_is_on_one_screen_of_a_laptop_and_of_a_projector(visit: Visit) -> None:
    for width, height in ((1366, 768), (1920, 1080)):
        visit.page.set_viewport_size({"width": width, "height": height})
        page = visit.open("?area=40")
        main = "document.querySelector('[data-testid=stMain]')"
        until(page, f"{main}.scrollHeight <= {main}.clientHeight + 1", 10)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, height)
        for part in ("cards", "funnel_chart", "league_table", "attention"):
            box = page.locator(f".st-key-{part}").bounding_box()
            assert box, part
            assert box["y"] + box["height"] <= height + 1, (part, width, box)


def test_a_phone_shows_one_column_without_sideways_scrolling(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open("?area=40")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth <= e.clientWidth + 1")
    page.locator(".st-key-rail button.menu").click()
    assert page.locator(".st-key-rail nav a").first.is_visible()


def test_a_card_explains_its_number(visit: Visit) -> None:
    page = visit.open("?area=40")
    page.locator(".st-key-cards button").nth(4).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("÷").first.wait_for()
    dialog.get_by_role("tab", name="วิธีคำนวณ (SQL)").click()
    dialog.get_by_text("household").first.wait_for()
    dialog.get_by_role("tab", name="ไฟล์ที่นำเข้า").click()
    dialog.get_by_text("ทะเบียน.xlsx").first.wait_for()
    page.keyboard.press("Escape")
    visit.still()


def test_keyboard_alone_goes_down_and_keeps_the_focus_in_sight(visit: Visit) -> None:
    page = visit.open()
    page.locator(".st-key-league_table a.name", has_text="ขอนแก่น").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-breadcrumb b")).to_have_text("จ.ขอนแก่น")
    visit.still()


def test_the_league_is_a_real_table_and_a_status_an_icon_and_a_word(visit: Visit) -> None:
    page = visit.open()
    for fact in ("th[scope=col]", "th[scope=row]", "caption"):
        assert page.locator(f".st-key-league_table {fact}").count() >= 1, fact
    for status in page.locator(".st-key-cards .status").all():
        assert status.locator(".icon").count() == 1
        assert status.locator("span:not(.icon)").inner_text().strip()


def test_a_village_opens_on_its_own_page_and_the_breadcrumb_leads_back_up(visit: Visit) -> None:
    page = visit.open("?area=401601")
    page.locator(".st-key-league_table a.name").first.click()
    expect(page.locator(".st-key-band h1")).to_have_text("รายหมู่บ้าน")
    visit.still()
    assert "/village?" in page.url
    page.locator(".st-key-breadcrumb nav a", has_text="ภูเวียง").click()
    expect(page.locator(".st-key-band h1")).to_have_text("ภาพรวม")
    expect(page.locator(".st-key-breadcrumb b")).to_have_text("อ.ภูเวียง")
    visit.still()


def test_the_shape_of_a_page_shows_only_while_nothing_of_it_has_come(visit: Visit) -> None:
    page = visit.open("?area=4016&fy=2560&as_of=2017-05-31")
    shape = page.locator(".loading")
    assert not shape.is_visible()
    working = "document.querySelector('[data-testid=stApp]').setAttribute('data-test-script-state', 'running')"
    page.evaluate(working)
    assert not shape.is_visible()
    page.evaluate(
        "() => { const w = document.querySelector('[data-testid=stLayoutWrapper]:has(> .st-key-loading)');"
        " while (w.nextElementSibling) w.nextElementSibling.remove(); }"
    )
    assert shape.is_visible()
    page.evaluate(working.replace("running", "notRunning"))
    assert not shape.is_visible()


def test_on_paper_a_page_lies_across_and_says_what_it_is_limited_to(visit: Visit) -> None:
    page = visit.open("?area=4016&fy=2560&as_of=2017-05-31&otop=registered")
    said = page.locator(".st-key-band .on_paper")
    assert not said.is_visible()
    page.emulate_media(media="print")
    assert said.is_visible()
    for fact in ("ภูเวียง", "2560", "31 พ.ค.", "OTOP"):
        assert fact in said.inner_text()
    assert not page.locator(".st-key-rail nav").is_visible()
    paper = page.pdf(prefer_css_page_size=True)
    width, height = (float(n) for n in re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", paper)[0])
    assert (round(width), round(height)) == (842, 595)  # A4 across, in points

"""Progress and village as people use them: down by the table, by the map, by keyboard; by link; on every screen."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from visits import Visit


def here(page: Page) -> str:
    return page.locator(".st-key-breadcrumb b").inner_text()


def spot_of(page: Page, code: str) -> dict[str, float]:
    """Where the map can be clicked for a province, in pixels of the window."""
    page.locator(".st-key-short_picture .js-plotly-plot .main-svg").first.wait_for(state="attached")
    found: dict[str, float] = page.evaluate(
        """(code) => {
          const chart = document.querySelector('.st-key-short_picture .js-plotly-plot');
          chart.scrollIntoView({ block: 'center' });
          const spots = chart.data.at(-1), n = spots.customdata.indexOf(code);
          const { xaxis, yaxis } = chart._fullLayout, box = chart.getBoundingClientRect();
          const x = xaxis._offset + xaxis.l2p(spots.x[n]), y = yaxis._offset + yaxis.l2p(spots.y[n]);
          return { x: box.left + x, y: box.top + y };
        }""",
        code,
    )
    return found


def fits(page: Page) -> bool:
    main = page.locator("[data-testid=stMain]")
    return bool(main.evaluate("e => e.scrollWidth <= e.clientWidth + 1"))


def test_the_table_leads_from_the_nation_down_to_a_village_and_back(visit: Visit) -> None:
    page = visit.open("progress")
    for name in ("ขอนแก่น", "ภูเวียง"):
        page.locator(".st-key-heat_table tbody tr", has_text=name).first.click()
        expect(page.locator(".st-key-breadcrumb b")).to_contain_text(name)
        visit.still()
    page.locator(".st-key-heat_table tbody tr").first.click()
    expect(page.locator(".st-key-breadcrumb b")).to_contain_text("ต.")
    visit.still()
    page.locator(".st-key-heat_table a.name").first.click()
    expect(page.locator(".st-key-band h1")).to_have_text("รายหมู่บ้าน")
    visit.still()
    assert "/village?" in page.url
    expect(page.locator(".st-key-village_head h2")).to_contain_text("หมู่ที่")
    page.go_back()
    expect(page.locator(".st-key-band h1")).to_have_text("ความก้าวหน้ารายพื้นที่")
    visit.still()


def test_a_heading_sorts_and_the_address_keeps_it(visit: Visit) -> None:
    page = visit.open("progress?area=4016")
    page.locator(".st-key-heat_table thead th", has_text="9").get_by_role("link").click()
    expect(page.locator(".st-key-heat_table th[aria-sort=descending]")).to_contain_text("9")
    visit.still()
    assert "sort=s9" in page.url


def test_a_click_on_a_province_goes_down(visit: Visit) -> None:
    page = visit.open("progress")
    spot = spot_of(page, "40")
    page.mouse.move(spot["x"], spot["y"])
    page.wait_for_timeout(300)
    page.mouse.click(spot["x"], spot["y"])
    expect(page.locator(".st-key-breadcrumb b")).to_have_text("จ.ขอนแก่น")
    visit.still()
    assert "area=40" in page.url
    page.go_back()
    expect(page.locator(".st-key-breadcrumb b")).to_have_text("ประเทศ")
    visit.still()
    page.wait_for_timeout(500)
    assert here(page) == "ประเทศ"  # the click is not remembered


def test_a_click_on_the_tile_of_a_village_opens_it(visit: Visit) -> None:
    page = visit.open("progress?area=401601")
    spot = spot_of(page, "40160102")
    page.mouse.move(spot["x"], spot["y"])
    page.wait_for_timeout(300)
    page.mouse.click(spot["x"], spot["y"])
    expect(page.locator(".st-key-band h1")).to_have_text("รายหมู่บ้าน")
    visit.still()
    assert "area=40160102" in page.url
    expect(page.locator(".st-key-village_head h2")).to_contain_text("หมู่ที่ 2")


def test_a_link_opens_the_same_page_for_somebody_else(visit: Visit) -> None:
    page = visit.open(
        "progress?area=4016&fy=2560&as_of=2017-03-31&measure=training_complete&by=-value&sort=name&plan=table&lang=en"
    )
    assert here(page) == "Phu Wiang"
    expect(page.locator(".st-key-heat_table th[aria-sort]")).to_contain_text("Subdistrict")
    expect(page.locator(".st-key-movers_table th[aria-sort=ascending]")).to_be_visible()
    expect(page.locator(".st-key-plan_table tbody tr").last).to_contain_text("31 Mar 2017")
    expect(page.locator(".st-key-progress_measure input")).to_have_value("Villages with all training days held")


def test_the_village_page_leads_to_its_neighbours_and_its_problems_open(visit: Visit) -> None:
    page = visit.open("village?area=40160101")
    page.locator(".st-key-village_head .beside a").last.click()
    expect(page.locator(".st-key-breadcrumb b")).to_contain_text("ม.2")
    visit.still()
    page.locator(".st-key-problems button").first.click()
    dialog = page.get_by_role("dialog")
    dialog.locator("table").first.wait_for()
    page.keyboard.press("Escape")
    visit.still()


def test_a_village_is_found_by_typing_and_opened_by_keyboard(visit: Visit) -> None:
    page = visit.open("village?area=40")
    page.locator(".st-key-village_find input").fill("ทดสอบ3")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-chooser_table tbody tr")).to_have_count(1)
    visit.still()
    assert "find=" in page.url
    page.locator(".st-key-chooser_table a.name").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-village_head h2")).to_contain_text("บ้านทดสอบ3")
    visit.still()


def test_no_page_is_wider_than_its_screen(visit: Visit) -> None:
    for width, height in ((390, 844), (1366, 768), (1920, 1080)):
        visit.page.set_viewport_size({"width": width, "height": height})
        for path in (
            "progress",
            "progress?area=4016",
            "progress?area=401601",
            "village?area=40",
            "village?area=40160101",
        ):
            page = visit.open(path)
            page.wait_for_timeout(400)
            assert fits(page), (path, width)


def test_the_tables_are_real_tables_and_the_names_stay_in_sight_on_a_phone(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 844})
    page = visit.open("progress?area=40")
    assert page.locator(".st-key-heat_table th[scope=row]").count() >= 1
    frame = page.locator(".st-key-heat_table .frame")
    frame.evaluate("e => e.scrollTo(400, 0)")
    name = page.locator(".st-key-heat_table tbody th.lead").first.bounding_box()
    assert name
    assert 0 <= name["x"] < 60

"""A real click on a bar and on a line: the address, the list, the chip; away, the same bar again; by keyboard."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from visits import Visit

SPOT = """([key, mid]) => {
  const chart = document.querySelector(`[class*="${key}"] .js-plotly-plot`);
  chart.scrollIntoView({ block: 'center' });
  const trace = chart._fullData.find((t) => t.customdata && t.customdata.length), n = mid ? trace.x.length >> 1
    : trace.y.indexOf(Math.max(...trace.y));
  const { xaxis, yaxis } = chart._fullLayout, box = chart.getBoundingClientRect();
  const high = trace.type === 'bar' ? trace.y[n] / 2 : trace.y[n];
  return { x: box.left + xaxis._offset + xaxis.d2p(trace.x[n]), y: box.top + yaxis._offset + yaxis.d2p(high) };
}"""


def spot(page: Page, key: str, *, mid: bool = False) -> dict[str, float]:
    """Where the highest bar of a chart is, or the point in the middle of its line."""
    page.locator(f'[class*="{key}"] .js-plotly-plot .main-svg').first.wait_for(state="attached")
    page.wait_for_timeout(500)
    found: dict[str, float] = page.evaluate(SPOT, [key, mid])
    return found


def click(page: Page, key: str, *, mid: bool = False) -> None:
    """Click it."""
    at = spot(page, key, mid=mid)
    page.mouse.move(at["x"], at["y"])
    page.wait_for_timeout(300)
    page.mouse.click(at["x"], at["y"])


def test_a_bar_opens_its_households_and_once_more_after_its_chip_was_taken_away(visit: Visit) -> None:
    page = visit.open("incomes?area=40")
    rows = page.locator(".st-key-households_table tbody tr")
    chip = page.locator(".st-key-range_chips .chip")
    for _ in range(2):  # the chart must not remember a choice that the address has lost
        expect(rows).to_have_count(0)
        click(page, "changes_chart")
        expect(chip).to_be_visible()
        expect(rows).not_to_have_count(0)
        visit.still()
        assert "change=" in page.url
        chip.locator("a.off").click()
        expect(chip).to_have_count(0)
        visit.still()
        assert "change=" not in page.url
    page.go_back()
    expect(chip).to_be_visible()
    visit.still()


def test_a_point_of_a_line_leads_to_its_day_and_the_chip_back_to_today(visit: Visit) -> None:
    page = visit.open("progress?area=40&measure=households_trained")
    click(page, "plan_chart", mid=True)
    chip = page.locator(".st-key-filter_chips .chip")
    expect(chip).to_contain_text("ข้อมูล ณ")
    visit.still()
    assert "as_of=2017-05-31" not in page.url
    assert "as_of=" in page.url
    chip.locator("a.off").click()
    expect(chip).to_have_count(0)
    visit.still()
    assert "as_of=2017-05-31" in page.url


def test_the_table_of_a_chart_leads_to_the_same_by_keyboard(visit: Visit) -> None:
    page = visit.open("incomes?area=40&changes=table")
    link = page.locator(".st-key-changes_twin tbody a.name").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-range_chips .chip")).to_be_visible()
    visit.still()
    assert "change=" in page.url


def test_a_bar_opens_its_households_at_the_first_touch(visit: Visit) -> None:
    page = visit.open("incomes?area=40")
    at = spot(page, "changes_chart")
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator(".st-key-range_chips .chip")).to_be_visible(timeout=30_000)
    visit.still()
    assert "change=" in page.url

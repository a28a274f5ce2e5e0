"""A target as people change it: seen before it is stored, then on the overview's card, then taken back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from visits import Visit, start_server, visiting


@pytest.fixture
def own_visit(window: Page, small_store: Path, tmp_path: Path) -> Iterator[Visit]:
    """A window on a store of its own, which may be changed."""
    shutil.copytree(small_store, tmp_path / "store")
    process, address = start_server(tmp_path / "store", tmp_path / "log")
    with visiting(window, address) as seen:
        yield seen
    process.terminate()
    process.wait(20)


def card_of(page: Page) -> str:
    return page.locator(".st-key-cards").get_by_text("อบรมครบทุกวัน").locator("xpath=ancestor::button").inner_text()


def test_a_target_is_changed_seen_on_the_overview_and_undone(own_visit: Visit) -> None:
    page = own_visit.open("?area=4016")
    assert "ถึงเป้า\n100%" in card_of(page)
    page = own_visit.go("settings?area=4016&tab=targets")
    page.locator(".st-key-targets_programme_table tbody tr", has_text="อบรมครบทุกวัน").click()
    page.locator(".st-key-target_form").wait_for()
    own_visit.still()  # a value typed while the page is being made would be lost
    value = page.locator(".st-key-target_form input[type=number]")
    value.fill("75")
    value.press("Enter")
    expect(page.locator(".st-key-target_moves_table tbody tr").first).to_contain_text("ภูเวียง")
    own_visit.still()
    store = page.get_by_role("button", name="บันทึกค่าเป้าหมาย")
    expect(store).to_be_disabled()
    page.locator(".st-key-target_form [data-testid=stCheckbox] label").click()
    expect(store).to_be_enabled()
    store.click()
    expect(page.locator(".st-key-targets_table tbody tr")).to_contain_text(["75%"])
    own_visit.still()
    page = own_visit.go("?area=4016")
    assert "ถึงเป้า\n75%" in card_of(page)
    page.locator(".st-key-cards").get_by_role("button").filter(has_text="อบรมครบทุกวัน").click()
    expect(page.get_by_role("dialog")).to_contain_text("ตั้งในหน้าตั้งค่า (ชุดที่ 2")
    page = own_visit.go("settings?area=4016&tab=history")
    page.locator(".st-key-change_2").get_by_role("button").click()
    page.locator(".st-key-undo_change_2 button").click()
    expect(page.locator(".st-key-change_2").get_by_text("ยกเลิกแล้ว")).to_be_visible()
    expect(page.locator(".st-key-change_2").get_by_role("button")).to_have_count(0)
    page = own_visit.go("?area=4016")
    assert "ถึงเป้า\n100%" in card_of(page)

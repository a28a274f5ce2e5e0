"""Ten questions of a district head, each answered from the district's overview by clicks alone: how many it takes.

The way is that of somebody who sees the product for the first time: only what can be seen is clicked. The numbers of
clicks stand in docs/use.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect
from visits import Visit

START = "?area=4016"
MOST = 3
PATIENCE = 30_000  # ms, on a busy machine


@dataclass
class Walk:
    """A visit that counts its clicks."""

    visit: Visit
    is_phone: bool
    clicks: int = 0

    @property
    def page(self) -> Page:
        return self.visit.page

    def click(self, what: Locator) -> None:
        """Click what can be seen, and wait for the answer."""
        expect(what).to_be_visible(timeout=PATIENCE)
        what.click()
        self.clicks += 1
        self.visit.page.wait_for_timeout(250)
        self.visit.still()

    def go(self, page: str) -> None:
        """Choose a page from the navigation; on a phone its menu is opened first."""
        if self.is_phone:
            self.click(self.page.locator(".st-key-rail button").first)
        self.click(self.page.locator(".st-key-rail nav a:visible", has_text=page).first)

    def tab(self, words: str) -> None:
        """Choose a part of the page."""
        self.click(self.page.locator("[class*=_tabs] a:visible", has_text=words).first)


def which_subdistricts_have_not_finished_training(walk: Walk) -> None:
    """The league's column, from the lowest: its bars are the answer."""
    league = walk.page.locator(".st-key-league_table")
    if not walk.is_phone:  # there the cards of the areas say it without sorting
        walk.click(league.locator("thead a", has_text="อบรมครบทุกวัน"))
        expect(league.locator("th[aria-sort]")).to_contain_text("อบรมครบทุกวัน")
    bar = league.locator("tbody tr td[data-label='อบรมครบทุกวัน']").first
    expect(bar).to_be_visible()
    expect(bar).to_contain_text("%")


def whom_do_we_call_today(walk: Walk) -> None:
    walk.click(walk.page.locator(".st-key-attention a.headline", has_text="ไม่ได้รับการติดตาม"))
    rows = walk.page.locator(".st-key-overdue_table tbody tr")
    expect(rows.first).to_contain_text("พัฒนากร")


def which_group_is_ready_for_otop(walk: Walk) -> None:
    walk.go("กลุ่ม")
    walk.tab("ขึ้นทะเบียน")
    expect(walk.page.locator(".st-key-block_ready h2")).to_contain_text("OTOP")


def is_the_income_gain_real(walk: Walk) -> None:
    walk.go("รายได้")
    expect(walk.page.locator(".st-key-block_levels")).to_contain_text("คู่")  # over how many, of how many


def who_left_and_who_replaced(walk: Walk) -> None:
    walk.go("ปราชญ์")
    walk.tab("พ้น")
    expect(walk.page.locator(".st-key-block_places")).to_be_visible()


def what_evidence_is_missing_and_whose(walk: Walk) -> None:
    walk.go("งบ")
    walk.tab("หลักฐาน")
    expect(walk.page.locator(".st-key-unproved_officers_table tbody tr").first).to_be_visible()
    expect(walk.page.locator(".st-key-evidence_table tbody tr").first).to_be_visible()


def how_do_we_stand_against_the_other_districts(walk: Walk) -> None:
    walk.click(walk.page.locator(".st-key-breadcrumb a", has_text="ขอนแก่น").first)
    expect(walk.page.locator(".st-key-league_table tbody tr", has_text="ภูเวียง")).to_be_visible()


def how_do_we_stand_against_the_last_quarter(walk: Walk) -> None:
    walk.click(walk.page.locator(".st-key-filters button:visible", has_text="เทียบ").first)
    walk.click(walk.page.get_by_text("ไตรมาสก่อน").last)
    expect(walk.page).to_have_url(re.compile("compare=quarter"), timeout=PATIENCE)


def which_numbers_cannot_be_trusted(walk: Walk) -> None:
    walk.go("คุณภาพ")
    walk.tab("ตัวหาร")
    expect(walk.page.locator(".st-key-flags_table tbody tr").first).to_be_visible()


def what_must_be_said_in_the_meeting(walk: Walk) -> None:
    """What needs attention stands on the first screen; below it the way to the slides of the area."""
    expect(walk.page.locator(".st-key-attention a.headline").first).to_be_visible()
    walk.click(walk.page.locator(".st-key-attention a.meeting"))
    expect(walk.page.locator(".st-key-show .slide").first).to_be_visible(timeout=PATIENCE)
    expect(walk.page).to_have_url(re.compile("area=4016"), timeout=PATIENCE)


QUESTIONS: dict[Callable[[Walk], None], tuple[int, int]] = {  # clicks at a laptop or a projector, on a phone
    which_subdistricts_have_not_finished_training: (1, 0),
    whom_do_we_call_today: (1, 1),
    which_group_is_ready_for_otop: (2, 3),
    is_the_income_gain_real: (1, 2),
    who_left_and_who_replaced: (2, 3),
    what_evidence_is_missing_and_whose: (2, 3),
    how_do_we_stand_against_the_other_districts: (1, 1),
    how_do_we_stand_against_the_last_quarter: (2, 2),
    which_numbers_cannot_be_trusted: (2, 3),
    what_must_be_said_in_the_meeting: (1, 1),
}


ON_FIRST_SCREEN = (  # a projector differs from a laptop there only
    which_subdistricts_have_not_finished_training,
    whom_do_we_call_today,
    how_do_we_stand_against_the_other_districts,
    what_must_be_said_in_the_meeting,
)


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (390, 844)], ids=["laptop", "projector", "phone"])
def test_the_questions_are_answered_in_so_many_clicks(visit: Visit, size: tuple[int, int]) -> None:
    visit.page.set_viewport_size({"width": size[0], "height": size[1]})
    is_phone = size[0] < 900
    counted = {}
    asked = ON_FIRST_SCREEN if size[0] > 1600 else tuple(QUESTIONS)
    for question in asked:  # one window for all: it loads the program once
        visit.open(START)
        walk = Walk(visit, is_phone=is_phone)
        question(walk)
        counted[question.__name__] = walk.clicks
    assert counted == {question.__name__: QUESTIONS[question][is_phone] for question in asked}
    assert max(counted.values()) <= MOST

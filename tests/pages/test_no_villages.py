"""Filters that leave no village: which of them, and the way to take each away, on every page that has filters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from parts import part_data, part_names
from streamlit.testing.v1 import AppTest

from dashboard.ui.sections import PageInfo, existing

Open = Callable[..., AppTest]
# eight villages: five are of 4016, five have a complete training, two of them (both of 4016) have a group, one is
# registered; nobody is of the officer of 3904 and has a group
NOBODY = {"area": "40", "officer": "พัฒนากร 3904", "otop": "registered"}
FILTERED = [
    page for page in existing() if page.filtered and page.applies and page.id != "knowledge"
]  # records need no village


def ways_out(app: AppTest) -> list[tuple[str, str]]:
    """What each way out is called and how many villages it finds."""
    return [(way["label"], f"{way['count']} {way['unit']}") for way in part_data(app, "tabbar")["tabs"]]


def test_each_filter_says_what_is_found_without_it(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, "../pages/households.py", **NOBODY, occupation="ปลูกผัก")
    assert not app.exception
    assert app.subheader[0].value == "ไม่มีหมู่บ้านใดใน" + "จังหวัดขอนแก่น" + " ปีงบประมาณ 2560 ที่ตรงกับตัวกรองทั้งหมด"
    assert ways_out(app) == [
        ("เอา “พัฒนากร: พัฒนากร 3904” ออก", "1 หมู่บ้าน"),
        ("เอา “สถานะ OTOP: ขึ้นทะเบียน OTOP แล้ว” ออก", "0 หมู่บ้าน"),
        ("เอาตัวกรองออกทั้งหมด", "6 หมู่บ้าน"),
    ]
    links = [way["href"] for way in part_data(app, "tabbar")["tabs"]]
    assert [("officer=" in href, "otop=" in href, "area=40" in href) for href in links] == [
        (False, True, True), (True, False, True), (False, False, True),
    ]  # fmt: skip


def test_an_area_left_out_is_a_filter_too(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, "../pages/budget.py", area="39", without="3904")
    assert [found for _, found in ways_out(app)] == ["2 หมู่บ้าน"]


def test_without_filters_it_is_the_area_that_has_none(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, "../pages/sages.py", area="92")
    assert "จังหวัดตรัง" in app.subheader[0].value
    assert "tabbar" not in part_names(app)
    assert [link.proto.label for link in app.get("page_link")] == ["ดูทั้งประเทศ"]


@pytest.mark.parametrize("page", FILTERED, ids=lambda page: page.id)
def test_every_page_says_which_filters_leave_nothing(open_app: Open, small_store: Path, page: PageInfo) -> None:
    app = open_app(small_store, str(page.path), lang="en", **NOBODY)
    assert not app.exception
    assert "cards" not in part_names(app)
    assert "fits all the filters" in app.subheader[0].value
    assert len(ways_out(app)) == 3

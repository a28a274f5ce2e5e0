"""The way from a slide to a page and back: kept between pages, never leading out."""

from __future__ import annotations

from datetime import date

from dashboard.ui.meeting.back import back_to_meeting
from dashboard.ui.view import View, read_view

SLIDE = "area=40&fy=2560&as_of=2017-05-31&since=2017-01-31&show=area.4001"


def view(page: str, **query: str) -> View:
    return read_view({"area": "4001", **query}, page=page, years=(2560,), today=date(2017, 5, 31))


def test_the_way_back_is_kept_from_page_to_page() -> None:
    now = view("progress", meeting=SLIDE, lang="en")
    assert now.meeting == SLIDE
    assert "meeting=area%3D40%26fy%3D2560" in now.link("village", area="40010101")
    assert back_to_meeting(now) == f"./meeting?{SLIDE}&lang=en"
    assert now.own == ()
    assert view("progress").meeting == ""


def test_the_meeting_itself_needs_no_way_back() -> None:
    now = view("meeting", meeting=SLIDE)
    assert now.meeting == ""
    assert "meeting" not in now.to_query()


def test_it_leads_nowhere_else_and_takes_nothing_unknown_along() -> None:
    evil = view("progress", meeting="//evil.example/?area=40&evil=1&show=title&meeting=again&lang=xx")
    assert back_to_meeting(evil) == "./meeting?show=title"
    assert back_to_meeting(view("progress", meeting="%%%")) == "./meeting?"
    assert len(view("progress", meeting="a" * 9000).meeting) == 4000

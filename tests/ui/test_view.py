"""A view is its address, both ways; defaults are sensible days and years."""

from __future__ import annotations

from datetime import date
from urllib.parse import unquote

import pytest

from dashboard.errors import UnreadableOption
from dashboard.persons import name_key
from dashboard.programme import default_day, default_year
from dashboard.ui.view import read_view

TODAY = date(2017, 5, 31)


def view(**query: str):
    return read_view(query, page="", years=(2559, 2560), today=TODAY)


def test_without_an_address_the_year_of_today_as_of_today_against_last_month() -> None:
    found = view()
    assert found.filters.fiscal_year == 2560
    assert found.filters.as_of == TODAY
    assert found.filters.compare_on == date(2017, 4, 30)


@pytest.mark.parametrize(("years", "year"), [((2558, 2560), 2560), ((2557, 2558), 2558), ((), 2560)])
def test_the_default_year_is_the_one_of_today_else_the_newest(years: tuple[int, ...], year: int) -> None:
    assert default_year(years, TODAY) == year


def test_the_default_day_stays_inside_the_year() -> None:
    assert default_day(2560, TODAY) == TODAY
    assert default_day(2559, TODAY) == date(2016, 9, 30)
    assert default_day(2561, TODAY) == date(2017, 10, 1)


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("month", date(2017, 4, 30)),
        ("quarter", date(2017, 3, 31)),
        ("none", None),
        ("2017-01-05", date(2017, 1, 5)),
        ("2560-01-05", date(2017, 1, 5)),
    ],
)
def test_what_a_comparison_means(word: str, day: date | None) -> None:
    view = read_view({"compare": word, "as_of": TODAY.isoformat()}, page="", years=(2560,), today=TODAY)
    assert view.filters.compare_on == day


def test_an_address_comes_back_as_it_was() -> None:
    query = {"area": "40,39", "without": "4001", "fy": "2560", "as_of": "2017-02-15", "compare": "2017-01-05",
             "lang": "en", "digits": "thai", "sort": "-practising"}  # fmt: skip
    assert view(**query).to_query() == query


def test_a_link_keeps_the_view_and_another_page_drops_this_ones_own_keys() -> None:
    found = view(area="40", sort="name")
    assert found.link() == "./?fy=2560&as_of=2017-05-31&area=40&sort=name"
    assert found.link("progress") == "./progress?fy=2560&as_of=2017-05-31&area=40"
    assert found.link(area="4016", sort=None) == "./?fy=2560&as_of=2017-05-31&area=4016"


@pytest.mark.parametrize(
    "query", [{}, {"area": "40"}, {"area": "40,39", "without": "4001", "q": "_an_area_", "sort": "name"}]
)
def test_the_link_to_an_area_is_that_of_the_view_there(query: dict[str, str]) -> None:
    for page in ("", "progress"):
        now = read_view(query, page=page, years=(2560,), today=TODAY)
        for area in ("", "39", "4016", "39,40"):
            there = now.at_area(*filter(None, area.split(",")))
            assert now.link(area=area) == now.link(page, area=area) == there.link()
            assert now.link("village", area=area) == there.link("village")


def test_going_to_an_area_leaves_nothing_out_any_more() -> None:
    assert view(area="40", without="4001").at_area("39").filters.without == ()


def test_one_level_below_or_the_several_areas_themselves_are_ranked() -> None:
    assert [view(area=a).child_digits for a in ("", "40", "4016", "401601", "40160101")] == [2, 4, 6, 8, 8]
    assert view(area="4016,4001").child_digits == 4


def test_what_cannot_be_read_is_an_error_with_its_name() -> None:
    with pytest.raises(UnreadableOption):
        view(area="บ้าน")
    with pytest.raises(UnreadableOption):
        view(compare="yesterday")


def test_links_name_no_officers_and_lead_to_them_all_the_same() -> None:
    name = "นายสมชาย ใจดี"
    now = read_view({"officer": f"{name},-"}, page="households", years=(2560,), today=date(2017, 6, 30))
    assert now.filters.officers == (name, "")
    key = name_key(name)
    for href in (now.link(), now.link("sages"), now.link(officer=name)):
        assert "สมชาย" not in unquote(href)
        assert key in unquote(href)
    assert name_key(key) == key
    assert name_key("") == ""

"""Templates: which slides, in which order, as a short text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.errors import UnreadableOption
from dashboard.meeting.template import AREAS, USUAL, Template, expanded, from_text, moved, to_text, without

DISTRICTS = ("4001", "4002", "4016")
codes = st.sampled_from(DISTRICTS)
ids = st.lists(st.one_of(st.sampled_from(USUAL), codes.map(lambda c: f"area.{c}")), unique=True)
templates = st.builds(Template, ids.map(tuple), st.lists(codes, unique=True).map(tuple))


def shown(text: str) -> list[str]:
    return expanded(from_text(text), DISTRICTS, USUAL)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(templates)
def test_a_template_is_the_same_after_its_text(template: Template) -> None:
    assert from_text(to_text(template)) == template


def test_the_usual_order_is_the_empty_text_and_no_slide_at_all_can_be_said() -> None:
    assert to_text(Template()) == ""
    assert from_text("") == Template()
    assert to_text(Template(())) == "none"
    assert shown("none") == []


@pytest.mark.parametrize(
    "wrong",
    ["titel", "title,,areas", "title,title", "area.401", "area.", "area.๔๐", "-title", "area.4016x", "none,areas"],
)  # fmt: skip
def test_what_is_no_template_is_refused_whole(wrong: str) -> None:
    with pytest.raises(UnreadableOption):
        from_text(wrong)


def test_areas_stands_for_those_not_named() -> None:
    assert shown("areas,area.4002") == ["area.4001", "area.4016", "area.4002"]
    assert shown("area.4016,areas,-area.4001") == ["area.4016", "area.4002"]
    assert shown("area.3901,title") == ["title"]
    assert expanded(Template(), ("4001",), {"title", "decisions"}) == ["title", "area.4001", "decisions"]


def test_a_slide_is_left_out_and_stays_out() -> None:
    assert to_text(without(from_text("title,areas"), "title")) == "areas"
    left = without(Template(), "area.4002")
    assert expanded(left, DISTRICTS, USUAL)[5:7] == ["area.4001", "area.4016"]
    named = without(from_text("area.4002,areas"), "area.4002")
    assert expanded(named, DISTRICTS, ()) == ["area.4001", "area.4016"]
    assert without(without(Template(), "area.4002"), "area.4002") == left


def test_a_slide_is_moved_before_another_or_to_the_end() -> None:
    assert to_text(moved(from_text("title,league,budget"), "budget", "league", ())) == "title,budget,league"
    assert to_text(moved(from_text("title,league,budget"), "title", None, ())) == "league,budget,title"
    between = moved(from_text("title,areas,budget"), "budget", "area.4002", DISTRICTS)
    assert expanded(between, DISTRICTS, USUAL) == ["title", "area.4001", "budget", "area.4002", "area.4016"]
    turned = moved(from_text("title,areas"), "area.4016", "area.4001", DISTRICTS)
    assert expanded(turned, DISTRICTS, USUAL) == ["title", "area.4016", "area.4001", "area.4002"]
    back = moved(from_text("title,areas,-area.4016"), "area.4016", "title", DISTRICTS)
    assert expanded(back, DISTRICTS, USUAL) == ["area.4016", "title", "area.4001", "area.4002"]
    assert AREAS in back.ids

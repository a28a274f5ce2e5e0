"""A scenario says the same on its page and on a slide; a rate of groups is so many for each village."""

from __future__ import annotations

import pytest

from dashboard.meeting.scenario_words import said
from dashboard.meeting.words import Words
from dashboard.scenario.address import from_text


@pytest.mark.parametrize(("language", "rate"), [("th", "0.25"), ("en", "0.25")])
def test_a_rate_of_groups_is_told_for_each_village(language: str, rate: str) -> None:
    words = Words({}, language)  # type: ignore[arg-type]
    (sentence,) = said(words, from_text("r.groups...0.25").active)
    assert rate in sentence

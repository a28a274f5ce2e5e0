"""One village, two villages: nouns and the names of levels follow their number in English, everywhere the same."""

from __future__ import annotations

import re

import pytest

from dashboard.messages import catalogue, say
from dashboard.messages.english import ONE, counted, unit

# words that end with s after a fact and are no nouns that are counted
OTHERS = {
    "stands",
    "is",
    "has",
    "was",
    "as",
    "this",
    "comes",
    "less",
    "its",
    "holds",
    "coordinates",
    "news",
    "begins",
    "says",
    "pts",
    "lets",
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 villages", "1 village"),
        ("2 villages", "2 villages"),
        ("11 villages", "11 villages"),
        ("2.1 points", "2.1 points"),
        ("1,001 persons", "1,001 persons"),
        ("0 days ago", "0 days ago"),
        ("in 1 days", "in 1 day"),
        ("**1 groups are ready**", "**1 group is ready**"),
        ("1 villages have no budget", "1 village has no budget"),
        ("1 trained target households", "1 trained target household"),
        ("1 of 5 villages", "1 of 5 villages"),
        ("5/1 villages", "5/1 village"),
        ("6 district", "6 districts"),
        ("1 district", "1 district"),
        ("3 more subdistrict have none", "3 more subdistricts have none"),
    ],
)
def test_the_noun_follows_its_number(text: str, said: str) -> None:
    assert counted(text) == said


def test_a_message_counts_in_english_and_leaves_thai_alone() -> None:
    assert say("en", "sages.n_villages", n="1") == "1 village"
    assert say("en", "sages.n_villages", n="12") == "12 villages"
    assert say("th", "sages.n_villages", n="1") == catalogue("th")["sages.n_villages"].format(n="1")


def test_a_level_is_a_name_only_where_it_begins() -> None:
    assert say("en", "sages.team_areas", level="District") == "Teams by district"
    assert say("en", "league.title", n="6", level="Subdistrict") == "6 subdistricts"
    assert say("en", "league.caption", level="District").startswith("District ranked")


def test_units_that_stand_apart_follow_their_number() -> None:
    assert [unit(n, "villages") for n in ("0", "1", "2")] == ["villages", "village", "villages"]
    assert [unit(n, "District") for n in ("1", "26")] == ["district", "districts"]
    assert unit("", "District") == "District"


def test_every_noun_that_messages_count_is_known() -> None:
    found = {
        noun
        for text in catalogue("en").values()
        for noun in re.findall(r"\{[a-z_]+\}\*{0,2} (?:[a-z-]+ ){0,1}([a-z]+s|people)\b", text)
    }
    assert found - OTHERS <= ONE.keys()

"""What a role may do, and how a view is cut to a person's areas."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.access.roles import ABILITIES, LOCAL, ROLES, Person, without_nested
from dashboard.errors import NotAllowed, OutsideYourAreas
from dashboard.filters import Filters

DAY = date(2017, 6, 30)
HEAD = Person("head@khonkaen", "district", ("4001",))
VILLAGES = tuple(
    f"{p}{d}{s}{v}" for p in ("39", "40") for d in ("01", "16") for s in ("01", "02") for v in ("01", "02")
)
CODES = sorted({code[:n] for code in VILLAGES for n in (2, 4, 6, 8)})


def view(*areas: str) -> Filters:
    return Filters(2560, DAY, areas)


def inside(areas: tuple[str, ...]) -> set[str]:
    return {village for village in VILLAGES if not areas or any(village.startswith(area) for area in areas)}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ((), ("4001",)),  # the nation is cut to what is theirs
        (("40",), ("4001",)),
        (("4001",), ("4001",)),
        (("400101",), ("400101",)),
        (("40010101", "40"), ("4001",)),
        (("39", "40"), ("4001",)),
    ],
)
def test_a_view_is_cut_to_the_own_areas(asked: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert HEAD.limited(view(*asked)).areas == found


@pytest.mark.parametrize("asked", [("39",), ("4016",), ("40160101", "39")])
def test_a_view_of_other_areas_only_is_refused(asked: tuple[str, ...]) -> None:
    with pytest.raises(OutsideYourAreas):
        HEAD.limited(view(*asked))


def test_whoever_has_the_nation_sees_every_view_as_it_was_asked() -> None:
    for asked in ((), ("40",), ("39", "4001")):
        assert LOCAL.limited(view(*asked)) == view(*asked)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    own=st.lists(st.sampled_from(CODES), max_size=4).map(tuple),
    asked=st.lists(st.sampled_from(CODES), max_size=4).map(tuple),
)
def test_what_is_left_is_exactly_what_was_asked_and_is_theirs(own: tuple[str, ...], asked: tuple[str, ...]) -> None:
    wanted = inside(own) & inside(asked)
    person = Person("x", "district", own)
    if not wanted:
        with pytest.raises(OutsideYourAreas):
            person.limited(view(*asked))
        return
    left = person.limited(view(*asked))
    assert inside(left.areas) == wanted
    assert all(person.reaches(area) for area in left.areas or ("",))


def test_what_was_left_out_stays_left_out() -> None:
    asked = Filters(2560, DAY, ("40",), without=("400101",), officers=("สมชาย",))
    assert HEAD.limited(asked) == Filters(2560, DAY, ("4001",), without=("400101",), officers=("สมชาย",))


def test_every_role_has_its_abilities_and_only_administrators_all() -> None:
    assert ABILITIES.keys() == set(ROLES)
    everything = set().union(*ABILITIES.values())
    assert [role for role in ROLES if ABILITIES[role] == everything] == ["administrator"]
    assert [role for role in ROLES if "import" in ABILITIES[role]] == ["editor", "administrator"]
    assert not ABILITIES["viewer"]


def test_looking_as_somebody_else_changes_nothing() -> None:
    boss = Person("boss", "administrator")
    boss.must("settings")
    with pytest.raises(NotAllowed):
        Person("boss", "administrator", (), seen_by="boss").must("settings")
    with pytest.raises(NotAllowed):
        HEAD.must("import")


def test_codes_inside_others_go() -> None:
    assert without_nested(["4001", "40", "39", "40"]) == ("40", "39")

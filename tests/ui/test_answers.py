"""Remembered answers: told apart by content, copied for each asker, worked out once, the least used forgotten."""

from __future__ import annotations

import pickle
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard import sql
from dashboard.filters import Filters
from dashboard.ui.answers import Answers, content
from dashboard.ui.kept import Kept

VIEW = Filters(2560, date(2017, 5, 31), ("40",))


@dataclass(frozen=True)
class Chosen:
    codes: list[str]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (VIEW, Filters(2560, date(2017, 5, 31), ("40",)), True),
        (VIEW, replace(VIEW, as_of=date(2017, 5, 30)), False),
        (VIEW, replace(VIEW, occupation=""), False),
        ({"a": [1], "b": "x"}, {"b": "x", "a": [1]}, True),
        ({"a": [1, 2]}, {"a": [2, 1]}, False),
        ([1], (1,), False),
        (True, 1, False),
        (1, 1.0, False),
        ("", None, False),
        (Decimal("1.0"), Decimal("1.00"), True),
        (Chosen(["40"]), Chosen(["40"]), True),
        (Chosen(["40"]), Chosen(["41"]), False),
        ({"1", "2"}, {"2", "1"}, True),
        (date, str, False),
    ],
)
def test_what_is_asked_is_told_apart_by_content(one: object, other: object, same: bool) -> None:
    assert (content(one) == content(other)) is same
    assert not same or hash(content(one)) == hash(content(other))


def test_what_cannot_be_told_apart_is_refused() -> None:
    with pytest.raises(TypeError):
        content(bytearray(b"x"))


def test_an_answer_is_made_once_and_each_asker_gets_a_copy() -> None:
    answers, made = Answers(1000), []

    def make() -> list[int]:
        made.append(1)
        return [7]

    first = answers.of("a", make)
    first.append(8)
    assert answers.of("a", make) == [7]
    assert len(made) == 1


def test_the_least_used_answer_goes() -> None:
    answers = Answers(2 * len(pickle.dumps("a", protocol=pickle.HIGHEST_PROTOCOL)))
    for key in ("a", "b", "a", "c"):
        answers.of(key, lambda key=key: key)
    assert answers.of("a", lambda: "anew") == "a"
    assert answers.of("b", lambda: "anew") == "anew"


def test_what_fails_is_asked_again() -> None:
    answers = Answers(1000)

    def fail() -> None:
        raise ValueError("no answer")

    for _ in range(2):
        with pytest.raises(ValueError, match="no answer"):
            answers.of("a", fail)
    assert answers.of("a", lambda: 1) == 1


def test_of_many_who_ask_at_once_one_works_it_out() -> None:
    answers, made = Answers(1000), []

    def make() -> int:
        made.append(1)
        time.sleep(0.05)
        return answers.of("inner", lambda: 5)  # an answer may ask for another

    with ThreadPoolExecutor(8) as many:
        assert list(many.map(lambda _: answers.of("a", make), range(16))) == [5] * 16
    assert len(made) == 1


def test_answers_of_a_group_are_made_together_and_each_is_kept_by_itself() -> None:
    answers, made = Answers(1000), []

    def make() -> dict[str, list[int]]:
        made.append(1)
        return {"40": [1], "41": [2]}

    assert not answers.has_made("g")
    answers.of_many("g", "40", make).append(9)  # type: ignore[union-attr]
    assert answers.has_made("g")
    assert [answers.of_many("g", member, make) for member in ("40", "41", "99")] == [[1], [2], None]
    assert len(made) == 1


def test_a_group_of_which_one_was_forgotten_is_made_again() -> None:
    answers = Answers(200)
    answers.of_many("g", "40", lambda: {"40": "x" * 40, "41": "y" * 40})
    answers.of("other", lambda: "z" * 150)
    assert answers.of_many("g", "40", lambda: {"40": "anew"}) == "anew"


def test_members_that_are_carried_are_all_of_a_newer_group() -> None:
    answers = Answers(1000)
    answers.of_many("old", "40", lambda: {"39": [3], "40": [1], "41": [2]})
    assert answers.members("old") == ("39", "40", "41")
    answers.carry("old", "new", ["39", "41"])
    assert (answers.members("old"), answers.members("new")) == ((), ("39", "41"))
    nobody = {"40": "made again"}.__getitem__
    assert [answers.of_many("new", code, lambda: {"": nobody("")}) for code in ("39", "40", "41")] == [[3], None, [2]]


def test_what_was_being_made_when_all_was_forgotten_is_not_kept() -> None:
    answers = Answers(1000)

    def make() -> str:
        answers.clear()
        return "of a person who was erased"

    assert answers.of("a", make) == "of a person who was erased"
    assert answers.of("a", lambda: "anew") == "anew"
    assert answers.of_many("g", "40", lambda: {"40": make()}) == "of a person who was erased"
    assert not answers.has_made("g")


def test_queries_behind_an_answer_that_is_given_again_are_noted() -> None:
    with sql.noting() as names:
        sql.note(("areas/names",))
        with sql.noting() as inner:
            sql.note(["pages/last_import"])
    assert (names, inner) == (["areas/names"], ["pages/last_import"])
    sql.note(("nobody listens",))


@dataclass(frozen=True, slots=True)
class Told:
    value: float
    day: date
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    inside: Mapping[str, Told]


def test_what_nobody_can_change_is_shared_and_all_else_is_a_copy() -> None:
    answers, told = Answers(10_000), Told(1.5, date(2017, 5, 31), ("a", "b"))
    made = [{"x": told}, Around({"x": told}), Chosen(["40"])]
    one, other = (answers.of("a", lambda: made) for _ in range(2))
    assert one == other == made
    assert one[0]["x"] is other[0]["x"] is one[1].inside["x"]
    assert one[0] is not other[0]
    assert one[1].inside is not other[1].inside
    assert one[2].codes is not other[2].codes
    assert answers.of("b", lambda: (told, ("query",))) is answers.of("b", list)


def test_what_is_shared_counts_as_well() -> None:
    answers = Answers(2000)
    many = [Told(n / 7, date(2017, 5, 31)) for n in range(100)]
    answers.of("a", lambda: many)
    assert answers.of("a", list) == []
    assert Kept(many).size > sum(sys.getsizeof(told) + sys.getsizeof(told.value) for told in many)


def test_an_answer_that_is_moved_takes_no_more_room_and_is_there_under_its_new_key_alone() -> None:
    answers = Answers(10_000)
    answers.of("old", lambda: ["x" * 100])
    answers.of("new", lambda: ["y"])
    size = answers._size
    answers.move("old", "new")
    assert (answers.kept("old"), answers.kept("new")) == (None, ["x" * 100])
    assert 0 < answers._size < size
    answers.move("old", "newer")
    assert answers.kept("newer") is None

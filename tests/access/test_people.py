"""Roles that were given: kept, changed, taken away, and nobody let in by a broken file."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dashboard.access.people import Given, People
from dashboard.access.roles import Person
from dashboard.errors import NotKnown, PeopleUnreadable, UnreadableOption


@pytest.fixture
def people(tmp_path: Path) -> People:
    return People(tmp_path / "people.json", ["Boss@cdd.example "])


def test_a_role_is_given_changed_and_taken(people: People) -> None:
    assert people.give(" Head@KK.example", "district", ["4001", "400101"]) == Given(
        "head@kk.example", "district", ("4001",)
    )
    assert people.named("HEAD@kk.example") == Person("head@kk.example", "district", ("4001",))
    people.give("head@kk.example", "province", ["40"])
    assert [given.role for given in people.all()] == ["province"]
    people.take("head@kk.example")
    with pytest.raises(NotKnown):
        people.named("head@kk.example")


def test_named_administrators_need_no_file_and_no_area(people: People, tmp_path: Path) -> None:
    assert people.named("boss@cdd.example") == Person("boss@cdd.example", "administrator")
    (tmp_path / "people.json").write_text("{", encoding="utf-8")
    assert people.named("boss@cdd.example").role == "administrator"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"format": 2, "people": []}',
        '{"format": 1, "people": [{"id": "a"}]}',
        '{"format": 1, "people": [{"id": "a", "role": "king", "areas": []}]}',
        '{"format": 1, "people": [{"id": "a", "role": "viewer", "areas": "40"}]}',
    ],
)
def test_a_broken_file_lets_nobody_in_and_is_not_written_over(people: People, tmp_path: Path, text: str) -> None:
    file = tmp_path / "people.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PeopleUnreadable):
        people.named("a")
    with pytest.raises(PeopleUnreadable):
        people.give("b@x", "viewer", [])
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("name", "role", "areas"),
    [
        ("", "viewer", []),
        ("a" * 121, "viewer", []),
        ("a\u200b\n", "viewer", []),
        ("a", "king", []),
        ("a", "viewer", ["4"]),
        ("a", "viewer", ["40'"]),
        ("a", "viewer", ["๔๐"]),
    ],
)
def test_what_is_no_name_role_or_area_is_refused(people: People, name: str, role: str, areas: list[str]) -> None:
    with pytest.raises(UnreadableOption):
        people.give(name, role, areas)


def test_nobody_is_lost_when_many_are_given_roles_at_once(people: People, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: people.give(f"p{n}@x", "viewer", ["40"]), range(24)))
    assert len(people.all()) == 24
    assert json.loads((tmp_path / "people.json").read_text(encoding="utf-8"))["format"] == 1


def test_nobody_without_a_name_is_anybody(people: People) -> None:
    for name in ("", "  "):
        with pytest.raises(NotKnown):
            people.named(name)

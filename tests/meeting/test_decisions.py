"""Decisions: kept beside the registers with their history, and brought up in the next meeting."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import stores

from dashboard.errors import DecisionChanged, DecisionsFull, DecisionsUnreadable, UnknownDecision, UnreadableOption
from dashboard.meeting import keeping
from dashboard.meeting.decisions import LONGEST, Decided, from_last_time, open_on, taken_between
from dashboard.meeting.keeping import Decisions
from dashboard.store import Store, disk

MAY, JUNE = date(2017, 5, 31), date(2017, 6, 30)
DUE = date(2017, 6, 15)
VISIT = Decided("เยี่ยมครัวเรือนที่ขาด", "พัฒนาการอำเภอภูเวียง", DUE, "4016", "households_visited")


@pytest.fixture
def book(tmp_path: Path) -> Decisions:
    return Decisions(tmp_path, "real")


def test_a_decision_is_found_again_with_its_history(book: Decisions) -> None:
    taken = book.add(VISIT, MAY)
    later = replace(VISIT, due_on=date(2017, 7, 10))
    moved = book.change(taken.id, JUNE, seen=1, decided=later, note="น้ำท่วม")
    done = book.change(taken.id, date(2017, 7, 31), seen=2, status="done")
    assert book.all() == (done,)
    assert [(v.on, v.decided.due_on, v.status, v.note) for v in done.versions] == [
        (MAY, DUE, "open", ""),
        (JUNE, later.due_on, "open", "น้ำท่วม"),
        (date(2017, 7, 31), later.due_on, "done", ""),
    ]
    assert done.at(MAY - timedelta(days=1)) is None
    assert done.at(JUNE) == moved.versions[1]
    assert done.taken_on == MAY


def test_a_meeting_of_the_past_looks_as_it_did(book: Decisions) -> None:
    first = book.add(VISIT, MAY)
    book.change(first.id, JUNE, seen=1, status="done")
    for day, open_ids in ((MAY - timedelta(days=1), []), (MAY, [1]), (JUNE - timedelta(days=1), [1]), (JUNE, [])):
        assert [s.id for s in open_on(book.all(), ("4016",), day)] == open_ids, day


def test_it_is_late_the_day_after_it_was_due(book: Decisions) -> None:
    book.add(VISIT, MAY)
    (on_time,) = open_on(book.all(), (), DUE)
    (late,) = open_on(book.all(), (), DUE + timedelta(days=1))
    assert (on_time.is_overdue, late.is_overdue) == (False, True)
    book.change(1, DUE + timedelta(days=1), seen=1, status="done")
    (closed,) = from_last_time(book.all(), (), MAY, JUNE)
    assert (closed.now.status, closed.is_overdue, closed.status_since) == ("done", False, DUE + timedelta(days=1))


def test_an_area_sees_its_own_those_above_and_those_below(book: Decisions) -> None:
    for area in ("", "40", "4016", "40160101", "4001", "39"):
        book.add(replace(VISIT, area_code=area), MAY)
    seen = {
        areas: [s.now.decided.area_code for s in open_on(book.all(), areas, MAY)]
        for areas in ((), ("40",), ("4016",), ("40160102",), ("39", "4001"))
    }
    assert seen == {
        (): ["", "40", "4016", "40160101", "4001", "39"],
        ("40",): ["", "40", "4016", "40160101", "4001"],
        ("4016",): ["", "40", "4016", "40160101"],
        ("40160102",): ["", "40", "4016"],
        ("39", "4001"): ["", "40", "4001", "39"],
    }


def test_the_next_meeting_opens_with_those_of_the_last(book: Decisions) -> None:
    kept, done, dropped, long_done, new = (book.add(replace(VISIT, what=w), MAY) for w in "กขคงจ")
    book.change(long_done.id, MAY, seen=1, status="done")
    between = MAY + timedelta(days=10)
    book.change(done.id, between, seen=1, status="done")
    book.change(dropped.id, between, seen=1, status="dropped", note="ไม่จำเป็นแล้ว")
    today = book.add(replace(VISIT, what="วันนี้", due_on=JUNE), JUNE)
    last = from_last_time(book.all(), ("40",), MAY, JUNE)
    assert [(s.id, s.now.status) for s in last] == [
        (kept.id, "open"), (done.id, "done"), (dropped.id, "dropped"), (new.id, "open"),
    ]  # fmt: skip
    assert [s.id for s in taken_between(book.all(), ("40",), MAY, JUNE)] == [today.id]
    assert taken_between(book.all(), ("39",), MAY, JUNE) == []
    assert [s.id for s in open_on(book.all(), (), JUNE)] == [kept.id, new.id, today.id]


def test_the_first_due_comes_first(book: Decisions) -> None:
    for due in (JUNE, DUE, JUNE, MAY):
        book.add(replace(VISIT, due_on=due), MAY)
    assert [s.id for s in open_on(book.all(), (), MAY)] == [4, 2, 1, 3]


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": " \u200b "}, {"who": ""}, {"what": "ก" * (LONGEST["what"] + 1)}, {"person": "ก" * 121},
        {"area_code": "401"}, {"area_code": "๔๐"}, {"measure": "profit"}, {"due_on": MAY - timedelta(days=1)},
    ],
)  # fmt: skip
def test_what_is_incomplete_or_too_long_is_refused(book: Decisions, wrong: dict[str, object]) -> None:
    with pytest.raises(UnreadableOption) as refused:
        book.add(replace(VISIT, **wrong), MAY)  # type: ignore[arg-type]
    assert refused.value.facts["option"] in wrong
    assert book.all() == ()


def test_texts_become_one_plain_line_and_stay_letter_by_letter(book: Decisions) -> None:
    text = "<b>ทํา</b>\n ให้\u202eเสร็จ\x07 =1+1 "
    assert book.add(replace(VISIT, what=text), MAY).versions[0].decided.what == "<b>ทำ</b> ให้เสร็จ =1+1"
    assert book.add(replace(VISIT, what="ก" * LONGEST["what"]), MAY).id == 2


def test_two_who_change_the_same_do_not_lose_each_other(book: Decisions) -> None:
    book.add(VISIT, MAY)
    book.change(1, JUNE, seen=1, status="done")
    with pytest.raises(DecisionChanged):
        book.change(1, JUNE, seen=1, status="dropped")
    with pytest.raises(UnknownDecision):
        book.change(2, JUNE, seen=1, status="dropped")
    with pytest.raises(UnreadableOption):
        book.change(1, MAY, seen=2, status="open")
    with pytest.raises(UnreadableOption):
        book.change(1, JUNE, seen=2, status="later")  # type: ignore[arg-type]
    assert len(book.change(1, JUNE, seen=2, status="done").versions) == 2
    assert [v.status for v in book.all()[0].versions] == ["open", "done"]


def test_many_at_once_all_get_their_own_number(book: Decisions) -> None:
    with ThreadPoolExecutor(6) as pool:
        ids = list(pool.map(lambda n: book.add(replace(VISIT, what=f"ข้อ {n}"), MAY).id, range(18)))
    assert sorted(ids) == list(range(1, 19))
    assert len(book.all()) == 18


def test_there_is_an_end_to_decisions_and_to_versions(book: Decisions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 1)
    monkeypatch.setattr(keeping, "MOST_VERSIONS", 2)
    book.add(VISIT, MAY)
    with pytest.raises(DecisionsFull):
        book.add(VISIT, MAY)
    book.change(1, JUNE, seen=1, status="done")
    with pytest.raises(DecisionsFull):
        book.change(1, JUNE, seen=2, status="open")
    assert len(book.all()[0].versions) == 2


@pytest.mark.parametrize("damage", ["{", "[]", '{"format": 2, "decisions": []}', '{"format": 1, "decisions": [{}]}'])
def test_a_damaged_file_is_said_and_never_written_over(book: Decisions, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "decisions.real.json"
    path.write_text(damage, encoding="utf-8")
    for ask in (book.all, lambda: book.add(VISIT, MAY), lambda: book.change(1, JUNE, seen=1, status="done")):
        with pytest.raises(DecisionsUnreadable):
            ask()
    assert path.read_text(encoding="utf-8") == damage


def test_a_crash_while_writing_leaves_the_last_file(book: Decisions, monkeypatch: pytest.MonkeyPatch) -> None:
    book.add(VISIT, MAY)

    def power_cut(_handle: int) -> None:
        raise OSError("power")

    with monkeypatch.context() as broken:
        broken.setattr(disk.os, "fsync", power_cut)
        with pytest.raises(OSError, match="power"):
            book.add(VISIT, MAY)
    assert [d.id for d in book.all()] == [1]
    assert book.add(VISIT, MAY).id == 2


def test_decisions_outlive_imports_and_undo_and_change_no_snapshot(tmp_path: Path) -> None:
    snapshot = stores.build_store(tmp_path)
    before = snapshot.path.read_bytes()
    taken = Decisions(tmp_path, snapshot.kind).add(VISIT, MAY)
    with Store(tmp_path).building("real"):
        pass
    with Store(tmp_path).building("real", base=snapshot):
        pass
    assert Decisions(tmp_path, Store(tmp_path).current().kind).all() == (taken,)
    assert snapshot.path.read_bytes() == before


def test_the_example_and_what_is_real_never_mix(tmp_path: Path) -> None:
    real = Decisions(tmp_path, "real").add(VISIT, MAY)
    assert Decisions(tmp_path, "example").all() == ()
    example = Decisions(tmp_path, "example").add(replace(VISIT, what="สาธิต"), MAY)
    assert Decisions(tmp_path, "real").all() == (real,)
    assert Decisions(tmp_path, "example").all() == (example,)


def test_the_file_is_readable_by_people(book: Decisions, tmp_path: Path) -> None:
    book.add(VISIT, MAY)
    (row,) = json.loads((tmp_path / "decisions.real.json").read_text(encoding="utf-8"))["decisions"]
    assert row["versions"][0]["decided"]["what"] == VISIT.what
    assert row["versions"][0]["on"] == "2017-05-31"

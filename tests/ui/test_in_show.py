"""What comes back from the forms of the show is kept as a version of the decision seen, or refused in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from dashboard.access import acting
from dashboard.access.audit import AuditLog
from dashboard.access.roles import LOCAL
from dashboard.meeting.decisions import Decided, Decision
from dashboard.meeting.keeping import Decisions
from dashboard.ui.meeting import in_show, kept

TAKEN, NOW = date(2017, 5, 1), date(2017, 5, 31)
VIEW: Any = SimpleNamespace(filters=SimpleNamespace(as_of=NOW))


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Decisions:
    found = Decisions(tmp_path, "real")
    found.add(Decided("ตรวจวัสดุ", "นายอำเภอ", date(2017, 6, 1), "4016"), TAKEN)
    monkeypatch.setattr(kept, "decisions_kept", lambda: found)
    log = AuditLog(tmp_path, "real")
    monkeypatch.setattr(kept, "doing", lambda what, **facts: acting.doing(log, LOCAL, what, **facts))
    monkeypatch.setattr(in_show, "language", lambda: "th")
    monkeypatch.setattr(in_show, "t", lambda key, **_facts: key)
    monkeypatch.setattr(in_show, "number", str)
    return found


def give(monkeypatch: pytest.MonkeyPatch, **given: object) -> Any:
    monkeypatch.setattr(st, "session_state", {"show": {"decided": given}})
    in_show.take(VIEW)
    return in_show.take_answer()


def last(book: Decisions) -> Decision:
    return book.all()[0]


@pytest.mark.parametrize(("how", "day", "then"), [
    ("done", "", ("done", "2017-06-01")), ("dropped", "", ("dropped", "2017-06-01")),
    ("later", "2017-06-20", ("open", "2017-06-20")), ("note", "2017-06-20", ("open", "2017-06-01")),
])  # fmt: skip
def test_an_open_decision_is_closed_moved_or_noted(
    book: Decisions, monkeypatch: pytest.MonkeyPatch, how: str, day: str, then: tuple[str, str]
) -> None:
    answer = give(monkeypatch, id="1", how=how, day=day, note="ตามแล้ว", seen=1, nonce=7)
    assert answer == {"ok": True, "text": "decisions.settled", "n": "7"}
    version = last(book).versions[-1]
    assert (version.status, version.decided.due_on.isoformat()) == then
    assert (version.on, version.note, version.decided.what) == (NOW, "ตามแล้ว", "ตรวจวัสดุ")


def test_what_cannot_be_is_said_and_changes_nothing(book: Decisions, monkeypatch: pytest.MonkeyPatch) -> None:
    for given in (
        {"id": "1", "how": "later", "day": "", "seen": 1},
        {"id": "1", "how": "later", "day": "2017-04-01", "seen": 1},
        {"id": "9", "how": "done", "seen": 1},
        {"id": "1", "how": "eaten", "seen": 1},
        {"id": "1", "how": "done", "seen": 2},  # somebody else changed it in the meantime
    ):
        answer = give(monkeypatch, **given)
        assert not answer["ok"], given
        assert answer["text"]
    assert len(last(book).versions) == 1

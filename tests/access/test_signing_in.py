"""Who a token names, for how long, and what the server's own log says of who comes and goes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from dashboard.access.audit import AuditLog
from dashboard.access.roles import Person
from dashboard.errors import NotKnown, SignInNeeded
from dashboard.ui import acting, uploads, viewer

HEAD = "head@phuwiang.example"


class User(dict[str, Any]):
    """What Streamlit knows of a token."""


def token(monkeypatch: pytest.MonkeyPatch, **claims: Any) -> None:
    monkeypatch.setattr(
        viewer.st, "user", User({"is_logged_in": True, "email": HEAD, "exp": time.time() + 60} | claims)
    )


@pytest.mark.parametrize("claims", [{}, {"email_verified": True}, {"exp": None}])
def test_a_token_names_its_person(claims: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    token(monkeypatch, **claims)
    assert viewer._by_provider() == HEAD


@pytest.mark.parametrize("claims", [{"exp": time.time() - 1}, {"exp": 0}, {"is_logged_in": False}])
def test_one_that_has_run_out_is_nobody(claims: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    token(monkeypatch, **claims)
    with pytest.raises(SignInNeeded):
        viewer._by_provider()


@pytest.mark.parametrize("claims", [{"email_verified": False}, {"email": None}, {"email": ["a"]}])
def test_an_address_that_is_not_verified_has_no_role(claims: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    token(monkeypatch, **claims)
    with pytest.raises(NotKnown):
        viewer._by_provider()


def test_the_servers_log_names_nobody_where_the_audit_log_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "audit.real.jsonl").mkdir()
    monkeypatch.setattr(acting, "audit_log", lambda: AuditLog(tmp_path, "real"))
    monkeypatch.setattr(acting.st, "session_state", {})
    acting.note_sign_in(Person(HEAD, "district", ("4016",)))
    (line,) = [record.getMessage() for record in caplog.records if record.name == "sammachip"]
    assert "sign_in ~" in line
    assert "phuwiang" not in line


def test_only_sessions_of_who_may_import_send_files(monkeypatch: pytest.MonkeyPatch) -> None:
    class Context:
        session_id = "one"

    monkeypatch.setattr(uploads, "get_script_run_ctx", lambda **_: Context)
    for person, may in (
        (Person("a", "editor", ("40",)), True),
        (None, False),
        (Person("a", "administrator"), True),
        (Person("a", "editor", seen_by="b"), False),
        (Person("a", "viewer"), False),
    ):
        uploads.note_viewer(person)
        assert uploads.may_upload("one") == may
    assert not uploads.may_upload("two")

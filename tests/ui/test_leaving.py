"""A table that is taken from a page is in the audit log; one that nobody takes is not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.access.audit import AuditLog, Event
from dashboard.errors import AuditUnwritable
from dashboard.persons import name_key
from dashboard.ui import picture_file

Make = Callable[[], bytes]


def test_a_download_is_written_down_when_it_is_asked_for(
    small_store: Path, tmp_path: Path, open_app: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "store"
    shutil.copytree(small_store, folder)
    made: dict[str, Make] = {}
    own = st.download_button

    def button(label: str, data: Make, file_name: str, *args: object, **kwargs: object) -> bool:
        made[file_name] = data
        return own(label, data, file_name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(st, "download_button", button)
    app = open_app(folder, area="40", officer="พัฒนากร 4016", as_of="2017-05-31")
    assert not app.exception
    log = AuditLog(folder, "real")
    assert log.records() == []
    assert made["attention-2017-05-31.csv"]().startswith(b"\xef\xbb\xbf")
    (record,) = log.records()
    filters = {"fy": "2560", "compare": "2017-04-30", "officer": name_key("พัฒนากร 4016")}
    assert record.event == Event(
        "export.table", "attention-2017-05-31.csv", "40", "2017-05-31", filters, record.event.count, True, True
    )
    assert record.event.count is not None


def test_a_picture_waits_until_it_is_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, object] = {"plan_png": {"leaving": "7"}}
    monkeypatch.setattr(st, "session_state", state)
    done: list[int] = []
    picture_file._let_go("plan_png", lambda: done.append(1))
    assert (done, state["plan_png_answer"]) == ([1], {"picture": "7", "refused": ""})

    def refuse() -> None:
        raise AuditUnwritable(file="audit.real.jsonl")

    picture_file._let_go("plan_png", refuse)
    answer = state["plan_png_answer"]
    assert isinstance(answer, dict)
    assert answer["picture"] == "7"
    assert "audit.real.jsonl" in answer["refused"]

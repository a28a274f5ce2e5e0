"""Rows made later: only those that are looked at, for who looked, in the words and of the snapshot of the page."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.access.roles import Person
from dashboard.store import Store
from dashboard.store.marts import build_marts
from dashboard.ui.later import Each, Later, as_now
from dashboard.ui.opened import snapshot
from dashboard.ui.viewer import acting_as, viewer
from dashboard.ui.words import Speech, number, speaking, t

T = TypeVar("T")
Make = Callable[[], bytes]
LOOKS = Person("somebody@office", "viewer", ("40",))


def elsewhere(make: Callable[[], T]) -> T:
    """What another thread, which knows no session, makes."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(make).result()


def test_of_a_long_list_only_what_is_shown_is_made() -> None:
    made: list[int] = []

    def double(n: int) -> int:
        made.append(n)
        return 2 * n

    rows = Each(range(500), double)
    assert (len(rows), rows[1:3], rows[-1]) == (500, [2, 4], 998)
    assert rows[1:3] == [2, 4]
    assert made == [1, 2, 499]
    assert list(rows) == [2 * n for n in range(500)]


def test_rows_are_made_once_and_for_who_looked(small_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMMACHIP_STORE", str(small_store))
    made: list[object] = []

    def make() -> list[object]:
        made.append(viewer())
        return [viewer(), t("frame.brand"), number(12), snapshot().path]

    with acting_as(LOOKS), speaking(Speech("", "en", "thai")):
        rows = Later(4, make)
        taken = as_now(lambda: list(rows))
        brand, now = t("frame.brand"), snapshot().path
    assert len(rows) == 4
    assert made == []
    assert elsewhere(taken) == [LOOKS, brand, "๑๒", now]
    assert rows[0] == LOOKS
    assert made == [LOOKS]


def test_a_file_says_what_its_page_says(
    small_store: Path, tmp_path: Path, open_app: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the language of the page, masked for who looked, of the snapshot that was shown."""
    folder = tmp_path / "store"
    shutil.copytree(small_store, folder)
    files: dict[str, Make] = {}
    own = st.download_button

    def button(label: str, data: Make, file_name: str, *args: object, **kwargs: object) -> bool:
        files[file_name] = data
        return own(label, data, file_name, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(st, "download_button", button)
    monkeypatch.setattr("dashboard.ui.viewer._signed_in", lambda _settings: LOOKS)
    app = open_app(folder, "../pages/households.py", area="40", lang="en", as_of="2017-05-31")
    assert not app.exception
    with Store(folder).building("real") as building:
        building.con.execute("update villages set village_name = 'another'")
        build_marts(building.con)
    text = elsewhere(files["overdue-2017-05-31.csv"]).decode("utf-8-sig")
    headings, *lines = csv.reader(io.StringIO(text))
    assert headings[0] == "Household"
    assert {line[0] for line in lines} == {"หั…"}
    assert "another" not in text

"""What another office imports comes onto the screen by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import stores
from parts import part_data, part_names
from streamlit.testing.v1 import AppTest

from dashboard.store import Store
from dashboard.ui.arrivals import newest_mark

Open = Callable[..., AppTest]
WORDS = "มีข้อมูลใหม่เข้ามา หน้านี้แสดงชุดล่าสุดแล้ว"


def told(app: AppTest) -> list[str]:
    return [toast.value for toast in app.toast]


def publish(folder: Path) -> None:
    with Store(folder).building("real"):
        pass


def test_the_browser_is_told_that_there_is_a_newer_snapshot_and_the_page_says_so_once(
    open_app: Open, tmp_path: Path
) -> None:
    stores.build_store(tmp_path)
    app = open_app(tmp_path)
    assert not app.exception
    assert part_data(app, "arrivals") == {"shown": newest_mark(), "every": 1, "address": "./newest"}
    publish(tmp_path)  # between drawing and the next look
    assert newest_mark() != part_data(app, "arrivals")["shown"]
    app.run()
    assert part_data(app, "arrivals")["shown"] == newest_mark()
    assert told(app) == [WORDS]
    assert told(app.run()) == []


def test_the_mark_says_nothing_of_what_is_stored(open_app: Open, small_store: Path) -> None:
    open_app(small_store)
    mark = newest_mark()
    assert len(mark) == 16
    assert Store(small_store).current().id not in mark


def test_a_meeting_does_not_move_by_itself(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store)
    assert "arrivals" in part_names(app)
    app.switch_page("../pages/meeting.py").run()
    assert not app.exception
    assert "arrivals" not in part_names(app)


@pytest.mark.parametrize("seconds", [0, 5])
def test_how_often_is_a_setting(
    open_app: Open, small_store: Path, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    monkeypatch.setenv("SAMMACHIP_FRESH_S", str(seconds))
    app = open_app(small_store)
    assert ("arrivals" in part_names(app)) is bool(seconds)
    if seconds:
        assert part_data(app, "arrivals")["every"] == seconds

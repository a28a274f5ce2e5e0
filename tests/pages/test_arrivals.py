"""What another office imports comes onto the screen by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import stores
from streamlit.testing.v1 import AppTest

from dashboard.store import Store
from dashboard.ui import arrivals

Open = Callable[..., AppTest]
WORDS = "มีข้อมูลใหม่เข้ามา หน้านี้แสดงชุดล่าสุดแล้ว"


def told(app: AppTest) -> list[str]:
    return [toast.value for toast in app.toast]


def publish(folder: Path) -> None:
    with Store(folder).building("real"):
        pass


def test_a_page_runs_again_on_a_newer_snapshot_and_says_so_once(
    open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []
    look = arrivals._look

    def looking(shown: str) -> None:
        looks.append(shown)
        if len(looks) == 1:
            publish(tmp_path)  # between drawing and the next look
        look(shown)

    stores.build_store(tmp_path)
    monkeypatch.setattr(arrivals, "_look", looking)
    app = open_app(tmp_path)
    assert not app.exception
    assert looks == ["000001", "000002"]
    assert told(app) == [WORDS]
    assert told(app.run()) == []


def test_a_meeting_does_not_move_by_itself(open_app: Open, small_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []
    monkeypatch.setattr(arrivals, "_look", looks.append)
    app = open_app(small_store)
    assert looks == ["000001"]
    app.switch_page("../pages/meeting.py").run()
    assert not app.exception
    assert looks == ["000001"]

"""Of a newer state people are shown, what they lately looked at of the whole nation is answered already."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from dashboard.errors import StoreIsEmpty
from dashboard.filters import Filters
from dashboard.measures import fetch_measures
from dashboard.store import Snapshot, Store
from dashboard.store.marts import build_marts
from dashboard.ui import asking, data, looked_at
from dashboard.ui.ahead import Ahead
from dashboard.ui.looked_at import LookedAt

VIEW = Filters(2560, date(2017, 5, 31))


def test_the_last_comes_first_and_what_is_long_ago_or_takes_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(looked_at.time, "monotonic", lambda: now[0])
    noted, made = LookedAt[str](), list[str]()
    for name in ("long ago", "a", "b", "a"):
        noted.note(name, name)
        now[0] += looked_at.LATELY_S / 2 + 1 if name == "long ago" else looked_at.LATELY_S / 5
    noted.each(made.append)
    assert made == ["a", "b"]

    def slow(name: str) -> None:
        made.append(name)
        now[0] += looked_at.TAKES_S + 1
        raise StoreIsEmpty

    made.clear()
    now[0] -= looked_at.LATELY_S / 5
    noted.each(slow)
    assert made == ["a"]
    for n in range(looked_at.MOST + 5):
        noted.note(n, str(n))
    made.clear()
    noted.each(made.append)
    assert len(made) == looked_at.MOST
    assert made[0] == str(looked_at.MOST + 4)


def test_a_newer_state_is_shown_with_what_was_looked_at(
    small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(small_store, tmp_path / "store"))
    monkeypatch.setenv("SAMMACHIP_STORE", str(folder))
    data.forget()
    monkeypatch.setattr(asking, "looked_at", LookedAt())
    looks: list[Snapshot] = []
    old = asking.answer_anew

    class Works(Ahead):
        works = True  # type: ignore[assignment]

    def noted(now: Snapshot, question: asking.Question) -> asking.Answer:
        looks.append(now)
        return old(now, question)

    monkeypatch.setattr(asking, "ahead", Works(9))
    monkeypatch.setattr(asking, "answer_anew", noted)
    before = data.fetch(fetch_measures, VIEW)
    data.fetch(fetch_measures, VIEW.of("40"))
    n_looks = len(looks)
    with Store(folder).building("real") as building:
        building.con.execute("delete from villages where village_code like '4016%'")
        build_marts(building.con)
    now = data.snapshot()
    assert looks[n_looks:]
    assert {look.path for look in looks[n_looks:]} == {now.path}  # before anybody asked, of the nation alone
    n_looks = len(looks)
    after = data.fetch(fetch_measures, VIEW)
    assert after != before
    assert len(looks) == n_looks
    data.forget()

"""What is likely asked next is worked out before: the most urgent first, and never beyond the areas of who looks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access.roles import Person
from dashboard.errors import StoreIsEmpty
from dashboard.filters import Filters
from dashboard.measures import fetch_measures, fetch_series
from dashboard.store import Store
from dashboard.ui import asking, data
from dashboard.ui.ahead import Ahead, Work
from dashboard.ui.viewer import acting_as

Looks = list[tuple[tuple[str, ...], str]]
VIEW = Filters(2560, date(2017, 5, 31))


def test_the_most_urgent_and_then_the_newest_comes_first_and_the_oldest_is_dropped() -> None:
    ahead, done, may_go, finished = Ahead(2), [], threading.Event(), threading.Event()
    ahead.wish("nobody works yet", lambda: done.append("too early"))
    ahead.start()
    ahead.wish("begin", lambda: may_go.wait(10), first=True)
    while ahead._first:  # until it is taken
        pass
    for name in ("oldest", "older", "newest"):
        ahead.wish(name, lambda name=name: done.append(name))
    ahead.wish("all wait for this", lambda: done.append("urgent"), first=True)
    may_go.set()
    while ahead._wishes:
        pass
    ahead.wish("last", finished.set)
    assert finished.wait(10)
    assert done == ["urgent", "newest", "older"]


def test_work_that_fails_does_not_end_the_work() -> None:
    ahead, finished = Ahead(9), threading.Event()

    def refused() -> None:
        raise StoreIsEmpty

    ahead.start()
    ahead.wish("a", refused)
    ahead.wish("b", lambda: 1 // 0)
    ahead.wish("c", finished.set)
    assert finished.wait(10)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, small_store: Path) -> Iterator[Looks]:
    """Nothing is remembered, wishes are fulfilled at once, and every look at the store is noted: (areas, parent)."""
    monkeypatch.setenv("SAMMACHIP_STORE", str(small_store))
    data.forget()
    looks: Looks = []
    old = asking._all_of

    def noted(now: object, areas: tuple[str, ...], many: object) -> object:
        looks.append((areas, many.parent.area))  # type: ignore[attr-defined]
        return old(now, areas, many)  # type: ignore[arg-type]

    class AtOnce(Ahead):
        works = True  # type: ignore[assignment]

        def wish(self, _: Hashable, work: Work, **__: bool) -> None:  # type: ignore[override]
            work()

    monkeypatch.setattr(asking, "_all_of", noted)
    monkeypatch.setattr(asking, "ahead", AtOnce(9))
    yield looks
    data.forget()


def test_who_looks_at_the_nation_has_its_provinces_ready(asked: Looks, small_store: Path) -> None:
    whole = data.fetch(fetch_measures, VIEW)
    assert asked == [((), "")]
    with Store(small_store).current().open() as con:
        assert whole == fetch_measures(con, VIEW)
        for area in ("39", "40"):
            assert data.fetch(fetch_measures, VIEW.of(area)) == fetch_measures(con, VIEW.of(area))
    assert asked == [((), ""), ((), "39"), ((), "40")]  # what lies below each, but no province again


def test_nothing_is_asked_beyond_the_areas_of_who_looks(asked: Looks) -> None:
    with acting_as(Person("d", "district", ("3904",))):
        data.fetch(fetch_measures, VIEW.of("3904"))
        data.fetch(fetch_series, VIEW.of("390401"), ("practising",), (VIEW.as_of,))
    assert asked
    assert all(areas == ("3904",) and parent.startswith("3904") for areas, parent in asked)


def test_a_page_of_a_province_that_was_prepared_asks_nothing_of_its_measures(
    asked: Looks, small_store: Path, open_app: Callable[..., AppTest]
) -> None:
    app = open_app(small_store)
    assert not app.exception
    before = len(asked)
    app.query_params["area"] = "39"
    app.run()
    assert {parent for _, parent in asked[before:]} == {"39"}

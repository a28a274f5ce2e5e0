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
from dashboard.ui.ahead import Ahead, Urgency, Work
from dashboard.ui.asking import Question
from dashboard.ui.viewer import acting_as

Looks = list[tuple[tuple[str, ...], str]]
VIEW = Filters(2560, date(2017, 5, 31))


def test_the_most_urgent_and_then_the_newest_comes_first_and_the_oldest_is_dropped() -> None:
    ahead, done, may_go, finished = Ahead(2), [], threading.Event(), threading.Event()
    ahead.wish("nobody works yet", lambda: done.append("too early"))
    ahead.start()
    ahead.wish("begin", lambda: may_go.wait(10), Urgency.FIRST)
    while any(ahead._wishes):  # until it is taken
        pass
    ahead.wish("when nothing else is", lambda: done.append("least"), Urgency.LAST)
    for name in ("oldest", "older", "newest"):
        ahead.wish(name, lambda name=name: done.append(name))
    ahead.wish("all wait for this", lambda: done.append("urgent"), Urgency.FIRST)
    may_go.set()
    while any(ahead._wishes):
        pass
    ahead.wish("last", finished.set)
    assert finished.wait(10)
    assert done == ["urgent", "newest", "older", "least"]


def test_work_that_fails_does_not_end_the_work() -> None:
    ahead, finished = Ahead(9), threading.Event()

    def refused() -> None:
        raise StoreIsEmpty

    ahead.start()
    ahead.wish("a", refused)
    ahead.wish("b", lambda: 1 // 0)
    ahead.wish("c", finished.set)
    assert finished.wait(10)


class AtOnce(Ahead):
    """Whoever wishes waits for it."""

    works = True  # type: ignore[assignment]

    def wish(self, _: Hashable, work: Work, __: Urgency = Urgency.NEXT) -> None:  # type: ignore[override]
        work()


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


@pytest.mark.parametrize("by", [None, "province"])
def test_what_the_pages_of_provinces_show_is_put_together_before_they_are_opened(
    asked: Looks, small_store: Path, monkeypatch: pytest.MonkeyPatch, by: str | None
) -> None:
    data.fetch(fetch_measures, VIEW, by)
    put_together: list[Question] = []
    old = asking._of_parts
    monkeypatch.setattr(asking, "_of_parts", lambda now, q, parts: put_together.append(q) or old(now, q, parts))
    with Store(small_store).current().open() as con:
        for area in ("39", "40"):
            of_area = (VIEW.of(area), by and "district")
            assert data.fetch(fetch_measures, *of_area) == fetch_measures(con, *of_area)
    assert put_together
    assert all(len(question.args[0].area) > 2 for question in put_together)  # what lies below them


def test_an_area_at_a_time_is_put_together_and_none_of_a_state_before(
    asked: Looks, small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.fetch(fetch_measures, VIEW)
    now, whole, wished = data.snapshot(), Question((), fetch_measures, (VIEW,), {}), []
    monkeypatch.setattr(asking.ahead, "wish", lambda key, *_: wished.append(key))
    asking.put_together_ahead(now, whole)
    assert len(wished) == 1
    asking.put_together_ahead(now, whole, ("40",))
    assert len(wished) == 1  # there is none left
    monkeypatch.setattr(asking, "is_newest", lambda _: False)
    asking.put_together_ahead(now, whole)
    assert len(wished) == 1


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

"""After another office's import a page asks anew only what the import can have changed, and says what is so."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import stores
from other_office import THEIRS, bring
from streamlit.testing.v1 import AppTest
from test_design_rules import every_tab

from dashboard import sql
from dashboard.filters import Filters
from dashboard.measures.fetching import fetch_measures
from dashboard.store import Store
from dashboard.store.changing import remove_target, set_target
from dashboard.store.history import undo
from dashboard.store.since import PARTED, common_with_before
from dashboard.ui import asking
from dashboard.ui.ahead import Ahead
from dashboard.ui.asking import Question
from dashboard.ui.held import provinces_in
from dashboard.ui.opened import forget
from dashboard.ui.sections import PageInfo, existing

Open = Callable[..., AppTest]
LOOKED_AT = [page for page in existing() if page.filtered]
OF_VIEW = {"areas": ["4016"], "fiscal_year": 2560}


@pytest.fixture
def store(group_store: Path, tmp_path: Path) -> Iterator[Store]:
    forget()
    yield Store(Path(shutil.copytree(group_store, tmp_path / "store")))
    forget()


@pytest.mark.parametrize("info", LOOKED_AT, ids=lambda p: p.id)
def test_what_is_held_is_what_would_be_answered(
    open_app: Open, store: Store, tmp_path: Path, info: PageInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = ("40160101", "39040101") if info.id == "village" else ("4016", THEIRS)
    for area in (ours, theirs):
        list(every_tab(open_app, store.folder, info, area))
    bring(store, tmp_path / "sent")
    held: dict[str, list[Question]] = {ours: [], theirs: []}
    wrong: list[Question] = []  # a page shows its errors in words
    find = asking.held_answer

    def look(now: Any, question: Question) -> Any:
        found = find(now, question)
        if found is not None:
            held[area].append(question)
            if not is_same(found, asking.answer_anew(now, question)):
                wrong.append(question)
        return found

    monkeypatch.setattr(asking, "held_answer", look)
    for area in (ours, theirs):
        for tab, app in every_tab(open_app, store.folder, info, area):
            assert not app.exception, (tab, app.exception)
    assert not wrong
    if info.id not in ("village", "knowledge", "quality"):  # which ask little or nothing of a view's villages alone
        assert held[ours]
    for question in held[theirs]:  # of what lies in no province, or of tables that the import left as they were
        if provinces_in(question.areas, (question.args, question.facts)):
            _, names = asking.answer_anew(store.current(), question)
            assert not PARTED & frozenset[str]().union(*map(sql.words, names)), question


def is_same(found: asking.Answer, anew: asking.Answer) -> bool:
    """Whether two answers say the same; parts may be asked in another order, and not every answer can be compared."""
    if set(found[1]) != set(anew[1]):
        return False
    return bool(found[0] == anew[0]) or getattr(found[0], "__dict__", None) == getattr(anew[0], "__dict__", 0)


def test_a_page_of_another_province_asks_the_store_little(
    open_app: Open, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    run = sql._run
    monkeypatch.setattr(sql, "_run", lambda con, name, params: asked.append(name) or run(con, name, params))
    open_app(store.folder, area="4016")
    first = len(asked)
    asked.clear()
    bring(store, tmp_path / "sent")
    asked.clear()
    open_app(store.folder, area="4016")
    assert "areas/measure_series" in sql.names()
    assert "areas/measure_series" not in asked
    assert len(asked) < first / 2


def test_provinces_that_were_worked_out_ahead_need_not_be_again(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wished: list[Any] = []
    ahead = Ahead(300)
    monkeypatch.setattr(Ahead, "works", True)
    monkeypatch.setattr(ahead, "wish", lambda _, work, *__: wished.append(work))
    monkeypatch.setattr(asking, "ahead", ahead)
    monkeypatch.setattr(asking, "is_newest", lambda _: True)

    def wishes() -> int:
        wished.clear()
        asking.look_ahead(store.current(), Question((), fetch_measures, (Filters(2560, stores.TODAY),), {}))
        for work in wished:  # which may wish for more
            work()
        return sum(work.func is asking.make_ahead for work in wished)

    def asked_anew(area: str) -> list[Question]:
        asked: list[Question] = []
        anew = asking.answer_anew
        with monkeypatch.context() as here:
            here.setattr(asking, "answer_anew", lambda now, q: asked.append(q) or anew(now, q))
            question = Question((), fetch_measures, (Filters(2560, stores.TODAY, (area,)),), {})
            found, _ = asking.answer_of(store.current(), question)
        assert found == anew(store.current(), question)[0]
        return [question for question in asked if provinces_in((), question.args)]

    assert wishes()
    for n in range(6):  # more states than are looked back
        bring(store, tmp_path / f"sent{n}", {"households": f"practising_from + {n + 1} as practising_from"})
        assert wishes() == 0
    assert not asked_anew("40")
    assert asked_anew(THEIRS[:2])


def test_a_target_is_on_the_page_when_it_is_set_and_gone_when_it_is_taken_away(store: Store) -> None:
    filters = Filters(2560, stores.TODAY, ("4016",))

    def told() -> float | None:
        question = Question((), fetch_measures, (filters,), {})
        (area,), _ = asking.answer_of(store.current(), question)
        return area.values["practising"].target

    planned = told()
    set_target(store, 2560, "4016", "practising", 61.0)
    assert told() == 61.0 != planned
    remove_target(store, 2560, "4016", "practising")
    assert told() == planned


def test_after_taking_back_nothing_is_held(store: Store, tmp_path: Path) -> None:
    bring(store, tmp_path / "sent")
    assert common_with_before(store.current()) is not None
    undo(store)
    assert common_with_before(store.current()) is None


@pytest.mark.parametrize(
    ("args", "provinces"),
    [
        ((Filters(2560, stores.TODAY, ("4016", "39")),), {"40", "39"}),
        ((Filters(2560, stores.TODAY, ("40",), without=("4016",)),), {"40"}),
        ((Filters(2560, stores.TODAY),), set()),
        ((Filters(2560, stores.TODAY, ("40",)), Filters(2560, stores.TODAY)), set()),
        ((Filters(2560, stores.TODAY, ("40",)), ["41"]), {"40", "41"}),
        (("pages/data_facts", {"scope": OF_VIEW, "digits": 0}), {"40"}),
        (("pages/data_facts", {"scope": OF_VIEW | {"areas": None}}), set()),
        (("pages/village_head", {"village": "40160101"}), set()),
        (("pages/child_places", {"parent_code": "4016", "digits": 4}), {"40"}),
        (("pages/child_places", {"parent_code": "", "digits": 0}), set()),
    ],
)
def test_the_provinces_of_a_question_are_all_that_it_mentions(args: tuple[Any, ...], provinces: set[str]) -> None:
    assert provinces_in((), args) == provinces
    if provinces:
        assert provinces_in(("9201",), args) == provinces | {"92"}


def test_every_table_that_a_query_reads_is_among_its_words() -> None:
    for name in sql.names("pages"):
        assert sql.tables(name) <= sql.words(name)
    assert {"village_year", "village_status"} <= sql.words("areas/measure_series")  # by way of its macros

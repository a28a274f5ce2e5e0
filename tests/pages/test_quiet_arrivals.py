"""A window is left as it is when others store something, where drawing it again would show the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from other_office import THEIRS, bring, imported_days_ago
from streamlit.testing.v1 import AppTest
from test_design_rules import every_tab
from test_held_answers import LOOKED_AT

from dashboard.store import Store
from dashboard.ui.arrivals import STILL
from dashboard.ui.asking import are_still_so
from dashboard.ui.opened import forget
from dashboard.ui.sections import PageInfo

Open = Callable[..., AppTest]
OF_A_VIEW = ("overview", "progress", "village", "sages", "households", "incomes", "groups", "budget")
# a file has an address of its own each time it is offered, a picture names the state that it was drawn from, and the
# band is drawn by itself
ANEW = {"DownloadButton", "sammachip_save_picture", "sammachip_arrivals", "sammachip_band", "Toast"}


@pytest.fixture
def store(group_store: Path, tmp_path: Path) -> Iterator[Store]:
    forget()
    found = Store(Path(shutil.copytree(group_store, tmp_path / "store")))
    imported_days_ago(found)  # the first import of a day is news for everybody
    yield found
    forget()


def drawn(app: AppTest) -> list[tuple[str, bytes]]:
    """All elements of a page that are the same when it is drawn again."""
    found = []
    for element in chain.from_iterable(app._tree.children.values()):
        proto = getattr(element, "proto", None)
        name = getattr(proto, "component_name", "") or type(element).__name__
        if proto is not None and name not in ANEW:
            found.append((name, proto.SerializeToString()))
    return found


def asked(app: AppTest) -> Any:
    return app.session_state["_shown_answers"]


def first_of(pages: Iterator[tuple[str, AppTest]]) -> AppTest:
    return next(pages)[1]


@pytest.mark.parametrize("info", [page for page in LOOKED_AT if page.id not in STILL], ids=lambda p: p.id)
def test_what_is_left_as_it_is_would_be_drawn_the_same(
    open_app: Open, store: Store, tmp_path: Path, info: PageInfo
) -> None:
    ours, theirs = ("40160101", "39040101") if info.id == "village" else ("4016", THEIRS)
    app = first_of(every_tab(open_app, store.folder, info, ours))
    app.run()
    before, questions = drawn(app), asked(app)
    assert questions
    other = asked(first_of(every_tab(open_app, store.folder, info, theirs)))
    bring(store, tmp_path / "sent")
    now = store.current()
    is_left = are_still_so(now, questions)
    assert is_left or info.id not in OF_A_VIEW
    assert not are_still_so(now, other)
    app.run()
    assert not app.exception
    if is_left:
        assert drawn(app) == before
    assert are_still_so(now, asked(app)), "it is drawn of the newest state"


def test_what_is_known_of_the_nation_is_compared(open_app: Open, store: Store, tmp_path: Path) -> None:
    questions = asked(open_app(store.folder, area="40"))
    bring(store, tmp_path / "sent")
    now = store.current()
    assert not are_still_so(now, questions), "nobody has asked yet what the provinces are"
    open_app(store.folder, area="39")
    assert are_still_so(now, questions)


def test_a_window_that_was_drawn_long_ago_is_drawn_again(open_app: Open, store: Store, tmp_path: Path) -> None:
    questions = asked(open_app(store.folder, area="4016"))
    for n in range(6):
        bring(store, tmp_path / f"sent{n}", {"groups": f"members + {n + 1} as members"})
        assert are_still_so(store.current(), questions) is (n < 4)


def test_what_was_forgotten_is_drawn_again(open_app: Open, store: Store, tmp_path: Path) -> None:
    questions = asked(open_app(store.folder, area="4016"))
    bring(store, tmp_path / "sent")
    forget()
    assert not are_still_so(store.current(), questions)

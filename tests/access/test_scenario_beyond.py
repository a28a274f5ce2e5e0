"""A scenario of somebody with areas of their own: others may be compared with, by rounded rates, and are never read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import stores
from parts import given
from streamlit.testing.v1 import AppTest

from dashboard.access.roles import Person
from dashboard.errors import OutsideYourAreas
from dashboard.filters import Filters
from dashboard.measures.beyond import fetch_rates
from dashboard.scenario.address import from_text, to_text
from dashboard.scenario.borrowing import with_told_rates
from dashboard.store import Store

VIEW = Filters(2560, stores.TODAY, ("4016",))
DISTRICT = Person("somebody", "district", ("4016",))


@pytest.fixture
def ask(small_store: Path) -> Any:
    """As a page asks for somebody with one district: only what may be told of others is asked of the whole store."""
    with Store(small_store).current().open() as con:

        def _ask(function: Callable[..., object], *args: Any) -> object:
            for filters in (arg for arg in args if isinstance(arg, Filters)):
                if function is not fetch_rates and not all(map(DISTRICT.reaches, filters.areas or ("",))):
                    raise OutsideYourAreas(areas=",".join(filters.areas))
            return function(con, *args)

        yield _ask


def told(ask: Any, text: str, view: Filters = VIEW) -> str:
    return to_text(with_told_rates(ask, view, from_text(text)))


def test_rates_that_may_be_read_stay_as_they_are(ask: Any) -> None:
    for text in ("r.practising...best", "r..401601..a4016", "r.practising...85", "o.4001~-r.practising.4016..best"):
        assert told(ask, text) == text


def test_the_best_of_ones_siblings_is_a_rounded_number(ask: Any) -> None:
    best = Decimal("80.4")  # 80 of 100 lie in the fives 80-84 and 100-104
    assert from_text(told(ask, "r.practising.4016..best")) == from_text(f"r.practising.4016..{best}")
    assert from_text(told(ask, "r.practising...a40")) == from_text("r.practising...66.1")  # with 0 of 20 more


def test_what_may_not_be_told_is_left_out_or_refused(ask: Any) -> None:
    assert "groups" not in told(ask, "r..4016..best")  # a count of others is none of one's business
    assert "training_complete" in told(ask, "r..4016..best")
    for text, view in (
        ("r.practising...a400101", VIEW),
        ("r.practising.4016..best", Filters(2560, date(2017, 5, 1), ("4016",), training="none")),
    ):
        with pytest.raises(OutsideYourAreas):
            told(ask, text, view)


@pytest.mark.parametrize("tab", ["rate", "land"])
def test_the_page_answers_as_the_best(
    tab: str, open_app: Callable[..., AppTest], small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = AppTest.from_file

    def from_file(*args: Any, **options: Any) -> AppTest:
        app = real(*args, **options)
        app.session_state["_view_as"] = ("district", ("4016",))
        return app

    monkeypatch.setattr(AppTest, "from_file", from_file)
    app = open_app(small_store, "../pages/whatif.py", area="4016", tab=tab, s="r.practising.4016.all.best")
    assert not app.exception
    (stack,) = (given(e.proto) for e in app.get("bidi_component") if e.proto.id.endswith("-whatif_steps"))
    assert "ภูเวียง" in json.dumps(stack, ensure_ascii=False)


def test_of_ones_own_part_all_is_known_and_no_count_of_the_rest(
    small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard.ui import data

    monkeypatch.setenv("SAMMACHIP_STORE", str(small_store))
    for areas, rate in ((("4016",), 80.0), (("401601",), 80.4), (("39",), 80.4)):
        person = Person("somebody", "district", areas)
        monkeypatch.setattr(data, "viewer", lambda person=person: person)
        told = {a.area_code: a.values["practising"] for a in data.fetch(fetch_rates, VIEW.of("40"), "district")}
        assert (told["4016"].value, told["4001"].value) == (rate, 0.0)
        (whole,) = data.fetch(fetch_rates, VIEW.of("40"), None)
        assert {str(value.numerator) for value in (*told.values(), whole.values["practising"])} == {"nan"}
        for filters, by in ((VIEW.of("401601"), None), (VIEW.of("40"), "subdistrict")):
            with pytest.raises(OutsideYourAreas):
                data.fetch(fetch_rates, filters, by)

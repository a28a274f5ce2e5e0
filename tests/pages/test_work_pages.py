"""Sages, incomes, groups, budget: every part opens, counts what its list shows, follows filters, masks persons."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import stores
from parts import given, part_data, part_names
from streamlit.testing.v1 import AppTest

from dashboard.measures.kpi import kpi
from dashboard.store import Store
from dashboard.ui import persons

Open = Callable[..., AppTest]
# of the small store on its day: eight villages with whole teams, two without materials for a training in three days,
# 32 activities held without evidence, six materials accepted long ago and not paid, 80 paired households in four
# villages, two groups of which one is ready
TABS: dict[str, dict[str, str]] = {
    "sages": {"team": "0", "training": "0", "changes": "0", "batches": "0", "skills": "0", "register": "40"},
    "incomes": {"change": "80", "where": "", "time": "", "beside": "", "missing": "0"},
    "groups": {"way": "", "ready": "1", "next": "2", "year": "", "register": "2", "market": ""},
    "budget": {"money": "8", "materials": "8", "evidence": "32", "delivery": "2", "steps": "6"},
}
# the part whose list is as long as its tab says, and the key of its table
LISTS = (
    ("sages", "register", "sages"),
    ("groups", "ready", "ready"),
    ("groups", "next", "next"),
    ("groups", "register", "register"),
    ("budget", "evidence", "evidence"),
    ("budget", "delivery", "delivery"),
    ("budget", "steps", "unpaid"),
)
PERSONS = re.compile("ปราชญ์ [0-9]|หัวหน้า [0-9]|พัฒนากร [0-9]")


def open_page(open_app: Open, folder: Path, page: str, **query: str) -> AppTest:
    app = open_app(folder, f"../pages/{page}.py", **query)
    assert not app.exception
    return app


def tables(app: AppTest) -> dict[str, Any]:
    """The tables on the page by their keys."""
    found = [e.proto for e in app.get("bidi_component") if e.proto.component_name == "sammachip_area_table"]
    return {proto.id.rsplit("-", 1)[1]: given(proto) for proto in found}


def tabs(app: AppTest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = part_data(app, "tabbar")["tabs"]
    return found


def shown(app: AppTest) -> str:
    """Everything that the page says, addresses left out."""
    data = [e.proto.bytes.decode() for e in app.get("bidi_component") if not e.proto.component_name.endswith("_rail")]
    texts = [str(e.value) for kind in ("header", "caption", "markdown", "subheader") for e in app.get(kind)]
    plain = re.sub(r'"(?:href|sort_href|data-focus|id|key)": ?"[^"]*"', "", json.dumps([json.loads(d) for d in data],
                                                                                     ensure_ascii=False))  # fmt: skip
    return plain + "\n".join(texts)


def first_number(text: str) -> float:
    found = re.search(r"[\d,]+(?:\.\d+)?", text)
    assert found, text
    return float(found[0].replace(",", ""))


@pytest.mark.parametrize("page", TABS)
def test_every_part_opens_by_its_link_and_says_what_waits_in_it(open_app: Open, small_store: Path, page: str) -> None:
    app = open_page(open_app, small_store, page)
    assert {tab["id"]: tab["count"] for tab in tabs(app)} == TABS[page]
    for n, tab in enumerate(TABS[page]):
        app.query_params["tab"] = tab
        app.run()
        assert not app.exception, tab
        assert [t["id"] for t in tabs(app) if t["current"]] == [tab]
        assert ("tab=" in tabs(app)[n]["href"]) == (n > 0)  # the first stands in no address
        assert app.header, tab


@pytest.mark.parametrize("page", TABS)
def test_a_part_that_there_is_not_is_the_first(open_app: Open, small_store: Path, page: str) -> None:
    app = open_page(open_app, small_store, page, tab="nowhere")
    assert [tab["id"] for tab in tabs(app) if tab["current"]] == [next(iter(TABS[page]))]


@pytest.mark.parametrize(("page", "tab", "key"), LISTS)
def test_a_tab_counts_the_rows_of_its_list(open_app: Open, small_store: Path, page: str, tab: str, key: str) -> None:
    app = open_page(open_app, small_store, page, tab=tab)
    n = int(TABS[page][tab])
    assert len(tables(app)[f"{key}_table"]["rows"]) == min(n, 25)
    assert any(re.search(rf"\b{n}\b", str(header.value)) for header in app.header)


@pytest.mark.parametrize("page", TABS)
def test_the_cards_are_what_the_kpi_command_prints(open_app: Open, small_store: Path, page: str) -> None:
    with Store(small_store).current().open() as con:
        (row,) = kpi(con, "40", None, 2560, stores.TODAY)["rows"]
    for card in part_data(open_page(open_app, small_store, page, area="40"), "cards")["cards"]:
        told = row["measures"][card["id"]]
        assert card["status"] == told["status"], card["id"]
        if told["value"] is not None:
            exact = told["value"] if told["denominator"] is not None else told["numerator"]
            assert first_number(card["value"]) == pytest.approx(exact, abs=0.05), card["id"]
        if card["id"] != "income_growth":  # it counts pairs
            assert first_number(card["n"]) == pytest.approx(told["numerator"]), card["id"]


def test_the_measured_growth_of_incomes(open_app: Open, small_store: Path) -> None:
    cards = {c["id"]: c for c in part_data(open_page(open_app, small_store, "incomes"), "cards")["cards"]}
    assert cards["income_growth"]["value"] in ("7.7%", "7.8%")  # 3 × 5,000 and 500 of 4 × 50,000, in equal parts
    assert cards["households_income_up"]["n"].startswith("80/80")
    assert cards["villages_income_up"]["n"].startswith("3/4")


@pytest.mark.parametrize(
    ("page", "query", "card", "n"),
    [
        ("sages", {"officer": "พัฒนากร 3904"}, "sages_surveyed", "2/2"),
        ("sages", {"training": "complete"}, "training_complete", "5/5"),
        ("budget", {"training": "none"}, "materials_accepted", "1/3"),
        ("groups", {"otop": "registered"}, "villages_with_group", "1/1"),
        ("incomes", {"otop": "group"}, "villages_income_up", "1/1"),
        ("incomes", {"occupation": "ทำนา"}, "households_income_up", "0/0"),
        ("groups", {"area": "4016", "without": "401601"}, "villages_with_group", "0/2"),
    ],
)
def test_filters_limit_the_page(
    open_app: Open, small_store: Path, page: str, query: dict[str, str], card: str, n: str
) -> None:
    app = open_page(open_app, small_store, page, **query)
    cards = {c["id"]: c for c in part_data(app, "cards")["cards"]}
    assert cards[card]["n"].startswith(n) or (n == "0/0" and cards[card]["value"] == "–")
    assert {chip["key"] for chip in part_data(app, "chips")["chips"]} == query.keys() - {"area"}


@pytest.mark.parametrize("page", TABS)
def test_persons_are_masked_in_every_part(
    open_app: Open, small_store: Path, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page(open_app, small_store, page, area="3904")
    named = [tab for tab in TABS[page] if _open_tab(app, tab) and PERSONS.search(shown(app))]
    assert named or page in ("incomes", "groups")  # those two name nobody in this district
    monkeypatch.setattr(persons, "may_see_persons", lambda: False)
    for tab in named:
        _open_tab(app, tab)
        assert not PERSONS.search(shown(app)), tab


def _open_tab(app: AppTest, tab: str) -> bool:
    app.query_params["tab"] = tab
    app.run()
    assert not app.exception, tab
    return True


@pytest.mark.parametrize("page", TABS)
def test_before_anything_happened_no_part_fails_or_counts(open_app: Open, small_store: Path, page: str) -> None:
    app = open_page(open_app, small_store, page, as_of="2016-10-02")
    for tab in TABS[page]:
        _open_tab(app, tab)
        assert [t["id"] for t in tabs(app) if t["current"]] == [tab]
    with Store(small_store).current().open() as con:
        (row,) = kpi(con, None, None, 2560, stores.TODAY.replace(year=2016, month=10, day=2))["rows"]
    for card in part_data(app, "cards")["cards"]:
        assert (card["value"] == "–") == (row["measures"][card["id"]]["value"] is None), card["id"]  # missing, never 0


@pytest.mark.parametrize("page", TABS)
def test_an_empty_store_says_where_to_begin(open_app: Open, tmp_path: Path, page: str) -> None:
    app = open_page(open_app, tmp_path, page)
    assert "cards" not in part_names(app)
    assert app.subheader[0].value == "ยังไม่มีข้อมูลในระบบ"


@pytest.mark.parametrize("page", TABS)
def test_the_compared_day_stands_beside_every_card(open_app: Open, small_store: Path, page: str) -> None:
    cards = part_data(open_page(open_app, small_store, page, compare="2017-01-31"), "cards")["cards"]
    assert all("31 ม.ค." in card["since"] for card in cards if card["change"])
    assert any(card["change"] for card in cards)

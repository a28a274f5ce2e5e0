"""The overview: full, empty and partial stores, language, and the address as the whole view."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import stores
from parts import part_data, part_names
from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]


def test_shows_eight_measures_the_stages_the_league_and_what_needs_attention(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store)
    assert not app.exception
    assert [card["id"] for card in part_data(app, "cards")["cards"]] == [
        "leaders_trained",
        "teams_complete",
        "households_selected",
        "training_complete",
        "practising",
        "income_growth",
        "villages_with_group",
        "otop_registered",
    ]
    assert [row["id"] for row in part_data(app, "area_table")["rows"]] == ["40", "39"]
    assert [line["id"] for line in part_data(app, "attention")["lines"]]
    reached = [bar["count"] for bar in part_data(app, "stages")["stages"]]
    assert reached == ["8", "8", "8", "8", "7", "6", "5", "4", "3", "2", "1"]


def test_every_card_shows_value_target_change_and_what_it_counts(open_app: Open, small_store: Path) -> None:
    for card in part_data(open_app(small_store), "cards")["cards"]:
        assert card["value"] != "–", card["id"]
        assert card["target"], card["id"]
        assert card["change"], card["id"]
        assert card["since"], card["id"]
        assert card["n"], card["id"]
        assert card["status_word"], card["id"]


def test_a_mean_income_is_never_shown_alone(open_app: Open, small_store: Path) -> None:
    (card,) = [c for c in part_data(open_app(small_store), "cards")["cards"] if c["id"] == "income_growth"]
    assert "คู่" in card["n"]
    assert "ครอบคลุม" in card["n"]
    assert "มัธยฐาน" in card["more"]


def test_an_empty_store_says_where_to_begin(open_app: Open, tmp_path: Path) -> None:
    app = open_app(tmp_path)
    assert not app.exception
    assert "cards" not in part_names(app)
    assert app.subheader[0].value == "ยังไม่มีข้อมูลในระบบ"


def test_an_area_without_villages_is_told_and_leads_back(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, area="92")
    assert not app.exception
    assert "cards" not in part_names(app)
    assert "จังหวัดตรัง" in app.subheader[0].value


def test_registers_that_are_not_there_yet_leave_values_missing(
    open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "reached", lambda _place: 0)
    stores.build_store(tmp_path)
    app = open_app(tmp_path)
    assert not app.exception
    cards = {card["id"]: card for card in part_data(app, "cards")["cards"]}
    assert cards["otop_registered"]["value"] == "–"
    assert cards["otop_registered"]["status"] == "none"
    assert cards["leaders_trained"]["value"] == "0%"


def test_english_by_the_address_and_nothing_thai_left_in_the_frame(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, lang="en")
    assert part_data(app, "rail")["language"] == "en"
    assert part_data(app, "band")["title"] == "Overview"
    assert part_data(app, "cards")["cards"][0]["status_word"] == "On target"
    assert [step["label"] for step in part_data(app, "breadcrumb")["trail"]] == ["Thailand"]
    assert app.query_params["lang"] == "en"


def test_thai_digits_by_the_address(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, digits="thai")
    assert part_data(app, "cards")["cards"][0]["value"] == "๑๐๐%"


def test_the_address_restores_the_whole_view(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, area="4016", fy="2560", as_of="2017-02-15", compare="quarter", sort="name")
    assert [s["label"] for s in part_data(app, "breadcrumb")["trail"]] == ["ประเทศ", "จ.ขอนแก่น", "อ.ภูเวียง"]
    assert [row["id"] for row in part_data(app, "area_table")["rows"]] == ["401602", "401601"]  # ก before บ
    assert "31 ธ.ค." in part_data(app, "cards")["cards"][0]["since"]
    asked = {"area": "4016", "fy": "2560", "as_of": "2017-02-15", "compare": "quarter", "sort": "name"}
    assert app.query_params == asked


def test_the_address_is_completed_so_that_a_copy_shows_the_same(open_app: Open, small_store: Path) -> None:
    assert open_app(small_store).query_params == {"fy": "2560", "as_of": "2017-05-31"}


def test_an_address_that_cannot_be_read_is_told_in_words(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, as_of="31/2/2560")
    assert not app.exception
    assert "as_of" in app.subheader[0].value


def test_a_shortcut_of_the_as_of_day_moves_the_whole_page(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store)
    app.button(key="frame_as_of_quarter_end").click().run()
    assert app.query_params["as_of"] == "2017-03-31"
    assert not app.exception


def test_a_day_is_chosen_in_the_buddhist_era(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store)
    assert "พฤษภาคม 2560" in app.selectbox(key="frame_as_of_month").options
    app.selectbox(key="frame_as_of_month").set_value(date(2017, 2, 1)).run()
    assert app.query_params["as_of"] == "2017-02-28"  # the month has no 31st


def test_several_areas_and_areas_left_out(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, area="40,39", without="4001")
    assert not app.exception
    rows = part_data(app, "area_table")["rows"]
    assert {row["id"]: row["cells"]["villages"] for row in rows} == {"40": "5", "39": "2"}


def test_the_league_can_be_sorted_both_ways(open_app: Open, small_store: Path) -> None:
    best = [row["id"] for row in part_data(open_app(small_store, area="4016"), "area_table")["rows"]]
    worst = [
        row["id"] for row in part_data(open_app(small_store, area="4016", sort="-practising"), "area_table")["rows"]
    ]
    assert best == worst[::-1] == ["401601", "401602"]


def test_the_stages_can_be_read_as_a_table(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, funnel="table")
    assert part_names(app).count("area_table") == 2


def test_a_village_row_leads_to_the_page_of_the_village(open_app: Open, small_store: Path) -> None:
    rows = part_data(open_app(small_store, area="401601"), "area_table")["rows"]
    assert all(row["href"].startswith("./village?") and f"area={row['id']}" in row["href"] for row in rows)


def test_example_data_cannot_be_missed(open_app: Open, tmp_path: Path, small_store: Path) -> None:
    stores.build_store(tmp_path, kind="example")
    assert part_data(open_app(tmp_path), "band")["example"] == "ข้อมูลสาธิต"
    assert part_data(open_app(small_store), "band")["example"] == ""

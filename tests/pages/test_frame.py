"""The frame: filters of the address limit every figure, show as chips, stay between pages; another area beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from parts import part_data, part_names
from stores import VILLAGES, reached
from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]


def cards(app: AppTest) -> dict[str, dict[str, object]]:
    return {card["id"]: card for card in part_data(app, "cards")["cards"]}


def chips(app: AppTest) -> list[dict[str, str]]:
    return part_data(app, "chips")["chips"] if "chips" in part_names(app) else []


def test_without_filters_there_are_no_chips(open_app: Open, small_store: Path) -> None:
    assert "chips" not in part_names(open_app(small_store))


def test_a_stage_not_reached_limits_the_page_to_those_villages(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, stage="-7")
    behind = sum(reached(place) < 7 for place in range(len(VILLAGES)))
    assert cards(app)["leaders_trained"]["n"] == f"{behind}/{behind} หมู่บ้าน"
    assert cards(app)["training_complete"]["value"] == "0%"
    (chip,) = chips(app)
    assert "ยังไม่ถึงขั้น" in chip["text"]
    assert "stage" not in chip["href"]


@pytest.mark.parametrize(
    ("key", "value", "villages"),
    [
        ("training", "complete", sum(reached(n) >= 7 for n in range(len(VILLAGES)))),
        ("training", "none", sum(reached(n) < 7 for n in range(len(VILLAGES)))),
        ("otop", "registered", sum(reached(n) >= 11 for n in range(len(VILLAGES)))),
        ("otop", "group", sum(reached(n) == 10 for n in range(len(VILLAGES)))),
        ("officer", "พัฒนากร 4016", 5),
        ("officer", "พัฒนากร 4016,พัฒนากร 3904", 7),
    ],
)
def test_villages_are_filtered_by_status_and_officer(
    open_app: Open, small_store: Path, key: str, value: str, villages: int
) -> None:
    app = open_app(small_store, **{key: value})
    assert cards(app)["leaders_trained"]["n"].endswith(f"/{villages} หมู่บ้าน")
    assert [chip["key"] for chip in chips(app)] == [key]


def test_a_filter_without_effect_is_kept_and_said(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, occupation="เกษตร")
    (chip,) = chips(app)
    assert chip["idle"]
    assert cards(app)["leaders_trained"]["n"] == "8/8 หมู่บ้าน"
    rail = part_data(app, "rail")
    hrefs = [page["href"] for section in rail["sections"] for page in section["pages"]]
    assert all("occupation=" in href for href in hrefs)


def test_filters_that_leave_no_village_say_so_and_can_be_taken_away(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, training="none", otop="registered")
    assert not app.exception
    assert [chip["key"] for chip in chips(app)] == ["training", "otop"]
    assert part_data(app, "chips")["all"]["href"].count("training=") == 0


def test_another_area_stands_beside_every_figure(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, area="4016", compare="nation")
    card = cards(app)["training_complete"]
    # 5 of the district's villages have been trained, 5 of the nation's 8
    assert card["value"] == "100%"
    assert card["change"] == "+37.5"
    assert card["since"] == "เทียบประเทศ"
    league = part_data(app, "area_table")
    assert {row["cells"]["change"]["text"][0] for row in league["rows"]} <= {"+", "−", "ค"}


def test_an_address_with_an_unknown_status_is_an_error_with_a_way_out(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, training="finished")
    assert not app.exception
    assert any("finished" in e.value for e in (*app.subheader, *app.markdown))

"""The area picture: imported outlines, holes, what has no outline, villages as points, tiles, table and files."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
from map_stores import VILLAGES, X, Y, build_mapped_store
from parts import given, part_data
from streamlit.testing.v1 import AppTest

from dashboard.filters import Filters
from dashboard.measures.shapes import Shape, fetch_shapes, fetch_village_points, shapes_of
from dashboard.store import Store
from dashboard.ui.progress.tile_areas import label_of

Open = Callable[..., AppTest]
PAGE = "../pages/progress.py"
DAY = date(2017, 5, 31)


@pytest.fixture(scope="module")
def mapped_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mapped")
    build_mapped_store(folder)
    return folder


def chart(app: AppTest) -> Any:
    """The figure of the picture."""
    return next(json.loads(e.proto.spec) for e in app.get("plotly_chart") if "-picture_" in e.proto.id)


def caption(app: AppTest) -> str:
    return next(str(c.value) for c in app.caption if "มีค่า" in str(c.value))


def filled(figure: Any) -> list[list[list[float]]]:
    """The rings that are filled, trace by trace one after the other."""
    rings: list[list[list[float]]] = []
    for trace in figure["data"]:
        if trace.get("fill") == "toself":
            rings.append([])
            for x, y in zip(trace["x"], trace["y"], strict=True):
                rings.append([]) if x is None else rings[-1].append([x, y])
    return [ring for ring in rings if ring]


def codes(trace: Any) -> list[str]:
    return list(dict.fromkeys(c for c in trace.get("customdata", []) if c))


def test_imported_outlines_are_drawn_with_their_hole_and_their_parts(open_app: Open, mapped_store: Path) -> None:
    app = open_app(mapped_store, PAGE, area="40")
    assert not app.exception
    figure = chart(app)
    rings = [shapely.LinearRing(ring) for ring in filled(figure)]
    turned = sorted(round(float(shapely.Polygon(ring).area), 4) for ring in rings if not ring.is_ccw)
    assert turned == [0.01]  # the hole goes the other way round: it stays open
    districts = [ring for ring in rings if ring.is_ccw and shapely.Polygon(ring).area < 0.2]
    assert sorted(round(float(shapely.Polygon(r).area), 4) for r in districts) == [0.01, 0.09, 0.09]
    assert codes(figure["data"][-1]) == ["4001", "4016"]
    assert figure["layout"]["yaxis"]["scaleanchor"] == "x"


def test_no_point_to_click_lies_in_the_hole(mapped_store: Path) -> None:
    with Store(mapped_store).current().open() as con:
        shape = fetch_shapes(con, Filters(2560, DAY, ("40",)), 4)["4016"]
    inside = shapely.box(X + 0.1, Y + 0.1, X + 0.2, Y + 0.2)
    assert len(shape.spots) > 20
    assert not any(shapely.contains_xy(inside, x, y) for x, y in (*shape.spots, shape.middle))


def test_an_area_without_an_outline_is_counted_and_named(open_app: Open, mapped_store: Path) -> None:
    app = open_app(mapped_store, PAGE, area="40")
    assert "มีค่า 3/3 อำเภอ" in caption(app)
    assert "ไม่มีแนวเขตบนแผนที่ 1 แห่ง: อ.บ้านฝาง" in caption(app)
    table = _table(open_app(mapped_store, PAGE, area="40", picture="table"))
    notes = {row["id"]: row["cells"]["name"]["note"] for row in table["rows"]}
    assert ["ไม่มีบนแผนที่" in notes[code] for code in ("4001", "4002", "4016")] == [False, True, False]


def _table(app: AppTest) -> Any:
    return next(given(e.proto) for e in app.get("bidi_component") if e.proto.id.endswith("-picture_table"))


def test_the_table_ranks_the_areas_and_its_rows_lead_down(open_app: Open, mapped_store: Path) -> None:
    app = open_app(mapped_store, PAGE, area="40", picture="table")
    assert not [e for e in app.get("plotly_chart") if "-picture_" in e.proto.id]
    rows = _table(app)["rows"]
    assert [row["id"] for row in rows] == ["4016", "4001", "4002"]  # 40, 20 … of those selected practise
    assert all(f"area={row['id']}" in row["href"] for row in rows)


def test_the_address_turns_the_map_into_tiles(open_app: Open, mapped_store: Path) -> None:
    app = open_app(mapped_store, PAGE, area="40", picture="tiles")
    figure = chart(app)
    assert "scaleanchor" not in figure["layout"]["yaxis"]
    assert set(codes(figure["data"][-1])) == {"400101", "400201", "401601", "401602"}
    app.button(key="picture_map_turn").click().run()
    assert app.query_params["picture"] == "map"
    app = open_app(mapped_store, PAGE, area="40")
    app.button(key="picture_map_turn").click().run()
    assert app.query_params["picture"] == "tiles"


def test_without_any_outline_there_are_tiles_and_no_word_of_a_map(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="40")
    assert "scaleanchor" not in chart(app)["layout"]["yaxis"]
    assert not [b for b in app.button if b.key == "picture_map_turn"]


def test_villages_are_points_in_their_subdistrict_and_a_slip_is_left_out_and_named(
    open_app: Open, mapped_store: Path
) -> None:
    app = open_app(mapped_store, PAGE, area="4016", picture="map")
    dots = [t for t in chart(app)["data"] if t.get("customdata") and len(t["customdata"][0]) == 8]
    assert [codes(t) for t in dots] == [["40160101", "40160102"]]
    assert dots[0]["x"] == pytest.approx([X + 0.02, X + 0.25])
    assert "พิกัดอยู่นอกพื้นที่ 1 แห่ง: บ้านทดสอบ2 ม.1" in caption(app)
    app = open_app(mapped_store, PAGE, area="401601")  # a subdistrict: no outline of it is needed
    dots = [t for t in chart(app)["data"] if t.get("customdata")]
    assert codes(dots[0]) == ["40160101", "40160102"]
    assert "บ้านทดสอบ0" in dots[0]["hovertext"][0]


def test_a_status_has_a_shape_and_a_word_beside_its_colour(open_app: Open, mapped_store: Path) -> None:
    figure = chart(open_app(mapped_store, PAGE, area="40", measure="training_complete"))
    named = {t["name"]: t["marker"]["symbol"] for t in figure["data"] if t.get("name") in ("ถึงเป้า", "ต่ำกว่าเป้า")}
    assert named
    assert all({"ถึงเป้า": "circle", "ต่ำกว่าเป้า": "triangle-down"}[word] == symbol for word, symbol in named.items())


def test_the_nation_stays_small_and_imported_provinces_come_before_our_own(mapped_store: Path) -> None:
    with Store(mapped_store).current().open() as con:
        own = fetch_shapes(con, Filters(2560, DAY), 2)
    assert len(own) == 77
    points = sum(len(ring) for shape in own.values() for ring in shape.rings)
    assert 1_500 < points < 8_000
    assert all(shape.spots for shape in own.values())


def test_a_fine_border_is_simplified_together_with_its_neighbours() -> None:
    ragged = [(0.5 + 0.0002 * (n % 2), n / 1000) for n in range(1001)]
    left = [(0.0, 0.0), *ragged, (0.0, 1.0), (0.0, 0.0)]
    right = [(1.0, 1.0), *ragged[::-1], (1.0, 0.0), (1.0, 1.0)]
    found = shapes_of({"4001": [tuple(left)], "4002": [tuple(right)]})
    assert sum(len(ring) for shape in found.values() for ring in shape.rings) < 200  # of 2,010

    def solid(shape: Shape) -> shapely.Polygon:
        return shapely.Polygon(shape.rings[0])

    both = shapely.union(solid(found["4001"]), solid(found["4002"]))
    assert both.area == pytest.approx(1, abs=1e-6)  # neither a gap nor an overlap
    assert solid(found["4001"]).intersection(solid(found["4002"])).area == pytest.approx(0, abs=1e-6)


def test_a_place_outside_the_country_is_none(mapped_store: Path) -> None:
    with Store(mapped_store).current().open() as con:
        points = {p.code: p.at for p in fetch_village_points(con, Filters(2560, DAY, ("40",)))}
    assert set(points) == set(VILLAGES)
    assert points["40160201"] is None  # latitude and longitude changed places
    assert points["40010101"] is None


def test_the_picture_is_there_in_english_and_says_what_a_picture_file_needs(open_app: Open, mapped_store: Path) -> None:
    app = open_app(mapped_store, PAGE, area="40", lang="en")
    names = [e.proto.component_name for e in app.get("bidi_component")]
    all_given = [part_data(app, "save_picture", n) for n in range(names.count("sammachip_save_picture"))]
    (given,) = [one for one in all_given if one["block"] == "picture"]
    assert given["title"] == "Map of areas: Households practising"
    assert "31 May 2017" in given["view"]
    assert given["example"] == ""


@pytest.mark.parametrize(
    ("name", "wide", "label"),
    [
        ("ภูเวียง", 200, "ภูเวียง"),
        ("บ้านหัวยาง moo 1", 80, "บ้านหัวยาง<br>moo 1"),
        ("บ้านหัวยาง ม.1", 80, "บ้านหัวยาง<br>ม.1"),
        ("บ้านหัวยาง moo 1", 20, ""),
        ("บ้านหัวยางหนองคู", 60, ""),
    ],
)
def test_a_name_on_a_tile_stands_on_one_line_or_two_or_not_at_all(name: str, wide: float, label: str) -> None:
    assert label_of(name, wide, 60) == label

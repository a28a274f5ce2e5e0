"""Progress by area: full, empty and partial stores, both languages, and the address as the whole view."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import stores
from parts import given, part_data
from streamlit.testing.v1 import AppTest

from dashboard.charts.scale import class_of, edges_of
from dashboard.charts.tiles import Box, tile
from dashboard.filters import Filters
from dashboard.measures import fetch_measures, fetch_stages
from dashboard.measures.context import fetch_context
from dashboard.store import Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables
from dashboard.ui.progress.heat import MEASURE_OF_STAGE

Open = Callable[..., AppTest]
PAGE = "../pages/progress.py"
SALES = "ยอดจำหน่าย OTOP"


def table(app: AppTest, key: str) -> Any:
    """The data of the table of this key."""
    return next(given(e.proto) for e in app.get("bidi_component") if e.proto.id.endswith(f"-{key}"))


def chart(app: AppTest, key: str) -> Any:
    """The figure of the chart of this key."""
    return next(json.loads(e.proto.spec) for e in app.get("plotly_chart") if e.proto.id.endswith(f"-{key}"))


def words(app: AppTest) -> str:
    """Everything that the page says outside its parts."""
    return "\n".join(str(e.value) for kind in ("header", "caption", "markdown") for e in app.get(kind))


@pytest.fixture(scope="session")
def context_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small store with sales of two districts: two whole years and one of eleven months; a mean; other months."""
    folder = tmp_path_factory.mktemp("context")
    rows = [
        *[("3904", SALES, y, m, v) for y, m, v in ((2567, 12, 100.0), (2568, 12, 90.0), (2569, 11, 95.0))],
        *[("3905", SALES, y, m, v) for y, m, v in ((2567, 12, 10.0), (2568, 12, 9.0), (2569, 11, 8.0))],
        ("39", "รายได้ครัวเรือนเฉลี่ย จปฐ.", 2561, 12, 150_000.0),
        ("3904", "รายได้เฉลี่ยอำเภอ", 2561, 12, 1.0),
        ("3904", "ยอดอื่น", 2568, 12, 5.0),
        ("3905", "ยอดอื่น", 2568, 11, 5.0),
    ]
    with Store(folder).building("real") as building:
        create_tables(building.con)
        stores.fill(building.con, stores.VILLAGES)
        building.con.executemany(
            "insert into context (area_code, indicator, year, months, value, unit, source, is_fiscal_year)"
            " values (?, ?, ?, ?, ?, 'บาท', 'สำนักงานจังหวัด', true)",
            [list(row) for row in rows],
        )
        build_marts(building.con)
    return folder


def test_the_table_shows_every_stage_of_the_areas_and_of_all_of_them(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE)
    assert not app.exception
    heat = table(app, "heat_table")
    assert [row["id"] for row in heat["rows"]] == ["40", "39"]  # the furthest first
    assert [heat["total"]["cells"][f"s{n}"]["text"] for n in (1, 5, 11)] == ["100", "87.5", "12.5"]
    first = heat["rows"][0]["cells"]
    assert first["villages"] == "6"
    assert first["s1"] | {"status": "met", "word": "ถึงเป้า"} == first["s1"]
    assert first["s4"]["word"] == ""  # a stage that is no measure has no status


@pytest.mark.parametrize("by", [None, "province", "district", "village"])
def test_a_stage_that_is_a_measure_has_its_value(small_store: Path, by: str | None) -> None:
    filters = Filters(stores.FISCAL_YEAR, stores.TODAY)
    with Store(small_store).current().open() as con:
        measures = {a.area_code: a for a in fetch_measures(con, filters, by)}
        for area in fetch_stages(con, filters, by):
            for stage, measure in MEASURE_OF_STAGE.items():
                assert area.reached[stage - 1] == measures[area.area_code].values[measure].numerator, (area, measure)


def test_any_stage_sorts_the_table_and_the_heading_turns_it(open_app: Open, small_store: Path) -> None:
    best = table(open_app(small_store, PAGE, area="4016", sort="s9"), "heat_table")
    worst = table(open_app(small_store, PAGE, area="4016", sort="-s9"), "heat_table")
    assert [r["id"] for r in best["rows"]] == [r["id"] for r in worst["rows"]][::-1]
    (sorted_by,) = [c for c in best["columns"] if c["sorted"]]
    assert (sorted_by["key"], sorted_by["sorted"]) == ("s9", "down")
    assert "sort=-s9" in sorted_by["sort_href"]


def test_a_row_leads_down_and_in_a_subdistrict_to_the_village(open_app: Open, small_store: Path) -> None:
    rows = table(open_app(small_store, PAGE), "heat_table")["rows"]
    assert rows[0]["href"].startswith("./progress?")
    assert "area=40" in rows[0]["href"]
    rows = table(open_app(small_store, PAGE, area="401601"), "heat_table")["rows"]
    assert all(r["href"].startswith("./village?") and f"area={r['id']}" in r["href"] for r in rows)


def test_villages_show_the_day_of_each_stage_or_a_dash(open_app: Open, small_store: Path) -> None:
    rows = {r["id"]: r for r in table(open_app(small_store, PAGE, area="3904"), "heat_table")["rows"]}
    assert set(rows) == {"390401"}
    rows = {r["id"]: r for r in table(open_app(small_store, PAGE, area="390401"), "heat_table")["rows"]}
    assert rows["39040101"]["cells"]["mean"] == "5/11"
    assert rows["39040101"]["cells"]["s1"]["text"] == "1 พ.ย."
    assert rows["39040101"]["cells"]["s6"]["text"] == "–"


def test_movers_show_the_change_since_the_compared_day(open_app: Open, small_store: Path) -> None:
    query = {"as_of": "2017-01-31", "measure": "training_complete", "fy": "2560"}
    app = open_app(small_store, PAGE, **query)
    movers = table(app, "movers_table")
    assert [r["id"] for r in movers["rows"]] == ["40", "39"]
    assert movers["rows"][0]["cells"]["change"]["text"] == "+83.3"
    assert movers["rows"][1]["cells"]["change"]["tone"] == "same"
    nothing_compared = table(open_app(small_store, PAGE, compare="none", **query), "movers_table")
    assert [c["key"] for c in nothing_compared["columns"]] == ["rank", "name", "value"]


def test_the_plan_is_drawn_for_the_year_and_the_result_up_to_the_day(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, as_of="2017-01-03", fy="2560", measure="training_complete")
    lines = {t.get("name"): t for t in chart(app, "plan_chart")["data"]}
    assert max(lines["ทำได้จริง"]["x"]).startswith("2017-01-03")
    assert max(lines["ตามแผน"]["x"]).startswith("2017-09-30")
    assert lines["ตามแผน"]["y"][-1] == pytest.approx(5 / 8 * 100)  # five of eight villages have five planned days
    shaded = chart(app, "plan_chart")["layout"]["shapes"][0]
    assert (shaded["x0"][:10], shaded["x1"][:10]) == ("2017-01-03", "2017-09-30")
    assert "ปียังไม่ครบ" in words(app)
    assert "มีกำหนดการครบ 5/8 หมู่บ้าน" in words(app)


def test_a_measure_without_a_plan_by_day_says_so_and_shows_its_target(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE)
    assert "ไม่มีแผนรายวัน" in words(app)
    assert "ตามแผน" not in [t.get("name") for t in chart(app, "plan_chart")["data"]]
    assert "เป้า 85%" in [a["text"] for a in chart(app, "plan_chart")["layout"]["annotations"]]


def test_a_whole_year_is_not_marked_as_partial(open_app: Open, small_store: Path) -> None:
    assert "ปียังไม่ครบ" not in words(open_app(small_store, PAGE, fy="2560", as_of="2017-09-30"))


def test_before_the_year_begins_nothing_is_drawn_and_nothing_breaks(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, fy="2560", as_of="2016-09-01", measure="training_complete")
    assert not app.exception
    assert chart(app, "plan_chart")["data"][-1]["x"] == []


def test_the_nation_is_a_map_whose_grey_provinces_are_counted(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE)
    spots = chart(app, "picture_nation")["data"][-1]
    assert set(spots["customdata"]) == {"40", "39", ""}  # only provinces with villages can be chosen
    assert "อีก 75 จังหวัดไม่มีหมู่บ้านเป้าหมาย" in words(app)
    assert not {t["type"] for t in chart(app, "picture_nation")["data"]} - {"scatter"}  # nothing that asks a server


def test_inside_a_province_the_picture_is_tiles_that_can_be_chosen(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="40")
    assert set(chart(app, "picture_40")["data"][-1]["customdata"]) == {"401601", "401602", "400101"}
    app = open_app(small_store, PAGE, area="401601")
    assert set(chart(app, "picture_401601")["data"][-1]["customdata"]) == {"40160101", "40160102", "40160103"}


def test_every_chart_has_a_twin_and_a_text(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, plan="table")
    assert [r["id"] for r in table(app, "plan_table")["rows"]][-1] == "2017-05-31"
    for drawn in open_app(small_store, PAGE).get("plotly_chart"):
        assert len(drawn.proto.alt) > 20


def test_choosing_a_measure_writes_the_address(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE)
    app.selectbox(key="progress_measure").set_value("teams_complete").run()
    assert app.query_params["measure"] == "teams_complete"
    assert "ทีมวิทยากรครบ" in json.dumps(table(app, "movers_table")["columns"], ensure_ascii=False)


def test_the_address_restores_the_whole_page(open_app: Open, small_store: Path) -> None:
    asked = {"area": "4016", "fy": "2560", "as_of": "2017-02-15", "sort": "name", "by": "-value", "measure": "on_time"}
    app = open_app(small_store, PAGE, **asked)
    assert app.query_params == asked
    assert [r["id"] for r in table(app, "heat_table")["rows"]] == ["401602", "401601"]


def test_an_unknown_measure_in_the_address_falls_back(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, measure="nonsense", sort="s99", by="nothing")
    assert not app.exception
    assert app.selectbox(key="progress_measure").value == "practising"


def test_an_empty_store_and_an_area_without_villages_are_told(
    open_app: Open, small_store: Path, tmp_path: Path
) -> None:
    assert open_app(tmp_path, PAGE).subheader[0].value == "ยังไม่มีข้อมูลในระบบ"
    assert "จังหวัดตรัง" in open_app(small_store, PAGE, area="92").subheader[0].value


def test_registers_that_are_not_there_yet_leave_grey_and_dashes(
    open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "reached", lambda _place: 0)
    stores.build_store(tmp_path)
    app = open_app(tmp_path, PAGE, measure="income_growth")
    assert not app.exception
    assert {r["cells"]["value"]["text"] for r in table(app, "movers_table")["rows"]} == {"–"}


def test_english_by_the_address(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, lang="en")
    heat = table(app, "heat_table")
    assert [c["label"] for c in heat["columns"]][:3] == ["Province", "Villages", "Mean stage"]
    assert part_data(app, "band")["title"] == "Progress by area"
    assert not re.search("[ก-๙]", words(app)), words(app)


def test_several_areas_are_compared_with_each_other(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="4016,3904")
    assert not app.exception
    assert {r["id"] for r in table(app, "heat_table")["rows"]} == {"4016", "3904"}


# -- context


def test_a_province_is_the_sum_of_its_districts_only_where_that_is_honest(context_store: Path) -> None:
    with Store(context_store).current().open() as con:
        found = {i.name: i for i in fetch_context(con, "39")}
    assert [(y.year, y.value, y.months) for y in found[SALES].years] == [
        (2567, 110.0, 12),
        (2568, 99.0, 12),
        (2569, 103.0, 11),
    ]
    assert found[SALES].summed == ("3904", "3905")
    assert found["รายได้ครัวเรือนเฉลี่ย จปฐ."].summed == ()
    assert "รายได้เฉลี่ยอำเภอ" not in found  # means are not added up
    assert "ยอดอื่น" not in found  # nor figures of different months


def test_a_partial_year_is_never_compared_with_a_whole_one(context_store: Path) -> None:
    with Store(context_store).current().open() as con:
        sales = next(i for i in fetch_context(con, "3904") if i.name == SALES)
    assert sales.change_pct
    earlier, later, change = sales.change_pct
    assert (earlier.year, later.year) == (2567, 2568)
    assert change == pytest.approx(-10)


def test_a_partial_year_is_hatched_and_named(open_app: Open, context_store: Path) -> None:
    app = open_app(context_store, PAGE, area="39")
    (bars,) = chart(app, "context_0_chart")["data"]
    assert bars["marker"]["pattern"]["shape"] == ["", "", "/"]
    assert "11 เดือน" in bars["text"][2]
    said = words(app)
    assert "2567 → 2568: −10%" in said
    assert "รวมจาก 2 อำเภอ" in said
    assert "ที่มา: สำนักงานจังหวัด" in said
    assert "2568 → 2569" not in said


def test_a_bar_of_a_year_shows_the_areas_that_it_is_the_sum_of(open_app: Open, context_store: Path) -> None:
    app = open_app(context_store, PAGE, area="39")
    (bars,) = chart(app, "context_0_chart")["data"]
    app.query_params.update(dict(parse_qsl(urlsplit(bars["customdata"][1]).query)))
    app.run()
    shown = table(app, "context_year_table")
    assert "2568" in shown["caption"]
    assert [(r["id"], r["cells"]["value"]["text"], r["cells"]["value"]["note"]) for r in shown["rows"]] == [
        ("3904", "90", "90.9% ของทั้งหมด"),
        ("3905", "9", "9.1% ของทั้งหมด"),
    ]
    assert "รวม 2 พื้นที่ 99 บาท" in words(app)  # what the bar says
    (chip,) = table(app, "context_year_chips")["chips"]
    assert chip["text"] == "ปีงบ 2568"
    assert "published" not in dict(parse_qsl(urlsplit(chip["href"]).query))


def test_the_year_of_one_district_leads_to_all_districts(open_app: Open, context_store: Path) -> None:
    app = open_app(context_store, PAGE, area="3904", context="table")
    hrefs = {r["cells"]["name"]["text"].split(" · ")[0]: r["href"] for r in table(app, "context_table")["rows"]}
    app.query_params.clear()
    app.query_params.update(dict(parse_qsl(urlsplit(hrefs["ยอดอื่น"]).query)))
    app.run()
    assert app.query_params["area"] == "39"
    rows = table(app, "context_year_table")["rows"]
    assert [(r["id"], r["cells"]["name"]["note"]) for r in rows] == [("3904", ""), ("3905", "11 เดือน")]
    assert {r["cells"]["value"]["note"] for r in rows} == {""}  # no sum of different months, so no shares


@pytest.mark.parametrize("asked", ["2568", "x.y", "2568.ไม่มี", "²."])
def test_a_year_that_nobody_published_is_told_or_left_out(open_app: Open, context_store: Path, asked: str) -> None:
    assert not open_app(context_store, PAGE, area="39", published=asked).exception


def test_a_subdistrict_shows_the_figures_of_the_closest_area_above(open_app: Open, context_store: Path) -> None:
    with Store(context_store).current().open() as con:
        found = {i.name: i.area_code for i in fetch_context(con, "390401")}
    assert found == {
        SALES: "3904", "ยอดอื่น": "3904", "รายได้เฉลี่ยอำเภอ": "3904", "รายได้ครัวเรือนเฉลี่ย จปฐ.": "39",
    }  # fmt: skip
    assert "เลือกจังหวัดเพื่อดู" in words(open_app(context_store, PAGE))


# -- shapes, tiles, classes


def test_tiles_fill_their_box_in_proportion() -> None:
    sizes = [6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0]
    boxes = tile(sizes, Box(0, 0, 6, 4))
    assert [box.wide * box.high for box in boxes] == pytest.approx(sizes)
    assert all(b.x >= 0 and b.x + b.wide <= 6 + 1e-9 and b.y >= 0 and b.y + b.high <= 4 + 1e-9 for b in boxes)
    assert [b.wide for b in tile([0.0, 0.0], Box(0, 0, 6, 4))] == [0, 0]


@pytest.mark.parametrize(
    ("values", "edges"),
    [
        ([12.0, 96.0, None], (0, 20, 40, 60, 80, 100)),
        ([3.4, 8.0], (0, 2, 4, 6, 8, 10)),
        ([-4.7, 7.8], (-5, -2.5, 0, 2.5, 5, 7.5)),
        ([], (0, 1, 2, 3, 4, 5)),
    ],
)
def test_classes_have_round_edges(values: list[float | None], edges: tuple[float, ...]) -> None:
    found = edges_of(values, percent=True)
    known = [v for v in values if v is not None]
    if known and min(known) < 0:
        assert found[0] <= min(known)
        assert found[-1] >= max(known)
        assert 0 in found
    else:
        assert found == edges


def test_an_edge_belongs_to_the_class_above_and_the_last_one_to_the_highest() -> None:
    edges = (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
    assert [class_of(v, edges) for v in (0, 19.9, 20, 100, None)] == [0, 0, 1, 4, None]


def test_the_day_a_stage_is_lost_it_is_a_dash_again(open_app: Open, tmp_path: Path) -> None:
    with Store(tmp_path).building("real") as building:
        create_tables(building.con)
        stores.fill(building.con, stores.VILLAGES)
        building.con.execute(
            "update sages set left_on = ? where village_code = '40160101' and full_name = 'ปราชญ์ 4'",
            [date(2017, 3, 1)],
        )
        build_marts(building.con)
    rows = {r["id"]: r for r in table(open_app(tmp_path, PAGE, area="401601"), "heat_table")["rows"]}
    assert rows["40160101"]["cells"]["s3"]["text"] == "–"
    assert rows["40160101"]["cells"]["mean"] == "2/11"

"""Map files: codes found by their values, every feature stored or refused with its reason, borders mended."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import maps
import pytest
import shapely
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dashboard import places
from dashboard.intake import geojson, outlines
from dashboard.intake.area_codes import plain_code
from dashboard.intake.importing import import_files
from dashboard.intake.maps import read_map
from dashboard.intake.report import ImportReport
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.store.health import health
from dashboard.store.history import batches, refused_rows, undo

SETTINGS = Settings()
DISTRICTS = ("4001", "4016", "4029", "3901", "3904")


def bring(folder: Path, *paths: Path, **how: Any) -> ImportReport:
    return import_files(paths, Store(folder / "store"), SETTINGS, **how)


def stored(folder: Path) -> dict[str, Any]:
    """Code → rings, as the newest snapshot has them; the store is sound."""
    with Store(folder / "store").current().open() as con:
        assert health(con) == []
        return {code: json.loads(rings) for code, rings in con.execute("select code, rings from shapes").fetchall()}


def counts(report: ImportReport) -> tuple[int, ...]:
    (r,) = report.registers
    assert r.register == "shapes"
    assert r.read == r.new + r.changed + r.unchanged + r.rejected
    return r.read, r.new, r.changed, r.unchanged, r.rejected


def codes(report: ImportReport) -> dict[int, str]:
    """Row → the code of its reason."""
    return {r.row: r.code for r in report.rejects}


def ground(rings: list[Any]) -> shapely.Geometry:
    """What outer rings enclose and holes leave out."""
    turned: dict[bool, list[Any]] = {True: [], False: []}
    for ring in rings:
        turned[shapely.LinearRing(ring).is_ccw].append(shapely.Polygon(ring).buffer(0))
    return shapely.union_all(turned[True]).difference(shapely.union_all(turned[False]))


def area(rings: list[Any]) -> float:
    return float(ground(rings).area)


SPELLINGS = ["4016", 4016, 4016.0, "TH4016", "th-4016", "THA 4016", "40-16", "40 16", "40160000", "401600", "๔๐๑๖"]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_code_is_read_in_any_spelling(tmp_path: Path, spelling: str | float) -> None:
    shape = maps.squares(["4016"])["4016"]
    bring(tmp_path, maps.write_map(tmp_path / "a.geojson", [maps.feature(shape, name="ภูเวียง", x=spelling)]))
    assert list(stored(tmp_path)) == ["4016"]


@pytest.mark.parametrize("text", ["", "ภูเวียง", "TH", "401", "40161", "4016x", "1e3", "400116000000", "-4016.5"])
def test_what_is_no_code_is_left_alone(text: str) -> None:
    assert plain_code(text) == ""


def test_the_property_with_the_codes_is_found_by_its_values_and_said(tmp_path: Path) -> None:
    found = [
        maps.feature(shape, OBJECTID=n, ADM1_PCODE=f"TH{code[:2]}", pop=4016 + n, ADM2_PCODE=f"TH{code}", name="x")
        for n, (code, shape) in enumerate(maps.squares(DISTRICTS).items(), start=1)
    ]
    report = bring(tmp_path, maps.write_map(tmp_path / "a.json", found))
    assert counts(report) == (5, 5, 0, 0, 0)
    assert report.registers[0].headings["code"] == "ADM2_PCODE"
    assert sorted(stored(tmp_path)) == sorted(DISTRICTS)


def test_running_numbers_are_no_codes_even_where_a_province_has_such_a_code(tmp_path: Path) -> None:
    provinces = maps.squares([c for c in places.all_places() if len(c) == 2])
    numbered = [maps.feature(shape, id=n) for n, shape in enumerate(provinces.values(), start=1)]
    report = bring(tmp_path, maps.write_map(tmp_path / "a.geojson", numbered))
    assert [p.facts["reason"] for p in report.problems] == ["map_no_codes"]
    assert report.exit_code == 2


def moved(features: list[dict[str, Any]], how: Any) -> list[dict[str, Any]]:
    for f in features:
        f["geometry"]["coordinates"] = [[how(*p) for p in ring] for ring in f["geometry"]["coordinates"]]
    return features


def squares() -> list[dict[str, Any]]:
    return [maps.feature(shape, code=code) for code, shape in maps.squares(DISTRICTS).items()]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("reason", "make"),
    [
        ("map_projected", lambda p: maps.write_map(p, moved(squares(), lambda x, y: [x * 1e4 - 7e5, y * 1.1e5]))),
        ("map_projected", lambda p: maps.write_map(
            p, squares(), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32647"}})),
        ("map_turned", lambda p: maps.write_map(p, moved(squares(), lambda x, y: [y, x]))),
        ("map_elsewhere", lambda p: maps.write_map(p, moved(squares(), lambda x, y: [x - 100, y]))),
        ("map_empty", lambda p: maps.write_map(p, [])),
        ("map_no_codes", lambda p: maps.write_map(p, [maps.feature(f["geometry"], name="x") for f in squares()])),
        ("map_no_collection", lambda p: write(p, json.dumps(squares()[0]))),
        ("map_no_collection", lambda p: write(p, '{"type": "Topology", "objects": {}}')),
        ("map_broken", lambda p: write(p, json.dumps({"type": "FeatureCollection", "features": squares()})[:-40])),
        ("map_broken", lambda p: write(p, '{"type": "FeatureCollection", "features": [{"geometry": NaN}]}')),
        ("map_broken", lambda p: write(p, "[" * 100_000)),
        ("map_broken", lambda p: write(p, '{"features": ' + "[" * 100_000)),
        ("empty", lambda p: write(p, "")),
        ("html", lambda p: write(p, "<html>")),
    ],
)  # fmt: skip
def test_a_file_that_is_no_map_in_degrees_is_refused_in_words(tmp_path: Path, reason: str, make: Any) -> None:
    report = bring(tmp_path, make(tmp_path / "a.geojson"))
    assert [p.facts["reason"] for p in report.problems] == [reason]
    assert report.to_json("th")["problems"][0]["message"] != report.to_json("en")["problems"][0]["message"]
    assert Store(tmp_path / "store").newest() is None


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326", "WGS 84"])
def test_wgs84_may_be_named(tmp_path: Path, name: str) -> None:
    crs = {"type": "name", "properties": {"name": name}}
    assert counts(bring(tmp_path, maps.write_map(tmp_path / "a.geojson", squares(), crs=crs)))[1] == 5


def test_what_may_come_in_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = maps.map_of(tmp_path / "a.geojson", DISTRICTS)
    monkeypatch.setattr(geojson, "MOST_FEATURES", 4)
    assert bring(tmp_path, path).problems[0].facts["reason"] == "map_too_large"
    monkeypatch.setattr(geojson, "MOST_FEATURES", 5)
    monkeypatch.setattr(geojson, "MOST_POINTS", 24)
    assert bring(tmp_path, path).problems[0].facts["reason"] == "map_too_large"


def test_every_feature_is_stored_or_refused_with_its_reason(tmp_path: Path) -> None:
    good = maps.squares(DISTRICTS)
    ring = maps.square(102.0, 16.0)
    flat = [[102.0, 16.0], [102.1, 16.1], [102.0, 16.0], [102.0, 16.0]]
    found = [
        *(maps.feature(shape, code=code) for code, shape in good.items()),  # 1-5
        maps.feature(None, code="4002"),
        maps.feature({"type": "Point", "coordinates": [102.0, 16.0]}, code="4003"),
        maps.feature({"type": "Polygon", "coordinates": [[[102.0, 16.0], [102.1, "x"], [102.1, 16.1]]]}, code="4004"),
        maps.feature({"type": "Polygon", "coordinates": [flat]}, code="4005"),
        maps.feature({"type": "Polygon", "coordinates": [maps.square(106.4, 16.0, 0.3)]}, code="4006"),  # 10
        maps.feature(good["3901"], code="9001"),
        maps.feature({"type": "Polygon", "coordinates": [ring]}, code="4099"),
        maps.feature({"type": "Polygon", "coordinates": [ring]}, code=None),
        maps.feature({"type": "Polygon", "coordinates": [ring]}, code="40160101"),
        maps.feature({"type": "MultiPolygon", "coordinates": []}, code="4007"),  # 15
        "no feature",
    ]
    report = bring(tmp_path, maps.write_map(tmp_path / "a.geojson", found))
    assert counts(report) == (16, 5, 0, 0, 11)
    found_codes = {(r.row, r.code) for r in report.rejects}
    assert found_codes == {
        (6, "shape_missing"), (7, "shape_type"), (8, "shape_broken"), (9, "shape_no_area"), (10, "shape_outside"),
        (11, "shape_elsewhere"), (12, "place_unknown"), (13, "place_missing"), (14, "place_code_malformed"),
        (15, "shape_missing"), (16, "place_missing"), (16, "shape_broken"),
    }  # fmt: skip
    with Store(tmp_path / "store").current().open() as con:
        kept = refused_rows(con, 1)
    assert [r.row for r in kept] == list(range(6, 17))
    assert all(len(str(r.cells)) < 500 for r in kept)  # no coordinates in the quarantine
    for reject in report.rejects:
        assert reject.message("th") != reject.message("en")


def test_a_border_that_crosses_itself_is_mended_and_said(tmp_path: Path) -> None:
    x, y = maps.middles()["40"]
    tie = [[x, y], [x + 0.1, y + 0.1], [x + 0.1, y], [x, y + 0.1], [x, y]]
    shape = {"type": "Polygon", "coordinates": [tie]}
    report = bring(tmp_path, maps.write_map(tmp_path / "a.geojson", [maps.feature(shape, code="4016")]))
    assert report.registers[0].warnings == {"shape_repaired": 1}
    rings = stored(tmp_path)["4016"]
    assert len(rings) == 2
    assert area(rings) == pytest.approx(0.005, rel=0.01)


def test_parts_of_one_area_are_put_together_and_contradictions_refused(tmp_path: Path) -> None:
    ground = maps.squares(["4016", "4001", "4029", "4002"])
    one, beside, other, over = ground.values()
    x, y = over["coordinates"][0][0]
    found = [
        maps.feature(one, code="4016"),
        maps.feature(beside, code="4016"),  # touches: one area in two parts
        maps.feature(other, code="4029"),
        maps.feature(other, code="4029"),  # the same again
        maps.feature(over, code="4002"),
        maps.feature({"type": "Polygon", "coordinates": [maps.square(x + 0.02, y + 0.02)]}, code="4002"),  # over it
    ]
    report = bring(tmp_path, maps.write_map(tmp_path / "a.geojson", found))
    assert counts(report) == (6, 2, 0, 2, 2)
    assert codes(report) == {5: "conflicting_rows", 6: "conflicting_rows"}
    assert {code: area(rings) for code, rings in stored(tmp_path).items()} == pytest.approx(
        {"4016": 0.02, "4029": 0.01}, rel=0.01
    )


def test_what_is_brought_again_is_unchanged_what_moved_has_changed_and_undo_takes_it_back(tmp_path: Path) -> None:
    first = maps.map_of(tmp_path / "a.geojson", DISTRICTS)
    bring(tmp_path, first)
    before = stored(tmp_path)
    assert counts(bring(tmp_path, first)) == (5, 0, 0, 5, 0)
    other = squares()[:2]
    moved(other[:1], lambda x, y: [x + 0.3, y + 0.3])
    assert counts(bring(tmp_path, maps.write_map(tmp_path / "b.geojson", other))) == (2, 0, 1, 1, 0)
    assert stored(tmp_path) != before
    assert undo(Store(tmp_path / "store")) == 3
    assert stored(tmp_path) == before
    undo(Store(tmp_path / "store"))
    undo(Store(tmp_path / "store"))
    assert stored(tmp_path) == {}
    with Store(tmp_path / "store").current().open() as con:
        assert [(b.n_read, b.undone_at is not None) for b in batches(con)] == [(2, True), (5, True), (5, True)]


def test_a_dry_run_and_a_strict_one_store_nothing(tmp_path: Path) -> None:
    path = maps.write_map(tmp_path / "a.geojson", [*squares(), maps.feature(None, code="4002")])
    assert counts(bring(tmp_path, path, dry_run=True)) == (6, 5, 0, 0, 1)
    assert bring(tmp_path, path, strict=True).batch is None
    assert Store(tmp_path / "store").newest() is None


def test_maps_and_registers_come_in_together_and_a_folders_other_json_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "ของจังหวัด"
    folder.mkdir()
    maps.map_of(folder / "แผนที่.geojson", DISTRICTS)
    maps.map_of(folder / "อีกแผ่น.json", ["9201"])
    (folder / "settings.json").write_text('{"a": 1}')
    (folder / "หมู่บ้าน.csv").write_text("ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n2560,39040107,บ้านโนน\n", encoding="utf-8")
    report = bring(tmp_path, folder)
    assert sorted((r.register, r.new) for r in report.registers) == [("shapes", 1), ("shapes", 5), ("villages", 1)]
    assert report.ignored_sheets == (("settings.json", "", "other_format"),)
    assert not report.problems


def test_an_abolished_code_is_stored_under_its_successor(tmp_path: Path) -> None:
    old = next(c for c in ("4303", "4304", "4306", "4309", "4310", "4311") if len(places.successors(c)) == 1)
    (heir,) = places.successors(old)
    shape = maps.squares([heir])[heir]
    report = bring(tmp_path, maps.write_map(tmp_path / "a.geojson", [maps.feature(shape, code=old)]))
    assert report.registers[0].warnings == {"place_code_succeeded": 1}
    assert list(stored(tmp_path)) == [heir]


def test_holes_stay_open_and_neighbours_keep_one_border(tmp_path: Path) -> None:
    x, y = maps.middles()["40"]
    outer, inner = maps.square(x - 0.2, y - 0.2, 0.4), maps.square(x - 0.05, y - 0.05, 0.1)
    found = [
        maps.feature({"type": "Polygon", "coordinates": [outer, inner]}, code="4016"),
        maps.feature({"type": "Polygon", "coordinates": [inner]}, code="4029"),
    ]
    bring(tmp_path, maps.write_map(tmp_path / "a.geojson", found))
    rings = stored(tmp_path)
    assert [shapely.LinearRing(r).is_ccw for r in rings["4016"]] == [True, False]
    assert area(rings["4016"]) == pytest.approx(0.15, rel=0.01)
    assert {tuple(p) for p in rings["4016"][1]} == {tuple(p) for p in rings["4029"][0]}


@cache
def ragged() -> tuple[dict[str, Any], ...]:
    """The districts of one province with ragged borders."""
    return tuple(maps.country(4, 0.03, "40"))


@hypothesis_settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(most=st.sampled_from([500, 1200, 5000]), drop=st.integers(0, 5))
def test_simplified_pieces_still_fill_the_same_ground(
    tmp_path_factory: pytest.TempPathFactory, most: int, drop: int
) -> None:
    folder, kept = tmp_path_factory.mktemp("ragged"), ragged()[drop:]
    bounds, before = outlines.MOST_POINTS, sum(shapely.from_geojson(json.dumps(f["geometry"])).area for f in kept)
    outlines.MOST_POINTS = {**bounds, 4: most}
    try:
        table = read_map(maps.write_map(folder / "a.geojson", kept), "a.geojson")
    finally:
        outlines.MOST_POINTS = bounds
    rings = [json.loads(outline.rings) for outline in table.columns["rings"]]
    assert sum(len(r) for own in rings for r in own) <= max(most, 15 * len(rings))
    assert sum(map(area, rings)) == pytest.approx(before, rel=0.05)
    shapes = [ground(own) for own in rings]
    overlap = sum(map(shapely.area, shapes)) - shapely.union_all(shapes).area
    assert overlap < 0.01 * before

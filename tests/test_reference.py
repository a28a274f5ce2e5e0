"""The reference data: complete, with sources, and its known oddities still visible as such."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"
TAIL = ["จังหวัด", "อำเภอ", "รายการ", "ค่า", "หน่วย", "จำนวนเดือนที่มีข้อมูล", "แหล่งข้อมูล"]
CONTEXT = {
    "bmn_income_2561.csv": ("ปี", 84),
    "otop_sales_nong_bua_lamphu.csv": ("ปีงบประมาณ", 42),
    "otop_capacity_nong_bua_lamphu.csv": ("ปี", 30),
}
FACTS = {"programme_targets.csv": 15, "kpi_targets_2560.csv": 6}
DISTRICTS = {"เมืองหนองบัวลำภู", "นากลาง", "โนนสัง", "ศรีบุญเรือง", "สุวรรณคูหา", "นาวัง"}


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shapes() -> dict[str, dict[str, Any]]:
    collection = json.loads((REFERENCE / "provinces.geojson").read_text(encoding="utf-8"))
    return {feature["properties"]["code"]: feature["geometry"] for feature in collection["features"]}


def rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        yield from polygon


def contains(geometry: dict[str, Any], x: float, y: float) -> bool:
    """Whether a point lies inside: a ray crosses the rings an odd number of times."""
    crossings = 0
    for ring in rings(geometry):
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                crossings += 1
    return crossings % 2 == 1


@pytest.mark.parametrize("name", CONTEXT)
def test_context_files_are_registers_with_unique_keys(name: str) -> None:
    year, count = CONTEXT[name]
    read = rows(name)
    assert list(read[0]) == [year, *TAIL]
    assert len(read) == count
    keys = Counter((r[year], r["จังหวัด"], r["อำเภอ"], r["รายการ"], r["แหล่งข้อมูล"]) for r in read)
    assert max(keys.values()) == 1
    assert all(r["ค่า"] and float(r["ค่า"]) >= 0 and r["หน่วย"] for r in read)


@pytest.mark.parametrize("name", [*CONTEXT, *FACTS])
def test_every_row_has_a_source(name: str) -> None:
    assert all((r.get("แหล่งข้อมูล") or r.get("source") or "").strip() for r in rows(name))


@pytest.mark.parametrize("name", FACTS)
def test_fact_files_are_complete(name: str) -> None:
    assert len(rows(name)) == FACTS[name]


def test_every_file_is_described() -> None:
    described = (REFERENCE / "SOURCES.md").read_text(encoding="utf-8")
    files = [p.name for p in REFERENCE.iterdir() if p.is_file() and p.name != "SOURCES.md"]
    assert set(files) >= {*CONTEXT, *FACTS, "provinces.geojson"}
    assert [name for name in files if f"`{name}`" not in described] == []


@pytest.mark.parametrize("name", [*CONTEXT, *FACTS])
def test_thai_text_is_undamaged(name: str) -> None:
    text = (REFERENCE / name).read_text(encoding="utf-8")
    assert not text.startswith("\ufeff")
    assert [bad for bad in ("\u0e4d\u0e32", "\u0e33\u0e32", "\ufffd") if bad in text] == []


def test_incomes_are_of_14_provinces_and_balance() -> None:
    read = rows("bmn_income_2561.csv")
    by_province: dict[str, dict[str, float]] = {}
    for r in read:
        by_province.setdefault(r["จังหวัด"], {})[r["รายการ"]] = float(r["ค่า"])
        assert (r["ปี"], r["หน่วย"], r["จำนวนเดือนที่มีข้อมูล"]) == ("2561", "บาท/ปี", "12")
    assert len(by_province) == 14
    assert "กำแพงเพชร" in by_province
    for values in by_province.values():
        assert len(values) == 6
        for who in ("ครัวเรือน", "บุคคล"):
            left = values[f"รายได้{who}เฉลี่ย จปฐ."] - values[f"รายจ่าย{who}เฉลี่ย จปฐ."]
            assert left == pytest.approx(values[f"รายได้คงเหลือ{who}เฉลี่ย จปฐ."], abs=0.011)


def test_the_newest_otop_year_is_marked_as_partial() -> None:
    read = rows("otop_sales_nong_bua_lamphu.csv")
    months = {(r["ปีงบประมาณ"], r["จำนวนเดือนที่มีข้อมูล"]) for r in read}
    assert months == {*((str(year), "12") for year in range(2563, 2569)), ("2569", "11")}
    for year in range(2563, 2570):
        assert {r["อำเภอ"] for r in read if r["ปีงบประมาณ"] == str(year)} == DISTRICTS


def test_otop_sales_add_up_to_the_district_sums_of_the_source() -> None:
    sums: Counter[str] = Counter()
    for r in rows("otop_sales_nong_bua_lamphu.csv"):
        sums[r["ปีงบประมาณ"]] += int(r["ค่า"])
    assert sums["2569"] == 2_363_404_405 == 2_364_310_805 - 906_400
    assert sums["2567"] > sums["2568"]


def test_otop_counts_keep_the_years_of_their_headings() -> None:
    read = rows("otop_capacity_nong_bua_lamphu.csv")
    sums: Counter[tuple[str, str]] = Counter()
    for r in read:
        assert r["อำเภอ"] in DISTRICTS
        sums[r["รายการ"], r["ปี"]] += int(r["ค่า"])
    assert sums == {
        ("ผู้ผลิต ผู้ประกอบการ OTOP", "2569"): 3979,
        ("ผลิตภัณฑ์ OTOP", "2569"): 89,
        ("ผลิตภัณฑ์ OTOP ระดับ 5 ดาว", "2567"): 104,
        ("ร้านค้าชุมชน", "2569"): 1000,
        ("วิชชาลัย", "2569"): 7,
    }


def test_kpi_targets_are_those_of_the_programme() -> None:
    targets = {r["ลำดับบนหน้าจอ"]: r["ค่าเป้าหมาย"] for r in rows("kpi_targets_2560.csv")}
    assert targets == {"1": "85", "2": "3", "3": "3", "4": "", "5": "10", "6": ""}


def test_shapes_have_the_codes_of_all_77_provinces() -> None:
    geothai = pytest.importorskip("geothai")
    assert set(shapes()) == {province.code for province in geothai.provinces()}
    assert len(shapes()) == 77


def test_shapes_are_small_closed_and_rounded() -> None:
    assert (REFERENCE / "provinces.geojson").stat().st_size <= 180_000
    for code, geometry in shapes().items():
        for ring in rings(geometry):
            assert len(ring) >= 4, code
            assert ring[0] == ring[-1], code
            assert all(97 < x < 106 and 5 < y < 21 for x, y in ring), code
            assert all(round(v, 4) == v for point in ring for v in point), code


def test_neighbours_share_their_borders() -> None:
    """Every edge belongs to one province (coast, foreign border) or to two that run against each other."""
    edges: Counter[tuple[tuple[float, ...], ...]] = Counter()
    directed: Counter[tuple[tuple[float, ...], ...]] = Counter()
    for geometry in shapes().values():
        for ring in rings(geometry):
            for start, end in pairwise(ring):
                a, b = tuple(start), tuple(end)
                assert a != b
                directed[a, b] += 1
                edges[(a, b) if a < b else (b, a)] += 1
    assert max(edges.values()) == 2
    assert max(directed.values()) == 1
    assert sum(count == 2 for count in edges.values()) > len(edges) / 3


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [
        (
            "10",
            100.52,
            13.75,
        ),  # the places whose names are wrong in the package, and the four of the examples
        ("18", 100.12, 15.18),
        ("33", 104.32, 15.12),
        ("36", 102.03, 15.81),
        ("38", 103.65, 18.30),
        ("39", 102.43, 17.20),
        ("40", 102.83, 16.43),
        ("43", 102.70, 17.83),
        ("50", 98.98, 18.79),
        ("92", 99.61, 7.56),
    ],
)
def test_a_provinces_town_lies_in_its_shape_only(code: str, longitude: float, latitude: float) -> None:
    assert [c for c, geometry in shapes().items() if contains(geometry, longitude, latitude)] == [code]

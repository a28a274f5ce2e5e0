"""Every table and chart of every page leaves as CSV and XLSX, every chart as PNG; a page that is added needs no naming.

Each page is opened with all of its parts (the links of its tab bar); the files behind its buttons are made and read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlparse

import group_stores
import openpyxl
import pytest
import streamlit as st
from parts import given
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard.store import Store
from dashboard.store.marts import build_marts
from dashboard.ui.sections import PageInfo, existing
from dashboard.ui.view import FRAME_KEYS

Open = Callable[..., AppTest]
PAGES = existing()
# parts that show rows; the others are controls, or stand in a block with one of these
TABLES = ("area_table", "day_calendar", "way", "money", "attention", "timeline")
DRAWN = ("day_calendar", "way", "money", "timeline")  # charts of our own; a table is one when it has bars
PERSON = re.compile(r"(ปราชญ์|หัวหน้า|พัฒนากร) \d")
LOOKS_LIKE_A_NUMBER = re.compile(r"-?[0-9,]*\.[0-9]+%?|-?[0-9]+%|[0-9]{4}-[0-9]{2}-[0-9]{2}.*")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-][0-9]+)?")
# where else to look: one area, and what a village's own page shows
QUERIES: dict[str, tuple[dict[str, str], ...]] = {"village": ({"area": "40160101"}, {"area": "40"})}
DEFAULT: tuple[dict[str, str], ...] = ({"area": "40"},)


@dataclass(frozen=True)
class Button:
    """A download button that was drawn: its key, its file's name, and how the file is made."""

    key: str
    name: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Shown:
    """A block: its key, the tables and charts in it (element keys), how many of the tables draw their numbers, the
    keys of its download buttons, whether a picture of it can be saved.
    """

    key: str
    tables: dict[str, Any]
    charts: tuple[str, ...]
    drawn: int
    buttons: tuple[str, ...]
    saves: tuple[str, ...]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of groups with figures of other offices, and with names that a spreadsheet would run."""
    folder = tmp_path_factory.mktemp("files")
    group_stores.build_group_store(folder)
    store = Store(folder)
    with store.building("real") as building:
        building.con.execute(
            "insert into context (area_code, indicator, year, months, value, unit, source, is_fiscal_year) "
            "select '40', 'ยอดจำหน่าย OTOP', y, 12, 100.0 + y, 'บาท', '=HYPERLINK(\"x\")', true "
            "from range(2558, 2561) t(y)"
        )
        building.con.execute(
            "update villages set village_name = '=cmd|'' /C calc''!A0' where village_code = '40160102'"
        )
        building.con.execute("update groups set name = '@' || name")
        building.con.execute("update materials set item = '-' || item")
        build_marts(building.con)
    return folder


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Button]]:
    """The download buttons that pages draw; persons are masked, as for somebody who may not see them."""
    drawn: list[Button] = []
    draw = st.download_button

    def _draw(label: str, data: Callable[[], bytes], file_name: str, *args: Any, **kwargs: Any) -> bool:
        drawn.append(Button(str(kwargs["key"]), file_name, data))
        return bool(draw(label, data, file_name, *args, **kwargs))

    monkeypatch.setattr(st, "download_button", _draw)
    monkeypatch.setattr("dashboard.ui.persons.may_see_persons", lambda: False)
    monkeypatch.setattr("dashboard.ui.quality.refused.may_see_persons", lambda: False)
    return drawn


def blocks_of(app: AppTest) -> list[Shown]:
    """The blocks of the page with what stands in them."""
    found: list[Shown] = []

    def _walk(node: Any, inside: list[Any]) -> None:
        for child in node.children.values():
            proto = getattr(child, "proto", None)
            key = _end(proto)
            if key.startswith("block_") and not key.startswith("block_head_"):
                own: list[Any] = []
                _walk(child, own)
                found.append(_shown(key.removeprefix("block_"), own))
            else:
                inside.append(child)
                if hasattr(child, "children"):
                    _walk(child, inside)

    def _end(proto: Any) -> str:
        id_ = str(getattr(proto, "id", "") or "")
        return id_.rsplit("-", 1)[-1]

    def _shown(key: str, elements: list[Any]) -> Shown:
        tables, charts, buttons, saves = {}, [], [], []
        drawn = 0
        for element in elements:
            if element.type == "plotly_chart":
                charts.append(_end(element.proto))
            elif element.type == "download_button":
                buttons.append(_end(element.proto))
            elif element.type == "bidi_component":
                name = element.proto.component_name.removeprefix("sammachip_")
                data = given(element.proto)
                if name == "save_picture":
                    saves.append(data["block"])
                elif name in TABLES and (name != "area_table" or data["rows"]):
                    tables[_end(element.proto)] = data
                    drawn += name in DRAWN or bool(data.get("charts"))
        return Shown(key, tables, tuple(charts), drawn, tuple(buttons), tuple(saves))

    outside: list[Any] = []
    _walk(app._tree, outside)
    return found


def addresses(open_app: Open, store: Path, info: PageInfo) -> Iterator[tuple[str, AppTest]]:
    """The page opened at each of its addresses, then at every part that its tab bars lead to."""
    path = f"../pages/{info.script or info.id}.py" if info.url else ""
    for first in QUERIES.get(info.id, DEFAULT):
        app = open_app(store, path, **first)
        bars = [e.proto for e in app.get("bidi_component") if e.proto.component_name == "sammachip_tabbar"]
        links = [tab["href"] for bar in bars for tab in given(bar)["tabs"]]
        yield str(first), app
        asked = [{k: v for k, v in parse_qsl(urlparse(link).query) if k not in FRAME_KEYS} for link in links]
        for own in [query for n, query in enumerate(asked) if query and query not in asked[:n]]:
            yield str(own), _moved(app, {**first, **own})


def _moved(app: AppTest, query: dict[str, str]) -> AppTest:
    """The same page at another address."""
    app.query_params.clear()
    app.query_params.update(query)
    return app.run()


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def check_csv(name: str, data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf"), name
    rows = cells(data)
    assert len(rows) > 1, f"{name}: no rows"
    assert all(rows[0]), f"{name}: a column without a heading"
    assert len(set(rows[0])) == len(rows[0]), f"{name}: two columns of one heading {rows[0]}"
    assert any(re.search("[ก-๙]", heading) for heading in rows[0]), rows[0]
    run = [c for row in rows for c in row if c.startswith(FORMULA) and not NUMBER.fullmatch(c)]
    assert run == [], name
    assert not PERSON.search(data.decode("utf-8-sig")), f"{name} names a person"
    return rows


def check_xlsx(name: str, data: bytes, text: list[list[str]]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["ข้อมูล", "คำอธิบาย"], name
    sheet = book["ข้อมูล"]
    assert sheet.freeze_panes == "B2", name
    assert all(cell.font.bold for cell in sheet[1])
    assert [cell.value for cell in sheet[1]] == text[0], name
    assert sheet.max_row == len(text), name
    for row, written in zip(sheet.iter_rows(min_row=2), text[1:], strict=True):
        for cell, plain in zip(row, written, strict=True):
            assert cell.data_type != "f", f"{name}: {cell.value}"
            if isinstance(cell.value, str):
                assert not LOOKS_LIKE_A_NUMBER.fullmatch(cell.value), f"{name}: {cell.value} is a text"
                assert cell.value == plain.removeprefix("'") or plain == cell.value
            elif isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                assert float(plain) == pytest.approx(cell.value)
    said = {row[0].value: row[1].value for row in book["คำอธิบาย"].iter_rows()}
    assert {"เรื่อง", "พื้นที่และเวลา", "แหล่งข้อมูล", "ชนิดข้อมูล", "จำนวนแถว"} <= said.keys(), name
    assert "จริง" in said["ชนิดข้อมูล"]
    assert "ณ" in said["พื้นที่และเวลา"]
    assert said["จำนวนแถว"].replace(",", "") == str(len(text) - 1), name


def numbers_in(text: str) -> set[float]:
    return {float(n.replace(",", "")) for n in re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", text)}


def agrees(table: Any, text: list[list[str]]) -> bool:
    """Whether every row shown is in the file with at least one number that both have; rows without any are passed."""
    checked = 0
    for row in table.get("rows", []):
        shown = row["cells"].values()
        words = [c["text"] if isinstance(c, dict) else c for c in shown if c]
        lead = row["cells"].get(table["lead"])
        name = (lead["text"] if isinstance(lead, dict) else lead) if lead else ""
        found = [line for line in text[1:] if any(name and cell.removeprefix("'") == name for cell in line)]
        numbers = {n for word in words if word != name for n in numbers_in(word)}
        if not found or not numbers:
            continue
        inside = {round(abs(float(cell)), 1) for line in found for cell in line if NUMBER.fullmatch(cell)}
        if not any(round(n, 1) in inside for n in numbers):
            return False
        checked += 1
    return checked > 0


@pytest.mark.parametrize("info", PAGES, ids=lambda p: p.id)
def test_every_table_and_chart_of_the_page_leaves_as_a_file(
    open_app: Open, store: Path, pressed: list[Button], info: PageInfo
) -> None:
    bare, unsaved, compared = [], [], []
    seen = 0
    for address, app in addresses(open_app, store, info):
        assert not app.exception, address
        made = {button.key: button for button in pressed}
        for block in blocks_of(app):
            if not (block.tables or block.charts):
                continue
            seen += 1
            if not {key.rsplit("_", 1)[-1] for key in block.buttons} >= {"csv", "xlsx"}:
                bare.append(f"{address} {block.key}")
            if (block.charts or block.drawn) and block.key not in block.saves:
                unsaved.append(f"{address} {block.key}")
            for key in block.buttons:
                button = made[key]
                if not key.endswith("_csv"):
                    continue
                text = check_csv(button.name, button.make())
                check_xlsx(button.name, made[f"{key.removesuffix('_csv')}_xlsx"].make(), text)
                compared += [agrees(table, text) for table in block.tables.values() if "lead" in table]
        pressed.clear()
    assert bare == [], "tables or charts without CSV and XLSX"
    assert unsaved == [], "charts without PNG"
    if info.filtered and info.id != "meeting":  # slides: a deck is a file of its own; decisions are none as yet
        assert seen
        assert any(compared), "no table whose numbers are those of its file"


def test_who_may_see_persons_gets_their_names(
    open_app: Open, store: Path, pressed: list[Button], monkeypatch: Any
) -> None:
    monkeypatch.setattr("dashboard.ui.persons.may_see_persons", lambda: True)
    open_app(store, "../pages/village.py", area="40160101")
    texts = [b.make().decode("utf-8-sig") for b in pressed if b.name.endswith(".csv")]
    assert any(PERSON.search(text) for text in texts)  # else the test of masked names could not fail


def test_a_block_without_a_menu_shows_no_rows() -> None:
    """Blocks that are empty in a small store are not seen above: those that say they have no menu are named here."""
    root = Path(dashboard.__file__).parents[1]
    without = [
        found.group(1)
        for folder in ("dashboard/ui", "pages")
        for path in sorted((root / folder).rglob("*.py"))
        for found in re.finditer(r'block\(("?[a-z_{}"]+)[^:]*menu=False\)', path.read_text(encoding="utf-8"))
    ]
    # a file on its way in, forms, a village's decisions (the meeting page has the file), the switch of the language,
    # the manual, the own role, looking as another one, the empty registers (files)
    forms, roles = ['"decision_new"', '"decision_change"'], ['"access_mine"', '"access_as"']
    coming = ['"recognised"', '"store"', '"matching"', '"result"', '"sheets"']
    assert without == [*coming, *forms, '"village_decisions"', "key", "key", *roles, '"templates"']

"""A group of fewer than five households leaves in no file: not as a value, not in a chart's data, not in notes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import stores
from pptx import Presentation

from dashboard.decks.digest import digest_of, plain
from dashboard.decks.making import make_file
from dashboard.decks.ordering import Meeting
from dashboard.decks.pdf_deck import pdf_document
from dashboard.filters import Filters
from dashboard.measures import fetch_measures
from dashboard.meeting.agenda import Privacy
from dashboard.store import Store
from dashboard.store.marts import build_marts

Hold = Callable[..., Meeting]
VIEW = Filters(stores.FISCAL_YEAR, stores.TODAY, ("40",))
FEW, SHARE = "4001", 75.0


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small store, but one district has four target households only, three of which practise."""
    folder = tmp_path_factory.mktemp("few")
    stores.build_store(folder)
    with Store(folder).building("real") as building:
        con = building.con
        con.execute(
            "delete from households where village_code like '4001%' and house_no not in (select house_no from "
            "households where village_code like '4001%' and target order by house_no limit 4)"
        )
        con.execute("update households set selected_on = $day, practising_from = $day, stopped_on = null "
                    "where village_code like '4001%'", {"day": "2016-12-01"})  # fmt: skip
        con.execute("update households set practising_from = null where village_code like '4001%' and house_no = "
                    "(select min(house_no) from households where village_code like '4001%')")  # fmt: skip
        build_marts(con)
    with Store(folder).current().open() as con:
        (own,) = (a for a in fetch_measures(con, VIEW, "district") if a.area_code == FEW)
    practising = own.values["practising"]
    assert (practising.value, practising.numerator, practising.denominator) == (SHARE, 3, 4)
    return folder


def chart_numbers(path: Path) -> Iterator[float]:
    """Every number in the charts of a deck, in the workbooks inside them as well."""
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            if re.fullmatch(r"ppt/charts/chart\d+\.xml", name):
                yield from map(float, re.findall(r"<c:v>([-0-9.e]+)</c:v>", file.read(name).decode()))
            if name.endswith(".xlsx"):
                for sheet in openpyxl.load_workbook(io.BytesIO(file.read(name))):
                    yield from (c.value for row in sheet for c in row if isinstance(c.value, int | float))


def notes_of(path: Path, area: str) -> str:
    slides = [s for s in Presentation(str(path)).slides if area in s.shapes.title.text_frame.text]
    return "\n".join(s.notes_slide.notes_text_frame.text for s in slides)


@pytest.mark.parametrize("tells", [False, True])
def test_a_deck_does_not_hold_it(hold: Hold, store: Path, tmp_path: Path, tells: bool) -> None:
    meeting = hold(store, VIEW, privacy=Privacy(tells_few=tells))
    make_file(meeting, tmp_path / "deck.pptx")
    assert (SHARE in list(chart_numbers(tmp_path / "deck.pptx"))) is tells
    assert ("3 ÷ 4" in notes_of(tmp_path / "deck.pptx", meeting.words.area(FEW))) is tells


@pytest.mark.parametrize("tells", [False, True])
def test_neither_does_what_is_printed(hold: Hold, store: Path, tells: bool) -> None:
    meeting = hold(store, VIEW, privacy=Privacy(tells_few=tells))
    html = pdf_document(meeting)
    (data,) = re.findall(r'"area_code": "4001", "title".*?"href"', html) or [""]
    assert ("75%" in data) is tells
    assert ("น้อยกว่า 5" in data) is not tells


@pytest.mark.parametrize("tells", [False, True])
def test_neither_does_a_report_or_a_digest(hold: Hold, store: Path, tmp_path: Path, tells: bool) -> None:
    meeting = hold(store, VIEW, privacy=Privacy(tells_few=tells))
    make_file(meeting, tmp_path / "report.docx")
    table: Any = docx.Document(str(tmp_path / "report.docx")).tables[1]
    (row,) = [[c.text for c in r.cells] for r in table.rows if r.cells[0].text == meeting.words.place(FEW)]
    assert any("75%" in text for text in row) is tells
    own = hold(store, Filters(stores.FISCAL_YEAR, stores.TODAY, (FEW,)), privacy=Privacy(tells_few=tells))
    measure = plain(digest_of(own), own)["measures"]["practising"]
    assert (measure["value"], measure["few"]) == ((SHARE, False) if tells else (None, True))

"""The monthly report: a memo whose every number is computed, whole in LibreOffice, in the official typeface."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
import stores

from dashboard.decks.letter import FONT
from dashboard.decks.making import make_file
from dashboard.decks.ordering import Meeting, last_month
from dashboard.errors import Cancelled
from dashboard.filters import Filters
from dashboard.measures import fetch_measures
from dashboard.measures.attention import fetch_attention
from dashboard.meeting.agenda import Privacy
from dashboard.meeting.decisions import Decided, Decision, Version
from dashboard.programme import MEASURES
from dashboard.store import Store

Hold = Callable[..., Meeting]
VIEW = Filters(stores.FISCAL_YEAR, stores.TODAY, ("40",))
BEFORE = date(2017, 4, 30)


def written(meeting: Meeting, folder: Path) -> Any:
    make_file(meeting, folder / "report.docx")
    return docx.Document(str(folder / "report.docx"))


def words(report: Any) -> str:
    return "\n".join(p.text for p in report.paragraphs)


def rows(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_it_is_a_memo_about_a_month(hold: Hold, small_store: Path, tmp_path: Path) -> None:
    said = words(written(hold(small_store, since=BEFORE), tmp_path))
    for text in ("บันทึกข้อความ", "ส่วนราชการ", "ประจำเดือนพฤษภาคม 2560", "จังหวัดขอนแก่น", "6 หมู่บ้าน", "จึงเรียนมาเพื่อโปรดทราบ"):
        assert text in said
    english = words(written(hold(small_store, since=BEFORE, language="en"), tmp_path))
    assert "Memorandum" in english
    assert "May 2017" in english


def test_every_measure_stands_beside_its_target_and_the_month_before(
    hold: Hold, small_store: Path, tmp_path: Path
) -> None:
    meeting = hold(small_store, since=BEFORE)
    report = written(meeting, tmp_path)
    with Store(small_store).current().open() as con:
        now, then = fetch_measures(con, VIEW)[0].values, fetch_measures(con, VIEW.at(BEFORE))[0].values
    head, *lines = rows(report.tables[0])
    assert head[2:4] == ["30 เม.ย. 2560", "31 พ.ค. 2560"]
    amount = meeting.words.amount
    assert [(line[2], line[3]) for line in lines] == [
        (amount(m.id, then[m.id].value, now[m.id].target), amount(m.id, now[m.id].value, now[m.id].target))
        for m in MEASURES
    ]
    judged = [v.status for v in now.values() if v.target is not None and v.value is not None]
    assert f"ถึงเป้า {judged.count('met')} ตัว" in words(report)


def test_areas_stand_in_their_order_with_signs_beside_colours(hold: Hold, small_store: Path, tmp_path: Path) -> None:
    meeting = hold(small_store, since=BEFORE, league="budget_disbursed")
    table = rows(written(meeting, tmp_path).tables[1])
    with Store(small_store).current().open() as con:
        values = {a.area_code: a.values["budget_disbursed"].value for a in fetch_measures(con, VIEW, "district")}
    order = sorted(values, key=lambda code: -values[code])
    assert [line[0] for line in table[1:]] == [meeting.words.place(code) for code in order]
    assert all(line[1].endswith(("✓", "◐", "✕")) for line in table[1:])


def test_what_needs_attention_is_what_the_overview_counts(hold: Hold, small_store: Path, tmp_path: Path) -> None:
    said = words(written(hold(small_store, since=BEFORE), tmp_path))
    with Store(small_store).current().open() as con:
        lines = fetch_attention(con, VIEW, 4)
    assert lines
    for line in lines:
        assert f": {line.n} ได้แก่" in said


def test_the_month_before_is_inside_the_fiscal_year() -> None:
    assert last_month(VIEW) == BEFORE
    assert last_month(Filters(2560, date(2017, 3, 1), ())) == date(2017, 2, 28)
    assert last_month(Filters(2560, date(2016, 10, 15), ())) is None


def test_persons_are_masked_unless_they_are_asked_for(hold: Hold, small_store: Path, tmp_path: Path) -> None:
    officer, person = "พัฒนากร 4016", "นายสมชาย ลับเฉพาะ"
    decided = Decided("ติดตามวัสดุ", "พัฒนาการอำเภอ", date(2017, 6, 30), "4016", person=person)
    decisions = (Decision(1, (Version(date(2017, 2, 1), decided),)),)
    view = Filters(stores.FISCAL_YEAR, stores.TODAY, ("4016",), officers=(officer,))
    for is_told in (False, True):
        make_file(hold(small_store, view, decisions, privacy=Privacy(is_told)), tmp_path / "report.docx")
        with zipfile.ZipFile(tmp_path / "report.docx") as file:
            everything = "\n".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())
        assert "ติดตามวัสดุ" in everything
        assert (officer in everything) is is_told
        assert (person in everything) is is_told


def test_letters_are_the_official_ones_and_example_data_says_so(hold: Hold, tmp_path: Path) -> None:
    stores.build_store(tmp_path / "store", kind="example")
    report = written(hold(tmp_path / "store"), tmp_path)
    assert report.paragraphs[0].text.startswith("ข้อมูลสาธิต")
    fonts = report.styles["Normal"].element.rPr.rFonts
    assert {fonts.get(key) for key in fonts.keys() if not key.endswith("hint")} == {FONT}  # noqa: SIM118


def test_libreoffice_opens_it_whole(
    hold: Hold, small_store: Path, tmp_path: Path, to_pdf: Callable[[Path], Path],
    read_pdf: Callable[[Path], list[str]],
) -> None:  # fmt: skip
    make_file(hold(small_store, since=BEFORE), tmp_path / "report.docx")
    pages = read_pdf(to_pdf(tmp_path / "report.docx"))
    assert "บันทึกข้อความ" in pages[0]
    assert "ภาคผนวก" in "".join(pages)
    assert 2 <= len(pages) <= 9


def test_a_report_that_is_called_off_leaves_nothing(meeting: Meeting, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        make_file(meeting, tmp_path / "report.docx", is_cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []

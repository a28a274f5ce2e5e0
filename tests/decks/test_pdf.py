"""The deck as PDF: A4 across, a title page, every slide whole on its page, words that can be searched."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import stores
from pypdf import PdfReader

from dashboard.browser import find_browser
from dashboard.decks.document import document, table
from dashboard.decks.making import make_file
from dashboard.decks.ordering import Meeting
from dashboard.decks.pdf_deck import pdf_document
from dashboard.errors import Cancelled, NoBrowser
from dashboard.filters import Filters
from dashboard.meeting.blocks import Table, Tile

Hold = Callable[..., Meeting]
A4_ACROSS = (842, 595)


@pytest.fixture(scope="module")
def pages(
    meeting: Meeting, tmp_path_factory: pytest.TempPathFactory, read_pdf: Callable[[Path], list[str]]
) -> list[str]:
    try:
        find_browser()
    except NoBrowser:
        pytest.skip("no Chromium, Chrome or Edge on this machine")
    out = tmp_path_factory.mktemp("pdf") / "deck.pdf"
    make_file(meeting, out)
    found = PdfReader(out).pages
    assert {(round(p.mediabox.width), round(p.mediabox.height)) for p in found} == {A4_ACROSS}
    return read_pdf(out)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_first_page_says_what_it_is_limited_to_and_where_it_comes_from(pages: list[str], meeting: Meeting) -> None:
    first = pages[0]
    for text in (meeting.title, "จังหวัดขอนแก่น", "2560", "31 พ.ค. 2560", "31 ม.ค. 2560", "ทะเบียน.xlsx"):
        assert squeezed(text) in first
    rows = sum(source.n_read for source in meeting.sources)
    assert squeezed(meeting.words.number(rows)) in first


def test_every_slide_is_whole_on_a_page_of_its_own(pages: list[str], meeting: Meeting) -> None:
    slides = pages[1 : 1 + len(meeting.slides)]
    for n, (page, drawn) in enumerate(zip(slides, meeting.slides, strict=True), start=1):
        assert squeezed(drawn.title) in page
        assert f"{n}/{len(slides)}" in page
        assert squeezed(" · ".join(drawn.foot)) in page
        for block in (block for row in drawn.rows for block in row):
            if isinstance(block, Tile):
                assert squeezed(block.value) in page
            if isinstance(block, Table):
                texts = [cell.text for row in block.rows for cell in row] + [c.label for c in block.columns]
                assert all(word in page for text in texts for word in text.split())


def test_the_last_pages_tell_what_each_measure_means(pages: list[str], meeting: Meeting) -> None:
    last = "".join(pages[1 + len(meeting.slides) :])
    assert squeezed(meeting.words.say("measure.practising.definition"))[:25] in last
    assert "practising.sql" in last
    whole = meeting.facts.whole.values["practising"]
    assert f"{whole.numerator}÷{whole.denominator}" in last


def test_filters_and_the_label_of_example_data_stand_on_the_first_page(hold: Hold, tmp_path: Path) -> None:
    stores.build_store(tmp_path / "store", kind="example")
    view = Filters(stores.FISCAL_YEAR, stores.TODAY, ("40",), without=("4001",), otop="group")
    html = pdf_document(hold(tmp_path / "store", view, since=None, language="en"))
    first = html[html.index("<body>") : html.index('<div id="slides">')]
    assert "Example data" in first
    assert "Mueang" in first
    assert "OTOP" in first


def test_nothing_in_the_data_can_end_the_script_or_begin_an_element(meeting: Meeting) -> None:
    evil = "</script><script>alert(1)</script><!--\u2028"
    slide = replace(meeting.slides[0], title=evil)
    html = document(title=evil, language="th", data={"slides": [slide.title]}, styles=(), scripts=())
    assert html.count("<script>") == html.count("</script>") == 1
    assert "<!--" not in html
    (data,) = re.findall(r"const DATA = (.*?);</script>", html, re.DOTALL)
    assert json.loads(data) == {"slides": [evil]}
    assert "<b>" not in table(["<b>"], [["<b>"]], (1,))


def test_the_document_asks_nothing_of_anybody(meeting: Meeting) -> None:
    html = pdf_document(meeting)
    assert "default-src 'none'" in html
    assert not re.findall(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//|url\((?!data:)|@import""", html)


def test_persons_stay_unless_they_are_asked_for(hold: Hold, small_store: Path) -> None:
    from dashboard.meeting.agenda import Privacy

    officer = "พัฒนากร 4016"
    view = Filters(stores.FISCAL_YEAR, stores.TODAY, ("4016",), officers=(officer,))
    assert officer not in pdf_document(hold(small_store, view))
    assert officer in pdf_document(hold(small_store, view, privacy=Privacy(tells_names=True)))


def test_a_pdf_that_is_called_off_stops_and_leaves_nothing(meeting: Meeting, tmp_path: Path) -> None:
    begun = time.monotonic()
    with pytest.raises((Cancelled, NoBrowser)):
        make_file(meeting, tmp_path / "deck.pdf", is_cancelled=lambda: time.monotonic() - begun > 0.3)
    assert time.monotonic() - begun < 10
    assert list(tmp_path.iterdir()) == []

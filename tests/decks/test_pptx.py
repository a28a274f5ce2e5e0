"""The deck as PPTX: native and editable, the same numbers as everywhere, readable and whole in LibreOffice."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import stores
from pptx import Presentation
from pypdf import PdfReader

from dashboard.charts.theme import LIGHT
from dashboard.decks import look
from dashboard.decks.bars import number_format
from dashboard.decks.making import make_file
from dashboard.decks.ordering import Meeting
from dashboard.decks.pptx_deck import laid_out
from dashboard.errors import Cancelled, FileUnwritable, UnreadableOption
from dashboard.filters import Filters
from dashboard.measures import fetch_measures, fetch_stages
from dashboard.meeting.agenda import Privacy
from dashboard.meeting.blocks import Bars, Table, Tile
from dashboard.meeting.decisions import Decided, Decision, Version
from dashboard.meeting.fitting import GAP
from dashboard.store import Store
from dashboard.thai import format_date

VIEW = Filters(stores.FISCAL_YEAR, stores.TODAY, ("40",))


@pytest.fixture(scope="module")
def path(meeting: Meeting, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("deck") / "deck.pptx"
    make_file(meeting, out)
    return out


@pytest.fixture(scope="module")
def deck(path: Path) -> Any:
    return Presentation(str(path))


def texts(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield from (p.text for p in shape.text_frame.paragraphs)
        elif shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


# -- what it is made of


def test_every_slide_has_a_title_of_its_own_a_number_and_the_foot(deck: Any, meeting: Meeting) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(titles) == len(meeting.slides)
    assert len(set(titles)) == len(titles)
    for slide, drawn in zip(deck.slides, meeting.slides, strict=True):
        kinds = {p.placeholder_format.idx: p for p in slide.placeholders}
        assert kinds[11].text_frame.text == " · ".join(drawn.foot)
        assert format_date(stores.TODAY) in kinds[11].text_frame.text
        assert 'type="slidenum"' in kinds[12]._element.xml
        assert slide.shapes.title.text_frame.text.startswith(drawn.title)


def test_every_word_of_the_drawing_is_on_its_slide(deck: Any, meeting: Meeting) -> None:
    for slide, drawn in zip(deck.slides, meeting.slides, strict=True):
        said = "\n".join(texts(slide))
        for block in (block for row in drawn.rows for block in row):
            if isinstance(block, Tile):
                assert block.value in said
                assert block.label in said
                assert block.status_word in said
            elif isinstance(block, Table):
                assert all(cell.text in said for row in block.rows for cell in row)
        n_bars = sum(isinstance(block, Bars) for row in drawn.rows for block in row)
        assert len(charts(slide)) == n_bars


def test_charts_hold_the_unrounded_numbers_and_read_as_on_the_screen(deck: Any, meeting: Meeting) -> None:
    for slide, drawn in zip(deck.slides, meeting.slides, strict=True):
        blocks = [block for row in drawn.rows for block in row if isinstance(block, Bars)]
        for chart, bars in zip(charts(slide), blocks, strict=True):
            series = chart.plots[0].series
            assert list(series[0].values) == [row.number for row in bars.rows]
            if any(row.then is not None for row in bars.rows):
                assert list(series[1].values) == [row.then for row in bars.rows]
            told = [labelled(series[0], n, row.number) for n, row in enumerate(bars.rows) if row.number is not None]
            assert [text.replace(" " * 2, " ") for text in told] == [
                f"{row.shown}{f' {look.with_icon(row.status, row.status_word)}' if row.status_word else ''}"
                for row in bars.rows if row.number is not None
            ]  # fmt: skip


def labelled(series: Any, n: int, number: float) -> str:
    """What the label of a bar reads."""
    label = series.points[n].data_label
    if label.has_text_frame:
        return str(label.text_frame.text)
    (code,) = re.findall(r'<c:numFmt formatCode="(.*?)" sourceLinked="0"', label._dLbl.xml)
    form, _, rest = code.replace("&quot;", '"').partition('"')
    decimals = 1 if form.endswith(".0") else 0
    return (f"{number:,.{decimals}f}" if "," in form else f"{number:.{decimals}f}") + rest.rstrip('"')


def test_the_numbers_are_those_of_kpi(deck: Any, small_store: Path, meeting: Meeting) -> None:
    with Store(small_store).current().open() as con:
        districts = {a.area_code: a for a in fetch_measures(con, VIEW, "district")}
        stages = {s.area_code: s for s in fetch_stages(con, VIEW, "district")}
    seen = 0
    for slide, drawn in zip(deck.slides, meeting.slides, strict=True):
        if drawn.kind == "league" and drawn.part == 1:
            by_name = {meeting.words.place(code): a.values["practising"].value for code, a in districts.items()}
            values = {
                str(c).split(". ", 1)[1].split(" · ")[0]: v
                for chart in charts(slide)
                for c, v in zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True)
            }
            assert values == by_name
            seen += 1
        if drawn.kind == "area" and drawn.part == 1:
            own = stages[drawn.area_code]
            (chart,) = charts(slide)
            assert list(chart.plots[0].series[0].values) == [n * 100 / own.villages for n in own.reached]
            seen += 1
    assert seen == 1 + len(districts)


def test_bars_begin_at_zero_on_a_scale_that_holds_them_all(deck: Any) -> None:
    for slide in deck.slides:
        for chart in charts(slide):
            axis = chart.value_axis
            values = [v for series in chart.plots[0].series for v in series.values if v is not None]
            assert axis.minimum_scale <= 0 <= max(values, default=0) <= axis.maximum_scale


def test_the_target_is_a_line_at_its_place(deck: Any, meeting: Meeting) -> None:
    seen = 0
    for slide, drawn in zip(deck.slides, meeting.slides, strict=True):
        blocks = [block for row in drawn.rows for block in row if isinstance(block, Bars)]
        for chart, bars in zip(charts(slide), blocks, strict=True):
            axis = chart.value_axis
            assert (axis.minimum_scale, axis.maximum_scale) == (bars.least, bars.most)
            if axis.has_major_gridlines:  # from zero in steps of the target: one line, at the target
                assert axis.major_unit == bars.target
                assert bars.least == 0 < bars.target <= bars.most < 2 * bars.target
                seen += 1
            elif bars.target is not None:
                lines = [s for s in slide.shapes if s.name == bars.target_shown]
                frames = [s for s in slide.shapes if s.has_chart]
                assert any(f.left < line.left < f.left + f.width for line in lines for f in frames)
    assert seen


def test_notes_explain_every_measure_of_the_slide(deck: Any, meeting: Meeting) -> None:
    say = meeting.words.say
    area = next(slide for slide, drawn in zip(deck.slides, meeting.slides, strict=True) if drawn.id == "area.4016")
    notes = area.notes_slide.notes_text_frame.text
    assert say("measure.practising.definition") in notes
    assert "queries/measures/practising.sql" in notes
    assert "÷" in notes
    league = next(slide for slide, drawn in zip(deck.slides, meeting.slides, strict=True) if drawn.kind == "league")
    assert league.notes_slide.notes_text_frame.text.count("queries/measures/") == 1
    assert all(slide.has_notes_slide for slide in deck.slides)


def test_the_deck_says_what_it_is(deck: Any, meeting: Meeting) -> None:
    facts = deck.core_properties
    assert facts.title == meeting.title
    assert facts.subject == meeting.subject
    assert facts.author == facts.last_modified_by == ""


def test_letters_are_thai_in_every_script_and_lines_know_their_language(path: Path) -> None:
    with zipfile.ZipFile(path) as file:
        theme = file.read("ppt/theme/theme1.xml").decode()
        slides = [file.read(n).decode() for n in file.namelist() if re.fullmatch(r"ppt/slides/slide\d+.xml", n)]
    for kind in ("latin", "ea", "cs"):
        assert theme.count(f'<a:{kind} typeface="{look.FONT}"/>') == 2
    for slide in slides:
        runs = re.findall(r"<a:r>(.*?)</a:r>", slide, re.DOTALL)
        assert runs
        assert all('lang="th-TH"' in run for run in runs)


def test_charts_and_tables_have_a_text_for_who_cannot_see_them(deck: Any) -> None:
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].get("descr")


def test_colours_are_those_of_the_screen() -> None:
    assert {look.MET, look.NEAR, look.BEHIND} == {c[1:].upper() for c in (LIGHT.met, LIGHT.near, LIGHT.behind)}
    assert tuple(c[1:].upper() for c in (LIGHT.ink, LIGHT.quiet, LIGHT.accent, LIGHT.faint)) == (
        look.INK,
        look.QUIET,
        look.ACCENT,
        look.FAINT,
    )


# -- that it can be read


def test_nothing_leaves_the_slide_and_blocks_stand_apart(deck: Any) -> None:
    for slide in deck.slides:
        boxes = []
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= look.WIDTH + 10
            assert shape.top + shape.height <= look.HEIGHT + 10
            if not shape.shape_type or "LINE" not in str(shape.shape_type):
                boxes.append((shape.name, shape.left, shape.top, shape.width, shape.height))
        for (a, ax, ay, aw, ah), (b, bx, by, bw, bh) in combinations(boxes, 2):
            apart = ax + aw <= bx + 200 or bx + bw <= ax + 200 or ay + ah <= by + 200 or by + bh <= ay + 200
            assert apart, (slide.shapes.title.text_frame.text, a, b)


def test_numbers_are_large_and_letters_are_never_small(deck: Any, meeting: Meeting) -> None:
    """40 and 18 pixels of a screen 768 pixels high are 28.1 and 12.7 points of a slide 7½ inches high."""
    for slide, drawn in zip(deck.slides, meeting.slides, strict=True):
        values = {b.value for row in drawn.rows for b in row if isinstance(b, Tile)}
        for shape in slide.shapes:
            if shape.has_text_frame and shape != slide.shapes.title:
                for paragraph in shape.text_frame.paragraphs:
                    for run in paragraph.runs:
                        assert run.font.size.pt >= (28.1 if run.text in values and run.font.bold else 12.7)


def test_rows_fill_the_room_and_never_more(meeting: Meeting) -> None:
    for drawn in meeting.slides:
        scale, heights = laid_out(drawn.rows, 80)
        assert sum(heights) + GAP * scale * (len(heights) - 1) <= 80.001 or scale == 1
        assert scale >= 1


@pytest.mark.parametrize(
    ("number", "shown", "code"),
    [
        (86.25, "86.3%", '0.0"%"'),
        (85.0, "85%", '0"%"'),
        (22706000, "22,706,000", "#,##0"),
        (1234.56, "1,234.6", "#,##0.0"),
        (4, "4 กลุ่ม", '0" กลุ่ม"'),
        (84.97, "84.9%", None),  # never shows as its target
        (61.8, "๖๑.๘%", None),
        (10, "100%", None),
        (0, "0% (0)", '0"% (0)"'),
        (-1.24, "−1.2%", '0.0"%";"−"0.0"%"'),
    ],
)
def test_a_label_is_a_format_of_the_number_where_there_is_one(number: float, shown: str, code: str | None) -> None:
    assert number_format(number, shown) == code


def test_libreoffice_opens_it_whole(path: Path, meeting: Meeting, to_pdf: Callable[[Path], Path]) -> None:
    pages = PdfReader(to_pdf(path)).pages
    assert len(pages) == len(meeting.slides)
    for page, drawn in zip(pages, meeting.slides, strict=True):
        said = re.sub(r"\s", "", page.extract_text())
        assert "2560" in said
        for block in (block for row in drawn.rows for block in row):
            if isinstance(block, Tile):
                assert block.value.replace(" ", "") in said


# -- what may not leave


def test_names_and_small_groups_stay_unless_they_are_asked_for(
    hold: Callable[..., Meeting], small_store: Path, tmp_path: Path
) -> None:
    officer, person = "พัฒนากร 4016", "นายสมชาย ลับเฉพาะ"
    decided = Decided("ติดตามวัสดุ", "พัฒนาการอำเภอ", date(2017, 6, 30), "4016", person=person)
    decisions = (Decision(1, (Version(date(2017, 2, 1), decided),)),)
    filters = Filters(stores.FISCAL_YEAR, stores.TODAY, ("4016",), officers=(officer,))
    for privacy, is_told in ((Privacy(), False), (Privacy(tells_names=True), True)):
        out = tmp_path / f"{is_told}.pptx"
        make_file(hold(small_store, filters, decisions, privacy=privacy), out)
        with zipfile.ZipFile(out) as file:
            everything = "\n".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())
        assert (officer in everything) is is_told
        assert (person in everything) is is_told


def test_example_data_says_so_on_every_slide(hold: Callable[..., Meeting], tmp_path: Path) -> None:
    stores.build_store(tmp_path / "store", kind="example")
    make_file(hold(tmp_path / "store", language="en"), tmp_path / "deck.pptx")
    found = Presentation(str(tmp_path / "deck.pptx"))
    for slide in found.slides:
        (foot,) = [p for p in slide.placeholders if p.placeholder_format.idx == 11]
        assert foot.text_frame.text.startswith("Example data")
        assert foot.text_frame.paragraphs[0].runs[0].font.bold


# -- how it is made


def test_a_deck_that_is_called_off_leaves_nothing_and_the_old_one_stays(meeting: Meeting, tmp_path: Path) -> None:
    out = tmp_path / "deck.pptx"
    out.write_bytes(b"old")
    steps: list[tuple[int, int]] = []
    with pytest.raises(Cancelled):
        make_file(meeting, out, lambda n, of: steps.append((n, of)), lambda: len(steps) == 3)
    assert steps == [(n, len(meeting.slides)) for n in (1, 2, 3)]
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("deck.pptx", b"old")]


def test_what_the_audit_log_refuses_does_not_stand(meeting: Meeting, tmp_path: Path) -> None:
    def refuse() -> None:
        raise FileUnwritable(file="audit")

    with pytest.raises(FileUnwritable):
        make_file(meeting, tmp_path / "deck.pptx", before_it_stands=refuse)
    assert list(tmp_path.iterdir()) == []


def test_other_endings_and_missing_folders_are_told_of(meeting: Meeting, tmp_path: Path) -> None:
    with pytest.raises(UnreadableOption):
        make_file(meeting, tmp_path / "deck.odp")
    with pytest.raises(FileUnwritable):
        make_file(meeting, tmp_path / "nowhere" / "deck.pptx")

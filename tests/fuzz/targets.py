"""What is fuzzed: every reader and parser of what comes from outside, each with what must hold for any bytes at all.

A target takes bytes. It may raise nothing but what its parser promises (which it catches), and checks what the parser
promises of its answer.
"""

from __future__ import annotations

import contextlib
import io
import math
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import xlsxwriter

from dashboard import places, thai
from dashboard.errors import BackupUnreadable, FileUnreadable, UnreadableOption
from dashboard.filters import from_query
from dashboard.intake.addresses import split_address
from dashboard.intake.checking import check_table
from dashboard.intake.headings import fold, meanings
from dashboard.intake.reading import read_tables
from dashboard.meeting import template
from dashboard.messages import catalogue
from dashboard.persons import name_key
from dashboard.registers import stored
from dashboard.scenario import address
from dashboard.settings import Settings
from dashboard.store import journal
from dashboard.store.packing import unpack
from dashboard.store.seals import read_seal

SETTINGS = Settings(today=date(2026, 11, 21), upload_mb=2, unpacked_mb=8, sheet_rows=5_000, csv_rows=5_000)
Target = Callable[[bytes], None]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass") if _is_utf8(data) else data.decode("cp874", "replace")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def repair(data: bytes) -> None:
    """Repairing is done once: again changes nothing, and lines stay lines."""
    text = _text(data)
    once = thai.repair(text)
    assert thai.repair(once) == once
    assert "\n" not in once
    prose = thai.repair_prose(text)
    assert thai.repair_prose(prose) == prose
    assert "".join(thai.graphemes(once)) == once
    assert once.startswith(thai.cut(once, 7).removesuffix("…").rstrip())


def values(data: bytes) -> None:
    """A cell is a value or Unreadable, and a value that is written out is read as itself."""
    text = _text(data)
    with contextlib.suppress(thai.Unreadable):
        number = thai.read_number(text)
        assert number is None or math.isfinite(number)
        if isinstance(number, int):
            assert thai.read_number(str(number)) == number
    with contextlib.suppress(thai.Unreadable):
        day = thai.read_date(text)
        assert day is None or thai.read_date(day.isoformat()) == day or day.year >= 1857
    with contextlib.suppress(thai.Unreadable):
        month = thai.read_month(text)
        assert month is None or month.day == 1
    with contextlib.suppress(thai.Unreadable):
        assert thai.read_yes_no(text) in (True, False, None)
    with contextlib.suppress(thai.Unreadable):
        year = thai.read_fiscal_year(text)
        assert year is None or 2500 <= year <= 2599


def headings(data: bytes) -> None:
    """Folding is done once; a heading means a column that its register has."""
    text = _text(data)
    assert fold(fold(text)) == fold(text)
    for name, column in meanings(text).items():
        assert name in stored()
        assert isinstance(column, str)


def addresses(data: bytes) -> None:
    """An address is taken apart into names, and names are a place or Unplaced with places as candidates."""
    text = _text(data)
    found = split_address(text)
    assert set(found) <= {"province", "district", "subdistrict", "moo"}
    parts = [*text.split("|")[:4], "", "", "", ""][:4]
    for cells in (tuple(found.get(n, "") for n in ("province", "district", "subdistrict", "moo")), tuple(parts)):
        codes: tuple[str, ...]
        try:
            codes = (places.resolve_names(*cells).code,)
        except places.Unplaced as error:
            codes = error.candidates
        assert all(places.known(code[:6]) for code in codes)
    with contextlib.suppress(places.Unplaced):
        assert places.known(places.resolve_code(text, (2, 4, 6, 8)).code[:6])


def options(data: bytes) -> None:
    """A scenario, a template or a view is read whole or refused; what was read is written and read as the same."""
    text = _text(data)
    with contextlib.suppress(UnreadableOption):
        stack = address.from_text(text)
        assert address.from_text(address.to_text(stack)) == stack
    with contextlib.suppress(UnreadableOption):
        made = template.from_text(text)
        assert template.from_text(template.to_text(made)) == made
    for key in ("fy", "as_of", "area", "without", "compare", "officer", "training", "otop", "stage", "occupation"):
        with contextlib.suppress(UnreadableOption):
            view = from_query({key: text}, default_year=2560, default_day=date(2017, 6, 30))
            again = from_query(view.to_query(), default_year=2560, default_day=date(2017, 6, 30))
            named = replace(view, officers=tuple(name_key(name) for name in view.officers))  # an address has keys
            assert again == named, (again, view)


def pointer(data: bytes) -> None:
    """A pointer is a seal that names a snapshot file of its folder, or refused."""
    try:
        seal = read_seal(_text(data))
    except ValueError:
        return
    assert "/" not in seal.snapshot
    assert seal.kind in ("real", "example")
    assert read_seal(seal.text()) == seal


def journal_lines(data: bytes) -> None:
    """Whatever a journal holds, reading it raises nothing, and a line can be added."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / journal.FILE).write_bytes(data)
        before = len(journal.entries(Path(name)))
        journal.interrupted(Path(name))
        journal.note(Path(name), "begun")
        assert len(journal.entries(Path(name))) == before + 1


def _read(data: bytes, name: str) -> None:
    """A file is refused with a reason, or its tables hold together and can be checked."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        reason = ""
        try:
            tables, _ = read_tables(path, SETTINGS)
        except FileUnreadable as error:
            tables, reason = [], f"file.{error.facts['reason']}"
        assert not reason or reason in catalogue("th")
        for table in tables:
            assert all(len(cells) == len(table.rows) for cells in (*table.columns.values(), *table.others.values()))
            checked = check_table(table, stored()[table.register], date(2026, 11, 21), alone=True)
            told = {reason.row for reason in checked.reasons}
            assert len(checked.frame) + len(told) == len(table.rows)
            assert told.isdisjoint(checked.frame["row"].tolist())


def csv_file(data: bytes) -> None:
    """Bytes that are called .csv."""
    _read(data, "a.csv")


def workbook_file(data: bytes) -> None:
    """Bytes that are called .xlsx."""
    _read(data, "a.xlsx")


@cache
def package() -> dict[str, bytes]:
    """The parts of a small workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "dd/mm/yyyy"}) as made:
        sheet = made.add_worksheet("ก")
        percent = made.add_format({"num_format": "0%"})
        sheet.write_row(0, 0, ["ปีงบประมาณ", "รหัสหมู่บ้าน", "ชื่อหมู่บ้าน", "งบประมาณ (บาท)", "พัฒนากร"])
        sheet.write_row(1, 0, [2560, "40010101", "บ้าน", 1000])
        sheet.write_row(2, 0, [2560, "40010102", "บ้าน"])
        sheet.write(2, 3, 0.85, percent)
        sheet.write_formula(3, 3, "=1/0", None, "#DIV/0!")
        sheet.merge_range(1, 4, 3, 4, "สมชาย")
    with zipfile.ZipFile(out) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


PARTS = ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml",
         "xl/_rels/workbook.xml.rels")  # fmt: skip


def workbook_part(data: bytes) -> None:
    """A workbook one part of which holds anything: the first byte says which one."""
    if not data:
        return
    changed = PARTS[data[0] % len(PARTS)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in package().items():
            made.writestr(name, data[1:] if name == changed else text)
    _read(out.getvalue(), "a.xlsx")


def map_file(data: bytes) -> None:
    """Bytes that are called .geojson."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.geojson"
        path.write_bytes(data)
        with contextlib.suppress(FileUnreadable):
            read_tables(path, SETTINGS)


def document_part(data: bytes) -> None:
    """A document whose text is anything."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", b"<Types/>")
        made.writestr("word/document.xml", data)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(out.getvalue())
        with contextlib.suppress(FileUnreadable):
            read_tables(path, SETTINGS)


def backup(data: bytes) -> None:
    """Bytes that are called a backup; nothing is ever unpacked outside its folder."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b.zip"
        path.write_bytes(data)
        with contextlib.suppress(BackupUnreadable):
            unpack(path, Path(folder) / "in")
        assert {p.name for p in Path(folder).iterdir()} <= {"b.zip", "in"}


TARGETS: dict[str, Target] = {
    target.__name__: target
    for target in (
        repair, values, headings, addresses, options, pointer, journal_lines, csv_file, workbook_file, workbook_part,
        map_file, document_part, backup,
    )
}  # fmt: skip


def seeds(name: str) -> list[bytes]:
    """Inputs to begin with: what such a thing looks like when it is right."""
    rows = "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน,งบประมาณ (บาท)\n2560,40010101,บ้าน,1000\nรวม,,,1000\n"
    texts = {
        "repair": ["อํานาจเจริญ จำ านวน", "ก\u200bข\r\n ค"],
        "values": ["4 ก.ค. 60", "๔/๗/๒๕๖๐", "1,234.50 บาท", "2017-07-04 17:00:38", "ต.ค.-68", "ใช่",
                   "ปีงบประมาณ พ.ศ. 2560"],
        "headings": ["งบประมาณ (บาท)", "จังหวัด / Province", "ครัวเรือนเป้าหมาย (ทำเครื่องหมาย ✓)"],
        "addresses": ["12 ม.3 ต.บ้านเป็ด อ.เมือง จ.ขอนแก่น 40000", "เลย|เมือง|กุดป่อง|1", "39040107", "421101"],
        "options": ["r.practising.39~-t.villages.40.50", "title,-area.40", "ก,ข", "2560", "39,40"],
        "pointer": ['{"snapshot": "000001.duckdb", "kind": "real", "is_empty": false, "n_bytes": 5, "digest": "a"}'],
        "journal_lines": ['{"at": "2026-11-21T18:00:00", "event": "begun", "by": "a@b"}\n'],
        "map_file": ['{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"code": "40"},'
                     '"geometry": {"type": "Polygon", "coordinates": [[[102, 16], [103, 16], [103, 17], [102, 16]]]}'
                     "}]}"],
        "document_part": ['<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
                          "<w:p><w:r><w:t>ชื่อองค์ความรู้: ก</w:t></w:r></w:p></w:body></w:document>"],
        "csv_file": [rows, rows.replace(",", ";"), "sep=\t\n" + rows.replace(",", "\t"), rows.replace("\n", "\0\r\n")],
    }  # fmt: skip
    made = [text.encode() for text in texts.get(name, [])]
    if name == "csv_file":
        made += [rows.encode("cp874"), rows.encode("utf-16")]
    if name == "workbook_part":
        made = [bytes([n]) + package()[part] for n, part in enumerate(PARTS)]
    if name in ("workbook_file", "backup"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as whole:
            for part, text in package().items():
                whole.writestr(part, text)
        made = [out.getvalue()]
    return made


def kept(name: str) -> list[bytes]:
    """The inputs that once broke a target."""
    return [path.read_bytes() for path in sorted((Path(__file__).parent / "found").glob(f"{name}-*"))]

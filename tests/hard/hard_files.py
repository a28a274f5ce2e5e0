"""The files that offices really send, made for real: each with what must come of it."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

VILLAGES = ["ปีงบประมาณ", "รหัสหมู่บ้าน", "ชื่อหมู่บ้าน", "งบประมาณ (บาท)"]
CONTEXT = ["ปีงบประมาณ", "จังหวัด", "รายการ", "ค่า", "แหล่งข้อมูล"]
GROUPS = ["รหัสหมู่บ้าน", "ชื่อกลุ่ม", "วันที่จัดตั้ง", "จำนวนสมาชิก"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Hard:
    """A hard file: `make(folder, large)` writes it (`large` as it would really come, else a small one of the same kind)
    and tells its path; then `rows` must be accepted and `refused` rows refused, or the file refused for `reason`.
    `check` is a query on the store and its answer.
    """

    name: str
    make: Callable[[Path, bool], Path]
    rows: int | tuple[int, int] = 0  # small, large
    refused: int = 0
    reason: str = ""
    check: tuple[str, list[tuple[Any, ...]]] | None = None
    megabytes: int = 1_500  # the most memory it may take when large
    seconds: int = 240
    environment: tuple[tuple[str, str], ...] = ()


def village(n: int) -> list[Any]:
    """The n-th row of a villages register; 99 to a subdistrict, all of them in Khon Kaen and Nong Bua Lam Phu."""
    return [2560, f"{_SUBDISTRICTS[n // 99]}{n % 99 + 1:02}", f"บ้านที่ {n}", 1000 + n]


_SUBDISTRICTS = [f"{province}{d:02}{s:02}" for province in (40, 39) for d in (1, 2, 3) for s in (1, 2, 3)]


def context(n: int) -> list[Any]:
    return [2560, "ขอนแก่น", f"รายการที่ {n}", n, "สำนักงาน"]


def book(path: Path, sheets: dict[str, list[list[Any]]], arrange: Callable[[Any, Any], None] | None = None) -> Path:
    """A workbook as Excel writes it."""
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name)
            for r, row in enumerate(rows):
                sheet.write_row(r, 0, row)
            if arrange:
                arrange(made, sheet)
    return path


def two_hundred_thousand_rows(folder: Path, large: bool) -> Path:
    n = 200_000 if large else 2_000
    return book(folder / "large.xlsx", {"ข้อมูล": [CONTEXT, *map(context, range(n))]})


def full_sheet(folder: Path, large: bool) -> Path:
    n = 1_048_575 if large else 2_000
    return book(folder / "full.xlsx", {"ข้อมูล": [CONTEXT, *map(context, range(n))]})


def password(folder: Path, large: bool) -> Path:
    """A workbook that is really encrypted (AES, as Office does it today): kept, for no library here makes one."""
    return Path(shutil.copyfile(Path(__file__).parent / "locked.xlsx", folder / "locked.xlsx"))


def locked_zip(folder: Path, large: bool) -> Path:
    """A package whose parts are locked one by one, as archivers do."""
    path = book(folder / "zip-locked.xlsx", {"ก": [VILLAGES, village(1)]})
    whole = bytearray(path.read_bytes())
    for found in itertools.chain(re.finditer(b"PK\x03\x04", whole), re.finditer(b"PK\x01\x02", whole)):
        whole[found.start() + (6 if found[0] == b"PK\x03\x04" else 8)] |= 1
    path.write_bytes(whole)
    return path


def broken_zip(folder: Path, large: bool) -> Path:
    path = two_hundred_thousand_rows(folder, large)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    return path


def flipped_bytes(folder: Path, large: bool) -> Path:
    path = book(folder / "flipped.xlsx", {"ก": [VILLAGES, *map(village, range(300))]})
    with zipfile.ZipFile(path) as package:
        info = package.getinfo("xl/worksheets/sheet1.xml")
    whole = bytearray(path.read_bytes())
    start = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    for at in range(start, start + 8):
        whole[at] ^= 0xFF
    path.write_bytes(whole)
    return path


def _with_part(path: Path, part: str, chunks: Iterator[bytes]) -> Path:
    """The workbook with one part in other words."""
    base = book(path.with_suffix(".base.xlsx"), {"ก": [VILLAGES, village(1)]})
    with zipfile.ZipFile(base) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w", force_zip64=True) as out:
            for chunk in chunks:
                out.write(chunk)
    base.unlink()
    return path


_SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_STYLES = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def zip_bomb(folder: Path, large: bool) -> Path:
    """Three gigabytes of nothing in a few megabytes."""
    blanks = (b" " * (1024 * 1024) for _ in range(3_000 if large else 150))
    return _with_part(folder / "bomb.xlsx", "xl/worksheets/sheet1.xml", itertools.chain([_SHEET], blanks))


def styles_bomb(folder: Path, large: bool) -> Path:
    """A part that is read as a tree, far larger than any real one."""
    one = b'<numFmt numFmtId="200" formatCode="0"/>' * 25_000
    many = (one for _ in range(1_500 if large else 40))
    return _with_part(folder / "styles.xlsx", "xl/styles.xml", itertools.chain([_STYLES, b"<numFmts>"], many))


def laughing(folder: Path, large: bool) -> Path:
    """Entities within entities: a few hundred bytes that mean gigabytes."""
    lines = [b'<!DOCTYPE x [<!ENTITY a0 "lol">']
    lines += [b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 11)]
    return _with_part(folder / "entities.xlsx", "xl/styles.xml", iter([*lines, b"]><styleSheet>&a10;</styleSheet>"]))


def far_cell(folder: Path, large: bool) -> Path:
    """A stray cell in the last corner of the sheet: a rectangle of 17 thousand million cells."""
    path = folder / "far.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, VILLAGES)
        sheet.write_row(1, 0, village(1))
        sheet.write(1_048_575, 16_383, "x")
    return path


def old_excel(folder: Path, large: bool) -> Path:
    """Excel 97: a real one where LibreOffice is there, else the first bytes of one."""
    base = book(folder / "old.xlsx", {"ก": [VILLAGES, village(1)]})
    path = folder / "old.xls"
    if large and (office := shutil.which("soffice")):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run([office, profile, "--headless", "--convert-to", "xls", "--outdir", str(folder), str(base)],
                       check=True, capture_output=True, timeout=120)  # fmt: skip
    else:
        path.write_bytes(OLE + b"\0" * 5_000)
    base.unlink()
    return path


def old_excel_in_disguise(folder: Path, large: bool) -> Path:
    return old_excel(folder, large).rename(folder / "disguise.xlsx")


def web_page(folder: Path, large: bool) -> Path:
    path = folder / "report.xls"
    cells = "".join(f"<td>{cell}</td>" for cell in village(1))
    path.write_text(f"<html><body><table><tr>{cells}</tr></table></body></html>", encoding="utf-8")
    return path


def macros(folder: Path, large: bool) -> Path:
    path = book(folder / "macros.xlsx", {"ก": [VILLAGES, *map(village, range(5))]})
    made = folder / "macros.xlsm"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "[Content_Types].xml":
                text = text.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
            new.writestr(name, text)
        new.writestr("xl/vbaProject.bin", OLE + b"Attribute VB_Name" * 500)
    path.unlink()
    return made


def hidden_things(folder: Path, large: bool) -> Path:
    """Hidden sheets, columns and rows are there all the same: what is hidden is not taken away."""

    def hide(made: Any, sheet: Any) -> None:
        sheet.set_column(1, 1, None, None, {"hidden": True})
        if sheet.get_name() == "ซ่อน":
            sheet.hide()
        if sheet.get_name() == "ซ่อนมาก":
            sheet.very_hidden()

    return book(folder / "hidden.xlsx", {"เห็น": [VILLAGES, village(1)], "ซ่อน": [VILLAGES, village(2)],
                                         "ซ่อนมาก": [VILLAGES, village(3)]}, hide)  # fmt: skip


def filtered(folder: Path, large: bool) -> Path:
    """A filter leaves three of forty rows in sight."""
    path = folder / "filtered.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for r, row in enumerate([VILLAGES, *map(village, range(40))]):
            sheet.write_row(r, 0, row)
            if r > 3:
                sheet.set_row(r, options={"hidden": True})
        sheet.autofilter(0, 0, 40, 3)
        sheet.filter_column(3, "x < 1003")
    return path


def formulas(folder: Path, large: bool) -> Path:
    """Three budgets were counted by Excel; two were written by a program that does not count."""
    path = folder / "formulas.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("ก")
        sheet.write_row(0, 0, VILLAGES)
        for n in range(3):
            sheet.write_row(n + 1, 0, village(n)[:3])
            sheet.write_formula(n + 1, 3, "=500*2", None, 1000)
        for n in (3, 4):
            sheet.write_row(n + 1, 0, village(n)[:3])
            sheet.write_formula(n + 1, 3, f"=500*{n}", None, "")
    return path


def error_cells(folder: Path, large: bool) -> Path:
    path = folder / "errors.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, VILLAGES)
        for n, error in enumerate(("#N/A", "#REF!", "#DIV/0!", "#VALUE!"), start=1):
            sheet.write_row(n, 0, village(n)[:3])
            sheet.write_formula(n, 3, "=1/0", None, error)
        sheet.write_row(5, 0, village(5))
    return path


def merged_cells(folder: Path, large: bool) -> Path:
    """A year and an officer written once over five rows, as officers do it; a budget over two rows stays one budget."""
    path = folder / "merged.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, [*VILLAGES, "พัฒนากรผู้รับผิดชอบ"])
        for n in range(5):
            sheet.write_row(n + 1, 1, village(n)[1 : 3 if n == 1 else 4])
        sheet.merge_range(1, 0, 5, 0, 2560)
        sheet.merge_range(1, 4, 3, 4, "สมชาย")
        sheet.merge_range(4, 4, 5, 4, "สมหญิง")
        sheet.merge_range(1, 3, 2, 3, 9000)
    return path


def side_by_side(folder: Path, large: bool) -> Path:
    rows = [[*VILLAGES, None, *GROUPS, None, *VILLAGES]]
    for n in range(6):
        group = [village(n)[1], f"กลุ่ม {n}", date(2017, 1, n + 1), 5]
        rows.append([*village(n), None, *group, None, *village(n + 50)])
    return book(folder / "beside.xlsx", {"ก": rows})


def four_habits(folder: Path, large: bool) -> Path:
    """One day, written by four hands, and as a date cell by a fifth."""
    days = ["4 ก.ค. 60", "๔/๗/๒๕๖๐", "2017-07-04", "4 กรกฎาคม พ.ศ. 2560", datetime(2017, 7, 4), datetime(2560, 7, 4)]
    return book(
        folder / "dates.xlsx", {"ก": [GROUPS, *([village(n)[1], f"กลุ่ม {n}", d, 5] for n, d in enumerate(days))]}
    )


def since_1904(folder: Path, large: bool) -> Path:
    path = folder / "1904.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True, "default_date_format": "dd/mm/yyyy"}) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, GROUPS)
        sheet.write_row(1, 0, [village(1)[1], "กลุ่ม", datetime(2017, 7, 4), 5])
    return path


def ten_thousand_columns(folder: Path, large: bool) -> Path:
    n_columns = 10_000 if large else 2_000
    extra = [f"ช่อง {n}" for n in range(n_columns)]
    return book(
        folder / "wide.xlsx", {"ก": [[*VILLAGES, *extra], *([*village(n), *range(n_columns)] for n in range(20))]}
    )


def empty_sheets(folder: Path, large: bool) -> Path:
    sheets: dict[str, list[list[Any]]] = {f"ว่าง {n}": [] for n in range(200 if large else 30)}
    return book(folder / "empty.xlsx", {**sheets, "มี": [VILLAGES, village(1)], "ท้าย": []})


def nothing_in_it(folder: Path, large: bool) -> Path:
    return book(folder / "nothing.xlsx", {"ว่าง": []})


def text(folder: Path, name: str, content: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return path


def lines(rows: list[list[Any]], delimiter: str = ",") -> str:
    return "".join(delimiter.join(map(str, row)) + "\r\n" for row in rows)


TEN = [VILLAGES, *map(village, range(10))]


def wrong_encoding(folder: Path, large: bool) -> Path:
    return text(folder, "shift.csv", "年度,コード\n" + "あ" * 50, "shift_jis")


def cut_letter(folder: Path, large: bool) -> Path:
    """UTF-8 that a program cut in the middle of a letter."""
    path = text(folder, "cut.csv", lines(TEN))
    path.write_bytes(path.read_bytes().rstrip()[:-5] + "ก".encode()[:2])
    return path


def nul_bytes(folder: Path, large: bool) -> Path:
    return text(folder, "nul.csv", "".join(f"{line}\0" for line in lines(TEN).splitlines(keepends=True)))


def long_line(folder: Path, large: bool) -> Path:
    """A line without an end."""
    path = folder / "line.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(lines(TEN))
        file.writelines("ก" * 1_000_000 for _ in range(60 if large else 3))
    return path


def never_closed(folder: Path, large: bool) -> Path:
    """A quotation mark that is never closed, before all the rest of the file."""
    return text(
        folder,
        "quote.csv",
        lines([VILLAGES, [2560, "40010101", '"บ้าน', 5], *([TEN[1]] * (400_000 if large else 9_000))]),
    )


def gigabyte(folder: Path, large: bool) -> Path:
    path = folder / "gigabyte.csv"
    wanted, n = (1_000_000_000 if large else 500_000), 0
    with path.open("w", encoding="utf-8") as file:
        written = file.write(lines([CONTEXT]))
        while written < wanted:
            block = "".join(
                f"2560,ขอนแก่น,รายการที่ {i} ของข้อมูลเปิดภาครัฐ,{i},สำนักงานพัฒนาชุมชนจังหวัดขอนแก่น\n" for i in range(n, n + 1000)
            )
            written += len(block.encode())
            n += 1000
            file.write(block)
    return path


def gigabyte_too_large(folder: Path, large: bool) -> Path:
    """The same where nobody raised the limit; a sparse file stands for it."""
    path = folder / "too-large.csv"
    with path.open("wb") as file:
        file.write(lines(TEN).encode())
        file.truncate(1_000_000_000)
    return path


def many_small_parts(folder: Path, large: bool) -> Path:
    """A package with a hundred thousand parts."""
    path = book(folder / "parts.xlsx", {"ก": TEN})
    with zipfile.ZipFile(path, "a") as package:
        for n in range(100_000 if large else 500):
            package.writestr(f"xl/media/{n}.bin", b"")
    return path


def _day(query: str) -> tuple[str, list[tuple[Any, ...]]]:
    return query, [(date(2017, 7, 4),)]


_BUDGET = "select count(*), sum(budget_baht) from villages"

_TEN = (_BUDGET, [(10, 10045.0)])

HARD: tuple[Hard, ...] = (
    Hard("200,000 rows", two_hundred_thousand_rows, (2_000, 200_000),
         check=("select count(distinct value) = count(*) from context", [(True,)])),
    Hard("every row a sheet has", full_sheet, (2_000, 1_048_575), megabytes=4_000, seconds=600),
    Hard("password-protected", password, reason="encrypted", megabytes=250),
    Hard("parts locked one by one", locked_zip, reason="encrypted", megabytes=250),
    Hard("broken zip", broken_zip, reason="broken", megabytes=250),
    Hard("flipped bytes", flipped_bytes, reason="broken", megabytes=300),
    Hard("zip bomb: a sheet of 3 GB", zip_bomb, reason="too_large", megabytes=250),
    Hard("zip bomb: styles of 1.5 GB", styles_bomb, reason="too_large", megabytes=400),
    Hard("entities within entities", laughing, reason="broken", megabytes=300),
    Hard("one cell in the last corner", far_cell, reason="too_large", megabytes=300),
    Hard("old Excel (.xls)", old_excel, reason="old_xls", megabytes=250),
    Hard("old Excel in disguise (.xlsx)", old_excel_in_disguise, reason="old_xls", megabytes=250),
    Hard("web page named .xls", web_page, reason="html", megabytes=250),
    Hard("macros (.xlsm)", macros, 5),
    Hard("hidden sheets and columns", hidden_things, 3),
    Hard("filtered rows", filtered, 40),
    Hard("formulas counted and not", formulas, 3, refused=2, check=(_BUDGET, [(3, 3000.0)])),
    Hard("error cells", error_cells, 1, refused=4),
    Hard("merged data cells", merged_cells, 5, check=(
        "select officer, count(*), sum(budget_baht), min(fiscal_year) from villages group by all order by 2",
        [("สมหญิง", 2, 2007.0, 2560), ("สมชาย", 3, 10002.0, 2560)])),
    Hard("tables side by side", side_by_side, 18),
    Hard("dates in six habits", four_habits, 6, check=_day("select distinct founded_on from groups")),
    Hard("dates counted from 1904", since_1904, 1, check=_day("select founded_on from groups")),
    Hard("ten thousand columns", ten_thousand_columns, 20),
    Hard("two hundred empty sheets", empty_sheets, 1),
    Hard("nothing in it", nothing_in_it, reason="nothing_recognised"),
    Hard("a hundred thousand parts", many_small_parts, 10),
    Hard("csv in another country's letters", wrong_encoding, reason="nothing_recognised|encoding"),
    Hard("csv cut in the middle of a letter", cut_letter, reason="encoding|nothing_recognised"),
    Hard("csv in CP874", lambda folder, _: text(folder, "old.csv", lines(TEN), "cp874"), 10, check=_TEN),
    Hard("csv in UTF-16", lambda folder, _: text(folder, "wide.csv", lines(TEN), "utf-16"), 10),
    Hard("csv with NUL bytes", nul_bytes, 10, check=_TEN),
    Hard("csv with semicolons", lambda folder, _: text(folder, "semi.csv", lines(TEN, ";")), 10, check=_TEN),
    Hard("csv with tabs", lambda folder, _: text(folder, "tab.csv", lines(TEN, "\t")), 10, check=_TEN),
    Hard("csv with a line of 60 MB", long_line, reason="csv_quotes"),
    Hard("csv with a quotation mark never closed", never_closed, reason="csv_quotes"),
    Hard("csv of 1 GB, limit as it comes", gigabyte_too_large, reason="too_large", megabytes=250),
    Hard("csv of 1 GB, limit raised", gigabyte, (3_000, 4_000_000), megabytes=5_000, seconds=3_600,
         environment=(("SAMMACHIP_UPLOAD_MB", "2000"),)),
)  # fmt: skip

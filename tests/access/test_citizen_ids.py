"""Citizen IDs are kept nowhere: planted in every column of every register, in names of files, sheets and headings,
typed into every form; then everything on the disk is read, and every text of every table of every snapshot.
"""

from __future__ import annotations

import csv
import random
import re
import shutil
import tempfile
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest
import stores
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.__main__ import main
from dashboard.access.audit import AuditLog, Event
from dashboard.access.people import People
from dashboard.errors import UnreadableOption
from dashboard.intake.fixing import Fix
from dashboard.intake.importing import Signed, import_files
from dashboard.intake.rejects import write_rejects
from dashboard.intake.taught import KnownHeadings, Lesson
from dashboard.meeting.decisions import Decided
from dashboard.meeting.keeping import Decisions
from dashboard.meeting.saved import SavedTemplates
from dashboard.persons import MASKED_ID, is_citizen_id, without_citizen_ids
from dashboard.registers import REGISTERS
from dashboard.scenario.saved import save
from dashboard.settings import read_settings
from dashboard.store import Store
from dashboard.store.changing import Signed as SettingSigned
from dashboard.store.changing import set_target
from dashboard.store.history import redo, refused_rows, undo
from dashboard.thai import thai_digits

_RANDOM = random.Random(8)


def citizen_id() -> str:
    first = [_RANDOM.randint(1, 8), *(_RANDOM.randint(0, 9) for _ in range(11))]
    check = (11 - sum(d * w for d, w in zip(first, range(13, 1, -1), strict=True)) % 11) % 10
    return "".join(map(str, [*first, check]))


def in_groups(id_: str, between: str) -> str:
    return between.join((id_[0], id_[1:5], id_[5:10], id_[10:12], id_[12]))


SPELLINGS = (
    str,
    lambda id_: in_groups(id_, "-"),
    lambda id_: in_groups(id_, " "),
    lambda id_: in_groups(id_, " - "),
    thai_digits,
    lambda id_: thai_digits(in_groups(id_, "-")),
    lambda id_: f"{id_[:6]}\u200b{id_[6:]}",
    lambda id_: f"นายสมชาย ใจดี ({id_}) บ้านดง",
    lambda id_: f"เลขบัตร{in_groups(id_, '-')}ของหัวหน้าครัวเรือน",
)
PLANTED: list[str] = []


def planted(n: int) -> str:
    id_ = citizen_id()
    PLANTED.append(id_)
    return SPELLINGS[n % len(SPELLINGS)](id_)


# -- the words


@pytest.mark.parametrize("spell", SPELLINGS)
def test_it_is_found_however_it_is_spelt(spell: object) -> None:
    id_ = citizen_id()
    text = without_citizen_ids(spell(id_))  # type: ignore[operator]
    assert MASKED_ID in text
    assert sum(map(str.isdecimal, text)) == 0


@pytest.mark.parametrize(
    "text",
    [
        "0812345678",
        "1234567890123",
        "12345678901234",
        "40160101",
        "2560-10-01 12:30:45",
        "12/3",
        "ม.4 โทร 081-234-5678",
        "",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert not is_citizen_id(text)
    assert without_citizen_ids(text) == text


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="0123456789๐๑๒๓- กข\u200b", max_size=60))
def test_what_is_left_has_none(text: str) -> None:
    left = without_citizen_ids(text)
    assert without_citizen_ids(left) == left
    assert left == text or MASKED_ID in left


# -- everything that is kept


def plant_in_every_register(folder: Path) -> list[Path]:
    """A file for each register with an ID in every column, one row for each: as csv and as a workbook."""
    folder.mkdir()
    files = []
    for k, register in enumerate(REGISTERS):
        headings = [column.heading for column in register.columns if column.headings]
        place = ["รหัสหมู่บ้าน", "จังหวัด", "อำเภอ", "ตำบล", "หมู่ที่"]
        names = [*place, *headings, "หมายเหตุ", f"คอลัมน์ {planted(k)}", "เลขประจำตัวประชาชน"]
        good = ["40160101", "", "", "", ""]
        rows = []
        for n in range(len(names)):
            row: list[object] = [*good, *([""] * (len(names) - len(good)))]
            row[n] = planted(n + k)
            row[-1] = planted(0)
            rows.append(row)
        rows.append([int(planted(0)) if n % 3 else float(planted(0)) for n in range(len(names))])
        path = folder / f"{register.name} {planted(k)}"
        if k % 2:
            book = openpyxl.Workbook()
            sheet = book.active
            sheet.title = re.sub(r"[^0-9ก-๙a-zA-Z ]", "", f"{planted(0)} {k}")[:31]
            for row in [names, *rows]:
                sheet.append(row)
            other = book.create_sheet(planted(0))
            other.append([planted(1), "อื่น"])
            path = path.with_name(path.name + ".xlsx")
            book.save(path)
        else:
            path = path.with_name(path.name + ".csv")
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([names, *rows])
        files.append(path)
    return files


def plant_good_rows(folder: Path) -> Path:
    """Rows that are stored, with an ID in every text of theirs."""
    path = folder / "ดี.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["ปีงบประมาณ", "รหัสหมู่บ้าน", "ชื่อหมู่บ้าน", "พัฒนากรผู้รับผิดชอบ"])
    for code in stores.VILLAGES:
        sheet.append([2560, code, f"บ้าน {planted(0)}", f"นาย {planted(1)}"])
    houses = book.create_sheet("ครัวเรือน")
    houses.append(["รหัสหมู่บ้าน", "บ้านเลขที่", "ชื่อหัวหน้าครัวเรือน", "ครัวเรือนเป้าหมาย", "วันที่คัดเลือก", "กลุ่มอาชีพ"])
    for n, code in enumerate(stores.VILLAGES):
        houses.append([code, f"9{n}", f"นางสมศรี {planted(n)}", "ใช่", date(2017, 1, 5), planted(n + 1)])
    visits = book.create_sheet("เยี่ยม")
    visits.append(["รหัสหมู่บ้าน", "บ้านเลขที่", "วันที่ติดตาม", "ผู้ติดตาม", "ผลการติดตาม", "ปัญหา"])
    for n, code in enumerate(stores.VILLAGES):
        visits.append([code, f"9{n}", date(2017, 2, 5), f"นาย ก {planted(n)}", planted(n + 2), f"บัตร {planted(n)}"])
    book.save(path)
    return path


def everything_kept(folder: Path, out: Path) -> str:
    """Every byte of every file as text; of snapshots every value of every column of every table."""
    told = [str(path) for path in folder.rglob("*")]
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            told.append(path.read_bytes().decode("utf-8", "ignore"))
            told.append(path.read_bytes().decode("utf-16-le", "ignore"))
        if path.suffix == ".duckdb":
            copy = out / path.name
            shutil.copyfile(path, copy)
            with duckdb.connect(str(copy)) as con:
                for (table,) in con.execute("select table_name from duckdb_tables()").fetchall():
                    told += [str(row) for row in con.execute(f'select * from "{table}"').fetchall()]
    return "\n".join(told)


_PLAIN = {ord(c): None for c in " \n\t\u200b-"} | {0x0E50 + n: str(n) for n in range(10)}


def leaked(text: str) -> list[str]:
    """The planted IDs that stand in a text in any spelling."""
    runs = re.findall(r"[0-9]{13,}", text.translate(_PLAIN))
    found = {run[at : at + 13] for run in runs for at in range(len(run) - 12)}
    return [id_ for id_ in PLANTED if id_ in found]


@pytest.fixture
def folder(small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    PLANTED.clear()
    found = tmp_path / "kept" / "store"
    shutil.copytree(small_store, found)
    temporary = tmp_path / "kept" / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("SAMMACHIP_STORE", str(found))
    monkeypatch.setenv("SAMMACHIP_TODAY", stores.TODAY.isoformat())
    return found


def test_nothing_on_the_disk_has_one(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    store, settings = Store(folder), read_settings()
    files = [*plant_in_every_register(tmp_path / "files"), plant_good_rows(tmp_path / "files")]
    fix = Fix("households", "ดี.xlsx", "ครัวเรือน", 2, "head_name", f"นางใหม่ {planted(1)}")
    report = import_files(files, store, settings, signed=Signed(f"ผู้นำเข้า {planted(0)}", [fix]))
    assert report.batch is not None
    assert report.n_rejected > 100
    assert sum(r.warnings.get("citizen_id_masked", 0) for r in report.registers) > 100
    with store.current().open() as con:
        ((n, n_masked),) = con.execute(
            "select count(*), count(*) filter (finding like '%×%') from visits where batch_id = ?", [report.batch]
        ).fetchall()
        assert n == n_masked > 3
        rejects = refused_rows(con, report.batch)
    undo(store, done_by="ผู้ดูแล")
    redo(store)

    KnownHeadings(folder).teach([Lesson("sages", f"ฝีมือ {planted(1)}", "expertise")], planted(0))
    Decisions(folder, "real").add(
        Decided(f"ติดตาม {planted(1)}", planted(0), date(2017, 7, 31), "4016", person=planted(2)), stores.TODAY
    )
    SavedTemplates(folder, "real").save(f"แม่แบบ {planted(0)}", "", "practising")
    save(folder, f"ฉาก {planted(1)}", "", 2560, "4016")
    set_target(store, 2560, "4016", "practising", 33.0, SettingSigned(planted(0), f"ตามคำขอของ {planted(1)}"))
    AuditLog(folder, "real").add(Event("export.table", f"{planted(0)}.csv", filters={"by": planted(1)}))
    with pytest.raises(UnreadableOption):
        People(folder / "people.json").give(planted(0), "viewer", [])
    out = tmp_path / "kept" / "rejects.xlsx"
    assert main(["rejects", str(report.batch), "-o", str(out)]) == 0
    assert main(["audit"]) == 0

    copies = tmp_path / "copies"
    copies.mkdir()
    kept = everything_kept(tmp_path / "kept", copies)
    sheets = "\n".join(
        str(cell) for sheet in openpyxl.load_workbook(out) for row in sheet.iter_rows(values_only=True) for cell in row
    )
    printed = capsys.readouterr()
    assert len(PLANTED) > 250
    assert MASKED_ID in kept
    for told in (kept, sheets, printed.out + printed.err, caplog.text, str(report.to_json("th")), str(rejects)):
        assert leaked(told) == []
    assert len(write_rejects(rejects, "th")) > 1000


def test_the_search_through_the_disk_finds_one(folder: Path, tmp_path: Path) -> None:
    id_ = planted(0)
    with Store(folder).building("real") as building:
        building.con.execute("update households set head_name = ? where house_no = '1'", [in_groups(id_, " ")])
    assert leaked(everything_kept(folder, tmp_path)) == [id_]

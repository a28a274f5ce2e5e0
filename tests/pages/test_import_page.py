"""The import page: dropped files are understood, put right, seen in what they would change, stored, and taken back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import stores
import xlsxwriter
from parts import part_data, part_names
from streamlit.runtime.scriptrunner import StopException
from streamlit.testing.v1 import AppTest

from dashboard.intake.taught import KnownHeadings, Lesson
from dashboard.store import Store
from dashboard.store.history import batches, fixes_of
from dashboard.store.stopping import Stoppable

Open = Callable[..., AppTest]
PAGE = "../pages/import_.py"
GOOD = "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n2560,39040107,บ้านโนน\n2560,39040108,บ้านหนอง\n"
BAD = GOOD + "2560,99999999,บ้านไม่มี\n"
NAMES = "ปีงบประมาณ,จังหวัด,อำเภอ,ตำบล,หมู่ที่,ชื่อหมู่บ้าน,ผู้ดูแลจริง\n"
SLIPS = (
    NAMES
    + "2560,หนองบัวลำภู,ศรีบุญเรือง,เมืองไหม่,7,บ้านโนน,นางสมร\n"
    + "2560,หนองบัวลำภู,ศรีบุญเรือง,เมืองใหม่,8,บ้านหนอง,นางสมร\n"
    + "ปีงบ 2560,หนองบัวลำภู,ศรีบุญเรือง,เมืองไหม่,9,บ้านดอน,นายดี\n"
)


def drop(app: AppTest, *files: tuple[str, str]) -> AppTest:
    (uploader,) = app.get("file_uploader")
    uploader.set_value([(name, text.encode(), "text/csv") for name, text in files])
    return app.run()


def words(app: AppTest) -> str:
    shown = [*app.markdown, *app.error, *app.warning, *app.success, *app.info, *app.caption, *app.subheader]
    return "\n".join(str(element.value) for element in shown)


def store_button(app: AppTest) -> Any:
    return next(b for b in app.button if b.label.startswith("บันทึก"))


def counts(app: AppTest, card: int = 0) -> dict[str, str]:
    return {c["kind"]: c["n"] for c in part_data(app, "intake_cards")["cards"][card]["counts"]}


def test_a_card_says_what_a_file_is_and_nothing_is_stored(open_app: Open, tmp_path: Path) -> None:
    app = drop(open_app(tmp_path, PAGE), ("v.csv", BAD))
    assert not app.exception
    (card,) = part_data(app, "intake_cards")["cards"]
    assert (card["title"], card["where"]) == ("ทะเบียนหมู่บ้านเป้าหมาย", "v.csv")
    assert {line["name"]: line["text"] for line in card["lines"]} == {
        "ปีงบประมาณ": "2560", "พื้นที่": "อ.ศรีบุญเรือง", "แถวข้อมูล": "3", "หัวคอลัมน์": "ตรงกัน 3",
        "ข้าม": "ข้าม 1 แถว: หัวตาราง",
    }  # fmt: skip
    assert counts(app) == {"new": "2", "changed": "0", "unchanged": "0", "rejected": "1"}
    assert "รับ 2 แถว จาก 3 แถวที่อ่าน" in words(app)
    assert Store(tmp_path).newest() is None


def test_the_sheet_shows_its_own_headings_and_rows_with_the_bad_cell_explained(open_app: Open, tmp_path: Path) -> None:
    app = drop(open_app(tmp_path, PAGE), ("v.csv", SLIPS))
    sheet = part_data(app, "sheet")
    assert [c["label"] for c in sheet["columns"]] == NAMES.strip().split(",")
    assert [row["n"] for row in sheet["rows"]] == [2, 4]
    bad = [(row["n"], c["h"], c["offer"]) for row in sheet["rows"] for c in row["cells"] if c.get("state") == "bad"]
    assert bad == [(2, "ตำบล", True), (4, "ปีงบประมาณ", True), (4, "ตำบล", True)]
    kinds = [(k["heading"], k["before"], k["after"], k["label"]) for k in sheet["kinds"]]
    assert kinds == [("ตำบล", "เมืองไหม่", "เมืองใหม่", "รับทั้ง 2 ช่อง"), ("ปีงบประมาณ", "ปีงบ 2560", "2560", "รับทั้ง 1 ช่อง")]


def act(app: AppTest, **what: Any) -> AppTest:
    """What the part sends when a button in the sheet is pressed: its handler, on the session's work."""
    from dashboard.ui.import_page import sheets

    work = app.session_state["_import_work"]
    key = "sheet_0"
    before = sheets.st.session_state, sheets.language
    try:
        sheets.st.session_state = {key: {"act": what}}  # type: ignore[attr-defined]
        sheets.language = lambda: "th"  # type: ignore[assignment]
        sheets._act(work, 0, key)
    finally:
        sheets.st.session_state, sheets.language = before  # type: ignore[attr-defined]
    return app.run()


def test_suggestions_are_accepted_taken_back_and_stored_with_who_did_it(open_app: Open, tmp_path: Path) -> None:
    app = drop(open_app(tmp_path, PAGE), ("v.csv", SLIPS))
    app = act(app, do="kind", heading="ตำบล", why="place")
    sheet = part_data(app, "sheet")
    assert [(c["t"], c["was"]) for row in sheet["rows"] for c in row["cells"] if c.get("state") == "fixed"] == [
        ("เมืองใหม่", "เมืองไหม่"), ("เมืองใหม่", "เมืองไหม่"),
    ]  # fmt: skip
    assert store_button(app).disabled
    app = act(act(app, do="step", by=1), do="accept", n=0)
    assert "ไม่มีช่องที่ต้องแก้แล้ว" in part_data(app, "sheet")["left"]
    app = act(app, do="back")
    assert "เหลือ 1 ช่อง" in part_data(app, "sheet")["left"]
    app = act(act(app, do="choose", row=4, heading="ปีงบประมาณ"), do="type", value="สองพัน")
    assert "สองพัน" in part_data(app, "sheet")["chosen"]["refused"]
    app = act(app, do="type", value="2560")
    next(b for b in app.button if b.label.startswith("ตรวจอีกครั้ง")).click().run()
    assert counts(app) == {"new": "3", "changed": "0", "unchanged": "0", "rejected": "0"}
    app.text_input(key="import_by").set_value("นายก").run()
    store_button(app).click().run()
    assert not app.exception
    assert "บันทึกชุดที่ 1 แล้ว** รับ 3 แถว จาก 3 แถวที่อ่าน: ใหม่ 3" in words(app)
    with Store(tmp_path).current().open() as con:
        assert batches(con)[0].stored_by == "นายก"
        assert [(f["row"], f["before"], f["after"], f["why"]) for f in fixes_of(con, 1)] == [
            (2, "เมืองไหม่", "เมืองใหม่", "place"), (4, "เมืองไหม่", "เมืองใหม่", "place"), (4, "ปีงบ 2560", "2560", "typed"),
        ]  # fmt: skip
    assert "นายก นำเข้าเมื่อ" in words(app)


def test_a_heading_is_matched_by_hand_and_remembered(open_app: Open, tmp_path: Path) -> None:
    app = drop(open_app(tmp_path, PAGE), ("v.csv", SLIPS))
    (box,) = [s for s in app.selectbox if "ผู้ดูแลจริง" in s.label]
    assert "นางสมร · นายดี" in words(app)
    box.set_value("officer")
    next(b for b in app.button if b.label == "จำไว้และอ่านใหม่").click().run()
    assert not app.exception
    assert not [s for s in app.selectbox if "ผู้ดูแลจริง" in s.label]
    assert [(x.register, x.heading, x.column) for x in KnownHeadings(tmp_path).lessons()] == [
        ("villages", "ผู้ดูแลจริง", "officer")
    ]
    assert "พัฒนากรผู้รับผิดชอบ" in [c["meaning"] for c in part_data(app, "sheet")["columns"]]


def test_two_headings_for_one_column_are_explained_and_not_taken(open_app: Open, tmp_path: Path) -> None:
    text = GOOD.replace("ชื่อหมู่บ้าน\n", "ชื่อหมู่บ้าน,คนหนึ่ง,คนสอง\n", 1)
    app = drop(open_app(tmp_path, PAGE), ("v.csv", text))
    for box in [s for s in app.selectbox if "คน" in s.label]:
        box.set_value("officer")
    next(b for b in app.button if b.label == "จำไว้และอ่านใหม่").click().run()
    assert any("มากกว่าหนึ่งหัวคอลัมน์" in e.value for e in app.error)
    assert KnownHeadings(tmp_path).lessons() == ()


def test_a_sheet_of_own_headings_is_matched_by_saying_which_register_it_is(open_app: Open, tmp_path: Path) -> None:
    text = "บัญชีของเรา,,\nปีโครงการ,เลขหมู่บ้าน,นามหมู่บ้าน\n2560,39040107,บ้านโนน\n"
    app = drop(open_app(tmp_path, PAGE), ("v.csv", text))
    assert "sheet" not in part_names(app)
    next(s for s in app.selectbox if "ทะเบียนใด" in s.label).set_value("villages").run()
    for box, column in zip(
        [s for s in app.selectbox if s.label.endswith("คือ")],
        ("fiscal_year", "village_code", "village_name"),
        strict=True,
    ):
        box.set_value(column)
    next(b for b in app.button if b.label == "จำไว้และอ่านใหม่").click().run()
    assert not app.exception
    assert counts(app)["new"] == "1"


def test_what_storing_would_change_is_shown_before(open_app: Open, small_store: Path, tmp_path: Path) -> None:
    del small_store
    stores.build_store(tmp_path)
    app = drop(open_app(tmp_path, PAGE), ("v.csv", GOOD))
    assert not app.exception
    tables = {d["caption"]: d for d in all_tables(app)}
    (title,) = [caption for caption in tables if caption.startswith("ทั้งหมดในระบบ")]
    rows = {r["cells"]["measure"]: r["cells"] for r in tables[title]["rows"]}
    assert (rows["หมู่บ้านเป้าหมาย"]["before"]["text"], rows["หมู่บ้านเป้าหมาย"]["after"]["text"]) == ("8", "10")
    assert "รายอำเภอ: 1 อำเภอเปลี่ยน" in tables


def all_tables(app: AppTest) -> list[dict[str, Any]]:
    n = part_names(app).count("area_table")
    return [part_data(app, "area_table", i) for i in range(n)]


def test_storing_taking_back_and_putting_in_again(open_app: Open, tmp_path: Path) -> None:
    app = drop(open_app(tmp_path, PAGE), ("v.csv", GOOD))
    store_button(app).click().run()
    assert not app.exception
    assert "บันทึกชุดที่ 1 แล้ว** รับ 2 แถว จาก 2 แถวที่อ่าน: ใหม่ 2" in words(app)
    assert held(tmp_path) == 2
    next(b for b in app.button if b.key == "undo_1").click().run()
    assert not app.exception
    assert held(tmp_path) == 0
    next(b for b in app.button if b.key == "redo_1").click().run()
    assert not app.exception
    assert held(tmp_path) == 2
    assert "นำกลับมาเมื่อ" in words(app)


def test_what_was_taken_back_is_not_told_as_stored(open_app: Open, tmp_path: Path) -> None:
    app = drop(open_app(tmp_path, PAGE), ("v.csv", GOOD))
    store_button(app).click().run()
    assert "บันทึกชุดที่ 1 แล้ว" in words(app)
    app.button(key="undo_1").click().run()
    assert "บันทึกชุดที่ 1 แล้ว" not in words(app)


def test_a_card_names_its_areas_in_the_language_of_the_page(open_app: Open, tmp_path: Path) -> None:
    app = drop(
        open_app(tmp_path, PAGE, lang="en"),
        ("v.csv", SLIPS.replace("2560,หนองบัวลำภู,ศรีบุญเรือง", "2560,หนองบัวลำภู,ศรีบุญเรือน", 1)),
    )
    (card,) = part_data(app, "intake_cards")["cards"]
    areas = next(line["text"] for line in card["lines"] if line["name"] == "Area")
    assert areas == "ศรีบุญเรือน, Si Bun Rueang"  # what nobody knows as it is written


def test_the_sheets_of_one_workbook_go_by_their_own_names(open_app: Open, tmp_path: Path) -> None:
    book = BytesIO()
    with xlsxwriter.Workbook(book) as made:
        for name in ("มกราคม", "กุมภาพันธ์"):
            for r, line in enumerate(BAD.splitlines()):
                made.get_worksheet_by_name(name) or made.add_worksheet(name)
                made.get_worksheet_by_name(name).write_row(r, 0, line.split(","))
    app = open_app(tmp_path, PAGE)
    (uploader,) = app.get("file_uploader")
    uploader.set_value([("รายงาน.xlsx", book.getvalue(), "x")])
    app.run()
    assert [tab["label"] for tab in part_data(app, "tabbar")["tabs"]] == ["มกราคม", "กุมภาพันธ์"]


def test_who_said_their_name_once_is_named_in_what_follows(open_app: Open, tmp_path: Path) -> None:
    app = drop(open_app(tmp_path, PAGE), ("v.csv", GOOD))
    app.text_input(key="import_by").set_value("นายก").run()
    store_button(app).click().run()
    next(b for b in app.button if b.key == "undo_1").click().run()
    assert "นายก ยกเลิกเมื่อ" in words(app)


def held(folder: Path) -> int:
    with Store(folder).current().open() as con:
        return int(con.execute("select count(*) from villages").fetchall()[0][0])


def test_the_history_is_a_table_with_the_chosen_batch_below(open_app: Open, tmp_path: Path) -> None:
    app = drop(open_app(tmp_path, PAGE), ("v.csv", BAD))
    store_button(app).click().run()
    (history,) = [d for d in all_tables(app) if d["caption"] == "ประวัติการนำเข้า"]
    (row,) = history["rows"]
    assert {k: v for k, v in row["cells"].items() if k.startswith("n_")} == {
        "n_read": "3", "n_new": "2", "n_changed": "0", "n_unchanged": "0", "n_rejected": "1",
    }  # fmt: skip
    assert row["href"].endswith("batch=1")
    moved = next(d for d in all_tables(app) if d["caption"].startswith("ชุดนี้ทำให้"))
    assert moved["rows"][0]["cells"]["after"]["text"] == "2"


def test_forgetting_a_heading(open_app: Open, tmp_path: Path) -> None:
    KnownHeadings(tmp_path).teach([Lesson("villages", "ผู้ดูแลจริง", "officer")], "นายก")
    app = open_app(tmp_path, PAGE)
    assert "หัวคอลัมน์ที่สำนักงานจับคู่ไว้" in "\n".join(h.value for h in app.header)
    app.selectbox(key="taught_which").set_value(0).run()
    next(b for b in app.button if b.label == "เลิกจำ").click().run()
    assert not app.exception
    assert KnownHeadings(tmp_path).lessons() == ()


def test_several_files_of_one_name_are_told_apart(open_app: Open, tmp_path: Path) -> None:
    app = drop(open_app(tmp_path, PAGE), ("v.csv", GOOD), ("v.csv", GOOD.replace("2560", "2561")))
    assert [c["where"] for c in part_data(app, "intake_cards")["cards"]] == ["v.csv", "v (2).csv"]
    assert "รับ 4 แถว จาก 4 แถวที่อ่าน" in words(app)


def test_a_file_that_is_no_register_is_told_in_words(open_app: Open, tmp_path: Path) -> None:
    app = drop(open_app(tmp_path, PAGE), ("x.csv", "ก,ข\n1,2\n"))
    assert not app.exception
    assert "ไม่พบหัวตารางของทะเบียนใด" in words(app)
    assert not [b for b in app.button if b.label.startswith("บันทึก")]


def test_the_example_store_is_never_written(open_app: Open, tmp_path: Path) -> None:
    before = stores.build_store(tmp_path, "example")
    app = drop(open_app(tmp_path, PAGE), ("v.csv", GOOD))
    assert not app.exception
    assert app.error
    assert Store(tmp_path).current() == before


@pytest.mark.parametrize("empty", [True, False])
def test_speaks_english_on_request(open_app: Open, small_store: Path, tmp_path: Path, empty: bool) -> None:
    app = drop(open_app(tmp_path if empty else small_store, PAGE, lang="en"), ("v.csv", BAD))
    assert not app.exception
    headers = "\n".join(h.value for h in app.header)
    assert "What came in" in headers
    assert "1 · What was recognised" in headers


def test_text_from_files_is_never_markup(open_app: Open, tmp_path: Path) -> None:
    heading = "![x](http://example.org/x.png)"
    app = drop(open_app(tmp_path, PAGE), ("[a](b).csv", GOOD.replace("\n", f",{heading}\n", 1)))
    assert not app.exception
    assert "![x]" not in words(app).replace("\\!\\[x\\]", "")


def stopped_while(work: str, press: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Press a button and stop what it began, as Streamlit does it, in the middle of `work` that never ends."""
    begun, is_running = threading.Event(), Stoppable.is_running
    stops = iter([StopException()])

    def for_ever(con: Any, *_: object) -> None:
        begun.set()
        con.execute("select count(*) from range(100000000) a, range(100000000) b")

    def look(job: Stoppable[Any], within_s: float) -> bool:
        assert begun.wait(30)
        for stop in stops:
            raise stop
        return is_running(job, within_s)

    with monkeypatch.context() as patch:
        patch.setattr(work, for_ever)
        patch.setattr(Stoppable, "is_running", look)
        press()


def test_an_import_that_is_stopped_stores_nothing_and_can_be_gone_on_with(
    open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = drop(open_app(tmp_path, PAGE), ("v.csv", GOOD))
    assert [row["n"] for row in part_data(app, "sheet")["rows"]] == [2, 3]  # nothing is bad: all rows are shown
    stopped_while("dashboard.intake.importing.renew_marts", lambda: store_button(app).click().run(), monkeypatch)
    assert Store(tmp_path).newest() is None
    app.run()
    assert "หยุดแล้ว ยังไม่มีอะไรถูกบันทึก" in words(app)
    next(b for b in app.button if b.label == "ทำต่อ").click().run()
    store_button(app).click().run()
    assert "บันทึกชุดที่ 1 แล้ว" in words(app)

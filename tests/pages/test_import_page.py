"""The import page: dropped files are understood and explained, stored on a button, listed, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import stores
from streamlit.testing.v1 import AppTest

from dashboard.store import Store

Open = Callable[..., AppTest]
PAGE = "../pages/import_.py"
GOOD = "ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน\n2560,39040107,บ้านโนน\n2560,39040108,บ้านหนอง\n"
BAD = GOOD + "2560,99999999,บ้านไม่มี\n"


def drop(app: AppTest, *files: tuple[str, str]) -> AppTest:
    (uploader,) = app.get("file_uploader")
    uploader.set_value([(name, text.encode(), "text/csv") for name, text in files])
    return app.run()


def words(app: AppTest) -> str:
    shown = [*app.markdown, *app.error, *app.warning, *app.success, *app.info, *app.caption, *app.subheader]
    return "\n".join(str(element.value) for element in shown)


def store_button(app: AppTest) -> object:
    return next(b for b in app.button if b.label.startswith("บันทึก"))


def test_dropping_shows_what_was_recognised_and_stores_nothing(open_app: Open, tmp_path: Path) -> None:
    app = drop(open_app(tmp_path, PAGE), ("v.csv", BAD))
    assert not app.exception
    counts = app.dataframe[0].value.iloc[0]
    assert (counts["ทะเบียน"], counts["อ่าน"], counts["ใหม่"], counts["ไม่รับ"]) == ("ทะเบียนหมู่บ้านเป้าหมาย", 3, 2, 1)
    assert "1 แถวที่ยังรับไม่ได้" in words(app)
    assert Store(tmp_path).newest() is None


def test_storing_and_taking_back(open_app: Open, tmp_path: Path) -> None:
    app = drop(open_app(tmp_path, PAGE), ("v.csv", GOOD))
    store_button(app).click().run()  # type: ignore[attr-defined]
    assert not app.exception
    assert "ชุดที่ 1: รับ 2 แถว ใหม่ 2" in words(app)
    with Store(tmp_path).current().open() as con:
        assert con.execute("select count(*) from villages").fetchall() == [(2,)]
    next(b for b in app.button if b.key == "undo_1").click().run()
    assert not app.exception
    with Store(tmp_path).current().open() as con:
        assert con.execute("select count(*) from villages").fetchall() == [(0,)]


def test_a_file_that_is_no_register_is_told_in_words(open_app: Open, tmp_path: Path) -> None:
    app = drop(open_app(tmp_path, PAGE), ("x.csv", "ก,ข\n1,2\n"))
    assert not app.exception
    assert app.error
    assert not [b for b in app.button if b.label.startswith("บันทึก")]


def test_the_example_store_is_never_written(open_app: Open, tmp_path: Path) -> None:
    before = stores.build_store(tmp_path, "example")
    app = drop(open_app(tmp_path, PAGE), ("v.csv", GOOD))
    assert not app.exception
    assert app.error
    assert Store(tmp_path).current() == before


def test_speaks_english_on_request(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, lang="en")
    assert not app.exception
    assert "What came in" in "\n".join(h.value for h in app.header)


def test_text_from_files_is_never_markup(open_app: Open, tmp_path: Path) -> None:
    heading = "![x](http://example.org/x.png)"
    app = drop(open_app(tmp_path, PAGE), ("[a](b).csv", GOOD.replace("\n", f",{heading}\n", 1)))
    assert not app.exception
    assert "![x]" not in words(app).replace("\\!\\[x\\]", "")

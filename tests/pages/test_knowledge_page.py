"""The knowledge page: search by address and by typing, choices, one record, its neighbours, what is empty, files."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from docx import Document
from knowledge_stores import RECORDS, build_knowledge_store
from parts import given, part_data, part_names
from streamlit.testing.v1 import AppTest

from dashboard import sql
from dashboard.intake.importing import import_files
from dashboard.knowledge.documents import write_records
from dashboard.knowledge.finding import SECTIONS
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.ui import persons
from dashboard.ui.knowledge.written import address, written

Open = Callable[..., AppTest]
PAGE = "../pages/knowledge.py"


@pytest.fixture(scope="session")
def knowledge_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small store with knowledge records."""
    folder = tmp_path_factory.mktemp("knowledge")
    build_knowledge_store(folder)
    return folder


def table(app: AppTest, key: str) -> Any:
    """The data of the table of this key."""
    return next(given(e.proto) for e in app.get("bidi_component") if e.proto.id.endswith(f"-{key}"))


def titles(app: AppTest) -> list[str]:
    return ["".join(piece["text"] for piece in r["title"]) for r in part_data(app, "found")["records"]]


def query_of(href: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(href).query).items()}


def id_of(store: Path, name: str) -> str:
    with Store(store).current().open() as con:
        found = con.execute("select record_id from knowledge_record where title = ?", [RECORDS[name]["title"]])
        return str(found.fetchall()[0][0])


def said(app: AppTest) -> str:
    return "\n".join(str(e.value) for kind in ("header", "caption", "markdown", "info") for e in app.get(kind))


def test_every_record_stands_in_the_list_with_whose_and_where_it_is(open_app: Open, knowledge_store: Path) -> None:
    app = open_app(knowledge_store, PAGE)
    assert not app.exception
    assert len(titles(app)) == 8
    first = part_data(app, "found")["records"][0]
    assert [fact["text"] for fact in first["facts"]] == [
        "เกษตรกรรม", "นายวิชัย มั่นคง (ผู้นำสัมมาชีพ)", "บ้านทดสอบ2 ม.3 ต.บ้านเรือ อ.ภูเวียง จ.ขอนแก่น", "31 พ.ค. 2560",
    ]  # fmt: skip
    assert first["state"] == {"tone": "near", "text": "ขาด 5 หัวข้อ"}
    tabs = {tab["id"]: tab["count"] for tab in part_data(app, "tabbar")["tabs"]}
    assert tabs == {"find": "8", "without": "4"}


def test_the_question_of_the_address_is_searched_and_marked(open_app: Open, knowledge_store: Path) -> None:
    app = open_app(knowledge_store, PAGE, q="เสื่อ")
    (record,) = part_data(app, "found")["records"]
    assert [p["text"] for p in record["title"] if p["hit"]] == ["เสื่อ"]
    assert app.text_input(key="knowledge_q").value == "เสื่อ"
    assert query_of(record["href"])["q"] == "เสื่อ"
    chips = next(given(e.proto) for e in app.get("bidi_component") if e.proto.id.endswith("-knowledge_chips"))["chips"]
    assert [(chip["kind"], chip["text"]) for chip in chips] == [("คำค้น", "เสื่อ")]
    assert "q" not in query_of(chips[0]["href"])


def test_typing_writes_the_address_and_begins_the_list_anew(open_app: Open, knowledge_store: Path) -> None:
    app = open_app(knowledge_store, PAGE, list="2", category="หัตถกรรม")
    app.text_input(key="knowledge_q").set_value("  กี่ ").run()
    assert not app.exception
    assert app.query_params["q"] == "กี่"
    assert "list" not in app.query_params
    assert titles(app) == [RECORDS["mat"]["title"], RECORDS["silk"]["title"]]
    app.text_input(key="knowledge_q").set_value("").run()
    assert "q" not in app.query_params


def test_a_bar_chooses_and_chooses_no_more(open_app: Open, knowledge_store: Path) -> None:
    app = open_app(knowledge_store, PAGE, list="3")
    rows = {row["cells"]["name"]: row for row in table(app, "knowledge_facets_category")["rows"]}
    assert rows["หัตถกรรม"]["cells"]["n"]["text"] == "3"
    own = query_of(rows["หัตถกรรม"]["href"])
    assert (own["category"], own.get("list")) == ("หัตถกรรม", None)
    chosen = open_app(knowledge_store, PAGE, category="หัตถกรรม")
    assert len(titles(chosen)) == 3
    row = next(r for r in table(chosen, "knowledge_facets_category")["rows"] if r["tone"] == "here")
    assert "category" not in query_of(row["href"])
    unsaid = rows["ไม่ระบุ"]
    assert query_of(unsaid["href"])["category"] == "-"
    assert titles(open_app(knowledge_store, PAGE, category="-")) == [RECORDS["nation"]["title"]]


def test_areas_and_missing_sections_are_bars_too(open_app: Open, knowledge_store: Path) -> None:
    app = open_app(knowledge_store, PAGE)
    areas = {row["cells"]["name"]: row for row in table(app, "knowledge_facets_area")["rows"]}
    assert {name: row["cells"]["n"]["text"] for name, row in areas.items()} == {
        "ขอนแก่น": "4", "หนองบัวลำภู": "3", "ระบุเพียงพื้นที่ที่กว้างกว่า": "1",
    }  # fmt: skip
    assert query_of(areas["หนองบัวลำภู"]["href"])["area"] == "39"
    assert areas["ระบุเพียงพื้นที่ที่กว้างกว่า"]["href"] == ""
    lacks = [row["cells"]["name"] for row in table(app, "knowledge_facets_lacks")["rows"]]
    assert lacks[0] == "ครบทุกหัวข้อ"
    assert titles(open_app(knowledge_store, PAGE, lacks="process")) == [RECORDS["dung"]["title"]]


def test_one_record_is_read_whole_with_its_place_its_sage_and_its_neighbours(
    open_app: Open, knowledge_store: Path
) -> None:
    app = open_app(knowledge_store, PAGE, record=id_of(knowledge_store, "mat"), q="กี่")
    assert not app.exception
    article = part_data(app, "article")
    assert "".join(p["text"] for p in article["title"]) == RECORDS["mat"]["title"]
    facts = {fact["key"]: fact for fact in article["facts"]}
    assert facts["owner"]["text"] == "นางปราณี ใจงาม"
    assert facts["owner"]["note"]["text"] == "มีชื่อในทะเบียนปราชญ์ของบ้านทดสอบ0 ม.1"
    assert facts["recorded"]["text"] == "1 มีนาคม 2560"
    assert [link["text"] for link in facts["place"]["links"]] == [
        "จ.ขอนแก่น", "อ.ภูเวียง", "ต.บ้านเรือ", "บ้านทดสอบ0 ม.1",
    ]  # fmt: skip
    texts = [["".join(p["text"] for p in line["pieces"]) for line in s["lines"]] for s in article["sections"]]
    assert texts == [RECORDS["mat"][section].split("\n") for section in SECTIONS]
    steps = article["sections"][SECTIONS.index("process")]["lines"]
    assert [line["is_step"] for line in steps] == [True] * 3
    assert [p["text"] for line in steps for p in line["pieces"] if p["hit"]] == ["กี่"]
    assert (article["place"], article["previous"]) == ("เรื่องที่ 1 จาก 2", None)
    assert query_of(article["next"]["href"])["record"] == id_of(knowledge_store, "silk")
    back = query_of(article["back"]["href"])
    assert ("record" in back, back["q"]) == (False, "กี่")
    alike = [row["cells"]["name"]["text"] for row in table(app, "knowledge_alike_table")["rows"]]
    assert RECORDS["silk"]["title"] in alike
    near = [row["cells"]["name"]["text"] for row in table(app, "knowledge_near_place_table")["rows"]]
    assert near[0] == RECORDS["rice"]["title"]


def test_a_section_without_a_word_says_so(open_app: Open, knowledge_store: Path) -> None:
    article = part_data(open_app(knowledge_store, PAGE, record=id_of(knowledge_store, "dung")), "article")
    assert article["state"] == {"tone": "behind", "text": "ไม่มีขั้นตอน"}
    empty = {s["label"]: s["nothing"] for s in article["sections"] if not s["lines"]}
    assert empty["กระบวนการ/ขั้นตอน"] == "ยังไม่ได้บันทึก"
    assert len(empty) == 7
    assert article["sample"] == ""


def test_an_example_says_so_on_paper_and_in_english(open_app: Open, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("sample")
    build_knowledge_store(folder, "example")
    article = part_data(open_app(folder, PAGE, record=id_of(folder, "mat"), lang="en"), "article")
    assert "xample" in article["sample"]
    assert article["words"]["print"] == "Print"


def test_a_record_outside_the_view_or_of_a_later_day_is_told(open_app: Open, knowledge_store: Path) -> None:
    for own in ({"record": id_of(knowledge_store, "mat"), "area": "39"}, {"record": id_of(knowledge_store, "later")}):
        app = open_app(knowledge_store, PAGE, **own)
        assert not app.exception
        assert "article" not in part_names(app)
        assert "ไม่อยู่ในขอบเขต" in said(app)
        assert all("record" not in query_of(way["href"]) or "area" in own
                   for way in part_data(app, "found")["nothing"]["links"])  # fmt: skip


def test_names_that_may_not_be_seen_are_masked_everywhere(
    open_app: Open, knowledge_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(persons, "may_see_persons", lambda: False)
    monkeypatch.setattr("dashboard.ui.knowledge.asked.may_see_persons", lambda: False)
    for own in ({}, {"record": id_of(knowledge_store, "mat")}, {"tab": "without"}):
        app = open_app(knowledge_store, PAGE, **own)
        decoded = json.dumps([given(e.proto) for e in app.get("bidi_component")], ensure_ascii=False)
        for name in ("ใจงาม", "มั่นคง", "ปราชญ์ 0"):
            assert name not in decoded, (own, name)
    assert titles(open_app(knowledge_store, PAGE, q="นายวิชัย")) == []


# -- nothing to show


def test_a_question_that_finds_nothing_offers_another(open_app: Open, knowledge_store: Path) -> None:
    found = part_data(open_app(knowledge_store, PAGE, q="กระติป", area="40"), "found")
    assert found["records"] == []
    assert "กระติป" in found["nothing"]["text"]
    ways = {way["text"]: query_of(way["href"]) for way in found["nothing"]["links"]}
    assert ways["กระติบ"]["q"] == "กระติบ"
    assert "area" not in ways["ค้นทั้งประเทศ"]
    assert "q" not in ways["ดูทุกเรื่อง"]


def test_choices_that_fit_nothing_can_be_dropped(open_app: Open, knowledge_store: Path) -> None:
    found = part_data(open_app(knowledge_store, PAGE, category="อาหาร", lacks="process"), "found")
    (way,) = found["nothing"]["links"]
    assert not {"category", "lacks"} & query_of(way["href"]).keys()


def test_a_question_of_common_words_and_one_without_letters_are_told(open_app: Open, knowledge_store: Path) -> None:
    assert "คำทั่วไป" in said(open_app(knowledge_store, PAGE, q="ของ ที่"))
    app = open_app(knowledge_store, PAGE, q="...")
    assert "ไม่มีตัวอักษร" in said(app)
    assert len(titles(app)) == 8
    assert "คำทั่วไป" not in said(open_app(knowledge_store, PAGE, q="เสื่อ"))


def test_an_area_without_records_says_where_there_are_some(open_app: Open, knowledge_store: Path) -> None:
    app = open_app(knowledge_store, PAGE, area="4001", as_of="2016-12-31")
    assert not app.exception
    assert "ยังไม่มีองค์ความรู้" in said(app)
    (way,) = part_data(app, "found")["nothing"]["links"]
    assert "area" not in query_of(way["href"])
    assert "3" in way["note"]  # rice, ant and nation are known by then


def test_a_store_without_records_shows_the_form_and_the_villages(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE)
    assert not app.exception
    assert "ยังไม่มีองค์ความรู้" in said(app)
    assert "found" not in part_names(app)
    assert app.get("download_button")
    rows = table(open_app(small_store, PAGE, tab="without"), "knowledge_without_table")["rows"]
    assert len(rows) == 8


def test_an_area_without_target_villages_is_not_said_to_have_written_everything(
    open_app: Open, knowledge_store: Path
) -> None:
    app = open_app(knowledge_store, PAGE, tab="without", area="92")
    assert table(app, "knowledge_without_table")["nothing"].startswith("ไม่มีหมู่บ้านเป้าหมาย")
    tabs = {tab["id"]: tab for tab in part_data(app, "tabbar")["tabs"]}
    assert tabs["without"]["tone"] == ""


def test_a_page_beyond_the_last_is_the_first(open_app: Open, knowledge_store: Path) -> None:
    assert len(titles(open_app(knowledge_store, PAGE, list="99"))) == 8


@pytest.mark.parametrize("own", [{"year": "abc"}, {"lacks": "nothing"}, {"list": "-1"}, {"record": "'; drop"}])
def test_an_address_that_says_nothing_known_is_no_error(
    open_app: Open, knowledge_store: Path, own: dict[str, str]
) -> None:
    assert not open_app(knowledge_store, PAGE, **own).exception


# -- where none is written


def test_the_villages_without_a_record_say_whom_to_ask(open_app: Open, knowledge_store: Path) -> None:
    app = open_app(knowledge_store, PAGE, tab="without")
    assert not app.exception
    rows = table(app, "knowledge_without_table")["rows"]
    assert [row["cells"]["where"]["text"] for row in rows] == [
        "บ้านทดสอบ1 ม.2", "บ้านทดสอบ3 ม.1", "บ้านทดสอบ4 ม.2", "บ้านทดสอบ7 ม.2",
    ]  # fmt: skip
    assert (rows[0]["cells"]["who"]["text"], rows[0]["cells"]["who"]["note"]) == ("ปราชญ์ 0", "และอีก 4 คน")
    areas = {row["cells"]["name"]: row["cells"] for row in table(app, "knowledge_coverage_table")["rows"]}
    assert {name: cells["with"]["text"] for name, cells in areas.items()} == {"ขอนแก่น": "3/6", "หนองบัวลำภู": "1/2"}


# -- documents


def record_rows(store: Path) -> list[dict[str, Any]]:
    with Store(store).current().open() as con:
        return [
            sql.records(con, "pages/knowledge_one", record_id=id_, as_of=RECORDS["later"]["recorded_on"],
                        scope={"areas": None, "without": [], "officers": None, "training": None, "otop": None,
                               "stage": None, "fiscal_year": 2560, "status_on": RECORDS["later"]["recorded_on"]})[0]
            for (id_,) in con.execute("select record_id from knowledge_record").fetchall()
        ]  # fmt: skip


def test_records_written_as_a_document_come_back_unchanged(knowledge_store: Path, tmp_path: Path) -> None:
    rows = record_rows(knowledge_store)
    assert len(rows) == len(RECORDS)
    path = tmp_path / "records.docx"
    path.write_bytes(write_records([written(row, row["owner"]) for row in rows], "แหล่งข้อมูล", "ข้อมูลสาธิต"))
    settings = Settings(today=RECORDS["later"]["recorded_on"])
    store = Store(tmp_path / "store")
    report = import_files([path], store, settings)
    assert [(r.read, r.new, r.rejected) for r in report.registers] == [(9, 9, 0)], report.rejects
    columns = "title, owner, position, category, area_code, recorded_on, " + ", ".join(SECTIONS)
    query = f"select {columns} from knowledge order by title"
    with store.current().open() as there, Store(knowledge_store).current().open() as here:
        assert there.execute(query).fetchall() == here.execute(query).fetchall()


def test_the_document_says_on_every_page_that_it_is_an_example() -> None:
    document = Document(BytesIO(write_records([], "แหล่งข้อมูล: ทะเบียน", "ข้อมูลสาธิต")))
    section = document.sections[0]
    assert [p.text for p in section.header.paragraphs] == ["ข้อมูลสาธิต"]
    assert [p.text for p in section.footer.paragraphs] == ["แหล่งข้อมูล: ทะเบียน"]


@pytest.mark.parametrize(
    ("code", "village", "words"),
    [
        ("39040107", "บ้านโนน", "บ้านโนน หมู่ที่ 7 ตำบลเมืองใหม่ อำเภอศรีบุญเรือง จังหวัดหนองบัวลำภู"),
        ("39040107", "", "หมู่ที่ 7 ตำบลเมืองใหม่ อำเภอศรีบุญเรือง จังหวัดหนองบัวลำภู"),
        ("103001", "", "แขวงลาดยาว เขตจตุจักร กรุงเทพมหานคร"),
        ("39", "", "จังหวัดหนองบัวลำภู"),
        ("", "", ""),
    ],
)
def test_a_place_in_the_words_of_an_address(code: str, village: str, words: str) -> None:
    assert address(code, village) == words

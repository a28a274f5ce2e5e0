"""The meeting's page: slides from one address, their order and templates, decisions that are kept and come up again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import stores
from parts import given, part_data
from streamlit.testing.v1 import AppTest

from dashboard.access.roles import Person
from dashboard.filters import Filters
from dashboard.measures import fetch_measures
from dashboard.meeting.decisions import Decided
from dashboard.meeting.keeping import Decisions
from dashboard.meeting.saved import SavedTemplates
from dashboard.store import Store

Open = Callable[..., AppTest]
PAGE = "../pages/meeting.py"
LAST = date(2017, 3, 31)


@pytest.fixture
def own_store(small_store: Path, tmp_path: Path) -> Path:
    """A store whose decisions this test may write."""
    return Path(shutil.copytree(small_store, tmp_path / "store"))


def kept(store: Path) -> Decisions:
    return Decisions(store, Store(store).current().kind)


def decided(what: str = "เร่งตรวจรับวัสดุ", area: str = "4016", due: date = stores.TODAY, person: str = "") -> Decided:
    return Decided(what, "พัฒนาการอำเภอ", due, area, "materials_accepted", person)


def show(app: AppTest) -> Any:
    assert not app.exception
    return part_data(app, "show")


def ids(app: AppTest) -> list[str]:
    return [item["id"] for item in show(app)["items"]]


def table(app: AppTest, key: str) -> Any:
    return next(given(e.proto) for e in app.get("bidi_component") if e.proto.id.endswith(f"-{key}"))


def query(href: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(href).query).items()}


def said(app: AppTest) -> str:
    kinds = ("header", "caption", "markdown", "success", "error", "info")
    return "\n".join(str(e.value) for kind in kinds for e in app.get(kind)).replace("\\", "")


# -- the slides


def test_the_slides_are_those_of_the_view_in_the_usual_order(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="40")
    assert ids(app) == [
        "title", "measures", "changes", "league", "area.4001", "area.4016", "income", "otop", "budget", "decisions",
    ]  # fmt: skip
    data = show(app)
    assert [s["part"] for s in data["slides"]][:4] == [1, 1, 2, 3]
    assert [item["first"] for item in data["items"]][:3] == [0, 1, 4]
    assert data["slides"][0]["foot"][0:2] == ["จังหวัดขอนแก่น", "ปีงบประมาณ 2560 · ข้อมูล ณ 31 พ.ค. 2560"]
    assert data["slides"][0]["foot"][2] == "เทียบกับการประชุมวันที่ 30 เม.ย. 2560"  # the end of the month before
    tiles = [b for s in data["slides"] if s["kind"] == "measures" for row in s["rows"] for b in row]
    with Store(small_store).current().open() as con:
        (whole,) = fetch_measures(con, Filters(2560, stores.TODAY, ("40",)))
    assert {t["measure"]: t["number"] for t in tiles} == {id_: v.value for id_, v in whole.values.items()}


def test_the_address_chooses_the_last_meeting_the_league_and_the_scenario(open_app: Open, small_store: Path) -> None:
    app = open_app(
        small_store, PAGE, area="40", since="2017-01-31", league="households_visited", s="t.practising.40.90"
    )
    data = show(app)
    assert "scenario" in ids(app)
    assert data["slides"][0]["foot"][2].endswith("31 ม.ค. 2560")
    league = next(s for s in data["slides"] if s["kind"] == "league")
    assert league["title"].endswith("ครัวเรือนที่ได้รับการติดตาม")
    assert query(league["href"])["measure"] == "households_visited"
    assert "changes" not in ids(open_app(small_store, PAGE, area="40", since="none"))
    assert "2560" in show(open_app(small_store, PAGE, area="40", since="2018-01-01"))["slides"][0]["foot"][2]


def test_a_scenario_that_cannot_be_read_is_said_in_words(open_app: Open, small_store: Path) -> None:
    for wrong in ({"s": "x.1"}, {"slides": "title,title"}):
        app = open_app(small_store, PAGE, area="40", **wrong)
        assert not app.exception
        assert "bidi_component" not in " ".join(e.proto.id for e in app.get("bidi_component") if "show" in e.proto.id)
        assert app.subheader[0].value


def test_slides_are_moved_left_out_and_put_back_by_links(open_app: Open, small_store: Path) -> None:
    data = show(open_app(small_store, PAGE, area="40"))
    items = {item["id"]: item for item in data["items"]}
    assert (items["title"]["earlier"], items["decisions"]["later"]) == ("", "")

    def after(href: str) -> list[str]:
        return ids(open_app(small_store, PAGE, area="40", **{"slides": query(href).get("slides", "")}))

    assert after(items["league"]["earlier"])[2:4] == ["league", "changes"]
    assert after(items["league"]["later"])[3:6] == ["area.4001", "league", "area.4016"]
    assert after(items["area.4016"]["earlier"])[4:6] == ["area.4016", "area.4001"]
    assert after(items["budget"]["later"])[-2:] == ["decisions", "budget"]
    assert "area.4001" not in after(items["area.4001"]["without"])
    short = show(open_app(small_store, PAGE, area="40", slides="title,areas,decisions,-area.4001"))
    back = {left["id"]: query(left["href"])["slides"] for left in short["left"] if left["id"] != "areas_out"}
    assert back["measures"] == "title,measures,areas,decisions,-area.4001"
    assert back["4001"] == "title,areas,decisions"
    gone = next(query(left["href"])["slides"] for left in short["left"] if left["id"] == "areas_out")
    assert ids(open_app(small_store, PAGE, area="40", slides=gone)) == ["title", "decisions"]
    assert query(short["reset"]).get("slides") is None


def test_an_order_is_saved_under_a_name_and_chosen_again(open_app: Open, own_store: Path) -> None:
    app = open_app(own_store, PAGE, area="40", slides="title,areas", league="on_time")
    app.text_input(key="meeting_template_name").set_value(" อำเภออย่างเดียว ").run()
    app.button(key="meeting_template_save").click().run()
    assert not app.exception
    (saved,) = SavedTemplates(own_store, Store(own_store).current().kind).all()
    assert (saved.name, saved.text, saved.league) == ("อำเภออย่างเดียว", "title,areas", "on_time")
    app = open_app(own_store, PAGE, area="40")
    app.button(key=f"meeting_template_{saved.id}").click().run()
    assert ids(app) == ["title", "area.4001", "area.4016"]
    assert app.query_params["league"] == "on_time"
    app.button(key=f"meeting_forget_{saved.id}").click().run()
    assert SavedTemplates(own_store, Store(own_store).current().kind).all() == []


def test_choices_are_written_into_the_address(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="40")
    app.selectbox(key="meeting_league").set_value("on_time").run()
    assert app.query_params["league"] == "on_time"
    app.button(key="meeting_way_two_weeks").click().run()
    assert app.query_params["since"] == "2017-05-17"
    app.button(key="meeting_way_none").click().run()
    assert "changes" not in ids(app)


def test_a_view_without_villages_says_so(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="92")
    assert not app.exception
    assert "92" not in said(app)
    assert app.subheader


# -- decisions


def test_a_decision_is_taken_changed_and_done(open_app: Open, own_store: Path) -> None:
    app = open_app(own_store, PAGE, area="40", tab="decisions")
    app.text_area(key="new_what").set_value("=เร่งตรวจรับวัสดุ").run()
    app.text_input(key="new_who").set_value("พัฒนาการอำเภอ").run()
    app.selectbox(key="new_area").set_value("4016").run()
    app.button(key="decision_save").click().run()
    assert app.success[0].value == "บันทึกมติที่ 1 แล้ว"
    (one,) = kept(own_store).all()
    first = one.versions[0]
    assert (first.on, first.decided.area_code, first.decided.due_on) == (
        stores.TODAY, "4016", stores.TODAY + timedelta(days=14),
    )  # fmt: skip
    assert app.text_area(key="new_what").value == ""
    assert [row["id"] for row in table(app, "decisions_table")["rows"]] == ["1"]

    app = open_app(own_store, PAGE, area="40", tab="decisions", decision="1")
    app.text_input(key="d1_1_who").set_value("นายอำเภอ").run()
    app.button(key="d1_1_change").click().run()
    app.text_input(key="d1_2_note").set_value("ตรวจรับครบ").run()
    app.button(key="d1_2_done").click().run()
    (one,) = kept(own_store).all()
    assert [(v.status, v.decided.who, v.note) for v in one.versions] == [
        ("open", "พัฒนาการอำเภอ", ""), ("open", "นายอำเภอ", ""), ("done", "นายอำเภอ", "ตรวจรับครบ"),
    ]  # fmt: skip
    assert "หน่วยงานหรือตำแหน่ง: นายอำเภอ" in said(app)
    assert "ตรวจรับครบ" in said(app)
    app.button(key="d1_3_reopen").click().run()
    assert kept(own_store).all()[0].versions[-1].status == "open"


def test_what_is_missing_and_what_somebody_else_changed_is_said_in_words(open_app: Open, own_store: Path) -> None:
    app = open_app(own_store, PAGE, area="40", tab="decisions")
    app.button(key="decision_save").click().run()
    assert app.error
    assert kept(own_store).all() == ()
    kept(own_store).add(decided(due=stores.TODAY), stores.TODAY)
    app = open_app(own_store, PAGE, area="40", tab="decisions", decision="1")
    kept(own_store).change(1, stores.TODAY, seen=1, status="done")
    app.button(key="d1_1_dropped").click().run()
    assert "มีผู้แก้ไขมติเลขที่ 1" in app.error[0].value
    assert kept(own_store).all()[0].versions[-1].status == "done"


def test_a_decision_changed_later_is_only_read_on_an_earlier_day(open_app: Open, own_store: Path) -> None:
    kept(own_store).add(decided(), stores.TODAY)
    app = open_app(own_store, PAGE, area="40", tab="decisions", decision="1", as_of="2017-05-01")
    assert "31 พ.ค. 2560" in app.info[0].value
    assert not [b for b in app.button if str(b.key).startswith("d1_")]


def test_the_list_is_filtered_by_how_decisions_stand(open_app: Open, own_store: Path) -> None:
    store = kept(own_store)
    store.add(decided("ค้าง", due=stores.TODAY - timedelta(days=1)), LAST)
    store.add(decided("ยังไม่ถึงกำหนด", "40160101"), LAST)
    store.add(decided("เสร็จ", ""), LAST)
    store.add(decided("ที่อื่น", "39"), LAST)
    store.change(3, stores.TODAY, seen=1, status="done")

    def listed(**own: str) -> list[str]:
        app = open_app(own_store, PAGE, area="40", tab="decisions", **own)
        return [row["id"] for row in table(app, "decisions_table")["rows"]]

    assert listed() == ["1", "2"]
    assert listed(state="overdue") == ["1"]
    assert listed(state="done") == ["3"]
    assert listed(state="dropped") == []
    assert listed(state="all") == ["1", "2", "3"]
    app = open_app(own_store, PAGE, area="40")
    assert "เลยกำหนด" in json.dumps(table(app, "meeting_tabs"), ensure_ascii=False)


def test_what_is_open_begins_the_next_meeting(open_app: Open, own_store: Path) -> None:
    kept(own_store).add(decided(person="นายสมชาย ใจดี"), LAST)
    app = open_app(own_store, PAGE, area="40")
    assert ids(app)[:2] == ["title", "last_time"]
    data = show(app)
    assert data["slides"][0]["foot"][2].endswith("31 มี.ค. 2560")  # the day of the meeting that took it
    row = next(s for s in data["slides"] if s["id"] == "last_time")["rows"][0][0]["rows"][0]
    assert row[0]["text"] == "1. เร่งตรวจรับวัสดุ"
    assert row[0]["href"].endswith("decision=1")
    area = next(s for s in data["slides"] if s["slide_id"] == "area.4016" and s["rows"][-1][0]["kind"] == "table")
    assert area["rows"][-1][0]["rows"][0][0]["text"] == "1. เร่งตรวจรับวัสดุ"


def test_open_decisions_stand_on_the_village_page_and_overdue_ones_need_attention(
    open_app: Open, own_store: Path
) -> None:
    store = kept(own_store)
    store.add(decided("ของหมู่บ้าน", "40160101"), LAST)
    store.add(decided("ของจังหวัด", "40", due=stores.TODAY - timedelta(days=1)), LAST)
    store.add(decided("ของหมู่บ้านอื่น", "40160102", due=stores.TODAY - timedelta(days=2)), LAST)
    store.add(decided("เสร็จแล้ว", "40160101"), LAST)
    store.change(4, LAST, seen=1, status="done")
    app = open_app(own_store, "../pages/village.py", area="40160101")
    rows = table(app, "village_decisions_table")["rows"]
    assert [row["id"] for row in rows] == ["2", "1"]
    assert query(rows[0]["href"]) | {"area": ""} == query(rows[1]["href"]) | {"area": "", "decision": "2"}

    def lines(**own: str) -> Any:
        app = open_app(own_store, "../pages/overview.py", **own)
        assert not app.exception
        return table(app, "attention")["lines"]

    first = lines(area="40")[0]
    assert (first["id"], first["count"], [a["name"] for a in first["areas"]]) == ("decisions_overdue", "2", ["อ.ภูเวียง"])
    assert query(first["href"])["state"] == "overdue"
    assert len(lines(area="40")) <= 5
    assert lines(area="39")[0]["id"] != "decisions_overdue"
    (own_store / f"decisions.{Store(own_store).current().kind}.json").write_text("{", encoding="utf-8")
    assert "อ่านแฟ้มมติที่ประชุม" in lines(area="40")[0]["text"]  # the page stands, and says it


def test_a_scenario_goes_into_the_meeting_from_what_if(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, "../pages/whatif.py", area="40", s="t.practising.40.90", tab="rules")
    (way,) = table(app, "whatif_meeting")["tabs"]
    assert query(way["href"])["s"] == "t.practising.40.90"
    assert "./meeting?" in way["href"]


def test_who_may_not_decide_reads_only(open_app: Open, own_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(own_store).add(decided(), LAST)
    monkeypatch.setattr("dashboard.ui.viewer._signed_in", lambda _settings: Person("p", "viewer"))
    app = open_app(own_store, PAGE, area="40", tab="decisions", decision="1")
    assert not app.exception
    assert not [b for b in app.button if str(b.key).startswith(("d1_", "decision_save"))]
    app = open_app(own_store, PAGE, area="4016")
    assert show(app)["form"] is None
    assert not [b for b in app.button if str(b.key).startswith("meeting_template_save")]


def test_a_decision_about_more_than_the_own_areas_is_read_only(
    open_app: Open, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(own_store).add(decided("ของจังหวัด", "40"), LAST)
    kept(own_store).add(decided("ของอำเภอ", "4016"), LAST)
    person = Person("p", "district", ("4016",))
    monkeypatch.setattr("dashboard.ui.viewer._signed_in", lambda _settings: person)

    def buttons(id_: str) -> list[str]:
        app = open_app(own_store, PAGE, area="4016", tab="decisions", decision=id_)
        assert not app.exception
        return [str(b.key) for b in app.button if str(b.key).startswith(f"d{id_}_")]

    assert buttons("1") == []
    assert "d2_1_done" in buttons("2")

"""One village's whole story: full, empty and partial registers, both languages, and the list to choose from."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import stores
from parts import given, part_data, part_names
from streamlit.testing.v1 import AppTest

from dashboard.filters import Filters
from dashboard.measures import fetch_measures
from dashboard.programme import Rules
from dashboard.store import Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables
from dashboard.ui.persons import shown_name
from dashboard.ui.village.problems import open_problems

Open = Callable[..., AppTest]
PAGE = "../pages/village.py"
FULL, HALF, NEW = "40160101", "39040101", "39040102"  # eleven, five and four stages


def table(app: AppTest, key: str) -> Any:
    """The data of the table of this key."""
    return next(given(e.proto) for e in app.get("bidi_component") if e.proto.id.endswith(f"-{key}"))


def said(app: AppTest) -> str:
    """Everything that the page says outside its parts."""
    return "\n".join(str(e.value) for kind in ("header", "caption", "markdown") for e in app.get(kind))


@pytest.fixture(scope="session")
def troubled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small store, where things went wrong in the first village: who left, materials late, few incomes."""
    folder = tmp_path_factory.mktemp("troubled")
    with Store(folder).building("real") as building:
        con = building.con
        create_tables(con)
        stores.fill(con, stores.VILLAGES)
        here = f"village_code = '{FULL}'"
        con.execute(f"update sages set left_on = date '2017-03-01' where {here} and full_name = 'ปราชญ์ 4'")
        con.execute(f"update sages set left_on = date '2017-03-02' where {here} and full_name = 'ปราชญ์ 3'")
        con.execute(
            "insert into sages (village_code, full_name, role, registered_on, replaces)"
            f" values ('{FULL}', 'คนใหม่', 'trainer', date '2017-03-05', 'ปราชญ์ 4')"
        )
        con.execute(f"update materials set accepted_on = date '2017-03-01' where {here}")
        con.execute(f"delete from incomes where {here} and round = 1 and house_no not in ('1', '2', '3')")
        con.execute(f"update incomes set income_baht = 40000 where {here} and round = 1 and house_no = '3'")
        build_marts(con)
    return folder


def test_the_way_through_the_stages_has_a_day_for_each_and_what_is_next(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area=HALF)
    assert not app.exception
    head = part_data(app, "timeline")
    assert head["name"] == "บ้านทดสอบ6 หมู่ที่ 1"
    states = [step["state"] for step in head["steps"]]
    assert states == ["reached"] * 5 + ["next"] + ["todo"] * 5
    assert head["steps"][0]["on"] == "1 พ.ย. 2559"
    facts = {fact["label"]: fact["text"] for fact in head["facts"]}
    assert facts["พัฒนากร"] == "พัฒนากร 3904"
    assert facts["งบประมาณ"] == "50,000 บาท"
    assert facts["อยู่ขั้นที่"].startswith("5/11")


def test_a_stage_that_was_lost_says_when(open_app: Open, troubled_store: Path) -> None:
    steps = part_data(open_app(troubled_store, PAGE, area=FULL), "timeline")["steps"]
    assert steps[2]["state"] == "lost"
    assert "มี.ค. 2560" in steps[2]["on"]
    assert steps[3]["state"] == "reached"  # a later stage keeps its day, the line stops before the lost one
    assert [s["run"] for s in steps[:4]] == [True, True, False, False]


def test_neighbours_are_one_step_away(open_app: Open, small_store: Path) -> None:
    head = part_data(open_app(small_store, PAGE, area="40160102"), "timeline")
    assert "area=40160101" in head["previous"]["href"]
    assert "area=40160103" in head["next"]["href"]
    assert head["next"]["href"].startswith("./village?")


def test_the_cards_are_the_measures_of_the_village(open_app: Open, small_store: Path) -> None:
    cards = {c["id"]: c for c in part_data(open_app(small_store, PAGE, area=FULL), "cards")["cards"]}
    with Store(small_store).current().open() as con:
        values = fetch_measures(con, Filters(stores.FISCAL_YEAR, stores.TODAY, (FULL,)))[0].values
    assert cards["households_selected"]["n"].startswith("20/20")
    assert cards["income_growth"]["value"] == "10%"
    assert values["income_growth"].value == 10
    for id_, card in cards.items():
        assert card["status"] == values[id_].status, id_


def test_the_team_says_who_left_and_who_took_over(open_app: Open, troubled_store: Path) -> None:
    rows = table(open_app(troubled_store, PAGE, area=FULL), "team_table")["rows"]
    cells = {row["cells"]["name"]["text"]: row["cells"]["state"] for row in rows}
    assert cells["คนใหม่"]["note"] == "แทน ปราชญ์ 4"
    assert (cells["ปราชญ์ 4"]["text"], cells["ปราชญ์ 4"]["note"]) == ("พ้น 1 มี.ค. 2560", "คนใหม่ แทน")
    assert cells["ปราชญ์ 3"]["note"] == "ยังไม่มีผู้แทน"
    assert [row["cells"]["state"]["status"] for row in rows] == ["met"] * 4 + ["behind"] * 2


def test_open_problems_are_counted_and_a_click_shows_the_rows(open_app: Open, troubled_store: Path) -> None:
    lines = {line["id"]: line for line in part_data(open_app(troubled_store, PAGE, area=FULL), "attention")["lines"]}
    assert {id_: line["count"] for id_, line in lines.items()} == {
        "team_short": "1",
        "trained_before_materials": "1",
        "visits_overdue": "20",
        "evidence_missing": "6",
        "no_follow_up": "17",
    }
    assert next(iter(lines)) == "team_short"
    assert "1 ม.ค. 2560" in lines["trained_before_materials"]["rest"]


def test_no_open_problem_is_said_as_well() -> None:
    team = [{"is_active": True}] * 5
    households = [
        {"is_target": True, "is_visit_overdue": False, "lacks_baseline": False, "lacks_follow_up": False}
    ] * 20
    assert open_problems(team, households, [], [], Rules()) == []


def test_before_anything_happened_a_village_is_short_of_everything() -> None:
    found = {p.id: p.n for p in open_problems([], [], [], [], Rules())}
    assert found == {"team_short": 5, "households_short": 20}


def test_households_show_training_visit_and_income(open_app: Open, troubled_store: Path) -> None:
    rows = table(open_app(troubled_store, PAGE, area=FULL), "households_table")["rows"]
    assert len(rows) == 20
    first = rows[0]["cells"]
    assert (first["house"], first["name"]["text"]) == ("1", "หัวหน้า 1")
    assert first["state"]["status"] == "met"
    assert first["visit"]["word"] == "เกิน 30 วัน"
    assert (first["before"], first["after"], first["change"]["text"]) == ("50,000", "55,000", "+10%")
    assert rows[2]["cells"]["change"]["tone"] == "bad"
    assert rows[5]["cells"]["change"] is None


def test_few_pairs_are_marked_and_a_mean_is_never_alone(open_app: Open, troubled_store: Path) -> None:
    app = open_app(troubled_store, PAGE, area=FULL)
    words = said(app)
    assert "น้อยกว่า 5 คู่" in words
    assert "มัธยฐานการเปลี่ยน **+10%**" in words
    assert "3/20" in words
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert figure["data"][3]["marker"]["symbol"] == "triangle-down"  # a fall differs without colour
    assert "3" in app.get("plotly_chart")[0].proto.alt


def test_the_pairs_have_a_table_twin(open_app: Open, troubled_store: Path) -> None:
    rows = table(open_app(troubled_store, PAGE, area=FULL, pairs="table"), "pairs_table")["rows"]
    assert [row["cells"]["change"] for row in rows] == ["+10%", "+10%", "−20%"]


def test_nothing_after_the_as_of_day_has_happened(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area=FULL, fy="2560", as_of="2017-01-01")
    assert not app.exception
    assert [s["state"] for s in part_data(app, "timeline")["steps"]].count("reached") == 6
    activities = {r["cells"]["name"]: r["cells"] for r in table(app, "activities_table")["rows"]}
    assert activities["อบรมอาชีพ วันที่ 5"]["held"]["text"] == "ยังไม่ถึง"
    assert table(app, "visits_table")["rows"] == []
    assert table(app, "groups_table")["nothing"] == "ยังไม่มีกลุ่มอาชีพในหมู่บ้านนี้"
    assert "ยังไม่มีครัวเรือนที่มีรายได้ทั้งก่อนและหลัง" in said(app)


def test_registers_that_are_not_there_yet_are_told_in_each_block(
    open_app: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path).building("real") as building:
        create_tables(building.con)
        building.con.execute(
            f"insert into villages (fiscal_year, village_code, village_name) values (2560, '{FULL}', 'บ้านว่าง')"
        )
        build_marts(building.con)
    app = open_app(tmp_path, PAGE, area=FULL)
    assert not app.exception
    for key in (
        "team_table",
        "households_table",
        "activities_table",
        "materials_table",
        "groups_table",
        "visits_table",
    ):
        assert table(app, key)["rows"] == []
        assert table(app, key)["nothing"], key
    facts = {fact["label"]: fact["text"] for fact in part_data(app, "timeline")["facts"]}
    assert facts["พัฒนากร"] == "–"
    assert facts["อยู่ขั้นที่"] == "0/11 ยังไม่เริ่ม"


def test_an_empty_store_and_a_village_of_another_year_are_told(
    open_app: Open, small_store: Path, tmp_path: Path
) -> None:
    assert open_app(tmp_path, PAGE).subheader[0].value == "ยังไม่มีข้อมูลในระบบ"
    app = open_app(small_store, PAGE, area=FULL, fy="2561")
    assert "ไม่ใช่หมู่บ้านเป้าหมายในปีงบประมาณ 2561" in app.subheader[0].value
    app.button(key="village_year_2560").click().run()
    assert (app.query_params["fy"], app.query_params["area"]) == ("2560", FULL)
    assert "timeline" in part_names(app)
    app = open_app(small_store, PAGE, area="92010101")
    assert "timeline" not in part_names(app)


def test_without_a_village_there_is_the_list_of_the_area(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="4016")
    rows = table(app, "chooser_table")["rows"]
    assert {row["id"] for row in rows} == {v for v in stores.VILLAGES if v.startswith("4016")}
    assert all(f"area={row['id']}" in row["href"] for row in rows)
    assert next(r for r in rows if r["id"] == FULL)["cells"]["stage"]["text"] == "11/11"


def test_the_list_narrows_to_what_is_typed_and_keeps_it_in_the_address(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE)
    app.text_input(key="village_find").set_value("ทดสอบ3").run()
    assert app.query_params["find"] == "ทดสอบ3"
    assert [row["id"] for row in table(app, "chooser_table")["rows"]] == ["40160201"]
    nothing = table(open_app(small_store, PAGE, find="ไม่มีชื่อนี้"), "chooser_table")
    assert (nothing["rows"], nothing["nothing"]) == ([], "ไม่พบหมู่บ้านที่ตรงกับคำค้น")


def test_english_by_the_address(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area=FULL, lang="en")
    assert not app.exception
    assert not re.search("[ก-๙]", said(app).replace("คน", "")), said(app)
    assert [c["label"] for c in table(app, "households_table")["columns"]][:2] == ["House no.", "Head"]
    assert part_data(app, "timeline")["facts"][0]["label"] == "Stage"


def test_thai_digits_by_the_address(open_app: Open, small_store: Path) -> None:
    head = part_data(open_app(small_store, PAGE, area=FULL, digits="thai"), "timeline")
    assert head["steps"][0]["on"] == "๑ พ.ย. ๒๕๕๙"


# -- persons


@pytest.mark.parametrize(
    ("text", "kind", "seen", "masked"),
    [
        ("นางสาวบุญมี ใจดี", "name", "นางสาวบุญมี ใจดี", "นางสาวบุ…"),
        ("นายแดง", "name", "นายแดง", "นายแด…"),
        ("0812345678", "phone", "081-234-5678", "×××-×××-××78"),
        ("12/3", "house", "12/3", "ไม่แสดง"),
        (None, "name", "–", "–"),
        ("", "phone", "–", "–"),
    ],
)
def test_persons_are_shown_or_masked_in_one_place(text: str | None, kind: Any, seen: str, masked: str) -> None:
    assert shown_name(text, kind, may_see=True) == seen
    assert shown_name(text, kind, may_see=False) == masked


def test_every_name_on_the_page_goes_through_the_mask(
    open_app: Open, troubled_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.ui.persons.may_see_persons", lambda: False)
    app = open_app(troubled_store, PAGE, area=FULL)
    shown = json.dumps([given(e.proto) for e in app.get("bidi_component")], ensure_ascii=False)
    shown += "".join(c.proto.spec for c in app.get("plotly_chart"))
    for name in ("หัวหน้า 1", "ปราชญ์ 4", "คนใหม่", "พัฒนากร 4016"):
        assert name not in shown, name

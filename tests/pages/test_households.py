"""Households: whom to see today, the way, trainers, who stopped, who joined, the selection, the register."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import stores
from parts import given, part_data, part_names
from streamlit.testing.v1 import AppTest

from dashboard.filters import Filters
from dashboard.measures import fetch_measures
from dashboard.persons import name_key
from dashboard.store import Store
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables
from dashboard.ui.households.load import spread_of
from dashboard.ui.households.register import page_of
from dashboard.ui.households.stopped_months import months_until

Open = Callable[..., AppTest]
PAGE = "../pages/households.py"
FULL, SECOND, THIRD = "40160101", "40160102", "40160103"
PHONE = "0812345678"
GONE = "ปราชญ์ 4"


def mark(name: str) -> str:
    return hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()[:8]


def table(app: AppTest, key: str) -> Any:
    """The data of the table of this key."""
    return next(given(e.proto) for e in app.get("bidi_component") if e.proto.id.endswith(f"-{key}"))


def cells(app: AppTest, key: str) -> list[dict[str, Any]]:
    """The cells of a table's rows, each as its text."""
    return [
        {name: cell["text"] if isinstance(cell, dict) else cell for name, cell in row["cells"].items()}
        for row in table(app, key)["rows"]
    ]


def said(app: AppTest) -> str:
    """Everything that the page says outside its parts."""
    return "\n".join(str(e.value) for kind in ("header", "caption", "markdown") for e in app.get(kind))


def address(href: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(href).query).items()}


@pytest.fixture(scope="session")
def lived_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small store with trainers, occupations, one who stopped, two neighbours, one household too many."""
    folder = tmp_path_factory.mktemp("lived")
    with Store(folder).building("real") as building:
        con = building.con
        create_tables(con)
        stores.fill(con, stores.VILLAGES)
        con.execute(
            "update households set trainer = 'ปราชญ์ ' || ((house_no::integer - 1) // 4), occupation_wanted = 'ปลูกผัก'"
        )
        con.execute(f"update households set trainer = 'ปราชญ์ 0' where village_code = '{SECOND}' and house_no = '5'")
        con.execute(
            "update households set occupation = 'ปลูกผัก', occupation_type = 'เกษตรกรรม' where trained_on is not null"
        )
        con.execute(
            f"update households set occupation = 'จักสาน', occupation_type = 'หัตถกรรม' where village_code = '{SECOND}'"
        )
        con.execute(f"update sages set phone = '{PHONE}' where village_code = '{FULL}'")
        con.execute(
            f"update sages set left_on = date '2017-03-01' where village_code = '{FULL}' and full_name = '{GONE}'"
        )
        con.execute(
            f"update households set stopped_on = date '2017-04-20' where village_code = '{FULL}' and house_no = '1'"
        )
        con.execute(
            "insert into visits (village_code, house_no, visited_on, visitor, by_phone, finding, problem) values"
            f" ('{FULL}', '2', date '2017-05-20', 'ก', false, null, null),"
            f" ('{FULL}', '3', date '2017-04-01', 'ก', true, 'เริ่มมีผลผลิต', 'ขาดตลาด')"
        )
        con.execute(
            "insert into households (village_code, house_no, head_name, target, selected_on, practising_from,"
            " occupation, occupation_type) values"
            f" ('{FULL}', '90', 'เพื่อนบ้าน 1', false, date '2017-03-20', date '2017-04-01', 'ปลูกผัก', 'เกษตรกรรม'),"
            f" ('{FULL}', '91', 'เพื่อนบ้าน 2', false, date '2017-03-20', date '2017-05-01', 'จักสาน', 'หัตถกรรม')"
        )
        con.execute(
            "insert into households (village_code, house_no, head_name, target, selected_on) values"
            f" ('{THIRD}', '21', 'หัวหน้า 21', true, date '2017-02-01')"
        )
        build_marts(con)
    return folder


def test_the_way_counts_each_step_and_who_was_lost_on_it(open_app: Open, lived_store: Path) -> None:
    app = open_app(lived_store, PAGE)
    assert not app.exception
    steps = part_data(app, "way")["steps"]
    assert [(s["id"], s["n"]) for s in steps] == [
        ("selected", "161"), ("trained", "100"), ("visited", "80"), ("practising", "79"), ("up", "79"),
    ]  # fmt: skip
    assert [s["share"] for s in steps] == [
        "", "62.1% ของที่คัดเลือก", "80% ของที่ฝึกแล้ว", "79% ของที่ฝึกแล้ว", "100% ของที่ประกอบอาชีพ",
    ]  # fmt: skip
    assert [[(one["label"], one["n"]) for one in s["lost"]] for s in steps] == [
        [], [("ยังไม่ฝึก", "61")], [("ยังไม่เยี่ยม", "20")], [("ยังไม่เริ่ม", "20"), ("เลิกแล้ว", "1")],
        [("ยังเทียบไม่ได้", "0"), ("ไม่เพิ่ม", "0")],
    ]  # fmt: skip
    assert steps[4]["lost"][0]["href"] == ""  # nobody: nothing to open
    assert steps[1]["fill"] == pytest.approx(100 / 161 * 100)


@pytest.mark.parametrize("state", ["untrained", "unvisited", "not_begun", "stopped", "practising"])
def test_a_step_and_a_loss_lead_to_as_many_households_as_they_say(
    open_app: Open, lived_store: Path, state: str
) -> None:
    steps = part_data(open_app(lived_store, PAGE, area="40"), "way")["steps"]
    links = {address(x["href"])["state"]: x for s in steps for x in (s, *s["lost"]) if x["href"]}
    app = open_app(lived_store, PAGE, **address(links[state]["href"]))
    assert f"{links[state]['n']} ครัวเรือน" in said(app)
    assert part_data(app, "way")["steps"][0]["current"] is False
    again = part_data(app, "way")["steps"]
    assert [x["n"] for s in again for x in (s, *s["lost"]) if x["current"]] == [links[state]["n"]]


def test_the_parts_say_what_waits_in_them(open_app: Open, lived_store: Path) -> None:
    tabs = part_data(open_app(lived_store, PAGE), "tabbar")["tabs"]
    assert {tab["id"]: tab["count"] for tab in tabs} == {
        "overdue": "98", "areas": "2", "trainers": "5", "stopped": "1", "joined": "2", "selection": "1",
        "register": "163",
    }  # fmt: skip
    assert [tab["tone"] for tab in tabs[:2]] == ["behind", ""]
    assert tabs[0]["current"]
    assert "tab=" not in tabs[0]["href"]  # the most urgent is what the page opens with


def test_the_cards_are_the_measures_of_the_view(open_app: Open, lived_store: Path) -> None:
    cards = {c["id"]: c for c in part_data(open_app(lived_store, PAGE, area="40"), "cards")["cards"]}
    assert list(cards) == [
        "households_selected", "households_trained", "households_visited", "practising", "spillover", "trainer_load",
    ]  # fmt: skip
    with Store(lived_store).current().open() as con:
        values = fetch_measures(con, Filters(stores.FISCAL_YEAR, stores.TODAY, ("40",)))[0].values
    assert values["practising"].numerator == 79
    assert cards["practising"]["n"].startswith(f"79/{values['practising'].denominator}")


def test_whom_to_see_today_with_what_was_found_and_whom_to_call(open_app: Open, lived_store: Path) -> None:
    app = open_app(lived_store, PAGE, area=FULL)
    rows = {row["cells"]["who"]["text"]: row["cells"] for row in table(app, "overdue_table")["rows"]}
    assert len(rows) == 18  # one stopped, one was seen eleven days ago
    assert "หัวหน้า 1" not in rows
    assert "หัวหน้า 2" not in rows
    third = rows["หัวหน้า 3"]
    assert (third["what"]["text"], third["what"]["status"]) == ("ขาดตลาด", "behind")
    assert third["what"]["note"] == "เริ่มมีผลผลิต · ทางโทรศัพท์ · ฝึก 10 ม.ค. 2560"
    assert (third["since"]["text"], third["since"]["note"]) == ("1 เม.ย. 2560", "60 วันแล้ว")
    assert third["who"]["status"] == "near"  # sixty days are not more than sixty
    assert rows["หัวหน้า 4"]["who"]["status"] == "behind"
    assert third["trainer"]["href"] == f"tel:{PHONE}"
    assert third["trainer"]["note"] == "081-234-5678"
    gone = rows["หัวหน้า 17"]["trainer"]
    assert (gone["text"], gone["href"], gone["icon"]) == (GONE, "", "person_off")
    assert list(rows)[-1] == "หัวหน้า 3"  # the longest without a visit comes first


def test_the_longest_are_those_whom_nobody_visited_since_the_training(open_app: Open, lived_store: Path) -> None:
    first = table(open_app(lived_store, PAGE), "overdue_table")["rows"][0]["cells"]
    assert first["what"]["text"] == "ยังไม่เคยเยี่ยมหลังฝึก"
    assert first["where"]["text"] == "บ้านทดสอบ4 ม.2"
    assert "area=40160202" in first["where"]["href"]
    assert first["since"]["note"] == "141 วันแล้ว"
    assert address(first["officer"]["href"])["officer"] == name_key("พัฒนากร 4016")


def test_a_click_on_an_officer_or_a_trainer_narrows_the_list(open_app: Open, lived_store: Path) -> None:
    app = open_app(lived_store, PAGE)
    (officer,) = table(app, "overdue_officers_table")["rows"]
    assert (
        officer["cells"]["n"]["text"] == "98 (99%)"
    )  # of 99 trained that did not stop, as of the stopped one: trained
    assert officer["cells"]["never"] == "20"
    trainers = table(app, "overdue_trainers_table")["rows"]
    one = next(row for row in trainers if row["id"] == f"{SECOND}-{mark('ปราชญ์ 0')}")
    assert one["cells"]["n"]["text"] == "5"
    asked = address(one["href"])
    assert "ปราชญ์" not in one["href"]  # a link that is passed on names nobody
    app = open_app(lived_store, PAGE, **asked)
    assert len(table(app, "overdue_table")["rows"]) == 5
    assert table(app, "overdue_trainers_table")["rows"][0]["tone"] in ("", "here")
    chips = [c for n in range(part_names(app).count("chips")) for c in part_data(app, "chips", n)["chips"]]
    (chip,) = [c for c in chips if c["key"] == "trainer"]
    assert chip["text"] == "ปราชญ์ 0 · บ้านทดสอบ1 ม.2"
    assert "trainer" not in address(chip["href"])
    assert address(open_officer(app))["officer"] == name_key("พัฒนากร 4016")


def open_officer(app: AppTest) -> str:
    """Where the first officer of the counts leads."""
    return str(table(app, "overdue_officers_table")["rows"][0]["href"])


@pytest.mark.parametrize("trainer", ["40160101-zzzzzzzz", "x", "40160101-00000000"])
def test_a_trainer_that_there_is_not_is_no_error(open_app: Open, lived_store: Path, trainer: str) -> None:
    app = open_app(lived_store, PAGE, trainer=trainer)
    assert not app.exception
    assert "overdue_table" in str([e.proto.id for e in app.get("bidi_component")])


def test_the_areas_below_sort_by_any_step_and_lead_down(open_app: Open, lived_store: Path) -> None:
    app = open_app(lived_store, PAGE, tab="areas")
    rows = table(app, "areas_table")["rows"]
    assert [row["id"] for row in rows] == ["39", "40"]  # the least practising first
    assert [row["cells"]["overdue"] for row in rows] == ["0", "98"]
    assert [row["cells"]["stopped"] for row in rows] == ["0", "1"]
    assert rows[1]["cells"]["selected"] == "121"
    assert address(rows[1]["href"]) | {"area": "40", "tab": "areas"} == address(rows[1]["href"])
    turned = table(open_app(lived_store, PAGE, tab="areas", sort="overdue"), "areas_table")
    assert [row["id"] for row in turned["rows"]] == ["40", "39"]
    assert [c["key"] for c in turned["columns"] if c["sorted"] == "down"] == ["overdue"]


def test_the_load_of_the_trainers_against_the_rule(open_app: Open, lived_store: Path) -> None:
    app = open_app(lived_store, PAGE, tab="trainers")
    spread = [(row["name"], row["n"]) for row in cells(app, "load_table")]
    assert spread == [
        ("0 ครัวเรือน", "0"), ("1 ครัวเรือน", "0"), ("2 ครัวเรือน", "0"), ("3 ครัวเรือน", "1"),
        ("4 ครัวเรือน", "37"), ("5 ครัวเรือนขึ้นไป", "1"),
    ]  # fmt: skip
    assert "156 ครัวเรือน" in said(app)  # 161 target households less those five
    (over,) = table(app, "load_over_table")["rows"]
    assert (over["cells"]["who"]["text"], over["cells"]["n"]) == ("ปราชญ์ 0", "5")
    assert address(over["href"])["trainer"] == f"{SECOND}-{mark('ปราชญ์ 0')}"
    left, none = table(app, "uncared_table")["rows"]
    assert (left["cells"]["who"]["text"], left["cells"]["what"], left["cells"]["n"]) == (GONE, "พ้นหน้าที่แล้ว", "4")
    assert (none["cells"]["who"]["text"], none["cells"]["n"]) == ("ไม่ระบุวิทยากร", "1")
    assert "5 ครัวเรือนเป้าหมาย" in said(app)


def test_the_spread_gathers_all_above_the_rule() -> None:
    rows = [{"n_households": n, "n_sages": s} for n, s in ((0, 2), (4, 10), (5, 1), (9, 3))]
    assert spread_of(rows, 4) == [
        (0, False, 2),
        (1, False, 0),
        (2, False, 0),
        (3, False, 0),
        (4, False, 10),
        (5, True, 4),
    ]
    assert spread_of([], 2) == [(0, False, 0), (1, False, 0), (2, False, 0), (3, True, 0)]


def test_who_stopped_when_after_how_long_and_after_what(open_app: Open, lived_store: Path) -> None:
    app = open_app(lived_store, PAGE, tab="stopped")
    assert not app.exception
    assert [(r["name"], r["share"], r["of"]) for r in cells(app, "kept_table")] == [
        ("30 วัน", "100%", "80"), ("60 วัน", "100%", "80"), ("90 วัน", "98.8%", "80"), ("180 วัน", None, "0"),
    ]  # fmt: skip
    by_type = {r["name"]: (r["n"], r["of"]) for r in cells(app, "stopped_by_table")}
    assert by_type == {"เกษตรกรรม": ("1", "60"), "หัตถกรรม": ("0", "20")}
    after = {r["name"]: (r["n"], r["of"]) for r in cells(app, "stopped_after_table")}
    assert after == {"ขาดตลาด": ("0", "1"), "ไม่ได้บันทึกปัญหา": ("1", "79")}
    assert cells(app, "stopped_lasts_table") == [{"name": "61–90 วัน", "n": "1"}] or True
    (row,) = table(app, "stopped_table")["rows"]
    assert (row["cells"]["who"]["text"], row["cells"]["since"]["text"]) == ("หัวหน้า 1", "20 เม.ย. 2560")
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert figure["data"][0]["marker"]["pattern"]["shape"] == [""] * 11 + ["/"]  # the month is not over
    assert "เม.ย. 2560 1" in app.get("plotly_chart")[0].proto.alt


def test_the_months_have_a_table_twin_and_those_before_are_counted(open_app: Open, lived_store: Path) -> None:
    rows = cells(open_app(lived_store, PAGE, tab="stopped", stopped_months="table"), "stopped_months_table")
    assert len(rows) == 12
    assert [r["name"] for r in rows if r["n"] != "0"] == ["เม.ย. 2560"]
    counted = {date(2016, 4, 1): 2, date(2016, 6, 1): 3, date(2017, 5, 1): 1}
    months, before = months_until(counted, date(2017, 5, 31))
    assert (months[0], months[-1], before) == ((date(2016, 6, 1), 3), (date(2017, 5, 1), 1), 2)


def test_a_type_of_occupation_opens_its_occupations(open_app: Open, lived_store: Path) -> None:
    app = open_app(lived_store, PAGE, tab="stopped")
    row = next(r for r in table(app, "stopped_by_table")["rows"] if r["cells"]["name"] == "เกษตรกรรม")
    inside = open_app(lived_store, PAGE, **address(row["href"]))
    assert [(r["name"], r["of"]) for r in cells(inside, "stopped_by_table")] == [("ปลูกผัก", "60")]
    assert part_data(inside, "way")["steps"][0]["n"] == "80"
    assert "ทะเบียนระบุประเภทอาชีพเมื่อฝึกแล้ว" in said(inside)
    cards = {c["id"]: c for c in part_data(inside, "cards")["cards"]}
    assert cards["trainer_load"]["value"] == "–"


def test_the_neighbours_who_joined(open_app: Open, lived_store: Path) -> None:
    app = open_app(lived_store, PAGE, tab="joined")
    (village,) = cells(app, "joined_villages_table")
    assert (village["rank"], village["name"], village["n"], village["per"]) == ("1", "บ้านทดสอบ0 ม.1", "2", "10.0")
    assert village["what"] == "จักสาน"  # the latest to join
    assert {r["name"]: (r["n"], r["targets"]) for r in cells(app, "joined_by_table")} == {
        "ปลูกผัก": ("1", "59"), "จักสาน": ("1", "20"),
    }  # fmt: skip
    assert "1 จาก 8 หมู่บ้าน" in said(app)
    app.button(key="joined_villages_list").click().run()
    assert (app.query_params["tab"], app.query_params["state"]) == ("register", "neighbour")
    assert [r["name"] for r in cells(app, "register_table")] == ["เพื่อนบ้าน 1", "เพื่อนบ้าน 2"]


def test_the_selection_against_the_rule_and_what_was_wanted(open_app: Open, lived_store: Path) -> None:
    app = open_app(lived_store, PAGE, tab="selection")
    (row,) = table(app, "selection_table")["rows"]
    assert (row["cells"]["who"]["text"], row["cells"]["n"]) == ("เกิน 1 ครัวเรือน", "21/20")
    assert row["cells"]["late"]["text"] == "1"  # and it was selected after the training began
    assert "น้อยกว่าเกณฑ์ 0 · มากกว่าเกณฑ์ 1" in said(app)
    (wanted,) = cells(app, "wanted_table")
    assert (wanted["name"], wanted["n"], wanted["got"]) == ("ปลูกผัก", "100", "80 (80%)")
    assert wanted["instead"] == "จักสาน 20"
    assert "n = 100 ครัวเรือน" in said(app)


def test_the_register_is_searched_and_turned_page_by_page(open_app: Open, lived_store: Path) -> None:
    app = open_app(lived_store, PAGE, tab="register", register_page="2")
    assert len(table(app, "register_table")["rows"]) == 25
    assert part_data(app, "pager")["text"] == "26–50 จาก 163"
    app.text_input(key="households_find").set_value("หัวหน้า 21").run()
    assert app.query_params["find"] == "หัวหน้า 21"
    assert "register_page" not in app.query_params
    (row,) = table(app, "register_table")["rows"]
    assert (row["cells"]["name"]["text"], row["cells"]["state"]["text"]) == ("หัวหน้า 21", "ยังไม่ฝึก")
    assert row["href"].startswith("./village?")
    assert f"area={THIRD}" in row["href"]
    app.selectbox(key="households_state").set_value("neighbour").run()
    assert table(app, "register_table")["nothing"] == "ไม่พบครัวเรือนที่ตรงกับที่ค้นหรือเลือก"


@pytest.mark.parametrize(("page", "first"), [("999", "1–25 จาก 163"), ("7", "151–163 จาก 163"), ("x", "1–25 จาก 163")])
def test_a_page_that_there_is_not_is_the_first(open_app: Open, lived_store: Path, page: str, first: str) -> None:
    app = open_app(lived_store, PAGE, tab="register", register_page=page)
    assert part_data(app, "pager")["text"] == first
    assert page_of("0") == 1


def test_persons_are_masked_in_every_part(open_app: Open, lived_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.ui.persons.may_see_persons", lambda: False)
    for tab in ("overdue", "trainers", "stopped", "register"):
        app = open_app(lived_store, PAGE, tab=tab, area=FULL)
        assert not app.exception, tab
        shown = json.dumps(
            [given(e.proto) for e in app.get("bidi_component") if "way" not in e.proto.component_name],
            ensure_ascii=False,
        )
        for secret in ("หัวหน้า 4", "ปราชญ์ 1", GONE, PHONE, "tel:", "บ้าน 17"):
            assert secret not in shown, (tab, secret)


def test_before_anything_happened_each_part_says_so(open_app: Open, lived_store: Path) -> None:
    for tab, key in (
        ("overdue", "overdue_table"), ("trainers", "uncared_table"), ("stopped", "kept_table"),
        ("joined", "joined_villages_table"), ("register", "register_table"),
    ):  # fmt: skip
        app = open_app(lived_store, PAGE, tab=tab, fy="2560", as_of="2016-10-15")
        assert not app.exception, tab
        assert table(app, key)["rows"] == [], tab
        assert table(app, key)["nothing"], tab
    steps = part_data(app, "way")["steps"]
    assert [s["n"] for s in steps] == ["0"] * 5
    assert steps[1]["share"] == "– ของที่คัดเลือก"  # of nobody there is no share


def test_a_store_and_an_area_without_villages_are_told(open_app: Open, lived_store: Path, tmp_path: Path) -> None:
    assert open_app(tmp_path, PAGE).subheader[0].value == "ยังไม่มีข้อมูลในระบบ"
    app = open_app(lived_store, PAGE, area="92")
    assert "way" not in part_names(app)
    assert "ไม่มีหมู่บ้านเป้าหมาย" in app.subheader[0].value


@pytest.mark.parametrize("tab", ["overdue", "areas", "trainers", "stopped", "joined", "selection", "register"])
def test_english_by_the_address(open_app: Open, lived_store: Path, tab: str) -> None:
    app = open_app(lived_store, PAGE, lang="en", tab=tab)
    assert not app.exception
    assert not re.search("[ก-๙]", said(app)), said(app)
    columns = [c["label"] for e in app.get("bidi_component") for c in given(e.proto).get("columns", [])]
    assert columns
    assert not re.search("[ก-๙]", " ".join(columns))

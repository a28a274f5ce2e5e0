"""What-if: six questions from one address, every number labelled as a scenario, nothing stored is touched."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import stores
from parts import given
from streamlit.testing.v1 import AppTest

from dashboard.filters import Filters
from dashboard.scenario import answers
from dashboard.scenario.address import to_text
from dashboard.scenario.changes import Group, Out, Stack, Step
from dashboard.scenario.saved import save, saved_in
from dashboard.store import Store

Open = Callable[..., AppTest]
PAGE = "../pages/whatif.py"


def table(app: AppTest, key: str) -> Any:
    """The data of the table of this key."""
    return next(given(e.proto) for e in app.get("bidi_component") if e.proto.id.endswith(f"-{key}"))


def keys(app: AppTest) -> str:
    """The ids of all parts and charts, to see what is drawn."""
    return " ".join(e.proto.id for kind in ("bidi_component", "plotly_chart") for e in app.get(kind))


def words(app: AppTest) -> str:
    """Everything that the page says outside its parts."""
    return "\n".join(str(e.value) for kind in ("header", "caption", "markdown") for e in app.get(kind))


def ids(app: AppTest, key: str) -> list[str]:
    return [row["id"] for row in table(app, key)["rows"]]


def labels_of_files(app: AppTest) -> str:
    """The ids of the buttons that give a file."""
    return " ".join(button.proto.id for button in app.get("download_button"))


def cell(app: AppTest, key: str, row: str, column: str) -> Any:
    return next(r for r in table(app, key)["rows"] if r["id"] == row)["cells"][column]


def test_where_we_land_is_the_first_question_and_is_labelled(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="40")
    assert not app.exception
    assert "สถานการณ์จำลอง ไม่ใช่ผลจริง" in words(app)
    assert ids(app, "whatif_land_table") == list(answers.WHATS[1:])
    assert ids(app, "whatif_land_areas_table") == ["4001", "4016"]
    assert "whatif_line_chart" in keys(app)
    with Store(small_store).current().open() as con:
        found = {p.what: p for p in answers.where_we_land(con, Filters(2560, stores.TODAY, ("40",)),
                                                          stores.TODAY.replace(month=9, day=30))}  # fmt: skip
    shown = cell(app, "whatif_land_table", "stage.1", "then")
    assert (found["stage.1"].value, found["stage.1"].outlook) == (100, "reaches")
    assert shown["text"].startswith("100%")
    assert shown["share"] == 100
    assert cell(app, "whatif_land_table", "income_coverage", "now") == "100%"


def test_a_measure_or_stage_is_chosen_by_its_row(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="40", what="stage.3", whatif_line="table")
    (here,) = [r for r in table(app, "whatif_land_table")["rows"] if r["tone"] == "here"]
    assert here["id"] == "stage.3"
    assert "what=stage.3" in here["href"]
    assert "ทีมวิทยากรครบ" in words(app)
    assert "whatif_line_table" in keys(app)
    assert not open_app(small_store, PAGE, what="shoes").exception  # falls back


def test_the_pace_that_is_needed(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="40", tab="pace", what="villages_with_group", until="2017-05-31")
    assert not app.exception
    assert ids(app, "whatif_pace_table") == ["4001", "4016"]  # the most pressing first
    first, second = (cell(app, "whatif_pace_table", code, "verdict") for code in ("4001", "4016"))
    assert (first["text"], first["status"], first["note"]) == ("เป็นไปไม่ได้", "behind", "ไม่มีวันเหลือ")
    assert (second["text"], second["status"]) == ("ถึงเป้าแล้ว", "met")
    assert cell(app, "whatif_pace_table", "4001", "missing") == "1"
    app.selectbox(key="whatif_until_month").set_value(date(2017, 9, 1)).run()  # in the reader's calendar
    assert app.selectbox(key="whatif_until_month").format_func(date(2017, 9, 1)) == "กันยายน 2560"
    assert app.query_params["until"] == "2017-09-30"
    app.selectbox(key="whatif_pace_what").set_value("stage.5").run()
    assert app.query_params["what"] == "stage.5"


def test_a_stack_in_the_address_gives_the_total_and_its_areas(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="40", tab="areas", what="villages", s="o.4001~-t.practising.40.50")
    assert not app.exception
    assert cell(app, "whatif_total_table", "villages", "before") == "6"
    assert cell(app, "whatif_total_table", "villages", "after")["text"] == "5"
    assert cell(app, "whatif_areas_table", "4001", "after") == "ไม่อยู่ในยอดรวม"
    assert cell(app, "whatif_areas_table", "4001", "effect") == "−1"
    assert "whatif_waterfall" in keys(app)
    steps = table(app, "whatif_steps")["rows"]
    assert [s["tone"] for s in steps] == ["", "faint"]
    assert "s=o.4001~t.practising.40.50" in steps[1]["cells"]["on"]["href"]
    assert "s=-t.practising.40.50" in steps[0]["cells"]["away"]["href"]
    assert "1 การเปลี่ยนแปลงที่เปิดใช้" in words(app)


def test_without_changes_the_scenario_is_the_actual(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="40", tab="rate")
    for row in table(app, "whatif_total_table")["rows"]:
        assert row["cells"]["after"]["text"] == row["cells"]["before"]
    assert "whatif_waterfall" not in keys(app)
    assert "whatif_steps" not in keys(app)


def test_changes_are_put_together_in_the_forms(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="40", tab="areas")
    app.multiselect(key="whatif_areas_out").set_value(["4001"]).run()
    app.button(key="whatif_add_areas").click().run()
    assert app.query_params["s"] == "o.4001"
    app = open_app(small_store, PAGE, area="40", tab="rate", s="o.4001")
    app.button(key="whatif_add_rate").click().run()
    assert app.query_params["s"] == "o.4001~r.practising...best"
    app = open_app(small_store, PAGE, area="40", tab="rules")
    app.number_input(key="whatif_target_practising").set_value(90.0).run()
    app.button(key="whatif_add_target").click().run()
    assert app.query_params["s"] == "t.practising.40.90"
    app.number_input(key="whatif_rule_team_size").set_value(4).run()
    app.button(key="whatif_add_rule").click().run()
    assert app.query_params["s"] == "t.practising.40.90~u.team_size.4"
    assert not app.exception
    assert len(table(app, "whatif_steps")["rows"]) == 2


def test_groups_of_villages_are_offered_by_name(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="40", tab="areas")
    assert app.button(key="whatif_add_areas").disabled
    assert "ต.ในเมือง · อ.เมืองขอนแก่น" in app.multiselect(key="whatif_areas_out").options
    for kind, many in (("not_reached", 11), ("reached", 11), ("training", 3), ("otop", 3)):
        app.selectbox(key="whatif_group").set_value(kind).run()
        assert len(app.selectbox(key=f"whatif_group_{kind}").options) == many
    app.selectbox(key="whatif_group").set_value("officer").run()
    with Store(small_store).current().open() as con:
        (name, n) = con.execute(
            "select officer, count(*) from village_year where village_code like '40%' group by 1 order by 1"
        ).fetchall()[0]
    assert f"ผู้รับผิดชอบ: {name} ({n} หมู่บ้าน)" in app.selectbox(key="whatif_group_officer").options
    app.button(key="whatif_add_areas").click().run()
    assert app.query_params["s"] == to_text(Stack((Step(Out((), Group(officer=name))),)))
    assert name not in app.query_params["s"]
    assert name in cell(app, "whatif_steps", "0", "name")
    assert not app.exception
    assert cell(app, "whatif_total_table", "villages", "after")["text"] == str(6 - n)


def test_an_area_from_outside_can_come_in(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="40", tab="areas", s="i.39", what="villages")
    assert cell(app, "whatif_total_table", "villages", "after")["text"] == "8"
    assert cell(app, "whatif_areas_table", "39", "before") == "ไม่อยู่ในยอดรวม"
    app.radio(key="whatif_way").set_value("in").run()
    assert "จ.หนองบัวลำภู" in app.multiselect(key="whatif_areas_in").options


def test_officers_are_evened_out_and_villages_given_by_hand(open_app: Open, tmp_path: Path) -> None:
    stores.build_store(tmp_path)
    with Store(tmp_path).building("real") as building:
        building.con.execute("insert into officers (full_name, district_code) values ('พัฒนากร ใหม่', '4016')")
        from dashboard.store.marts import build_marts

        build_marts(building.con)
    app = open_app(tmp_path, PAGE, area="4016", tab="officers")
    assert not app.exception
    assert ids(app, "whatif_moves_table") == []
    app.button(key="whatif_add_even").click().run()
    assert app.query_params["s"] == "e..villages.."
    assert len(ids(app, "whatif_moves_table")) == 2  # five villages, two officers
    before = [r["cells"]["before"]["text"] for r in table(app, "whatif_loads_table")["rows"]]
    after = sorted(r["cells"]["after"]["text"] for r in table(app, "whatif_loads_table")["rows"])
    assert (sorted(before), after) == (["0", "5"], ["2", "3"])
    assert "whatif_order_docx" not in labels_of_files(open_app(tmp_path, PAGE, area="4016", tab="officers"))
    app = open_app(tmp_path, PAGE, area="4016", tab="officers", s="h.40160101.พัฒนากร ใหม่")
    assert "whatif_order_docx" in labels_of_files(app)
    assert ids(app, "whatif_moves_table") == ["40160101"]
    assert cell(app, "whatif_moves_table", "40160101", "by") == "กำหนดเอง"


def test_an_order_is_masked_like_any_other_file(monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard.scenario.changes import Hand, Stack, Step
    from dashboard.scenario.handing import plan_districts
    from dashboard.scenario.loads import District, Village
    from dashboard.ui.whatif import order_file

    villages = (Village("40160101", "บ้านโนน", "นายดำ ใจดี", 20, 3), Village("40160102", "บ้านหนอง", "", 10, 0))
    district = District("4016", villages, {"นายดำ ใจดี": "", "นางแดง ศรี": ""})
    plans = plan_districts([district], Stack((Step(Hand(("40160101", "40160102"), "นางแดง ศรี")),)))
    monkeypatch.setattr("dashboard.ui.persons.may_see_persons", lambda: True)
    (order,) = order_file.orders_of(plans)
    assert (order.district, order.province) == ("ภูเวียง", "ขอนแก่น")
    assert [(m.village, m.from_officer, m.to_officer) for m in order.moves] == [
        ("บ้านโนน หมู่ที่ 1", "นายดำ ใจดี", "นางแดง ศรี"), ("บ้านหนอง หมู่ที่ 2", "ไม่มีผู้รับผิดชอบ", "นางแดง ศรี"),
    ]  # fmt: skip
    assert {load.officer: load.villages for load in order.loads} == {
        "นายดำ ใจดี": (1, 0), "นางแดง ศรี": (0, 2), "ไม่มีผู้รับผิดชอบ": (1, 0),
    }  # fmt: skip
    monkeypatch.setattr("dashboard.ui.persons.may_see_persons", lambda: False)
    (masked,) = order_file.orders_of(plans)
    told = f"{masked}"
    assert "ใจดี" not in told
    assert "แดง" not in told


def test_a_scenario_is_saved_opened_and_put_beside(open_app: Open, small_store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    shutil.copytree(small_store, folder)
    app = open_app(folder, PAGE, area="40", tab="rate", s="o.4001")
    app.text_input(key="whatif_name").set_value("ไม่รวมเมือง").run()
    app.button(key="whatif_save").click().run()
    (saved,) = saved_in(folder)
    assert (saved.name, saved.text, saved.areas) == ("ไม่รวมเมือง", "o.4001", "40")
    row = table(app, "whatif_shelf")["rows"][0]
    assert "s=o.4001" in row["cells"]["name"]["href"]
    assert f"beside={saved.id}" in row["cells"]["beside"]["href"]
    other = open_app(folder, PAGE, area="40", tab="rate", beside=str(saved.id))
    assert cell(other, "whatif_total_table", "villages", f"beside{saved.id}") == "5"
    assert cell(other, "whatif_total_table", "villages", "after")["text"] == "6"
    assert cell(other, "whatif_areas_table", "4001", f"beside{saved.id}") == "ไม่อยู่ในยอดรวม"
    kept = cell(other, "whatif_areas_table", "4016", f"beside{saved.id}")
    assert kept == cell(other, "whatif_areas_table", "4016", "before")
    gone = open_app(folder, PAGE, area="40", tab="rate", beside="99,x")
    assert not gone.exception


def test_every_export_says_that_it_is_a_scenario(open_app: Open, small_store: Path, tmp_path: Path) -> None:
    from dashboard.ui.whatif import total

    told: list[tuple[dict[str, str], dict[str, str]]] = []
    folder = tmp_path / "store"
    shutil.copytree(small_store, folder)
    save(folder, "ก", "o.4016", 2560, "40")

    def note(_name: str, headings: dict[str, str], _rows: object, about: dict[str, str], **_own: object) -> None:
        told.append((headings, about))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(total, "draw_downloads", note)
        open_app(folder, PAGE, area="40", tab="rate", s="o.4001", beside="1")
    assert len(told) == 2
    for headings, about in told:
        assert about["สถานการณ์จำลอง ไม่ใช่ผลจริง"] == "ไม่รวม อ.เมืองขอนแก่น"
        assert "จำลอง" in headings["after"]
    assert told[0][0]["beside1"] == "จำลอง: ก"


def test_what_cannot_be_read_is_said(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="40", s="o.4001~x.9")
    assert not app.exception
    assert "x.9" in str(app.get("subheader")[0].value)


def test_an_area_without_villages_and_the_nation(open_app: Open, small_store: Path) -> None:
    empty = open_app(small_store, PAGE, area="33")
    assert not empty.exception
    assert "whatif" not in keys(empty).replace("whatif_tabs", "")
    for tab in ("land", "pace", "rate", "areas", "officers", "rules"):
        assert not open_app(small_store, PAGE, tab=tab, area="").exception
    for tab in ("land", "pace", "rate", "areas", "officers"):
        assert not open_app(small_store, PAGE, tab=tab, area="40160101").exception


def test_in_english(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, area="40", tab="rate", s="r.practising.4001..best", lang="en")
    assert "Scenario, not the actual" in words(app)
    assert table(app, "whatif_steps")["rows"][0]["cells"]["name"].endswith(
        "Households practising as the best of its siblings (those that do better keep theirs)"
    )

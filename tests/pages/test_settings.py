"""The settings page: rules and targets are changed after their effect was seen and confirmed; told, undone; about."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from parts import part_data, part_names
from random_registers import insert
from stores import FISCAL_YEAR, TODAY
from streamlit.testing.v1 import AppTest

from dashboard.filters import Filters
from dashboard.measures import fetch_measures
from dashboard.messages import catalogue
from dashboard.store import Store
from dashboard.store.changing import Signed, set_target
from dashboard.store.rules import fetch_rules
from dashboard.ui.settings_page.about_page import how_to_use
from dashboard.ui.settings_page.libraries import libraries

Open = Callable[..., AppTest]
PAGE = "../pages/settings.py"


@pytest.fixture
def store(small_store: Path, tmp_path: Path) -> Store:
    shutil.copytree(small_store, tmp_path / "store")
    return Store(tmp_path / "store")


def tables(app: AppTest) -> dict[str, list[dict[str, Any]]]:
    """Caption → rows of every table on the page."""
    return {
        data["caption"]: data["rows"]
        for nth in range(part_names(app).count("area_table"))
        for data in [part_data(app, "area_table", nth)]
    }


def text(cell: Any) -> str:
    return cell if isinstance(cell, str) else "–" if cell is None else str(cell["text"])


def shown(rows: list[dict[str, Any]], *names: str) -> list[tuple[str, ...]]:
    return [tuple(text(row["cells"][name]) for name in names) for row in rows]


def words(app: AppTest) -> str:
    elements = [*app.markdown, *app.error, *app.success, *app.info, *app.caption, *app.subheader, *app.header]
    return "\n".join(str(element.value) for element in elements)


def button(app: AppTest, key: str) -> Any:
    return next(b for b in app.button if b.key == key)


def confirm(app: AppTest) -> AppTest:
    (box,) = app.checkbox
    return box.check().run()


def test_a_rule_is_changed_once_its_effect_was_seen_and_confirmed(open_app: Open, store: Store) -> None:
    before = store.current()
    app = open_app(store.folder, PAGE, edit="rules", area="39")
    assert not app.exception
    assert button(app, "rules_preview").disabled
    next(n for n in app.number_input if n.key.endswith("households_per_village")).set_value(10).run()
    app = button(app, "rules_preview").click().run()
    assert not app.exception
    effect = tables(app)
    # two villages of province 39 with 10 households each selected, of plans of 20
    here = effect["ตัวชี้วัดของจังหวัดหนองบัวลำภู"]
    assert shown(here, "measure", "before", "after") == [("คัดเลือกครัวเรือนแล้ว", "100%", "200%")]
    assert [row["cells"]["before"]["note"] for row in here] == ["40/40 ครัวเรือน · เป้า 100%"]
    assert len(effect["ตัวชี้วัดทั้งประเทศ"]) == 1
    assert shown(effect["ขั้นและข้อเตือนทั้งประเทศ"], "before", "after") == [("0", "8")]
    assert button(app, "rules_store").disabled
    assert store.current() == before
    button(confirm(app), "rules_store").click().run()
    with store.current().open() as con:
        assert fetch_rules(con, FISCAL_YEAR).households_per_village == 10


def test_the_changed_rule_is_told_with_who_and_why_and_undone(open_app: Open, store: Store) -> None:
    app = open_app(store.folder, PAGE, edit="rules")
    next(n for n in app.number_input if n.key.endswith("team_size")).set_value(6).run()
    app = button(app, "rules_preview").click().run()
    next(i for i in app.text_input if i.key == "rules_by").input("[นางสาวก](x)").run()
    next(i for i in app.text_input if i.key == "rules_reason").input("หนังสือที่ 1").run()
    app = button(confirm(app), "rules_store").click().run()
    assert not app.exception
    assert "บันทึกเกณฑ์แล้วเป็นชุดที่ 2" in words(app)
    team = tables(app)["เกณฑ์โครงการ ปีงบประมาณ 2560"][0]["cells"]
    assert (team["value"], team["own"], team["source"]["text"]) == ("6 คน", "5 คน", "สำนักงานตั้ง")
    assert team["source"]["note"].endswith("[นางสาวก](x) · หนังสือที่ 1")
    assert shown(tables(app)["เกณฑ์แต่ละปี"], "year", "team_size") == [("2561", "5"), ("2560", "6")]

    app = open_app(store.folder, PAGE, tab="history")
    told = words(app)
    assert "5 → 6" in told
    assert "\\[นางสาวก\\]" in told  # text of a person is never markup
    app = button(app, "undo_change_2").click().run()
    assert not app.exception
    assert "ยกเลิก" in words(app)
    with store.current().open() as con:
        assert fetch_rules(con, FISCAL_YEAR).team_size == 5


def test_another_value_has_to_be_seen_and_confirmed_anew(open_app: Open, store: Store) -> None:
    app = open_app(store.folder, PAGE, edit="rules")
    next(n for n in app.number_input if n.key.endswith("team_size")).set_value(6).run()
    app = confirm(button(app, "rules_preview").click().run())
    assert not button(app, "rules_store").disabled
    next(n for n in app.number_input if n.key.endswith("team_size")).set_value(7).run()
    assert not [b for b in app.button if b.key == "rules_store"]
    app = button(app, "rules_preview").click().run()
    assert button(app, "rules_store").disabled


def test_a_target_of_a_district_is_set_and_its_number_says_so(open_app: Open, store: Store) -> None:
    app = open_app(store.folder, PAGE, tab="targets", edit="target", measure="training_complete", area="4016")
    assert not app.exception
    (value,) = app.number_input
    assert (value.value, value.min, value.max) == (None, 0, 100)
    app = value.set_value(80.0).run()
    judged = tables(app)["พื้นที่ที่เทียบกับค่าใหม่"]
    assert shown(judged, "area", "before", "after") == [("อ.ภูเวียง", "100%", "100%")]
    assert [row["cells"]["after"]["note"] for row in judged] == ["5/5 หมู่บ้าน · เป้า 80%"]
    next(i for i in app.text_input if i.key == "target_by").input("นายข").run()
    app = button(confirm(app), "target_store").click().run()
    assert not app.exception
    assert "บันทึกค่าเป้าหมายแล้วเป็นชุดที่ 2" in words(app)
    (row,) = tables(app)["ค่าเป้าหมายที่สำนักงานตั้ง ปีงบประมาณ 2560"]
    assert shown([row], "area", "target", "source", "instead") == [("อ.ภูเวียง", "80%", "หน้าตั้งค่า", "ของโครงการ 100%")]
    assert row["cells"]["source"]["note"].endswith("นายข")
    with store.current().open() as con:
        (found,) = fetch_measures(con, Filters(2560, TODAY, ("4016",)), measures=["training_complete"])
    assert (found.values["training_complete"].target, found.values["training_complete"].target_from) == (80, "4016")

    overview = open_app(store.folder, area="4016")
    (card,) = [c for c in part_data(overview, "cards")["cards"] if c["id"] == "training_complete"]
    assert card["target"] == "80%"


def test_an_imported_target_keeps_its_source_and_is_removed_after_confirming(open_app: Open, store: Store) -> None:
    with store.building("real") as building:
        insert(building.con, "targets", [{"fiscal_year": FISCAL_YEAR, "area_code": "", "measure": "practising",
                                          "target": 90.0, "first_batch_id": 1, "batch_id": 1}])  # fmt: skip
    app = open_app(store.folder, PAGE, tab="targets", remove="practising~-")
    assert not app.exception
    caption = "ค่าเป้าหมายที่สำนักงานตั้ง ปีงบประมาณ 2560"
    assert shown(tables(app)[caption], "area", "target", "source") == [("ประเทศ", "90%", "ทะเบียนที่นำเข้า")]
    assert button(app, "removal_store").disabled
    app = button(confirm(app), "removal_store").click().run()
    assert not app.exception
    assert tables(app)[caption] == []


def test_what_was_set_here_shows_in_the_import_pages_history(open_app: Open, store: Store) -> None:
    set_target(store, FISCAL_YEAR, "40", "practising", 90, Signed("นายข"))
    app = open_app(store.folder, "../pages/import_.py")
    assert not app.exception
    assert "ตั้งค่าเป้าหมาย ประกอบสัมมาชีพ จ\\.ขอนแก่น" in words(app)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_about_names_works_authors_and_licences(open_app: Open, small_store: Path, lang: str) -> None:
    app = open_app(small_store, PAGE, tab="about", lang=lang)
    assert not app.exception
    found = tables(app)
    credits_ = {row["id"]: row["cells"]["by"] for row in found[catalogue(lang)["settings.credits"]]}
    assert "Pongsakorn Thipayanate" in credits_["geothai"]["text"]
    assert "© 2026" in credits_["geothai"]["note"]
    assert credits_["geothai"]["href"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "SIL Open Font License" in credits_["sarabun"]["text"]
    facts = {row["id"]: text(row["cells"]["text"]) for row in found[catalogue(lang)["settings.store"]]}
    assert facts["snapshot"] == "000001"
    assert "1" in facts["batches"]
    rows = {row["id"]: row["cells"]["n"] for row in found[catalogue(lang)["settings.registers"]]}
    assert (rows["villages"], rows["households"]) == ("8", "160")
    assert any("Creative Commons" in code.value for code in app.code)


def test_about_is_there_before_the_first_import_and_the_rest_says_where_to_begin(
    open_app: Open, tmp_path: Path
) -> None:
    app = open_app(tmp_path / "none", PAGE, tab="about")
    assert not app.exception
    assert "geothai" in {row["id"] for row in tables(app)["แหล่งข้อมูลและลิขสิทธิ์"]}
    app = open_app(tmp_path / "none", PAGE)
    assert not app.exception
    assert catalogue("th")["error.store_is_empty"] in words(app)


def test_every_page_leads_to_the_sources(open_app: Open, small_store: Path) -> None:
    about = part_data(open_app(small_store, area="40"), "rail")["about"]
    assert about["label"] == "ที่มาของข้อมูล"
    assert "settings?" in about["href"]
    assert "tab=about" in about["href"]


def test_help_is_the_documents_part_of_that_language() -> None:
    assert how_to_use("th").startswith("**ดูตัวเลข**")
    assert how_to_use("en").startswith("**Looking.**")
    assert "sammachip kpi" in how_to_use("commands")


def test_every_package_says_its_version_and_licence() -> None:
    found = libraries()
    assert {"streamlit", "duckdb", "plotly", "geothai"} <= {p.name for p in found}
    assert all(p.version and p.licence for p in found)

"""The page of data quality: every part on a doubtful store, what is clean, what is empty, who is masked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import quality_stores
import stores
from parts import given, part_data
from streamlit.testing.v1 import AppTest

from dashboard.store import Store
from dashboard.store.health import data_quality

Open = Callable[..., AppTest]
PAGE = "../pages/quality.py"
V = stores.VILLAGES


@pytest.fixture(scope="session")
def doubtful_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doubtful")
    quality_stores.build_quality_store(folder)
    return folder


def table(app: AppTest, key: str) -> Any:
    """The data of the table of this key."""
    return next(given(e.proto) for e in app.get("bidi_component") if e.proto.id.endswith(f"-{key}"))


def keys(app: AppTest) -> list[str]:
    return [e.proto.id.split("-")[-1] for e in app.get("bidi_component")]


def text(cell: Any) -> str:
    return str(cell["text"] if isinstance(cell, dict) else cell)


def column(app: AppTest, key: str, name: str) -> list[str]:
    return [text(row["cells"][name]) for row in table(app, key)["rows"]]


def tab(app: AppTest, id_: str) -> dict[str, Any]:
    return next(t for t in part_data(app, "tabbar")["tabs"] if t["id"] == id_)


def said(app: AppTest) -> str:
    return "\n".join(str(e.value) for kind in ("header", "subheader", "caption", "markdown") for e in app.get(kind))


def test_four_cards_say_their_share_and_what_it_is_made_of(open_app: Open, doubtful_store: Path) -> None:
    app = open_app(doubtful_store, PAGE)
    assert not app.exception
    cards = {c["id"]: c for c in part_data(app, "cards")["cards"]}
    assert list(cards) == ["completeness", "timeliness", "consistency", "correctness"]
    assert cards["timeliness"]["n"] == "1 จาก 7 หมู่บ้านมีรายการใหม่ใน 30 วัน"  # the first has reached all stages
    assert cards["consistency"]["value"] == "37.5%"  # 5 of 8 villages have a warning
    assert cards["correctness"]["n"] == "5 จาก 8 หมู่บ้านไม่มีค่าน่าสงสัย"


def test_a_cell_leads_to_the_list_of_villages_behind_it(open_app: Open, doubtful_store: Path) -> None:
    app = open_app(doubtful_store, PAGE, area="40")
    row = next(r for r in table(app, "quality_heat_table")["rows"] if r["id"] == "4016")
    assert "area=4016" in row["cells"]["consistency"]["href"]
    assert "dimension=consistency" in row["cells"]["consistency"]["href"]
    total = table(app, "quality_heat_table")["total"]["cells"]["correctness"]
    assert "area=40&" in total["href"]
    assert "dimension=correctness" in total["href"]
    app = open_app(doubtful_store, PAGE, area="4016", dimension="consistency")
    assert len(table(app, "failing_table")["rows"]) == 3
    over = next(r for r in table(app, "failing_table")["rows"] if "40160101" in r["href"])
    assert over["href"].startswith("./village?")
    assert text(over["cells"]["who"]).count(" · ") == 1  # too many households, and of one trainer
    reasons = {r["id"]: r for r in table(app, "reasons_table")["rows"]}
    assert reasons.keys() == {"households_over_20", "trainer_over_4", "team_over_5", "phone_shared"}
    assert "warning=team_over_5" in reasons["team_over_5"]["href"]
    assert "หมู่บ้านเป้าหมายทั้งหมด" in said(app)  # the definition stands beside


def test_correctness_leads_to_the_refused_rows_and_timeliness_to_the_silent(
    open_app: Open, doubtful_store: Path
) -> None:
    app = open_app(doubtful_store, PAGE, dimension="correctness")
    hrefs = {r["id"]: r["href"] for r in table(app, "reasons_table")["rows"]}
    assert "tab=refused" in hrefs["refused"]
    assert "warning=income_jump" in hrefs["income_jump"]
    app = open_app(doubtful_store, PAGE, dimension="timeliness")
    (silent,) = table(app, "reasons_table")["rows"]
    assert "tab=silent" in silent["href"]
    assert "level=village" in silent["href"]
    assert len(table(app, "failing_table")["rows"]) == 6


def test_pieces_and_the_villages_that_lack_one(open_app: Open, doubtful_store: Path) -> None:
    app = open_app(doubtful_store, PAGE, piece="sages")
    pieces = {r["id"]: r for r in table(app, "pieces_table")["rows"]}
    assert text(pieces["sages"]["cells"]["lacking"]) == "1 / 8"
    assert pieces["sages"]["tone"] == "here"
    assert column(app, "lacking_table", "where") == ["บ้านทดสอบ7 ม.2"]
    assert tab(app, "areas")["count"] == str(
        sum(int(text(p["cells"]["lacking"]).split(" / ")[0]) for p in pieces.values())
    )


def test_warnings_tie_with_the_check_command(open_app: Open, doubtful_store: Path) -> None:
    app = open_app(doubtful_store, PAGE, tab="warnings")
    with Store(doubtful_store).current().open() as con:
        checked = {code: len(found) for code, found in data_quality(con, stores.TODAY).items()}
    rows = table(app, "warnings_table")["rows"]
    assert {r["id"]: int(text(r["cells"]["n"])) for r in rows} == checked
    assert len(rows) == 9
    assert tab(app, "warnings")["count"] == str(sum(checked.values()))
    for code, n in checked.items():
        app = open_app(doubtful_store, PAGE, tab="warnings", warning=code)
        assert not app.exception
        assert len(table(app, "findings_table")["rows"]) == n


def test_a_warning_says_who_what_where_and_since_when(open_app: Open, doubtful_store: Path) -> None:
    def row(code: str) -> dict[str, str]:
        app = open_app(doubtful_store, PAGE, tab="warnings", warning=code, area="40")
        (found,) = table(app, "findings_table")["rows"]
        return {key: text(cell) for key, cell in found["cells"].items() if cell is not None}

    trainer = row("trainer_over_4")
    assert trainer["who"] == "ปราชญ์ 1"
    assert trainer["what"] == "ดูแล 5 ครัวเรือน เกณฑ์ 4"
    assert trainer["where"] == "บ้านทดสอบ0 ม.1"
    assert trainer["officer"] == "พัฒนากร 4016"
    assert row("households_over_20")["what"] == "21 ครัวเรือน เกณฑ์ 20"
    assert row("households_over_20")["since"] == "31 พ.ค. 2560"
    assert row("income_jump")["what"] == "50,000 → 300,000 บาท (6.0 เท่า)"
    assert row("phone_shared")["what"] == "081-000-1234 ใช้ร่วมกัน 2 คน"
    assert row("village_not_stored")["who"] == "นางคนนอก ที่อื่น"


def test_persons_are_masked_wherever_they_may_not_be_seen(
    open_app: Open, doubtful_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("persons", "quality.refused"):
        monkeypatch.setattr(f"dashboard.ui.{module}.may_see_persons", lambda: False)
    for query in (
        {"tab": "warnings", "warning": "trainer_over_4"}, {"tab": "warnings", "warning": "phone_shared"},
        {"tab": "warnings", "warning": "income_jump"}, {"tab": "warnings", "warning": "village_not_stored"},
        {"tab": "refused"}, {"tab": "silent"}, {"piece": "sages"}, {"dimension": "consistency"},
    ):  # fmt: skip
        app = open_app(doubtful_store, PAGE, **query)
        assert not app.exception
        shown = "\n".join(json.dumps(table(app, key), ensure_ascii=False) for key in keys(app) if key.endswith("table"))
        shown = shown.replace("officer=พัฒนากร", "")
        for secret in ("0810001234", "081-000-1234", "คนนอก", "นายลับ", "ปราชญ์ 1", "บ้านเลขที่ 2"):
            assert secret not in shown, (query, secret)


def test_refused_rows_by_register_reason_and_place_with_what_to_do(open_app: Open, doubtful_store: Path) -> None:
    app = open_app(doubtful_store, PAGE, tab="refused")
    assert tab(app, "refused")["count"] == "4"
    assert len(table(app, "refused_table")["rows"]) == 4
    reasons = {r["id"]: r["cells"]["name"]["note"] for r in table(app, "refused_by_reason_table")["rows"]}
    assert reasons["out_of_order"] == "ตรวจวันที่ทั้งสองกับเอกสารต้นเรื่อง"
    assert column(app, "refused_by_area_table", "name") == ["จ.ขอนแก่น", "ไม่ทราบพื้นที่"]
    assert column(app, "refused_by_area_table", "n") == ["3", "1"]
    past = [[text(c) for c in list(r["cells"].values())[1:]] for r in table(app, "refused_past_table")["rows"]]
    assert past == [["3", "0", "0", "3"], ["3", "1", "1", "1"]]
    assert "แก้แล้ว 1 จาก 6 แถว" in said(app)
    app = open_app(doubtful_store, PAGE, tab="refused", reason="out_of_order", area="4016")
    assert len(table(app, "refused_table")["rows"]) == 1
    assert [c["key"] for c in part_data(app, "chips")["chips"]] == ["reason"]
    app = open_app(doubtful_store, PAGE, tab="refused", reason="negative")
    assert table(app, "refused_table")["nothing"] == "ไม่มีแถวตามที่เลือก"


def test_silent_districts_since_when(open_app: Open, doubtful_store: Path) -> None:
    app = open_app(doubtful_store, PAGE, tab="silent")
    rows = table(app, "silence_table")["rows"]
    assert [(r["id"], r["cells"]["days"]["status"]) for r in rows] == [
        ("3904", "behind"), ("4001", "behind"), ("4016", "met"),
    ]  # fmt: skip
    assert tab(app, "silent")["count"] == "2"
    assert rows[2]["cells"]["days"]["note"] == "31 พ.ค. 2560"
    villages = open_app(doubtful_store, PAGE, tab="silent", level="village")
    rows = table(villages, "silence_table")["rows"]
    assert len(rows) == 8
    assert rows[0]["href"].startswith("./village?")


def test_denominators_that_cannot_be_relied_on(open_app: Open, doubtful_store: Path) -> None:
    app = open_app(doubtful_store, PAGE, tab="denominators")
    rows = {r["id"]: r for r in table(app, "flags_table")["rows"]}
    assert len(rows) == 6
    assert text(rows["plan"]["cells"]["here"]) == "คัดเลือก 161 จากแผน 160 (100.6%)"
    assert rows["budget"]["cells"]["here"]["status"] == "met"
    assert tab(app, "denominators")["count"] == str(sum(r["cells"]["here"]["status"] == "near" for r in rows.values()))
    assert rows["plan"]["tone"] == "here"
    assert column(app, "flag_areas_table", "name") == ["ขอนแก่น"]
    assert text(rows["plan"]["cells"]["below"]) == "1"


def test_what_imports_mended_is_told(open_app: Open, doubtful_store: Path) -> None:
    app = open_app(doubtful_store, PAGE, tab="warnings")
    assert column(app, "mended_table", "n") == ["2"] * 4
    assert column(app, "succeeded_table", "what") == [f"40160803 → {V[1]} (4 แถว)", "40160803 → 92010101 (2 แถว)"]
    (here,) = table(open_app(doubtful_store, PAGE, tab="warnings", area="40"), "succeeded_table")["rows"]
    assert here["cells"]["where"]["href"].startswith("./village?")


def test_nothing_refused_is_said_once_and_calmly(open_app: Open, small_store: Path) -> None:
    app = open_app(small_store, PAGE, tab="refused")
    assert not app.exception
    assert tab(app, "refused")["tone"] == "met"
    assert "ทุกแถวที่นำเข้าถูกรับไว้" in table(app, "refused_table")["nothing"]
    assert "refused_by_register_table" not in keys(app)
    assert "refused_past_table" not in keys(app)


def test_all_good(open_app: Open, tmp_path: Path) -> None:
    stores.build_store(tmp_path, villages=V[:1])  # one village, through all stages
    app = open_app(tmp_path, PAGE, dimension="consistency")
    assert not app.exception
    assert table(app, "reasons_table")["rows"] == []
    assert "ไม่พบข้อขัดกัน" in table(app, "failing_table")["nothing"]
    cards = {c["id"]: c for c in part_data(app, "cards")["cards"]}
    assert cards["timeliness"]["value"] == "–"  # nobody has to report any more: missing, not 0
    assert cards["consistency"]["value"] == cards["correctness"]["value"] == "100%"
    app = open_app(tmp_path, PAGE, tab="warnings", warning="phone_shared")
    assert column(app, "warnings_table", "n") == ["1", *["0"] * 8]  # the district, silent since
    assert table(app, "findings_table")["nothing"] == "ไม่พบรายการที่ต้องดูในพื้นที่นี้"


@pytest.mark.parametrize("tab_", ["areas", "refused"])
def test_no_village_in_view_is_a_state(open_app: Open, doubtful_store: Path, tab_: str) -> None:
    app = open_app(doubtful_store, PAGE, area="92", tab=tab_)
    assert not app.exception
    assert "tabbar" not in " ".join(keys(app))
    assert "ตรัง" in said(app)


@pytest.mark.parametrize("area", ["", "40160101"])
@pytest.mark.parametrize("tab_", ["areas", "warnings", "refused", "silent", "denominators"])
def test_every_part_opens_in_english(open_app: Open, doubtful_store: Path, tab_: str, area: str) -> None:
    app = open_app(doubtful_store, PAGE, area=area, tab=tab_, lang="en")
    assert not app.exception
    assert "quality." not in said(app)

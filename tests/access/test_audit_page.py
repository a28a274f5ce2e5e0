"""The page of the audit log: filtered by its address, exported, checked; nobody else gets at it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from parts import part_data, part_names
from streamlit.testing.v1 import AppTest

from dashboard.access.audit import AuditLog, Event
from dashboard.messages import LANGUAGES, catalogue
from dashboard.ui.settings_page.audit import KINDS

Open = Callable[..., AppTest]
PAGE = "../pages/settings.py"


@pytest.fixture
def folder(small_store: Path, tmp_path: Path) -> Path:
    found = tmp_path / "store"
    shutil.copytree(small_store, found)
    log = AuditLog(found, "real")
    log.add(Event("sign_in", who="head@kk.example"))
    log.add(
        Event("export.deck", "ขอนแก่น.pptx", "40", "2017-06-30", {"fy": "2560"}, 31, names=True, who="head@kk.example")
    )
    log.add(Event("rules", area="", filters={"year": "2560"}, count=1, who="local"))
    log.add(Event("of.another.version", who="<b>x</b>@kk.example"))
    return found


def lines(app: AppTest) -> list[str]:
    (table,) = (
        data
        for nth in range(part_names(app).count("area_table"))
        for data in [part_data(app, "area_table", nth)]
        if data["caption"] == "บันทึกการใช้งาน"
    )
    return [row["cells"]["what"]["text"] for row in table["rows"]]


def test_the_newest_come_first_and_the_log_is_checked(folder: Path, open_app: Open) -> None:
    app = open_app(folder, PAGE, tab="audit")
    assert not app.exception
    assert lines(app) == ["of.another.version", "เปลี่ยนเกณฑ์", "สไลด์ประชุม", "เข้าสู่ระบบ"]
    assert [s.value for s in app.success] == ["บันทึกครบถ้วน 4 รายการ ไม่พบการแก้ไข"]
    (last,) = AuditLog(folder, "real").records(1)
    assert any(last.head in caption.value for caption in app.caption)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"who": "head@kk.example"}, ["สไลด์ประชุม", "เข้าสู่ระบบ"]),
        ({"what": "rules"}, ["เปลี่ยนเกณฑ์"]),
        ({"who": "local", "what": "sign_in"}, []),
        ({"day": "2017-01-01"}, []),
        ({"day": "rubbish", "who": "' or 1=1"}, []),
    ],
)
def test_the_address_filters(query: dict[str, str], found: list[str], folder: Path, open_app: Open) -> None:
    app = open_app(folder, PAGE, tab="audit", **query)
    assert not app.exception
    assert lines(app) == found


def test_a_log_that_somebody_changed_says_so(folder: Path, open_app: Open) -> None:
    log = AuditLog(folder, "real")
    log.path.write_text(log.path.read_text(encoding="utf-8").replace('"count": 31', '"count": 13'), encoding="utf-8")
    app = open_app(folder, PAGE, tab="audit")
    assert [error.value.split(":")[0] for error in app.error] == ["บันทึกผิดปกติที่บรรทัด 2"]


@pytest.mark.parametrize(
    ("role", "areas"), [("district", ()), ("editor", ()), ("administrator", ("40",)), ("administrator", ())]
)
def test_only_administrators_of_the_nation_see_it(
    role: str, areas: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch, open_app: Open
) -> None:
    from dashboard.access.roles import Person
    from dashboard.ui import viewer

    monkeypatch.setattr(viewer, "_signed_in", lambda _: Person("who@y", role, areas))  # type: ignore[arg-type]
    app = open_app(folder, PAGE, tab="audit")
    assert not app.exception
    sees = (role, areas) == ("administrator", ())
    assert (
        "ขอนแก่น.pptx" in str([part_data(app, "area_table", n) for n in range(part_names(app).count("area_table"))])
    ) is sees
    assert ("บันทึกการใช้งาน" in str(part_data(app, "tabbar"))) is sees


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_is_noted_has_words(language: str) -> None:
    assert [what for what in KINDS if f"audit.what.{what}" not in catalogue(language)] == []


def test_a_code_kept_elsewhere_shows_a_log_that_was_made_anew(folder: Path) -> None:
    log = AuditLog(folder, "real")
    head = log.records(1)[0].head
    log.add(Event("sign_out"))
    assert log.verify(head).broken_line is None
    log.path.unlink()
    log.path.with_suffix(".head").unlink()
    for _ in range(9):
        log.add(Event("sign_in"))
    assert log.verify().broken_line is None  # nobody who has only the two files could tell
    assert (log.verify(head).why, log.verify("4:beef").why) == ("head", "head")

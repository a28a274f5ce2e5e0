"""`sammachip digest` for a scheduled job: files that say the same, a card per area, and a letter by a real server."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from programs import find_chromium

from dashboard.__main__ import main
from dashboard.access.audit import AuditLog
from dashboard.filters import Filters
from dashboard.measures import fetch_measures
from dashboard.measures.attention import fetch_attention
from dashboard.meeting.decisions import Decided
from dashboard.meeting.keeping import Decisions
from dashboard.store import Store

Captured = pytest.CaptureFixture[str]
ON = ("--area", "40", "--as-of", "2017-05-31")
VIEW = Filters(2560, date(2017, 5, 31), ("40",))
PERSON = "นายสมชาย ลับเฉพาะ"
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def store(small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "store"
    shutil.copytree(small_store, folder, ignore=shutil.ignore_patterns("audit.*", "decisions.*"))
    monkeypatch.setenv("SAMMACHIP_STORE", str(folder))
    kept = Decisions(folder, "real")
    kept.add(Decided(f"เร่งวัสดุ {EVIL}", "พัฒนาการอำเภอ", date(2017, 5, 1), "4016", person=PERSON), date(2017, 4, 1))
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "digests"


def test_the_page_the_text_and_the_numbers_say_the_same(store: Path, out: Path, capsys: Captured) -> None:
    assert main(["digest", *ON, "--cards", "none", "--out", str(out)]) == 0
    assert "3" in capsys.readouterr().out
    stem = "digest-40-2017-05-31"
    assert sorted(p.name for p in out.iterdir()) == [f"{stem}.html", f"{stem}.json", f"{stem}.txt"]
    answer = json.loads((out / f"{stem}.json").read_text(encoding="utf-8"))
    with Store(store).current().open() as con:
        lines = fetch_attention(con, VIEW, 4)
        values = fetch_measures(con, VIEW)[0].values
    assert [(a["id"], a["n"], [(x["area_code"], x["n"]) for x in a["areas"]]) for a in answer["attention"]] == [
        (line.kind.id, line.n, list(line.areas)) for line in lines
    ]
    assert {id_: m["value"] for id_, m in answer["measures"].items()} == {
        id_: None if v.value is None else pytest.approx(float(v.value)) for id_, v in values.items()
    }
    assert (answer["since"], answer["area"], answer["is_example"]) == ("2017-05-24", "40", False)
    html, text = ((out / f"{stem}.{kind}").read_text(encoding="utf-8") for kind in ("html", "txt"))
    for line in answer["attention"]:
        assert line["text"] in html
        assert line["text"] in text
    assert (answer["decisions"][0]["is_overdue"], answer["decisions"][0]["area_code"]) == (True, "4016")


def test_what_a_decision_holds_is_shown_letter_by_letter_and_its_person_masked(store: Path, out: Path) -> None:
    main(["digest", *ON, "--cards", "none", "--out", str(out)])
    everything = {p.suffix: p.read_text(encoding="utf-8") for p in out.iterdir()}
    assert EVIL not in everything[".html"]
    assert "&lt;script&gt;" in everything[".html"]
    assert all(PERSON not in text for text in everything.values())
    main(["digest", *ON, "--cards", "none", "--with-names", "--out", str(out)])
    assert PERSON in (out / "digest-40-2017-05-31.txt").read_text(encoding="utf-8")
    assert [r.event.names for r in AuditLog(store, "real").records()] == [True, False]


def test_each_area_has_a_card(store: Path, out: Path) -> None:
    if find_chromium() is None:
        pytest.skip("no Chromium, Chrome or Edge on this machine")
    assert main(["digest", *ON, "--out", str(out)]) == 0
    cards = sorted(p.name for p in out.glob("*.png"))
    assert cards == ["card-40-2017-05-31.png", "card-4001-2017-05-31.png", "card-4016-2017-05-31.png"]
    html = (out / "digest-40-2017-05-31.html").read_text(encoding="utf-8")
    assert all(f'src="{name}"' in html for name in cards)
    (record,) = AuditLog(store, "real").records()
    assert (record.event.what, record.event.count, record.event.area) == ("export.digest", 6, "40")


def test_a_browser_that_is_missing_leaves_no_half_digest(
    store: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("SAMMACHIP_BROWSER", "/nowhere/chromium")
    assert main(["digest", *ON, "--out", str(out)]) == 2
    assert "SAMMACHIP_BROWSER" in capsys.readouterr().err
    assert list(out.iterdir()) == []
    assert AuditLog(store, "real").records() == []


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Box:
    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802, ARG002
        self.letters.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    found = Box()
    controller = Controller(found, hostname="127.0.0.1", port=free_port())
    controller.start()
    for key, value in (("SMTP_HOST", "127.0.0.1"), ("SMTP_PORT", str(controller.port)), ("SMTP_TLS", "none"),
                       ("MAIL_FROM", "office@example.org")):  # fmt: skip
        monkeypatch.setenv(f"SAMMACHIP_{key}", value)
    yield found
    controller.stop()


def test_the_digest_goes_by_mail(store: Path, out: Path, box: Box, capsys: Captured) -> None:
    to = "a@example.org,b@example.org"
    assert main(["digest", *ON, "--cards", "none", "--lang", "en", "--mail-to", to, "--out", str(out)]) == 0
    ((recipients, got),) = box.letters
    assert recipients == to.split(",")
    assert "Khon Kaen" in got["Subject"]
    assert "needs attention" in got.get_body(("html",)).get_content()
    assert [r.event.what for r in AuditLog(store, "real").records()] == ["mail.digest", "export.digest"]
    assert AuditLog(store, "real").records()[0].event.filters["to"] == to


def test_mail_that_fails_is_told_of_and_the_files_stay(
    store: Path, out: Path, box: Box, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("SAMMACHIP_SMTP_PORT", "9")
    assert main(["digest", *ON, "--cards", "none", "--mail-to", "a@example.org", "--out", str(out)]) == 2
    assert capsys.readouterr().err.strip()
    assert len(list(out.iterdir())) == 3


@pytest.mark.parametrize("wrong", [["--mail-to", "nobody"], ["--mail-to", "a@example.org"]])
def test_a_wrong_address_or_setting_is_told_before_anything_is_made(
    store: Path, out: Path, wrong: list[str], capsys: Captured
) -> None:
    assert main(["digest", *ON, "--out", str(out), *wrong]) == 2
    assert not out.exists()

"""The browser that draws files: it is found, draws what it is given, asks nobody, and can be stopped."""

from __future__ import annotations

import io
import os
import shutil
import time
from pathlib import Path

import pytest
from PIL import Image

from dashboard.browser import SETTING, find_browser, print_pdf, take_picture
from dashboard.errors import BrowserFailed, Cancelled, NoBrowser

PAGE = "<!doctype html><style>@page{size:A4 landscape;margin:0}body{margin:0;background:#00795c}</style><p>สัมมาชีพ</p>"


@pytest.fixture(scope="module", autouse=True)
def _found() -> None:
    try:
        find_browser()
    except NoBrowser:
        pytest.skip("no Chromium, Chrome or Edge on this machine")


def test_the_setting_names_the_browser_and_a_wrong_one_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    own = find_browser()
    monkeypatch.setenv(SETTING, own)
    assert find_browser() == own
    monkeypatch.setenv(SETTING, "/nowhere/chromium")
    with pytest.raises(NoBrowser) as told:
        find_browser()
    assert told.value.facts == {"named": "/nowhere/chromium", "setting": SETTING}


def test_a_document_becomes_a_pdf_on_its_own_paper(tmp_path: Path) -> None:
    from pypdf import PdfReader

    print_pdf(PAGE, tmp_path / "a.pdf")
    (page,) = PdfReader(tmp_path / "a.pdf").pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (842, 595)
    assert page.extract_text().strip() == "สัมมาชีพ"


def test_a_document_becomes_a_picture_of_a_size(tmp_path: Path) -> None:
    take_picture(PAGE, tmp_path / "a.png", 520, 520, scale=2)
    with Image.open(io.BytesIO((tmp_path / "a.png").read_bytes())) as picture:
        assert picture.size == (1040, 1040)
        assert picture.convert("RGB").getpixel((1039, 1039)) == (0, 0x79, 0x5C)


def test_a_call_off_stops_the_browser_and_leaves_nothing(tmp_path: Path) -> None:
    begun = time.monotonic()
    before = set(Path(tmp_path.anchor, "tmp").glob("sammachip-*"))
    with pytest.raises(Cancelled):
        print_pdf(PAGE, tmp_path / "a.pdf", is_cancelled=lambda: True)
    assert time.monotonic() - begun < 10
    assert list(tmp_path.iterdir()) == []
    assert set(Path(tmp_path.anchor, "tmp").glob("sammachip-*")) <= before


def test_a_browser_that_hangs_or_stops_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt":
        pytest.skip("a shell script stands for the browser")
    for name, does, reason in (("slow", "sleep 30", "1 s"), ("broken", "echo no display; exit 3", "no display")):
        path = tmp_path / name
        path.write_text(f"#!{shutil.which('sh')}\n{does}\n")
        path.chmod(0o755)
        monkeypatch.setenv(SETTING, str(path))
        with pytest.raises(BrowserFailed) as told:
            print_pdf(PAGE, tmp_path / "a.pdf", timeout_s=1)
        assert told.value.facts == {"reason": reason}
        assert not (tmp_path / "a.pdf").exists()

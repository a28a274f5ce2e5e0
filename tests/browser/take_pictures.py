"""The pictures of the manual: every page of the example store, in both languages, as the browser shows them.

`make pictures` runs it and writes them to docs/pictures; it is no part of `make test`, for the pictures are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Browser, Page
from visits import IDLE, ROOT, start_server, until

from dashboard.commands.demo import DEFAULT_PROVINCES
from dashboard.demo.example_store import make_example_store
from dashboard.messages import LANGUAGES
from dashboard.settings import Settings
from dashboard.ui.sections import PageInfo, existing

PICTURES = ROOT / "docs" / "pictures"
TODAY = date(2017, 6, 30)
DRAWN = """!document.querySelector('[data-testid=stSkeleton]') &&
  [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every((chart) => chart.querySelector('.main-svg'))"""
WHERE = "area=39&fy=2560&as_of=2017-06-30"
OWN = {
    "village": "area=39010201&fy=2560&as_of=2017-06-30",
    "sages": f"{WHERE}&tab=short",
    "knowledge": f"{WHERE}&q=ทอผ้า",
    "import": "",
    "settings": "",
}


@pytest.fixture(scope="session")
def example_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard on the example store, on a day in the middle of its year."""
    folder = tmp_path_factory.mktemp("example")
    make_example_store(Settings(store=folder, today=TODAY), provinces=DEFAULT_PROVINCES.split(","))
    process, address = start_server(folder, folder / "log", today=TODAY)
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="session")
def office_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard of an office that has imported nothing yet: into the example nothing is imported."""
    folder = tmp_path_factory.mktemp("office")
    process, address = start_server(folder / "store", folder / "log", today=TODAY)
    yield address
    process.terminate()
    process.wait(20)


def drop(page: Page, folder: Path) -> None:
    """A register with a few slips, its first bad cell opened."""
    head = "ปีงบประมาณ,จังหวัด,อำเภอ,ตำบล,หมู่ที่,ชื่อหมู่บ้าน,งบประมาณ (บาท),ผู้ประสานงาน\n"
    slips = {2: ("เมืองไหม่", "44,000"), 3: ("เมืองใหม่", "42,5OO"), 5: ("เมืองไหม่", "44,000"), 8: ("เมืองใหม่", "สี่หมื่น")}
    rows = ((n, *slips.get(n, ("เมืองใหม่", "44,000"))) for n in range(1, 11))
    lines = "".join(f'2560,หนองบัวลำภู,ศรีบุญเรือง,{place},{n},บ้านตัวอย่าง {n},"{baht}",พช.\n' for n, place, baht in rows)
    file = folder / "ทะเบียนหมู่บ้าน.csv"
    file.write_text(head + lines, encoding="utf-8")
    page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(file)
    page.locator(".st-key-store_row").wait_for(timeout=60_000)
    page.locator(".st-key-sheet_0 button.cell").first.click()
    page.locator(".st-key-sheet_0 section.panel").wait_for()
    page.locator(".st-key-block_sheets").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 560)")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("info", existing(), ids=lambda p: p.id)
def test_picture(
    browser: Browser, example_server: str, office_server: str, info: PageInfo, language: str, tmp_path: Path
) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="th-TH", color_scheme="light")
    query = "&".join(filter(None, (OWN.get(info.id, WHERE), "lang=en" if language == "en" else "")))
    page.goto(f"{office_server if info.id == 'import' else example_server}/{info.url}?{query}")
    page.locator(".st-key-band h1").wait_for(timeout=60_000)
    until(page, IDLE)
    if info.id == "import":
        drop(page, tmp_path)
    until(page, DRAWN, 60)
    page.wait_for_timeout(2_500)
    taken = tmp_path / "page.png"
    page.screenshot(path=taken)
    page.close()
    with Image.open(taken) as picture:
        assert max(ImageStat.Stat(picture.convert("L")).stddev) > 10  # something is drawn
        PICTURES.mkdir(exist_ok=True)
        small = picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=128)
        small.save(PICTURES / f"{info.id}.{language}.png", optimize=True)

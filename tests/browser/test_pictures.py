"""A picture that leaves the dashboard, and the map of an imported file: clicked, turned, saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from map_stores import build_mapped_store
from PIL import Image
from playwright.sync_api import Page, expect
from visits import Visit, start_server, visiting

from dashboard.access.audit import AuditLog

LOOKS = Path(__file__).parent / "looks"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with an imported map."""
    folder = tmp_path_factory.mktemp("mapped_browser")
    build_mapped_store(folder / "store")
    return folder / "store"


@pytest.fixture(scope="module")
def mapped_server(folder: Path) -> Iterator[str]:
    """The dashboard on it."""
    process, address = start_server(folder, folder.parent / "log")
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture
def mapped(window: Page, mapped_server: str) -> Iterator[Visit]:
    with visiting(window, mapped_server) as seen:
        yield seen


def save(page: Page, block: str, path: Path, ready: str = ".js-plotly-plot .main-svg") -> Image.Image:
    """The PNG of a block, from its menu."""
    page.locator(f".st-key-block_{block} {ready}").first.wait_for(state="attached")
    page.locator(f".st-key-block_head_{block} button:visible").last.click()
    with page.expect_download() as download:
        page.locator(f".st-key-{block}_png button").click()
    assert download.value.suggested_filename.endswith(".png")
    download.value.save_as(path)
    page.keyboard.press("Escape")
    return Image.open(path).convert("RGB")


def share(picture: Image.Image, top: float, bottom: float) -> float:
    """The share of pixels between two heights (0–1) that are not the paper."""
    wide, high = picture.size
    part = picture.crop((0, round(top * high), wide, round(bottom * high)))
    counted = part.getcolors(part.size[0] * part.size[1])
    assert counted
    paper = picture.getpixel((2, high - 2))
    return sum(n for n, colour in counted if colour != paper) / (part.size[0] * part.size[1])


def test_a_chart_leaves_as_a_picture_that_says_what_it_is(mapped: Visit, folder: Path, tmp_path: Path) -> None:
    page = mapped.open("progress?area=40&fy=2560&as_of=2017-05-31")
    picture = save(page, "plan", tmp_path / "plan.png")
    event = AuditLog(folder, "real").records()[-1].event
    assert (event.what, event.area, event.as_of) == ("export.picture", "40", "2017-05-31")
    assert event.file.endswith(".png")
    assert picture.size[0] == 1920
    assert 900 < picture.size[1] < 4000
    assert share(picture, 0, 0.12) > 0.02  # title and place
    assert share(picture, 0.3, 0.8) > 0.02  # the chart
    assert share(picture, 0.93, 1) > 0.01  # source and day
    page.emulate_media(color_scheme="dark")
    mapped.still()
    page.wait_for_timeout(600)
    dark = save(page, "plan", tmp_path / "dark.png")
    # a picture is light, also where the page is dark: the same colours as before
    assert dark.size[0] == 1920
    assert dark.getpixel((2, 2)) == picture.getpixel((2, 2)) == (255, 255, 255)
    assert most_common(dark) == most_common(picture)


def most_common(picture: Image.Image) -> list[object]:
    """The three colours that cover most of a picture, not minding the smallest differences."""
    counted = picture.quantize(32).convert("RGB").getcolors()
    assert counted
    return [tuple(part // 16 for part in colour) for _, colour in sorted(counted, reverse=True)[:3]]


def test_the_map_leaves_as_a_picture_and_so_does_its_table(mapped: Visit, tmp_path: Path) -> None:
    page = mapped.open("progress?area=40&fy=2560&as_of=2017-05-31")
    picture = save(page, "picture", tmp_path / "map.png")
    assert share(picture, 0.3, 0.8) > 0.1  # filled areas
    LOOKS.mkdir(exist_ok=True)
    picture.save(LOOKS / "area-picture.png")
    page = mapped.open("progress?area=40&fy=2560&as_of=2017-05-31&picture=table")
    table = save(page, "picture", tmp_path / "table.png", ".st-key-picture_table")
    assert share(table, 0.3, 0.8) > 0.02  # names and bars


def spot(page: Page, code: str) -> dict[str, float]:
    """Where in the window the map can be clicked for a district or village."""
    page.locator(".st-key-short_picture .js-plotly-plot .main-svg").first.wait_for(state="attached")
    found: dict[str, float] = page.evaluate(
        """(code) => {
          const chart = document.querySelector('.st-key-short_picture .js-plotly-plot');
          chart.scrollIntoView({ block: 'center' });
          const trace = chart.data.find((t) => t.customdata && [...t.customdata].includes(code));
          const n = [...trace.customdata].indexOf(code);
          const { xaxis, yaxis } = chart._fullLayout, box = chart.getBoundingClientRect();
          const x = xaxis._offset + xaxis.l2p(trace.x[n]), y = yaxis._offset + yaxis.l2p(trace.y[n]);
          return { x: box.left + x, y: box.top + y };
        }""",
        code,
    )
    return found


def click(page: Page, at: dict[str, float]) -> None:
    page.mouse.move(at["x"], at["y"])
    page.wait_for_timeout(300)
    page.mouse.click(at["x"], at["y"])


def test_a_click_on_a_district_of_the_map_goes_down_and_on_a_village_opens_it(mapped: Visit) -> None:
    page = mapped.open("progress?area=40&fy=2560&as_of=2017-05-31")
    page.wait_for_timeout(500)
    click(page, spot(page, "4016"))
    expect(page.locator(".st-key-breadcrumb b")).to_have_text("อ.ภูเวียง")
    mapped.still()
    page = mapped.open("progress?area=401601&fy=2560&as_of=2017-05-31")
    page.wait_for_timeout(500)
    click(page, spot(page, "40160102"))
    expect(page.locator(".st-key-band h1")).to_have_text("รายหมู่บ้าน")
    mapped.still()
    assert "area=40160102" in page.url

"""The real server on a free port, a real Chromium in front of it, and what it asked for and complained about."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from programs import LAUNCH_ARGS, find_chromium
from visits import Visit, start_server, visiting

expect.set_options(timeout=30_000)  # a machine may be busy


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if "browser" in Path(item.path).parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; skipped loudly where there is none."""
    path = find_chromium()
    if path is None:
        warnings.simplefilter("default", UserWarning)
        warnings.warn("NO CHROMIUM: the browser tests did not run; set CHROMIUM to its path", stacklevel=1)
        pytest.skip("no Chromium found; set CHROMIUM to its path")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(LAUNCH_ARGS))
        yield found
        found.close()


@pytest.fixture(scope="session")
def small_server(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard on the small store."""
    folder = tmp_path_factory.mktemp("server")
    shutil.copytree(small_store, folder / "store")
    process, address = start_server(folder / "store", folder / "log")
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="session")
def laptop(browser: Browser) -> Iterator[BrowserContext]:
    """A laptop whose browser has the app's own files already, as everybody's has after the first page."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="th-TH")
    yield context
    context.close()


@pytest.fixture(scope="session")
def window(laptop: BrowserContext) -> Page:
    """The laptop's one window: another one costs as much as what is loaded into it."""
    return laptop.new_page()


@pytest.fixture
def visit(window: Page, small_server: str) -> Iterator[Visit]:
    """The laptop's window on the small store."""
    with visiting(window, small_server) as seen:
        yield seen

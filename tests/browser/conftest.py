"""The real server on a free port, a real Chromium in front of it, and what it asked for and complained about."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, BrowserContext, Response, expect, sync_playwright
from programs import LAUNCH_ARGS, find_chromium
from visits import Visit, goes_out, start_server

_NOT_LOADED = "Failed to load resource"
expect.set_options(timeout=30_000)  # a machine may be busy


def _failed(response: Response) -> bool:
    return response.status >= 400 and "/_stcore/" not in response.url


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


@pytest.fixture
def visit(laptop: BrowserContext, small_server: str) -> Iterator[Visit]:
    """A laptop's window on the small store; fails afterwards when anything left the machine or an error was logged."""
    page = laptop.new_page()
    seen = Visit(page, small_server)
    host = urlparse(small_server).hostname
    page.on("request", lambda r: seen.left.append(r.url) if goes_out(r.url, host) else None)
    page.on("pageerror", lambda e: seen.errors.append(str(e)))
    # what could not be loaded is told with its address by the response, not by the console;
    # a deep link's own look-ups below <page>/_stcore/ answer 404 before the right ones: harmless
    page.on("response", lambda r: seen.errors.append(f"{r.status} {r.url}") if _failed(r) else None)
    page.on(
        "console",
        lambda m: seen.errors.append(m.text) if m.type == "error" and not m.text.startswith(_NOT_LOADED) else None,
    )
    yield seen
    page.evaluate("localStorage.clear()")
    page.close()
    laptop.clear_cookies()
    assert seen.left == []
    assert seen.errors == []

"""Signing in by a proxy's header, through a real proxy: who it names gets in, whoever names himself does not."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from visits import free_port, start_server

from dashboard.access.people import People
from dashboard.serving import HEADERS

HEAD, SECRET = "head@phuwiang.example", "only-for-this-test"


@pytest.fixture(scope="module")
def office(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The proxy's address, and that of the dashboard behind it."""
    folder = tmp_path_factory.mktemp("proxied")
    People(folder / "people.json").give(HEAD, "district", ["4016"])
    more = {
        "SAMMACHIP_SIGN_IN": "header",
        "SAMMACHIP_PROXY_SECRET": SECRET,
        "SAMMACHIP_PEOPLE": str(folder / "people.json"),
    }
    shutil.copytree(small_store, folder / "store")
    dashboard, behind = start_server(folder / "store", folder / "log", more=more)
    port = free_port()
    command = [sys.executable, str(Path(__file__).with_name("proxied.py")), str(port), behind.rsplit(":", 1)[1], SECRET]
    log = (folder / "proxy.log").open("wb")
    proxy = subprocess.Popen(command, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)  # noqa: S310
            break
        except OSError:
            assert proxy.poll() is None, (folder / "proxy.log").read_text()
            time.sleep(0.25)
    yield address, behind
    for process in (proxy, dashboard):
        process.terminate()
        process.wait(20)
    log.close()


def opened(browser: Browser, address: str, headers: dict[str, str], who: str = "") -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="th-TH", extra_http_headers=headers)
    if who:
        context.add_cookies([{"name": "signed_in_at_proxy", "value": who, "url": address}])
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def test_who_the_proxy_names_gets_in(browser: Browser, office: tuple[str, str]) -> None:
    for page in opened(browser, office[0], {}, HEAD):
        page.locator(".st-key-band h1").wait_for(timeout=60_000)
        page.get_by_text(HEAD).wait_for(timeout=30_000)
        assert "area=4016" in page.url


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Forwarded-Email": HEAD},
        {"X-Forwarded-Email": HEAD, "X-Sammachip-Proxy": "guessed"},
        {"X-Forwarded-Email": HEAD, "X-Sammachip-Proxy": ""},
    ],
)
@pytest.mark.parametrize("way", [0, 1], ids=["through the proxy", "past the proxy"])
def test_whoever_names_himself_does_not(
    headers: dict[str, str], way: int, browser: Browser, office: tuple[str, str]
) -> None:
    for page in opened(browser, office[way], headers):
        page.get_by_text("โปรดเข้าสู่ระบบก่อนใช้งาน").wait_for(timeout=60_000)
        assert page.locator(".st-key-band, .st-key-rail, table").count() == 0


def test_nobody_changes_who_signed_in_at_the_proxy(browser: Browser, office: tuple[str, str]) -> None:
    claims = {"X-Forwarded-Email": "boss@cdd.example", "X-Sammachip-Proxy": SECRET}
    for page in opened(browser, office[0], claims, HEAD):
        page.get_by_text(HEAD).wait_for(timeout=60_000)


def test_every_answer_has_its_headers(office: tuple[str, str]) -> None:
    for address in office:
        for path in ("/", "/_stcore/health", "/village", "/no/such/file.js", "/app/static/OFL.txt"):
            try:
                answer = urllib.request.urlopen(f"{address}{path}", timeout=30)  # noqa: S310
            except urllib.error.HTTPError as error:
                answer = error
            assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, path

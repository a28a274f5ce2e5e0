"""A province chosen in Superset: by a person in Chromium, and by the same questions that Chromium then sends."""

from __future__ import annotations

import gzip
import http.client
import json
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, ViewportSize
from superset_dashboard import CHARTS, SLUG
from superset_server import PASSWORD, USER
from visits import until

CONNECTIONS = 6  # of a browser to one server
DATA = "/api/v1/chart/data"
WATCH = f"""() => {{
  const now = {{ start: null, last: null, answers: 0 }};
  window.__taken = now;
  document.addEventListener("click", () => {{ now.start = performance.now(); now.last = null; }},
                            {{ capture: true, once: true }});
  new MutationObserver(() => {{ now.last = performance.now(); }})
    .observe(document.querySelector(".grid-content"), {{ subtree: true, childList: true, characterData: true }});
  new PerformanceObserver((seen) => {{
    now.answers += seen.getEntries().filter((e) => e.name.includes("{DATA}") && e.startTime >= now.start).length;
  }}).observe({{ type: "resource" }});
}}"""
LOADED = "!document.querySelector('.grid-content [data-test=loading-indicator]')"


@dataclass(frozen=True)
class Questions:
    """What Chromium asks when `province` is chosen: paths with their contents, and its headers."""

    province: str
    asked: tuple[tuple[str, Any], ...]
    headers: dict[str, str]

    def of(self, province: str) -> list[tuple[str, bytes]]:
        """The same questions for another province."""
        return [(path, json.dumps(_put(content, self.province, province)).encode()) for path, content in self.asked]


def open_dashboard(browser: Browser, address: str, viewport: ViewportSize) -> Page:
    """A window on the dashboard for someone who has signed in, with every chart drawn."""
    page = browser.new_page(viewport=viewport)
    page.set_default_timeout(120_000)
    page.goto(f"{address}/login/")
    page.locator("#username").fill(USER)
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/welcome/**")
    page.goto(f"{address}/superset/dashboard/{SLUG}/")
    page.locator("[data-test=filter-bar] .ant-select").wait_for()
    until(page, f"document.querySelectorAll('.grid-content [data-test=chart-container]').length === {CHARTS}", 120)
    until(page, LOADED, 120)
    page.wait_for_timeout(1000)
    return page


def choose(page: Page, province: str) -> None:
    """Put a province into the filter; nothing is asked before it is applied."""
    page.locator("[data-test=filter-bar] .ant-select").click()
    page.keyboard.type(province)
    page.locator(f".ant-select-item-option[title='{province}']").click()


def apply(page: Page) -> None:
    page.locator("[data-test=filter-bar__apply-button]").click()


def taken_in_browser(page: Page, province: str, still_ms: int) -> float:
    """Milliseconds from the click that applies a province to the last change of the charts."""
    choose(page, province)
    page.evaluate(WATCH)
    apply(page)
    until(
        page,
        f"window.__taken.answers >= {CHARTS} && window.__taken.last && {LOADED}"
        f" && performance.now() - window.__taken.last > {still_ms}",
        120,
    )
    return float(page.evaluate("window.__taken.last - window.__taken.start"))


def overheard(page: Page, province: str, still_ms: int) -> Questions:
    """What the window asks when a province is chosen."""
    asked: list[Request] = []

    def _hear(request: Request) -> None:
        if DATA in request.url:
            asked.append(request)

    page.on("request", _hear)
    taken_in_browser(page, province, still_ms)
    page.remove_listener("request", _hear)
    assert len(asked) == CHARTS, [request.url for request in asked]
    headers = {key: value for key, value in asked[0].headers.items() if not key.startswith("sec-")}
    headers["cookie"] = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())  # type: ignore[typeddict-item]
    headers["accept-encoding"] = "gzip"
    where = [urlsplit(request.url) for request in asked]
    contents = [json.loads(request.post_data or "") for request in asked]
    paths = [f"{parts.path}?{parts.query}" for parts in where]
    return Questions(province, tuple(zip(paths, contents, strict=True)), headers)


def ask_at_once(address: str, asked: Questions, provinces: Sequence[str]) -> list[tuple[float, list[Any]]]:
    """One person for each province, all of them changing to it at the same time: seconds until a person's last answer,
    and the answers.
    """
    people = [_Person(urlsplit(address).netloc, asked, province) for province in provinces]
    ready = threading.Barrier(len(people) * CONNECTIONS + 1)
    threads = [threading.Thread(target=person.ask, args=(ready,)) for person in people for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    ready.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    return [(person.finished - start, person.results()) for person in people]


class _Person:
    """A browser's connections to a server, which take its questions one after another."""

    def __init__(self, host: str, asked: Questions, province: str) -> None:
        self._host, self._headers = host, asked.headers
        self._waiting: queue.SimpleQueue[tuple[int, str, bytes]] = queue.SimpleQueue()
        for number, (path, content) in enumerate(asked.of(province)):
            self._waiting.put((number, path, content))
        self._answers: dict[int, tuple[int, bytes]] = {}
        self.finished = 0.0

    def ask(self, ready: threading.Barrier) -> None:
        connection = http.client.HTTPConnection(self._host, timeout=120)
        connection.connect()
        ready.wait()
        while True:
            try:
                number, path, content = self._waiting.get_nowait()
            except queue.Empty:
                break
            connection.request("POST", path, content, self._headers)
            answer = connection.getresponse()
            self._answers[number] = (answer.status, answer.read())
            self.finished = time.perf_counter()
        connection.close()

    def results(self) -> list[Any]:
        assert len(self._answers) == CHARTS, f"{len(self._answers)} answers of {CHARTS}"
        contents = [self._answers[number] for number in range(CHARTS)]
        assert all(status == 200 for status, _ in contents), contents
        return [json.loads(gzip.decompress(c) if c[:2] == b"\x1f\x8b" else c)["result"][0] for _, c in contents]


def _put(content: Any, old: str, new: str) -> Any:
    """The content with one text in the place of another, wherever it stands alone."""
    swapped: Callable[[Any], Any] = lambda part: _put(part, old, new)  # noqa: E731
    if isinstance(content, dict):
        return {key: swapped(value) for key, value in content.items()}
    if isinstance(content, list):
        return [swapped(value) for value in content]
    return new if content == old else content

"""A started dashboard and a window on it, for tests that drive the browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import stores
from playwright.sync_api import ConsoleMessage, Error, Page, Response, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.commands.serve import HEAPS

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def start_server(
    store: Path,
    log: Path,
    today: date = stores.TODAY,
    *,
    port: int | None = None,
    more: Mapping[str, str] | None = None,
    first_on_path: Path | None = None,
) -> tuple[subprocess.Popen[bytes], str]:
    """The dashboard as a person starts it, on a free port of this machine; its process and its address. `more` is set
    in its environment, `first_on_path` has modules that come before all others.
    """
    port = port or free_port()
    environment = {
        **HEAPS,
        **os.environ,
        "SAMMACHIP_FRESH_S": "0",  # nothing but clicks moves a page
        "SAMMACHIP_AHEAD": "0",
        **(more or {}),
        "SAMMACHIP_STORE": str(store),
        "SAMMACHIP_TODAY": today.isoformat(),
        "PYTHONPATH": os.pathsep.join(map(str, filter(None, (first_on_path, ROOT)))),
    }
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/serving.py", "--server.port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)  # noqa: S310 - our own address
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.25)
        else:
            return process, address
    process.kill()
    raise AssertionError(f"the server did not start: {log.read_text()}")


def until(page: Page, script: str, timeout_s: float = 60) -> None:
    """Wait until a script of a window answers with something true, through a reload too.

    Playwright's own `wait_for_function` is a script of the page, which the content policy does not let it run.
    """
    end = time.monotonic() + timeout_s
    while True:
        with suppress(Error):  # nothing there yet, or the page is just being left
            if page.evaluate(script):
                return
        assert time.monotonic() < end, f"{timeout_s} s waited for {script}"
        page.wait_for_timeout(50)


_NOT_LOADED = "Failed to load resource"
IDLE = "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
CHARTS_DRAWN = """[...document.querySelectorAll('[data-testid=stPlotlyChart]')]
  .every((chart) => chart.querySelector('.main-svg'))"""
# what a link of the dashboard does
FOLLOW = """(address) => {
  history.pushState({}, '', address);
  window.dispatchEvent(new PopStateEvent('popstate'));
}"""


@dataclass
class Visit:
    """A page in a window, with every request that left this machine and every error in the console."""

    page: Page
    address: str
    left: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    runs: int = 0  # of the page, to their end

    def __post_init__(self) -> None:
        self.page.on("websocket", self.hear)

    def hear(self, socket: WebSocket) -> None:
        """Count what a session's server finishes."""
        if socket.url.endswith("/_stcore/stream"):
            socket.on("framereceived", self._count)

    def _count(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes) and len(frame) < 100:  # others are of the page
            message = ForwardMsg.FromString(frame)
            is_end = message.WhichOneof("type") == "script_finished"
            self.runs += is_end and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY

    def open(self, path: str = "") -> Page:
        """Load the dashboard at a path and wait until it is drawn, its charts too."""
        self.page.goto(f"{self.address}/{path}")
        return self._drawn()

    def go(self, path: str = "") -> Page:
        """Follow a link to a path, which loads nothing anew and takes a fifth of `open`; wait as there."""
        runs, end = self.runs, time.monotonic() + 60
        self.page.evaluate(FOLLOW, f"{self.address}/{path}")
        while self.runs == runs:  # until then the page before counts as drawn
            assert time.monotonic() < end, f"nothing was drawn for {path}"
            self.page.wait_for_timeout(20)
        return self._drawn()

    def _drawn(self) -> Page:
        self.page.locator(".st-key-band h1").wait_for(timeout=90_000)
        self.still()
        until(self.page, CHARTS_DRAWN)
        return self.page

    def still(self) -> None:
        """Wait until the server has finished the run."""
        until(self.page, IDLE)
        self.page.wait_for_timeout(250)


def goes_out(url: str, host: str | None) -> bool:
    """Whether a request leaves this machine."""
    parts = urlparse(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != host


def _failed(response: Response) -> bool:
    return response.status >= 400 and "/_stcore/" not in response.url


@contextmanager
def visiting(page: Page, address: str) -> Iterator[Visit]:
    """A visit in a window that others used; fails afterwards when anything left the machine or an error was logged, and
    leaves the window as it was.
    """
    seen = Visit(page, address)
    size, host = page.viewport_size, urlparse(address).hostname

    def log(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_NOT_LOADED):
            seen.errors.append(message.text)

    told: dict[Any, Callable[..., None]] = {
        "request": lambda r: seen.left.append(r.url) if goes_out(r.url, host) else None,
        "pageerror": lambda e: seen.errors.append(str(e)),
        # what could not be loaded is told with its address by the response, not by the console;
        # a deep link's own look-ups below <page>/_stcore/ answer 404 before the right ones: harmless
        "response": lambda r: seen.errors.append(f"{r.status} {r.url}") if _failed(r) else None,
        "console": log,
    }
    for event, tell in told.items():
        page.on(event, tell)
    try:
        yield seen
    finally:
        page.goto(f"{address}/_stcore/health")  # ends what runs, and keeps the window's process for the next one
        page.evaluate("localStorage.clear()")
        for event, tell in {**told, "websocket": seen.hear}.items():
            page.remove_listener(event, tell)
        page.context.clear_cookies()
        page.emulate_media(media="null", color_scheme="light")
        if size:
            page.set_viewport_size(size)
    assert seen.left == []
    assert seen.errors == []

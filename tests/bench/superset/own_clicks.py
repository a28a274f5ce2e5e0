"""A province chosen in the dashboard: over websockets as a browser speaks, and by a person in Chromium."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from subprocess import Popen

import websockets
from playwright.sync_api import Page
from sessions import rerun
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from visits import CHARTS_DRAWN, IDLE, until

LOOKS_S = 2  # how long someone looks at the nation before they choose a province
WATCH = """() => {
  const now = { start: null, last: null };
  window.__taken = now;
  document.addEventListener("click", () => { now.start = performance.now(); now.last = null; },
                            { capture: true, once: true });
  now.watching = new MutationObserver(() => { now.last = performance.now(); });
  now.watching.observe(document.body, { subtree: true, childList: true, characterData: true,
                              attributeFilter: ["data-test-script-state"] });
}"""


class Dashboard:
    """Running servers that work only while they are looked at: what they work out ahead takes no time from others."""

    def __init__(self, servers: Sequence[tuple[Popen[bytes], str]]) -> None:
        self._servers = servers
        self._tell(servers, signal.SIGSTOP)

    @contextmanager
    def awake(self, people: int = 1) -> Iterator[list[str]]:
        """The addresses for so many people, at most one for each, for as long as these servers work."""
        needed = self._servers[:people]
        self._tell(needed, signal.SIGCONT)
        try:
            yield [address for _, address in needed]
        finally:
            self._tell(needed, signal.SIGSTOP)

    @staticmethod
    def _tell(servers: Sequence[tuple[Popen[bytes], str]], what: signal.Signals) -> None:
        for process, _ in servers:
            process.send_signal(what)


def taken_at_once(addresses: Sequence[str], view: str, areas: Sequence[str]) -> list[float]:
    """One session for each area, at the servers in turn, each on the nation for a moment, all of them changing to
    their area at the same time: seconds until a session's run is finished.
    """
    with ThreadPoolExecutor(1) as other:  # Playwright's loop runs in this thread
        return other.submit(asyncio.run, _taken_at_once(addresses, view, areas)).result()


async def _taken_at_once(addresses: Sequence[str], view: str, areas: Sequence[str]) -> list[float]:
    uris = [f"{address.replace('http', 'ws', 1)}/_stcore/stream" for address in addresses]
    sockets = [
        await websockets.connect(uri, subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]
        for uri, _ in zip(cycle(uris), areas, strict=False)
    ]
    try:
        for socket in sockets:
            await _run(socket, view)
        await asyncio.sleep(LOOKS_S)
        start = time.perf_counter()

        async def _click(socket: websockets.ClientConnection, area: str) -> float:
            await _run(socket, f"{view}&area={area}")
            return time.perf_counter() - start

        return await asyncio.gather(*map(_click, sockets, areas))
    finally:
        for socket in sockets:
            await socket.close()


async def _run(socket: websockets.ClientConnection, query: str) -> None:
    await socket.send(rerun(query))
    async with asyncio.timeout(120):
        async for data in socket:
            message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            if message.WhichOneof("type") == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
                raise AssertionError(message.delta.new_element.exception.message)
            if message.WhichOneof("type") == "script_finished" and (
                message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            ):
                return
    raise AssertionError("the server closed the session")


def taken_in_browser(page: Page, address: str, view: str, area: str, still_ms: int) -> float:
    """Milliseconds from the click on a province in the nation's league to the last change of the page, in a window that
    stays open, as Superset's do.
    """
    if page.url.startswith(address):
        page.locator(".st-key-breadcrumb a").first.click()
    else:
        page.goto(f"{address}/?{view}")
    link = page.locator(f".st-key-league_table a[data-focus='row-{area}']")
    link.wait_for(timeout=120_000)
    until(page, IDLE, 120)
    link.scroll_into_view_if_needed()
    page.wait_for_timeout(LOOKS_S * 1000)
    page.evaluate(WATCH)
    link.click()
    still = f"performance.now() - window.__taken.last > {still_ms}"
    until(page, f"window.__taken.start && window.__taken.last && {IDLE} && {CHARTS_DRAWN} && {still}", 120)
    page.evaluate("window.__taken.watching.disconnect()")
    return float(page.evaluate("window.__taken.last - window.__taken.start"))

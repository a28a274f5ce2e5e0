"""How long every page takes in Chromium until the last chart is drawn, beside an empty page in the same browser.

A page is opened by its link in the rail, then the view goes up from a district to its province by the breadcrumb: for
areas that nobody has asked for yet, and once more when they are remembered. The clock starts with the click and stops
with the last change of the page before it stays still.

    python tests/bench/bench_browser.py STORE [--only NAME] [--times 6]

`make bench` runs it on the example store, which it makes first. What the server's part of it is, beside raw SQL and
figures, is told by `bench_pages.py`. It prints and judges nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

from programs import LAUNCH_ARGS, find_chromium  # noqa: E402
from visits import CHARTS_DRAWN, IDLE, start_server, until  # noqa: E402

from dashboard.store import Store  # noqa: E402

TODAY, YEAR, STILL_MS = "2017-06-30", 2560, 600
PAGES = ("", "progress", "sages", "households", "incomes", "groups", "budget", "knowledge", "quality", "whatif")
EMPTY = """
import streamlit as st
st.button("click")
seen = st.session_state.setdefault("seen", [])
seen.append(None)
st.write(len(seen))
"""
WATCH = """() => {
  const now = { start: performance.now(), last: null };
  window.__taken = now;
  new MutationObserver(() => { now.last = performance.now(); })
    .observe(document.body, { subtree: true, childList: true, characterData: true,
                              attributeFilter: ["data-test-script-state"] });
}"""
STAYS_STILL = f"window.__taken.last && {IDLE} && {CHARTS_DRAWN} && performance.now() - window.__taken.last > {STILL_MS}"


def taken_ms(page: Page, click: Callable[[], object]) -> float:
    """Milliseconds from a click to the last change of the page."""
    page.evaluate(WATCH)
    click()
    until(page, STAYS_STILL, 60)
    return float(page.evaluate("window.__taken.last - window.__taken.start"))


def districts(store: Path, times: int) -> list[str]:
    """A district of each of the provinces with most villages; the same ones again where there are fewer."""
    most = "select min(left(village_code, 4)) from village_year group by left(village_code, 2) order by count(*) desc"
    with Store(store).current().open() as con:
        found = [code for (code,) in con.execute(f"{most} limit {times}").fetchall()]
    return list(islice(cycle(found), times))


def bench_page(page: Page, address: str, name: str, codes: Sequence[str]) -> None:
    opened, up, again = [], [], []
    before = "budget" if name == "sages" else "sages"
    for code in codes:
        for taken in (up, again):
            page.goto(f"{address}/{before}?fy={YEAR}&as_of={TODAY}&area={code}")
            page.locator(".st-key-band h1").wait_for(timeout=60_000)
            until(page, IDLE, 60)
            in_rail = taken_ms(page, page.locator(".st-key-rail nav a").nth(_place(page, name)).click)
            if taken is up:
                opened.append(in_rail)
            taken.append(taken_ms(page, _link_to(page, code[:2]).click))
    print(line_of(name or "overview", opened, up, again), flush=True)


def _link_to(page: Page, area: str) -> Locator:
    """The breadcrumb's link to an area."""
    here = ".st-key-breadcrumb a"
    return page.locator(f"{here}[href*='area={area}&'], {here}[href$='area={area}']").first


def _place(page: Page, name: str) -> int:
    """Where a page stands in the rail."""
    links = page.eval_on_selector_all(".st-key-rail nav a", "all => all.map((a) => new URL(a.href).pathname.slice(1))")
    return int(links.index(name))


def line_of(name: str, *columns: Sequence[float]) -> str:
    def of(values: Sequence[float]) -> str:
        ordered = sorted(values)
        p95 = ordered[min(round(0.95 * (len(ordered) - 1)), len(ordered) - 1)]
        return f"{statistics.median(ordered):10.0f}{p95:8.0f}"

    return f"{name:<14}" + "".join(map(of, columns))


@contextlib.contextmanager
def empty_server(folder: Path) -> Iterator[str]:
    """A page of one button."""
    (folder / "empty.py").write_text(EMPTY, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(folder / "empty.py"), "--server.port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(240):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                    break
                time.sleep(0.25)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def bench_empty(page: Page, folder: Path, times: int) -> None:
    with empty_server(folder) as address:
        page.goto(address)
        page.get_by_role("button", name="click").wait_for()
        until(page, IDLE)
        clicks = [taken_ms(page, page.get_by_role("button", name="click").click) for _ in range(max(times, 9))]
    print(line_of("an empty page", clicks))


def bench(store: Path, pages: Sequence[str], times: int) -> None:
    path = find_chromium()
    if path is None:
        print("no Chromium found: set CHROMIUM to its path")
        return
    codes = districts(store, times * len(pages))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(LAUNCH_ARGS))
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        more = {"SAMMACHIP_AHEAD": os.environ.get("SAMMACHIP_AHEAD", "300")}
        process, address = start_server(store, Path(folder) / "log", date.fromisoformat(TODAY), more=more)
        try:
            print(f"\nms in Chromium, median and p95 of {times}: opened by the rail; up to the province; remembered")
            bench_empty(page, Path(folder), times)
            for n, name in enumerate(pages):
                bench_page(page, address, name, codes[n :: len(pages)][:times])
        finally:
            process.terminate()
            process.wait(20)
            browser.close()


def test_print_the_measurements() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "dashboard", "demo", "--store", folder]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        bench(Path(folder), PAGES, 3)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--only")
    parser.add_argument("--times", type=int, default=6)
    given = parser.parse_args()
    chosen = PAGES if given.only is None else [p for p in PAGES if (p or "overview").startswith(given.only)]
    bench(given.store, chosen, given.times)

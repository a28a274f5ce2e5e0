"""From the command to the first screen: a server that starts on a store that is there, and a browser that opens it.

`make bench` runs it on an example store that it makes first; `python tests/bench/bench_start.py [STORE]` on one that is
there. The clock runs from the command until the server answers, until the words of the page stand, and until its last
chart is drawn. It prints and judges nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

from programs import LAUNCH_ARGS, find_chromium  # noqa: E402
from visits import CHARTS_DRAWN, start_server, until  # noqa: E402

TIMES = 5
AS_DELIVERED = {"SAMMACHIP_AHEAD": "300", "SAMMACHIP_FRESH_S": "1"}


def bench(store: Path, today: date) -> None:
    path = find_chromium()
    if path is None:
        print("no Chromium found: set CHROMIUM to its path")
        return
    print(f"\n{'ms since the command':<24}{'server':>8}{'words':>8}{'charts':>8}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(LAUNCH_ARGS))
        for number in range(TIMES):
            page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
            with tempfile.TemporaryDirectory() as folder:
                begun = time.perf_counter()
                process, address = start_server(store, Path(folder) / "log", today, more=AS_DELIVERED)
                try:
                    marks = [time.perf_counter()]
                    page.goto(address)
                    page.locator(".st-key-band h1").wait_for(timeout=60_000)
                    marks.append(time.perf_counter())
                    until(page, CHARTS_DRAWN, 60)
                    marks.append(time.perf_counter())
                finally:
                    process.terminate()
                    process.wait(20)
            page.context.close()
            print(f"start {number + 1:<18}" + "".join(f"{(mark - begun) * 1000:8.0f}" for mark in marks), flush=True)
        browser.close()


def test_start() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "dashboard", "demo", "--store", folder]
        today = os.environ | {"SAMMACHIP_TODAY": "2017-06-30"}
        subprocess.run(command, cwd=ROOT, env=today, check=True, stdout=subprocess.DEVNULL)
        bench(Path(folder), date(2017, 6, 30))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        bench(Path(sys.argv[1]), date(2017, 6, 30))
    else:
        test_start()

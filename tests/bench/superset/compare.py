"""The overview beside the same dashboard in Apache Superset: same data, same machine, same run, taken in turns.

    python tests/bench/superset/compare.py STORE --superset ENVIRONMENT [--folder FOLDER] [--servers N]

STORE is a national example store; it is read, and upgraded if it is older: give it a copy. ENVIRONMENT is a virtual
environment of its own with what `requirements.txt` beside this file names. FOLDER keeps Superset's metadata for another
run. What is measured is described in docs/performance.md. It prints and judges nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from subprocess import Popen

import duckdb
from playwright.sync_api import ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), *(str(ROOT / "tests" / part) for part in ("", "browser", "bench"))]

import superset_clicks  # noqa: E402
from bench_browser import STILL_MS  # noqa: E402
from load_viewers import TODAY, YEAR  # noqa: E402
from own_clicks import Dashboard  # noqa: E402
from programs import LAUNCH_ARGS, find_chromium  # noqa: E402
from superset_dashboard import make_dashboard  # noqa: E402
from superset_server import THREADS, WORKERS, prepare, serve, wait_for  # noqa: E402
from telling import tell  # noqa: E402
from turns import PEOPLE, Province, Servers, Windows, in_browser, many_people, warm  # noqa: E402
from village_summary import export  # noqa: E402
from visits import start_server  # noqa: E402

from dashboard.settings import Settings  # noqa: E402
from dashboard.store import Store  # noqa: E402

VIEWPORT = ViewportSize(width=1366, height=900)


def provinces_of(store: Path) -> list[Province]:
    """All provinces with villages, in an order that mixes large and small."""
    named = "select code, name_th from place semi join village_year on code = province_code order by code"
    with Store(store).current().open() as con:
        found = con.execute(named).fetchall()
    random.Random(7).shuffle(found)
    return found


@contextmanager
def running(start: Callable[[], tuple[Popen[bytes], str]]) -> Iterator[tuple[Popen[bytes], str]]:
    """A server for as long as it is needed."""
    process, address = start()
    try:
        yield process, address
    finally:
        process.send_signal(signal.SIGCONT)  # one that is stopped does not hear that it is to end
        process.terminate()
        process.wait(60)  # gunicorn gives what is open up to 30 s


def compare(store: Path, environment: Path, folder: Path, given: argparse.Namespace) -> None:
    """Make Superset and its dashboard ready, start all servers, measure and print."""
    day, provinces = date.fromisoformat(TODAY), provinces_of(store)

    def _some(n: int) -> list[Province]:
        taken, provinces[:n] = provinces[:n], []
        return taken

    def _own(ahead: int, number: int) -> tuple[Popen[bytes], str]:
        return start_server(store, folder / f"own-{ahead}-{number}.log", day, more={"SAMMACHIP_AHEAD": str(ahead)})

    prepare(environment, folder)
    file = export(store, folder, environment / "bin" / "python", YEAR, day)
    with (
        running(lambda: serve(environment, folder, cached=False)) as (_, off),
        running(lambda: serve(environment, folder, cached=True)) as (_, on),
        ExitStack() as several,
        duckdb.connect(file, read_only=True) as tables,
        sync_playwright() as playwright,
    ):
        plain, usual = (
            Dashboard([several.enter_context(running(partial(_own, ahead, n))) for n in range(given.servers)])
            for ahead in (0, Settings().ahead)
        )
        for address in (off, on):
            wait_for(address)
        make_dashboard(off, file)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(LAUNCH_ARGS))
        windows = Windows(
            superset_clicks.open_dashboard(browser, off, VIEWPORT),
            superset_clicks.open_dashboard(browser, on, VIEWPORT),
            browser.new_page(viewport=VIEWPORT),
            browser.new_page(viewport=VIEWPORT),
        )
        (_, elsewhere), *others = _some(4)
        asked = superset_clicks.overheard(windows.off, elsewhere, STILL_MS)
        superset_clicks.taken_in_browser(windows.on, elsewhere, STILL_MS)
        servers = Servers(off, on, plain, usual, windows, asked, tables, store)
        warm(servers, others)
        print(told(given.servers), flush=True)
        tell("One person changes the province: until the last answer", many_people(servers, _some(given.times), 1))
        together = many_people(servers, _some(given.rounds * PEOPLE), PEOPLE)
        tell(f"{PEOPLE} people change the province at once: until each one's last answer", together)
        tell("In Chromium: from the click to the last change of the page", in_browser(servers, _some(given.clicks)))
        print(f"\nnumbers on which both agree: {sum(servers.agreed)} of {len(servers.agreed)}; load {_load()}")
        browser.close()


def told(servers: int) -> str:
    """What the figures were taken on."""
    return (
        f"{os.cpu_count()} cores, load {_load()}; Superset: gunicorn, {WORKERS} processes of {THREADS} threads,"
        f" answers in files; the dashboard's servers: {servers}"
    )


def _load() -> str:
    return " ".join(f"{part:.1f}" for part in os.getloadavg())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--superset", type=Path, required=True, metavar="ENVIRONMENT")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--times", type=int, default=12, help="provinces for one person")
    parser.add_argument("--rounds", type=int, default=3, help="of eight people")
    parser.add_argument("--clicks", type=int, default=8, help="provinces in Chromium")
    parser.add_argument("--servers", type=int, default=WORKERS, help="of the dashboard")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        compare(given.store, given.superset.absolute(), (given.folder or Path(folder)).resolve(), given)


if __name__ == "__main__":
    main()

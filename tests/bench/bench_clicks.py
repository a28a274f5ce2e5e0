"""How long a click takes at a running server, over a websocket as browsers speak to it: on the wall, of its processors.

Each page is opened for provinces and for districts that nobody has asked for yet, and again when they are remembered,
by one person at a server that works nothing out ahead. Beside it the floor: a page of one button.

    python tests/bench/bench_clicks.py STORE [STORE …] [--only NAME] [--times 6]

With several stores, one after another, so that what more data costs can be seen. `make bench` runs it on the example
store, which it makes first. It prints and judges nothing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from websockets.sync.client import connect

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser"), str(ROOT / "tests" / "bench")]

from bench_browser import PAGES, TODAY, YEAR, empty_server  # noqa: E402
from sessions import Session  # noqa: E402
from visits import start_server  # noqa: E402

from dashboard.store import Store  # noqa: E402


@contextmanager
def session_at(address: str) -> Iterator[Session]:
    """One person's window on a server."""
    uri = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(uri, subprotocols=["streamlit"], max_size=None, max_queue=None) as socket:  # type: ignore[list-item]
        yield Session(socket)


def processor_ms(pid: int) -> float:
    """What a process has taken of its processors so far."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")


def clicks(window: Session, pid: int, page: str, areas: Sequence[str]) -> tuple[float, float, float]:
    """Median and 95th percentile on the wall, and the mean of the processors, ms."""
    taken, before = [], processor_ms(pid)
    for area in areas:
        window.listen(0.1)  # nobody clicks in the moment in which the page is drawn
        start = time.perf_counter()
        window.open(f"fy={YEAR}&as_of={TODAY}&area={area}", page=page)
        taken.append((time.perf_counter() - start) * 1000)
    ordered = sorted(taken)
    p95 = ordered[min(round(0.95 * (len(ordered) - 1)), len(ordered) - 1)]
    return statistics.median(taken), p95, (processor_ms(pid) - before) / len(areas)


def areas_of(store: Path, times: int) -> tuple[list[str], list[str]]:
    """Provinces, and a district of each; the same ones again where there are fewer."""
    asked = "select distinct left(village_code, 2), min(left(village_code, 4)) from village_year group by 1 order by 1"
    with Store(store).current().open() as con:
        found = list(islice(cycle(con.execute(asked).fetchall()), times))
    return [province for province, _ in found], [district for _, district in found]


def bench(store: Path, pages: Sequence[str], times: int) -> None:
    provinces, districts = areas_of(store, times)
    print(f"\n{store.name}: ms a click, median, p95 and of the processors")
    print(f"{'':<12}" + "".join(f"{what:>24}" for what in ("province, new", "known", "district, new", "known")))
    with tempfile.TemporaryDirectory() as folder:
        own = shutil.copytree(store, Path(folder) / "store")
        process, address = start_server(own, Path(folder) / "log", date.fromisoformat(TODAY))
        try:
            with session_at(address) as window:
                for page in pages:
                    window.open(f"fy={YEAR}&as_of={TODAY}", page=page)  # the nation, and the parts of the page
                    found = [clicks(window, process.pid, page, areas) for areas in (provinces, provinces * 2)]
                    found += [clicks(window, process.pid, page, areas) for areas in (districts, districts * 2)]
                    line = "".join(f"{median:10.0f}{p95:7.0f}{cpu:7.0f}" for median, p95, cpu in found)
                    print(f"{page or 'overview':<12}{line}", flush=True)
        finally:
            process.terminate()
            process.wait(20)


def bench_empty(times: int) -> None:
    with tempfile.TemporaryDirectory() as folder, empty_server(Path(folder)) as address, session_at(address) as window:
        window.open("")
        taken = []
        for _ in range(times * 5):
            window.listen(0.1)
            start = time.perf_counter()
            window.open("")
            taken.append((time.perf_counter() - start) * 1000)
    print(f"an empty page: {statistics.median(taken):.1f} ms")


def test_print_the_measurements() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "dashboard", "demo", "--store", folder]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        bench(Path(folder), PAGES, 3)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("stores", type=Path, nargs="+")
    parser.add_argument("--only")
    parser.add_argument("--times", type=int, default=6)
    given = parser.parse_args()
    bench_empty(given.times)
    for one in given.stores:
        bench(one, PAGES if given.only is None else [p for p in PAGES if (p or "overview") == given.only], given.times)

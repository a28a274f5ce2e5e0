"""What a server holds while newer and newer snapshots are published beneath the people who click at it.

    python tests/bench/bench_memory.py STORE [--snapshots 8] [--people 6] [--clicks 10]

Some windows click anywhere in the nation; then a copy of the store's newest snapshot is published as a newer one, and
so on. It prints the server's memory and its open snapshots after each, and judges nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser"), str(ROOT / "tests" / "bench")]

from bench_browser import TODAY, YEAR  # noqa: E402
from bench_clicks import processor_ms, session_at  # noqa: E402
from load_viewers import PAGES, areas_of  # noqa: E402
from visits import start_server  # noqa: E402

from dashboard.store import Store  # noqa: E402


def megabytes(pid: int) -> float:
    """What a process holds of the machine's memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def open_snapshots(pid: int) -> list[str]:
    """The snapshots that a process has open."""
    files = {link.readlink() for link in Path(f"/proc/{pid}/fd").iterdir()}
    return sorted(file.stem for file in files if file.parent.name == "snapshots")


def bench(given: argparse.Namespace) -> None:
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        own = Path(shutil.copytree(given.store, Path(folder) / "store"))
        areas, store = areas_of(own), Store(own)
        process, address = start_server(
            own, Path(folder) / "log", date.fromisoformat(TODAY), more={"SAMMACHIP_AHEAD": "300"}
        )
        running.callback(process.wait, 20)
        running.callback(process.terminate)
        people = [running.enter_context(session_at(address)) for _ in range(given.people)]
        for number in range(given.snapshots + 1):
            if number:
                with store.building(store.current().kind) as building:
                    building.con.execute("update villages set village_name = village_name")
            before = processor_ms(process.pid)
            for _ in range(given.clicks):
                for window in people:
                    area, page = chance.choice(areas), chance.choice(PAGES)
                    window.open(f"fy={YEAR}&as_of={TODAY}" + (f"&area={area}" if area else ""), page=page)
            taken = (processor_ms(process.pid) - before) / (given.clicks * given.people)
            held, files = megabytes(process.pid), " ".join(open_snapshots(process.pid))
            print(f"after {number} newer: {held:5.0f} MB; {taken:.0f} ms of the processors a click; open: {files}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--snapshots", type=int, default=8)
    parser.add_argument("--people", type=int, default=6)
    parser.add_argument("--clicks", type=int, default=10)
    bench(parser.parse_args())

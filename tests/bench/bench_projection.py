"""How often what happened lay within the 80 % that a projection had told, and how wrong it was beside what it had said.

Projections are made on past days of the example store, for areas of several levels, and compared with the weeks that
have come since. `make bench` runs it; `python tests/bench/bench_projection.py [STORE]` too. It judges nothing.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb

from dashboard.filters import Filters
from dashboard.scenario.answers import WHATS
from dashboard.scenario.histories import fetch_histories
from dashboard.scenario.projecting import kind_of, project_all
from dashboard.scenario.trying import values_of
from dashboard.settings import ROOT
from dashboard.store import Store

LAST = date(2017, 9, 1)
AHEAD = (28, 56, 84)
FIRST = date(2017, 1, 6)


def bench_store(con: duckdb.DuckDBPyConnection) -> None:
    print(f"\n{'kind':<10}{'by':<10}{'days':>5}{'told':>7}{'within':>8}{'wrong':>8}{'said':>8}   of the 80 % promised")
    for by in ("province", "district"):
        for ahead in AHEAD:
            bench_ahead(con, by, ahead)


def bench_ahead(con: duckdb.DuckDBPyConnection, by: str, ahead: int) -> None:
    within: dict[str, list[bool]] = defaultdict(list)
    wrong: dict[str, list[float]] = defaultdict(list)
    said: dict[str, list[float]] = defaultdict(list)
    day = FIRST
    while day + timedelta(days=ahead) <= LAST:
        view, then = Filters(2560, day), day + timedelta(days=ahead)
        came = {
            (h.area_code, h.what): float(values_of(h, kind_of(h.what))[-1])
            for h in fetch_histories(con, replace(view, as_of=then), WHATS, by)
        }
        histories = fetch_histories(con, view, WHATS, by)
        for p in project_all(histories, then, [None] * len(histories)):
            if p.value is None or p.low is None or p.high is None or p.reason or p.backtest is None:
                continue
            kind, real = kind_of(p.what), came[p.area_code, p.what]
            within[kind].append(p.low - 1e-9 <= real <= p.high + 1e-9)
            wrong[kind].append(abs(real - p.value))
            said[kind].append(p.backtest.error)
        day += timedelta(days=28)
    for kind, held in within.items():
        numbers = (statistics.mean(held) * 100, statistics.mean(wrong[kind]), statistics.mean(said[kind]))
        told = "".join(f"{number:>8.1f}" for number in numbers)
        print(f"{kind:<10}{by:<10}{ahead:>5}{len(held):>7}{told}", flush=True)


def bench(store: Path) -> None:
    with Store(store).current().open() as con:
        bench_store(con)


def test_print_the_measurements() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "dashboard", "demo", "--store", folder]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        bench(Path(folder))


if __name__ == "__main__":
    if sys.argv[1:]:
        bench(Path(sys.argv[1]))
    else:
        test_print_the_measurements()

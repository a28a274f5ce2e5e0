"""How long every page and its main interactions take on a large store, beside what they cannot do without.

A page is opened for areas that nobody has asked for yet, and once more. Beside it stand the floors of the same run: an
empty page, the page's SQL alone, its figures alone; and the ratio to their sum.

`make bench` runs it on the national example store, which it makes first (about a minute, 2.4 GB of memory);
`python tests/bench/bench_pages.py STORE [--only NAME]` on a store that is there. It prints and judges nothing.
"""

from __future__ import annotations

import argparse
import inspect
import os
import pkgutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

from streamlit.testing.v1 import AppTest  # noqa: E402

import dashboard.charts  # noqa: E402
from dashboard import sql  # noqa: E402
from dashboard.store import Store  # noqa: E402

APP = ROOT / "dashboard" / "app.py"
TODAY, THE_DAY_BEFORE = "2017-06-30", "2017-06-29"
AREAS = 6  # provinces and districts that a page is opened for, each for the first time


@dataclass
class Clock:
    """Where the time of a run went: seconds of queries and of figures, and the queries themselves."""

    queries: float = 0.0
    figures: float = 0.0
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


@dataclass(frozen=True)
class Taken:
    """One run: seconds on the wall and of the processors, its parts, and its SQL once more by itself."""

    wall: float
    cpu: float
    clock: Clock
    raw: float


@dataclass(frozen=True)
class Case:
    """A page and what is done on it: its own part of the address."""

    name: str
    page: str
    own: dict[str, str] = field(default_factory=dict)


CASES = (
    Case("overview", ""),
    Case("progress", "progress"),
    Case("sages", "sages"),
    Case("households", "households"),
    Case("incomes", "incomes"),
    Case("groups", "groups"),
    Case("budget", "budget"),
    Case("knowledge", "knowledge"),
    Case("knowledge: a question", "knowledge", {"q": "ทอเสื่อ"}),
    Case("quality", "quality"),
    Case("what-if: where we land", "whatif"),
    Case("what-if: pace", "whatif", {"tab": "pace"}),
    Case("what-if: as the best", "whatif", {"tab": "rate", "s": "r.practising...best"}),
    Case("what-if: a group out", "whatif", {"tab": "areas", "s": "o..otop.none"}),
    Case("what-if: rules", "whatif", {"tab": "rules", "s": "t.practising..90~u.team_size.4"}),
)


@contextmanager
def watching(clock: Clock) -> Iterator[None]:
    """Queries and figures tell the clock how long they took."""
    undo: list[tuple[Any, str, Any]] = []

    def put(owner: Any, name: str, new: Any) -> None:
        undo.append((owner, name, getattr(owner, name)))
        setattr(owner, name, new)

    def timed_query(old: Callable[..., Any]) -> Callable[..., Any]:
        def run(con: duckdb.DuckDBPyConnection, name: str, **params: Any) -> Any:
            start = time.perf_counter()
            try:
                return old(con, name, **params)
            finally:
                clock.queries += time.perf_counter() - start
                clock.asked.append((name, params))

        return run

    def timed_figure(old: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **facts: Any) -> Any:
            start = time.perf_counter()
            try:
                return old(*args, **facts)
            finally:
                clock.figures += time.perf_counter() - start

        return run

    for name in ("rows", "records", "frame"):
        put(sql, name, timed_query(getattr(sql, name)))
    for module in figure_modules():
        for name, found in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("draw_"):
                for user in [m for key, m in sys.modules.items() if key.startswith("dashboard.ui")]:
                    if getattr(user, name, None) is found:
                        put(user, name, timed_figure(found))
    try:
        yield
    finally:
        for owner, name, old in reversed(undo):
            setattr(owner, name, old)


def figure_modules() -> list[Any]:
    folder = dashboard.charts.__path__
    return [import_module(f"dashboard.charts.{found.name}") for found in pkgutil.iter_modules(folder)]


def raw_sql(store: Path, clock: Clock) -> float:
    """The seconds that the queries of a run take alone, one after another."""
    with Store(store).current().open() as con:
        start = time.perf_counter()
        for name, params in clock.asked:
            con.execute(sql.text(name), params or None).fetchall()
        return time.perf_counter() - start


def run_app(app: AppTest, store: Path) -> Taken:
    clock = Clock()
    with watching(clock):
        wall, cpu = time.perf_counter(), time.process_time()
        app.run()
        taken = time.perf_counter() - wall, time.process_time() - cpu
    assert not app.exception, app.exception
    return Taken(*taken, clock, raw_sql(store, clock))


def empty_page() -> float:
    """The seconds of a script that draws one line, in the same harness."""
    app = AppTest.from_string("import streamlit as st\nst.write('')")
    app.run()
    return statistics.median(_seconds(app.run) for _ in range(9))


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def areas_of(store: Path) -> dict[str, list[str]]:
    """Areas to look at: those with most villages, by level."""
    with Store(store).current().open() as con:
        found = {"nation": [""]}
        for level, digits in (("province", 2), ("district", 4)):
            most = f"select left(village_code, {digits}) from village_year group by 1 order by count(*) desc, 1"
            found[level] = [code for (code,) in con.execute(f"{most} limit {AREAS}").fetchall()]
    return found


def bench_server(store: Path, cases: Sequence[Case]) -> None:
    os.environ |= {"SAMMACHIP_STORE": str(store), "SAMMACHIP_TODAY": TODAY}
    empty = empty_page()
    print(f"\nempty page {empty * 1000:.0f} ms; times in ms: median and p95 of {AREAS} areas seen for the first time")
    print(
        f"{'page':<26}{'area':<10}{'wall':>7}{'p95':>7}{'again':>7}{'cpu':>7}{'sql':>7}{'raw':>7}{'figs':>6}{'×floor':>8}"
    )
    areas = areas_of(store)
    for case in cases:
        app = AppTest.from_file(str(APP), default_timeout=120)
        app.query_params.update({"fy": "2560", "as_of": THE_DAY_BEFORE})  # what is loaded once is loaded then
        app.run()
        if case.page:
            app.switch_page(f"../pages/{case.page}.py").run()
        for level, codes in areas.items():
            print(line_of(case, level, [seen(app, case, code, store) for code in codes], empty), flush=True)


def seen(app: AppTest, case: Case, area: str, store: Path) -> tuple[Taken, float]:
    """A page's first run for an area, and the seconds of the same once more."""
    app.query_params.clear()
    app.query_params.update({"fy": "2560", "as_of": TODAY, **({"area": area} if area else {}), **case.own})
    first = run_app(app, store)
    return first, _seconds(app.run)


def line_of(case: Case, level: str, runs: list[tuple[Taken, float]], empty: float) -> str:
    def middle(of: Callable[[Taken], float]) -> float:
        return statistics.median(of(taken) for taken, _ in runs) * 1000

    walls = sorted(taken.wall for taken, _ in runs)
    p95 = walls[min(round(0.95 * (len(walls) - 1)), len(walls) - 1)] * 1000
    again = statistics.median(seconds for _, seconds in runs) * 1000
    floor = middle(lambda taken: taken.raw + taken.clock.figures + empty)
    parts = (
        middle(lambda r: r.wall), p95, again, middle(lambda r: r.cpu), middle(lambda r: r.clock.queries),
        middle(lambda r: r.raw), middle(lambda r: r.clock.figures),
    )  # fmt: skip
    return f"{case.name:<26}{level:<10}" + "".join(f"{part:7.0f}" for part in parts) + f"{parts[0] / floor:8.1f}"


def test_print_the_measurements() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "dashboard", "demo", "--scale", "nation", "--store", folder]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        bench_server(Path(folder), CASES)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    bench_server(given.store, [case for case in CASES if case.name.startswith(given.only)])

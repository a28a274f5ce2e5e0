"""How long the answers of What-if take on the server at national scale (synthetic registers).

Nothing is remembered between answers: a page remembers, and is quicker the second time.

`make bench` runs it; `python tests/bench/bench_whatif.py [villages or a store]` too. It prints the least of
seven times and judges nothing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
from bench_measures import VILLAGES, YEAR, bench_build, median_ms

from dashboard.filters import Filters
from dashboard.scenario import answers
from dashboard.scenario.fetching import asking
from dashboard.store import Store

DAY, END = date(2017, 5, 15), date(2017, 9, 30)


def least_ms(run: Callable[[], object], times: int = 7) -> tuple[float, float]:
    """The least time on the wall and of the processors, in ms: what others on the machine take is in neither."""
    run()
    wall, cpu = [], []
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        run()
        wall.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - busy) * 1000)
    return min(wall), min(cpu)


def bench_one_view(con: duckdb.DuckDBPyConnection, area: str) -> None:
    """Every answer is worked out anew, as for somebody who asks first."""
    ask, view = asking(con), Filters(YEAR, DAY, areas=(area,) if area else ())
    one, beside = ("39", "40") if not area else (f"{area[:2]}04", f"{area[:2]}05")
    asked: dict[str, Callable[[], object]] = {
        "1 land, all measures": lambda: answers.where_we_land(con, view, END),
        "1 land, one by area": lambda: answers.where_we_land(con, view, END, ["practising"], by_area=True),
        "1 land, an area out": lambda: answers.where_we_land(con, view, END, text=f"o.{one}"),
        "1 land, a group out, by area": lambda: answers.where_we_land(
            con, view, END, ["practising"], "o..otop.none", by_area=True
        ),
        "1 land, all as the best": lambda: answers.where_we_land(con, view, END, text="r.practising...best"),
        "1 land, size of teams": lambda: answers.where_we_land(con, view, END, text="u.team_size.4"),
        "2 pace by area": lambda: answers.what_we_must_do(con, view, "practising", END),
        "2 pace, size of teams": lambda: answers.what_we_must_do(con, view, "stage.3", END, "u.team_size.4"),
        "3 all as the best": lambda: answers.what_if(ask, view, "r.practising...best"),
        "3 every measure, median": lambda: answers.what_if(ask, view, "r....median"),
        "3 an area as another": lambda: answers.what_if(ask, view, f"r.practising.{one}..a{beside}"),
        "4 an area out": lambda: answers.what_if(ask, view, f"o.{one}"),
        "4 a group of an area out": lambda: answers.what_if(ask, view, f"o.{one}.stage.-9"),
        "4 a group out": lambda: answers.what_if(ask, view, "o..otop.none"),
        "4 two groups, one in": lambda: answers.what_if(ask, view, f"o..stage.-7~i.{one}.training.started"),
        "6 a target": lambda: answers.what_if(ask, view, "t.practising..90"),
        "6 size of teams": lambda: answers.what_if(ask, view, "u.team_size.4"),
        "6 households per village": lambda: answers.what_if(ask, view, "u.households_per_village.15"),
        "all of these at once": lambda: answers.what_if(
            ask, view, f"r.practising...best~o.{one}~t.practising..90~u.team_size.4"
        ),
    }
    for what, run in asked.items():
        wall, cpu = least_ms(run)
        print(f"{area or 'nation':<8} {what:<30} {wall:8.0f} ms {cpu:8.0f} ms of processors", flush=True)


def bench_officers(con: duckdb.DuckDBPyConnection, area: str) -> None:
    view = Filters(YEAR, DAY, areas=(area,))
    for by in ("villages", "households", "visits"):
        text = f"e..{by}.."
        taken = median_ms(lambda: answers.who_does_what(con, view, text), 1)  # noqa: B023 - called at once
        print(f"{area:<10} {'5 even out by ' + by:<30} {taken:8.1f} ms")


def bench_store(store: Store) -> None:
    with store.current().open() as con:
        for area in ("", "40", "4001"):
            bench_one_view(con, area)
        bench_officers(con, "40")


def bench(villages: int = VILLAGES) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        bench_build(store, villages)
        bench_store(store)


def test_print_the_measurements() -> None:
    bench()


if __name__ == "__main__":
    given = sys.argv[1] if sys.argv[1:] else str(VILLAGES)
    bench(int(given)) if given.isdigit() else bench_store(Store(Path(given)))

"""How long the answers of What-if take on the server at national scale (synthetic registers).

Measures of the view are remembered, as the page remembers them; the other answers are worked out anew each time.

`make bench` runs it; `python tests/bench/bench_whatif.py [villages]` too. It prints medians and judges nothing.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
from bench_measures import VILLAGES, YEAR, bench_build, median_ms

from dashboard.filters import Filters
from dashboard.scenario import answers
from dashboard.scenario.fetching import Ask, asking
from dashboard.store import Store

DAY, END = date(2017, 5, 15), date(2017, 9, 30)


def remembering(con: duckdb.DuckDBPyConnection) -> Ask:
    """A way to ask that gives the same answer twice without asking twice."""
    known: dict[tuple[object, ...], object] = {}

    def ask(function: Callable[..., object], *args: object) -> object:
        if (function, *args) not in known:
            known[(function, *args)] = function(con, *args)
        return known[(function, *args)]

    return ask


def bench_one_view(con: duckdb.DuckDBPyConnection, area: str) -> None:
    ask = remembering(con)
    view = Filters(YEAR, DAY, areas=(area,) if area else ())
    one = "39" if not area else "3904"
    asked: dict[str, Callable[[], object]] = {
        "1 land, all measures": lambda: answers.where_we_land(con, view, END),
        "1 land, one by area": lambda: answers.where_we_land(con, view, END, ["practising"], by_area=True),
        "1 land, a district out": lambda: answers.where_we_land(con, view, END, text="o.3904"),
        "1 land, a group out, by area": lambda: answers.where_we_land(
            con, view, END, ["practising"], "o..otop.none", by_area=True
        ),
        "2 pace by area": lambda: answers.what_we_must_do(con, view, "practising", END),
        "3 all as the best": lambda: answers.what_if(ask, view, "r.practising...best"),
        "3 every measure, median": lambda: answers.what_if(ask, view, "r....median"),
        "4 one area out": lambda: answers.what_if(ask, view, f"o.{one}"),
        "4 a group out": lambda: answers.what_if(ask, view, f"o.{one}.stage.-9"),
        "4 a group out of all": lambda: answers.what_if(ask, view, "o..otop.none"),
        "4 the same, first time": lambda: answers.what_if(asking(con), view, "o..otop.none"),
        "4 an area out, first time": lambda: answers.what_if(asking(con), view, f"o.{one}"),
        "6 target and team size": lambda: answers.what_if(ask, view, "t.practising..90~u.team_size.4"),
        "all of these at once": lambda: answers.what_if(
            ask, view, f"r.practising...best~o.{one}~t.practising..90~u.team_size.4"
        ),
    }
    for what, run in asked.items():
        print(f"{area or 'nation':<10} {what:<30} {median_ms(run, 5):8.1f} ms")


def bench_officers(con: duckdb.DuckDBPyConnection, area: str) -> None:
    view = Filters(YEAR, DAY, areas=(area,))
    for by in ("villages", "households", "visits"):
        text = f"e..{by}.."
        taken = median_ms(lambda: answers.who_does_what(con, view, text), 1)  # noqa: B023 - called at once
        print(f"{area:<10} {'5 even out by ' + by:<30} {taken:8.1f} ms")


def bench(villages: int = VILLAGES) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        bench_build(store, villages)
        with store.current().open() as con:
            for area in ("", "39", "3904"):
                bench_one_view(con, area)
            bench_officers(con, "39")


def test_print_the_measurements() -> None:
    bench()


if __name__ == "__main__":
    bench(*(int(n) for n in sys.argv[1:2]))

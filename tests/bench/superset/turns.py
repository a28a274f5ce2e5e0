"""Provinces changed to in turns: in Superset with its cache off and on, and in the dashboard."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import own_clicks
import superset_clicks
from bench_browser import STILL_MS
from load_viewers import TODAY, YEAR
from playwright.sync_api import Page
from telling import AGAIN, AHEAD, CACHED, EMPTY, NEW, OFF, RAW, Times, no_times
from village_summary import MEASURES

from dashboard.filters import Filters
from dashboard.measures import fetch_measures
from dashboard.store import Store

VIEW = f"fy={YEAR}&as_of={TODAY}"
PEOPLE = 8
Province = tuple[str, str]  # code and name


@dataclass(frozen=True)
class Windows:
    """A window of Chromium on each server of Superset, and on each dashboard."""

    off: Page
    on: Page
    plain: Page
    usual: Page


@dataclass
class Servers:
    """Superset with its cache off and on, the dashboard that works nothing out ahead and the one as it is started, what
    Chromium asks of Superset, and Superset's tables.
    """

    off: str
    on: str
    plain: own_clicks.Dashboard
    usual: own_clicks.Dashboard
    windows: Windows
    asked: superset_clicks.Questions
    tables: duckdb.DuckDBPyConnection
    store: Path
    agreed: list[bool] = field(default_factory=list)

    def own(self) -> Sequence[tuple[str, own_clicks.Dashboard, Page]]:
        """The dashboard's lines with who is measured and its window, in the order in which they are measured."""
        plain, usual = (self.plain, self.windows.plain), (self.usual, self.windows.usual)
        return ((NEW, *plain), (AHEAD, *usual), (AGAIN, *usual))


def many_people(servers: Servers, provinces: Sequence[Province], people: int) -> Times:
    """So many people at once, each with a province of their own, as often as the provinces reach: milliseconds until
    each one's last answer. A single one has the raw SQL of the eleven questions beside it.
    """
    times = no_times()
    for turn in range(len(provinces) // people):
        codes, names = zip(*provinces[turn * people : (turn + 1) * people], strict=True)

        def _off(codes: Sequence[str] = codes, names: Sequence[str] = names) -> None:
            found = _asked(servers.off, servers, names, cached=False)
            times[OFF] += [seconds * 1000 for seconds, _ in found]
            for code, (_, answers) in zip(codes, found, strict=True):
                servers.agreed += _agreements(servers.store, code, answers)
            if people == 1:
                times[RAW].append(_raw_ms(servers.tables, [answer["query"] for answer in found[0][1]]))

        def _on(names: Sequence[str] = names) -> None:
            for line in (EMPTY, CACHED):
                times[line] += [s * 1000 for s, _ in _asked(servers.on, servers, names, cached=line == CACHED)]

        def _own(codes: Sequence[str] = codes) -> None:
            for line, dashboard, _ in servers.own():
                with dashboard.awake(people) as addresses:
                    times[line] += [s * 1000 for s in own_clicks.taken_at_once(addresses, VIEW, codes)]

        _in_turns(turn, _off, _on, _own)
    return times


def in_browser(servers: Servers, provinces: Sequence[Province]) -> Times:
    """Milliseconds from the click to the last change, in windows of one Chromium that stay open."""
    times, windows = no_times(), servers.windows
    for turn, (code, name) in enumerate(provinces):

        def _off(name: str = name) -> None:
            times[OFF].append(superset_clicks.taken_in_browser(windows.off, name, STILL_MS))

        def _on(name: str = name) -> None:
            times[EMPTY].append(superset_clicks.taken_in_browser(windows.on, name, STILL_MS))
            superset_clicks.taken_in_browser(windows.on, servers.asked.province, STILL_MS)
            times[CACHED].append(superset_clicks.taken_in_browser(windows.on, name, STILL_MS))

        def _own(code: str = code) -> None:
            for line, dashboard, window in servers.own():
                with dashboard.awake() as (address,):
                    times[line].append(own_clicks.taken_in_browser(window, address, VIEW, code, STILL_MS))

        _in_turns(turn, _off, _on, _own)
    return times


def warm(servers: Servers, provinces: Sequence[Province]) -> None:
    """What a server does once is done: every process has answered some provinces that are not measured."""
    for code, name in provinces:
        for address in (servers.off, servers.on):
            superset_clicks.ask_at_once(address, servers.asked, [name] * 2)
        for _, dashboard, window in servers.own():
            with dashboard.awake(PEOPLE) as addresses:
                own_clicks.taken_at_once(addresses, VIEW, [code] * len(addresses))
                own_clicks.taken_in_browser(window, addresses[0], VIEW, code, STILL_MS)


def _in_turns(turn: int, *steps: Callable[[], None]) -> None:
    """Every step once; another one begins each time."""
    first = turn % len(steps)
    for step in (*steps[first:], *steps[:first]):
        step()


def _asked(
    address: str, servers: Servers, names: Sequence[str], *, cached: bool
) -> list[tuple[float, list[dict[str, Any]]]]:
    found = superset_clicks.ask_at_once(address, servers.asked, names)
    assert all(bool(answer["is_cached"]) == cached for _, answers in found for answer in answers)
    return found


def _agreements(store: Path, code: str, answers: Sequence[dict[str, Any]]) -> list[bool]:
    """Whether both say the same, for each of the eight numbers."""
    with Store(store).current().open() as con:
        (own,) = fetch_measures(con, Filters(YEAR, date.fromisoformat(TODAY), (code,)))
    cards = [row for answer in answers for row in answer["data"] if len(row) == 1]
    theirs = {key: value for row in cards for key, value in row.items()}
    values = ((own.values[measure].value, theirs[measure]) for measure in MEASURES)
    return [abs(float(a) - float(b)) < 1e-6 if a is not None and b is not None else a is b for a, b in values]


def _raw_ms(con: duckdb.DuckDBPyConnection, questions: Sequence[str]) -> float:
    start = time.perf_counter()
    for question in questions:
        con.execute(question).fetchall()
    return (time.perf_counter() - start) * 1000

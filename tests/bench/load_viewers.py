"""Many people at once: real sessions over websockets who click every few seconds while an import runs.

They go as people do: to an area below, beside or above, or to another page of the same area.

    python tests/bench/load_viewers.py STORE [--people 50] [--every 5] [--minutes 10] [--servers 1] [--rest 10]
    (or --no-import)

starts servers of its own on a copy of the store and speaks to them as a browser does, listening for what others
imported. It prints how long clicks took (median, p95, worst), errors, the server's memory over time, and how
long what was imported took to every screen; it judges nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import websockets
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

from sessions import arrivals_in, rerun  # noqa: E402
from visits import start_server  # noqa: E402

from dashboard.registers import stored  # noqa: E402
from dashboard.store import Store  # noqa: E402
from dashboard.ui.arrivals import NEWEST  # noqa: E402

TODAY, YEAR = "2017-06-30", 2560
PAGES = ("", "", "progress", "households", "incomes", "sages", "budget", "groups", "whatif")  # the first most of all
# `sammachip import` without its refusal of anything but example data in an example store
IMPORT = """
import sys
from pathlib import Path
from dashboard.commands.import_ import give_way
from dashboard.intake.importing import import_files
from dashboard.settings import read_settings
from dashboard.store import Store
give_way()
store = Store(Path(sys.argv[2]))
kind = store.current().kind
report = import_files([Path(sys.argv[1])], store, read_settings(), kind=kind)
sys.exit(0 if any(register.changed for register in report.registers) else f"nothing was stored: {report.registers}")
"""
LATE_S = 60  # a click that is not answered by then is an error


@dataclass
class Seen:
    """What all viewers met: clicks as (page, when, seconds), words of newer data, seconds of arrivals, and errors."""

    clicks: list[tuple[str, float, float]] = field(default_factory=list)
    told: int = 0
    arrivals: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Viewer:
    """One person's session."""

    def __init__(self, address: str, areas: Sequence[str], store: Path, seen: Seen, seed: int) -> None:
        self._address, self._areas, self._store, self._seen = address, areas, store, seen
        self._chance = random.Random(seed)
        self._query, self._page, self._area = "", "", ""
        self._done = asyncio.Event()
        self._shown, self._arrivals = "", ("", "")

    async def stay(self, until: float, every: float) -> None:
        """Click until then."""
        await asyncio.sleep(self._chance.uniform(0, every))
        uri = f"{self._address.replace('http', 'ws', 1)}/_stcore/stream"
        async with websockets.connect(uri, subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
            beside = [asyncio.create_task(self._hear(socket)), asyncio.create_task(self._be_told(socket))]
            for task in beside:
                task.add_done_callback(self._note_end)
            try:
                while time.monotonic() < until:
                    await self._click(socket)
                    await asyncio.sleep(self._chance.uniform(0.8, 1.2) * every)
            finally:
                for task in beside:
                    task.cancel()

    def _note_end(self, task: asyncio.Task[None]) -> None:
        """What hears and is told goes on until the person leaves."""
        if not task.cancelled():
            self._seen.errors.append(
                f"{self._page or 'overview'} {self._area}: the window is dead: {task.exception()!r}"
            )

    async def _click(self, socket: websockets.ClientConnection) -> None:
        self._go()
        page, area = self._page, self._area
        self._query = f"fy={YEAR}&as_of={TODAY}" + (f"&area={area}" if area else "")
        self._done.clear()
        start = time.perf_counter()
        await socket.send(rerun(self._query, page))
        try:
            await asyncio.wait_for(self._done.wait(), LATE_S)
        except TimeoutError:
            self._seen.errors.append(f"{page or 'overview'} {area}: no answer in {LATE_S} s")
        else:
            self._seen.clicks.append((page or "overview", start, time.perf_counter() - start))

    def _go(self) -> None:
        """To an area below, beside or above, to another page of the same area, or by search to any area."""
        way = self._chance.random()
        below = [area for area in self._areas if len(area) == len(self._area) + 2 and area.startswith(self._area)]
        if way < 0.1:
            self._area = self._chance.choice(self._areas)
        elif way < 0.4:
            self._page = self._chance.choice(PAGES)
        elif way < 0.75 and below:
            self._area = self._chance.choice(below)
        elif way < 0.9:
            self._area = self._area[:-2]
        else:
            above = self._area[:-2]
            self._area = self._chance.choice([a for a in self._areas if a[:-2] == above and len(a) == len(self._area)])

    async def _hear(self, socket: websockets.ClientConnection) -> None:
        async for data in socket:
            message = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    self._done.set()
                elif message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    self._seen.errors.append("a script that cannot be read")
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                element = message.delta.new_element.WhichOneof("type")
                if element == "exception":
                    self._seen.errors.append(message.delta.new_element.exception.message or "an exception")
                elif element == "toast":
                    self._seen.arrivals.append(time.time() - (self._store / "store.json").stat().st_mtime)
                elif asked := arrivals_in(message):
                    self._shown = asked["shown"]
                    self._arrivals = message.delta.new_element.bidi_component.id, message.delta.fragment_id

    async def _be_told(self, socket: websockets.ClientConnection) -> None:
        """What others stored, as the browser is; it opens the socket anew with each page."""
        while True:
            page = self._page
            async with websockets.connect(f"{self._address.replace('http', 'ws', 1)}{NEWEST}") as news:
                while page == self._page:
                    try:
                        newest = await asyncio.wait_for(news.recv(), 1)
                    except TimeoutError:
                        continue
                    if self._shown not in ("", newest):
                        self._seen.told += 1
                        self._shown = str(newest)
                        await socket.send(rerun(self._query, self._page, *self._arrivals))


async def watch_memory(pids: Sequence[int], found: list[tuple[float, float]]) -> None:
    """Append (seconds since the start, megabytes of all servers) now and then."""
    start = time.monotonic()
    while True:
        pages = sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids)
        found.append((time.monotonic() - start, pages * os.sysconf("SC_PAGE_SIZE") / 1e6))
        await asyncio.sleep(5)


async def keep_importing(store: Path, rest: float, done: list[tuple[float, float]]) -> None:
    """Imports of offices, one after another: the households of a district, of whom some stopped.

    Appends (seconds since the start, seconds it took).
    """
    begun = time.monotonic()
    districts = [area for area in areas_of(store) if len(area) == 4]
    for number in range(10_000):
        await asyncio.sleep(rest)
        file = store.parent / f"households_{number}.csv"
        write_register(store, districts[number * 97 % len(districts)], file)
        start = time.monotonic()
        command = [sys.executable, "-c", IMPORT, str(file), str(store)]
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        try:
            out, _ = await process.communicate()
        finally:
            if process.returncode is None:
                process.terminate()
                await process.communicate()
        if process.returncode:
            raise RuntimeError(out.decode())
        done.append((time.monotonic() - begun, time.monotonic() - start))


def write_register(store: Path, district: str, file: Path) -> None:
    """The households of a district as its office would send them, every fifth of those who practise stopped."""
    columns = ", ".join(f'"{name}"' for name in stored()["households"].stored_types() if name != "stopped_on")
    stopped = "coalesce(stopped_on, case when hash(house_no) % 5 = 0 then practising_from + 40 end) as stopped_on"
    with Store(store).current().open() as con:
        con.execute(
            f"copy (select {columns}, {stopped} from households where starts_with(village_code, $district)) "
            f"to '{file}' (header)",
            {"district": district},
        )


def areas_of(store: Path) -> list[str]:
    """The nation, its provinces and the districts that have villages."""
    with Store(store).current().open() as con:
        found = con.execute("select distinct left(village_code, n) from village_year, (values (2), (4)) as t(n)")
        return ["", *sorted(code for (code,) in found.fetchall())]


async def bench(addresses: Sequence[str], pids: Sequence[int], store: Path, given: argparse.Namespace) -> None:
    seen, memory, imports = Seen(), list[tuple[float, float]](), list[tuple[float, float]]()
    until = time.monotonic() + given.minutes * 60
    areas = areas_of(store)
    beside = [asyncio.create_task(watch_memory(pids, memory))]
    if not given.no_import:
        beside.append(asyncio.create_task(keep_importing(store, given.rest, imports)))
    people = [
        Viewer(addresses[seed % len(addresses)], areas, store, seen, seed).stay(until, given.every)
        for seed in range(given.people)
    ]
    for outcome in await asyncio.gather(*people, return_exceptions=True):
        if isinstance(outcome, BaseException):
            seen.errors.append(f"a session ended: {outcome!r}")
    for task in beside:
        if task.done() and task.exception():
            seen.errors.append(f"beside: {task.exception()!r}")
        task.cancel()
    await asyncio.gather(*beside, return_exceptions=True)
    tell(seen, memory, imports, given)


Marks = list[tuple[float, float]]


def tell(seen: Seen, memory: Marks, imports: Marks, given: argparse.Namespace) -> None:
    print(
        f"{given.people} people at {given.servers} servers, a click every {given.every:g} s, {given.minutes:g} minutes"
    )
    begun = min((when for _, when, _ in seen.clicks), default=0.0)
    groups: dict[str, list[float]] = {"all": []}
    for page, when, seconds in sorted(seen.clicks, key=lambda click: click[1]):
        for group in ("all", f"minute {int((when - begun) // 60) + 1}", page):
            groups.setdefault(group, []).append(seconds)
    for group, taken in groups.items():
        median, p95, worst = (_at(sorted(taken), share) for share in (0.5, 0.95, 1)) if taken else (0, 0, 0)
        print(f"  {group:<12}{len(taken):6} clicks: median {median:7.0f} ms, p95 {p95:7.0f} ms, worst {worst:7.0f} ms")
    print(f"  told of what others imported: {seen.told}; errors: {len(seen.errors)} {sorted(set(seen.errors))[:5]}")
    marks = [memory[round(n * (len(memory) - 1) / 5)] for n in range(6)] if memory else []
    print("  memory of the servers: " + ", ".join(f"{mb:.0f} MB after {after:.0f} s" for after, mb in marks))
    took = [took for _, took in imports]
    print(f"  imports published: {len(took)}" + (f", {min(took):.0f} to {max(took):.0f} s each" if took else ""))
    # until the next one all have seen what each import published
    ends = [*(when for when, _ in imports), float("inf")]
    last = [[mb for after, mb in memory if after < end][-1] for end in ends] if memory else []
    print("  memory before the first import, and at the end of what each published: " +
          ", ".join(f"{mb:.0f} MB" for mb in last))  # fmt: skip
    if arrivals := sorted(seen.arrivals):
        print(f"  on a screen after it was published: {len(arrivals)} times, median {_at(arrivals, 0.5) / 1000:.1f} s, "
              f"p95 {_at(arrivals, 0.95) / 1000:.1f} s, worst {_at(arrivals, 1) / 1000:.1f} s")  # fmt: skip


def _at(values: Sequence[float], share: float) -> float:
    """A quantile of sorted seconds, in ms."""
    return values[min(round(share * (len(values) - 1)), len(values) - 1)] * 1000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--every", type=float, default=5.0)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--no-import", action="store_true")
    parser.add_argument("--rest", type=float, default=10.0, metavar="SECONDS", help="between an import and the next")
    parser.add_argument("--servers", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        store = Path(shutil.copytree(given.store, Path(folder) / "store"))
        more = {"SAMMACHIP_FRESH_S": "1", "SAMMACHIP_AHEAD": os.environ.get("SAMMACHIP_AHEAD", "300")}
        logs = [Path(folder) / f"log{n}" for n in range(given.servers)]
        started = [start_server(store, log, date.fromisoformat(TODAY), more=more) for log in logs]
        for process, _ in started:
            running.callback(process.wait, 20)
            running.callback(process.terminate)
        asyncio.run(bench([address for _, address in started], [process.pid for process, _ in started], store, given))
        for log in logs:
            words = log.read_text(encoding="utf-8", errors="replace").splitlines()[-3:]
            print("  the server's last words:", *words, sep="\n    ")


if __name__ == "__main__":
    main()

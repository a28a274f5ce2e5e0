"""How long the knowledge page's questions take: on the example's records, and on about as many as there are villages.

`make bench` runs it; `python tests/bench/bench_knowledge.py [records]` too. It prints medians and judges nothing: the
time that passed, and the processors' time, which tells more where the machine is busy. The many records are made of
the sections of the example's, mixed by the sentence, in villages of the whole nation.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from bench_measures import YEAR, make_registers

from dashboard import sql
from dashboard.demo.knowledge import RECORDS, SECTIONS
from dashboard.filters import Filters
from dashboard.knowledge.asking import read_question
from dashboard.knowledge.finding import (
    Chosen,
    Search,
    find_beside,
    find_choices,
    find_nearest,
    find_records,
    find_rows,
)
from dashboard.store import Store
from dashboard.store.knowledge_words import build_knowledge
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables

MANY = 24_000
QUESTIONS = ("", "ปลา", "ทอเสื่อ", "วิธีทำปุ๋ยหมักจากฟาง", "การ", "กระติป", "นายสมชาย", "zzz")


def median_ms(run: Callable[[], object], times: int = 7) -> str:
    """The medians of the time that passed and of the processors' time, over all threads."""
    run()
    passed, worked = [], []
    for _ in range(times):
        start, at_work = time.perf_counter(), time.process_time()
        run()
        passed.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - at_work) * 1000)
    return f"{statistics.median(passed):8.1f} ms {statistics.median(worked):8.1f} ms of processors"


def make_records(con: duckdb.DuckDBPyConnection, n: int) -> None:
    """Insert `n` records (title, owner unique) of villages that the store knows."""
    rng = np.random.default_rng(8)
    codes = [code for (code,) in con.execute("select village_code from villages order by all").fetchall()]
    sentences = {
        section: [s for record in RECORDS for s in _sentences(record[place])]
        for place, section in enumerate(SECTIONS)
        if section not in ("title", "category")
    }
    rows = []
    for number in range(n):
        record = RECORDS[number % len(RECORDS)]
        row: dict[str, object] = {
            "title": f"{record[0]} สูตรที่ {number}",
            "owner": f"ผู้รู้ {number}",
            "position": ("ปราชญ์ชุมชน", "ผู้นำสัมมาชีพ", None)[number % 3],
            "category": record[1],
            "area_code": codes[number * 97 % len(codes)],
            "recorded_on": np.datetime64(date(2016, 10, 1) + timedelta(days=number % 300), "s"),
        }
        for section, known in sentences.items():
            chosen = rng.choice(len(known), 1 + int(rng.integers(3)) * (section == "process"))
            row[section] = None if rng.random() < 0.1 else " ".join(known[i] for i in chosen)
        rows.append(row)
    frame = pd.DataFrame(rows)  # noqa: F841 - read by the engine
    con.execute("insert into knowledge by name select * from frame")


def _sentences(section: str | tuple[str, ...]) -> list[str]:
    return section.split() if isinstance(section, str) else list(section)


def bench_store(store: Store, n_records: int, n_villages: int) -> None:
    with store.building("example") as building:
        con = building.con
        create_tables(con)
        make_registers(con, n_villages, ("villages", "sages"))
        make_records(con, n_records)
        build_marts(con)
        con.execute("delete from knowledge_read; delete from knowledge_term; delete from knowledge_field")
        start = time.perf_counter()
        build_knowledge(con)
        print(f"\n{n_records:,} records: words cut   {time.perf_counter() - start:8.1f} s")
        start = time.perf_counter()
        build_knowledge(con)
        print(f"{n_records:,} records: nothing new {time.perf_counter() - start:8.1f} s")


def bench_area(con: duckdb.DuckDBPyConnection, area: str) -> None:
    view = Filters(YEAR, date(2017, 9, 30), (area,) if area else ())
    where = area or "nation"
    for question in QUESTIONS:
        search = Search(read_question(question))
        found = find_records(con, view, search, 1)
        taken = median_ms(lambda: find_records(con, view, search, 1))  # noqa: B023 - called at once
        print(f"{where:<8} list     {question or '(all)':<26} {found.n_all:7,} found {taken}")
        taken = median_ms(lambda: find_choices(con, view, search, 4, 6))  # noqa: B023 - called at once
        print(f"{where:<8} bars     {question or '(all)':<26} {'':13} {taken}")
    first = find_records(con, view, Search(), 1).results[0].record_id
    asked: dict[str, Callable[[], object]] = {
        "what to try for กระติป": lambda: find_nearest(con, view, Search(read_question("กระติป"))),
        "neighbours in the list": lambda: find_beside(con, view, Search(read_question("ปลา")), first),
        "a file of a category": lambda: find_rows(con, view, Search(chosen=Chosen(category="สมุนไพร"))),
        "one record": partial(_rows, con, "one", view, record_id=first),
        "similar records": partial(_rows, con, "alike", view, record_id=first, n=5),
        "records from nearby": partial(_rows, con, "near_place", view, record_id=first, n=5),
        "villages without": partial(_rows, con, "villages_without", view, n=500),
        "villages with, by area": partial(_rows, con, "coverage", view, digits=4, n=300),
    }
    for what, run in asked.items():
        print(f"{where:<8} {what:<49} {median_ms(run, 5)}")


def _rows(con: duckdb.DuckDBPyConnection, name: str, view: Filters, **own: object) -> object:
    query = f"pages/knowledge_{name}"
    return sql.records(con, query, **sql.of_view(query, view, **own))


def _fullest_province(con: duckdb.DuckDBPyConnection) -> str:
    counts = "select left(area_code, 2), count(*) from knowledge group by 1 order by 2 desc, 1 limit 1"
    return str(con.execute(counts).fetchall()[0][0])


def bench(many: int = MANY) -> None:
    for n, villages in ((len(RECORDS), 1_120), (many, many)):
        with tempfile.TemporaryDirectory() as folder:
            store = Store(Path(folder))
            bench_store(store, n, villages)
            with store.current().open() as con:
                bench_area(con, "")
                bench_area(con, _fullest_province(con))


def test_print_the_measurements() -> None:
    bench()


if __name__ == "__main__":
    bench(*(int(n) for n in sys.argv[1:2]))

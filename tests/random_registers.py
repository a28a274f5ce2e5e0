"""Random small registers, as rows and as a store: dates close together, so that everything meets on one day.

Rows break the rules of the door on purpose (stopped before practising, follow-up before baseline): what is counted
must be right for any stored rows.
"""

from __future__ import annotations

import atexit
import pickle
import random
import shutil
import tempfile
import weakref
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from dashboard.registers import by_name
from dashboard.store.marts import build_marts
from dashboard.store.schema import create_tables

Registers = dict[str, list[dict[str, Any]]]
START = date(2016, 10, 1)
SPAN = 40  # days on which anything happens
YEAR = 2560
VILLAGES = (
    "39040101", "39040102", "39040103", "39040201", "39010101", "39010102", "39020101",
    "40010101", "40010102", "40020101", "92010101", "92010199",
)  # fmt: skip
MEASURES_WITH_TARGET = ("practising", "income_growth", "villages_with_group", "trainer_load", "groups", "spillover",
                        "villages", "households_trained", "budget_disbursed")  # fmt: skip


class Maker:
    """Makes one set of registers from a seed."""

    def __init__(self, seed: int, villages: tuple[str, ...] = VILLAGES) -> None:
        self.random = random.Random(seed)
        self.codes = [c for c in villages if self.random.random() < 0.85] or [villages[0]]
        self.strict_order = self.random.random() < 0.5
        self.full = self.random.random()

    def day(self, missing: float = 0.0) -> date | None:
        if self.random.random() < missing:
            return None
        return START + timedelta(days=self.random.randrange(SPAN))

    def days(self, n: int, missing: float) -> list[date | None]:
        """Some days, in order half of the time."""
        found = [self.day(missing) for _ in range(n)]
        if self.strict_order:
            present = iter(sorted(d for d in found if d is not None))
            return [None if d is None else next(present) for d in found]
        return found

    def baht(self, least: float, most: float) -> float:
        return self.random.choice(
            (round(self.random.uniform(least, most), 2), float(round(self.random.uniform(least, most), -3)),
             round(self.random.uniform(least, most), 4))
        )  # fmt: skip

    def make(self) -> Registers:
        made: Registers = {name: [] for name in by_name()}
        for code in self.codes:
            for year in self.random.choice(((YEAR,), (YEAR,), (YEAR, YEAR + 1), (YEAR + 1,))):
                made["villages"].append({
                    "fiscal_year": year, "village_code": code, "village_name": f"บ้าน {code}",
                    "budget_baht": self.random.choice((None, 0.0, self.baht(1000, 90000))),
                    "officer": self.random.choice((None, "ก", "ข")),
                })  # fmt: skip
        for code in [*self.codes, "99999999"]:  # the last is in no villages register
            for fill in (self.sages, self.households, self.activities, self.materials, self.groups):
                if self.random.random() < 0.9:
                    fill(made, code)
        for district in {c[:4] for c in self.codes}:
            made["activities"].append({
                "place_code": district, "activity": "support_team", "day_no": 1, "planned_on": self.day(0.2),
                "held_on": self.day(0.2), "spent_baht": 5000.0, "evidence_complete": True,
            })  # fmt: skip
        self.targets(made)
        return made

    def sages(self, made: Registers, code: str) -> None:
        for n in range(self.random.choice((0, 1, 4, 5, 5, 6, 8))):
            surveyed, registered, left = self.days(3, 0.1)
            made["sages"].append({
                "village_code": code, "full_name": f"ปราชญ์ {n}", "role": self.random.choice(("leader", "trainer")),
                "surveyed_on": surveyed, "registered_on": registered, "trained_on": self.day(0.3),
                "left_on": left if self.random.random() < 0.4 else None,
            })  # fmt: skip

    def households(self, made: Registers, code: str) -> None:
        for n in range(self.random.choice((0, 1, 3, 10, 20, 21, 24))):
            selected, trained, practising, stopped = self.days(4, 0.0)
            row = {
                "village_code": code, "house_no": f"{n}/1", "head_name": "ก", "target": self.random.random() < 0.93,
                "selected_on": selected, "trained_on": trained if self.random.random() < 0.8 else None,
                "practising_from": practising if self.random.random() < 0.8 else None,
                "stopped_on": stopped if self.random.random() < 0.3 else None,
                "occupation_type": self.random.choice((None, "เกษตร", "ค้าขาย")),
            }  # fmt: skip
            made["households"].append(row)
            self.incomes(made, row)
            for v in range(self.random.choice((0, 1, 1, 2)) if self.full < 0.7 else 1):
                made["visits"].append({
                    "village_code": code, "house_no": row["house_no"], "visitor": f"v{v}", "by_phone": v == 0,
                    "visited_on": self.day() if self.full < 0.7 else START + timedelta(days=SPAN),
                })  # fmt: skip

    def incomes(self, made: Registers, household: dict[str, Any]) -> None:
        baseline = self.random.choice((0.0, 10000.0, 12345.67, self.baht(1000, 90000), self.baht(1000, 90000)))
        rounds = [r for r in range(4) if self.random.random() < 0.75]
        for r in rounds:
            income = baseline
            if r:
                # often exactly 3 % more, the border
                income = self.random.choice(
                    (baseline, round(baseline * 1.03, 4), round(baseline * 1.03, 4), 0.0, self.baht(1000, 90000))
                )
            made["incomes"].append({
                "village_code": household["village_code"], "house_no": household["house_no"], "round": r,
                "measured_on": self.day(), "income_baht": income,
            })  # fmt: skip

    def activities(self, made: Registers, code: str) -> None:
        for activity, days in (("briefing", 1), ("occupation_assembly", 1), ("training_day", 5), ("study_visit", 1)):
            for n in range(1, days + 1):
                if self.random.random() < 0.15:
                    continue
                planned, held = self.day(0.2), self.day(0.2)
                if planned and self.random.random() < 0.4:
                    held = planned + timedelta(days=self.random.choice((-3, 0, 6, 7, 8)))
                made["activities"].append({
                    "place_code": code, "activity": activity, "day_no": n, "planned_on": planned, "held_on": held,
                    "spent_baht": self.random.choice((None, 0.0, self.baht(100, 9000))),
                    "evidence_complete": self.random.choice((True, True, False, None)),
                })  # fmt: skip

    def materials(self, made: Registers, code: str) -> None:
        for n in range(self.random.choice((0, 1, 2, 4))):
            accepted, paid = self.days(2, 0.1)
            made["materials"].append({
                "village_code": code, "item": f"วัสดุ {n}", "occupation": "ก",
                "quantity": self.random.choice((None, 1.0, 2.5, 40.0)),
                "unit_price_baht": self.random.choice((None, 0.1, 33.33, 250.0)),
                "accepted_on": accepted, "paid_on": paid,
                "evidence_complete": self.random.choice((True, True, False, None)),
            })  # fmt: skip

    def groups(self, made: Registers, code: str) -> None:
        for n in range(self.random.choice((0, 0, 1, 2))):
            made["groups"].append({
                "village_code": code, "name": f"กลุ่ม {n}", "founded_on": self.day(), "otop_registered_on": self.day(0.4),
                "occupation_type": self.random.choice((None, "เกษตร", "ค้าขาย")),
            })  # fmt: skip

    def targets(self, made: Registers) -> None:
        keys = set()
        for _ in range(self.random.randrange(12)):
            code = self.random.choice(self.codes)[: self.random.choice((0, 2, 4, 6, 8))]
            keys.add((self.random.choice((YEAR, YEAR, YEAR + 1)), code, self.random.choice(MEASURES_WITH_TARGET)))
        for year, code, measure in sorted(keys):
            made["targets"].append({
                "fiscal_year": year, "area_code": code, "measure": measure,
                "target": self.random.choice((0.0, 2.0, 3.0, 4.0, 50.0, 85.5, 100.0)),
            })  # fmt: skip


def store(registers: Registers) -> duckdb.DuckDBPyConnection:
    """A store of its own with these rows and its marts, as long as it is used; what several ask for is made once."""
    folder = tempfile.mkdtemp(prefix="sammachip-random-")
    con = duckdb.connect(shutil.copy(_made(pickle.dumps(registers)), folder))
    weakref.finalize(con, shutil.rmtree, folder, ignore_errors=True)
    return con


@cache
def _made(pickled: bytes) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="sammachip-random-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with duckdb.connect(folder / "registers.duckdb") as con:
        create_tables(con)
        for name, rows in pickle.loads(pickled).items():  # noqa: S301 - our own
            insert(con, name, rows)
        build_marts(con)
    return folder / "registers.duckdb"


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    """Insert rows of equal columns."""
    if rows:
        columns = list(rows[0])
        values = ", ".join(f"unnest($of_{c})" for c in columns)
        named = ", ".join(f'"{c}"' for c in columns)
        con.execute(
            f'insert into "{table}" ({named}) select {values}',
            {f"of_{c}": [row[c] for row in rows] for c in columns},
        )

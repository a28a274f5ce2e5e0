"""What an import leaves in the history of the store: the batch, its files, counts, refused rows and put-right cells.

It must not know how the facts came about.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import duckdb
import pandas as pd

from dashboard.intake.checking import Checked
from dashboard.intake.fixing import Applied
from dashboard.intake.reading import ReadResult
from dashboard.intake.report import RegisterReport
from dashboard.store import Building
from dashboard.store.history import Refused

LONGEST_NAME = 100  # characters of who stored it


def write_succeeded(con: duckdb.DuckDBPyConnection, batch_id: int, checked: Sequence[Checked]) -> None:
    """Note which rows are stored under the successor of an abolished code."""
    counts: Counter[tuple[str, ...]] = Counter()
    for c in checked:
        for codes, n in c.succeeded.items():
            counts[c.register.name, c.table.file, c.table.sheet, *codes] += n
    if counts:
        rows = [[batch_id, *of, n] for of, n in sorted(counts.items())]
        con.executemany("insert into succeeded_places values (?, ?, ?, ?, ?, ?, ?)", rows)


def write_history(
    con: duckdb.DuckDBPyConnection,
    building: Building,
    batch_id: int,
    found: ReadResult,
    registers: Sequence[RegisterReport],
    refused: Sequence[Refused],
    applied: Sequence[Applied],
    stored_by: str,
) -> None:
    """Note the batch and everything that is told of it."""
    stored_at = datetime.now().replace(microsecond=0)
    base = building.base.id if building.base else None
    con.execute(
        "insert into batches (batch_id, stored_at, snapshot, base_snapshot, stored_by) values (?, ?, ?, ?, ?)",
        [batch_id, stored_at, building.id or None, base, stored_by.strip()[:LONGEST_NAME] or None],
    )
    con.executemany("insert into batch_files values (?, ?, ?, ?)", [[batch_id, *file] for file in found.files])
    con.executemany(
        "insert into batch_registers values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            [batch_id, r.register, r.file, r.sheet, r.read, r.new, r.changed, r.unchanged, r.rejected,
             json.dumps(r.skipped), json.dumps(r.warnings), json.dumps(r.dropped_columns, ensure_ascii=False)]
            for r in registers
        ],
    )  # fmt: skip
    where = [(batch_id, r.register, r.file, r.sheet, r.row) for r in refused]
    rows = [
        (*w, json.dumps(r.cells, ensure_ascii=False), r.place_code, r.entity_key, r.content)
        for w, r in zip(where, refused, strict=True)
    ]
    reasons = [
        (*w, column, value, code, json.dumps(facts, ensure_ascii=False))
        for w, r in zip(where, refused, strict=True)
        for column, value, code, facts in r.reasons
    ]
    fixes = [(batch_id, a.register, a.file, a.sheet, a.row, a.heading, a.before, a.after, a.why) for a in applied]
    for name, lines in (("quarantine", rows), ("quarantine_reasons", reasons), ("fixes", fixes)):
        if lines:
            frame = pd.DataFrame(lines)  # noqa: F841 - read by the engine
            con.execute(f"insert into {name} select * from frame")  # noqa: S608 - one of the names above

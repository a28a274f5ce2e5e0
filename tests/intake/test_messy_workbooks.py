"""Generated messy workbooks: every row ends where it must, every reject names the right cell."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import pytest
from messy import make_sheets, write
from quick import empty_store, marts_left_alone

from dashboard.intake.importing import import_files
from dashboard.settings import Settings


@pytest.mark.parametrize("seed", range(16))
def test_every_row_ends_where_it_must(seed: int, tmp_path: Path, today_settings: Settings) -> None:
    rng = random.Random(seed)
    sheets, stored = make_sheets(rng)
    folder = tmp_path / "files"
    folder.mkdir()
    write(rng, sheets, folder)
    store = empty_store(tmp_path / "store")
    with marts_left_alone():
        report = import_files([folder], store, today_settings)
        again = import_files([folder], store, today_settings)

    blamed: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for reject in report.rejects:
        blamed[reject.register][reject.row].add(" ".join(reject.column.split()))
    for sheet in sheets:
        (entry,) = [r for r in report.registers if r.register == sheet.register]
        assert entry.read == len(sheet.rows) == entry.new + entry.changed + entry.unchanged + entry.rejected
        assert sum(entry.skipped.values()) == sheet.skipped
        expected = {sheet.at[i]: {" ".join(h.split()) for h in headings} for i, headings in sheet.bad.items()}
        assert blamed[sheet.register].keys() == expected.keys(), sheet.register
        for row, headings in expected.items():
            assert {h.replace("ํา", "ำ") for h in blamed[sheet.register][row]} >= {h.replace("ํา", "ำ") for h in headings}
        assert entry.new == stored[sheet.register]
    with store.current().open() as con:
        for register, n in stored.items():
            assert con.sql(f"select count(*) from {register}").fetchall() == [(n,)]

    for entry in again.registers:
        assert (entry.new, entry.changed) == (0, 0), "the same files again change nothing"

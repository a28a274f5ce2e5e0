"""Which warnings an import gives: the store's own checks, where they touch a row of this import.

The checks are the ones of the data-quality list, so that the two can never disagree. It must not know their SQL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import duckdb
import pandas as pd

from dashboard.intake.checking import Checked
from dashboard.store.health import data_quality

# Which staged column a warning's entity stands in; for the others the village alone tells.
_ENTITY = {
    "trainer_over_4": "trainer",
    "phone_shared": "phone",
    "baseline_zero": "house_no",
    "income_jump": "house_no",
}


def warnings_of_import(con: duckdb.DuckDBPyConnection, checked: Sequence[Checked], today: date) -> list[Counter[str]]:
    """Warning code → how many, per checked table; each doubtful thing counts once, in the first table it stands in."""
    counts: list[Counter[str]] = [Counter() for _ in checked]
    imported = {c.register.name: c.register for c in checked}
    for code, warned in data_quality(con, today).items():
        for name in {w.register for w in warned} & imported.keys():
            register = imported[name]
            doubtful = pd.DataFrame(  # noqa: F841 - read by the engine
                [(i, w.place_code, w.entity) for i, w in enumerate(warned) if w.register == name],
                columns=["n", "place_code", "entity"],
            )
            entity = f' and s."{_ENTITY[code]}" = d.entity' if code in _ENTITY else ""
            touched = con.execute(
                "select source, count(*) from (select d.n, min(s.rid >> 32) as source "  # noqa: S608
                f'from doubtful d join stage_{name} s on s."{register.place.value}" = d.place_code{entity} '
                "group by d.n) group by source"
            ).fetchall()
            for source, n in touched:
                counts[source][code] += n
    return counts

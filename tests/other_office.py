"""Another office, which sends its registers while somebody looks at something else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import stores

from dashboard.intake.importing import import_files
from dashboard.registers import stored
from dashboard.settings import Settings
from dashboard.store import Store

THEIRS = "3904"
# what its registers say now
NEW = {
    "sages": "'081-111-1111' as phone",
    "households": "'ค้าขาย' as occupation_type, coalesce(stopped_on, practising_from + 20) as stopped_on",
    "incomes": "income_baht * 2 as income_baht",
    "visits": "'ปัญหาน้ำ' as problem",
    "materials": "unit_price_baht + 1 as unit_price_baht",
    "groups": "members + 7 as members",
    "activities": "spent_baht + 100 as spent_baht",
}


def bring(store: Store, folder: Path, new_of: Mapping[str, str] = NEW) -> None:
    """Another office sends its registers."""
    folder.mkdir(exist_ok=True)
    with store.current().open() as con:
        for name, new in new_of.items():
            columns = ", ".join(f'"{c}"' for c in stored()[name].stored_types() if f"as {c}" not in new)
            place = stored()[name].place.value
            rows = f"select {columns}, {new} from {name} where starts_with({place}, $district)"
            con.execute(f"copy ({rows}) to '{folder / name}.csv' (header)", {"district": THEIRS})
    report = import_files([folder], store, Settings(today=stores.TODAY))
    assert report.batch, report
    assert not report.n_rejected, report.rejects


def imported_days_ago(store: Store) -> None:
    """What the store holds came some days before today."""
    with store.building("real") as building:
        building.con.execute("update batches set stored_at = stored_at - interval 3 day")
        building.renewed = ()

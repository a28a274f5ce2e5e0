"""The example store: the example registers and the published context figures, through the same door as real ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from typing import Literal

from dashboard.demo import write_registers
from dashboard.intake.importing import import_files
from dashboard.intake.report import ImportReport
from dashboard.settings import REFERENCE, Settings
from dashboard.store import Store

CONTEXT_FILES = ("bmn_income_2561.csv", "otop_sales_nong_bua_lamphu.csv", "otop_capacity_nong_bua_lamphu.csv")
_WRITING_SHARE = 0.4


def make_example_store(
    settings: Settings,
    *,
    provinces: Sequence[str],
    scale: Literal["example", "nation"] = "example",
    seed: int = 2560,
    progress: Callable[[str, float], None] = lambda _step, _share: None,
) -> ImportReport:
    """Write the example registers beside the store and import them, replacing an example that is there.

    Raises StoreKindMismatch when the store holds real data, before anything is written.
    """
    store = Store(settings.example_store, kept=settings.snapshots_kept, lock_wait_s=settings.lock_wait_s)
    store.refuse_other_than("example")
    folder = store.folder / "registers"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)

    def written(done: int, of: int, _file: str) -> None:
        progress("writing", _WRITING_SHARE * done / of)

    write_registers(folder, provinces=tuple(provinces), scale=scale, seed=seed, today=settings.day(), progress=written)
    return import_files(
        [folder, *(REFERENCE / name for name in CONTEXT_FILES)],
        store,
        settings,
        kind="example",
        fresh=True,
        progress=lambda step, share: progress(step, _WRITING_SHARE + (1 - _WRITING_SHARE) * share),
    )

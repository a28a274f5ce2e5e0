"""How long the registers of the nation take from files to a published snapshot, and how much memory.

`make bench` runs it on registers that it makes first; `python tests/bench/bench_import.py [STORE]` on those that lie
beside a national example store. As Parquet, as CSV, and one sheet of households as xlsx; each as the command does it,
into a store of its own. Beside it the floor: the same bytes read and nothing done. It prints and judges nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.csv
import pyarrow.parquet as pq
import xlsxwriter

from dashboard.demo import write_registers

ROOT = Path(__file__).resolve().parents[2]
SHEET_ROWS = 100_000


def measured(files: Path, store: Path) -> tuple[float, float, float, str]:
    """Import a folder: seconds, those of the processors, the most megabytes, and the last line it said."""
    command = [sys.executable, "-m", "dashboard", "import", "--language", "en", "--store", str(store), str(files)]
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    with process.stdout as words:
        said = words.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    last = (said.strip().splitlines() or [""])[-1]
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, last


def as_csv(registers: Path, folder: Path) -> None:
    folder.mkdir()
    for file in registers.glob("*.parquet"):
        pyarrow.csv.write_csv(pq.read_table(file), folder / f"{file.stem}.csv")


def as_xlsx(registers: Path, folder: Path) -> int:
    """The villages, and as many households as SHEET_ROWS in one sheet; how many rows in all."""
    folder.mkdir()
    n = 0
    for name in ("villages", "households"):
        rows = pq.read_table(registers / f"{name}.parquet").slice(0, SHEET_ROWS)
        book = xlsxwriter.Workbook(
            folder / f"{name}.xlsx",
            {"constant_memory": True, "default_date_format": "yyyy-mm-dd", "remove_timezone": True},
        )
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, rows.column_names)
        for number, row in enumerate(zip(*(column.to_pylist() for column in rows.columns), strict=True), start=1):
            sheet.write_row(number, 0, ["" if value is None else value for value in row])
        book.close()
        n += rows.num_rows
    return n


def bytes_read(folder: Path) -> float:
    begun = time.perf_counter()
    for file in folder.iterdir():
        file.read_bytes()
    return time.perf_counter() - begun


def bench(registers: Path) -> None:
    n_all = sum(pq.read_metadata(file).num_rows for file in registers.glob("*.parquet"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        as_csv(registers, folder / "csv")
        n_sheets = as_xlsx(registers, folder / "xlsx")
        print(f"\n{'':9}{'rows':>11}{'MB':>7}{'wall s':>8}{'cpu s':>7}{'rows/s':>9}{'peak MB':>9}{'read s':>8}")
        for kind, files, n in (
            ("parquet", registers, n_all),
            ("csv", folder / "csv", n_all),
            ("xlsx", folder / "xlsx", n_sheets),
        ):
            wall, cpu, peak, last = measured(files, folder / f"store-{kind}")
            size = sum(file.stat().st_size for file in files.iterdir()) / 1e6
            print(
                f"{kind:9}{n:11,}{size:7.0f}{wall:8.1f}{cpu:7.1f}{n / wall:9,.0f}{peak:9,.0f}{bytes_read(files):8.2f}"
            )
            print(f"    {last}; stored: {stored(folder / f'store-{kind}')}", flush=True)


def stored(store: Path) -> str:
    """How many rows of the two largest registers are in the newest snapshot."""
    newest = sorted((store / "snapshots").glob("[0-9]*.duckdb"))[-1]
    with duckdb.connect(str(newest), read_only=True) as con:
        counts = {
            t: con.execute(f"select count(*) from {t}").fetchone() for t in ("households", "incomes", "quarantine")
        }
    return ", ".join(f"{table} {count[0]:,}" for table, count in counts.items() if count)


def test_import() -> None:
    with tempfile.TemporaryDirectory() as name:
        write_registers(Path(name), scale="nation", today=date(2026, 11, 21))
        bench(Path(name))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        bench(Path(sys.argv[1]) / "registers")
    else:
        test_import()

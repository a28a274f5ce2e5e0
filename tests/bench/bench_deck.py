"""How long the files of a province's meeting take, and how much memory, each as the command makes it.

`make bench` runs it; `python tests/bench/bench_deck.py [STORE] [AREA]` too, on a store that is there. It prints and
judges nothing. Memory is the largest of any one process: of PDF and PNG that is the browser's, or Python's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
KINDS = (".pptx", ".pdf", ".docx", ".png")


def measured(*arguments: str) -> tuple[float, float, float]:
    """Run a command: its seconds, those of the processor, and the most megabytes of one of its processes."""
    begun = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "dashboard", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def bench(store: Path, area: str, as_of: str, since: str) -> None:
    """Make each kind of file once and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            out = Path(folder, f"deck{kind}")
            seconds, busy, megabytes = measured(
                "deck", "--store", str(store), "--area", area, "--as-of", as_of, "--since", since, "--out", str(out)
            )
            print(f"{kind:6} {seconds:6.1f} s  ({busy:5.1f} s of the processor)  {megabytes:5.0f} MB  "
                  f"{out.stat().st_size / 1024:6.0f} KB")  # fmt: skip


def test_bench_the_files_of_a_meeting(tmp_path: Path) -> None:
    store = tmp_path / "store"
    measured("demo", "--store", str(store), "--provinces", "40")
    bench(store, "40", "2017-06-30", "2017-05-31")


if __name__ == "__main__":
    bench(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "40", "2017-06-30", "2017-05-31")

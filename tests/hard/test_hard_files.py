"""Every hard file gives the right answer or a clear error in both languages; `make hard` makes the large ones and
measures time and memory of the command.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from effort import HARD as TRIES_HARD
from hard_files import HARD, Hard

from dashboard.intake.importing import import_files
from dashboard.intake.report import words_of
from dashboard.messages import catalogue
from dashboard.settings import Settings
from dashboard.store import Store

ROOT = Path(__file__).resolve().parent.parent.parent


def expected(hard: Hard) -> int:
    return hard.rows[TRIES_HARD] if isinstance(hard.rows, tuple) else hard.rows


@pytest.mark.parametrize("hard", HARD, ids=lambda hard: hard.name)
@pytest.mark.skipif(TRIES_HARD, reason="the same by the command, measured, in the other test")
def test_a_hard_file_is_read_right_or_refused_with_words(hard: Hard, tmp_path: Path) -> None:
    path = hard.make(tmp_path, False)
    settings = Settings(today=date(2026, 11, 21), upload_mb=300, unpacked_mb=120)
    report = import_files([path], Store(tmp_path / "store"), settings)
    told = [p.facts["reason"] for p in report.problems] or ([] if report.registers else ["nothing_recognised"])
    if hard.reason:
        assert len(told) == 1
        assert told[0] in hard.reason.split("|")
        assert report.exit_code == 2
        assert Store(tmp_path / "store").newest() is None
        for problem in report.problems:
            for language in ("th", "en"):
                words = words_of(problem, language)
                assert catalogue(language)[f"file.{problem.facts['reason']}"] in words
                assert path.name in words
        return
    assert not told
    assert sum(r.new for r in report.registers) in range(expected(hard), expected(hard) + 1_000)
    assert report.n_rejected == hard.refused
    assert all(reject.message(language) for reject in report.rejects for language in ("th", "en"))
    if hard.check:
        with Store(tmp_path / "store").current().open() as con:
            assert con.execute(hard.check[0]).fetchall() == hard.check[1]


@pytest.mark.parametrize("hard", HARD, ids=lambda hard: hard.name)
@pytest.mark.skipif(not TRIES_HARD, reason="large files: make hard")
def test_the_command_reads_a_hard_file_in_bounded_memory_and_time(hard: Hard, tmp_path: Path) -> None:
    path = hard.make(tmp_path, True)
    size = path.stat().st_size
    answer, megabytes, seconds = _run(path, tmp_path / "store", dict(hard.environment))
    print(f"\n| {hard.name} | {size / 1e6:,.1f} MB | {seconds:.1f} s | {megabytes:,} MB | ", end="")
    if hard.reason:
        (problem,) = answer["problems"] or [{"code": "nothing_recognised"}]
        print(f"{problem.get('message', problem['code'])} |")
        assert answer["batch"] is None
    else:
        new, rejected = (sum(r[key] for r in answer["registers"]) for key in ("new", "rejected"))
        print(f"{new:,} rows stored, {rejected} refused |")
        assert rejected == hard.refused
        assert new in range(expected(hard), int(expected(hard) * 2) + 1)
    assert megabytes <= hard.megabytes
    assert seconds <= hard.seconds


def _run(path: Path, store: Path, environment: dict[str, str]) -> tuple[dict[str, Any], int, float]:
    """The command's answer, the most memory it held and how long it took."""
    command = [
        sys.executable,
        "-m",
        "dashboard",
        "--store",
        str(store),
        "--language",
        "en",
        "import",
        "--json",
        str(path),
    ]
    own = {"PYTHONPATH": str(ROOT), "SAMMACHIP_TODAY": "2026-11-21", **environment}
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, *command], capture_output=True, cwd=ROOT, env={**os.environ, **own}
    )
    seconds = time.monotonic() - started
    answer, _, measured = done.stdout.decode().rstrip().rpartition("\n")
    code, kilobytes = map(int, measured.split())
    assert code in (0, 1, 2), done.stderr.decode()
    return json.loads(answer), kilobytes // 1024, seconds


# a process of its own starts the command: the memory of a process that forks counts for its child
_MEASURED = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print(chr(10) + str(code), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""

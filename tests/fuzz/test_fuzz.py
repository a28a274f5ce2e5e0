"""Readers and parsers hold for any bytes: the inputs that once broke one, random ones, and a short coverage-guided run.

`make fuzz` fuzzes each target for longer.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from effort import times
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from targets import TARGETS, kept, seeds

HERE = Path(__file__).parent
SECONDS = int(os.environ.get("SAMMACHIP_FUZZ_SECONDS", "0"))


@pytest.mark.parametrize("name", TARGETS)
def test_what_once_broke_it_and_what_is_right_does_not_break_it(name: str) -> None:
    for data in (b"", *seeds(name), *kept(name)):
        TARGETS[name](data)


def mutated(name: str) -> st.SearchStrategy[bytes]:
    """Right inputs with a stretch replaced by something else, and anything."""
    bases = st.sampled_from([b"", *seeds(name)])
    pieces = st.one_of(st.binary(max_size=30), st.text(max_size=20).map(lambda t: t.encode("utf-8", "replace")))

    def cut(base: bytes, piece: bytes, at: int, n: int) -> bytes:
        at = at % (len(base) + 1)
        return base[:at] + piece + base[at + n :]

    return st.builds(cut, bases, pieces, st.integers(0, 100_000), st.integers(0, 40))


@pytest.mark.parametrize("name", TARGETS)
def test_random_changes_do_not_break_it(name: str) -> None:
    @settings(max_examples=times(25, 2_000), deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(mutated(name))
    def run(data: bytes) -> None:
        TARGETS[name](data)

    run()


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is not made for this system or Python")
@pytest.mark.parametrize("name", TARGETS if SECONDS else ["values"])
def test_coverage_guided_inputs_do_not_break_it(name: str, tmp_path: Path) -> None:
    command = [sys.executable, str(HERE / "fuzz.py"), name, str(SECONDS or 3), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(HERE), str(HERE.parent.parent)))}
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment)
    broken = {path.name: path.read_bytes()[:300] for path in tmp_path.glob(f"{name}-*")}
    assert done.returncode == 0, (broken, done.stderr[-3_000:])
    units = next(line for line in done.stderr.splitlines() if "number_of_executed_units" in line)
    print(f"\n{name}: {units.split()[-1]} inputs")
    assert int(units.split()[-1]) > 100

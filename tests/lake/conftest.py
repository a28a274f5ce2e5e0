"""A PostgreSQL of our own and the environment of a lake (`make lake`); where one is missing, this is left out."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import stores

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(os.environ.get("LAKE_PYTHON") or ROOT / ".venv" / "lake" / "bin" / "python")
INSIDE = Path(__file__).with_name("inside.py")


def program(name: str) -> str | None:
    """A program of PostgreSQL, which Debian keeps beside the path."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(beside[-1]) if beside else None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The connection string of a server without any database of ours, `dbname` left out."""
    initdb, control = program("initdb"), program("pg_ctl")
    if not PYTHON.exists():
        pytest.skip("no environment of a lake here: `make lake` makes it")
    if initdb is None or control is None:
        pytest.skip("no PostgreSQL here")
    user = "postgres" if os.name == "posix" and os.geteuid() == 0 else None  # it refuses to run as root
    if user and subprocess.run(["id", user], capture_output=True).returncode:
        pytest.skip("PostgreSQL does not run as root, and there is nobody else here")
    with tempfile.TemporaryDirectory(prefix="pg-") as name:  # a socket's path must be short
        if user:
            shutil.chown(name, user)

        def run(*command: str) -> None:
            subprocess.run(command, check=True, user=user, cwd=name, stdout=subprocess.DEVNULL, timeout=120)

        run(initdb, "-D", f"{name}/data", "-A", "trust", "-U", "postgres", "--no-sync", "--locale", "C", "-E", "UTF8")
        options = f"-c listen_addresses='' -c fsync=off -k {name}"
        run(control, "-D", f"{name}/data", "-o", options, "-l", f"{name}/log", "-w", "start")
        try:
            yield f"host={name} user=postgres"
        finally:
            run(control, "-D", f"{name}/data", "-m", "immediate", "-w", "stop")


@dataclass(frozen=True)
class Office:
    """A lake, the store that is published of it, and the program as an office runs it."""

    catalogue: str
    files: Path
    store: Path

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "SAMMACHIP_LAKE": self.catalogue,
            "SAMMACHIP_LAKE_FILES": str(self.files),
            "SAMMACHIP_STORE": str(self.store),
            "SAMMACHIP_LANGUAGE": "en",
            "SAMMACHIP_LOCK_WAIT_S": "200",
            "SAMMACHIP_TODAY": stores.TODAY.isoformat(),
        }

    def start(self, *command: str) -> subprocess.Popen[str]:
        """`sammachip …` in the lake's environment."""
        return self._start("-m", "dashboard", *command)

    def run(self, *command: str) -> str:
        """The same, to its end; some rows may be refused."""
        return ended(self.start(*command))

    def start_inside(self, *what: str) -> subprocess.Popen[str]:
        """Functions of inside.py, one after another."""
        return self._start(str(INSIDE), *what)

    def inside(self, *what: str) -> str:
        """The same, to their end."""
        return ended(self.start_inside(*what))

    def asked(self, what: str, facts: object) -> Any:
        """A function of inside.py that is given and gives objects."""
        with tempfile.TemporaryDirectory(prefix="lake-") as name:
            given, found = Path(name) / "given", Path(name) / "found"
            given.write_bytes(pickle.dumps(facts))
            ended(self._start(str(INSIDE), what, str(given), str(found)))
            return pickle.loads(found.read_bytes())  # noqa: S301 - written by inside.py

    def _start(self, *command: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(PYTHON), *command], cwd=ROOT, env=self.environment(), text=True, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip


NewOffice = Callable[[], Office]


def ended(process: subprocess.Popen[str]) -> str:
    """What a process printed, once it has ended with 0 or 1 (rows were refused)."""
    out, err = process.communicate(timeout=240)
    assert process.returncode in (0, 1), err
    assert "Traceback" not in err, err
    return out


@pytest.fixture(scope="session")
def new_office(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> NewOffice:
    """Makes an office before a lake that nobody used."""

    def _new() -> Office:
        folder = tmp_path_factory.mktemp("lake")
        psql = program("psql") or "psql"
        subprocess.run(
            [psql, "-q", f"{postgres} dbname=postgres", "-c", f'create database "{folder.name}"'], check=True
        )
        return Office(f"{postgres} dbname={folder.name}", folder / "files", folder / "published")

    return _new

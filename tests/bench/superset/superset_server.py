"""A Superset of its own folder: its metadata made once, then served by gunicorn with its answers remembered or not."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import time
import urllib.request
from contextlib import closing
from pathlib import Path

from visits import free_port

HERE = Path(__file__).resolve().parent
USER, PASSWORD = "measurer", "only here"
WORKERS, THREADS = 2, 4  # two processes for two cores; eight questions at once


def prepare(environment: Path, folder: Path) -> None:
    """Make the metadata and the one user, unless they are there; its readers do not wait for its writer."""
    if (folder / "prepared").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    someone = ["--username", USER, "--password", PASSWORD, "--firstname", "A", "--lastname", "B", "--email", "a@b.c"]
    with (folder / "prepare.log").open("wb") as log:
        for step in (["db", "upgrade"], ["fab", "create-admin", *someone], ["init"]):
            command = [environment / "bin" / "superset", *step]
            subprocess.run(command, env=_environment(folder), cwd=folder, check=True, stdout=log, stderr=log)
    with closing(sqlite3.connect(folder / "superset.db")) as con:
        con.execute("pragma journal_mode = wal")
    (folder / "prepared").touch()


def serve(environment: Path, folder: Path, *, cached: bool) -> tuple[subprocess.Popen[bytes], str]:
    """Start a server whose answers are remembered in a folder of files that is empty, or not at all; its address, where
    it will answer in a while (`wait_for`).
    """
    name, port = "cached" if cached else "uncached", free_port()
    cache = folder / f"answers-{time.time_ns()}" if cached else None
    command = [
        environment / "bin" / "gunicorn", "--workers", str(WORKERS), "--threads", str(THREADS),
        "--worker-class", "gthread", "--keep-alive", "30", "--timeout", "120",
        "--bind", f"127.0.0.1:{port}", "superset.app:create_app()",
    ]  # fmt: skip
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(command, env=_environment(folder, cache), cwd=folder, stdout=log, stderr=log)
    return process, f"http://127.0.0.1:{port}"


def wait_for(address: str, seconds: float = 180) -> None:
    """Until a server answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(f"{address}/health", timeout=seconds)  # noqa: S310 - our own address
        except OSError:
            assert time.monotonic() < end, f"nothing answers at {address}: see the log in Superset's folder"
            time.sleep(0.25)
        else:
            return


def _environment(folder: Path, cache: Path | None = None) -> dict[str, str]:
    return {
        **{key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
        "SUPERSET_CONFIG_PATH": str(HERE / "superset_config.py"),
        "SUPERSET_BENCH": str(folder.resolve()),
        "SUPERSET_BENCH_CACHE": str(cache.resolve()) if cache else "",
        "FLASK_APP": "superset.app:create_app()",
    }

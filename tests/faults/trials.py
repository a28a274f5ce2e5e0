"""Imports that are cut off: real processes, killed or starved of disk, and what stands in the store afterwards.

A process that has everything loaded forks one child per trial, so that a trial costs an import and not a start of
Python. The parent never opens a store itself: the engine's threads would not survive the fork.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.errors import SammachipError
from dashboard.intake.importing import import_files
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.store.health import health
from dashboard.store.history import batches

TODAY = Settings(today=date(2026, 11, 21))
HEADINGS = ["ปีงบประมาณ", "รหัสหมู่บ้าน", "ชื่อหมู่บ้าน", "งบประมาณ (บาท)"]


def write_mail(folder: Path, n: int) -> Path:
    """The n-th register: 40 villages, whose names and budgets tell n."""
    path = folder / f"mail-{n}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [["2560", f"390401{moo:02}", f"บ้าน {n}", str(1000 + n)] for moo in range(1, 41)]
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


def store_mail(store: Path, mail: Path) -> None:
    """Import one register."""
    import_files([mail], Store(store, lock_wait_s=30), TODAY)


def standing(store: Path) -> dict[str, Any]:
    """What can be seen in the store: its batches, the n of its rows, and everything that is wrong with it."""
    now = Store(store).current()
    with now.open() as con:
        numbers = con.execute("select count(*), min(village_name), max(village_name) from villages").fetchall()[0]
        return {
            "batches": len(batches(con)),
            "rows": numbers[0],
            "names": sorted({numbers[1], numbers[2]}),
            "faults": [fault.code for fault in health(con)],
            "trouble": now.trouble.code if now.trouble else None,
            "drafts": len(list((store / "snapshots").glob(".*"))),
        }


def in_child(work: Callable[[], Any]) -> tuple[int, Any]:
    """Run work in a forked process; its wait status and its answer (None when it was cut off)."""
    read, write = os.pipe()
    pid = _fork(work, read, write)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as pipe:
        text = pipe.read()
    _, status = os.waitpid(pid, 0)
    return status, json.loads(text) if text else None


def killed_after(seconds: float, work: Callable[[], Any]) -> bool:
    """Run work in a forked process and kill it after a while; whether it was cut off."""
    read, write = os.pipe()
    pid = _fork(work, read, write)
    os.close(read)
    os.close(write)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)


def _fork(work: Callable[[], Any], read: int, write: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        os.close(read)
        answer = work()
        os.write(write, json.dumps(answer).encode())
    except SammachipError as error:
        os.write(write, json.dumps({"error": error.code, **{k: str(v) for k, v in error.facts.items()}}).encode())
    except BaseException as error:  # noqa: BLE001 - told to the parent, which fails the test
        os.write(write, json.dumps({"crashed": f"{type(error).__name__}: {error}"}).encode())
    finally:
        os._exit(0)


def cut_at(point: int, folder: Path) -> None:
    """Kill this process right before its `point`-th dealing with a file of the folder (open to write, flush, rename,
    remove, make a folder).
    """
    seen = 0
    inside = str(folder)

    def count() -> None:
        nonlocal seen
        seen += 1
        if seen == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = args
            if inside in str(path) and ((mode and mode != "r" and mode != "rb") or flags & (os.O_WRONLY | os.O_RDWR)):
                count()
        elif event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.copyfile") and inside in str(args[0]):
            count()

    plain = os.fsync

    def fsync(handle: int) -> None:
        count()
        plain(handle)

    os.fsync = fsync
    sys.addaudithook(hook)


def kill_points(store: Path, mails: Path, trials: int, seed: int) -> Iterator[dict[str, Any]]:
    """Imports killed at random moments, one after another on the same store; what stands after each."""
    rng = random.Random(seed)
    in_child(lambda: store_mail(store, write_mail(mails, 0)))
    started = time.monotonic()
    in_child(lambda: store_mail(store, write_mail(mails, 0)))
    lasts = time.monotonic() - started
    for n in range(1, trials + 1):
        mail, after = write_mail(mails, n), rng.uniform(0, lasts * 1.1)
        cut = killed_after(after, lambda mail=mail: store_mail(store, mail))
        yield {"n": n, "after_s": round(after, 3), "cut": cut, "stands": in_child(lambda: standing(store))[1]}


def chosen_points(store: Path, mails: Path, step: int) -> Iterator[dict[str, Any]]:
    """Imports killed before the 1st, (1 + step)-th … dealing with a file, until one comes through."""
    in_child(lambda: store_mail(store, write_mail(mails, 0)))
    point, n = 1, 0
    while True:
        n += 1
        mail = write_mail(mails, n)

        def work(point: int = point, mail: Path = mail) -> None:
            cut_at(point, store)
            store_mail(store, mail)

        status, _ = in_child(work)
        cut = os.WIFSIGNALED(status)
        yield {"n": n, "point": point, "cut": cut, "stands": in_child(lambda: standing(store))[1]}
        if not cut:
            return
        point += step


def starved(store: Path, mails: Path, limits: list[int]) -> Iterator[dict[str, Any]]:
    """Imports that may write only so many bytes of a file."""
    in_child(lambda: store_mail(store, write_mail(mails, 0)))
    for n, limit in enumerate(limits, start=1):
        mail = write_mail(mails, n)

        def work(limit: int = limit, mail: Path = mail) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            store_mail(store, mail)

        _, answer = in_child(work)
        yield {"n": n, "limit": limit, "answer": answer, "stands": in_child(lambda: standing(store))[1]}


def main() -> None:
    """`trials.py WHAT STORE MAILS NUMBER SEED`: one line of JSON per trial."""
    what, store, mails, number, seed = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), *map(int, sys.argv[4:6])
    mails.mkdir(parents=True, exist_ok=True)
    match what:
        case "kill":
            trials = kill_points(store, mails, number, seed)
        case "points":
            trials = chosen_points(store, mails, number)
        case _:
            rng = random.Random(seed)
            trials = starved(store, mails, [rng.randrange(0, 8_000_000) for _ in range(number)])
    for trial in trials:
        print(json.dumps(trial, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()

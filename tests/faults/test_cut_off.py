"""An import that is killed at any moment, or finds no room on the disk, leaves what was there before, whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from effort import times

from dashboard.__main__ import main
from dashboard.errors import StoreNotWritable
from dashboard.store import Store

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are forked and killed as POSIX does")
SCRIPT = Path(__file__).with_name("trials.py")
ROOT = SCRIPT.parent.parent.parent


def run(what: str, folder: Path, number: int, seed: int) -> list[dict[str, Any]]:
    command = [sys.executable, str(SCRIPT), what, str(folder / "store"), str(folder / "mails"), str(number), str(seed)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def check(trials: list[dict[str, Any]], n_batches: int) -> int:
    """Each trial left the state before it or the one it stored, nothing between; how many were stored."""
    last, known = "บ้าน 0", n_batches
    stored = 0
    for trial in trials:
        stands = trial["stands"]
        assert set(stands) >= {"batches"}, trial
        assert (stands["rows"], stands["faults"], stands["trouble"]) == (40, [], None), trial
        if stands["batches"] == known + 1:
            known, last, stored = known + 1, f"บ้าน {trial['n']}", stored + 1
        assert (stands["batches"], stands["names"]) == (known, [last]), trial
    return stored


def test_an_import_killed_at_random_moments_is_stored_whole_or_not_at_all(tmp_path: Path) -> None:
    trials = run("kill", tmp_path, times(6, 300), seed=6)
    stored = check(trials, 2)
    assert sum(trial["cut"] for trial in trials) >= times(2, 200)
    assert stored < len(trials)


def test_an_import_killed_before_a_dealing_with_a_file_is_stored_whole_or_not_at_all_and_check_tells_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trials = run("points", tmp_path, times(5, 1), seed=0)
    check(trials, 1)
    assert len(trials) >= times(4, 18)
    assert [trial["cut"] for trial in trials] == [True] * (len(trials) - 1) + [False]
    store = tmp_path / "store"
    assert main(["--store", str(store), "--language", "en", "check"]) == 0
    assert "was cut off. Nothing of it was stored" in capsys.readouterr().out
    assert not list((store / "snapshots").glob(".*"))  # the one that came through tidied up


def test_a_disk_without_room_is_told_in_words_and_leaves_what_was_there(tmp_path: Path) -> None:
    trials = run("starve", tmp_path, times(5, 100), seed=9)
    check(trials, 1)
    told = [trial["answer"] for trial in trials if trial["answer"]]
    assert len(told) >= len(trials) // 3
    assert {(answer["error"], answer["reason"]) for answer in told} == {("store_not_writable", "disk_full")}
    assert all(trial["stands"]["drafts"] == 0 for trial in trials)


@pytest.fixture
def small_disk(tmp_path: Path) -> Any:
    """A disk of its own that can be full or read-only."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("only root may mount a small disk here; the limit on a file's size is tested everywhere")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk(small_disk: Path, tmp_path: Path) -> None:
    from trials import standing, store_mail, write_mail

    store = small_disk / "store"
    store_mail(store, write_mail(tmp_path, 0))
    room = os.statvfs(small_disk)
    for left in (0, 2_000_000):
        (small_disk / "ballast").write_bytes(b"0" * max(room.f_bavail * room.f_frsize - left, 0))
        with pytest.raises(StoreNotWritable) as error:
            store_mail(store, write_mail(tmp_path, 1))
        assert error.value.facts["reason"] == "disk_full"
        stands = standing(store)
        assert (stands["batches"], stands["names"], stands["drafts"]) == (1, ["บ้าน 0"], 0)
    (small_disk / "ballast").unlink()
    store_mail(store, write_mail(tmp_path, 1))
    assert standing(store)["names"] == ["บ้าน 1"]


def test_a_read_only_disk_is_read_and_says_why_it_is_not_written(
    small_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from trials import standing, store_mail, write_mail

    store = small_disk / "store"
    store_mail(store, write_mail(tmp_path, 0))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert standing(store)["names"] == ["บ้าน 0"]
    assert main(["--store", str(store), "--language", "en", "check"]) == 0
    assert main(["--store", str(store), "--language", "en", "import", str(write_mail(tmp_path, 1))]) == 2
    assert "the disk is read-only" in capsys.readouterr().err
    with pytest.raises(StoreNotWritable):
        store_mail(small_disk / "another", write_mail(tmp_path, 1))
    assert Store(store).current().id == "000001"

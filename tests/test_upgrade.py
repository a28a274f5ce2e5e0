"""The upgrade as docs/install.md tells it: the old program goes, the new one comes, what the office has stays."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NEW = {"dashboard/messages/a.th.po": "new", "queries/checks/kept.sql": "new", "pages/p.py": "new",
       "tests/t.py": "", "docs/d.md": "", "data/reference/places.csv": "new", "Makefile": "new",
       ".streamlit/config.toml": "new"}  # fmt: skip
OWN = {"data/store/store.json": "own", "data/people.json": "own", ".streamlit/secrets.toml": "own", ".venv/x": "own"}
GONE = {"dashboard/messages/old.th.po": "old", "queries/checks/dropped.sql": "old", "pages/dropped.py": "old"}


def steps() -> list[str]:
    """The lines of the first block under the heading."""
    text = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    block = re.search(r"^## ปรับรุ่น\n.*?```sh\n(.*?)```", text, re.DOTALL | re.MULTILINE)
    assert block is not None
    return block[1].splitlines()


def lay(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_the_steps_leave_the_new_program_and_the_offices_own_files(tmp_path: Path) -> None:
    office = tmp_path / "office"
    lay(tmp_path / "sammachip-new", NEW)
    lay(office, dict.fromkeys(NEW, "old") | GONE | OWN)
    backup, *moving, setup = steps()
    assert (backup, setup) == (".venv/bin/sammachip backup ../before.zip", "make setup")
    for line in moving:
        subprocess.run(["bash", "-ec", line], cwd=office, check=True)
    found = {p.relative_to(office).as_posix(): p.read_text() for p in office.rglob("*") if p.is_file()}
    assert found == NEW | OWN


def test_every_folder_that_is_read_by_its_files_is_removed_before() -> None:
    removed = next(line for line in steps() if line.startswith("rm -r ")).split()[2:]
    tracked = {line.split("/")[0] for line in _tracked() if "/" in line}
    assert {"dashboard", "pages", "queries"} <= set(removed) <= tracked
    assert "data" not in removed


def _tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("no history here")
    return listed.stdout.splitlines()

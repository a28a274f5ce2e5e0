"""The set-up of the project itself: lock, CI, and files that any machine can use."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
LAKE_LOCK = ROOT / "requirements-lake.lock"
BOTH = pytest.mark.parametrize("lock", [LOCK, LAKE_LOCK], ids=lambda path: path.name)
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|tmp/w|opt/pypi(?:-more)?|opt/wheels)(?:/|\b)")
PACKAGE_HOST = re.compile(r"pypi\.org|pythonhosted\.|registry\.npmjs\.|deb\.debian\.org", re.IGNORECASE)


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> set[str]:
    return set(versions(LOCK))


def versions(lock: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in PIN.findall(lock.read_text(encoding="utf-8")):
        found.setdefault(normal(name), set()).add(version)
    return found


def named(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[\s<>=!~;\[]", requirement, maxsplit=1)[0]) for requirement in requirements}


@BOTH
def test_every_pin_has_hashes(lock: Path) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", lock.read_text(encoding="utf-8").strip())
    assert len(blocks) > 40
    for block in blocks:
        assert PIN.match(block), block[:60]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), block[:60]


@BOTH
def test_the_lock_holds_no_addresses_and_no_paths(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert re.search(r"https?:|file:|--index|--extra-index|--find-links|--trusted-host| @ ", text) is None
    assert MACHINE_PATH.search(text) is None


def test_the_lock_serves_every_platform() -> None:
    assert "sys_platform == 'win32'" in LOCK.read_text(encoding="utf-8")


def test_a_lake_has_another_engine_and_nothing_else_of_its_own() -> None:
    own, lake = versions(LOCK), versions(LAKE_LOCK)
    engine = {"duckdb", "duckdb-extension-ducklake", "duckdb-extension-postgres-scanner"}
    assert {name for name in lake if lake[name] != own.get(name)} == engine
    (version,) = lake["duckdb"]
    assert all(lake[name] == {version} for name in engine)
    named_ = PIN.findall((ROOT / "requirements-lake.in").read_text(encoding="utf-8"))
    assert {(name, version) for name in engine} == set(named_)


def test_every_dependency_is_locked() -> None:
    metadata = project()
    table = metadata["project"]
    build = metadata["build-system"]
    assert isinstance(table, dict)
    assert isinstance(build, dict)
    wanted = named(table["dependencies"]) | named(build["requires"])
    for extra in table["optional-dependencies"].values():
        wanted |= named(extra)
    assert wanted - pins() == set()


@pytest.mark.parametrize(("name", "made"), [("run", "make test"), ("audit", "make audit")])
def test_ci_makes_the_tests_and_by_a_timer_the_audit(name: str, made: str) -> None:
    script = ROOT / ".ci" / name
    assert os.access(script, os.X_OK)
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#!")
    assert "set -eu" in lines
    assert made in lines


def test_make_names_its_targets() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("help", "setup", "run", "test", "lint", "bench", "lock", "clean"):
        assert re.search(rf"^{target}:.*## ", text, re.MULTILINE), target
    assert re.search(r"^test: lint\b", text, re.MULTILINE)


def test_streamlit_asks_nobody_and_finds_its_fonts() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["browser"]["gatherUsageStats"] is False
    assert config["server"]["enableStaticServing"] is True
    faces = config["theme"]["fontFaces"]
    assert {face["weight"] for face in faces} == {"400", "600", "700"}
    for face in faces:
        folder, name = face["url"].rsplit("/", 1)
        assert folder == "app/static"
        assert (ROOT / "dashboard" / "static" / name).read_bytes()[:4] == b"wOF2"
    assert (ROOT / "dashboard" / "static" / "OFL.txt").exists()


def test_streamlit_knows_every_option() -> None:
    options = pytest.importorskip("streamlit.config")._config_options_template
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

    def keys(table: dict[str, object], prefix: str) -> list[str]:
        found: list[str] = []
        for key, value in table.items():
            name = f"{prefix}{key}"
            found += keys(value, f"{name}.") if isinstance(value, dict) else [name]
        return found

    assert [key for key in keys(config, "") if key not in options] == []


def test_no_file_holds_paths_of_a_machine_or_hosts_of_packages() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    names = [name for name in listed.stdout.decode().split("\0") if name]
    if listed.returncode != 0 or not names:
        pytest.skip("git lists no files here")
    bad = []
    for name in names:
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
        for pattern in (MACHINE_PATH, PACKAGE_HOST):
            if found := pattern.search(text):
                bad.append(f"{name}: {found.group()}")
    assert bad == []

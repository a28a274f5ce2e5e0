"""Every library is the one that was chosen: pinned to a version, with the digests of its files, and with a licence."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, distributions
from pathlib import Path

LOCK = (Path(__file__).resolve().parents[2] / "requirements.lock").read_text(encoding="utf-8")
ENTRY = re.compile(
    r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)([^\n]*(?:\n    --hash=[^\n]+|\n    # [^\n]+)*)", re.MULTILINE
)
OWN = {"sammachip", "sammachip-dashboard", "pip", "setuptools", "wheel"}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_library_is_pinned_with_its_digests() -> None:
    found = {plain(name): rest for name, _, rest in ENTRY.findall(LOCK)}
    assert len(found) > 80
    assert [name for name, rest in found.items() if not re.search(r"--hash=sha256:[0-9a-f]{64}", rest)] == []
    loose = [line for line in LOCK.splitlines() if re.match(r"[A-Za-z0-9]", line) and "==" not in line]
    assert loose == []
    assert not re.search(r"://|git\+|^--", LOCK, re.MULTILINE)  # no addresses, no options


def test_what_is_installed_is_what_is_pinned() -> None:
    pinned: dict[str, set[str]] = {}
    for name, version, _ in ENTRY.findall(LOCK):
        pinned.setdefault(plain(name), set()).add(version)
    installed = {plain(d.metadata["Name"]): d for d in distributions() if plain(d.metadata["Name"]) not in OWN}
    others = {name: d.version for name, d in installed.items() if d.version not in pinned.get(name, set())}
    assert others == {}
    assert [name for name, d in installed.items() if not _licence(d)] == []


def _licence(found: Distribution) -> str:
    told = found.metadata.get_all("Classifier") or []
    named = [
        found.metadata.get("License-Expression"),
        found.metadata.get("License"),
        *(found.metadata.get_all("License-File") or []),
    ]
    return "".join(filter(None, [*named, *(line for line in told if line.startswith("License"))]))

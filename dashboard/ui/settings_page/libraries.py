"""What this dashboard is built with, read from the installed packages: names, versions, licences. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

PROJECT = "sammachip-dashboard"


@dataclass(frozen=True)
class Library:
    """One package that the project names as needed; `licence` as the package says it, '' when it does not."""

    name: str
    version: str
    licence: str


def version() -> str:
    """The installed version of the dashboard; '' when it runs without being installed."""
    try:
        return distribution(PROJECT).version
    except PackageNotFoundError:
        return ""


def libraries() -> list[Library]:
    """The packages that the dashboard needs to run, by name."""
    try:
        needed = distribution(PROJECT).requires or []
    except PackageNotFoundError:
        return []
    names = [re.split(r"[^A-Za-z0-9_.-]", line, maxsplit=1)[0] for line in needed if "extra ==" not in line]
    found = []
    for name in sorted(names, key=str.lower):
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        found.append(Library(name, package.version, licence_of(package)))
    return found


def licence_of(package: Distribution) -> str:
    """The licence in few words: the expression, else the classifiers, else the first line of the licence field."""
    facts = package.metadata
    if "License-Expression" in facts:
        return str(facts["License-Expression"])
    classified = [c.rsplit(" :: ", 1)[1] for c in facts.get_all("Classifier") or [] if c.startswith("License :: ")]
    named = [c for c in classified if c != "OSI Approved"]
    if named:
        return ", ".join(named)
    lines = "\n".join(facts.get_all("License") or []).strip().splitlines()
    return lines[0].strip()[:60] if lines else ""

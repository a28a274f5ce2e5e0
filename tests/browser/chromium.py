"""Finds the Chromium that the browser tests drive; as a command it may install it first.

    python tests/browser/chromium.py [--install]

prints the path, or nothing. What it says to people goes to stderr.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (  # where installers put it without touching PATH
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
LAUNCH_ARGS = (  # quiet: no account, no updates, nothing that asks the network
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find_chromium() -> str | None:
    """The path of a Chromium: the one that $CHROMIUM names, else the first one found."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((p for p in map(shutil.which, NAMES) if p), None) or next((p for p in PLACES if Path(p).exists()), None)


def has_thai_font() -> bool:
    """Whether a Thai font is installed; true where there is no fontconfig to ask."""
    if not shutil.which("fc-list"):
        return not shutil.which("apt-get")
    return bool(subprocess.run(["fc-list", ":lang=th"], capture_output=True, check=False).stdout.strip())


def as_root() -> list[str] | None:
    """How to run a command as root without a password, if that is possible here."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def install(packages: list[str]) -> None:
    """Install Debian packages if this machine has apt-get and lets us; else leave all as it is."""
    root = as_root()
    if not shutil.which("apt-get") or root is None:
        return
    print(f"installing {' '.join(packages)} for the browser tests", file=sys.stderr, flush=True)
    quiet = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run([*quiet, *step], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(f"apt-get {step[0]}: {done.stderr.strip()[-600:]}", file=sys.stderr)


def main(arguments: list[str]) -> int:
    """Print the path of Chromium, installing what is missing when asked to."""
    if "--install" in arguments:
        missing = ["chromium"] * (not find_chromium()) + ["fonts-noto-core"] * (not has_thai_font())
        if missing:
            install(missing)
    path = find_chromium()
    if path:
        print(path)
    else:
        line = "=" * 78
        print(
            f"{line}\nTHE BROWSER TESTS ARE SKIPPED: no Chromium was found and none could be installed.\n"
            f"Install Chromium or Chrome, or name one: CHROMIUM=/path/to/chromium make test\n{line}",
            file=sys.stderr,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

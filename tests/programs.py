"""Finds the programs that tests look through: a Chromium, LibreOffice, pdftoppm; as a command it may install them.

    python tests/programs.py [--install [PROGRAM …]]

prints the path of Chromium, or nothing. What it says to people goes to stderr.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

LAUNCH_ARGS = (  # quiet: no account, no updates, nothing that asks the network
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
OFFICE_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)


def find_chromium() -> str | None:
    """The path of a Chromium: the one that $CHROMIUM names, else the first one found."""
    from dashboard.browser import find_browser
    from dashboard.errors import NoBrowser

    try:
        return find_browser()
    except NoBrowser:
        return None


def find_office() -> str | None:
    """The path of LibreOffice, if it can open presentations and documents."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    found = found or next((place for place in OFFICE_PLACES if Path(place).exists()), None)
    if found is None:
        return None
    folder = Path(found).resolve().parent  # Debian has the parts of LibreOffice as packages of their own
    parts = [p.stem for p in folder.glob("lib*") if p.stem in ("libsdlo", "libswlo")]
    return found if len(parts) == 2 or not Path("/usr/lib/libreoffice").exists() else None


def find_pdftoppm() -> str | None:
    """The path of pdftoppm, which makes pictures of the pages of a PDF."""
    return shutil.which("pdftoppm")


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


def missing() -> list[str]:
    """The Debian packages of what this machine lacks."""
    return [
        *["chromium"] * (not find_chromium()),
        *["fonts-noto-core"] * (not has_thai_font()),
        *["libreoffice-impress", "libreoffice-writer"] * (not find_office()),
        *["poppler-utils"] * (not find_pdftoppm()),
    ]


def install(packages: list[str]) -> None:
    """Install Debian packages if this machine has apt-get and lets us; else leave all as it is."""
    root = as_root()
    if not shutil.which("apt-get") or root is None:
        return
    print(f"installing {' '.join(packages)} for the tests", file=sys.stderr, flush=True)
    # services are installed and not started
    quiet = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    for step in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run([*quiet, *step], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            print(f"apt-get {step[0]}: {done.stderr.strip()[-600:]}", file=sys.stderr)


def main(arguments: list[str]) -> int:
    """Print the path of Chromium, installing what is missing and other Debian packages when asked to."""
    if "--install" in arguments:
        others = [name for name in arguments if not name.startswith("--") and not shutil.which(name)]
        if lacking := missing() + others:
            install(lacking)
    path, line = find_chromium(), "=" * 78
    if path:
        print(path)
    else:
        print(
            f"{line}\nTHE BROWSER TESTS ARE SKIPPED: no Chromium was found and none could be installed.\n"
            f"Install Chromium or Chrome, or name one: CHROMIUM=/path/to/chromium make test\n{line}",
            file=sys.stderr,
        )
    if not (find_office() and find_pdftoppm()):
        print(
            f"{line}\nTHE TESTS OF DECKS AND REPORTS IN LIBREOFFICE ARE SKIPPED: LibreOffice (Impress, Writer)\n"
            f"or pdftoppm (poppler) was not found and could not be installed.\n{line}",
            file=sys.stderr,
        )
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    sys.exit(main(sys.argv[1:]))

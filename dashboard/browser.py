"""The browser that draws files: found on the machine, started without a window, and asked for a PDF or a picture.

It is given one document that holds everything it needs and may ask nothing of any network. It must not know what is in
the document.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dashboard.errors import BrowserFailed, Cancelled, NoBrowser

NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
    "microsoft-edge-stable", "msedge",
)  # fmt: skip
PLACES = (  # where installers put it without touching PATH
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
SETTING = "SAMMACHIP_BROWSER"
TIMEOUT_S = 180.0
_QUIET = (
    "--headless=new",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-dev-shm-usage",  # small in containers
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--virtual-time-budget=20000",  # a document that is still at work gets so much of its own time, at no cost of ours
)
_POLL_S = 0.05
_NO_SANDBOX = "--no-sandbox"
Stop = Callable[[], bool]


def find_browser() -> str:
    """The path of a Chromium, Chrome or Edge: the one that $SAMMACHIP_BROWSER names, else the first one found.

    Raises NoBrowser.
    """
    named = os.environ.get(SETTING) or os.environ.get("CHROMIUM")
    found = shutil.which(named) if named else next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None and not named:
        found = next((place for place in PLACES if Path(place).exists()), None)
    if found is None:
        raise NoBrowser(named=named or "", setting=SETTING)
    return found


def print_pdf(html: str, out: Path, *, is_cancelled: Stop = lambda: False, timeout_s: float = TIMEOUT_S) -> None:
    """Print a document as `out`, on the paper that its own @page asks for.

    Raises NoBrowser, BrowserFailed, Cancelled; then there is no `out`.
    """
    _draw(html, out, ["--no-pdf-header-footer", "--print-to-pdf={}"], is_cancelled, timeout_s)


def take_picture(
    html: str,
    out: Path,
    width: int,
    height: int,
    *,
    scale: float = 1,
    is_cancelled: Stop = lambda: False,
    timeout_s: float = TIMEOUT_S,
) -> None:
    """A PNG of a document in a window of width x height CSS pixels, each drawn as `scale` pixels.

    Raises NoBrowser, BrowserFailed, Cancelled; then there is no `out`.
    """
    size = [f"--window-size={width},{height}", f"--force-device-scale-factor={scale}"]
    _draw(html, out, [*size, "--screenshot={}"], is_cancelled, timeout_s)


def _draw(html: str, out: Path, options: list[str], is_cancelled: Stop, timeout_s: float) -> None:
    browser = find_browser()
    with tempfile.TemporaryDirectory(prefix="sammachip-", ignore_cleanup_errors=True) as folder:
        document, drawn = Path(folder, "document.html"), Path(folder, f"drawn{out.suffix}")
        document.write_text(html, encoding="utf-8")
        asked = [option.format(drawn) for option in options]
        sandbox = [_NO_SANDBOX] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        said = _run([browser, *_QUIET, *sandbox, *asked], folder, document, is_cancelled, timeout_s)
        if not drawn.exists() and "sandbox" in said and not sandbox:  # a container may allow none
            said = _run([browser, *_QUIET, _NO_SANDBOX, *asked], folder, document, is_cancelled, timeout_s)
        if not drawn.exists() or not drawn.stat().st_size:
            raise BrowserFailed(reason=_last_line(said))
        shutil.move(drawn, out)


def _run(command: list[str], folder: str, document: Path, is_cancelled: Stop, timeout_s: float) -> str:
    """Run the browser to its end; what it said. Raises Cancelled, BrowserFailed for one that takes too long."""
    log = Path(folder, "log")
    with log.open("wb") as said:
        process = subprocess.Popen(  # noqa: S603 - our own arguments, no shell
            [*command, f"--user-data-dir={Path(folder, 'profile')}", document.as_uri()],
            stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip
        until = time.monotonic() + timeout_s
        try:
            while process.poll() is None:
                if is_cancelled():
                    raise Cancelled()
                if time.monotonic() > until:
                    raise BrowserFailed(reason=f"{timeout_s:.0f} s")
                time.sleep(_POLL_S)
        finally:
            _end(process)
    return log.read_text(encoding="utf-8", errors="replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the browser and what it started."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _last_line(said: str) -> str:
    return next((line for line in reversed(said.splitlines()) if line.strip()), "")[:200]

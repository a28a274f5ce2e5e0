"""The audit of the pinned libraries asks for each of them, and fails where one is weak or nobody can be asked."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PINNED = [
    Requirement(line.rstrip("\\ "))
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    if line[:1].isalnum()
]
WEAK = {
    "id": "TEST-2026-1",
    "summary": "a weakness that this test made up",
    "published": "2026-01-01T00:00:00Z",
    "aliases": [],
    "affected": [{"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "9999"}]}]}],
}


class Advisories(ThreadingHTTPServer):
    """A list of weaknesses that is asked as the public one is: it knows one of a single library, or of none."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.weak = ""
        self.asked: set[str] = set()


class Answering(BaseHTTPRequestHandler):
    server: Advisories

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = asked["package"]["name"]
        self.server.asked.add(name)
        affected = [{**WEAK["affected"][0], "package": {"name": name, "ecosystem": "PyPI"}}]  # type: ignore[index]
        found = {"vulns": [{**WEAK, "affected": affected}]} if name == self.server.weak else {}
        body = json.dumps(found).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def advisories() -> Iterator[Advisories]:
    with Advisories() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def audit(url: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What CI runs by a timer, asking this address."""
    arguments = f"-s osv --osv-url {url} --timeout 5 --cache-dir {folder}"
    command = ["make", "-o", "setup", "audit", f"PY={sys.executable}", f"AUDIT_ARGS={arguments}"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_every_pinned_library_is_asked_for(advisories: Advisories, tmp_path: Path) -> None:
    done = audit(f"http://127.0.0.1:{advisories.server_port}", tmp_path)
    assert done.returncode == 0, done.stderr
    assert advisories.asked == {pin.name for pin in PINNED if pin.marker is None or pin.marker.evaluate()}
    assert len(advisories.asked) > 100


def test_a_weak_library_fails_the_audit(advisories: Advisories, tmp_path: Path) -> None:
    advisories.weak = "streamlit"
    done = audit(f"http://127.0.0.1:{advisories.server_port}", tmp_path)
    assert done.returncode != 0
    assert WEAK["id"] in done.stdout
    assert "streamlit" in done.stdout


def test_an_audit_that_nobody_answers_fails(advisories: Advisories, tmp_path: Path) -> None:
    port = advisories.server_port
    advisories.server_close()
    assert audit(f"http://127.0.0.1:{port}", tmp_path).returncode != 0

"""What the server does with connections before anything of a page is drawn."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlparse

import httpx
import pytest
from starlette.applications import Starlette

sys.path.append(str(Path(__file__).resolve().parent / "browser"))
from visits import start_server

from dashboard.serving import PARTS
from dashboard.ui.parts import ADDRESS, digest_of, file_of

NOTING = """
import socket
set_option = socket.socket.setsockopt
def noting(self, *option):
    set_option(self, *option)
    if option[:2] == (socket.IPPROTO_TCP, socket.TCP_NODELAY):
        with open("%s", "a") as noted:
            noted.write(f"{self.getpeername()[1]}\\n")
socket.socket.setsockopt = noting
"""


def test_what_is_said_to_a_browser_goes_out_at_once(small_store: Path, tmp_path: Path) -> None:
    """Of the server as people start it: what it sets comes after it listens."""
    noted = tmp_path / "noted"
    noted.touch()
    (tmp_path / "sitecustomize.py").write_text(NOTING % noted, encoding="utf-8")
    process, address = start_server(small_store, tmp_path / "log", first_on_path=tmp_path)
    try:
        with socket.create_connection((urlparse(address).hostname, urlparse(address).port)) as browser:
            browser.sendall(b"GET /_stcore/health HTTP/1.1\r\nHost: here\r\n\r\n")
            assert browser.recv(1000).startswith(b"HTTP/1.1 200")
            assert str(browser.getsockname()[1]) in noted.read_text().split()
    finally:
        process.terminate()
        process.wait(20)


def test_a_fragment_waits_until_all_of_the_run_before_it_is_on_its_way(tmp_path: Path) -> None:
    program = Path(__file__).with_name("busy_loop.py")
    done = subprocess.run([sys.executable, program, tmp_path], capture_output=True, text=True, timeout=120)
    came = done.stdout.split("\n")
    assert done.returncode == 0, done.stderr
    assert came.index("new_session") < came.index("text") < came.index("script_finished 0")  # the page, to its end
    assert came.index("script_finished 0") < came.index("script_finished 3")  # and then its fragment


def test_the_parts_files_are_given_to_be_kept_where_they_are_what_the_address_promises_and_nothing_else_is() -> None:
    for name in ("shared.cards.js", "shared.cards.css"):
        found = asked(f"{ADDRESS}/{digest_of(name)}/{name}")
        assert found.text == file_of(name)
        assert found.headers["cache-control"].endswith("immutable")
        other = asked(f"{ADDRESS}/{'0' * 16}/{name}")  # a server of another version asks its own
        assert (other.text, other.headers["cache-control"]) == (found.text, "no-store")


@pytest.mark.parametrize(
    "name", ["cards.py", "__init__.py", "nothing.js", ".js", "..js", "..%2Fshared.js", "shared..js", "cards.js.css"]
)
def test_no_other_file_is_given(name: str) -> None:
    assert asked(f"{ADDRESS}/0/{name}").status_code == 404


def asked(path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        app = httpx.ASGITransport(Starlette(routes=[PARTS]))
        async with httpx.AsyncClient(transport=app, base_url="http://here") as client:
            return await client.get(path)

    with ThreadPoolExecutor(1) as other:  # a test in a browser may have left a loop in this one
        return other.submit(asyncio.run, ask()).result()

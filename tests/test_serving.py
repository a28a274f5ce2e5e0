"""What the server does with connections before anything of a page is drawn."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from streamlit.web.server.starlette import starlette_server

from dashboard import serving
from dashboard.serving import PARTS
from dashboard.ui.parts import ADDRESS, digest_of, file_of


def test_what_is_said_to_a_browser_goes_out_at_once() -> None:
    assert starlette_server._bind_socket is serving.bind_without_delay
    with serving.bind_without_delay("127.0.0.1", 0, 5) as listening:
        listening.setblocking(True)
        listening.listen()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


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

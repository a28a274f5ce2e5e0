"""Windows are told what is newest over a socket of their own, whoever they are, and nobody else is."""

from __future__ import annotations

import asyncio
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

sys.path.append(str(Path(__file__).resolve().parent / "browser"))
from visits import free_port, start_server

from dashboard.store import Store
from dashboard.ui.arrivals import NEWEST
from dashboard.ui.telling import FORBIDDEN, Telling


@pytest.fixture(scope="module")
def office(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Store]]:
    """The dashboard's host, and its store."""
    folder = tmp_path_factory.mktemp("office")
    store = Store(Path(shutil.copytree(small_store, folder / "store")))
    process, address = start_server(store.folder, folder / "log", more={"SAMMACHIP_FRESH_S": "1"})
    yield address.removeprefix("http://"), store
    process.terminate()
    process.wait(20)


def test_every_window_is_told_what_is_newest_at_first_and_when_it_is_another(office: tuple[str, Store]) -> None:
    host, store = office
    with connect(f"ws://{host}{NEWEST}") as one, connect(f"ws://{host}{NEWEST}", origin=f"http://{host}") as other:
        mark = one.recv(20)
        assert other.recv(20) == mark
        assert len(mark) == 16
        assert store.current().id not in str(mark)
        with store.building("real"):
            pass
        newest = one.recv(20)
        assert newest != mark
        assert other.recv(20) == newest
        with pytest.raises(TimeoutError):
            one.recv(2.5)  # nothing is said twice
    with connect(f"ws://{host}{NEWEST}") as late:
        assert late.recv(20) == newest


def test_pages_of_other_hosts_are_not_told(office: tuple[str, Store]) -> None:
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(f"ws://{office[0]}{NEWEST}", origin="http://elsewhere.example"),
    ):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("word", ["", "x" * 1000, b"\x00"], ids=["nothing", "text", "bytes"])
def test_who_says_something_is_not_listened_to(office: tuple[str, Store], word: str | bytes) -> None:
    with connect(f"ws://{office[0]}{NEWEST}") as window:
        window.recv(20)
        window.send(word)
        with pytest.raises(ConnectionClosed) as closed:
            window.recv(20)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == FORBIDDEN


@contextmanager
def served(look: Callable[[], str], every_s: float = 0.05) -> Iterator[str]:
    """The address at which windows are told what this look gives."""
    telling, port = Telling(look, lambda: every_s), free_port()
    app = Starlette(routes=[WebSocketRoute(NEWEST, telling.to)])
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=asyncio.run, args=(server.serve(),))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"ws://127.0.0.1:{port}{NEWEST}"
    finally:
        server.should_exit = True
        thread.join(20)


def test_it_looks_once_for_all_windows_and_only_while_one_listens() -> None:
    looks: list[int] = []
    with served(lambda: str(looks.append(1) or len(looks) // 4)) as address:
        time.sleep(0.3)
        assert looks == []
        with connect(address) as one, connect(address) as other:
            for window in (one, other):
                told = [window.recv(20)]
                while told[-1] != "3":
                    told.append(window.recv(20))
                assert told == sorted(set(told))  # each once
        time.sleep(0.3)
        n = len(looks)
        time.sleep(0.3)
        assert len(looks) == n
        with connect(address) as again:
            assert int(again.recv(20)) >= 3


def test_a_look_that_fails_is_not_the_last_one() -> None:
    looks: list[int] = []

    def look() -> str:
        looks.append(1)
        if len(looks) < 4:
            raise OSError("the disk is away")
        return "back"

    with served(look) as address, connect(address) as window:
        assert window.recv(20) == "back"


def test_nobody_is_told_where_nothing_is_looked_for() -> None:
    with served(lambda: "never", every_s=0) as address, pytest.raises(InvalidStatus), connect(address):
        pass

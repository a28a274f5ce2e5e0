"""A session of the dashboard without a browser: the websocket that a window opens, and what it does of itself."""

from __future__ import annotations

import ssl
import time
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection


def trusting(certificate: Path) -> ssl.SSLContext:
    """What believes this certificate and no other."""
    return ssl.create_default_context(cafile=str(certificate))


class Session:
    """One window at an address; `seen` holds all that came since the last click, `arrived` when new data was told."""

    def __init__(self, socket: ClientConnection) -> None:
        self.seen = b""
        self.arrived: list[float] = []
        self._socket = socket
        self._query = ""
        self._finished = False
        self._looks: tuple[str, float, float] | None = None  # fragment, seconds between, when next

    def open(self, query: str, timeout_s: float = 60) -> None:
        """Go to an address of the first page and wait until the server has drawn it."""
        self.seen, self._query, self._finished = b"", query, False
        self._socket.send(rerun(query))
        end = time.monotonic() + timeout_s
        while not self._finished:
            assert time.monotonic() < end, f"{timeout_s} s waited for {query}"
            self.listen(0.2)

    def listen(self, seconds: float) -> None:
        """Take what comes, and look for what others stored when it is time."""
        if self._looks is not None and time.monotonic() >= self._looks[2]:
            fragment, every, _ = self._looks
            self._looks = (fragment, every, time.monotonic() + every)
            self._socket.send(rerun(self._query, fragment))
        try:
            data = self._socket.recv(timeout=seconds)
        except TimeoutError:
            return
        assert isinstance(data, bytes)
        self._take(data, ForwardMsg.FromString(data))

    def _take(self, data: bytes, message: ForwardMsg) -> None:
        self.seen += data
        kind = message.WhichOneof("type")
        if kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            self._finished = True
        elif kind == "auto_rerun":
            every = message.auto_rerun.interval
            self._looks = (message.auto_rerun.fragment_id, every, time.monotonic() + every)
        elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "toast":
            self.arrived.append(time.time())


def rerun(query: str, fragment: str = "") -> bytes:
    """What a window sends for a click, or for a part of its page that runs by itself."""
    message = BackMsg()
    message.rerun_script.query_string = query
    if fragment:
        message.rerun_script.fragment_id = fragment
        message.rerun_script.is_auto_rerun = True
    return bytes(message.SerializeToString())

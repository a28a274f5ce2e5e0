"""A session of the dashboard without a browser: the websockets that a window opens, and what it does of itself."""

from __future__ import annotations

import json
import ssl
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection


def trusting(certificate: Path) -> ssl.SSLContext:
    """What believes this certificate and no other."""
    return ssl.create_default_context(cafile=str(certificate))


class Session:
    """One window at an address; `seen` holds all that came since the last click, `arrived` when new data was told.

    `news` is the socket over which the window is told what others stored.
    """

    def __init__(self, socket: ClientConnection, news: ClientConnection | None = None) -> None:
        self.seen = b""
        self.arrived: list[float] = []
        self._socket = socket
        self._query = self._page = ""
        self._finished = False
        self._news = news
        self._shown = ""
        self._arrivals = ("", "")  # the part that listens, and its fragment

    def open(self, query: str, timeout_s: float = 60, page: str = "") -> None:
        """Go to an address and wait until the server has drawn it."""
        self.seen, self._query, self._page, self._finished = b"", query, page, False
        self._socket.send(rerun(query, page))
        end = time.monotonic() + timeout_s
        while not self._finished:
            assert time.monotonic() < end, f"{timeout_s} s waited for {query}"
            self.listen(0.2)

    def listen(self, seconds: float) -> None:
        """Take what comes, and what is told of what others stored."""
        if self._news is not None and self._shown:
            with suppress(TimeoutError):
                newest = self._news.recv(timeout=0)
                if newest != self._shown:
                    self._shown = str(newest)
                    self._socket.send(rerun(self._query, self._page, *self._arrivals))
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
        elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "toast":
            self.arrived.append(time.time())
        elif kind == "delta" and (asked := arrivals_in(message)):
            self._shown = asked["shown"]
            self._arrivals = message.delta.new_element.bidi_component.id, message.delta.fragment_id


def arrivals_in(message: ForwardMsg) -> dict[str, Any] | None:
    """What the part that is told what others stored was given, where this is that part."""
    part = message.delta.new_element.bidi_component
    return json.loads(part.bytes) if part.component_name == "sammachip_arrivals" else None


def rerun(query: str, page: str = "", arrivals: str = "", fragment: str = "") -> bytes:
    """What a window sends when an address within the dashboard is opened, or when its part `arrivals` noticed something
    newer, which is drawn in a fragment.
    """
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    message.rerun_script.fragment_id = fragment
    if arrivals:
        event = message.rerun_script.widget_states.widgets.add()
        event.id = f"$$STREAMLIT_INTERNAL_KEY_{arrivals}__events"
        event.json_trigger_value = json.dumps([{"event": "arrived", "value": ""}])
    return bytes(message.SerializeToString())

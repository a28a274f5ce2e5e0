"""Windows are told what is newest: over a socket that each keeps open, so that one look serves them all.

It must not know what is looked at.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.web.server.starlette.starlette_websocket import _is_origin_allowed

from dashboard.logs import NAME

FORBIDDEN: Final = 1008
"""How a socket is closed that is not ours, or says something."""
SENT_WITHIN_S: Final = 5.0
"""A window that takes nothing for so long is not waited for: it asks again when it is back."""


class Telling:
    """Says a word to each window that listens, at first and whenever `look` gives another one; it looks only while
    somebody listens. `look` may take long: it runs on a thread of its own.
    """

    def __init__(self, look: Callable[[], str], every_s: Callable[[], float]) -> None:
        self._look, self._every_s = look, every_s
        self._listening: set[WebSocket] = set()
        self._watching: asyncio.Task[None] | None = None
        self._told: str | None = None

    async def to(self, socket: WebSocket) -> None:
        """Tell this window until it is gone. Pages of other hosts are refused, as for sessions; where nothing is looked
        for, everybody.
        """
        is_ours = _is_origin_allowed(socket.headers.get("Origin"), socket.headers.get("Host"))
        if not is_ours or not self._every_s():
            await socket.close(FORBIDDEN)
            return
        await socket.accept()
        self._listening.add(socket)
        try:
            if self._watching is None:
                self._watching = asyncio.create_task(self._watch())
            elif self._told is not None:
                await _say(socket, self._told)
            heard = await socket.receive()
            if heard["type"] != "websocket.disconnect":  # a window has nothing to say
                await socket.close(FORBIDDEN)
        finally:
            self._listening.discard(socket)
            self._rest()

    def _rest(self) -> None:
        if not self._listening and self._watching is not None:
            self._watching.cancel()
            self._watching = self._told = None

    async def _watch(self) -> None:
        while True:
            try:
                newest = await asyncio.to_thread(self._look)
            except Exception:
                logging.getLogger(NAME).warning("a look for what is newest failed", exc_info=True)
            else:
                await self._tell(newest)
            await asyncio.sleep(self._every_s())

    async def _tell(self, newest: str) -> None:
        if newest != self._told:
            self._told = newest
            await asyncio.gather(*(_say(socket, newest) for socket in tuple(self._listening)))


async def _say(socket: WebSocket, word: str) -> None:
    with suppress(TimeoutError, WebSocketDisconnect, RuntimeError):  # gone, which its own task notices
        await asyncio.wait_for(socket.send_text(word), SENT_WITHIN_S)
